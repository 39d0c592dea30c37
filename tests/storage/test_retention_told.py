"""What callers are told about how long things are kept is what the store does."""

import pytest

from kibox_pbx.dialogue.phrases import default_wordings
from kibox_pbx.language.saying import say_number
from kibox_pbx.storage.retention import RETENTION
from kibox_pbx.utterance import Language


@pytest.mark.parametrize("language", Language)
@pytest.mark.parametrize("table", ["turns", "messages"])
def test_the_spoken_notice_names_the_days_of_the_rule(language: Language, table: str) -> None:
    (notice,) = default_wordings(language)["privacy"]
    assert say_number(RETENTION[table].days, language) in notice
