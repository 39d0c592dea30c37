"""Signing in with a name, a password and, where the account wants it, a code of an app.

A name that nobody has is refused after the same time and in the same words.
"""

import asyncio
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime

from kibox_pbx.errors import KiboxError
from kibox_pbx.storage.access_log import Access, Who, note
from kibox_pbx.storage.accounts import roles_of
from kibox_pbx.storage.database import Database
from kibox_pbx.storage.password_hashes import fits
from kibox_pbx.storage.sign_in_failures import (
    count_failure,
    forget_failures,
    locked_until,
    take_back,
)
from kibox_pbx.storage.sqlcipher import Tables
from kibox_pbx.storage.stored_call import Row
from kibox_pbx.storage.totp import step_of
from kibox_pbx.storage.totp_secrets import open_totp


class SignInError(KiboxError):
    """Whoever it is has not signed in; the text says what to do."""


class CodeNeeded(SignInError):  # noqa: N818 -- a question rather than a failure
    """Name and password were right; the same once more, with the code of the app."""


class TooManyTriesError(SignInError):
    """Whoever it is has to wait."""

    def __init__(self, seconds: int) -> None:
        super().__init__(f"too many wrong tries; wait {seconds} seconds")
        self.seconds = seconds


class SignIn:
    """Checks who somebody is."""

    def __init__(self, database: Database, clock: Callable[[], datetime]) -> None:
        self._database = database
        self._clock = clock
        self._one_at_a_time = ThreadPoolExecutor(1, thread_name_prefix="password")

    async def sign_in(self, name: str, password: str, code: str = "") -> Who:
        """Return who it is.

        Every try counts as a wrong one until it has proven right, so neither many at once
        nor a killed process gain any.

        Args:
            name: Of an account, as typed.
            password: As typed.
            code: Of the app; empty: none was asked for yet.

        Raises:
            CodeNeeded: The account has an app.
            SignInError: Something of it was wrong, or too much was before.
        """
        account = await self._database.write(lambda tables: self._begun(tables, name))
        stored = account["password"] if account else None
        right = await asyncio.get_running_loop().run_in_executor(
            self._one_at_a_time, fits, password, stored
        )
        who = await self._database.write(
            lambda tables: self._ended(tables, name, code, right=right, seen=stored)
        )
        if isinstance(who, SignInError):
            raise who
        return who

    def _begun(self, tables: Tables, name: str) -> Row | None:
        envelope, now = self._database.envelope, self._clock()
        until = locked_until(tables, envelope, name, now)
        if until:
            raise TooManyTriesError(1 + int((until - now).total_seconds()))
        count_failure(tables, envelope, name, now)
        return _account(tables, name)

    def _ended(
        self, tables: Tables, name: str, code: str, *, right: bool, seen: str | None
    ) -> Who | SignInError:
        """Write what came of it; an error is returned, since raising would undo the note."""
        account = _account(tables, name)
        if not right or account is None or account["password"] != seen:
            return self._refused(tables, name, known=account is not None)
        if account["totp"] is not None:
            if not code:
                take_back(tables, self._database.envelope, name, self._clock())
                return CodeNeeded("this account needs the code of its app, too")
            step = self._step(tables, account, code)
            if step is None:
                return self._refused(tables, name, known=True)
            tables.table("accounts").update(name, {"totp_step": step})
        forget_failures(tables, self._database.envelope, name)
        self._note(tables, name, "sign_in")
        return Who(name, roles_of(account))

    def _step(self, tables: Tables, account: Row, code: str) -> int | None:
        envelope, name = self._database.envelope, account["name"]
        secret = open_totp(tables, envelope, name, account["totp"])
        return step_of(secret, code, self._clock(), account["totp_step"])

    def _refused(self, tables: Tables, name: str, *, known: bool) -> SignInError:
        if known:  # else what was typed may be anything, a password say
            self._note(tables, name, "sign_in_refused")
        return SignInError("wrong name, password or code")

    def _note(self, tables: Tables, name: str, did: str) -> None:
        note(tables, self._database.envelope, Access(self._clock(), name, did))


def _account(tables: Tables, name: str) -> Row | None:
    return next(tables.table("accounts").rows_where("name = ?", [name]), None)
