"""Tells "könnten Sie Herrn Krüger etwas ausrichten?" from a sentence that holds the message.

Who only announces one has greeted and said who they are; the message is still to come.
"""

import re
from collections.abc import Mapping

from kibox_pbx.utterance import Language

LONGEST_INTRODUCTION = 14
"""Words before the announcement; a longer beginning may hold the message itself."""

_URGENTLY = (
    r"(?: (?:und zwar|und|es ist|ist|bitte|sehr|ganz|wirklich|dringend|eilig|it's|it is|and"
    r"|really|very|quite|urgent|urgently|please|can't wait|then|though|maybe|perhaps|dann"
    r"|vielleicht|halt|einfach))*"
)
"""What may follow: how urgent it is."""

_ANNOUNCED: Mapping[Language, re.Pattern[str]] = {
    Language.GERMAN: re.compile(
        r"\b(?:(?:können|könnten|könnt|kann|könnte|würden|dürfte) (?:sie|ihr|ich)"
        r"|(?:ich|wir) (?:hätte?n?|hab|habe|haben|würde?n?|möchte?n?|wollte?n?|will|wollen|tät"
        r"|muss|müssen|soll)\b)"
        r"[\w ]{0,40}?"
        r"\b(?:(?:eine? )?(?:kurze |kleine )?nachricht(?: (?:für|an) [\w ]{2,40}?)?"
        r"(?: (?:hinterlassen|dalassen|da lassen|aufnehmen|hinlegen))?"
        r"|(?:was|etwas) (?:ausrichten|hinterlassen|bestellen|weitergeben|notieren))"
        rf"(?: lassen)?{_URGENTLY}$"
    ),
    Language.ENGLISH: re.compile(
        r"\b(?:(?:can|could|may|might|would|will) (?:i|you)|i(?:'d| would)? (?:like|want|need)"
        r"|i have)\b[\w' ]{0,20}?\b(?:leave|pass|give|take|have)\b[\w' ]{0,20}?"
        r"\b(?:message|something|note|word)\b(?: on| along)?(?: (?:to|for|with) [\w ']{2,40}?)?"
        rf"(?: for me)?{_URGENTLY}$"
    ),
}


_TELLS = re.compile(
    r"\b(?:ist|sind|war|hat|haben|habe|hab|kommt|komme|wird|werden|muss|müssen|soll|sollen"
    r"|brauche?n?|geht|liegt|steht|will|is|are|was|has|have|will|must|should|need|needs|got"
    r"|can't|cannot|won't)\b"
)
"""Verbs of somebody who says what the matter is."""

_NAMING = re.compile(
    r"\b(?:hier (?:ist|spricht)|mein name ist|this is|my name is|it'?s"
    r"|(?:is it|are you|are they) (?:closed|shut|open)"
    r"|(?:ist|haben sie)(?: \w+){0,2} (?:zu|geschlossen|niemand|keiner))\b"
)
"""Introductions have verbs, too, and so has who finds nobody there."""


def told_before(text: str, language: Language) -> str:
    """Return what was told of the matter before a message was announced; "" if nothing."""
    announced = _ANNOUNCED[language].search(text)
    before = text[: announced.start()].strip() if announced else ""
    return before if _TELLS.search(_NAMING.sub(" ", before)) else ""


def is_announced(text: str, language: Language) -> bool:
    """Say whether a sentence only announces a message."""
    announced = _ANNOUNCED[language].search(text)
    if announced is None:
        return False
    return len(text[: announced.start()].split()) <= LONGEST_INTRODUCTION
