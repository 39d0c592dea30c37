"""``kibox notify``: try every way of telling, and see what waits. It shows no caller."""

import argparse
import asyncio
import json
import sys
from datetime import UTC, datetime
from pathlib import Path

from kibox_pbx.config.loader import load
from kibox_pbx.egress.guard import SocketGuard
from kibox_pbx.errors import ConfigError
from kibox_pbx.notify.connection import UndeliveredError
from kibox_pbx.notify.ways import Way, ways
from kibox_pbx.storage.opening import open_store
from kibox_pbx.storage.outbox import Kind, Notification, OutboxRepository, OutboxStatus

CONFIG = Path("kibox.yaml")


def add_commands(verbs: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Add `notify` to the command line."""
    notify = verbs.add_parser("notify", help="try the notifications, and see what waits")
    what = notify.add_subparsers(required=True, metavar="WHAT")
    test = what.add_parser("test", help="send a test to each peer, now")
    test.set_defaults(run=_test)
    status = what.add_parser("status", help="how much waits, and how much was given up")
    status.add_argument("--json", action="store_true", help="for machines")
    status.set_defaults(run=_status)
    for parser in (test, status):
        parser.add_argument("--config", type=Path, default=CONFIG, help="the settings")


def _test(chosen: argparse.Namespace) -> int:
    settings = load(chosen.config)
    found = ways(settings)
    if not found:
        raise ConfigError("notify: nobody is named in the settings; see docs/notifications.md")
    told = Notification(Kind.TEST, "test", datetime.now(UTC))
    with SocketGuard(settings.notify.addresses):
        went = [_tried(name, way, told) for name, way in found.items()]
    return 0 if all(went) else 1


def _tried(name: str, way: Way, told: Notification) -> bool:
    try:
        way.send(told)
    except UndeliveredError as error:
        sys.stderr.write(f"{error}\n")
        return False
    sys.stdout.write(f"{name}: taken\n")
    return True


def _status(chosen: argparse.Namespace) -> int:
    status = asyncio.run(_read_status(chosen.config))
    oldest = status.oldest and status.oldest.isoformat(timespec="seconds")
    if chosen.json:
        told = {"waiting": status.waiting, "oldest": oldest, "given_up": status.given_up}
        sys.stdout.write(json.dumps(told) + "\n")
    else:
        since = f", the oldest since {oldest}" if oldest else ""
        sys.stdout.write(f"{status.waiting} waiting{since}; {status.given_up} given up\n")
    return 1 if status.given_up else 0


async def _read_status(config: Path) -> OutboxStatus:
    async with open_store(load(config)) as database:
        return await OutboxRepository(database).status()
