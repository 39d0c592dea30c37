"""How far a caller wants a time moved that they have in mind ("make it an hour later").

Hours and minutes lead to another time, days and weeks to another day at the same time.
"""

import re
from collections.abc import Mapping
from datetime import timedelta

from kibox_pbx.language.words import fold, with_digits
from kibox_pbx.utterance import Language

A_DAY = timedelta(days=1)

_COUNT_DE = r"(?:eine?n?|[1-9]|10|14|15|20|30|40|45|90)"
_COUNT_EN = r"(?:an?|[1-9]|10|14|15|20|30|40|45|90)"
_LENGTH_DE = (
    r"(?P<length>(?:(?:eine|1) )?halbe stunde|(?:(?:eine|1) )?viertel ?stunde"
    rf"|(?:anderthalb|eineinhalb) stunden|{_COUNT_DE} (?:stunden?|minuten|tage?n?|wochen?))"
)
_LENGTH_EN = (
    r"(?P<length>half an hour|(?:a )?quarter of an hour|an hour and a half|(?:a )?fortnight"
    rf"|(?:a )?couple of (?:days|weeks|hours)|{_COUNT_EN} (?:hours?|minutes|days?|weeks?))"
)
_LATER_EN = r"(?:back|(?:push|delay|postpon|shift|put)\w*(?: \w+){1,4}?)"
_EARLIER_EN = r"(?:forward|(?:bring|move|pull)\w*(?: \w+){1,3}? forward)"
_ENDS = r"(?=$| (?:please|instead|then|if|would|at|same|please))"

_FAR: Mapping[Language, tuple[re.Pattern[str], ...]] = {
    Language.GERMAN: (
        re.compile(
            rf"\b{_LENGTH_DE} (?:(?P<later>spaeter|nach hinten|weiter|danach|drauf|darauf"
            r"|verschieb\w*|verschoben|verleg\w*)"
            r"|frueher|eher|vorher|davor|nach vorne?|vor(?:zu)?(?:ver)?(?:leg|zieh)\w*)\b"
        ),
        re.compile(
            r"\b(?P<later>(?:naechste[nm]?|folgende[nm]?) tag|tags? (?:drauf|darauf|danach))\b"
            r"|\b(?:vortag|tag (?:davor|zuvor|vorher))\b"
        ),
        re.compile(rf"^(?:bitte |gern |einfach )*(?P<later>um) {_LENGTH_DE}(?: bitte)?$"),
    ),
    Language.ENGLISH: (
        re.compile(
            rf"\b{_LENGTH_EN} (?:(?P<later>later|after(?: that)?{_ENDS}|on{_ENDS})"
            r"|earlier|sooner|before(?: that)?(?=$| (?:please|instead|if)))"
        ),
        re.compile(
            rf"\b(?:(?P<later>{_LATER_EN})|{_EARLIER_EN})(?: by)? {_LENGTH_EN}\b"
            r"(?! (?:earlier|sooner|forward|later))"
        ),
        re.compile(rf"\b{_LENGTH_EN} (?:(?P<later>back)|forward)\b"),
        re.compile(rf"^(?:just )?(?P<later>by) {_LENGTH_EN}(?: please)?$"),
        re.compile(
            r"\b(?P<later>(?:leave|give|wait)\w*(?: it)?(?: for)? another)"
            r" (?P<length>hour|day|week|fortnight)\b"
        ),
        re.compile(
            r"\b(?P<later>(?:next|following) day|day after(?! tomorrow)(?: that)?)\b"
            r"|\bday before(?! yesterday)\b"
        ),
    ),
}
_NAMED: tuple[tuple[re.Pattern[str], int], ...] = (
    (re.compile(r"anderthalb|eineinhalb|and a half"), 90),
    (re.compile(r"halbe|half"), 30),
    (re.compile(r"viertel|quarter"), 15),
    (re.compile(r"fortnight"), 14 * 24 * 60),
)
"""Lengths that hold no figure, in minutes."""

_UNITS: tuple[tuple[re.Pattern[str], timedelta], ...] = (
    (re.compile(r"minut"), timedelta(minutes=1)),
    (re.compile(r"stunde|hour"), timedelta(hours=1)),
    (re.compile(r"woche|week"), timedelta(weeks=1)),
)


def how_far(text: str, language: Language) -> timedelta | None:
    """Return how far from the time in mind the caller means; None: not said."""
    wording = with_digits(fold(text), language)
    for words in _FAR[language]:
        found = words.search(wording)
        if found:
            far = _length(found.groupdict().get("length"))
            return far if found["later"] else -far
    return None


def _length(said: str | None) -> timedelta:
    if said is None:
        return A_DAY
    for words, minutes in _NAMED:
        if words.search(said):
            return timedelta(minutes=minutes)
    figure = re.match(r"\d+", said)
    count = int(figure[0]) if figure else 2 if "couple" in said else 1
    return count * next((unit for words, unit in _UNITS if words.search(said)), A_DAY)
