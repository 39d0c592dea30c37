"""What callers say to "anything else?" that is no further wish."""

import pytest

from kibox_pbx.records import Act
from kibox_pbx.utterance import Language
from tests.dialogue.playbook import Caller

GERMAN, ENGLISH = Language.GERMAN, Language.ENGLISH
BOOKS = {
    GERMAN: ("einen termin zur vorsorge am dienstag", "den ersten", "sabine huber", "ja", "ja"),
    ENGLISH: ("a check-up on tuesday please", "the first one", "sarah miller", "yes", "yes"),
}


def booked(language: Language) -> Caller:
    """Return a caller who has just been told that the appointment is booked."""
    call = Caller(language).says(*BOOKS[language])
    assert call.acts == [Act.BOOKED, Act.ANYTHING_ELSE]
    return call


@pytest.mark.parametrize(
    ("language", "said"),
    [
        (GERMAN, "super"),
        (GERMAN, "passt"),
        (GERMAN, "wunderbar vielen dank"),
        (GERMAN, "ihnen auch"),
        (GERMAN, "bis dienstag"),
        (GERMAN, "gut dann bis nächste woche"),
        (ENGLISH, "great"),
        (ENGLISH, "that's lovely thanks"),
        (ENGLISH, "you too"),
        (ENGLISH, "see you tuesday"),
    ],
)
def test_who_is_content_is_said_goodbye_to(language: Language, said: str) -> None:
    assert booked(language).says(said).acts == [Act.GOODBYE]


@pytest.mark.parametrize(
    ("language", "said"),
    [
        (GERMAN, "wann war der termin nochmal"),
        (GERMAN, "wie war die uhrzeit"),
        (GERMAN, "um wie viel uhr war das jetzt"),
        (ENGLISH, "when was that again"),
        (ENGLISH, "what time was it"),
    ],
)
def test_who_has_forgotten_when_it_is_hears_it_once_more(language: Language, said: str) -> None:
    call = booked(language).says(said)
    assert call.acts == [Act.BOOKED, Act.ANYTHING_ELSE]
    assert call.says("nein" if language is GERMAN else "no").acts == [Act.GOODBYE]


@pytest.mark.parametrize(
    ("language", "said"), [(GERMAN, "ja"), (GERMAN, "gerne"), (ENGLISH, "yes please")]
)
def test_a_yes_still_asks_for_more(language: Language, said: str) -> None:
    assert booked(language).says(said).acts == [Act.ASK_INTENT]


def test_without_anything_booked_the_question_is_about_an_appointment_there_is() -> None:
    call = Caller(GERMAN).says("wann war mein termin nochmal")
    assert call.acts == [Act.ASK_NAME]
