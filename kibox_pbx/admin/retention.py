"""`kibox retention`: what is kept, what is due, and what stays because of a legal hold."""

import argparse
import asyncio
import json
import sys
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from kibox_pbx.admin.retention_told import report_for_machines, report_lines, run_lines
from kibox_pbx.admin.signing_in import add_sign_in, now, practice_store, signed_in, write_note
from kibox_pbx.config.loader import load
from kibox_pbx.config.settings import Settings
from kibox_pbx.errors import ConfigError
from kibox_pbx.privacy.roles import Permission
from kibox_pbx.storage import legal_holds
from kibox_pbx.storage.access_log import Access, Who, note
from kibox_pbx.storage.database import Database
from kibox_pbx.storage.opening import open_store
from kibox_pbx.storage.retention_report import report
from kibox_pbx.storage.retention_runs import RetentionRepository
from kibox_pbx.storage.sqlcipher import Tables

CONFIG = Path("kibox.yaml")
LONGEST_REASON = 200


@dataclass(frozen=True, slots=True)
class Desk:
    """What a command works with, for somebody who has signed in."""

    database: Database
    settings: Settings
    who: Who

    def now(self) -> datetime:
        """Return the present, in the office's time zone."""
        return datetime.now(self.settings.practice.zone)

    async def note(self, did: str) -> None:
        """Write the access log, where nothing else is written with it."""
        await write_note(self.database, self.who, did)

    def note_in(self, tables: Tables, did: str, about: str) -> None:
        """Write the access log in a transaction that is under way."""
        note(tables, self.database.envelope, Access(now(), self.who.name, did, about))


def add_commands(subparsers: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Add `retention` to the command line; each of its verbs sets `run` to its function."""
    parser = subparsers.add_parser("retention", help="delete what may not be kept any longer")
    verbs = parser.add_subparsers(required=True, metavar="WHAT")
    run = _add(verbs, "run", "delete now what is due, as the service does every night", _run)
    run.add_argument("--dry-run", action="store_true", help="only count it")
    run.add_argument("--json", action="store_true", help="for machines")
    told = _add(verbs, "report", "what is kept, how old it is, what is due and held", _report)
    told.add_argument("--json", action="store_true", help="for machines")
    hold = _add(verbs, "hold", "keep a call that a legal claim may need", _hold)
    hold.add_argument("call", metavar="CALL", help="its identifier")
    hold.add_argument(
        "--reason", required=True, help="why, such as a file number; no name of a caller"
    )
    release = _add(verbs, "release", "end a hold", _release)
    release.add_argument("call", metavar="CALL", help="its identifier")
    ledger = verbs.add_parser("ledger", help="check the ledger of erasures")
    ledger.add_argument("--config", type=Path, default=CONFIG, help="the settings")
    ledger.add_argument(
        "--accept-loss",
        action="store_true",
        help="go on where it is lost for good: what it knew of can come back from a backup",
    )
    ledger.set_defaults(run=run_ledger)


def run_ledger(chosen: argparse.Namespace) -> int:
    """Check every line of the ledger, or begin a new one; shows nothing of anybody."""
    settings = load(chosen.config)
    accept = chosen.accept_loss

    async def check() -> int:
        async with open_store(settings, accept_ledger_loss=accept) as database:
            if accept:
                entry = Access(now(), "", "accept_ledger_loss")
                await database.write(lambda tables: note(tables, database.envelope, entry))
            return len(await database.write(database.ledger.entries))

    lines = asyncio.run(check())
    sys.stdout.write(f"the ledger of erasures is whole: {lines} lines\n")
    return 0


async def run_now(desk: Desk, *, dry_run: bool, as_json: bool) -> str:
    """Delete what is due, or count it; return what to print."""
    retention = RetentionRepository(desk.database, desk.settings.privacy.retention, desk.now)
    if dry_run:
        counts = await retention.due()
        return json.dumps(counts, indent=1) if as_json else run_lines(counts, "due")
    await desk.note("run_retention")
    run = await retention.run()
    if not run.wal_emptied:
        sys.stderr.write(
            "the WAL could not be emptied while another process reads; it will be, by the"
            " next run\n"
        )
    return json.dumps(run.deleted, indent=1) if as_json else run_lines(run.deleted, "deleted")


async def tell(desk: Desk, *, as_json: bool) -> str:
    """Return the report, to be printed."""
    await desk.note("report_retention")
    found = await report(desk.database, desk.settings.privacy.retention, desk.now())
    if as_json:
        return json.dumps(report_for_machines(found), indent=1, ensure_ascii=False)
    return report_lines(found, desk.settings.practice.zone)


async def hold(desk: Desk, call_id: str, reason: str) -> str:
    """Hold a call; return what to print.

    Raises:
        ConfigError: There is no reason, or it is too long.
        StorageError: There is no such call, or it is held already.
    """
    if not reason.strip() or len(reason) > LONGEST_REASON:
        raise ConfigError(f"--reason: say why in 1 to {LONGEST_REASON} characters")

    def change(tables: Tables) -> tuple[str, ...]:
        held = legal_holds.hold(tables, call_id, reason.strip(), desk.who.name, desk.now())
        for each in held:
            desk.note_in(tables, "hold_call", each)
        return held

    return "".join(f"held: {each}\n" for each in await desk.database.write(change)).rstrip()


async def release(desk: Desk, call_id: str) -> str:
    """End a hold; return what to print.

    Raises:
        StorageError: There is no such call, or it is not held.
    """

    def change(tables: Tables) -> tuple[str, ...]:
        released = legal_holds.release(tables, call_id, desk.who.name, desk.now())
        for each in released:
            desk.note_in(tables, "release_call", each)
        return released

    done = await desk.database.write(change)
    return "".join(f"released: {each}\n" for each in done).rstrip()


def _add(
    verbs: "argparse._SubParsersAction[argparse.ArgumentParser]",
    name: str,
    help_text: str,
    run: Callable[[argparse.Namespace], int],
) -> argparse.ArgumentParser:
    verb = verbs.add_parser(name, help=help_text)
    verb.add_argument("--config", type=Path, default=CONFIG, help="the settings")
    add_sign_in(verb)
    verb.set_defaults(run=run)
    return verb


def _run(chosen: argparse.Namespace) -> int:
    return _at_desk(
        chosen,
        Permission.RUN_RETENTION,
        lambda desk: run_now(desk, dry_run=chosen.dry_run, as_json=chosen.json),
    )


def _report(chosen: argparse.Namespace) -> int:
    return _at_desk(
        chosen, Permission.RUN_RETENTION, lambda desk: tell(desk, as_json=chosen.json)
    )


def _hold(chosen: argparse.Namespace) -> int:
    return _at_desk(
        chosen,
        Permission.HANDLE_REQUESTS,
        lambda desk: hold(desk, chosen.call, chosen.reason),
    )


def _release(chosen: argparse.Namespace) -> int:
    return _at_desk(chosen, Permission.HANDLE_REQUESTS, lambda desk: release(desk, chosen.call))


def _at_desk(
    chosen: argparse.Namespace,
    permission: Permission,
    work: Callable[[Desk], Awaitable[str]],
) -> int:
    """Have somebody sign in, work, and print what came of it."""

    async def signed_in_first() -> str:
        async with practice_store(chosen.config) as (settings, database):
            who = await signed_in(database, chosen, permission)
            return await work(Desk(database, settings, who))

    sys.stdout.write(f"{asyncio.run(signed_in_first())}\n")
    return 0
