"""What was said: an utterance, its words, and the language it is in."""

from dataclasses import dataclass
from enum import StrEnum


class Language(StrEnum):
    """A language the assistant speaks and understands (ISO 639-1)."""

    GERMAN = "de"
    ENGLISH = "en"


@dataclass(frozen=True, slots=True)
class Word:
    """One recognised word."""

    text: str

    start_ms: int
    """In milliseconds since the call was answered."""

    end_ms: int

    confidence: float
    """0 to 1, as the engine sees it; 1.0 where the engine says nothing."""


@dataclass(frozen=True, slots=True)
class Utterance:
    """Everything the caller said in one turn."""

    text: str
    """Lower case, no punctuation, numbers as the engine gave them; "" if nothing was said."""

    start_ms: int
    end_ms: int

    confidence: float
    """0 to 1 over the whole utterance; compare only within one engine."""

    words: tuple[Word, ...] = ()
