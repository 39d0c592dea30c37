"""Understands which of the offered appointments a caller takes."""

import re
from collections.abc import Sequence
from datetime import datetime, timedelta

from kibox_pbx.language.when import When, understand_when
from kibox_pbx.language.words import fold, with_digits
from kibox_pbx.utterance import Language

_ORDINALS = (
    r"\b(?:(?:der|den|die|das|dem|the|ersten?|option|nummer|number|vorschlag) )?(?:1\."
    r"|first|erst\w*)(?!\d)",
    r"\b(?:der|den|die|das|dem|the|option|nummer|number|)(?: )?(?:2\.|second)(?!\d)",
    r"\b(?:der|den|die|das|dem|the|option|nummer|number|)(?: )?(?:3\.|third)(?!\d)",
)
_NUMBERED = re.compile(r"\b(?:option|nummer|number|vorschlag|termin) ([1-9])\b")
_LAST = re.compile(r"\b(?:letzte\w*|last|latter)\b")
_FORMER = re.compile(r"\b(?:former|erstere\w*)\b")
_LATER = re.compile(
    r"\b(?:(?:den|der|dem|the|lieber|eher)(?: (?:den|the))? )(?:spaeter\w*|later|latest"
    r"|spaeteste\w*)\b"
)
_EARLIER = re.compile(
    r"\b(?:(?:den|der|dem|the|lieber|eher)(?: (?:den|the))? )(?:frueher\w*|earlier"
    r"|earliest|frueheste\w*)\b"
)
_MORE = re.compile(
    r"\b(?:noch|any|anything|something|etwas|was|geht|gibt|have"
    r"|haben) (?:\w+ )?(?:spaeter\w*|frueher\w*|later|earlier)"
)
_NONE = re.compile(r"\b(?:kein\w*|weder|neither|none|nicht|not|beide\w* nicht|passt nicht)\b")


def understand_choice(text: str, language: Language, offered: Sequence[datetime]) -> int | None:
    """Return the index of the slot that is meant; None: none of them, or it is not clear.

    "der erste" is by the order of the offer, "the earlier one" by the clock.
    """
    if not offered:
        return None
    wording = with_digits(fold(text), language)
    if _NONE.search(wording):
        return None
    return _by_time(text, language, offered, _by_order(wording, offered))


def _by_order(wording: str, offered: Sequence[datetime]) -> int | None:
    by_clock = sorted(range(len(offered)), key=lambda index: offered[index])
    if not _MORE.search(wording):
        if _LATER.search(wording):
            return by_clock[-1]
        if _EARLIER.search(wording):
            return by_clock[0]
    if _FORMER.search(wording):
        return 0
    if _LAST.search(wording):
        return len(offered) - 1
    numbered = _NUMBERED.search(wording)
    if numbered and int(numbered[1]) <= len(offered):
        return int(numbered[1]) - 1
    found = [
        i for i, words in enumerate(_ORDINALS[: len(offered)]) if re.search(words, wording)
    ]
    return found[0] if len(found) == 1 else None


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
    day, clock = start.date(), start.time().replace(second=0, microsecond=0)
    named = wish.first_day or wish.last_day or wish.at or wish.from_time or wish.until_time
    return bool(named) and all(
        (
            wish.first_day is None or wish.first_day <= day,
            wish.last_day is None or day <= wish.last_day,
            wish.at is None or wish.at == clock,
            wish.from_time is None or wish.from_time <= clock,
            wish.until_time is None or clock <= wish.until_time,
        )
    )
