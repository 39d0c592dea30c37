"""Who is it? Asked by every command that shows or changes what callers left behind.

Either ``kibox login`` was there before, or ``--as NAME`` asks for the password at once.
"""

import argparse
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import UTC, datetime
from pathlib import Path

from kibox_pbx.admin.asking import ask_secret
from kibox_pbx.admin.session_file import read_token
from kibox_pbx.config.loader import load
from kibox_pbx.config.settings import Settings
from kibox_pbx.errors import KiboxError
from kibox_pbx.privacy.roles import Permission, Role, may
from kibox_pbx.storage.access_log import Access, Who, note
from kibox_pbx.storage.accounts import AccountRepository
from kibox_pbx.storage.database import Database
from kibox_pbx.storage.opening import open_store
from kibox_pbx.storage.sessions import SessionRepository
from kibox_pbx.storage.sign_in import CodeNeeded, SignIn
from kibox_pbx.storage.sqlcipher import Tables

CONFIG = Path("kibox.yaml")


class AccessError(KiboxError):
    """Nobody has signed in, or who did may not do this."""


def add_sign_in(parser: argparse.ArgumentParser) -> None:
    """Add ``--as NAME`` to a command that shows or changes personal data."""
    parser.add_argument(
        "--as", dest="sign_in_as", metavar="NAME", help="sign in as this account, this once"
    )


async def signed_in(
    database: Database, chosen: argparse.Namespace, permission: Permission
) -> Who:
    """Return who is at the keyboard, once they have shown it and may do this.

    Args:
        database: The practice's.
        chosen: Of a parser that `add_sign_in` was given.
        permission: What they want to do.

    Raises:
        AccessError: They did not, or may not; its text says what to do.
        SignInError: The password or the code was wrong, or they have to wait.
    """
    if not await AccountRepository(database, now).exist():
        raise AccessError(
            "there are no accounts yet; make the first one: kibox user add NAME --role admin"
        )
    if chosen.sign_in_as:
        who = await ask_who(database, chosen.sign_in_as)
    else:
        who = await of_session(database)
    if not may(who.roles, permission):
        await write_note(database, who, "refused", permission.value)
        raise AccessError(f"{who.name} may not do this; it is for: {_whose(permission)}")
    return who


async def ask_who(database: Database, name: str) -> Who:
    """Sign in with what is typed now: the password, and the code where there is an app.

    Raises:
        SignInError: It was wrong, or they have to wait.
    """
    signing = SignIn(database, now)
    password = ask_secret(f"password of {name}")
    try:
        return await signing.sign_in(name, password)
    except CodeNeeded:
        code = ask_secret("code of the app")
    return await signing.sign_in(name, password, code)


async def of_session(database: Database) -> Who:
    """Return who signed in by ``kibox login``.

    Raises:
        AccessError: Nobody did, or it is over.
    """
    token = read_token(database.path)
    who = await SessionRepository(database, now).touch(token) if token else None
    if who is None:
        raise AccessError("sign in first: kibox login NAME, or add --as NAME")
    return who


async def write_note(database: Database, who: Who, did: str, about: str = "") -> None:
    """Note a look at something, before it is shown.

    Raises:
        StorageError: It could not be noted, so nothing may be shown.
    """
    entry = Access(now(), who.name, did, about)

    def change(tables: Tables) -> None:
        note(tables, database.envelope, entry)

    await database.write(change)


@asynccontextmanager
async def practice_store(config: Path) -> AsyncIterator[tuple[Settings, Database]]:
    """Open the store that the settings name; never makes one.

    Raises:
        ConfigError: The settings are wrong.
        StorageError: As `open_store`.
    """
    settings = load(config)
    async with open_store(settings) as database:
        yield settings, database


def now() -> datetime:
    """Return the time that is noted and that sessions run by."""
    return datetime.now(UTC)


def _whose(permission: Permission) -> str:
    return ", ".join(each for each in Role if may(frozenset({each}), permission))
