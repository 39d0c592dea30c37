"""Which skill takes care of which wish."""

from typing import assert_never

from kibox_pbx.dialogue.intents import Intent, understand_intent
from kibox_pbx.dialogue.reply import Reply
from kibox_pbx.dialogue.scene import Scene
from kibox_pbx.dialogue.skills import booking, enquiry, existing, form, message, transfer
from kibox_pbx.dialogue.skills.naming import heard_department, heard_form, heard_service
from kibox_pbx.dialogue.skills.opening import asks_when_open
from kibox_pbx.language.when import understand_when

SWITCHES = frozenset({Intent.MESSAGE, Intent.PERSON, Intent.MOVE, Intent.CANCEL})
"""Wishes so plain that they are heard in the middle of another matter."""


def heard_wish(scene: Scene, text: str) -> Intent | None:
    """Return what the caller wants; a form, service or department by its name says it too."""
    intent = understand_intent(text, scene.language)
    if intent in {None, Intent.QUESTION, Intent.BOOK}:
        intent = existing.heard_wish(scene, text) or intent
    if asks_when_open(scene, text) and (intent is None or _of_a_day(scene, text, intent)):
        return Intent.QUESTION
    if intent in {None, Intent.BOOK} and heard_form(scene, text):
        return Intent.FORM
    if intent is not None:
        return intent
    if heard_department(scene, text):
        return Intent.PERSON
    return Intent.BOOK if heard_service(scene, text) else None


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
