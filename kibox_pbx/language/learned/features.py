"""What of a sentence counts: its words, their neighbours, and parts of words.

Parts of words make one of "Blutabnahme" and "Blut abnehmen", and bear a recogniser's slips.
Nothing is looked up, so no word is unknown: every feature is a number of a fixed range.
"""

from collections.abc import Iterable, Iterator
from itertools import pairwise
from zlib import crc32

BUCKETS = 1 << 15
"""Features that share a number add up; with so many numbers that costs little."""

SHORTEST_PART, LONGEST_PART = 2, 5
"""Letters, the word's borders included."""

ENDS = 3
"""Words at the beginning and the end of a sentence that count as such, too."""

HINT_WEIGHT = 6
"""A hint stands for many words."""

_BEGIN, _END = "^", "$"


def features(text: str, hints: Iterable[str] = ()) -> tuple[int, ...]:
    """Return the numbers of the features of a normalised sentence, ascending, each once.

    Args:
        text: In the form of `language.normalise`.
        hints: What else is known of the sentence, such as the label that rules give it.
    """
    weighty = (f"hint:{hint} {time}" for hint in hints for time in range(HINT_WEIGHT))
    named = (*_of_words(text.split()), *weighty)
    return tuple(sorted({crc32(name.encode()) % BUCKETS for name in named}))


def _of_words(words: list[str]) -> Iterator[str]:
    around = [_BEGIN, *words, _END]
    for word in words:
        yield f"word:{word}"
        yield from _parts(word)
    for one, other in pairwise(around):
        yield f"pair:{one} {other}"
    for one, other in zip(around, around[2:], strict=False):
        yield f"gap:{one} {other}"
    for word in words[:ENDS]:
        yield f"first:{word}"
    for word in words[-ENDS:]:
        yield f"last:{word}"


def _parts(word: str) -> Iterator[str]:
    bordered = f"<{word}>"
    for length in range(SHORTEST_PART, LONGEST_PART + 1):
        for start in range(len(bordered) - length + 1):
            yield f"part:{bordered[start : start + length]}"
