"""Who may fetch whose appointments with a calendar program, by a secret address.

The secret itself is kept by the program alone; here is its HMAC. It ends with the account it
was made for, and does nothing while that account may not see the calendar.
"""

import hashlib
import hmac
import secrets
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from kibox_pbx.errors import StorageError
from kibox_pbx.privacy.roles import Permission, may
from kibox_pbx.storage.access_log import Access, note
from kibox_pbx.storage.accounts import roles_of
from kibox_pbx.storage.database import Database
from kibox_pbx.storage.instant import from_text, now_utc, to_text
from kibox_pbx.storage.named_secrets import named_secret
from kibox_pbx.storage.sqlcipher import Tables
from kibox_pbx.storage.stored_call import Row

SECRET = "subscriptions"  # noqa: S105 -- its name
ENTRIES = "calendar entries"
TOKEN_BYTES = 32
NOTED_EVERY = timedelta(hours=1)
"""Programs ask every few minutes; the access log has one line an hour."""


@dataclass(frozen=True, slots=True)
class Subscription:
    """One calendar program."""

    id: str
    """Begins with a letter: the access log takes digits alone for a telephone number."""

    account: str
    person: str
    made_at: datetime
    noted_at: datetime | None
    """When it was last used, to within an hour."""


class SubscriptionRepository:
    """The subscriptions of one practice."""

    def __init__(self, database: Database, clock: Callable[[], datetime] = now_utc) -> None:
        self._database = database
        self._clock = clock

    async def make(self, account: str, person: str) -> tuple[Subscription, str]:
        """Return a new subscription, and its secret, which nobody can be told again.

        Raises:
            StorageError: There is no such account.
        """
        token, now = secrets.token_urlsafe(TOKEN_BYTES), self._clock()
        new = Subscription(f"s{secrets.token_hex(4)}", account, person, now, None)

        def change(tables: Tables) -> tuple[Subscription, str]:
            row = {"id": new.id, "mark": self._mark(tables, token), "account": account}
            times = {"made_at": to_text(now), "noted_at": None}
            tables.table("calendar_subscriptions").insert(row | {"person": person} | times)
            self._note(tables, account, "add_subscription", new.id)
            return new, token

        return await self._database.write(change)

    async def of(self, account: str) -> tuple[Subscription, ...]:
        """Return the subscriptions of an account, oldest first."""

        def look(tables: Tables) -> tuple[Subscription, ...]:
            rows = tables.table("calendar_subscriptions").rows_where(
                "account = ?", [account], order_by="made_at, id"
            )
            return tuple(_subscription(row) for row in rows)

        return await self._database.read(look)

    async def end(self, by: str, account: str, subscription_id: str) -> None:
        """End a subscription of an account at once.

        Raises:
            StorageError: It has none of that name.
        """
        asked = [subscription_id, account]

        def change(tables: Tables) -> None:
            rows = tables.table("calendar_subscriptions")
            if not rows.count_where("id = ? AND account = ?", asked):
                raise StorageError("there is no such subscription; see: kibox calendar list")
            rows.delete(subscription_id)
            self._note(tables, by, "end_subscription", subscription_id)

        await self._database.write(change)

    async def use(self, token: str) -> Subscription | None:
        """Return whose appointments a program may have now; None: nobody's. It is noted.

        Raises:
            StorageError: It could not be noted, so nothing may be shown.
        """

        def change(tables: Tables) -> Subscription | None:
            found = tables.table("calendar_subscriptions").rows_where(
                "mark = ?", [self._mark(tables, token)]
            )
            row = next(found, None)
            if row is None or not _may_see(tables, row["account"]):
                return None
            used = _subscription(row)
            self._note_use(tables, used)
            return used

        return await self._database.write(change)

    def _note_use(self, tables: Tables, used: Subscription) -> None:
        now = self._clock()
        if used.noted_at is None or now - used.noted_at >= NOTED_EVERY:
            noted = {"noted_at": to_text(now)}
            tables.table("calendar_subscriptions").update(used.id, noted)
            self._note(tables, used.account, "subscribed_calendar", used.id)

    def _note(self, tables: Tables, who: str, did: str, about: str) -> None:
        note(tables, self._database.envelope, Access(self._clock(), who, did, about))

    def _mark(self, tables: Tables, token: str) -> str:
        secret = named_secret(tables, self._database.envelope, SECRET)
        return hmac.new(secret, token.encode(), hashlib.sha256).hexdigest()


async def entry_uids(database: Database, appointments: Sequence[str]) -> dict[str, str]:
    """Return by which identifier each appointment is known in files and subscriptions.

    It stays the same, so that a program recognises it, and does not tell the appointment's own.
    """

    def change(tables: Tables) -> dict[str, str]:
        secret = named_secret(tables, database.envelope, ENTRIES)
        return {
            each: hmac.new(secret, each.encode(), hashlib.sha256).hexdigest()[:32]
            for each in appointments
        }

    return await database.write(change)


def _may_see(tables: Tables, account: str) -> bool:
    rows = tables.table("accounts").rows_where("name = ?", [account])
    return any(may(roles_of(row), Permission.SEE_CALENDAR) for row in rows)


def _subscription(row: Row) -> Subscription:
    noted_at = from_text(row["noted_at"]) if row["noted_at"] else None
    made_at = from_text(row["made_at"])
    return Subscription(row["id"], row["account"], row["person"], made_at, noted_at)
