"""How the tables came to be: a list that only ever gets longer.

A database knows how many of them it has seen (``user_version``). Never change one that
has been released: an existing database will not see the change. What was said is kept in
``sealed`` columns (see ``envelope``); the rest is what lists, statistics and the calendar
need. All times are UTC text (see ``instant``).
"""

from collections.abc import Callable

from kibox_pbx.errors import StorageError
from kibox_pbx.storage.sqlcipher import Tables, transaction
from kibox_pbx.storage.tables_of_calls import (
    CALENDAR,
    CALLS,
    CORRECTION,
    ERASURE,
    GROWTH,
    REQUESTS,
    RETURNS,
)
from kibox_pbx.storage.tables_of_hosts import ORDERS, SHARED
from kibox_pbx.storage.tables_of_office import (
    ADDED_ENTRIES,
    APPOINTMENTS_ELSEWHERE,
    CALENDAR_SUBSCRIPTIONS,
    CALENDAR_SYNC,
    DAILY_COUNTS,
    DESK,
    OUTBOX,
)
from kibox_pbx.storage.tables_of_secrecy import (
    ACCESS_LOG,
    ACCOUNTS,
    CONSENTS,
    ERASURE_RECEIPTS,
    FAILED_PROOFS,
    LEDGER,
    LESSONS,
    NAMED_SECRETS,
    PERIODS,
    RECORDINGS,
    RIGHTS,
)

MIGRATIONS = (
    CALLS,
    CALENDAR,
    REQUESTS,
    RETURNS,
    ERASURE,
    GROWTH,
    CORRECTION,
    NAMED_SECRETS,
    ACCESS_LOG,
    CONSENTS,
    LESSONS,
    LEDGER,
    ACCOUNTS,
    FAILED_PROOFS,
    RECORDINGS,
    RIGHTS,
    PERIODS,
    CALENDAR_SYNC,
    OUTBOX,
    APPOINTMENTS_ELSEWHERE,
    CALENDAR_SUBSCRIPTIONS,
    DESK,
    ADDED_ENTRIES,
    DAILY_COUNTS,
    SHARED,
    ERASURE_RECEIPTS,
    ORDERS,
)


def migrate(tables: Tables, before: Callable[[], object] = lambda: None) -> int:
    """Bring a database up to date, all of it or nothing; return how many steps that took.

    Args:
        tables: To be changed, in one transaction.
        before: Is done first where there is something to change, such as a backup; nobody
            writes meanwhile.

    Raises:
        StorageError: A newer kibox wrote this database, or from ``before``.
    """
    with transaction(tables):
        seen = int(tables.conn.execute("PRAGMA user_version").fetchone()[0])
        if seen > len(MIGRATIONS):
            raise StorageError(
                "a newer version of kibox wrote this database; update kibox, or go back to the "
                "backup that was made before the update: kibox backup list, "
                "kibox backup restore FILE"
            )
        if 0 < seen < len(MIGRATIONS):
            before()
        for script in MIGRATIONS[seen:]:
            for statement in statements(script):
                tables.conn.execute(statement)
        tables.conn.execute(f"PRAGMA user_version = {len(MIGRATIONS)}")
    return len(MIGRATIONS) - seen


def statements(script: str) -> list[str]:
    """Cut a script where a line ends with ``;``; a trigger has its inner ones inside lines."""
    return [part.strip() for part in script.split(";\n") if part.strip()]
