"""The last digit of a number, put right."""

import pytest

from kibox_pbx.dialogue.redialling import redialled
from kibox_pbx.records import Act
from kibox_pbx.utterance import Language
from tests.dialogue.playbook import Caller
from tests.dialogue.two_doctors import Visit

GERMAN, ENGLISH = Language.GERMAN, Language.ENGLISH
PHONE = "+4989445556"


@pytest.mark.parametrize(
    ("language", "text", "phone"),
    [
        (GERMAN, "die letzte ziffer ist eine neun", "+4989445559"),
        (GERMAN, "nein die letzte zahl ist nicht die sechs sondern die eins", "+4989445551"),
        (GERMAN, "die letzte ziffer ist falsch", None),
        (GERMAN, "die letzte ziffer ist eine sechs", None),
        (GERMAN, "ja genau", None),
        (GERMAN, "nein hinten sieben acht", "+4989445578"),
        (GERMAN, "die nummer endet aber auf eins zwei drei", "+4989445123"),
        (ENGLISH, "no the last two digits are four seven", "+4989445547"),
        (ENGLISH, "no the last digit is a nine", "+4989445559"),
        (ENGLISH, "the last digit should be not a six but a one", "+4989445551"),
    ],
)
def test_the_last_digit_is_put_right(language: Language, text: str, phone: str | None) -> None:
    assert redialled(PHONE, text, language) == phone


def test_a_number_that_is_withheld_has_no_last_digit() -> None:
    assert redialled("", "die letzte ziffer ist eine neun", GERMAN) is None


def test_a_digit_is_put_right_where_a_message_is_read_back() -> None:
    caller = Caller(number=None).says("sagen sie frau sommer bitte dass der befund da ist")
    caller.says("gerda pohl").says("null acht neun vier vier fünf fünf fünf sechs")
    caller.says("die letzte ziffer ist eine neun")
    assert caller.acts == [Act.CONFIRM_MESSAGE]
    assert "fünf neun" in caller.heard


def test_a_digit_is_put_right_where_a_booking_is_read_back() -> None:
    visit = Visit(number=None).says("Impfung am Donnerstag um neun", "Sabine Huber")
    visit.says("null acht neun vier vier fünf fünf fünf sechs")
    assert visit.says("Die letzte Ziffer ist eine Neun.").acts == [Act.CONFIRM_BOOKING]
    assert "fünf neun" in visit.heard
