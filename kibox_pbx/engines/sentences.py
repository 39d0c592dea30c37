"""Cut what is to be said into pieces short enough that the first is heard at once. Pure."""

import re
from dataclasses import dataclass

LONG_SENTENCE = 60
"""Characters (about four seconds); a longer sentence is also cut at its commas."""

SHORTEST_CLAUSE = 20
"""Characters; a shorter clause stays with its neighbour, or the speech sounds chopped."""

SENTENCE_PAUSE_MS = 160
CLAUSE_PAUSE_MS = 0
"""The fading out of the piece before is pause enough."""

_SENTENCE_END = re.compile(r"(?<=[.!?…])\s+")
_CLAUSE_END = re.compile(r"(?<=[,;:\u2013\u2014])\s+")
_ABBREVIATION = re.compile(
    r"(?:^|[\s(])(?:[^\W\d_]|dr|prof|st|str|nr|mr|mrs|ms|hr|fr)\.$", re.IGNORECASE
)


@dataclass(frozen=True, slots=True)
class Piece:
    """What is synthesised at once."""

    text: str

    pause_ms: int
    """Silence that belongs after it; 0 after the last."""


def cut_for_speaking(text: str) -> list[Piece]:
    """Return a text's pieces in order; none for a text without a letter or digit."""
    pieces: list[Piece] = []
    for sentence in sentences(text):
        *clauses, last = _clauses(sentence)
        pieces += [Piece(clause, CLAUSE_PAUSE_MS) for clause in clauses]
        pieces.append(Piece(last, SENTENCE_PAUSE_MS))
    return [*pieces[:-1], Piece(pieces[-1].text, 0)] if pieces else []


def sentences(text: str) -> list[str]:
    """Return the sentences that hold a word; "Dr. Weber" does not end one."""
    found = [""]
    for part in _SENTENCE_END.split(text.strip()):
        if _ABBREVIATION.search(found[-1]):
            found[-1] += f" {part}"
        else:
            found.append(part)
    return [sentence for sentence in found if any(map(str.isalnum, sentence))]


def _clauses(sentence: str) -> list[str]:
    """Return the sentence in parts of at least ``SHORTEST_CLAUSE`` characters."""
    if len(sentence) <= LONG_SENTENCE:
        return [sentence]
    first, *others = _CLAUSE_END.split(sentence)
    clauses = [first]
    for index, part in enumerate(others):
        rest = " ".join(others[index:])
        if min(len(clauses[-1]), len(rest)) < SHORTEST_CLAUSE:
            clauses[-1] += f" {part}"
        else:
            clauses.append(part)
    return clauses
