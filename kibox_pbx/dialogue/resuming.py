"""Taking up again what a caller's "mhm", or a mere noise, cut short.

The assistant falls silent at any sound, since who speaks first cannot be told from who only
listens aloud. When the turn turns out to be neither wish nor answer, the rest is said.
"""

import re
from dataclasses import replace

from kibox_pbx.dialogue.actions import Expect, Say
from kibox_pbx.dialogue.events import AssistantInterrupted
from kibox_pbx.dialogue.listening import listen
from kibox_pbx.dialogue.performing import Step
from kibox_pbx.dialogue.state import Dialogue
from kibox_pbx.language.back_channels import is_back_channel
from kibox_pbx.language.yes_no import understand_yes_no

MOST_RESUMED = 2
"""In a row; who makes sounds all the time is asked instead."""

FASTEST_MS_PER_CHARACTER = 48
SLOWEST_MS_PER_CHARACTER = 65
"""Of our voices. What was heard is rather taken for more where that makes a "yes" an answer,
and rather for less where it decides from where on it is said again."""

GREATER_PART = 0.5
"""Who has heard more of a question than this knows what is asked."""

NEVER_AGREED_TO = frozenset({Expect.DAY, Expect.TIME, Expect.NAME})
"""Kinds of question that "yes" does not answer, even once they were heard."""

_SENTENCE_ENDS = re.compile(r"(?<=[.!?]) +")


def note_cut(state: Dialogue, event: AssistantInterrupted) -> Dialogue:
    """Remember the first sentence of the last turn that the caller cut into."""
    is_first = state.cut is None or _place(state, state.cut) is None
    return replace(state, cut=event) if is_first else state


def take_up(state: Dialogue, text: str) -> Step | None:
    """Say on what was cut short; None: the caller meant something, or heard the question.

    Args:
        state: Where the conversation is, with `Dialogue.cut`.
        text: What the caller said; "" for a noise.
    """
    if text.strip() and not is_back_channel(text, state.language):
        return None
    cut = state.cut
    place = _place(state, cut) if cut else None
    if place is None and state.asked_model is not None:
        return replace(state, cut=None), ()  # said into the wait, which goes on
    if cut is None or place is None or state.resumed >= MOST_RESUMED:
        return None
    if _was_put(state, cut, place) and _may_answer(state, text):
        return None
    rest = replace(state.said[place], text=_rest(cut))
    said = (rest, *state.said[place + 1 :])
    resumed = replace(state, cut=None, resumed=state.resumed + 1)
    if state.question is None:
        return resumed, said
    return resumed, (*said, listen(state.question, state.language, state.recogniser_words))


def _place(state: Dialogue, cut: AssistantInterrupted) -> int | None:
    """Return which sentence of the last turn was cut; None: none of it."""
    places = (place for place, say in enumerate(state.said) if _is_end(cut.text, say))
    return next(places, None) if cut.text else None


def _is_end(text: str, say: Say) -> bool:
    """Say whether it is a sentence, or the rest of it that was taken up."""
    return say.text.endswith(text)


def heard_question(state: Dialogue) -> bool:
    """Say whether the caller knows what is asked, wherever they cut in."""
    place = _place(state, state.cut) if state.cut else None
    return state.cut is None or (place is not None and _was_put(state, state.cut, place))


def _was_put(state: Dialogue, cut: AssistantInterrupted, place: int) -> bool:
    """Say whether the greater part of the question was heard before the caller cut in."""
    if state.question is None or place < len(state.said) - 1:
        return False
    whole = len(state.said[place].text)
    heard = whole - len(cut.text) + cut.heard_ms / FASTEST_MS_PER_CHARACTER
    return heard > whole * GREATER_PART


def _may_answer(state: Dialogue, text: str) -> bool:
    """Say whether a question that was heard may be answered like that.

    A noise is handled like any other after a question.
    """
    if not text.strip():
        return True
    agrees = understand_yes_no(text, state.language) is not None
    is_agreed_to = state.question is not None and state.question.expect not in NEVER_AGREED_TO
    return agrees and is_agreed_to


def _rest(cut: AssistantInterrupted) -> str:
    """Return what was cut short from the beginning of the sentence that was under way."""
    heard = cut.heard_ms // SLOWEST_MS_PER_CHARACTER
    starts = [0, *(gap.end() for gap in _SENTENCE_ENDS.finditer(cut.text))]
    return cut.text[max(start for start in starts if start <= heard) :]
