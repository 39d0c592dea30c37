"""What to do when a caller is not understood, or silent: ever more help, then a person.

Every path here ends: the third time in a row people are offered, after that they are rung.
"""

from dataclasses import replace

from kibox_pbx.dialogue.actions import HangUp
from kibox_pbx.dialogue.performing import ANYTHING_ELSE, Step, perform
from kibox_pbx.dialogue.reply import Line, Question, Reply
from kibox_pbx.dialogue.scene import Scene
from kibox_pbx.dialogue.skills import message, offering_message, transfer
from kibox_pbx.dialogue.state import Dialogue
from kibox_pbx.records import Act, Outcome

MISSES_BEFORE_PERSON = 3
SILENCES_BEFORE_END = 3
SILENCES_WHEN_DONE = 2
"""Nobody answers "anything else?" when everything is settled."""

MOST_TIMES_ASKED = 8
"""The same question in a row, whatever the answers were; then it leads nowhere."""

MOST_TURNS = 80
"""Of the caller in one call, keys and silences included; then people take over."""


def leads_nowhere(state: Dialogue) -> bool:
    """Say whether a conversation goes round in circles, and people must help."""
    is_stuck = state.times_asked > MOST_TIMES_ASKED and state.asked != ANYTHING_ELSE
    return is_stuck or state.turns > MOST_TURNS


def not_understood(state: Dialogue, scene: Scene) -> Step:
    """Ask again, each time with more help; in the end offer a person."""
    state = replace(state, misses=state.misses + 1)
    question = state.question or ANYTHING_ELSE
    if state.misses >= MISSES_BEFORE_PERSON:
        return _rescue(state, scene, question)
    if state.misses == 1:
        return ask_again(state, question, Line(Act.CLARIFY, "not_understood"))
    helped = Line(Act.CLARIFY, question.help, question.line.values)
    return ask_again(state, question, Line(Act.CLARIFY, "not_understood_again"), helped)


def silent(state: Dialogue, scene: Scene) -> Step:
    """Ask whether the caller is still there; in the end ring people, at night say goodbye."""
    state = replace(state, silences=state.silences + 1)
    question = state.question
    if question is None:
        return state, ()
    if question is ANYTHING_ELSE and state.silences >= SILENCES_WHEN_DONE:
        return perform(state, goodbye())
    if state.silences >= SILENCES_BEFORE_END:
        return perform(state, _give_up(scene))
    phrase = "still_there" if state.silences == 1 else "still_there_again"
    return ask_again(state, question, Line(Act.STILL_THERE, phrase))


def ask_again(state: Dialogue, question: Question, *lines: Line) -> Step:
    """Put the same question once more, after some words."""
    return perform(state, Reply(state.skill, lines, question=question))


def goodbye() -> Reply:
    """End the call politely."""
    return Reply(None, (Line(Act.GOODBYE, "goodbye"),), ending=HangUp(Outcome.ABANDONED))


def _give_up(scene: Scene) -> Reply:
    if scene.open:
        return transfer.to_reception(scene, "transfer_silent")
    line = Line(Act.GOODBYE, "silent_goodbye")
    return Reply(None, (line,), ending=HangUp(Outcome.ABANDONED))


def _rescue(state: Dialogue, scene: Scene, question: Question) -> Step:
    """Offer a person once, keeping the place in the conversation; then ring one."""
    was_rescued = state.rescues > 0
    state = replace(state, misses=0, rescues=state.rescues + 1)
    if was_rescued or isinstance(state.skill, transfer.OfferingPerson):
        return perform(state, transfer.to_somebody(scene, "transfer_lost"))
    if scene.open:
        back_to = (state.skill, question) if state.skill else None
        return perform(state, transfer.offer("offer_person", "", back_to))
    if isinstance(state.skill, message.TakingMessage | offering_message.OfferingMessage):
        return perform(state, transfer.to_mailbox())
    return perform(state, offering_message.offer("closed_offer_message", ""))
