"""A practice of two: what the calendar's tests book."""

from dataclasses import replace
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from kibox_pbx.config.settings import Settings
from kibox_pbx.dialogue.actions import FindSlots
from kibox_pbx.records import Slot

BERLIN = ZoneInfo("Europe/Berlin")

PRACTICE: dict[str, Any] = {
    "practice": {"name": {"de": "Praxis"}, "holidays": "BY"},
    "hours": {
        "monday": "08:00-09:00, 14:00-15:00",
        "tuesday": "08:00-09:00",
        "friday": "08:00-09:00",
    },
    "people": {
        "sommer": {"names": {"de": "Sommer"}},
        "winter": {"names": {"de": "Winter"}, "hours": {"monday": "08:30-09:30"}},
    },
    "services": {
        "talk": {"names": {"de": "Gespräch"}, "minutes": 30, "people": ["sommer", "winter"]},
        "test": {"names": {"de": "Test"}, "minutes": 15, "people": ["sommer"]},
    },
    "departments": {"desk": {"names": {"de": "Empfang"}, "dial": "PJSIP/200"}},
    "booking": {"lead_minutes": 30, "horizon_days": 14, "step_minutes": 15},
    "telephone": {"reception": "desk"},
    "store": {"database": "kibox.db", "key_file": "kibox.key"},
}


def settings_with(**changes: Any) -> Settings:
    """Return the practice's settings with some sections changed."""
    return Settings.model_validate(PRACTICE | changes)


def at(day: int, hour: int, minute: int = 0, month: int = 11, year: int = 2026) -> datetime:
    """Return a moment of November 2026 (the 23rd is a Monday), in Berlin."""
    return datetime(year, month, day, hour, minute, tzinfo=BERLIN)


def a_wish(service: str = "talk", **changes: Any) -> FindSlots:
    """Wish for any time of the year from the 23rd of November on."""
    wish = FindSlots(service, at(23, 0), at(23, 0, year=2027), limit=100)
    return replace(wish, **changes)


def a_slot(day: int, hour: int, minute: int = 0, person: str = "sommer") -> Slot:
    """Return a talk of half an hour."""
    start = at(day, hour, minute)
    ends = divmod(hour * 60 + minute + 30, 60)
    return Slot("talk", start, at(day, *ends), person)
