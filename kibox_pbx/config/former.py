"""Settings as older versions called them: still read, and explained by `kibox config check`.

Whoever renames or drops a setting adds it to `FORMER`; ``tests/config/test_former.py`` holds
a list of every setting that there ever was, and fails otherwise.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from kibox_pbx.config.yaml_lines import Document, Place, Tree

ANY = "*"
"""In a place: whatever key or position stands there."""


@dataclass(frozen=True, slots=True)
class Former:
    """A setting that has another name now, or none."""

    place: tuple[str, ...]
    """Where it stood, from the top."""

    now: tuple[str, ...] | None
    """Where it stands; each `ANY` is what it was before. None: it is gone."""

    why: str
    """What an admin must know, such as ``since 2.0 kibox finds it out itself``."""


FORMER: tuple[Former, ...] = ()
"""None yet: whatever was ever set is still called the same."""


def bring_up_to_date(document: Document, formers: Sequence[Former] = FORMER) -> tuple[str, ...]:
    """Let former settings stand for what they are called now; return what to tell of them.

    Args:
        document: Is changed: nothing former stands in it afterwards.
        formers: What was renamed or dropped.

    Returns:
        A line each, such as ``kibox.yaml:12: store.path: is called store.database now …``.
    """
    notes = []
    for former in formers:
        for place in list(document.lines):
            keys = _keys(place, former.place)
            if keys is not None and _has(document.values, place):
                text = _follow(document, place, former, keys)
                notes.append(document.problem(place, f"{text}; {former.why}"))
    return tuple(notes)


def _keys(place: Place, pattern: tuple[str, ...]) -> list[str | int] | None:
    """Return what stands for each `ANY`; None: this is another place."""
    if len(place) != len(pattern):
        return None
    pairs = list(zip(place, pattern, strict=True))
    if any(wanted not in {ANY, str(key)} for key, wanted in pairs):
        return None
    return [key for key, wanted in pairs if wanted == ANY]


def _follow(document: Document, place: Place, former: Former, keys: list[str | int]) -> str:
    value = _take(document.values, place)
    if former.now is None:
        return "is no setting any more and does nothing; take it out"
    waiting = iter(keys)
    now: Place = tuple(next(waiting) if key == ANY else key for key in former.now)
    name = ".".join(str(key) for key in now)
    if _has(document.values, now):
        return f"is called {name} now, which is set, too; take this one out"
    _put(document.values, now, value)
    for below in [each for each in document.lines if each[: len(place)] == place]:
        document.lines[(*now, *below[len(place) :])] = document.lines[below]
    return f"is called {name} now; it is still read, but rename it"


def _inside(tree: Tree, key: str | int) -> Tree:
    if isinstance(tree, dict):
        return tree.get(str(key))
    return tree[key] if isinstance(tree, list) and isinstance(key, int) else None


def _above(tree: Tree, place: Place) -> Tree:
    for key in place[:-1]:
        tree = _inside(tree, key)
    return tree


def _has(tree: Tree, place: Place) -> bool:
    above = _above(tree, place)
    return isinstance(above, dict) and place[-1] in above


def _take(tree: Tree, place: Place) -> Tree:
    above = _above(tree, place)
    return above.pop(str(place[-1])) if isinstance(above, dict) else None


def _put(tree: Tree, place: Place, value: Tree) -> None:
    for key in place[:-1]:
        if isinstance(tree, dict):
            tree.setdefault(str(key), {})
        tree = _inside(tree, key)
    if isinstance(tree, dict):
        tree[str(place[-1])] = value
