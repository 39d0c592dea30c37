"""Where several hosts share one appointment book, each knows its own calls alone."""

import pytest

from kibox_pbx.config.settings import Settings
from kibox_pbx.config.shared import Shared
from tests.dashboard.conftest import Browser
from tests.dashboard.office import REQUEST


@pytest.fixture
def settings(settings: Settings) -> Settings:
    shared = Shared.model_construct()
    return settings.model_copy(update={"shared": shared})


def test_the_desk_says_that_other_hosts_have_calls_of_their_own(browser: Browser) -> None:
    browser.sign_in("paula")
    text = browser.client.get(f"/requests/{REQUEST}").text
    assert "sehen Sie auch auf den anderen nach" in text
