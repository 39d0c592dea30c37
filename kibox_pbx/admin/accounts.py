"""`kibox user`: who may sign in, and as what."""

import argparse
import asyncio
import json
import sys
from collections.abc import Awaitable, Callable
from pathlib import Path

from kibox_pbx.admin.asking import ask_new_password, ask_secret
from kibox_pbx.admin.signing_in import (
    CONFIG,
    AccessError,
    add_sign_in,
    ask_who,
    now,
    of_session,
    signed_in,
)
from kibox_pbx.config.loader import load
from kibox_pbx.privacy.roles import Permission, Role
from kibox_pbx.storage.accounts import Account, AccountRepository
from kibox_pbx.storage.database import Database
from kibox_pbx.storage.opening import open_store
from kibox_pbx.storage.totp import app_uri, new_secret, step_of

Verb = Callable[[Database, AccountRepository, argparse.Namespace], Awaitable[None]]
"""What one of the commands does with an open store."""


def add_commands(verbs: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Add `user` to the command line."""
    user = verbs.add_parser("user", help="who may sign in: accounts, roles, passwords")
    whats = user.add_subparsers(required=True, metavar="WHAT")

    add = _verb(whats, "add", "make an account; asks for its password", _add)
    add.add_argument(
        "--role", action="append", choices=list(Role), required=True, help="may be given again"
    )
    roles = _verb(whats, "roles", "give an account other roles", _roles)
    roles.add_argument(
        "--role", action="append", choices=list(Role), required=True, help="may be given again"
    )
    _verb(whats, "passwd", "give an account, yours say, another password", _passwd)
    totp = _verb(whats, "totp", "ask an account for the codes of an app as well", _totp)
    totp.add_argument("--off", action="store_true", help="no longer")
    _verb(whats, "unlock", "forget an account's wrong passwords", _unlock)
    remove = _verb(whats, "remove", "remove an account", _remove)
    remove.add_argument("--yes", action="store_true", help="really")
    listed = _verb(whats, "list", "list the accounts", _list, named=False)
    listed.add_argument("--json", action="store_true", help="for machines")


def _verb(
    whats: "argparse._SubParsersAction[argparse.ArgumentParser]",
    name: str,
    what_for: str,
    verb: Verb,
    *,
    named: bool = True,
) -> argparse.ArgumentParser:
    parser = whats.add_parser(name, help=what_for)
    if named:
        parser.add_argument("name", metavar="NAME", help="of the account")
    parser.add_argument("--config", type=Path, default=CONFIG, help="the settings")
    add_sign_in(parser)
    parser.set_defaults(run=lambda chosen: _run(verb, chosen))
    return parser


def _run(verb: Verb, chosen: argparse.Namespace) -> int:
    async def with_store() -> None:
        async with open_store(load(chosen.config)) as database:
            await verb(database, AccountRepository(database, now), chosen)

    asyncio.run(with_store())
    return 0


async def _manager(database: Database, chosen: argparse.Namespace) -> str:
    return (await signed_in(database, chosen, Permission.MANAGE_ACCOUNTS)).name


async def _add(
    database: Database, accounts: AccountRepository, chosen: argparse.Namespace
) -> None:
    roles = frozenset(Role(each) for each in chosen.role)
    if not await accounts.exist():
        sys.stderr.write("this is the first account of this database: nobody is asked\n")
        await accounts.add_first(chosen.name, roles, ask_new_password(chosen.name))
        return
    by = await _manager(database, chosen)
    await accounts.add(by, chosen.name, roles, ask_new_password(chosen.name))


async def _roles(
    database: Database, accounts: AccountRepository, chosen: argparse.Namespace
) -> None:
    by = await _manager(database, chosen)
    await accounts.set_roles(by, chosen.name, frozenset(Role(each) for each in chosen.role))


async def _passwd(
    database: Database, accounts: AccountRepository, chosen: argparse.Namespace
) -> None:
    by = await _owner_or_manager(database, chosen)
    await accounts.set_password(by, chosen.name, ask_new_password(chosen.name))


async def _totp(
    database: Database, accounts: AccountRepository, chosen: argparse.Namespace
) -> None:
    by = await _owner_or_manager(database, chosen)
    if chosen.off:
        await accounts.set_totp(by, chosen.name, None)
        return
    secret = new_secret()
    sys.stdout.write(f"{app_uri(secret, chosen.name)}\n")
    sys.stdout.flush()
    if step_of(secret, ask_secret("the code that the app shows now"), now(), 0) is None:
        raise AccessError("this is not the code; nothing was changed")
    await accounts.set_totp(by, chosen.name, secret)


async def _owner_or_manager(database: Database, chosen: argparse.Namespace) -> str:
    """Return who it is: the account's owner, who shows it anew, or somebody who may."""
    name = chosen.sign_in_as or await _name_of_session(database)
    if name in {None, chosen.name}:
        return (await ask_who(database, chosen.name)).name
    return await _manager(database, chosen)


async def _name_of_session(database: Database) -> str | None:
    try:
        return (await of_session(database)).name
    except AccessError:
        return None


async def _unlock(
    database: Database, accounts: AccountRepository, chosen: argparse.Namespace
) -> None:
    await accounts.unlock(await _manager(database, chosen), chosen.name)


async def _remove(
    database: Database, accounts: AccountRepository, chosen: argparse.Namespace
) -> None:
    by = await _manager(database, chosen)
    if not chosen.yes:
        raise AccessError(f"this would remove the account {chosen.name}; add --yes")
    await accounts.remove(by, chosen.name)


async def _list(
    database: Database, accounts: AccountRepository, chosen: argparse.Namespace
) -> None:
    await _manager(database, chosen)
    listed = await accounts.all()
    if chosen.json:
        text = json.dumps([_as_json(each) for each in listed], indent=1)
    else:
        text = "\n".join(_as_line(each) for each in listed)
    sys.stdout.write(text + "\n")


def _as_json(account: Account) -> dict[str, object]:
    until = account.locked_until
    return {
        "name": account.name,
        "roles": sorted(account.roles),
        "totp": account.has_totp,
        "made_at": account.made_at.isoformat(),
        "locked_until": until.isoformat() if until else None,
    }


def _as_line(account: Account) -> str:
    words = [f"{account.name:<20}", ", ".join(sorted(account.roles))]
    words += ["totp"] * account.has_totp + ["locked"] * (account.locked_until is not None)
    return "  ".join(words)
