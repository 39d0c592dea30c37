"""What phrases may name of the office: its name, who is responsible, how long things are kept.

All of it comes from the settings and is the same in every call, so that what names it can be
synthesised ahead.
"""

from collections.abc import Mapping
from types import MappingProxyType

from kibox_pbx.config.settings import Retention, Settings
from kibox_pbx.language.saying import say_duration_days, say_list, say_phone
from kibox_pbx.language.speakable import speakable
from kibox_pbx.utterance import Language

SHORTEST_DAYS = 1
"""What is to go at once goes with the next daily deletion."""

FACTS = frozenset(
    {
        *("practice", "responsible", "contact", "officer", "authority"),
        *("transcript_time", "recording_time", "message_time", "call_time"),
        *("appointment_time", "improvement_time", "proof_time"),
    }
)
"""Names that any phrase may have in braces, beside its own."""


def office_facts(settings: Settings, language: Language) -> Mapping[str, str]:
    """Return the value of each of `FACTS`, ready for the voice; "" where nothing is set."""
    names, privacy = settings.practice.name, settings.privacy
    practice = speakable((*names.words(language), *names.de, *names.en)[0], language)
    responsible = speakable(privacy.responsible.name, language) or practice
    return MappingProxyType(
        {
            "practice": practice,
            "responsible": responsible,
            "contact": _contact(settings, language),
            "officer": speakable(privacy.officer, language),
            "authority": speakable(privacy.authority, language),
            **_times(privacy.retention, language),
        }
    )


def _contact(settings: Settings, language: Language) -> str:
    who = settings.privacy.responsible
    phone = say_phone(who.phone, language, settings.practice.country) if who.phone else ""
    ways = (speakable(who.address, language), phone, speakable(who.email, language))
    return say_list([way for way in ways if way], language)


def _times(kept: Retention, language: Language) -> dict[str, str]:
    days = {
        "transcript_time": kept.transcript_days,
        "recording_time": kept.recording_days,
        "message_time": kept.message_days,
        "call_time": kept.call_days,
        "appointment_time": kept.appointment_days,
        "improvement_time": kept.improvement_days,
        "proof_time": kept.proof_days,
    }
    return {
        name: say_duration_days(max(SHORTEST_DAYS, count), language)
        for name, count in days.items()
    }
