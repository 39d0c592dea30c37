"""What a caller says is wrong when everything is read back."""

import re
from collections.abc import Mapping
from enum import Enum, auto

from kibox_pbx.utterance import Language


class Part(Enum):
    """A part of what was read back."""

    SERVICE = auto()
    WHEN = auto()
    NAME = auto()
    BIRTHDATE = auto()
    PHONE = auto()
    TEXT = auto()


_PARTS: Mapping[Language, tuple[tuple[re.Pattern[str], Part], ...]] = {
    Language.GERMAN: (
        (re.compile(r"\b(geburts\w+|geboren)\b"), Part.BIRTHDATE),
        (re.compile(r"\b(telefon\w*|nummer|rufnummer|handynummer)\b"), Part.PHONE),
        (re.compile(r"\b((nach)?name\w*|vorname\w*)\b"), Part.NAME),
        (re.compile(r"\b(nachricht|text)\b"), Part.TEXT),
        (re.compile(r"\b(der tag|den tag|tag|datum|uhrzeit|zeit|termin)\b"), Part.WHEN),
        (re.compile(r"\b(leistung|behandlung|terminart)\b"), Part.SERVICE),
    ),
    Language.ENGLISH: (
        (re.compile(r"\b(birth\w*|born)\b"), Part.BIRTHDATE),
        (re.compile(r"\b((tele)?phone|number|digits?)\b"), Part.PHONE),
        (re.compile(r"\b((sur)?name|spelling)\b"), Part.NAME),
        (re.compile(r"\b(message|text)\b"), Part.TEXT),
        (re.compile(r"\b(day|date|time|appointment)\b"), Part.WHEN),
        (re.compile(r"\b(service|treatment)\b"), Part.SERVICE),
    ),
}


def wrong_part(text: str, language: Language) -> Part | None:
    """Return the part that the caller names, if any."""
    for pattern, part in _PARTS[language]:
        if pattern.search(text):
            return part
    return None
