"""Who stays signed in: for fifteen minutes without doing anything, for eight hours at most.

A session is known by a random token that only its holder has; kept is its hash. The command
line and the web pages have theirs here.
"""

import hashlib
import secrets
from collections.abc import Callable
from datetime import datetime, timedelta

from kibox_pbx.storage.access_log import Who
from kibox_pbx.storage.accounts import roles_of
from kibox_pbx.storage.database import Database
from kibox_pbx.storage.instant import from_text, to_text
from kibox_pbx.storage.sqlcipher import Tables
from kibox_pbx.storage.stored_call import Row

TOKEN_BYTES = 32
IDLE = timedelta(minutes=15)
LONGEST = timedelta(hours=8)
SESSION = """
SELECT began_at, used_at, name, roles FROM sessions JOIN accounts ON name = account
WHERE token_hash = ?
"""


class SessionRepository:
    """The sessions of one practice; a changed password or role ends an account's."""

    def __init__(self, database: Database, clock: Callable[[], datetime]) -> None:
        self._database = database
        self._clock = clock

    async def begin(self, name: str) -> str:
        """Return the token of a new session.

        Args:
            name: Of an account that has just signed in.

        Raises:
            StorageError: There is no such account any more.
        """
        token = secrets.token_urlsafe(TOKEN_BYTES)
        now = self._clock()

        def change(tables: Tables) -> None:
            forget_over(tables, now)
            moments = {"began_at": to_text(now), "used_at": to_text(now)}
            row = {"token_hash": _hash(token), "account": name} | moments
            tables.table("sessions").insert(row)

        await self._database.write(change)
        return token

    async def check(self, token: str) -> Who | None:
        """Return whose session it is, without prolonging it; None: it is over."""
        return await self._database.read(lambda tables: self._who(tables, token))

    async def touch(self, token: str) -> Who | None:
        """Return whose session it is, and count its idle time from now; None: it is over."""

        def change(tables: Tables) -> Who | None:
            who = self._who(tables, token)
            if who:
                row = {"used_at": to_text(self._clock())}
                tables.table("sessions").update(_hash(token), row)
            return who

        return await self._database.write(change)

    async def end(self, token: str) -> None:
        """End a session; one that is over already does no harm."""
        await self._end("token_hash = ?", _hash(token))

    async def end_all(self, name: str) -> None:
        """End every session of an account."""
        await self._end("account = ?", name)

    async def _end(self, where: str, value: str) -> None:
        await self._database.write(
            lambda tables: tables.table("sessions").delete_where(where, [value])
        )

    def _who(self, tables: Tables, token: str) -> Who | None:
        row = next(tables.query(SESSION, [_hash(token)]), None)
        if row is None or self._is_over(row):
            return None
        return Who(row["name"], roles_of(row))

    def _is_over(self, row: Row) -> bool:
        now = self._clock()
        return (
            now - from_text(row["used_at"]) >= IDLE
            or now - from_text(row["began_at"]) >= LONGEST
        )


def forget_over(tables: Tables, now: datetime) -> None:
    """Delete what is over; within a transaction, once a day and at each sign-in."""
    tables.table("sessions").delete_where(
        "used_at <= ? OR began_at <= ?", [to_text(now - IDLE), to_text(now - LONGEST)]
    )


def _hash(token: str) -> str:
    """Return what is kept: of 256 random bits a plain hash tells nothing."""
    return hashlib.sha256(token.encode()).hexdigest()
