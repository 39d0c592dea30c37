"""Who may hear about, move or cancel an appointment: only who proves who they are. Pure.

Everything that is on file must fit: the name always, number and date of birth where the
appointment has them, and never less than two of them (L3; § 203 StGB). What does not fit is
never told, not even that it does not.
"""

import re
import unicodedata
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from itertools import combinations

from kibox_pbx.privacy.name_sounds import is_short_for, is_slip, sound
from kibox_pbx.records import Appointment

FEWEST_FACTORS = 2
FEWEST_DIGITS = 8
"""Of a number without its country code, to be compared with one that has it."""

LONGEST_COUNTRY_CODE = 3

_NO_PART = re.compile(
    r"\b(?:von|van|vom|zu|zum|zur|de[rnl]?|di|del|della|da|dos|la|le|ter|ten|al|el|bin|ibn"
    r"|dr|doktor(?:in)?|doctor|prof|professor(?:in)?|herrn?|frau|mr|mrs|ms|miss|mister)\b\.?",
    re.IGNORECASE,
)
"""Words that may be left out of a name."""


@dataclass(frozen=True, slots=True)
class Claim:
    """Who somebody says they are."""

    name: str
    phone: str | None = None
    """E.164 or digits: the number of their call, or one that they told."""

    birthdate: str | None = None
    """ISO."""


def proves(appointment: Appointment, claim: Claim) -> bool:
    """Say whether a claim fits everything that is on file about an appointment."""
    return _fits(appointment, claim, _short_or_same)


def proven(appointments: Iterable[Appointment], claim: Claim) -> tuple[Appointment, ...]:
    """Return the appointments of the one person that a claim proves, in their order.

    Where two people fit ("Huber", of a family with one number), nobody is proven. Who is
    called just so goes before whom the name may be short for (Anna, Annalena).
    """
    loosely = [each for each in appointments if proves(each, claim)]
    strictly = [each for each in loosely if _fits(each, claim, str.__eq__)]
    found = strictly or loosely
    names = {each.name for each in found}
    one = all(_is_named(a, b, _short_or_same) for a, b in combinations(names, 2))
    return tuple(found) if one else ()


def is_number(filed: str, told: str) -> bool:
    """Say whether two numbers are one, of which one may lack its country code."""
    return _is_number(filed, told)


def is_named(filed: str, told: str) -> bool:
    """Say whether two names could be one, as they would be heard on the telephone."""
    return _is_named(filed, told, _short_or_same)


def is_written(filed: str, told: str) -> bool:
    """Say whether two full names are written alike, in any order, but for titles and case."""
    one, other = (sorted(_words(name)) for name in (filed, told))
    return one == other and len(one) > 1


Alike = Callable[[str, str], bool]
"""Compares the sounds of two first names."""


def _fits(appointment: Appointment, claim: Claim, alike: Alike) -> bool:
    phone = _is_number(appointment.phone, claim.phone) if appointment.phone else None
    born = appointment.birthdate
    birthdate = born == claim.birthdate if born else None
    factors = [
        fits
        for fits in (_is_named(appointment.name, claim.name, alike), phone, birthdate)
        if fits is not None
    ]
    return len(factors) >= FEWEST_FACTORS and all(factors)


def _is_number(filed: str, told: str | None) -> bool:
    """Compare two numbers, of which one may lack its country code."""
    one, other = (re.sub(r"\D", "", number or "") for number in (filed, told))
    short, long = sorted((one.lstrip("0"), other.lstrip("0")), key=len)
    if not short or (len(short) < len(long) and len(short) < FEWEST_DIGITS):
        return False
    return long.endswith(short) and len(long) - len(short) <= LONGEST_COUNTRY_CODE


def _is_named(filed: str, told: str, alike: Alike) -> bool:
    """Compare two names: the family name is needed, in any place, first names may be missing.

    Of a double name one part will do if the first name fits.
    """
    family, first = _parts(filed)
    return any(_is_said(family, first, said, alike) for said in _readings(told))


def _is_said(family: list[str], first: list[str], said: list[str], alike: Alike) -> bool:
    rest, missing = list(said), 0
    for part in family:
        heard = next((word for word in rest if is_slip(part, word)), None)
        if heard is None:
            missing += 1
        else:
            rest.remove(heard)
    if missing == len(family) or (missing and not (rest and first)):
        return False
    few, many = sorted((first, rest), key=len)
    return all(any(alike(one, other) for other in many) for one in few)


def _short_or_same(one: str, other: str) -> bool:
    return one == other or is_short_for(one, other)


def _parts(name: str) -> tuple[list[str], list[str]]:
    """Return the sounds of the family name's parts, and of the first names."""
    if "," in name:
        family, _, first = name.partition(",")
        return _sounds(family), _sounds(first)
    words = _NO_PART.sub(" ", name).split()
    return _sounds(" ".join(words[-1:])), _sounds(" ".join(words[:-1]))


def _readings(name: str) -> list[list[str]]:
    """Return the sounds of the words; recognisers also cut one name into two."""
    words = _sounds(name)
    joined = [
        [*words[:at], words[at] + words[at + 1], *words[at + 2 :]]
        for at in range(len(words) - 1)
    ]
    return [words, *joined]


def _sounds(name: str) -> list[str]:
    return [heard for heard in map(sound, _words(name)) if heard]


def _words(name: str) -> list[str]:
    plain = unicodedata.normalize("NFC", _NO_PART.sub(" ", name)).casefold()
    return [word for word in re.split(r"[\s,.-]+", plain) if word]
