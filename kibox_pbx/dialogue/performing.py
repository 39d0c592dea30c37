"""From what a skill wants to what the call must do, in order."""

from dataclasses import replace

from kibox_pbx.dialogue import wishes
from kibox_pbx.dialogue.actions import (
    Action,
    Expect,
    ReleaseSlot,
    Say,
)
from kibox_pbx.dialogue.listening import listen
from kibox_pbx.dialogue.notices import short_notice
from kibox_pbx.dialogue.reply import Ending, Line, Question, Reply, Skill
from kibox_pbx.dialogue.state import Dialogue, better
from kibox_pbx.records import Act, Outcome

Step = tuple[Dialogue, tuple[Action, ...]]

TAKEN = frozenset({Outcome.BOOKED, Outcome.RESCHEDULED})
"""What was held is an appointment now."""

ASK_INTENT = Question(Line(Act.ASK_INTENT, "ask_intent"), Expect.ANYTHING, "help_intent")
ANYTHING_ELSE = Question(
    Line(Act.ANYTHING_ELSE, "anything_else"), Expect.ANYTHING, "help_intent"
)


def perform(state: Dialogue, reply: Reply) -> Step:
    """Return the state after a reply, and the actions that carry it out."""
    released = _released(state.skill, reply)
    if reply.reached:
        state = replace(state, reached=better(state.reached, reply.reached))
    if reply.proof:
        state = replace(state, proof=reply.proof)
    lines = tuple(say_line(state, line) for line in reply.lines)
    so_far = state.said if state.question is None else ()
    said = (*so_far, *lines)
    state = replace(state, skill=reply.skill, question=None, keys="", said=said)
    if reply.ending:
        return _end(state, reply.ending, (*lines, *released))
    if reply.requests and not reply.question:
        return state, (*lines, *released, *reply.requests)
    done = reply.question is None and reply.skill is None
    asked, actions = _begin_next(state) if done else ask(state, reply.question or ANYTHING_ELSE)
    return asked, (*lines, *released, *reply.requests, *actions)


def _begin_next(state: Dialogue) -> Step:
    """Begin what else the caller wanted; without such a thing, ask."""
    if not state.later:
        return ask(state, ANYTHING_ELSE)
    (intent, text), *later = state.later
    state = replace(state, later=tuple(later))
    begun = wishes.begin(intent, state.scene(state.at_ms), text)
    lead = Line(Act.TELL_ANSWER, f"next_{intent.name.lower()}")
    return perform(state, replace(begun, lines=(lead, *begun.lines)))


def ask(state: Dialogue, question: Question) -> Step:
    """Put a question to the caller."""
    said = say_line(state, question.line)
    times = state.times_asked + 1 if question == state.asked else 1
    state = replace(
        state, question=question, asked=question, times_asked=times, said=(*state.said, said)
    )
    return state, (said, listen(question, state.language, state.recogniser_words))


def say_line(state: Dialogue, line: Line) -> Say:
    """Word a line; the wording changes from turn to turn."""
    text = state.book.say(line.phrase, state.turns, line.values)
    return Say(line.act, text, line.may_interrupt, line.field)


def introduction(state: Dialogue) -> tuple[Say, Say]:
    """Say that an AI speaks (L1), and give notice of what is kept (L5)."""
    disclosure = Line(Act.GREET, "disclosure", may_interrupt=False)
    notice = Line(Act.GREET, short_notice(state.settings))
    return say_line(state, disclosure), say_line(state, notice)


def _end(state: Dialogue, ending: Ending, actions: tuple[Action, ...]) -> Step:
    outcome = better(state.reached, ending.outcome)
    state = replace(state, reached=outcome, over=True)
    return state, (*actions, replace(ending, outcome=outcome))


def _released(before: Skill | None, reply: Reply) -> tuple[Action, ...]:
    """Give back what was held for the caller and is no longer wanted."""
    held = before.held if before else None
    kept = reply.skill.held if reply.skill else None
    if held is None or held == kept or reply.reached in TAKEN:
        return ()
    return (ReleaseSlot(held),)
