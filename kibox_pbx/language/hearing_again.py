"""What to believe of a turn that was heard a second time, and what follows from it. Pure."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from difflib import SequenceMatcher

from kibox_pbx.language.comparable import comparable
from kibox_pbx.utterance import Language

SURE = 0.55
"""Confidence of Whisper from which on a second hearing is believed."""

LESS_SURE = 0.2
"""How much less sure than the first hearing it may be, which was told likely answers. Both
figures were found on 127 sentences over lines with and without noise: docs/decisions.md, 38."""

ENOUGH_WORDS = 3
"""In a row that a message and a turn must share to be about the same words."""


@dataclass(frozen=True, slots=True)
class Correction:
    """The two texts of a turn; its ``repr`` shows neither."""

    first: str = field(repr=False)
    better: str = field(repr=False)


def is_better(confidence: float, first_confidence: float | None) -> bool:
    """Say whether a second hearing is to be believed more than the first.

    Args:
        confidence: Of the second hearing, 0 to 1.
        first_confidence: Of the first; None: another engine's, which says nothing here.
    """
    at_least = SURE if first_confidence is None else first_confidence - LESS_SURE
    return confidence >= max(SURE, at_least)


def is_another(first: str, again: str, language: Language) -> bool:
    """Say whether something else was heard; what is only written otherwise is the same.

    So "9:30 uhr" and "neun uhr dreißig" are one, and "check up" and "checkup".
    """
    one, other = (comparable(text, language).replace(" ", "") for text in (first, again))
    return one != other


def carried_over(text: str, corrections: Iterable[Correction]) -> str:
    """Return a text that was made of what was first heard as it would be now.

    Only words of a turn that stand in the text in a row are exchanged, so that nothing is
    added that the text had left out.
    """
    words = text.split()
    for correction in corrections:
        words = _exchanged(words, correction.first.split(), correction.better.split())
    return text if words == text.split() else " ".join(words)


def _exchanged(words: list[str], first: list[str], better: list[str]) -> list[str]:
    same = _matcher(first, words).find_longest_match()
    if not same.size or same.size < min(ENOUGH_WORDS, len(first)):
        return words
    begin, end = _span(first, better, same.a, same.a + same.size)
    return [*words[: same.b], *better[begin:end], *words[same.b + same.size :]]


def _span(first: list[str], better: list[str], begin: int, end: int) -> tuple[int, int]:
    """Return where the words from ``begin`` to ``end`` of the first text are in the better.

    What the better text has before the first word or behind the last belongs to them.
    """
    steps = _matcher(first, better).get_opcodes()
    starts = [
        b1 + (begin - a1 if kind == "equal" else 0)
        for kind, a1, a2, b1, _ in steps
        if a1 <= begin < a2
    ]
    ends = [
        b1 + end - a1 if kind == "equal" else b2
        for kind, a1, a2, b1, b2 in steps
        if a1 < end <= a2
    ]
    return starts[0] if begin else 0, ends[0] if end < len(first) else len(better)


def _matcher(one: list[str], other: list[str]) -> "SequenceMatcher[str]":
    return SequenceMatcher(None, one, other, autojunk=False)
