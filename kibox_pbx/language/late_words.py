"""Hears that a caller is on the way, and will be late."""

import re
from collections.abc import Mapping

from kibox_pbx.utterance import Language

_LATE: Mapping[Language, re.Pattern[str]] = {
    Language.GERMAN: re.compile(
        r"\bverspäte[nt]? (?:mich|uns|sich)\b|\b(?:mich|uns|sich) (?:\w+ ){0,6}verspäten\b"
        r"|\b(?:komm\w*|bin|sind|werde?n?|wird)\b.*\b(?:zu spät|(?:minuten?|stunde"
        r"|viertelstunde|bisschen|etwas|wenig|paar minuten) (?:zu )?(?:später|spät))\b"
        r"|\b(?:nicht (?:ganz )?pünktlich|unpünktlich)\b"
        r"|\b(?:steh\w*|steck\w*|sitz\w*|häng\w*) (?:\w+ ){0,4}(?:im stau|im zug fest)\b"
    ),
    Language.ENGLISH: re.compile(
        r"\brunning (?:\w+ ){0,3}(?:late|behind)\b|\bstuck in (?:\w+ ){0,2}(?:traffic|jam)\b"
        r"|\b(?:i'?m|we'?re|am|are|be|he'?s|she'?s) (?:\w+ ){0,4}"
        r"(?:minutes?|mins?|bit|little|hour|tad|touch) (?:or so )?late\b"
        r"|\b(?:not|won'?t) (?:be (?:there )?|make it )(?:quite )?on time\b"
        r"|\bbe late\b"
    ),
}
_WANTS_MORE: Mapping[Language, re.Pattern[str]] = {
    Language.GERMAN: re.compile(
        r"schieb|verleg|verschob|umbuch|umleg|absag|vorzieh|nach hinten|\bander\w+\b"
        r"|\bneuen termin\b|\b(?:wenn|falls)\b|\b(?:kann|könnt\w*|darf|ginge|geht|können) "
        r"(?:ich|wir|das|es|sie|man|sich)\b|\bob\b|\b(?:was|wie lange|wie spät)\b"
        r"|\bschaff\w* .*\bnicht(?: mehr)?(?! (?:ganz )?pünktlich)(?= |$)"
    ),
    Language.ENGLISH: re.compile(
        r"resched|rearrang|\b(?:move|push|cancel|change|another|instead|tomorrow|if|what|how)\b"
        r"|\b(?:can|could|may|shall|should|do|does|is|would) (?:i|we|you|it|that|they|he|she)\b"
    ),
}
"""Who asks for another time, or for the rule, wants more than to let it be known."""


def says_late(text: str, language: Language) -> bool:
    """Say whether somebody only lets it be known that they will be late."""
    return bool(_LATE[language].search(text)) and not _WANTS_MORE[language].search(text)
