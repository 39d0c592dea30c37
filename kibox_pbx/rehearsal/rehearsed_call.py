"""The call that a rehearsal begins with: who rings, on which line, in which language."""

from uuid import uuid4

from kibox_pbx.config.settings import Settings
from kibox_pbx.dialogue.notices import disclosure_version
from kibox_pbx.language.phone import as_e164
from kibox_pbx.records import Call
from kibox_pbx.rehearsal.back_office import BackOffice
from kibox_pbx.utterance import Language

DIALLED = "30"

LONGEST_EXTENSION = 5
"""Digits of a colleague's number in the house."""


def rehearsed_call(
    settings: Settings, caller: str | None, back: BackOffice, spoken: Language
) -> Call:
    """Return the call of a caller who dials the line of a language, if there is one."""
    languages = settings.practice.languages
    language = spoken if spoken in languages else languages[0]
    lines = settings.telephone.languages_by_number
    return Call(
        id=uuid4().hex,
        caller=shown_number(caller, settings),
        dialled=next((each for each, speaks in lines.items() if speaks is language), DIALLED),
        language=language,
        started_at=back.clock.started,
        disclosure=disclosure_version(settings, language),
    )


def shown_number(caller: str | None, settings: Settings) -> str | None:
    """Return a caller's number as `Call.caller` holds it; short ones ring in the house."""
    if caller is None or len(caller) <= LONGEST_EXTENSION:
        return caller
    return as_e164(caller, settings.practice.country) or caller
