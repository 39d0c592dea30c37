"""Tells "könnten Sie Herrn Krüger etwas ausrichten?" from a sentence that holds the message.

Who only announces one has greeted and said who they are; the message is still to come.
"""

import re
from collections.abc import Mapping

from kibox_pbx.utterance import Language

LONGEST_INTRODUCTION = 12
"""Words before the announcement; a longer beginning may hold the message itself."""

_ANNOUNCED: Mapping[Language, re.Pattern[str]] = {
    Language.GERMAN: re.compile(
        r"\b(?:(?:können|könnten|könnt|kann|könnte|würden|dürfte) (?:sie|ihr|ich)"
        r"|(?:ich|wir) (?:hätte?n?|hab|habe|haben|würde?n?|möchte?n?|wollte?n?|tät)\b)"
        r"[\w ]{0,40}?"
        r"\b(?:(?:eine? )?(?:kurze |kleine )?nachricht(?: (?:für|an) [\w ]{2,40}?)?"
        r"(?: (?:hinterlassen|dalassen|da lassen|aufnehmen))?"
        r"|(?:was|etwas) (?:ausrichten|hinterlassen|bestellen|weitergeben|notieren))"
        r"(?: lassen)?(?: bitte)?$"
    ),
    Language.ENGLISH: re.compile(
        r"\b(?:(?:can|could|may|might|would|will) (?:i|you)|i(?:'d| would)? (?:like|want|need)"
        r"|i have)\b[\w' ]{0,20}?\b(?:leave|pass|give|take|have)\b[\w' ]{0,20}?"
        r"\b(?:message|something|note|word)\b(?: on| along)?(?: (?:to|for|with) [\w ']{2,40}?)?"
        r"(?: for me)?(?: please)?$"
    ),
}
_TELLS = re.compile(
    r"\b(?:ist|sind|war|hat|haben|habe|hab|kommt|komme|wird|werden|muss|müssen|soll|sollen"
    r"|brauche?n?|geht|liegt|steht|will|is|are|was|has|have|will|must|should|need|needs|got"
    r"|can't|cannot|won't)\b"
)
"""Verbs of somebody who says what the matter is."""


def is_announced(text: str, language: Language) -> bool:
    """Say whether a sentence only announces a message."""
    announced = _ANNOUNCED[language].search(text)
    if announced is None:
        return False
    before = text[: announced.start()]
    is_short = len(before.split()) <= LONGEST_INTRODUCTION
    return is_short and _TELLS.search(_WITHOUT_NAMING.sub(" ", before)) is None


_WITHOUT_NAMING = re.compile(
    r"\b(?:hier (?:ist|spricht)|mein name ist|this is|my name is|it'?s)\b"
)
"""Introductions have verbs, too."""
