"""``kibox backup``: make, list, delete and restore backups. They show no caller to anybody."""

import argparse
import asyncio
import json
import sys
from collections.abc import Iterable
from datetime import UTC, datetime
from functools import partial
from pathlib import Path

from kibox_pbx.config.loader import load
from kibox_pbx.config.settings import Settings
from kibox_pbx.errors import StorageError
from kibox_pbx.storage import backups
from kibox_pbx.storage.access_log import Access, note
from kibox_pbx.storage.backups import Restored
from kibox_pbx.storage.key_slots import Pair, Slot, pair_of
from kibox_pbx.storage.key_sources import ask_at_terminal, pairs
from kibox_pbx.storage.opening import StoreKeys
from kibox_pbx.storage.recovery_key import typed
from kibox_pbx.storage.retention_runs import RetentionRepository, Run

CONFIG = Path("kibox.yaml")


def add_commands(verbs: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Add `backup` to the command line."""
    backup = verbs.add_parser("backup", help="make, list, delete and restore backups")
    what = backup.add_subparsers(required=True, metavar="WHAT")
    made = what.add_parser("make", help="make one now, while calls go on")
    made.set_defaults(run=_make)
    listed = what.add_parser("list", help="which there are, and until when they are kept")
    listed.add_argument("--json", action="store_true", help="for machines")
    listed.set_defaults(run=_list)
    verified = what.add_parser("verify", help="are they as they were made? 1: one is not")
    verified.add_argument(
        "files", nargs="*", type=Path, metavar="FILE", help="backups; default: all there are"
    )
    verified.set_defaults(run=_verify)
    prune = what.add_parser("prune", help="delete what has expired; the service does it daily")
    prune.set_defaults(run=_prune)
    restore = what.add_parser("restore", help="put one in the database's place")
    restore.add_argument("file", type=Path, metavar="FILE", help="a backup")
    restore.add_argument("--expired", action="store_true", help="although its time is over")
    restore.add_argument(
        "--for-older",
        action="store_true",
        help="leave it as an older kibox wrote it: to go back to that version",
    )
    restore.add_argument("--recovery", action="store_true", help="type the recovery key")
    restore.set_defaults(run=_restore)
    for parser in (made, listed, verified, prune, restore):
        parser.add_argument("--config", type=Path, default=CONFIG, help="the settings")


def _make(chosen: argparse.Namespace) -> int:
    made = backups.make(StoreKeys(load(chosen.config).store), datetime.now(UTC))
    sys.stdout.write(f"{made.path}\n")
    return 0


def _list(chosen: argparse.Namespace) -> int:
    found = backups.all_backups(load(chosen.config).store)
    if chosen.json:
        rows = [
            {
                "file": str(each.path),
                "made_at": each.made_at.isoformat(),
                "expires_at": each.expires_at.isoformat(),
                "bytes": each.bytes,
            }
            for each in found
        ]
        sys.stdout.write(json.dumps(rows, indent=1) + "\n")
        return 0
    for each in found:
        sys.stdout.write(
            f"{each.made_at:%Y-%m-%d %H:%M}  until {each.expires_at:%Y-%m-%d}  "
            f"{each.bytes / 1e6:8.1f} MB  {each.path}\n"
        )
    return 0


def _verify(chosen: argparse.Namespace) -> int:
    store = load(chosen.config).store
    ways = partial(pairs, store, ask=ask_at_terminal)
    bad = 0
    for path in chosen.files or [each.path for each in backups.all_backups(store)]:
        try:
            backups.verify(path, ways)
            sys.stdout.write(f"whole    {path}\n")
        except StorageError as error:
            bad += 1
            sys.stdout.write(f"DAMAGED  {path}: {error}\n")
    return 1 if bad else 0


def _prune(chosen: argparse.Namespace) -> int:
    deleted = backups.delete_expired(load(chosen.config).store, datetime.now(UTC))
    sys.stdout.write(f"{deleted} deleted\n")
    return 0


def _restore(chosen: argparse.Namespace) -> int:
    settings = load(chosen.config)
    keys = StoreKeys(settings.store)
    known = (pair_of(typed(_asked())),) if chosen.recovery else ()

    def ways(slots: Iterable[Slot]) -> Iterable[Pair]:
        return known or pairs(settings.store, slots, ask_at_terminal)

    now = datetime.now(UTC)
    restored = backups.restore(keys, chosen.file, now, ways, expired=chosen.expired)
    run = None if chosen.for_older else asyncio.run(_catch_up(settings, keys))
    sys.stdout.write("".join(f"{line}\n" for line in told(restored, run)))
    return 0


def told(restored: Restored, run: Run | None) -> list[str]:
    """Return what an admin must know after a restore; without a run it is left as it was."""
    lines = [f"restored: the backup of {restored.backup.made_at:%Y-%m-%d %H:%M} UTC"]
    if run is None:
        lines.append(
            "left as it was written: install the older version now; what was erased since is "
            "erased again by its first start"
        )
    else:
        lines.append(f"deleted since, or due: {sum(run.deleted.values())}")
    lines.append(
        "the access log goes on from the backup; the privacy officer: kibox audit accept"
    )
    if restored.set_aside:
        lines.append(f"the database that was there: {restored.set_aside}")
    if restored.ledger_is_from_backup:
        lines.append(
            "ATTENTION: the ledger of erasures was not here. What callers had erased since "
            "this backup may have come back; the privacy officer must know."
        )
    if restored.header_is_from_backup:
        lines.append("the store opens with the keys of the backup's time: kibox key show")
    return lines


async def _catch_up(settings: Settings, keys: StoreKeys) -> Run:
    """Forget what was erased since, which opening does, and what is due; note the restore."""

    def clock() -> datetime:
        return datetime.now(settings.practice.zone)

    async with keys.database() as database:
        entry = Access(clock(), "", "restore_backup")
        await database.write(lambda tables: note(tables, database.envelope, entry))
        return await RetentionRepository(database, settings.privacy.retention, clock).run()


def _asked() -> str:
    sys.stderr.write("Recovery key: ")
    text = sys.stdin.readline().strip()
    if not text:
        raise StorageError("no recovery key was typed")
    return text
