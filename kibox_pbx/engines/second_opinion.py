"""Choose between what two recognisers heard: one free, one told what answers are likely.

The told one cannot say much else than what it was told, so its own confidence is nearly
always high. It is believed only where the free one does not contradict it.
"""

from dataclasses import dataclass
from difflib import SequenceMatcher

from kibox_pbx.utterance import Utterance, Word

UNKNOWN = "[unk]"
"""What the told recogniser writes for "something else"."""

SPAN_MS = 300
"""How far both may differ on when the caller began and ended."""

SURE = 0.9
"""Free confidence from which on another wording is a contradiction."""

ALIKE = 0.6
"""Likeness of letters, 0 to 1, from which on two wordings are the same sound."""


@dataclass(frozen=True, slots=True)
class Heard:
    """What one recogniser made of one turn."""

    words: tuple[Word, ...] = ()

    @property
    def text(self) -> str:
        """The words, parted by blanks."""
        return " ".join(word.text for word in self.words)

    @property
    def confidence(self) -> float:
        """Mean over the words, longer ones counting more; 0 if there are none."""
        whole = sum(word.end_ms - word.start_ms for word in self.words)
        if not whole:
            return 0.0
        return sum(w.confidence * (w.end_ms - w.start_ms) for w in self.words) / whole


def choose(free: Heard, told: Heard) -> Heard:
    """Return the better of the two."""
    if not told.words or any(word.text == UNKNOWN for word in told.words):
        return free
    if not free.words:
        return told
    return told if _same_span(free, told) and _may_be_same(free, told) else free


def as_utterance(heard: Heard, text: str, silent_at_ms: int) -> Utterance:
    """Return what was heard as an utterance.

    Args:
        heard: The words.
        text: The words in the one written form.
        silent_at_ms: Call time to give where no word was heard.
    """
    if not heard.words:
        return Utterance("", silent_at_ms, silent_at_ms, 0.0)
    start_ms, end_ms = heard.words[0].start_ms, heard.words[-1].end_ms
    return Utterance(text, start_ms, end_ms, heard.confidence, heard.words)


def _same_span(free: Heard, told: Heard) -> bool:
    begins_ms = abs(free.words[0].start_ms - told.words[0].start_ms)
    ends_ms = abs(free.words[-1].end_ms - told.words[-1].end_ms)
    return begins_ms <= SPAN_MS and ends_ms <= SPAN_MS


def _may_be_same(free: Heard, told: Heard) -> bool:
    likeness = SequenceMatcher(None, free.text, told.text, autojunk=False).ratio()
    return free.confidence < SURE or likeness >= ALIKE
