"""Going on in another language, in the middle of a call, without losing what was said."""

from collections.abc import Callable
from dataclasses import replace

from kibox_pbx.dialogue.actions import Expect
from kibox_pbx.dialogue.intents import Intent
from kibox_pbx.dialogue.performing import Step, introduction, perform
from kibox_pbx.dialogue.reply import Line, Question, Reply
from kibox_pbx.dialogue.scene import Scene
from kibox_pbx.dialogue.skills import offering_message, transfer
from kibox_pbx.dialogue.state import Dialogue
from kibox_pbx.dialogue.tongues import asked_language, spoken_language, without_asking
from kibox_pbx.dialogue.wishes import heard_wish
from kibox_pbx.records import Act
from kibox_pbx.utterance import Language

WHAT_ELSE = Question(Line(Act.ASK_INTENT, "what_else"), Expect.ANYTHING, "help_intent")

TOO_FREE = frozenset({Expect.NAME, Expect.MESSAGE})
"""Names, and messages word for word, may be of any language."""

MOST_LEFTOVERS = 2
"""Words around the name of the language ("sorry, I ..."); they say nothing."""

Hear = Callable[[Dialogue, Scene, str], Step]


def wanted_language(state: Dialogue, text: str) -> Language | None:
    """Return the language to go on in; None: the one that is spoken."""
    if state.question is None:
        return None
    asked = asked_language(text)
    spoken = None if state.question.expect in TOO_FREE else spoken_language(text)
    wanted = asked or spoken
    return None if wanted is state.language else wanted


def said_beside(state: Dialogue, scene: Scene, text: str) -> str:
    """Return the wish beside a request for the language that is spoken already, or all."""
    is_free = state.question is None or state.question.expect in TOO_FREE
    if is_free or asked_language(text) is not state.language:
        return text
    rest = without_asking(text, state.language)
    return text if heard_wish(scene, rest) in {None, Intent.QUESTION} else rest


def switch(state: Dialogue, scene: Scene, text: str, wanted: Language, hear: Hear) -> Step:
    """Introduce ourselves anew in the language (L1), then take the rest of the sentence.

    Args:
        state: The conversation so far.
        scene: The circumstances.
        text: What the caller said.
        wanted: The language to go on in.
        hear: How a sentence is taken.
    """
    if wanted not in scene.settings.practice.languages:
        return _cannot(state, scene, text, hear)
    before, state = state.question, replace(state, language=wanted)
    introduced = introduction(state)
    rest = without_asking(text, wanted)
    scene = replace(scene, language=wanted, book=state.book)
    says_more = len(rest.split()) > MOST_LEFTOVERS or heard_wish(scene, rest) is not None
    switched, actions = hear(state, scene, rest) if says_more else _go_on(state)
    if switched.question == before and before and before.line.values:
        switched, actions = _go_on(state)
    return switched, (*introduced, *actions)


def _go_on(state: Dialogue) -> Step:
    """Ask again. What holds words of the other language is dropped: it cannot be said."""
    if state.question and state.question.line.values:
        return perform(state, Reply(None, question=WHAT_ELSE))
    return perform(state, Reply(state.skill, question=state.question))


def _cannot(state: Dialogue, scene: Scene, text: str, hear: Hear) -> Step:
    """Say so, once, and offer a person."""
    if isinstance(state.skill, transfer.OfferingPerson | offering_message.OfferingMessage):
        return hear(state, scene, text)
    return perform(state, transfer.refer(scene, "language", text))
