"""What a caller may say at any moment: a person, pardon, privacy, never mind, goodbye."""

from dataclasses import replace
from typing import assert_never

from kibox_pbx.dialogue.actions import Expect
from kibox_pbx.dialogue.aside_words import Aside, understand_aside
from kibox_pbx.dialogue.fallback import ask_again, goodbye
from kibox_pbx.dialogue.listening import listen
from kibox_pbx.dialogue.performing import Step, perform
from kibox_pbx.dialogue.reply import Line, Reply
from kibox_pbx.dialogue.scene import Scene
from kibox_pbx.dialogue.skills import message, transfer
from kibox_pbx.dialogue.state import Dialogue
from kibox_pbx.language.yes_no import understand_yes_no
from kibox_pbx.records import Act, Outcome

LONGEST_ASIDE_WORDS = 6
"""Within a message, a longer sentence is part of the message whatever it contains."""

LONGEST_GOODBYE_WORDS = 5
"""A longer sentence that ends in "tschüss" may hold an answer first."""

TOLD = {
    Aside.PRIVACY: Line(Act.TELL_PRIVACY, "privacy"),
    Aside.ARE_YOU_HUMAN: Line(Act.TELL_ANSWER, "are_you_human"),
}

PASSING = frozenset({Act.CLARIFY, Act.STILL_THERE})
"""Words that are not worth repeating."""


def heard_aside(state: Dialogue, scene: Scene, text: str) -> Aside | None:
    """Return the aside in a sentence, unless the sentence rather answers the question."""
    aside = understand_aside(text, state.language)
    words = len(text.split())
    if aside is None or state.question is None:
        return aside if aside in {Aside.PERSON, Aside.MAILBOX, Aside.GOODBYE} else None
    if state.question.expect is Expect.MESSAGE and words > LONGEST_ASIDE_WORDS:
        return None
    if aside is Aside.GOODBYE and state.skill:
        agreed = understand_yes_no(text, scene.language) is True
        return None if agreed or words > LONGEST_GOODBYE_WORDS else aside
    return aside


def take_aside(state: Dialogue, scene: Scene, aside: Aside, text: str) -> Step:
    """Do what the aside asks for, and come back to the question where that makes sense."""
    match aside:
        case Aside.PERSON:
            return person_wanted(state, scene, text)
        case Aside.MAILBOX:
            return perform(state, transfer.to_mailbox())
        case Aside.GOODBYE:
            return perform(state, goodbye())
        case Aside.DROP:
            return perform(state, Reply(None, (Line(Act.ANYTHING_ELSE, "dropped"),)))
        case Aside.REPEAT:
            return repeat(state)
        case Aside.PRIVACY | Aside.ARE_YOU_HUMAN:
            return _tell(state, TOLD[aside])
        case _:
            assert_never(aside)


def person_wanted(state: Dialogue, scene: Scene, text: str = "") -> Step:
    """Put through at once; where nobody can be reached, the mailbox if they insist."""
    if _insists(state, scene, text):
        return perform(state, transfer.to_mailbox())
    return perform(state, transfer.begin(scene, text))


def _insists(state: Dialogue, scene: Scene, text: str) -> bool:
    """Say whether somebody who was told that nobody is there asks for a person again."""
    if isinstance(state.skill, transfer.OfferingInstead):
        return not state.skill.names_another(scene, text)
    return isinstance(state.skill, message.OfferingMessage) and not scene.open


def repeat(state: Dialogue) -> Step:
    """Say the last words once more."""
    if state.question is None:
        return state, ()
    said = tuple(say for say in state.said if say.act not in PASSING)
    return state, (*said, listen(state.question, state.language))


def _tell(state: Dialogue, line: Line) -> Step:
    if state.question is None:
        return state, ()
    told, actions = ask_again(state, state.question, line)
    if told.reached is Outcome.ABANDONED:
        told = replace(told, reached=Outcome.ANSWERED)
    return told, actions
