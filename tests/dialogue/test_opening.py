"""When the practice is open, and when somebody is there."""

from datetime import datetime
from typing import Any

import pytest

from kibox_pbx.config.settings import Settings
from kibox_pbx.dialogue.actions import Transfer
from kibox_pbx.records import Act, Outcome
from kibox_pbx.utterance import Language
from tests.dialogue.playbook import Caller, at
from tests.dialogue.practice import MONDAY_MORNING, practice

GERMAN, ENGLISH = Language.GERMAN, Language.ENGLISH
PEOPLE = {
    "dr_sommer": {"names": {"de": ["Frau Dr. Sommer"], "en": ["Dr. Sommer"]}},
    "dr_winter": {
        "names": {"de": ["Herr Dr. Winter"], "en": ["Dr. Winter"]},
        "hours": {"tuesday": "08:00-12:30"},
        "away": "2026-12-01",
    },
}
DEPARTMENTS = {
    "reception": {"names": {"de": ["Empfang"], "en": ["reception"]}, "dial": "PJSIP/200"},
    "billing": {
        "names": {"de": ["Buchhaltung"], "en": ["accounts"]},
        "dial": "PJSIP/201",
        "hours": {"monday": "09:00-11:00"},
    },
}


def settings(**changes: Any) -> Settings:
    return practice(people=PEOPLE, departments=DEPARTMENTS, **changes)


def told(
    question: str, language: Language = GERMAN, now: datetime = MONDAY_MORNING, **changes: Any
) -> str:
    """Return what a caller hears who asks, without what they are asked next."""
    call = Caller(language, now=now, settings=settings(**changes)).says(question)
    assert call.acts[0] is Act.TELL_ANSWER
    assert call.acts[-1] is Act.ANYTHING_ELSE
    heard = call.heard
    assert call.hangs_up().outcome is Outcome.ANSWERED
    return heard


@pytest.mark.parametrize(
    "question",
    ["haben sie heute offen", "bis wann ist heute jemand da", "wann machen sie zu"],
)
def test_today_is_told_with_its_date_and_every_span(question: str) -> None:
    assert told(question).startswith(
        "Heute, Montag, den dreiundzwanzigsten November, haben wir von acht Uhr bis zwölf Uhr "
        "und von vierzehn Uhr bis achtzehn Uhr geöffnet."
    )


def test_who_asks_whether_we_do_saturdays_asks_for_the_hours() -> None:
    assert "closed" in told("do you do saturdays", ENGLISH)


def test_in_english_too() -> None:
    assert told("what time do you close today", ENGLISH).startswith(
        "Today, Monday the twenty-third of November, we are open from eight o'clock in the "
        "morning to twelve noon and from two o'clock in the afternoon to six o'clock in the "
        "evening."
    )


@pytest.mark.parametrize(
    ("language", "question", "closed", "again"),
    [
        (
            GERMAN,
            "ist am samstag geöffnet",
            "Am Samstag, den achtundzwanzigsten November, haben wir geschlossen.",
            "Am Montag, den dreißigsten November, sind wir wieder für Sie da, von acht Uhr",
        ),
        (
            ENGLISH,
            "are you open on saturday",
            "On Saturday the twenty-eighth of November, we are closed.",
            "On Monday the thirtieth of November, we are here for you again, from eight",
        ),
    ],
)
def test_of_a_closed_day_the_next_open_one_is_told_too(
    language: Language, question: str, closed: str, again: str
) -> None:
    heard = told(question, language)
    assert closed in heard
    assert again in heard


def test_in_the_evening_we_have_closed_for_today() -> None:
    heard = told("haben sie noch offen", now=at("2026-11-23 19:00"))
    assert heard.startswith("Heute haben wir leider schon geschlossen. Morgen, Dienstag")


def test_a_public_holiday_is_a_closed_day_and_called_one() -> None:
    heard = told("haben sie am ersten januar auf")
    assert "haben wir geschlossen, da ist Feiertag" in heard


def test_a_practice_that_is_never_open_promises_nothing() -> None:
    heard = told("haben sie heute offen", hours={})
    assert heard.startswith("Heute, Montag, den dreiundzwanzigsten November, haben wir geschl")
    assert "wieder" not in heard


@pytest.mark.parametrize(
    ("language", "question", "answer"),
    [
        (
            GERMAN,
            "wie sind ihre öffnungszeiten",
            "Wir haben geöffnet: Montag bis Donnerstag von",
        ),
        (GERMAN, "wann machen sie auf", "; Freitag von acht Uhr bis zwölf Uhr."),
        (ENGLISH, "what are your opening hours", "We are open: Monday to Thursday from eight"),
        (GERMAN, "haben sie im mai geöffnet", "Wir haben geöffnet: Montag bis Donnerstag von"),
    ],
)
def test_without_a_day_the_week_is_told(language: Language, question: str, answer: str) -> None:
    assert answer in told(question, language)


@pytest.mark.parametrize(
    ("language", "question", "answer"),
    [
        (GERMAN, "haben sie samstags offen", "Tut mir leid, am Samstag haben wir geschlossen."),
        (GERMAN, "haben sie freitags offen", "Wir haben geöffnet: Freitag von acht Uhr"),
        (ENGLISH, "are you open on saturdays", "I am sorry, on Saturday we are closed."),
    ],
)
def test_a_weekday_may_stand_for_all_of_its_kind(
    language: Language, question: str, answer: str
) -> None:
    assert told(question, language).startswith(answer)


def test_of_a_weekend_that_is_closed_one_sentence_is_enough() -> None:
    heard = told("haben sie am wochenende geöffnet")
    assert heard.startswith(
        "Tut mir leid, von Samstag, den achtundzwanzigsten November bis Sonntag"
    )
    assert "Am Montag" in heard


def test_of_a_week_what_is_different_is_told_too() -> None:
    heard = told("wann haben sie nächste woche offen", **_closed("2026-12-02"))
    assert "Montag bis Donnerstag" in heard
    assert "Am Mittwoch, den zweiten Dezember, haben wir geschlossen." in heard


def test_company_holidays_are_told_as_one() -> None:
    heard = told("wann haben sie nächste woche offen", **_closed("2026-11-30..2026-12-06"))
    assert heard.startswith(
        "Tut mir leid, von Montag, den dreißigsten November bis Sonntag, den sechsten"
    )


def _closed(days: str) -> dict[str, Any]:
    name = {"de": ["Praxis Dr. Sommer"], "en": ["Dr. Sommer's practice"]}
    return {"practice": {"name": name, "languages": ["de", "en"], "closed": days}}


@pytest.mark.parametrize(
    ("language", "question", "answer"),
    [
        (
            GERMAN,
            "wann ist doktor winter da",
            "Zu diesen Zeiten ist Herr Doktor Winter da: Dien",
        ),
        (
            GERMAN,
            "ist doktor winter morgen da",
            "ist Herr Doktor Winter von acht Uhr bis zwölf",
        ),
        (GERMAN, "ist doktor winter am ersten dezember da", "ist Herr Doktor Winter nicht da."),
        (
            GERMAN,
            "ist doktor winter am samstag da",
            "ist Herr Doktor Winter wieder da, von acht",
        ),
        (
            GERMAN,
            "wann ist frau doktor sommer da",
            "ist Frau Doktor Sommer da: Montag bis Donn",
        ),
        (ENGLISH, "is doctor winter in tomorrow", "Doctor Winter is here from eight o'clock"),
        (
            ENGLISH,
            "is doctor winter working on mondays",
            "I am sorry, on Monday, Doctor Winter is not here.",
        ),
        (
            GERMAN,
            "bis wann ist die buchhaltung heute da",
            "ist Buchhaltung von neun Uhr bis elf",
        ),
        (GERMAN, "wann ist der empfang besetzt", "Zu diesen Zeiten ist Empfang da: Montag bis"),
    ],
)
def test_people_and_departments_have_hours_of_their_own(
    language: Language, question: str, answer: str
) -> None:
    assert answer in told(question, language)


def test_hours_are_told_in_the_middle_of_a_booking() -> None:
    call = Caller(settings=settings()).says(
        "ein termin zur vorsorge", "haben sie samstags offen"
    )
    assert call.acts == [Act.TELL_ANSWER, Act.ASK_DAY]
    assert "Tut mir leid, am Samstag haben wir geschlossen." in call.heard


def test_an_entry_of_the_practice_wins_where_it_fits() -> None:
    entry = {
        "questions": {"de": ["Haben Sie an Heiligabend offen?"]},
        "answer": {"de": "An Heiligabend sind wir nur am Telefon da."},
    }
    heard = told("haben sie an heiligabend offen", enquiries={"christmas_eve": entry})
    assert heard.startswith("An Heiligabend sind wir nur am Telefon da.")


def test_who_asks_for_somebody_now_is_still_put_through() -> None:
    call = Caller(settings=settings()).says("ist da jemand mit dem ich sprechen kann")
    assert isinstance(call.ending, Transfer)
