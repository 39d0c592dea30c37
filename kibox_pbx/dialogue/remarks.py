"""What a caller remarks that is no wish: thanks, "one moment", "are you a robot?", a joke.

It gets a fixed, friendly answer, never one of the model's, and the conversation goes on.
"""

from collections.abc import Callable, Mapping
from dataclasses import replace
from functools import partial

from kibox_pbx.dialogue.actions import EraseConversation
from kibox_pbx.dialogue.aside_words import ABOUT_DATA, Aside
from kibox_pbx.dialogue.fallback import goodbye
from kibox_pbx.dialogue.listening import listen
from kibox_pbx.dialogue.performing import ANYTHING_ELSE, Step, perform, say_line
from kibox_pbx.dialogue.reply import Line, Reply, Request, Skill
from kibox_pbx.dialogue.state import Dialogue, better
from kibox_pbx.dialogue.telling_privacy import tell, withdrawals
from kibox_pbx.records import Act, Outcome

TURNED_DOWN = frozenset({Aside.OFF_TASK, Aside.PRIVATE})
"""What is not for us to do or to tell."""

PATIENT_MS = 30_000
"""Somebody who asked us to wait is looking for something."""


def remark(state: Dialogue, aside: Aside) -> Step:
    """Answer a remark, and come back to the question."""
    return tell(state, aside) if aside in ABOUT_DATA else _ANSWERS[aside](state)


def _tell(line: Line, state: Dialogue) -> Step:
    told, actions = perform(state, _again(state, line))
    return _something_was_told(told), actions


def _turn_down(phrase: str, state: Dialogue) -> Step:
    """Say that we cannot; the caller may want something else."""
    return perform(state, replace(_anything_else(state), lines=(Line(Act.CLARIFY, phrase),)))


def _greet(state: Dialogue) -> Step:
    return perform(state, _again(state, Line(Act.GREET, "hello")))


def _thanked(state: Dialogue) -> Step:
    """Somebody who only says thanks when all is done is done, too."""
    return perform(state, goodbye() if state.question == ANYTHING_ELSE else _again(state))


def erase(state: Dialogue, skill: Skill | None) -> Step:
    """Promise that nothing of this call is kept, see to it, and go on with a skill, if any."""
    lines = (Line(Act.TELL_PRIVACY, "erase"),)
    requests: tuple[Request, ...] = (
        EraseConversation(),
        *withdrawals(state, state.agreed.given),
    )
    state = replace(state, erases=True, agreed=state.agreed.without(state.agreed.given))
    question = state.question if skill else ANYTHING_ELSE
    erasing, actions = perform(state, Reply(skill, lines, requests, question))
    return _something_was_told(erasing), actions


def _wait(state: Dialogue) -> Step:
    """Give the caller time; the question stands."""
    question = state.question or ANYTHING_ELSE
    line = Line(question.line.act, "take_your_time", field=question.line.field)
    patiently = replace(
        listen(question, state.language, state.recogniser_words), silence_ms=PATIENT_MS
    )
    return state, (say_line(state, line), patiently)


def _again(state: Dialogue, *lines: Line) -> Reply:
    """Put the same question once more, after some words."""
    return Reply(state.skill, lines, question=state.question)


def _anything_else(state: Dialogue) -> Reply:
    """Go on with the matter at hand; without one, ask whether there is another."""
    return Reply(state.skill, question=state.question if state.skill else ANYTHING_ELSE)


def _something_was_told(state: Dialogue) -> Dialogue:
    return replace(state, reached=better(state.reached, Outcome.ANSWERED))


_ANSWERS: Mapping[Aside, Callable[[Dialogue], Step]] = {
    Aside.ERASE: lambda state: erase(state, state.skill),
    Aside.OFF_TASK: partial(_turn_down, "off_task"),
    Aside.PRIVATE: partial(_turn_down, "private"),
    Aside.HELLO: _greet,
    Aside.RIGHT_PLACE: partial(_tell, Line(Act.TELL_ANSWER, "right_place")),
    Aside.WAIT: _wait,
    Aside.HOW_ARE_YOU: partial(_tell, Line(Act.TELL_ANSWER, "how_are_you")),
    Aside.THANKS: _thanked,
    Aside.ARE_YOU_HUMAN: partial(
        _tell, Line(Act.TELL_ANSWER, "are_you_human", may_interrupt=False)
    ),
}
