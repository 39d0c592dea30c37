"""Which numbers may be called back: no other country's, none that costs extra."""

from collections.abc import Iterable

import phonenumbers
from phonenumbers import PhoneNumberType

ORDINARY = frozenset(
    {
        PhoneNumberType.FIXED_LINE,
        PhoneNumberType.FIXED_LINE_OR_MOBILE,
        PhoneNumberType.MOBILE,
        PhoneNumberType.TOLL_FREE,
        PhoneNumberType.VOIP,
    }
)
"""Kinds of numbers behind which there is a telephone of somebody, at the usual price."""


def callable_number(number: str | None, beginnings: Iterable[str]) -> str | None:
    """Return a number in E.164 if it may be called back, else None.

    Args:
        number: As `Call.caller` or `Message.phone` has it; None: withheld.
        beginnings: Of numbers that may be called, such as ``+49``.
    """
    if number is None or not number.startswith(tuple(beginnings)):
        return None
    try:
        parsed = phonenumbers.parse(number)
    except phonenumbers.NumberParseException:
        return None
    if phonenumbers.number_type(parsed) not in ORDINARY:  # an invalid one is of no kind
        return None
    plain = phonenumbers.format_number(parsed, phonenumbers.PhoneNumberFormat.E164)
    return plain if plain == number else None
