"""How differences between the expected and the real are found and worded. Pure."""

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import TypeVar

from kibox_pbx.config.section import Section

Facts = TypeVar("Facts", bound=Section)
Kept = TypeVar("Kept")


def differs(what: str, wanted: str, got: str) -> str:
    """Word a difference."""
    return f"{what}: expected {wanted}, got {got}"


def exactly(
    what: str,
    wanted: Sequence[Facts],
    got: Sequence[Kept],
    fits: Callable[[Facts, Kept], bool],
    shown: Callable[[Kept], str],
) -> Iterator[str]:
    """Yield what is missing, and what nobody expected."""
    left = list(got)
    for each in wanted:
        match = next((one for one in left if fits(each, one)), None)
        if match is None:
            yield differs(what, _facts(each), "; ".join(map(shown, left)) or "none")
        else:
            left.remove(match)
    if len(got) > len(wanted):
        yield differs(what, str(len(wanted)), f"{len(got)}, also {'; '.join(map(shown, left))}")


def found(what: str, patterns: Iterable[str], texts: Sequence[str]) -> Iterator[str]:
    """Yield the patterns that are in none of the texts."""
    for pattern in patterns:
        if not any(holds(pattern, text) for text in texts):
            yield differs(what, repr(pattern), quoted(texts))


def holds(pattern: str, text: str) -> bool:
    """Say whether a pattern, or what is none but a text, is found; case does not count."""
    try:
        return re.search(pattern, text, re.IGNORECASE) is not None
    except re.error:
        return pattern.casefold() in text.casefold()


def same_text(wanted: str | None, got: str | None) -> bool:
    """Say whether a text is the wanted one, but for case; None wants nothing.

    Nobody hears a hyphen: "Schulze-Wenk" and "Schulze Wenk" are one.
    """
    if wanted is None:
        return True
    return got is not None and _words(wanted) == _words(got)


def _words(text: str) -> list[str]:
    return text.casefold().replace("-", " ").split()


def _facts(facts: Section) -> str:
    return str(facts.model_dump(mode="json", by_alias=True, exclude_unset=True))


def quoted(texts: Sequence[str]) -> str:
    """Return texts on one line."""
    return "; ".join(map(repr, texts)) or "nothing"
