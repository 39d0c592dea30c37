"""Which skill takes care of which wish."""

import re
from collections.abc import Mapping
from typing import assert_never

from kibox_pbx.dialogue.intents import Intent, understand_intent
from kibox_pbx.dialogue.own_things import wanted_of_own, without_services
from kibox_pbx.dialogue.own_wishes import own_wish
from kibox_pbx.dialogue.reply import Reply
from kibox_pbx.dialogue.scene import Scene
from kibox_pbx.dialogue.skills import booking, enquiry, existing, form, message, transfer
from kibox_pbx.dialogue.skills.naming import (
    heard_department,
    heard_form,
    wished_service,
)
from kibox_pbx.dialogue.skills.opening import asks_when_open
from kibox_pbx.language.late_words import says_late
from kibox_pbx.language.ready_words import asks_whether_ready
from kibox_pbx.language.when import understand_when
from kibox_pbx.utterance import Language

_PERHAPS_FORM = frozenset({None, Intent.BOOK, Intent.QUESTION})
_ASKS_FOR: Mapping[Language, re.Pattern[str]] = {
    Language.GERMAN: re.compile(
        r"\b(?:kann|könnte|könnten|können|darf|dürfte) (?:ich|sie|wir|man) (?:\w+ ){0,8}"
        r"(?:bekommen|kriegen|haben|bestellen|anfordern|ausstellen|fertig ?machen|schicken"
        r"|zuschicken|schreiben)$"
        r"|\b(?:ich|wir) (?:würde?n?|möchten?) (?:\w+ ){0,3}gerne?\b"
        r"(?! (?:mal )?(?:wissen|fragen))"
    ),
    Language.ENGLISH: re.compile(
        r"^(?:hello |hi |please )*(?:can|could|may|would) (?:i|we|you) (?:please |just )*"
        r"(?:get|have|order|request|ask for|send|give|issue|renew|write|do|arrange)\b"
    ),
}
"""Questions that are polite requests."""

_WAS_HERE: Mapping[Language, re.Pattern[str]] = {
    Language.GERMAN: re.compile(r"\b(?:bin|war|waren|sind)\b.*\b(?:gewesen|da)$"),
    Language.ENGLISH: re.compile(
        r"\b(?:i|we)(?: was| were| came|'ve been| have been)\b.*\b(?:yesterday|earlier|last \w+"
        r"|the other day|\w+ ago|this (?:morning|week))\b"
    ),
}
"""Who has had a service wants no other by naming it."""

_RESULTS: Mapping[Language, re.Pattern[str]] = {
    Language.GERMAN: re.compile(r"\b\w*(?:befund|ergebnis|resultat)\w*\b|\b\w*werten?\b"),
    Language.ENGLISH: re.compile(r"\bresults?\b"),
}
"""Nor does who asks what came of it."""

SWITCHES = frozenset({Intent.MESSAGE, Intent.PERSON, Intent.MOVE, Intent.CANCEL})
"""Wishes so plain that they are heard in the middle of another matter."""


def heard_wish(scene: Scene, text: str) -> Intent | None:
    """Return what the caller wants; a form, service or department by its name says it too."""
    told = own_wish(scene, text) or _told_surely(scene, text)
    if told is not None:
        return told
    intent = understand_intent(without_services(scene, text), scene.language)
    if intent in {None, Intent.QUESTION, Intent.BOOK}:
        intent = existing.heard_wish(scene, text) or intent
    intent = wanted_of_own(scene, text, intent)
    if asks_when_open(scene, text) and (intent is None or _of_a_day(scene, text, intent)):
        return Intent.QUESTION
    is_asked_for = intent in {None, Intent.BOOK} or _ASKS_FOR[scene.language].search(text)
    if is_asked_for and intent in _PERHAPS_FORM and heard_form(scene, text):
        return Intent.FORM
    if intent is not None:
        return intent
    if heard_department(scene, text):
        return Intent.PERSON
    is_over = _WAS_HERE[scene.language].search(text) or _RESULTS[scene.language].search(text)
    return Intent.BOOK if wished_service(scene, text) and not is_over else None


def _told_surely(scene: Scene, text: str) -> Intent | None:
    """Return what has the nouns of a wish in it, and is none."""
    if says_late(text, scene.language):
        return Intent.MESSAGE
    return Intent.QUESTION if asks_whether_ready(text, scene.language) else None


def _of_a_day(scene: Scene, text: str, intent: Intent) -> bool:
    """Tell "is she in tomorrow?" from "is she in?": who asks that wants to speak to her."""
    wish = understand_when(text, scene.language, scene.now)
    return intent is Intent.PERSON and wish is not None and not wish.is_open


def begin(intent: Intent, scene: Scene, text: str) -> Reply:
    """Start the skill for a wish, with all that the caller has said already."""
    match intent:
        case Intent.BOOK:
            return booking.begin(scene, text)
        case Intent.MESSAGE:
            return message.begin(scene, text)
        case Intent.PERSON:
            return transfer.begin(scene, text)
        case Intent.MOVE | Intent.CANCEL | Intent.EXISTING:
            return existing.begin(intent, scene, text)
        case Intent.QUESTION:
            return enquiry.begin(scene, text)
        case Intent.FORM:
            return form.begin(scene, text)
        case _:
            assert_never(intent)
