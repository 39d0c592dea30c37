"""What the counts of some days say: figures for pages, nothing of anybody. Pure."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from kibox_pbx.records import Outcome
from kibox_pbx.storage.daily_counts import Counted, Tally

LENGTHS = (1, 2, 3, 5, 10)
"""Minutes, at most; what takes longer is `MORE`."""

MORE = "more"
WAIT_STEP_MS, LONGEST_WAIT_MS = 100, 5000
"""What takes longer is counted as the longest."""

MEDIAN, MOST = 0.5, 0.95
IN_VAIN = frozenset({Outcome.ABANDONED, Outcome.FAILED})
"""Nothing came of these calls."""

HOURS, WEEKDAYS = 24, 7


@dataclass(frozen=True, slots=True)
class DayFigures:
    """One day."""

    day: date
    calls: int
    median_ms: int | None
    """At most so long half of the callers waited; None: nobody waited for anything."""

    most_ms: int | None
    """At most so long 95 of 100 waited."""


@dataclass(frozen=True, slots=True)
class Statistics:
    """Some days in a row."""

    days: tuple[DayFigures, ...]
    """Each day, whether there were calls or not."""

    calls: int
    """That ended."""

    outcomes: tuple[tuple[Outcome, int], ...]
    """Most frequent first; those that there were."""

    lengths: tuple[tuple[str, int], ...]
    """Calls by minutes at most, all of them."""

    mean_length_s: int | None
    median_ms: int | None
    most_ms: int | None
    appointments: int
    messages: int
    busy: tuple[tuple[int, ...], ...]
    """Calls that began, by weekday (Monday first) and hour."""

    @property
    def served(self) -> int:
        """Calls of which something came."""
        return sum(count for outcome, count in self.outcomes if outcome not in IN_VAIN)


def length_of(duration_ms: int) -> str:
    """Return the class of a call's length."""
    minutes = duration_ms / 60_000
    return next((str(most) for most in LENGTHS if minutes <= most), MORE)


def wait_of(answer_ms: int) -> str:
    """Return the class of a wait: the milliseconds it took at most, as four digits."""
    steps = -(-max(answer_ms, 1) // WAIT_STEP_MS)
    return f"{min(steps * WAIT_STEP_MS, LONGEST_WAIT_MS):04}"


def statistics(counts: Mapping[Tally, int], first: date, last: date) -> Statistics:
    """Return what the counts from the first to the last day say."""
    outcomes = _by_which(counts, Counted.OUTCOME)
    lengths = _by_which(counts, Counted.LENGTH)
    waits = _by_which(counts, Counted.WAIT)
    written = _by_which(counts, Counted.WRITTEN)
    calls = sum(outcomes.values())
    talked_s = _by_which(counts, Counted.TALKED_S).total()
    days = [first + timedelta(days=number) for number in range((last - first).days + 1)]
    return Statistics(
        days=_days(counts, days),
        calls=calls,
        outcomes=tuple((Outcome(which), count) for which, count in outcomes.most_common()),
        lengths=tuple((each, lengths[each]) for each in (*map(str, LENGTHS), MORE)),
        mean_length_s=round(talked_s / calls) if calls else None,
        median_ms=share_within(waits, MEDIAN),
        most_ms=share_within(waits, MOST),
        appointments=written["appointment"],
        messages=written["message"],
        busy=_busy(counts),
    )


def share_within(waits: Mapping[str, int], share: float) -> int | None:
    """Return within how many milliseconds so great a share of the answers came."""
    needed, so_far = share * sum(waits.values()), 0
    for which in sorted(waits):
        so_far += waits[which]
        if so_far >= needed:
            return int(which)
    return None


def _by_which(counts: Mapping[Tally, int], what: Counted) -> Counter[str]:
    found: Counter[str] = Counter()
    for tally, count in counts.items():
        if tally.what is what:
            found[tally.which] += count
    return found


def _days(counts: Mapping[Tally, int], days: Iterable[date]) -> tuple[DayFigures, ...]:
    calls: Counter[date] = Counter()
    waits: dict[date, dict[str, int]] = {}
    for tally, count in counts.items():
        if tally.what is Counted.OUTCOME:
            calls[tally.day] += count
        elif tally.what is Counted.WAIT:
            waits.setdefault(tally.day, {})[tally.which] = count
    return tuple(
        DayFigures(
            day,
            calls[day],
            share_within(waits.get(day, {}), MEDIAN),
            share_within(waits.get(day, {}), MOST),
        )
        for day in days
    )


def _busy(counts: Mapping[Tally, int]) -> tuple[tuple[int, ...], ...]:
    found = [[0] * HOURS for _ in range(WEEKDAYS)]
    for tally, count in counts.items():
        if tally.what is Counted.HOUR:
            found[tally.day.weekday()][int(tally.which)] += count
    return tuple(map(tuple, found))
