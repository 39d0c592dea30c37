"""What callers say to change a message: more, strike that, another one, nothing after all."""

import re
from collections.abc import Mapping

from kibox_pbx.utterance import Language

Patterns = Mapping[Language, re.Pattern[str]]

_MORE: Patterns = {
    Language.GERMAN: re.compile(
        r"^(?:(?:ach|ja|oh|äh|ähm|halt|moment|genau|richtig|stimmt|nein|bitte) )*"
        r"(?:(?:und )?(?:noch (?:et)?was(?: anderes)?|noch eine sache|außerdem|übrigens"
        r"|ergänzend|dazu noch|zusätzlich)|und (?=sag|richt|schreib|notier|frag|dass"
        r"|ob|auch|er soll|sie soll|grüß|(?:schöne|viele|liebe) grüße|bitte (?:sag|richt"
        r"|schreib|notier|frag))|ach ja|und noch)"
        r"\b ?(?P<more>.*)"
    ),
    Language.ENGLISH: re.compile(
        r"^(?:(?:oh|yes|ah|uh|well|wait|right|no|please|sorry) )*"
        r"(?:(?:and )?(?:(?:just )?one more thing|another thing|also|in addition|besides|plus)"
        r"|and (?=(?:please )?(?:tell|say|ask|add|write|note|let|give|send|pass|thank"
        r"|remind)\b)|(?:please )?add)\b"
        r" ?(?P<more>.*)"
    ),
}
_STRIKES: Patterns = {
    Language.GERMAN: re.compile(
        r"\b(?:streichen|löschen|lassen|nehmen|streich|tun) sie (?:das|es|den \w+|die \w+)\b"
        r"|\bdas (?:können sie )?(?:wieder )?(?:streichen|löschen|weglassen)\b|\bweglassen\b"
    ),
    Language.ENGLISH: re.compile(
        r"\b(?:strike|delete|scratch|remove|drop|cross out) (?:that|it|the last \w+)\b"
        r"|\b(?:take|leave) (?:that|it) out\b"
    ),
}
_ANEW: Patterns = {
    Language.GERMAN: re.compile(
        r"\b(?:andere|neue) nachricht\b|\b(?:anders|neu) (?:formulieren|sagen|aufnehmen)"
        r"|\b(?:noch ?mal|noch einmal|ganz)? ?(?:von vorne?|neu anfangen|neu beginnen)\b"
    ),
    Language.ENGLISH: re.compile(
        r"\b(?:different|another|new) message\b|\bstart (?:over|again)\b|\bfrom the (?:start"
        r"|top|beginning)\b|\b(?:rephrase|reword) (?:that|it)\b"
    ),
}
_NOTHING: Patterns = {
    Language.GERMAN: re.compile(
        r"^(?:(?:nein|nee|ach|doch|nur|das|ist|gar|bitte|danke|möchte|will|sag|sage|ich|einfach"
        r"|lieber|nichts|nicht|weiter|privat|persönlich|sagen|zurückrufen|rückruf) ?)+$"
    ),
    Language.ENGLISH: re.compile(
        r"^(?:(?:no|nothing|just|that's|it's|is|that|private|personal|rather|i'd|i|would|not"
        r"|say"
        r"|thanks|thank|you|don't|want|to|call|back|me|please|a|callback|else|it) ?)+$"
    ),
}


def more_said(text: str, language: Language) -> str | None:
    """Return what comes after "und noch etwas"; "" if that is all; None: nothing is added."""
    found = _MORE[language].search(text)
    return found["more"].strip() if found else None


def strikes(text: str, language: Language) -> bool:
    """Say whether the caller takes back what they said last."""
    return _STRIKES[language].search(text) is not None


def wants_anew(text: str, language: Language) -> bool:
    """Say whether the caller wants to word the message once more."""
    return _ANEW[language].search(text) is not None


def says_nothing(text: str, language: Language) -> bool:
    """Say whether the caller has no more to say than that they want a message passed on."""
    return _NOTHING[language].search(text) is not None
