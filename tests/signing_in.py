"""Somebody of the office who has signed in, for tests of the commands that ask."""

import asyncio
from pathlib import Path

import pytest

from kibox_pbx.admin.session_file import keep_token
from kibox_pbx.admin.signing_in import now
from kibox_pbx.config.loader import load
from kibox_pbx.privacy.roles import Role
from kibox_pbx.storage.access_log import Access
from kibox_pbx.storage.access_log_reading import AccessLog, Wanted
from kibox_pbx.storage.accounts import AccountRepository
from kibox_pbx.storage.database import Database
from kibox_pbx.storage.opening import open_store
from kibox_pbx.storage.sessions import SessionRepository

PASSWORD = "lamp gravel seventeen tea"  # noqa: S105 -- of nobody


def database_of(config: Path) -> Database:
    return open_store(load(config))


def sign_in(
    config: Path, monkeypatch: pytest.MonkeyPatch, *roles: Role, name: str = "erika"
) -> None:
    """Make the first account of a practice, an admin with further roles, and sign it in.

    What the command line keeps of it lies beside the settings.
    """
    runtime = config.parent / "runtime"
    runtime.mkdir(exist_ok=True)
    monkeypatch.setenv("XDG_RUNTIME_DIR", str(runtime))

    async def begin() -> None:
        async with database_of(config) as database:
            accounts = AccountRepository(database, now)
            await accounts.add_first(name, frozenset({Role.ADMIN, *roles}), PASSWORD)
            keep_token(database.path, await SessionRepository(database, now).begin(name))

    asyncio.run(begin())


def accesses(config: Path) -> list[tuple[str, str, str]]:
    """Return who did what about what, oldest first, as the access log has it."""

    async def look() -> list[tuple[str, str, str]]:
        async with database_of(config) as database:
            entry = Access(now(), "test", "show_access_log")
            rows = await AccessLog(database).show(Wanted(), entry)
        return [(each.who, each.did, each.about) for _, each in rows[:-1]]

    return asyncio.run(look())
