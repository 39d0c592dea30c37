"""Puts the pieces of a name in order: each part once, the first name first."""

from dataclasses import replace

from kibox_pbx.language.first_names import is_first_name, is_only_first_name
from kibox_pbx.language.name_marks import Mark
from kibox_pbx.language.name_pieces import Piece
from kibox_pbx.language.name_words import PARTICLES, TITLES

MOST_FIRST_NAMES = 2

Unit = tuple[str, ...]
"""A word of a name with the particles before it: ``("von", "der", "heide")``."""


def arranged(pieces: list[Piece], *, is_sure: bool) -> list[Unit]:
    """Return the units of the name, titles first; none: no piece is sure to be a name.

    Without anything that leads to a name or is known for a first name, the pieces of a whole
    sentence are not (``is_sure``: it is no sentence).
    """
    told = [_units(piece) for piece in pieces if piece.mark is Mark.FAMILY]
    families = {unit[0] for unit in told if len(unit) == 1}
    alone = frozenset(_units(piece)[-1] for piece in pieces if len(_units(piece)) == 1)
    pieces = _longest([piece for piece in pieces if piece.words])
    first = next((piece for piece in pieces if piece.mark is Mark.FIRST), None)
    family = next((piece for piece in pieces if piece.mark is Mark.FAMILY), None)
    if family and not first:
        first = next((piece for piece in pieces if piece.mark is Mark.NAME), None)
    others = [piece for piece in pieces if piece is not first]
    if first and others:
        rest = family or _best(others)
        return _once([*_units(first)[:MOST_FIRST_NAMES], *_units(rest)])
    chosen = first or _chosen(others, is_sure=is_sure)
    return _first_name_first(_once(_units(chosen), alone), families) if chosen else []


def _longest(pieces: list[Piece]) -> list[Piece]:
    """Leave out what is said again: "Krahl" beside "Stefanie Krahl", which then is a name."""
    kept: list[Piece] = []
    for piece in sorted(pieces, key=lambda each: -len(each.words)):
        at = next((at for at, one in enumerate(kept) if {*piece.words} <= {*one.words}), None)
        if at is None:
            kept.append(piece)
        elif kept[at].mark is Mark.NOTHING:
            is_name = piece.mark is not Mark.NOTHING or len(piece.words) == len(kept[at].words)
            kept[at] = replace(kept[at], mark=piece.mark if is_name else Mark.MAYBE)
    return sorted(kept, key=lambda each: each.place)


def _chosen(pieces: list[Piece], *, is_sure: bool) -> Piece | None:
    if not pieces:
        return None
    if is_sure and _are_first_and_family(pieces):
        return Piece(tuple(word for piece in pieces for word in piece.words))
    best = _best(pieces)
    is_name = best.mark is not Mark.NOTHING or any(map(is_first_name, best.words))
    return best if is_sure or is_name else None


def _are_first_and_family(pieces: list[Piece]) -> bool:
    """Say whether there are two words of which just one is a first name: "Demir, ja, Özlem"."""
    words = [word for piece in pieces for word in piece.words]
    return len(words) == len(pieces) == len("ab") and sum(map(is_first_name, words)) == 1


def _best(pieces: list[Piece]) -> Piece:
    """Return the piece that is most like a name: of the last that are introduced, or else."""

    def likeness(piece: Piece) -> tuple[int, int]:
        is_introduced = piece.mark in {Mark.NAME, Mark.FAMILY}
        signs = (is_introduced, any(map(is_first_name, piece.words)))
        points = 2 * sum(signs) + (len(piece.words) > 1)
        return points, piece.place if is_introduced else -piece.place

    return max(pieces, key=likeness)


def _units(piece: Piece) -> list[Unit]:
    units: list[Unit] = []
    particles: list[str] = []
    for word in piece.words:
        if word in PARTICLES:
            particles.append(word)
            continue
        is_of = units or not is_first_name(word)
        units.append((*particles, word) if is_of else (word,))
        particles = []
    return units


def _once(units: list[Unit], said_before: frozenset[Unit] = frozenset()) -> list[Unit]:
    """Drop what was said twice: "huber sabine huber" is Sabine Huber.

    Before a first name, a family name that was said before leaves nothing but what led to it:
    "der Klempner Wagner, Jürgen Wagner".
    """
    titles = [unit for unit in units if unit[0] in TITLES]
    names = [unit for unit in units if unit[0] not in TITLES]
    is_again = names[-1:] != [] and names[-1] in {*names[:-1], *said_before}
    first = next((at for at, unit in enumerate(names) if is_first_name(unit[-1])), 0)
    if is_again and not is_first_name(names[-1][-1]):
        names = names[first:]
    if len(names) > 1 and names[0] == names[-1]:
        names = names[1:]
    return [*dict.fromkeys(titles), *dict.fromkeys(names)]


def _first_name_first(units: list[Unit], families: set[Unit]) -> list[Unit]:
    """Turn "Hartung Ursula" round, where the words leave no doubt."""
    titles = [unit for unit in units if unit[0] in TITLES]
    family, *others = units[len(titles) :] or [()]
    if others and family in families:
        return [*titles, *others, family]
    firsts = [unit[-1] for unit in others]
    are_first = bool(firsts) and all(map(is_first_name, firsts))
    is_clear = len(firsts) > 1 or any(map(is_only_first_name, firsts))
    if are_first and is_clear and not is_first_name(family[-1]):
        return [*titles, *others, family]
    return units
