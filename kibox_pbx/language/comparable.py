"""One way of writing what was said, so that only what was heard wrongly counts as an error.

First the dialogue's own normalisation, then its reading of numbers: "neun Uhr dreißig" and
"9:30 Uhr", "nineteen eighty-five" and "1985" are the same words. Digits are counted one by
one, since a telephone number is not one word.
"""

import re

from kibox_pbx.language.normalise import normalise
from kibox_pbx.language.words import fold
from kibox_pbx.language.years import with_years
from kibox_pbx.utterance import Language

_CLOCK = re.compile(r"\b(\d{1,2}):(\d\d)(?P<uhr> uhr)?")
_TIMES = {"double": 2, "doppel": 2, "triple": 3}
_SEVERAL = re.compile(r"\b(double|doppel|triple) (\d)\b")


def comparable(text: str, language: Language) -> str:
    """Return the words to compare, parted by blanks; "" where there are none."""
    wording = _CLOCK.sub(_read_clock, normalise(text, language))
    wording = with_years(fold(wording), language).replace(".", " ")
    wording = _SEVERAL.sub(_read_several, wording)
    wording = re.sub(r"\d+", lambda found: f" {' '.join(found[0])} ", wording)
    return " ".join(wording.split())


def _read_several(found: "re.Match[str]") -> str:
    return " ".join([found[2]] * _TIMES[found[1]])


def _read_clock(found: "re.Match[str]") -> str:
    minutes = "" if found[2] == "00" else f" {found[2]}"
    return f"{found[1]}{found['uhr'] or ''}{minutes}"
