"""Understands a telephone number, or that the one called from is meant."""

import re

import phonenumbers

from kibox_pbx.language.dictation import dictated
from kibox_pbx.language.words import fold
from kibox_pbx.utterance import Language

_THIS_NUMBER = re.compile(
    r"\b(?:diese[rnms]?|die(?:selbe)?|der|meine|selbe[nr]?|gleiche[nr]?|aktuelle[nr]?)"
    r" (?:hier|nummer|telefonnummer|angezeigte\w*|von der ich|mit der ich|unter der ich"
    r"|rufnummer)"
    r"|\bunter (?:dieser|der(?:selben)?)\b|\bdie (?:sie|ich) (?:gerade |jetzt )?(?:seh\w*"
    r"|haben|anruf\w*)"
    r"|\b(?:dieselbe|hier drunter|hier unter|von hier)\b"
    r"|\b(?:this|the|my|that|same) (?:same |current )?(?:number|one|phone|telephone)\b"
    r"|\bnumber (?:im|i am|i m) calling\b|\bcalling from\b|\bthis one\b"
)
_OTHER_NUMBER = re.compile(
    r"\b(?:ander\w*|nicht|nein|other|another|different|not|no|instead)\b"
)
LONGEST_EXTENSION = 5
"""Digits; as short as this rings a colleague in the house, not a number of the world."""

MEANT_AS_NUMBER = 5
"""Fewer digits than this are no telephone number."""


def understand_phone(
    text: str, language: Language, country: str, caller: str | None
) -> str | None:
    """Return the number in E.164, or bare digits where no such number exists there.

    ``country`` (ISO 3166) is where numbers without a country code belong. "This number" is
    ``caller``. None: no number was said.
    """
    digits = dictated(text, language)
    if len(digits) >= MEANT_AS_NUMBER:
        return as_e164(digits, country) or digits
    wording = fold(text)
    if _THIS_NUMBER.search(wording) and not _OTHER_NUMBER.search(wording):
        return caller
    return None


def calling_number(shown: str, country: str) -> str:
    """Return a number that Asterisk shows, or that was typed, as `Call.caller` has it."""
    if len(shown) <= LONGEST_EXTENSION:
        return shown
    return as_e164(shown, country) or shown


def as_e164(digits: str, country: str) -> str | None:
    """Return a number that can exist in E.164, else None."""
    if digits.startswith("00"):
        digits = "+" + digits[2:]
    try:
        number = phonenumbers.parse(digits, country)
    except phonenumbers.NumberParseException:
        return None
    if not phonenumbers.is_possible_number(number):
        return None
    return phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164)
