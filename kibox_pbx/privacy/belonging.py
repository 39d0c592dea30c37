"""Whose record is this? What of the store belongs to a person who asks about their data. Pure.

On the telephone nobody is told anything without two matching factors. At the desk somebody has
looked at a passport, but a record may still be another person's: a family shares a number,
two people share a name. What is not sure is listed as possible, and is neither handed out nor
erased unless the privacy officer names that very record (Art. 15(4), Art. 32 GDPR).
"""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from enum import Enum
from itertools import combinations

from kibox_pbx.privacy.identity import is_named, is_number, is_written

_WORDS = re.compile(r"[^\W\d_]+")
_NUMBERS = re.compile(r"\+?\d(?:[\s/()-]?\d){5,}")

Same = Callable[[str, str], bool]
"""Compares what is on file with what is wanted."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """Whose data are looked for; a number or a name at least."""

    number: str | None = None
    """E.164, or an extension's digits."""

    name: str | None = None
    birthdate: str | None = None
    """ISO."""


@dataclass(frozen=True, slots=True)
class Filed:
    """What a record says about the person it is of."""

    name: str | None = None
    phone: str | None = None
    birthdate: str | None = None
    """ISO."""


class Belongs(Enum):
    """How surely a record is of the person who is wanted."""

    SURELY = "surely"
    BY_NAME = "by name alone"
    """Written as it is asked for, and nothing speaks against it: see `settled`."""
    OTHER_NAME = "the number fits, the name does not"
    OTHER_BIRTHDATE = "the date of birth differs"
    OTHER_NUMBER = "the name fits, the number does not"
    SOUNDS_ALIKE = "the name sounds alike"
    NAMESAKES = "several people bear this name"
    NAMED = "named at the desk"
    LINKED = "part of the same telephone call"
    ABOUT_THEM = "about them, by somebody who rang from another number"
    MENTIONED = "only mentioned in what was said"

    @property
    def is_sure(self) -> bool:
        """Whether the record may be handed out or erased without being named."""
        return self in {Belongs.SURELY, Belongs.BY_NAME, Belongs.NAMED, Belongs.LINKED}


def belongs(wanted: Wanted, filed: Filed) -> Belongs | None:
    """Say how surely a record is the wanted person's; None: nothing speaks for it."""
    number = _agrees(is_number, filed.phone, wanted.number)
    birthdate = _agrees(str.__eq__, filed.birthdate, wanted.birthdate)
    name = _agrees(is_named, filed.name, wanted.name)
    if not number and not name:
        return None
    if birthdate is False:
        return Belongs.OTHER_BIRTHDATE
    if number:
        return Belongs.OTHER_NAME if name is False else Belongs.SURELY
    if birthdate:
        return Belongs.SURELY
    if number is False:
        return Belongs.OTHER_NUMBER
    is_same = _agrees(is_written, filed.name, wanted.name)
    return Belongs.BY_NAME if is_same else Belongs.SOUNDS_ALIKE


def call_belongs(
    wanted: Wanted, caller: str | None, within: Sequence[tuple[Filed, Belongs | None]]
) -> Belongs | None:
    """Say how surely a call is the wanted person's; None: nothing speaks for it.

    Args:
        wanted: The person.
        caller: The number that rang; None: withheld.
        within: What was taken down in the call, and whose that is.
    """
    theirs = _agrees(is_number, caller, wanted.number)
    sure = [filed for filed, verdict in within if verdict and verdict.is_sure]
    if theirs:
        others = wanted.name and any(filed.name for filed, _ in within) and not sure
        return Belongs.OTHER_NAME if others else Belongs.SURELY
    if sure:
        by_them = caller is None or any(_agrees(is_number, caller, each.phone) for each in sure)
        return Belongs.SURELY if by_them else Belongs.ABOUT_THEM
    return next((verdict for _, verdict in within if verdict), None)


def mentions(text: str, wanted: Wanted) -> bool:
    """Say whether a text has every word of the name, or the number in digits."""
    words = set(_WORDS.findall(text.casefold()))
    name = set(_WORDS.findall((wanted.name or "").casefold()))
    if name and name <= words:
        return True
    told = _NUMBERS.findall(text) if wanted.number else ()
    return any(is_number(each, wanted.number or "") for each in told)


def settled(
    found: Sequence[tuple[Filed, Belongs | None]],
) -> tuple[Belongs | None, ...]:
    """Return the verdicts again, with a name alone believed only if it is one person's.

    Where records of one name have different numbers or dates of birth, whose is whose cannot
    be told from here.
    """
    named = [filed for filed, verdict in found if verdict is Belongs.BY_NAME]
    one = all(
        _agrees(is_number, a.phone, b.phone) is not False
        and _agrees(str.__eq__, a.birthdate, b.birthdate) is not False
        for a, b in combinations(named, 2)
    )
    return tuple(
        Belongs.NAMESAKES if verdict is Belongs.BY_NAME and not one else verdict
        for _, verdict in found
    )


def _agrees(same: Same, filed: str | None, wanted: str | None) -> bool | None:
    """Compare what both sides know; None: one of them does not know it."""
    return same(filed, wanted) if filed and wanted else None
