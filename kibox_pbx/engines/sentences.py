"""Cut what is to be said into pieces short enough that the first is heard at once. Pure."""

import re
from collections.abc import Callable
from dataclasses import dataclass

LONG_SENTENCE = 60
"""Characters (about four seconds); a longer sentence is also cut at its commas."""

SHORTEST_CLAUSE = 20
"""Characters; a shorter clause stays with its neighbour, or the speech sounds chopped."""

SHORTEST_OPENING = 5
"""Characters of a first clause that is made by itself: "Today," but not "No,"."""

SOON_ENOUGH = 30
"""Characters (about two seconds), made in 100 ms or so; a longer first piece is cut shorter."""

SENTENCE_PAUSE_MS = 160
CLAUSE_PAUSE_MS = 120
"""With what `telephone_sound` leaves around a sound 230 ms; where a voice comes to a comma or
colon by itself it pauses for 190 to 420 ms (docs/latency.md)."""

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


def cut_to_begin_soon(text: str, is_kept: Callable[[str], bool]) -> list[Piece]:
    """Cut like `cut_for_speaking`, but begin with what is kept, or else with little.

    The first sentence is cut after its longest kept opening ("Let me repeat:"). Without one it
    is cut at its first comma or colon, if its first piece would be long. What is kept whole
    stays whole.
    """
    pieces = cut_for_speaking(text)
    if not pieces or is_kept(pieces[0].text):
        return pieces
    first, *others = sentences(text)
    opening = _kept_opening(first, is_kept) or _short_opening(first, pieces[0].text)
    if not opening:
        return pieces
    rest = " ".join([first[len(opening) :].lstrip(), *others])
    return [Piece(opening, CLAUSE_PAUSE_MS), *cut_for_speaking(rest)]


def _kept_opening(sentence: str, is_kept: Callable[[str], bool]) -> str:
    return next((each for each in reversed(openings(sentence)) if is_kept(each)), "")


def _short_opening(sentence: str, first_piece: str) -> str:
    if len(first_piece) <= SOON_ENOUGH:
        return ""
    enough = (each for each in openings(sentence) if len(each) >= SHORTEST_OPENING)
    return next((each for each in enough if len(each) < len(first_piece)), "")


def openings(sentence: str) -> list[str]:
    """Return what ends at a comma, colon or the like within a sentence, shortest first."""
    ends = [found.start() for found in _CLAUSE_END.finditer(sentence)]
    return [sentence[:end] for end in ends if any(map(str.isalnum, sentence[:end]))]


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
