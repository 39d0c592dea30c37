"""Understanding is ready before the first test, as it is before the first call."""

import pytest
from hypothesis import settings

from kibox_pbx.language.warm_up import warm_up

settings.register_profile("busy machine", deadline=2000)
settings.load_profile("busy machine")


@pytest.fixture(scope="session", autouse=True)
def _ready() -> None:
    warm_up()
