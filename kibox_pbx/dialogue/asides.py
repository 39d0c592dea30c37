"""What a caller may say at any moment: a person, pardon, privacy, never mind, goodbye."""

import re
from dataclasses import replace

from kibox_pbx.dialogue import telling_privacy
from kibox_pbx.dialogue.actions import Expect
from kibox_pbx.dialogue.aside_words import ABOUT_DATA, Aside
from kibox_pbx.dialogue.contact import heard_phone
from kibox_pbx.dialogue.fallback import MISSES_BEFORE_PERSON, goodbye, not_understood
from kibox_pbx.dialogue.listening import listen
from kibox_pbx.dialogue.performing import ANYTHING_ELSE, Step, perform
from kibox_pbx.dialogue.remarks import TURNED_DOWN, erase, remark
from kibox_pbx.dialogue.reply import Line, Reply
from kibox_pbx.dialogue.scene import Scene
from kibox_pbx.dialogue.skills import offering_message, transfer
from kibox_pbx.dialogue.skills.cancelling import Cancelling
from kibox_pbx.dialogue.skills.rescheduling import Rescheduling
from kibox_pbx.dialogue.state import Dialogue
from kibox_pbx.language.yes_no import understand_yes_no
from kibox_pbx.records import Act

LONGEST_ASIDE_WORDS = 6
"""Within a message, a longer sentence is part of the message whatever it contains."""

LONGEST_GOODBYE_WORDS = 5
"""A longer sentence that ends in "tschüss" may hold an answer first."""

MOST_REMARKS = 3
"""In a row; who then still has no answer or wish is offered a person."""

_DATA = re.compile(r"\b(?:daten|data)\b")
"""Not only of this conversation: such a message is for people."""

PATIENTLY_ANSWERED = ABOUT_DATA | {Aside.WAIT}
"""As often as they come; `MOST_TIMES_ASKED` bounds them."""

WHILE_WE_LOOK = frozenset({Aside.PERSON, Aside.MAILBOX, Aside.GOODBYE, Aside.WITHDRAW})
"""What is heard while something is looked up."""

PASSING = frozenset({Act.GREET, Act.CLARIFY, Act.STILL_THERE})
"""Words that are not worth repeating."""


def heard_aside(state: Dialogue, scene: Scene, text: str) -> Aside | None:
    """Return the aside in a sentence, unless the sentence rather answers the question."""
    aside = telling_privacy.heard(state, text)
    words = len(text.split())
    if aside is Aside.DROP and state.skill is None and words > LONGEST_ASIDE_WORDS:
        aside = None  # there is nothing to drop: "somewhere I can leave it" is a question
    if _answers(state, scene, text, aside):
        return None
    if aside is None or state.question is None:
        return aside if aside in WHILE_WE_LOOK else None
    if state.question.expect is Expect.MESSAGE and words > LONGEST_ASIDE_WORDS:
        is_meant = aside is Aside.WITHDRAW or (aside is Aside.ERASE and not _DATA.search(text))
        return aside if is_meant else None
    if aside is Aside.THANKS and state.question != ANYTHING_ELSE:
        return None if understand_yes_no(text, scene.language) else aside
    if aside is Aside.GOODBYE and state.skill:
        agreed = understand_yes_no(text, scene.language) is True
        return None if agreed or words > LONGEST_GOODBYE_WORDS else aside
    return aside


def _answers(state: Dialogue, scene: Scene, text: str, aside: Aside | None) -> bool:
    """Tell a name that is asked for, or a number after "one moment", from an aside."""
    if aside in TURNED_DOWN and state.question and state.question.expect is Expect.NAME:
        return True
    return aside is Aside.WAIT and heard_phone(scene, text) is not None


def take_aside(  # noqa: PLR0911 (one line an aside)
    state: Dialogue, scene: Scene, aside: Aside, text: str
) -> Step:
    """Do what the aside asks for, and come back to the question where that makes sense."""
    match aside:
        case Aside.PERSON:
            return person_wanted(state, scene, text)
        case Aside.MAILBOX:
            return perform(state, transfer.to_mailbox())
        case Aside.GOODBYE:
            return perform(state, goodbye())
        case Aside.DROP:
            return perform(state, Reply(None, (_dropped(state, scene),)))
        case Aside.WITHDRAW:
            return telling_privacy.withdraw(state, text)
        case Aside.REPEAT:
            return repeat(state)
        case _:
            return _remarked(state, scene, aside)


def _remarked(state: Dialogue, scene: Scene, aside: Aside) -> Step:
    """Answer a remark, but not without end: then a person is offered."""
    if state.remarks < MOST_REMARKS or aside in PATIENTLY_ANSWERED:
        return remark(replace(state, remarks=state.remarks + 1), aside)
    if aside is Aside.ERASE:
        return erase(state, None)
    return not_understood(replace(state, misses=MISSES_BEFORE_PERSON), scene)


def _dropped(state: Dialogue, scene: Scene) -> Line:
    """Confirm that a matter is dropped; an appointment that was to be changed stays."""
    if isinstance(state.skill, Cancelling | Rescheduling):
        return state.skill.kept(scene)
    return Line(Act.ANYTHING_ELSE, "dropped")


def person_wanted(state: Dialogue, scene: Scene, text: str = "") -> Step:
    """Put through at once; where nobody can be reached, the mailbox if they insist."""
    if _insists(state, scene, text):
        return perform(state, transfer.to_mailbox())
    return perform(state, transfer.begin(scene, text))


def _insists(state: Dialogue, scene: Scene, text: str) -> bool:
    """Say whether somebody who was told that nobody is there asks for a person again."""
    if isinstance(state.skill, transfer.OfferingInstead):
        return not state.skill.names_another(scene, text)
    return isinstance(state.skill, offering_message.OfferingMessage) and not scene.open


def repeat(state: Dialogue) -> Step:
    """Say the last words once more."""
    question = state.question or ANYTHING_ELSE
    said = tuple(say for say in state.said if say.act not in PASSING)
    return state, (*said, listen(question, state.language, state.recogniser_words))
