"""Who asks whether something of theirs is ready, and who wants a new one."""

import pytest

from kibox_pbx.language.ready_words import asks_whether_ready
from kibox_pbx.utterance import Language

GERMAN, ENGLISH = Language.GERMAN, Language.ENGLISH


@pytest.mark.parametrize(
    ("language", "said"),
    [
        (GERMAN, "ich wollte nur wissen ob meine laborwerte schon da sind"),
        (GERMAN, "ist mein rezept schon fertig"),
        (GERMAN, "kann ich das rezept schon abholen"),
        (GERMAN, "liegt mein befund vor"),
        (ENGLISH, "are my test results in"),
        (ENGLISH, "have my blood results come back"),
        (ENGLISH, "can i pick up my prescription"),
    ],
)
def test_who_asks_for_what_is_theirs_is_heard(language: Language, said: str) -> None:
    assert asks_whether_ready(said, language)


@pytest.mark.parametrize(
    ("language", "said"),
    [
        (GERMAN, "ich möchte ein rezept abholen"),
        (GERMAN, "kann ich ein neues rezept bekommen"),
        (GERMAN, "ist die frau doktor da"),
        (ENGLISH, "i need to pick up a new prescription"),
        (ENGLISH, "can i get my prescription renewed"),
        (ENGLISH, "is doctor sommer in"),
    ],
)
def test_who_wants_a_new_one_or_somebody_does_not(language: Language, said: str) -> None:
    assert not asks_whether_ready(said, language)
