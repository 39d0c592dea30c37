"""A book in which somebody has appointments, and the callers who ask about them."""

from kibox_pbx.config.settings import Settings
from kibox_pbx.records import Appointment
from kibox_pbx.utterance import Language
from tests.dialogue.playbook import CALLER, Calendar, Caller, slot
from tests.dialogue.practice import practice

THURSDAY, FRIDAY = "2026-11-26 09:00", "2026-11-27 10:00"
BORN = "1985-05-03"
WHICH = ("ich möchte einen termin absagen", "sabine huber")
"""Asks for an appointment of several to be cancelled."""


def booked(
    *starts: str, name: str = "Sabine Huber", phone: str = CALLER, birthdate: str | None = None
) -> Calendar:
    """Return a book in which somebody has appointments for a check-up."""
    calendar = Calendar()
    for start in starts:
        calendar.booked.append(Appointment(start, slot(start), name, phone, birthdate))
    return calendar


def german(
    calendar: Calendar, number: str | None = CALLER, settings: Settings | None = None
) -> Caller:
    return Caller(calendar=calendar, number=number, settings=settings)


def english(calendar: Calendar, number: str | None = CALLER) -> Caller:
    return Caller(Language.ENGLISH, calendar=calendar, number=number)


def starts(caller: Caller) -> list[str]:
    return [f"{each.slot.start:%Y-%m-%d %H:%M}" for each in caller.calendar.booked]


ASKS_BIRTHDATE = practice(booking={"ask_birthdate": True})
