"""Asking for consent: may the call be recorded, may it be used to improve the assistant.

Each is asked once. Only an explicit yes counts (L2); whatever else happens is noted as no or
as no answer, the call goes on, and a wish that was said instead is heard like any other.
"""

from dataclasses import dataclass, replace

from kibox_pbx.dialogue.actions import Action, Expect, HangUp, NoteConsent, Say, StartRecording
from kibox_pbx.dialogue.aside_words import ABOUT_DATA, Aside
from kibox_pbx.dialogue.explicit_yes import FEWEST_WORDS_OF_MORE, explicit_answer
from kibox_pbx.dialogue.fallback import goodbye
from kibox_pbx.dialogue.notices import version_asked
from kibox_pbx.dialogue.performing import ANYTHING_ELSE, ASK_INTENT, Step, ask, perform
from kibox_pbx.dialogue.reply import Line, Question, Reply
from kibox_pbx.dialogue.scene import Scene
from kibox_pbx.dialogue.state import Dialogue
from kibox_pbx.dialogue.wishes import heard_wish
from kibox_pbx.language.yes_no import understand_yes_no
from kibox_pbx.privacy.consent import ConsentAnswer, ConsentPurpose
from kibox_pbx.records import Act, Outcome

RECORDING, IMPROVEMENT = ConsentPurpose.RECORDING, ConsentPurpose.IMPROVEMENT
QUESTIONS = {
    RECORDING: Question(
        Line(Act.ASK_RECORDING_CONSENT, "ask_recording_consent"), Expect.YES_NO, "help_yes_no"
    ),
    IMPROVEMENT: Question(
        Line(Act.ASK_IMPROVEMENT_CONSENT, "ask_improvement_consent"),
        Expect.YES_NO,
        "help_yes_no",
    ),
}
_AFTERWARDS = {RECORDING: ASK_INTENT, IMPROVEMENT: ANYTHING_ELSE}
"""What is open once the answer is there."""

_ACKNOWLEDGED = {
    (RECORDING, ConsentAnswer.YES): "recording_on",
    (RECORDING, ConsentAnswer.NO): "recording_off",
    (RECORDING, ConsentAnswer.NONE): "recording_not_begun",
    (IMPROVEMENT, ConsentAnswer.YES): "improvement_thanks",
}

LEAVE_IT_OPEN = frozenset(
    {
        *(Aside.HELLO, Aside.WAIT, Aside.HOW_ARE_YOU, Aside.THANKS, Aside.ARE_YOU_HUMAN),
        *(Aside.REPEAT, *ABOUT_DATA),
    }
)
"""Asides after which the question is put again."""

ENDED_WELL = frozenset(
    {
        *(Outcome.BOOKED, Outcome.RESCHEDULED, Outcome.CANCELLED),
        *(Outcome.MESSAGE_TAKEN, Outcome.ANSWERED),
    }
)


@dataclass(frozen=True, slots=True)
class Settled:
    """A question for consent that has its answer."""

    state: Dialogue
    """With the next question open, as if it had been asked."""

    actions: tuple[Action, ...]
    purpose: ConsentPurpose
    answer: ConsentAnswer
    more: str = ""
    """What else was said, still to be heard; "": nothing."""


def first_question(state: Dialogue) -> Step:
    """Ask for consent to a recording where the office wants it, else what it is about."""
    if not state.settings.privacy.record_calls:
        return ask(state, ASK_INTENT)
    return _put(state, RECORDING)


def answered(state: Dialogue, scene: Scene, text: str, *, was_put: bool) -> Settled:
    """Take a sentence at the open question.

    Args:
        state: With an open question.
        scene: The circumstances.
        text: What the caller said.
        was_put: The caller has heard what was asked; else no word of theirs is a yes.
    """
    said = explicit_answer(text, scene.language)
    if said.answer is ConsentAnswer.YES and not was_put:
        return _settle(state, scene, ConsentAnswer.NONE, text)
    return _settle(state, scene, said.answer, said.more)


def is_more(scene: Scene, settled: Settled) -> bool:
    """Say whether what else was said is to be heard: not a mere "please", or more of a no."""
    if heard_wish(scene, settled.more) is not None:
        return True
    is_no = understand_yes_no(settled.more, scene.language) is False
    is_short = len(settled.more.split()) < FEWEST_WORDS_OF_MORE
    return not is_short and not (is_no and settled.answer is ConsentAnswer.NO)


def unanswered(state: Dialogue, scene: Scene) -> Settled:
    """Take silence or a key at the open question: no yes."""
    return _settle(state, scene, ConsentAnswer.NONE)


def go_on(settled: Settled) -> Step:
    """Say what came of it, and ask what is next."""
    state, actions = _next(settled)
    return state, (*settled.actions, *actions)


def note_left_behind(
    before: Dialogue, after: Dialogue, actions: tuple[Action, ...], at_ms: int
) -> Step:
    """Note that a question will have no answer which the conversation has left behind."""
    purpose = before.agreed.open
    if purpose is None or purpose is not after.agreed.open:
        return after, actions
    if after.question == QUESTIONS[purpose] and not after.over:
        return after, actions
    noted = _noted(before, before.scene(at_ms), purpose, ConsentAnswer.NONE)
    return replace(after, agreed=after.agreed.closed()), (noted, *actions)


def before_goodbye(state: Dialogue, actions: tuple[Action, ...]) -> Step:
    """Ask, before a call that ended well is over, whether it may be used.

    Nobody is asked who was in danger, whom we did not understand, who is handed on, or who
    wants nothing kept.
    """
    if not _is_goodbye(actions) or not _may_be_asked(state):
        return state, actions
    rest = tuple(each for each in actions[:-1] if not _says_goodbye(each))
    state, asked = _put(replace(state, over=False, skill=None, said=()), IMPROVEMENT)
    return state, (*rest, *asked)


def _is_goodbye(actions: tuple[Action, ...]) -> bool:
    is_end = bool(actions) and isinstance(actions[-1], HangUp)
    return is_end and any(_says_goodbye(each) for each in actions)


def _says_goodbye(action: Action) -> bool:
    return isinstance(action, Say) and action.act is Act.GOODBYE


def _may_be_asked(state: Dialogue) -> bool:
    was_trouble = state.advised or state.rescues or state.misses or state.silences
    is_wanted = state.settings.privacy.improve and IMPROVEMENT not in state.agreed.asked
    is_fit = state.reached in ENDED_WELL and not state.erases
    return is_wanted and is_fit and not was_trouble


def _put(state: Dialogue, purpose: ConsentPurpose) -> Step:
    return ask(replace(state, agreed=state.agreed.asking(purpose)), QUESTIONS[purpose])


def _settle(state: Dialogue, scene: Scene, answer: ConsentAnswer, more: str = "") -> Settled:
    purpose = _open(state)
    actions: tuple[Action, ...] = (_noted(state, scene, purpose, answer),)
    is_yes = answer is ConsentAnswer.YES
    if is_yes and purpose is RECORDING:
        actions = (*actions, StartRecording())
    after = replace(
        state, agreed=state.agreed.closed(agreed=is_yes), question=_AFTERWARDS[purpose]
    )
    return Settled(after, actions, purpose, answer, more)


def _next(settled: Settled) -> Step:
    state = settled.state
    phrase = _ACKNOWLEDGED.get((settled.purpose, settled.answer))
    lines = (Line(Act.TELL_PRIVACY, phrase),) if phrase else ()
    if settled.purpose is RECORDING:
        return perform(state, Reply(None, lines, question=ASK_INTENT))
    end = goodbye()
    return perform(state, replace(end, lines=(*lines, *end.lines)))


def _noted(
    state: Dialogue, scene: Scene, purpose: ConsentPurpose, answer: ConsentAnswer
) -> NoteConsent:
    version = version_asked(purpose, state.settings, state.book)
    return NoteConsent(purpose, answer, version, scene.now)


def _open(state: Dialogue) -> ConsentPurpose:
    return state.agreed.open or RECORDING
