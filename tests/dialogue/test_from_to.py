"""From when and to when an appointment is to be moved, and whether it is kept after all."""

from datetime import date, time

import pytest

from kibox_pbx.dialogue.from_to import FromTo, from_to
from kibox_pbx.dialogue.giving_up import agrees_to_cancel, gives_up
from kibox_pbx.language.when import Direction, When
from kibox_pbx.utterance import Language
from tests.dialogue.practice import MONDAY_MORNING

GERMAN, ENGLISH = Language.GERMAN, Language.ENGLISH


def on(day: int, hour: int | None = None) -> When:
    that = date(2026, 11, day)
    return When(that, that, at=None if hour is None else time(hour))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("meinen termin verschieben", FromTo()),
        ("meinen termin am mittwoch verschieben", FromTo(on(25))),
        ("meinen termin auf freitag verlegen", FromTo(None, on(27))),
        ("den termin am mittwoch zu ihnen verschieben", FromTo(on(25))),
        ("von mittwoch auf freitag um drei verlegen", FromTo(on(25), on(27, 15))),
        ("kann ich statt dienstag auch mittwoch kommen", FromTo(on(24), on(25))),
        ("um zehn schaffe ich nicht könnte ich auch um elf kommen",
         FromTo(When(at=time(10)), When(at=time(11)))),
        ("auf einen anderen tag verlegen", FromTo()),
        ("ich hab morgen um neun einen termin geht der auch später",
         FromTo(on(24, 9), When(direction=Direction.LATER))),
        ("lässt sich mein termin nach hinten schieben",
         FromTo(None, When(direction=Direction.LATER))),
        ("meinen termin vorverlegen", FromTo(None, When(direction=Direction.EARLIER))),
        ("so bald wie möglich verlegen", FromTo(None, When(soonest=True))),
    ],
)  # fmt: skip
def test_old_and_new_times_are_told_apart(text: str, expected: FromTo) -> None:
    assert from_to(text, GERMAN, MONDAY_MORNING) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("move my appointment from tomorrow to thursday at four", FromTo(on(24), on(26, 16))),
        ("i have to move my appointment on thursday", FromTo(on(26))),
        ("can i come on friday instead of wednesday", FromTo(on(25), on(27))),
        ("can i come later", FromTo(None, When(direction=Direction.LATER))),
        ("could you push my appointment back", FromTo(None, When(direction=Direction.LATER))),
        ("i can't make it on thursday", FromTo(on(26), is_refused=True)),
        ("i've got the dentist on thursday", FromTo(on(26), is_refused=True)),
        (
            "i can't make it on thursday could i come on friday",
            FromTo(on(26), on(27), is_refused=True),
        ),
    ],
)
def test_old_and_new_times_are_told_apart_in_english(text: str, expected: FromTo) -> None:
    assert from_to(text, ENGLISH, MONDAY_MORNING) == expected


@pytest.mark.parametrize(
    ("language", "text", "keeps"),
    [
        (GERMAN, "lassen wir es so", True),
        (GERMAN, "dann bleibt es dabei", True),
        (GERMAN, "ich behalte den alten termin", True),
        (GERMAN, "ich komme doch", True),
        (GERMAN, "am mittwoch um drei", False),
        (ENGLISH, "leave it as it is", True),
        (ENGLISH, "i'll keep the old one", True),
        (ENGLISH, "wednesday at three", False),
    ],
)
def test_who_gives_up_is_heard(language: Language, text: str, *, keeps: bool) -> None:
    assert gives_up(text, language) is keeps


@pytest.mark.parametrize(
    ("language", "text", "agreed"),
    [
        (GERMAN, "ja leider", True),
        (GERMAN, "leider", True),
        (GERMAN, "ja ich kann nicht kommen", True),
        (GERMAN, "sagen sie ihn ab", True),
        (GERMAN, "nicht absagen", False),
        (GERMAN, "ach nein ich komme doch lassen sie ihn stehen", False),
        (GERMAN, "ja aber ich möchte einen neuen", None),
        (GERMAN, "blau", None),
        (ENGLISH, "yes unfortunately", True),
        (ENGLISH, "cancel it", True),
        (ENGLISH, "don't cancel it", False),
        (ENGLISH, "i'm not sure sorry", None),
    ],
)
def test_regret_is_no_refusal(language: Language, text: str, *, agreed: bool | None) -> None:
    assert agrees_to_cancel(text, language) is agreed
