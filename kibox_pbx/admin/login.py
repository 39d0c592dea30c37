"""`kibox login` and `kibox logout`: sign in once, and not with every command."""

import argparse
import asyncio
import sys
from pathlib import Path

from kibox_pbx.admin.session_file import forget_token, keep_token, read_token
from kibox_pbx.admin.signing_in import CONFIG, ask_who, now, practice_store
from kibox_pbx.storage.sessions import IDLE, LONGEST, SessionRepository

MINUTES = int(IDLE.total_seconds()) // 60
HOURS = int(LONGEST.total_seconds()) // 3600


def add_commands(verbs: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Add `login` and `logout` to the command line."""
    login = verbs.add_parser("login", help="sign in, to see and change what callers left")
    login.add_argument("name", metavar="NAME", help="of your account")
    login.add_argument("--config", type=Path, default=CONFIG, help="the settings")
    login.set_defaults(run=run_login)

    logout = verbs.add_parser("logout", help="sign out again")
    logout.add_argument("--config", type=Path, default=CONFIG, help="the settings")
    logout.set_defaults(run=run_logout)


def run_login(chosen: argparse.Namespace) -> int:
    """Ask for the password, and keep a session."""
    roles = asyncio.run(_login(chosen.config, chosen.name))
    sys.stderr.write(
        f"signed in as {roles}: until {MINUTES} minutes without a command, {HOURS} hours at"
        " most, or: kibox logout\n"
    )
    return 0


async def _login(config: Path, name: str) -> str:
    async with practice_store(config) as (_, database):
        who = await ask_who(database, name)
        sessions = SessionRepository(database, now)
        before = read_token(database.path)
        if before:
            await sessions.end(before)
        keep_token(database.path, await sessions.begin(who.name))
    return ", ".join(sorted(who.roles))


def run_logout(chosen: argparse.Namespace) -> int:
    """End the session, if there is one."""
    asyncio.run(_logout(chosen.config))
    return 0


async def _logout(config: Path) -> None:
    async with practice_store(config) as (_, database):
        token = read_token(database.path)
        if token:
            await SessionRepository(database, now).end(token)
        forget_token(database.path)
