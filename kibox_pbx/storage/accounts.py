"""Who works here: accounts, their roles, and what is kept of their passwords.

Every change is noted in the access log in its own transaction, and ends the sessions of the
account it changes.
"""

import asyncio
import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from functools import partial

from kibox_pbx.errors import StorageError
from kibox_pbx.privacy.passwords import refusal
from kibox_pbx.privacy.roles import Permission, Role, may
from kibox_pbx.storage.access_log import Access, note
from kibox_pbx.storage.database import Database
from kibox_pbx.storage.instant import from_text, to_text
from kibox_pbx.storage.password_hashes import hash_of
from kibox_pbx.storage.sign_in_failures import forget_failures, locked_until
from kibox_pbx.storage.sqlcipher import Tables
from kibox_pbx.storage.stored_call import Row
from kibox_pbx.storage.totp_secrets import seal_totp

NAME = re.compile(r"[a-z][a-z0-9._-]{1,31}")


@dataclass(frozen=True, slots=True)
class Account:
    """Somebody who may sign in."""

    name: str
    roles: frozenset[Role]
    has_totp: bool
    made_at: datetime
    locked_until: datetime | None
    """After wrong passwords; None: not locked."""


class AccountRepository:
    """The accounts of one practice."""

    def __init__(self, database: Database, clock: Callable[[], datetime]) -> None:
        self._database = database
        self._clock = clock

    async def exist(self) -> bool:
        """Say whether there is any account yet."""
        return await self._database.read(lambda tables: tables.table("accounts").count > 0)

    async def all(self) -> tuple[Account, ...]:
        """Return all accounts, by name."""
        return await self._database.write(self._listed)

    async def add_first(self, name: str, roles: frozenset[Role], password: str) -> None:
        """Make the first account, which nobody can be asked to allow.

        Raises:
            StorageError: There is one already, it could make no others, or see `add`.
        """
        if not may(roles, Permission.MANAGE_ACCOUNTS):
            raise StorageError("the first account makes the others: give it --role admin")

        def change(tables: Tables) -> None:
            if tables.table("accounts").count:
                raise StorageError("there are accounts already; sign in to add another")
            self._insert(tables, name, roles, hashed)
            self._note(tables, name, "add_first_account", name)

        _require_sound(name, roles, password)
        hashed = await _hashed(password)
        await self._database.write(change)

    async def add(self, by: str, name: str, roles: frozenset[Role], password: str) -> None:
        """Make an account.

        Raises:
            StorageError: The name is taken or no name, there is no role, or the password is
                refused.
        """

        def change(tables: Tables) -> None:
            if _row(tables, name):
                raise StorageError("there is an account of that name")
            self._insert(tables, name, roles, hashed)
            self._note(tables, by, "add_account", name)

        _require_sound(name, roles, password)
        hashed = await _hashed(password)
        await self._database.write(change)

    async def set_password(self, by: str, name: str, password: str) -> None:
        """Give an account another password.

        Raises:
            StorageError: There is no such account, or the password is refused.
        """
        problem = refusal(password, name)
        if problem:
            raise StorageError(problem)
        await self._change(by, name, "set_password", {"password": await _hashed(password)})

    async def set_roles(self, by: str, name: str, roles: frozenset[Role]) -> None:
        """Give an account other roles.

        Raises:
            StorageError: There is no such account, or nobody could manage accounts then.
        """
        if not roles:
            raise StorageError("an account needs a role")
        await self._change(by, name, "set_roles", {"roles": _roles_text(roles)})

    async def set_totp(self, by: str, name: str, secret: bytes | None) -> None:
        """Ask an account for codes from now on; None: no longer.

        Raises:
            StorageError: There is no such account.
        """

        def change(tables: Tables) -> None:
            sealed = secret and seal_totp(tables, self._database.envelope, name, secret)
            did = "set_totp" if secret else "remove_totp"
            self._update(tables, by, name, did, {"totp": sealed, "totp_step": 0})

        await self._database.write(change)

    async def unlock(self, by: str, name: str) -> None:
        """Forget an account's wrong passwords.

        Raises:
            StorageError: There is no such account.
        """
        await self._change(by, name, "unlock_account", {})

    async def remove(self, by: str, name: str) -> None:
        """Remove an account; what it did stays in the access log.

        Raises:
            StorageError: There is no such account, or nobody could manage accounts then.
        """

        def change(tables: Tables) -> None:
            _existing(tables, name)
            tables.table("accounts").delete(name)
            forget_failures(tables, self._database.envelope, name)
            _keep_a_manager(tables)
            self._note(tables, by, "remove_account", name)

        await self._database.write(change)

    def _listed(self, tables: Tables) -> tuple[Account, ...]:
        envelope, now = self._database.envelope, self._clock()
        return tuple(
            Account(
                row["name"],
                roles_of(row),
                row["totp"] is not None,
                from_text(row["made_at"]),
                locked_until(tables, envelope, row["name"], now),
            )
            for row in tables.table("accounts").rows_where(order_by="name")
        )

    def _insert(self, tables: Tables, name: str, roles: frozenset[Role], hashed: str) -> None:
        tables.table("accounts").insert(
            {
                "name": name,
                "roles": _roles_text(roles),
                "password": hashed,
                "made_at": to_text(self._clock()),
            }
        )

    async def _change(self, by: str, name: str, did: str, row: Row) -> None:
        await self._database.write(partial(self._update, by=by, name=name, did=did, row=row))

    def _update(self, tables: Tables, by: str, name: str, did: str, row: Row) -> None:
        _existing(tables, name)
        if row:
            tables.table("accounts").update(name, row)
        tables.table("sessions").delete_where("account = ?", [name])
        forget_failures(tables, self._database.envelope, name)
        _keep_a_manager(tables)
        self._note(tables, by, did, name)

    def _note(self, tables: Tables, by: str, did: str, about: str) -> None:
        note(tables, self._database.envelope, Access(self._clock(), by, did, about))


def roles_of(row: Row) -> frozenset[Role]:
    """Return the roles of an account's row."""
    return frozenset(Role(each) for each in row["roles"].split())


async def _hashed(password: str) -> str:
    """Return the hash of a password; calls go on while it is made."""
    return await asyncio.get_running_loop().run_in_executor(None, hash_of, password)


def _require_sound(name: str, roles: frozenset[Role], password: str) -> None:
    if not NAME.fullmatch(name):
        raise StorageError("a name is 2 to 32 of a-z, 0-9, dot, - and _, a letter first")
    if not roles:
        raise StorageError("an account needs a role")
    problem = refusal(password, name)
    if problem:
        raise StorageError(problem)


def _roles_text(roles: frozenset[Role]) -> str:
    return " ".join(sorted(roles))


def _row(tables: Tables, name: str) -> Row | None:
    return next(tables.table("accounts").rows_where("name = ?", [name]), None)


def _existing(tables: Tables, name: str) -> Row:
    row = _row(tables, name)
    if row is None:
        raise StorageError("there is no such account; see: kibox user list")
    return row


def _keep_a_manager(tables: Tables) -> None:
    rows = tables.table("accounts").rows
    if not any(may(roles_of(row), Permission.MANAGE_ACCOUNTS) for row in rows):
        raise StorageError("this is the last admin: make another first")
