"""With whom, in whatever week, a week later, none of these."""

import pytest

from kibox_pbx.dialogue.phrases import phrase_book
from kibox_pbx.dialogue.scene import Scene
from kibox_pbx.dialogue.skills.preferring import (
    Anybody,
    asks_for_others,
    bare_number,
    heard_preference,
    is_same_time,
    is_week_after,
    is_weekly,
    turns_down,
    without_preference,
)
from kibox_pbx.utterance import Language
from tests.dialogue.practice import MONDAY_MORNING
from tests.dialogue.two_doctors import two_doctors

GERMAN, ENGLISH = Language.GERMAN, Language.ENGLISH
SETTINGS = two_doctors()


def scene(language: Language) -> Scene:
    return Scene(SETTINGS, language, MONDAY_MORNING, None, phrase_book(SETTINGS, language))


@pytest.mark.parametrize(
    ("language", "text", "whom"),
    [
        (GERMAN, "bei frau doktor sommer", "sommer"),
        (GERMAN, "zu herrn winter bitte", "winter"),
        (GERMAN, "im winter", None),
        (GERMAN, "egal bei wem", Anybody.ANYBODY),
        (GERMAN, "bei wem ist mir egal", Anybody.ANYBODY),
        (GERMAN, "welcher arzt ist mir ganz egal", Anybody.ANYBODY),
        (GERMAN, "bei irgendwem", Anybody.ANYBODY),
        (GERMAN, "bei dem anderen arzt", Anybody.SOMEBODY_ELSE),
        (GERMAN, "lieber bei jemand anderem", Anybody.SOMEBODY_ELSE),
        (GERMAN, "bei der anderen ärztin", Anybody.SOMEBODY_ELSE),
        (GERMAN, "an einem anderen tag", None),
        (GERMAN, "egal wann", None),
        (ENGLISH, "with dr winter", "winter"),
        (ENGLISH, "i don't mind who", Anybody.ANYBODY),
        (ENGLISH, "any doctor will do", Anybody.ANYBODY),
        (ENGLISH, "with the other doctor please", Anybody.SOMEBODY_ELSE),
        (ENGLISH, "another day", None),
    ],
)
def test_whom_the_caller_wants(
    language: Language, text: str, whom: str | Anybody | None
) -> None:
    assert heard_preference(scene(language), text) == whom


def test_egal_bei_wem_is_no_wish_for_any_time() -> None:
    left = without_preference(scene(GERMAN), "Egal bei wem, am Dienstag")
    assert left.split() == ["am", "dienstag"]


def test_a_weekday_in_whatever_week() -> None:
    assert is_weekly("nur dienstags", GERMAN)
    assert is_weekly("ich kann immer nur an einem Dienstag", GERMAN)
    assert is_weekly("only on tuesdays", ENGLISH)
    assert not is_weekly("am Dienstag", GERMAN)


def test_the_week_after_what_was_offered() -> None:
    assert is_week_after("in der Woche darauf", GERMAN)
    assert is_week_after("lieber erst die Woche drauf", GERMAN)
    assert is_week_after("the following week", ENGLISH)
    assert not is_week_after("nächste Woche", GERMAN)
    assert not is_week_after("eine Woche danach", GERMAN)
    assert not is_week_after("a week after", ENGLISH)


def test_what_else_there_is_may_be_asked() -> None:
    assert asks_for_others("haben Sie auch was ganz früh", GERMAN)
    assert asks_for_others("anything on Thursday afternoon", ENGLISH)
    assert not asks_for_others("den um zehn haben Sie gesagt", GERMAN)
    assert not asks_for_others("anything will do", ENGLISH)


def test_the_same_time_on_another_day() -> None:
    assert is_same_time("um dieselbe Uhrzeit", GERMAN)
    assert is_same_time("at the same time", ENGLISH)
    assert not is_same_time("am selben Tag", GERMAN)


def test_an_offer_may_be_turned_down_without_a_no() -> None:
    assert turns_down("weder noch", GERMAN)
    assert turns_down("none of them", ENGLISH)
    assert not turns_down("den ersten", GERMAN)


@pytest.mark.parametrize(
    ("text", "index"),
    [
        ("ja, zwei", 1),
        ("nummer eins bitte", 0),
        ("drei", None),
        ("ja gern", None),
        ("zwei oder drei", None),
    ],
)
def test_a_number_by_itself_counts_the_offers(text: str, index: int | None) -> None:
    assert bare_number(text, GERMAN, 2) == index


@pytest.mark.parametrize(
    ("language", "text", "whom"),
    [
        (GERMAN, "frau doktor sommer hat gesagt ich soll zur blutabnahme", None),
        (GERMAN, "doktor winter meinte ich brauche eine impfung", None),
        (GERMAN, "der hausarzt hat gesagt ich soll zu frau doktor sommer", "sommer"),
        (ENGLISH, "doctor winter told me to have a blood test", None),
        (ENGLISH, "doctor winter says i need a jab", None),
        (ENGLISH, "my gp said i should come with doctor sommer", "sommer"),
    ],
)
def test_who_only_said_something_is_not_who_is_wanted(
    language: Language, text: str, whom: str | None
) -> None:
    assert heard_preference(scene(language), text) == whom
