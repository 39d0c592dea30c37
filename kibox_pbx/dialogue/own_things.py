"""What a question about the practice's own services, requests and entries really wants.

"Have you a massage on Friday?" wants an appointment, "when's my massage?" to hear of one,
"can I come without a referral?" the entry that is worded so.
"""

import re
from collections.abc import Mapping

from kibox_pbx.dialogue.intents import Intent, plain, understand_intent
from kibox_pbx.dialogue.matching import is_asked_outright, topics
from kibox_pbx.dialogue.scene import Scene
from kibox_pbx.dialogue.skills.enquiry import is_question
from kibox_pbx.dialogue.skills.naming import heard_form, heard_service
from kibox_pbx.dialogue.skills.opening import asks_when_open
from kibox_pbx.language.when import understand_when
from kibox_pbx.language.words import fold
from kibox_pbx.utterance import Language

_MAY_ASK_FOR_SERVICE = frozenset({None, Intent.BOOK, Intent.QUESTION})

_FREE: Mapping[Language, re.Pattern[str]] = {
    Language.GERMAN: re.compile(
        r"^(?:kann|könnte|könnten|darf|dürfte) (?:ich|wir|man|mein\w*|unser\w*)\b"
        r"|^(?:haben|hätten) sie\b|^(?:gibt|gäbe|ist|wäre|geht|ginge|klappt)\b"
    ),
    Language.ENGLISH: re.compile(
        r"^(?:can|could|may|might) (?:i|we|you|my)\b|^(?:do|would|will) you (?:\w+ )?have\b"
        r"|^have you\b|^(?:is|are) there\b|^would (?:it|there)\b"
    ),
}
"""Questions whether something is free, where a service is named and a time."""

_MINE: Mapping[Language, re.Pattern[str]] = {
    Language.GERMAN: re.compile(
        r"\b(?:wann|um wie ?viel uhr|welche[rnm]? (?:tag|uhrzeit))"
        r" (?:ist|war|wäre|hab|habe|hatte|bin|haben) (?:\w+ )?(?:mein\w*|unser\w*|ich|wir)\b"
    ),
    Language.ENGLISH: re.compile(
        r"\b(?:when|what (?:time|day))(?: ?'?s| is| was) (?:my|our)\b"
        r"|\bwhen (?:am|are|was|were) (?:i|we) (?:\w+ )?(?:in|down|having|getting)\b"
    ),
}
"""Questions for the time of what is booked, where a service is named."""

_MASSAGE = re.compile(r"(?<!leave a )(?<!take a )(?<!give a )(?<!left a )\bmassage\b")
"""Mostly a message that was misheard, but not where there are massages."""

_ABOUT_CHANGES: Mapping[Language, re.Pattern[str]] = {
    Language.GERMAN: re.compile(
        r"\b(?:was (?:passiert|ist|kostet|wäre|mache ich) .*\bwenn|bis wann"
        r"|(?:ausfall|storno|absage)?(?:gebühr\w*|honorar)"
        r"|wie (?:kurzfristig|spät|lange vorher|früh))\b"
    ),
    Language.ENGLISH: re.compile(
        r"\b(?:what (?:happens )?if|(?:cancell?ation )?(?:fee|policy|charge)"
        r"|charge (?:me|us|for)|how (?:late|early|long before|much notice|short notice))\b"
    ),
}
"""Questions about cancelling and moving in general."""


def wanted_of_own(scene: Scene, text: str, intent: Intent | None) -> Intent | None:
    """Return what is wanted, where the practice's own things tell it better than the rules."""
    if _asks_generally(scene, text, intent):
        return Intent.QUESTION
    if intent is Intent.MESSAGE and _is_called_message(scene, text):
        return Intent.FORM
    if intent in _MAY_ASK_FOR_SERVICE and not asks_when_open(scene, text):
        return _of_a_service(scene, text) or intent
    return intent


def without_services(scene: Scene, text: str) -> str:
    """Return the sentence with what sounds like a wish, but is a service, out of the way."""
    service = heard_service(scene, "massage") if _MASSAGE.search(text) else None
    return _MASSAGE.sub("treatment", text) if service else text


def _asks_generally(scene: Scene, text: str, intent: Intent | None) -> bool:
    """Tell "can I come without a referral?", and "what if I cancel late?", from wishes."""
    if intent in {Intent.CANCEL, Intent.MOVE}:
        return _ABOUT_CHANGES[scene.language].search(text) is not None
    if intent is not Intent.BOOK or not is_question(text, scene.language):
        return False
    if heard_service(scene, text) or understand_when(text, scene.language, scene.now):
        return False
    known = topics(scene.settings.enquiries, scene.language)
    return is_asked_outright(text, known, scene.language)


def _of_a_service(scene: Scene, text: str) -> Intent | None:
    """Return what is wanted of a service that is named in a question."""
    said = plain(text, scene.language)
    asks, is_mine = _FREE[scene.language].search(said), _MINE[scene.language].search(said)
    if not (asks or is_mine) or heard_service(scene, text) is None:
        return None
    if is_mine:
        return Intent.EXISTING
    wish = understand_when(text, scene.language, scene.now)
    return Intent.BOOK if wish and not wish.is_open else None


def _is_called_message(scene: Scene, text: str) -> bool:
    """Say whether a request is named that is called like a message ("call-back request")."""
    key = heard_form(scene, text)
    names = scene.words(scene.settings.forms[key].names) if key else ()
    called = (understand_intent(fold(name), scene.language) for name in names)
    return Intent.MESSAGE in called
