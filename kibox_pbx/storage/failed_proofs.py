"""Who guesses at other people's appointments soon hears of none any more (L3).

Of a proof that failed only marks are kept (`number_mark`), for a day: of the number that called
and of every number that was told. The first stops whoever tries many people; the second whoever
tries one person from many telephones, since nothing is proven without that person's number.

Who withholds the number shares one mark with all others who do, so that one of them cannot shut
the rest out for long, it fades within minutes, and grows no more once it is full.
These run inside the transaction of whoever calls them.
"""

import re
from collections.abc import Iterable
from datetime import datetime, timedelta
from itertools import pairwise

from kibox_pbx.privacy.identity import FEWEST_DIGITS
from kibox_pbx.storage.envelope import Envelope
from kibox_pbx.storage.instant import from_text, to_text
from kibox_pbx.storage.named_secrets import number_mark
from kibox_pbx.storage.sqlcipher import Tables

MOST_FAILED = 5
"""Of one number within `REMEMBERED`; two of them fit into a call (`dialogue.proof`)."""

REMEMBERED = timedelta(hours=24)

MOST_FAILED_WITHHELD = 6
"""At once, of all who withhold their number together: three calls of somebody who guesses."""

ONE_FADES = timedelta(minutes=10)
"""How soon one of these is forgotten, oldest first: at most 150 guesses a day are left."""

WITHHELD = "withheld"

COUNT = "SELECT count(*) FROM failed_proofs WHERE mark = ? AND at > ?"
TIMES = "SELECT at FROM failed_proofs WHERE mark = ? AND at > ? ORDER BY at"


def note_failed(
    tables: Tables,
    envelope: Envelope,
    caller: str | None,
    told: Iterable[str],
    now: datetime,
) -> None:
    """Note that a proof failed, for each number; what is too old is forgotten.

    Args:
        tables: Within a transaction.
        envelope: Of the same database.
        caller: The number that called; None: it was withheld.
        told: The numbers that were told in the call.
        now: Aware.
    """
    tables.table("failed_proofs").delete_where("at <= ?", [_since(now)])
    marks = _marks(tables, envelope, _known(caller, told))
    if caller is None and not _withheld_is_full(tables, envelope, now):
        marks.add(number_mark(tables, envelope, WITHHELD))
    for mark in marks:
        tables.table("failed_proofs").insert({"mark": mark, "at": to_text(now)})


def is_used_up(
    tables: Tables,
    envelope: Envelope,
    caller: str | None,
    told: Iterable[str],
    now: datetime,
) -> bool:
    """Say whether nobody is to be believed any more who calls from, or tells, a number."""
    counts = (
        tables.conn.execute(COUNT, [mark, _since(now)]).fetchone()[0]
        for mark in _marks(tables, envelope, _known(caller, told))
    )
    if any(count >= MOST_FAILED for count in counts):
        return True
    return caller is None and _withheld_is_full(tables, envelope, now)


def forget(tables: Tables, envelope: Envelope, number: str) -> None:
    """Forget what is kept of a number, as its owner may want it."""
    for mark in _marks(tables, envelope, [number]):
        tables.table("failed_proofs").delete_where("mark = ?", [mark])


def _known(caller: str | None, told: Iterable[str]) -> tuple[str, ...]:
    return (*told, *([caller] if caller is not None else []))


def _withheld_is_full(tables: Tables, envelope: Envelope, now: datetime) -> bool:
    """Let what was noted fade, one after the other; say whether another has no room."""
    mark = number_mark(tables, envelope, WITHHELD)
    rows = tables.conn.execute(TIMES, [mark, _since(now)])
    level, times = 0.0, [*(from_text(row[0]) for row in rows), now]
    for before, at in pairwise([times[0], *times]):
        faded = max(timedelta(), at - before) / ONE_FADES
        level = max(0.0, level - faded) + 1
    return level > MOST_FAILED_WITHHELD


def _marks(tables: Tables, envelope: Envelope, numbers: Iterable[str]) -> set[str]:
    """Return a mark for each number, the same however it is written.

    Where a proof compares two numbers (`privacy.identity`), their last digits are the same.
    """
    digits = (re.sub(r"\D", "", number).lstrip("0") for number in numbers)
    ends = {each[-FEWEST_DIGITS:] for each in digits if each}
    return {number_mark(tables, envelope, end) for end in ends}


def _since(now: datetime) -> str:
    return to_text(now - REMEMBERED)
