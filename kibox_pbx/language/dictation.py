"""Follows a telephone number while it is told: in stretches, with slips that are put right.

"Null drei vier eins, neun acht zwei, nein, acht acht zwei, hinten sechs fünf": a stretch that
comes after "no" replaces the end of what was said so far, one that begins a number anew
replaces all of it. Where it cannot be told what a stretch replaces, there is no number.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from kibox_pbx.language.stretches import MOST_OF_END, SAME_BEGINNING, Link, Stretch, stretches
from kibox_pbx.utterance import Language

SHORTEST_OF_LOCAL = 4
"""Digits of a number without its area code."""

MOST_OF_SLIP = 4
"""Digits back from where a slip is noticed."""


@dataclass(frozen=True, slots=True)
class Number:
    """A number within a sentence."""

    start: int
    end: int
    digits: str


def dictated(text: str, language: Language) -> str:
    """Return the digits of the number that is told, a ``+`` only in front; "" for none.

    Also "" where something is put right and it cannot be told what.
    """
    number = ""
    for stretch in stretches(text, language):
        after = _with(number, stretch)
        if after is None:
            return ""
        number = after
    return number


def told_numbers(text: str, language: Language) -> list[Number]:
    """Return the numbers in a sentence about other things, each from where it begins."""
    found: list[Number] = []
    for stretch in stretches(text, language):
        before = found[-1] if found and stretch.link is not Link.OTHER else None
        digits = _with(before.digits if before else "", stretch) or ""
        start = before.start if before else stretch.start
        found = found[:-1] if before else found
        found.append(Number(start, stretch.end, digits))
    return [number for number in found if number.digits]


def told_end(text: str, language: Language) -> str:
    """Return the digits of "it ends in six five", where that is all that is told; else ""."""
    said = stretches(text, language)
    is_end = len(said) == 1 and said[0].link is Link.END
    return said[0].digits if is_end and len(said[0].digits) <= MOST_OF_END else ""


def _with(number: str, stretch: Stretch) -> str | None:
    """Return the number with what is said next; None: it cannot be told."""
    if not number:
        return _begun(stretch)
    if stretch.is_whole and _is_anew(number, stretch):
        return stretch.digits
    return _NEXT.get(stretch.link, _continued)(number, stretch)


def _begun(stretch: Stretch) -> str:
    if stretch.link is Link.COUNTRY:
        return "+" + stretch.digits.lstrip("+0")
    is_part = stretch.link is Link.END and len(stretch.digits) <= MOST_OF_END
    return "" if is_part or stretch.link is Link.NOT else stretch.digits


def _is_anew(number: str, stretch: Stretch) -> bool:
    """Say whether a whole number takes the place of what was said before."""
    is_same = stretch.digits.startswith(number[:SAME_BEGINNING])
    is_first_whole = not number.startswith(("0", "+"))
    return is_same or is_first_whole or stretch.link in {Link.FIX, Link.NOT}


def _continued(number: str, stretch: Stretch) -> str:
    """Add what is said next, unless it is the end once more, or another whole number."""
    is_again = len(stretch.digits) >= SAME_BEGINNING and number.endswith(stretch.digits)
    is_other = stretch.is_whole and stretch.link is Link.OTHER
    return number if is_again or is_other else number + stretch.digits


def _put_right(number: str, stretch: Stretch) -> str | None:
    """Put digits in place of those that they resemble, or of one or two whatever."""
    digits = stretch.digits
    same = sum(one == other for one, other in zip(number[-len(digits) :], digits, strict=False))
    at = number.rfind(digits[0], len(number) - MOST_OF_SLIP)
    if len(digits) > len("12") and same * 2 <= len(digits):
        return number[:at] + digits if at > 0 else None
    return _ended(number, stretch)


def _with_area(number: str, stretch: Stretch) -> str:
    """Put an area code in front of a number that lacks one; a few digits were a false start."""
    if number.startswith(("0", "+")):
        return number + stretch.digits
    is_start = len(number) < SHORTEST_OF_LOCAL
    return stretch.digits if is_start else stretch.digits + number


def _ended(number: str, stretch: Stretch) -> str | None:
    """Put digits at the end, in place of as many."""
    count = len(stretch.digits)
    fits = count <= MOST_OF_END and count < len(number)
    return number[:-count] + stretch.digits if fits else None


def _without(number: str, stretch: Stretch) -> str:
    """Return the number without "not six four", or with what follows it in one breath."""
    digits = stretch.digits
    half = len(digits) // 2
    if half and number.endswith(digits[:half]):
        return number[:-half] + digits[half:]
    return number[: -len(digits)] if number.endswith(digits) else number


_NEXT: Mapping[Link, Callable[[str, Stretch], str | None]] = {
    Link.FIX: _put_right,
    Link.NOT: _without,
    Link.END: _ended,
    Link.FRONT: lambda number, stretch: stretch.digits + number,
    Link.AREA: _with_area,
    Link.COUNTRY: lambda number, stretch: f"+{stretch.digits}{number.lstrip('0')}",
}
