"""What the demonstration's callers have in mind: one books in English, one in German."""

from collections.abc import Mapping
from types import MappingProxyType

from kibox_pbx.rehearsal.script import CallerScript
from kibox_pbx.utterance import Language

_ENGLISH = CallerScript(
    says="hello, I would like to make an appointment for a check-up",
    answers={
        "ask_recording_consent": "no, thank you",
        "ask_service": "a check-up, please",
        "ask_day": "on Thursday morning, please",
        "offer_slots": "the first one, please",
        "ask_name": "my name is Sarah Miller",
        "ask_phone": "yes, that is right",
        "confirm_booking": "yes, that is right",
        "anything_else": "no, thank you, goodbye",
    },
)
_GERMAN = CallerScript(
    says="Guten Tag, ich möchte bitte einen Termin zur Vorsorge",
    answers={
        "ask_recording_consent": "nein",
        "ask_service": "zur Vorsorge bitte",
        "ask_day": "am Donnerstag Vormittag bitte",
        "offer_slots": "den ersten bitte",
        "ask_name": "mein Name ist Sabine Huber",
        "ask_phone": "ja, das ist richtig",
        "confirm_booking": "ja, das ist richtig",
        "anything_else": "nein danke, auf Wiederhören",
    },
)
BOOKS_A_CHECKUP: Mapping[Language, CallerScript] = MappingProxyType(
    {Language.ENGLISH: _ENGLISH, Language.GERMAN: _GERMAN}
)
CALLER_ID = "+4989123456"
"""Fictitious; the number the demonstration's callers ring from."""
