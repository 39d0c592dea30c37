from datetime import datetime
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kibox_pbx.language.choices import understand_choice, without_places
from kibox_pbx.utterance import Language

BERLIN = ZoneInfo("Europe/Berlin")
DE, EN = Language.GERMAN, Language.ENGLISH
OFFERED = (
    datetime(2026, 11, 25, 14, 30, tzinfo=BERLIN),
    datetime(2026, 11, 26, 10, tzinfo=BERLIN),
)
GERMAN = {
    "den ersten": 0,
    "um halb drei bitte": 0,
    "der zweite": 1,
    "mittwoch": 0,
    "den um zehn": 1,
    "den früheren": 0,
    "das frühere bitte": 0,
    "das spätere": 1,
    "ersteres": 0,
    "lieber den späteren": 1,
    "donnerstag um zehn": 1,
    "am sechsundzwanzigsten": 1,
    "der um 14:30 uhr": 0,
    "um halb ginge es": 0,
    "halb ist gut": 0,
    "viertel nach": None,
    "am fünfundzwanzigsten kann ich nicht": None,
    "der letzte": 1,
    "vormittags": 1,
    "gibt es noch was späteres": None,
    "beide nicht": None,
    "freitag": None,
    "egal": None,
    "ja": None,
}
ENGLISH = {
    "half past is fine": 0,
    "nine's good for me": None,
    "quarter past works": None,
    "the first one": 0,
    "the second one please": 1,
    "the earlier one": 0,
    "the later one": 1,
    "half past two": 0,
    "ten": 1,
    "thursday works": 1,
    "option two": 1,
    "neither": None,
    "anything later": None,
}


@pytest.mark.parametrize(("said", "index"), list(GERMAN.items()))
def test_the_german_choice_is_understood(said: str, index: int | None) -> None:
    assert understand_choice(said, DE, OFFERED) == index


@pytest.mark.parametrize(("said", "index"), list(ENGLISH.items()))
def test_the_english_choice_is_understood(said: str, index: int | None) -> None:
    assert understand_choice(said, EN, OFFERED) == index


def test_the_earlier_one_goes_by_the_clock_and_the_first_by_the_offer() -> None:
    turned = OFFERED[::-1]
    assert understand_choice("den früheren", DE, turned) == 1
    assert understand_choice("den ersten", DE, turned) == 0


def test_a_day_that_fits_both_slots_is_no_choice() -> None:
    same_day = (OFFERED[0], OFFERED[0].replace(hour=16))
    assert understand_choice("mittwoch", DE, same_day) is None
    assert understand_choice("um halb fünf", DE, same_day) == 1


@pytest.mark.parametrize(
    ("language", "said", "index"),
    [
        (DE, "der erste passt nicht der zweite schon", 1),
        (DE, "nein den ersten nicht den anderen", 1),
        (DE, "nicht den ersten", None),
        (DE, "am ersten dezember", None),
        (DE, "erst ab vier", None),
        (DE, "wie letztes mal", None),
        (DE, "den letzten termin am tag", None),
        (EN, "not the first the second", 1),
        (EN, "the first's good", 0),
        (EN, "first thing", None),
        (EN, "any day but wednesday", None),
    ],
)
def test_what_is_not_taken_is_told_from_what_is(
    language: Language, said: str, index: int | None
) -> None:
    afternoons = (OFFERED[0], OFFERED[1].replace(hour=15))
    assert understand_choice(said, language, afternoons) == index


def test_the_place_of_an_offer_is_no_day_of_a_month() -> None:
    assert without_places("den ersten nicht", DE, 2).split() == ["den", "nicht"]
    assert without_places("den dritten bitte", DE, 2) == "den 3. bitte"
    assert without_places("am ersten", DE, 2) == "am 1."


def test_of_no_offer_nothing_is_chosen() -> None:
    assert understand_choice("den ersten", DE, ()) is None


@given(st.text(max_size=100), st.sampled_from(Language))
def test_no_text_whatever_upsets_it(text: str, language: Language) -> None:
    assert understand_choice(text, language, OFFERED) in {0, 1, None}
