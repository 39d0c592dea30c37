"""What every measured caller has in mind: a question, two interruptions, a booking.

All say the same but for the day, so that levels and machines can be compared: a question that
an entry answers, cut short by one about data protection, whose long answer is cut short by a
remark that only the language model is asked about; then an appointment is booked.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from types import MappingProxyType
from zoneinfo import ZoneInfo

from kibox_pbx.rehearsal.script import CallerScript
from kibox_pbx.utterance import Language

BEGINS = datetime(2027, 3, 3, 10, tzinfo=ZoneInfo("Europe/Berlin"))
"""The practice's clock when a measurement begins: a Wednesday on which it is open, so that a
run at night measures the same calls."""

OPENING = "opening"
CUTS_IN = "cuts into "
"""Begins the name of a turn that interrupts a sentence; its act follows."""

_ENGLISH = CallerScript(
    says="hello, do you have a car park for patients",
    interrupts={
        "tell_answer": "what about data protection",
        "tell_privacy": "we were talking about it the other day",
    },
    answers={
        "clarify": "I would like to make an appointment for a check-up",
        "ask_recording_consent": "no, thanks",
        "ask_service": "a check-up, please",
        "ask_day": "as soon as possible, please",
        "offer_slots": "the first one, please",
        "ask_name": "my name is Sarah Miller",
        "ask_phone": "yes, you can",
        "confirm_booking": "yes, that is right",
        "confirm_message": "yes, that is good",
        "offer_message": "no, thank you",
        "anything_else": "no, thank you, goodbye",
    },
)
_GERMAN = CallerScript(
    says="Guten Tag, haben Sie Parkplätze für Patienten",
    interrupts={
        "tell_answer": "wie ist das mit dem Datenschutz",
        "tell_privacy": "ich rufe an wegen der Sache von neulich",
    },
    answers={
        "clarify": "ich möchte bitte einen Termin zur Vorsorge",
        "ask_recording_consent": "nein",
        "ask_service": "zur Vorsorge bitte",
        "ask_day": "so bald wie möglich bitte",
        "offer_slots": "den ersten bitte",
        "ask_name": "mein Name ist Sabine Huber",
        "ask_phone": "ja, unter dieser Nummer",
        "confirm_booking": "ja, das ist richtig",
        "confirm_message": "ja, das ist gut",
        "offer_message": "nein danke",
        "anything_else": "nein danke, auf Wiederhören",
    },
)
SCRIPTS: Mapping[Language, CallerScript] = MappingProxyType(
    {Language.ENGLISH: _ENGLISH, Language.GERMAN: _GERMAN}
)

DAYS: Mapping[Language, tuple[str, ...]] = MappingProxyType(
    {
        Language.ENGLISH: (
            "as soon as possible, please",
            "on Thursday morning, please",
            "on Friday morning, please",
            "on Tuesday morning, please",
        ),
        Language.GERMAN: (
            "so bald wie möglich bitte",
            "am Donnerstag Vormittag bitte",
            "am Freitag Vormittag bitte",
            "am Dienstag Vormittag bitte",
        ),
    }
)
"""Callers at once want different days: else they snatch each other's slots, which is no
question of speed. The Monday after `BEGINS` is a holiday in Berlin."""


def script_of(language: Language, caller: int) -> CallerScript:
    """Return what the caller with this number, from 0, has in mind."""
    script, days = SCRIPTS[language], DAYS[language]
    return replace(script, answers={**script.answers, "ask_day": days[caller % len(days)]})


@dataclass(frozen=True, slots=True)
class Line:
    """One sentence of a caller who is not told what is asked, but only hears."""

    turn: str
    text: str
    cuts_in: bool = False
    """Said into the answer to the sentence before."""


def turn_names(script: CallerScript) -> dict[str, str]:
    """Return what each sentence of a script is called: `OPENING`, an act, or `CUTS_IN` one."""
    names = {text: f"{CUTS_IN}{act}" for act, text in script.interrupts.items()}
    names |= {str(text): act for act, text in script.answers.items()}
    return names | {str(script.says): OPENING}


def lines(script: CallerScript) -> tuple[Line, ...]:
    """Return a script for somebody who says it sentence by sentence, whatever comes back."""
    return (
        Line(OPENING, str(script.says)),
        *(
            Line(f"{CUTS_IN}{act}", text, cuts_in=True)
            for act, text in script.interrupts.items()
        ),
        *(Line(act, str(text)) for act, text in script.answers.items() if act not in _RARE),
    )


_RARE = {"ask_recording_consent", "ask_service", "confirm_message", "offer_message"}
"""Questions that come only where something went differently."""
