"""Understands which of the offered appointments a caller takes."""

import re
from collections.abc import Sequence
from datetime import datetime, timedelta

from kibox_pbx.language.when import Direction, When, understand_when
from kibox_pbx.language.when.vocabulary import MONTHS, either
from kibox_pbx.language.words import fold, with_digits
from kibox_pbx.utterance import Language

_MONTH = either([*MONTHS[Language.GERMAN], *MONTHS[Language.ENGLISH]])
_PLACE = re.compile(
    rf"(?<!am )(?<!dem )(?<!zum )(?<!vom )(?<!on )(?<!on the )\b(?P<place>[1-9])\.(?!\d)"
    rf"(?! (?:of )?{_MONTH}| thing\b)(?! \d{{1,2}}\.)"
)
"""An ordinal that is no day of a month."""

_REJECTED = re.compile(
    rf"\b(?:nicht|not) (?:(?:den|der|das|die|the) )?{_PLACE.pattern}"
    rf"|{_PLACE.pattern.replace('place', 'other')}"
    r"(?: (?:one|passt|geht|ginge|ist|is|mir|me|isnt|doesnt|does|wont|leider|suit|work|for))*?"
    r" (?:nicht|not|schlecht|bad|no good|isnt|doesnt)\b(?: (?:suit|work|for|me|good|so|gut))*"
)
_IS = re.compile(
    r"\b(first|second|third)s\b(?= (?:fine|good|great|ok|okay|perfect|best|better))"
)
"""\"The first's good\"."""

_FIRST_TIME = re.compile(r"\b\d\. (?:mal|time|besuch|visit)\b")
_NUMBERED = re.compile(r"\b(?:option|nummer|number|vorschlag|termin) ([1-9])\b")
_LAST = re.compile(
    r"\b(?:letzte\w*(?! mal| \w+ (?:am tag|des tages|den sie|am abend|vom tag))"
    r"|last(?! (?:thing|time|\w+ (?:of|in) the|\w+ you))|latter)\b"
)
_FORMER = re.compile(r"\b(?:former|erstere\w*)\b")
_OTHER = re.compile(r"\b(?:ander\w*|other)\b")
_LATER = re.compile(
    r"\b(?:(?:den|der|dem|the|lieber|eher)(?: (?:den|the))? )(?:spaeter\w*|later|latest"
    r"|spaeteste\w*)\b|\bdas spaeter?e\b"
)
_EARLIER = re.compile(
    r"\b(?:(?:den|der|dem|the|lieber|eher)(?: (?:den|the))? )(?:frueher\w*|earlier"
    r"|earliest|frueheste\w*)\b|\bdas frueher?e\b"
)
_MORE = re.compile(
    r"\b(?:noch|any|anything|something|etwas|was|geht|gibt|have"
    r"|haben) (?:\w+ )?(?:spaeter\w*|frueher\w*|later|earlier)"
)
_MINUTES = (
    (re.compile(r"\b(?:halb|half past)\b(?! \d)"), 30),
    (re.compile(r"\b(?:viertel nach|quarter past)\b(?! \d)"), 15),
    (re.compile(r"\b(?:viertel vor|dreiviertel|quarter to)\b(?! \d)"), 45),
)
""""Half past is fine", without the hour."""

_NONE = re.compile(r"\b(?:kein\w*|weder|neither|none|nicht|not|beide\w* nicht|passt nicht)\b")


def understand_choice(text: str, language: Language, offered: Sequence[datetime]) -> int | None:
    """Return the index of the slot that is meant; None: none of them, or it is not clear.

    "der erste" is by the order of the offer, "the earlier one" by the clock.
    """
    if not offered:
        return None
    wording = with_digits(_IS.sub(r"\1", fold(text)), language)
    rejected = {
        int(found["place"] or found["other"]) - 1 for found in _REJECTED.finditer(wording)
    }
    left = _REJECTED.sub(" ", wording)
    if _NONE.search(left):
        return None
    if rejected:
        return _not_these(left, rejected, offered)
    return _by_time(text, language, offered, _by_order(wording, offered))


def understand_place(text: str, language: Language, count: int) -> int | None:
    """Return the index of the thing that is named by its place in a list ("the second one").

    None: none is, or it is none of so many.
    """
    wording = _FIRST_TIME.sub(" ", with_digits(_IS.sub(r"\1", fold(text)), language))
    return None if _NONE.search(wording) else _by_place(wording, count)


def names_place(text: str, language: Language) -> bool:
    """Say whether an offer is named by its place ("the second one"), of however many."""
    wording = with_digits(_IS.sub(r"\1", fold(text)), language)
    places = (_PLACE, _NUMBERED, _LAST, _FORMER, _LATER, _EARLIER)
    return not _NONE.search(wording) and any(place.search(wording) for place in places)


def without_places(text: str, language: Language, offered: int) -> str:
    """Return what was said without the places of so many offers, which are no days.

    "Den ersten nicht" is no wish for the first of a month.
    """

    def hidden(found: re.Match[str]) -> str:
        return " " if int(found["place"]) <= offered else found[0]

    return _PLACE.sub(hidden, with_digits(fold(text), language))


def _not_these(left: str, rejected: set[int], offered: Sequence[datetime]) -> int | None:
    """Return what is taken beside what is not ("not the first, the second")."""
    chosen = _by_order(left, offered)
    others = [index for index in range(len(offered)) if index not in rejected]
    if chosen is None and len(others) == 1 and _OTHER.search(left):
        return others[0]
    return chosen


def _by_order(wording: str, offered: Sequence[datetime]) -> int | None:
    by_clock = sorted(range(len(offered)), key=lambda index: offered[index])
    if not _MORE.search(wording):
        if _LATER.search(wording):
            return by_clock[-1]
        if _EARLIER.search(wording):
            return by_clock[0]
    place = _by_place(wording, len(offered))
    return _by_minutes(wording, offered) if place is None else place


def _by_minutes(wording: str, offered: Sequence[datetime]) -> int | None:
    """Return the only one that begins at the minutes which are named without an hour."""
    named = next((minutes for words, minutes in _MINUTES if words.search(wording)), None)
    fitting = [index for index, start in enumerate(offered) if start.minute == named]
    return fitting[0] if len(fitting) == 1 else None


def _by_place(wording: str, count: int) -> int | None:
    if _FORMER.search(wording):
        return 0
    if _LAST.search(wording):
        return count - 1
    numbered = _NUMBERED.search(wording)
    if numbered and int(numbered[1]) <= count:
        return int(numbered[1]) - 1
    found = {int(place["place"]) for place in _PLACE.finditer(wording)}
    places = [place - 1 for place in found if place <= count]
    return places[0] if len(places) == 1 else None


def _by_time(
    text: str, language: Language, offered: Sequence[datetime], by_order: int | None
) -> int | None:
    """Days and times settle it if they fit exactly one slot."""
    wishes = [understand_when(text, language, _before(start)) for start in offered]
    fitting = [i for i, wish in enumerate(wishes) if wish and _names(wish, offered[i])]
    if len(fitting) == 1:
        return fitting[0]
    return by_order if by_order is not None and (not fitting or by_order in fitting) else None


def _before(start: datetime) -> datetime:
    """Return midnight a day before a slot, so that its weekday alone means its date."""
    return start.replace(hour=0, minute=0, second=0, microsecond=0) - timedelta(days=1)


def _names(wish: When, start: datetime) -> bool:
    """Whether the caller named something about this slot and nothing against it."""
    clock = start.time().replace(second=0, microsecond=0)
    named = wish.first_day or wish.last_day or wish.at or wish.from_time or wish.until_time
    return bool(named and wish.direction is not Direction.OTHER_DAY) and all(
        (
            wish.allows(start.date()),
            wish.at is None or wish.at == clock,
            wish.from_time is None or wish.from_time <= clock,
            wish.until_time is None or clock <= wish.until_time,
        )
    )
