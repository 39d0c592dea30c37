"""What one call works with: ears and voices for each language, and whom to ask."""

from collections.abc import Mapping
from dataclasses import dataclass

from kibox_pbx.call.errands import Office
from kibox_pbx.ports import EchoGuard, SpeechToText, TextToSpeech, VoiceActivity
from kibox_pbx.utterance import Language


@dataclass(frozen=True, slots=True)
class Equipment:
    """The tools of a call; the caller may change the language in the middle of it."""

    recognisers: Mapping[Language, SpeechToText]
    voices: Mapping[Language, TextToSpeech]
    activity: VoiceActivity
    echo: EchoGuard
    office: Office


@dataclass(frozen=True, slots=True)
class Returned:
    """A caller who was with us before, in the same call, and whom nobody answered."""

    department: str
    was_emergency: bool = False
