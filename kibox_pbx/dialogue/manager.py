"""The receptionist's head: what to say and do next, whatever happens in the call.

Pure: awaits nothing, reads no clock, draws no lots, logs nothing. What holds at any moment
comes first (an emergency, "a person, please", key 0, silence), then the skill at work, then
the caller's wish.
"""

from collections.abc import Mapping
from dataclasses import replace

from kibox_pbx.dialogue import consenting
from kibox_pbx.dialogue.actions import Action, ReleaseSlot, ToMailbox, Transfer
from kibox_pbx.dialogue.events import (
    AnswerDelayed,
    AppointmentBooked,
    AppointmentCancelled,
    AppointmentMoved,
    AssistantInterrupted,
    CallAnswered,
    CallerHungUp,
    CallerPressed,
    CallerSpoke,
    Event,
    FormStored,
    MessageStored,
    ModelReplied,
    RecordLost,
    SilenceTimedOut,
    StoreFailed,
    TakenOver,
)
from kibox_pbx.dialogue.meanwhile import no_question
from kibox_pbx.dialogue.performing import Step, introduction, perform, say_line
from kibox_pbx.dialogue.reply import Line, News, Reply
from kibox_pbx.dialogue.resuming import note_cut
from kibox_pbx.dialogue.skills import transfer
from kibox_pbx.dialogue.skills.enquiry import Enquiry
from kibox_pbx.dialogue.state import Dialogue, better, outcome, start
from kibox_pbx.dialogue.turn import callers_turn, model_replied
from kibox_pbx.records import Act, Outcome

__all__ = ["Dialogue", "outcome", "start", "step"]

ONE_MOMENT = Line(Act.ONE_MOMENT, "one_moment")
"""Short: the answer may come while it is said, and waits for it."""

WRITTEN: Mapping[type, Outcome] = {
    AppointmentBooked: Outcome.BOOKED,
    AppointmentMoved: Outcome.RESCHEDULED,
    AppointmentCancelled: Outcome.CANCELLED,
    MessageStored: Outcome.MESSAGE_TAKEN,
    FormStored: Outcome.MESSAGE_TAKEN,
}
"""What came of a call by an event, even after the caller hung up."""


def step(state: Dialogue, event: Event) -> Step:
    """Return the next state, and what the call must do, in order.

    No actions means: go on as you are, an earlier `Listen` still holds.
    """
    if state.over:
        return _after_the_end(state, event), ()
    is_first = isinstance(event, CallAnswered)
    if state.answered == is_first:
        return state, ()
    after, actions = _follow(state, event)
    after, actions = consenting.note_left_behind(state, after, actions, event.at_ms)
    return consenting.before_goodbye(after, actions)


def _follow(state: Dialogue, event: Event) -> Step:  # noqa: C901, PLR0911 (a line each)
    match event:
        case CallAnswered():
            return _greet(state, event)
        case CallerSpoke() | CallerPressed() | SilenceTimedOut():
            return callers_turn(state, event)
        case AssistantInterrupted():
            return note_cut(state, event), ()
        case AnswerDelayed():
            return state, _one_moment(state, event)
        case ModelReplied():
            return model_replied(state, event)
        case StoreFailed():
            return _store_failed(state, event)
        case RecordLost():
            return _left_to_people(state, event.at_ms)
        case TakenOver():
            return _taken_over(state, event)
        case CallerHungUp():
            return _hung_up(state)
        case _:
            return _informed(state, event)


def _greet(state: Dialogue, event: CallAnswered) -> Step:
    """Say first that an AI answers (L1), then the notice (L5), then ask."""
    state = replace(
        state,
        answered=True,
        answered_at=event.now.astimezone(state.settings.practice.zone),
        caller=event.caller,
        language=event.language,
    )
    if event.returned_from in state.settings.departments:
        return _welcome_back(state, event.returned_from, was_emergency=event.was_emergency)
    state = replace(state, said=introduction(state))
    state, asked = consenting.first_question(state)
    return state, (*state.said[:-1], *asked)


def _welcome_back(state: Dialogue, department: str, *, was_emergency: bool) -> Step:
    """Say that the AI is back (L1), and take a message for whom nobody answered."""
    lines = [Line(Act.GREET, "back_again", may_interrupt=False)]
    if was_emergency:
        lines.append(Line(Act.EMERGENCY, "emergency_again"))
    reply = transfer.unanswered(state.scene(0), department)
    return perform(state, replace(reply, lines=tuple(lines)))


def _one_moment(state: Dialogue, event: AnswerDelayed) -> tuple[Action, ...]:
    """Break the silence while something is understood, looked up or thought about."""
    looks_up = state.question is None or state.asked_model is not None
    return (say_line(state, ONE_MOMENT),) if event.is_unheard or looks_up else ()


def _informed(state: Dialogue, news: News) -> Step:
    """Hand an answer of the calendar or the store to the skill that asked for it."""
    if state.skill is None or state.question is not None:
        return state, ()
    scene = state.scene(news.at_ms)
    reply = state.skill.informed(scene, news)
    if reply is None and isinstance(state.skill, Enquiry) and state.skill.was_none(news):
        return no_question(state, scene, state.skill)
    return perform(state, reply) if reply else (state, ())


def _store_failed(state: Dialogue, event: StoreFailed) -> Step:
    """Something the caller waits for is broken: people take over."""
    if state.question is not None:
        return state, ()
    return _left_to_people(state, event.at_ms)


def _left_to_people(state: Dialogue, at_ms: int) -> Step:
    scene = state.scene(at_ms)
    line = Line(Act.TRANSFER, "technical")
    reception = scene.settings.telephone.reception
    failed = Outcome.FAILED
    ending = Transfer(reception, failed) if scene.open else ToMailbox(failed)
    return perform(state, Reply(None, (line,), ending=ending))


def _taken_over(state: Dialogue, event: TakenOver) -> Step:
    """Hand the caller to whoever watches; nobody there: back as from a department."""
    settings, telephone = state.settings, event.telephone
    is_department = telephone in settings.departments
    department = telephone if is_department else settings.telephone.reception
    ending = Transfer(department, Outcome.TRANSFERRED, telephone)
    return perform(state, Reply(None, (Line(Act.TRANSFER, "taken_over"),), ending=ending))


def _hung_up(state: Dialogue) -> Step:
    held = state.skill.held if state.skill else None
    gone = replace(state, over=True, skill=None)
    return gone, (ReleaseSlot(held),) if held else ()


def _after_the_end(state: Dialogue, event: Event) -> Dialogue:
    """Count what was still being written when the caller hung up."""
    reached = WRITTEN.get(type(event))
    return replace(state, reached=better(state.reached, reached)) if reached else state
