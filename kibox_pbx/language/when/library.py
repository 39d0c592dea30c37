"""Asks Duckling for the days that our own rules do not know.

Its answers are used for days only; clock times are read by our own rules ("half past two"
without more is in the afternoon here). It is native, takes 0.2 s to load, and is loaded at
the first question.
"""

import re
import signal
import threading
from collections.abc import Callable
from datetime import UTC, date, datetime, time, timedelta
from functools import cache
from typing import Any, NamedTuple

from kibox_pbx.language.when.span import WEEK, Named
from kibox_pbx.utterance import Language

TIME_ZONES = "/usr/share/zoneinfo"
ZONE = "UTC"
"""Only days are asked for, so any zone will do as long as both sides use it."""

_LOADING = threading.Lock()
_LOCALES = {Language.GERMAN: "DE_DE", Language.ENGLISH: "EN_GB"}
_WORTH_ASKING = re.compile(
    r"oster|pfingst|muttertag|vatertag|fasching|karneval|valentin|easter|pentecost"
    r"|mothers day|fathers day|thanksgiving|halloween|lent\b|ramadan|bank holiday"
)
"""Only such sentences can hold a day that our rules missed; the others are answered faster."""

_GRAIN_DAYS = {"day": 1, "week": WEEK}


class _Duckling(NamedTuple):
    parse: Callable[..., list[dict[str, Any]]]
    reference: Callable[[int], Any]
    context: Callable[[Any, Language], Any]
    dimensions: Any


@cache
def _load() -> _Duckling:
    import duckling as library  # noqa: PLC0415 - native and slow: not before it is needed

    _take_back_interrupts()
    zones = library.load_time_zones(TIME_ZONES)
    locales = {
        language: library.parse_locale(
            name, library.default_locale_lang(library.parse_lang(language.value))
        )
        for language, name in _LOCALES.items()
    }
    return _Duckling(
        parse=library.parse,
        reference=lambda seconds: library.parse_ref_time(zones, ZONE, seconds),
        context=lambda reference, language: library.Context(reference, locales[language]),
        dimensions=library.parse_dimensions(["time"]),
    )


def _take_back_interrupts() -> None:
    """Have Ctrl-C work again: the library's Haskell runtime takes SIGINT for itself.

    Python lets only the main thread do so; load there (`language.warm_up`).
    """
    if threading.current_thread() is threading.main_thread():
        signal.signal(signal.SIGINT, signal.getsignal(signal.SIGINT))
        signal.siginterrupt(signal.SIGINT, False)  # noqa: FBT003 - positional only


def days_by_library(wording: str, language: Language, today: date) -> Named | None:
    """Return the first days that Duckling finds, None if it finds none that are ahead."""
    if not _WORTH_ASKING.search(wording):
        return None
    with _LOADING:
        duckling = _load()
    noon = datetime.combine(today, time(12)).replace(tzinfo=UTC)
    context = duckling.context(duckling.reference(int(noon.timestamp())), language)
    for answer in duckling.parse(wording, context, duckling.dimensions, False):  # noqa: FBT003 - positional only
        days = _days(answer["value"])
        if days and days[0] >= today:
            return Named(answer["start"], answer["end"], *days)
    return None


def _days(value: dict[str, Any]) -> tuple[date, date] | None:
    if value.get("type") == "interval":
        return _interval(value)
    grain = _GRAIN_DAYS.get(value.get("grain", ""))
    if not grain:
        return None
    first = _date(value["value"])
    return first, first + timedelta(days=grain - 1)


def _interval(value: dict[str, Any]) -> tuple[date, date] | None:
    first, after = value.get("from"), value.get("to")
    if not first or not after or first.get("grain") != "day":
        return None
    return _date(first["value"]), _date(after["value"]) - timedelta(days=1)


def _date(stamp: str) -> date:
    return datetime.fromisoformat(stamp).date()
