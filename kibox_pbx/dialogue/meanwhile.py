"""A question in the middle of another matter, and a sentence that may have been one.

It is looked up among the practice's entries. What has an entry was a question, and the
matter goes on afterwards where it was; what has none is heard as the answer it may be.
"""

import re
from dataclasses import replace

from kibox_pbx.dialogue import wishes
from kibox_pbx.dialogue.actions import Expect
from kibox_pbx.dialogue.fallback import MISSES_BEFORE_PERSON, not_understood
from kibox_pbx.dialogue.performing import Step, perform
from kibox_pbx.dialogue.scene import Scene
from kibox_pbx.dialogue.skills import enquiry
from kibox_pbx.dialogue.skills.enquiry import Doubt, Enquiry, is_question
from kibox_pbx.dialogue.skills.opening import asks_when_open
from kibox_pbx.dialogue.skills.preferring import asks_to_propose
from kibox_pbx.dialogue.state import Dialogue
from kibox_pbx.dialogue.unheard import take_unanswered
from kibox_pbx.records import Act

FREE_SPEECH = frozenset({Expect.MESSAGE, Expect.ANYTHING})
"""What may be worded as a question and be the answer all the same."""

CONFIRMS = frozenset({Act.CONFIRM_BOOKING, Act.CONFIRM_CANCEL, Act.CONFIRM_MESSAGE})
_YES_FIRST = re.compile(r"(?:ja|jo|genau|stimmt|yes|yeah|yep|okay|ok)\b")


def may_be_question(state: Dialogue, scene: Scene, text: str) -> bool:
    """Say whether a sentence is looked up before the skill at work hears it."""
    if state.question is None or state.question.expect in FREE_SPEECH:
        return False
    if asks_when_open(scene, text):
        return True
    if state.question.expect is Expect.DAY and asks_to_propose(text, scene.language):
        return False
    return bool(scene.settings.enquiries) and is_question(text, scene.language)


def look_up(state: Dialogue, scene: Scene, text: str, doubt: Doubt) -> Step:
    """Look a sentence up that may be a question, keeping what was asked."""
    maybe = Enquiry(text, state.question, state.skill, doubt)
    return perform(state, enquiry.look_up(maybe, scene))


def no_question(state: Dialogue, scene: Scene, looked_up: Enquiry) -> Step:
    """Go on where the caller was: there is no entry for what they said."""
    state = replace(state, skill=looked_up.paused, question=looked_up.asked)
    if looked_up.doubt is Doubt.UNHEARD:
        return taken(state, scene, looked_up.question, was_looked_up=True)
    if looked_up.doubt is Doubt.NO_WISH:
        return take_unanswered(state, scene, looked_up.question)
    return in_vain(state, scene, looked_up.question)


def taken(state: Dialogue, scene: Scene, text: str, *, was_looked_up: bool = False) -> Step:
    """Give an answer to the skill at work, or hear a plain wish for something else in it."""
    reply = state.skill.answered(scene, text) if state.skill else None
    if reply:
        return perform(replace(state, misses=0), reply)
    intent = None if _agrees_first(state, text) else wishes.heard_wish(scene, text)
    if intent in wishes.SWITCHES and intent:
        return perform(replace(state, misses=0), wishes.begin(intent, scene, text))
    return in_vain(state, scene, text) if was_looked_up else not_taken(state, scene, text)


def _agrees_first(state: Dialogue, text: str) -> bool:
    """Tell "yes, but I might be late" after a read-back from a wish for something else."""
    act = state.question.line.act if state.question else None
    return act in CONFIRMS and _YES_FIRST.match(text) is not None


def not_taken(state: Dialogue, scene: Scene, text: str) -> Step:
    """Look up what nobody understood, if it is long enough to be a question."""
    is_long = len(text.split()) >= enquiry.FEWEST_WORDS
    if is_long and (scene.settings.enquiries or asks_when_open(scene, text)):
        return look_up(state, scene, text, Doubt.NOT_UNDERSTOOD)
    return in_vain(state, scene, text)


def in_vain(state: Dialogue, scene: Scene, text: str) -> Step:
    """Own up to having no answer to a plain question, or to not having understood."""
    paused, asked = state.skill, state.question
    patient = state.misses + 1 < MISSES_BEFORE_PERSON
    if asked is None or not (patient and is_question(text, scene.language)):
        return not_understood(state, scene)
    if paused is None:
        return perform(replace(state, misses=0), enquiry.unanswered(scene, text))
    state = replace(state, misses=state.misses + 1)
    return perform(state, enquiry.cannot_say(scene, text, paused, asked))
