"""`kibox status`: is the service at work, since when, and did its nights go well?

Needs no account: it counts calls and shows none.
"""

import argparse
import asyncio
import json
import sys
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from kibox_pbx.asterisk.service_status import told_by_service
from kibox_pbx.config.loader import load
from kibox_pbx.config.settings import Settings
from kibox_pbx.errors import StorageError
from kibox_pbx.storage.backups import all_backups
from kibox_pbx.storage.opening import open_store
from kibox_pbx.storage.retention_runs import last_run

CONFIG = Path("kibox.yaml")
UP, DOWN = 0, 1


@dataclass(frozen=True, slots=True)
class Status:
    """How it is now."""

    up: bool
    calls: str | None
    """Under way; None: the service does not say."""

    places: str | None
    """Calls it takes at once."""

    since: datetime | None
    engines: str | None
    """Of other hosts: which are there, and which are away; None: none is borrowed."""

    fault: str | None
    """Why the store does not open; None: it does."""

    retention: datetime | None
    """When it last ran to its end; None: never, or the store does not open."""

    backup: datetime | None
    """When the newest was made; None: there is none."""


def add_commands(verbs: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Add `status` to the command line."""
    status = verbs.add_parser("status", help="is the service at work, and since when?")
    status.add_argument("--config", type=Path, default=CONFIG, help="the settings")
    status.add_argument("--json", action="store_true", help="for machines")
    status.set_defaults(run=run)


def run(chosen: argparse.Namespace) -> int:
    """Print it; 1 where the service does not answer."""
    settings = load(chosen.config)
    status = asyncio.run(look(settings))
    told = _rows(status, settings)
    if chosen.json:
        sys.stdout.write(json.dumps({"up": status.up} | told, indent=1) + "\n")
    else:
        lines = [f"service     {'at work' if status.up else 'does not answer'}\n"]
        lines += [f"{name:<11} {value or '-'}\n" for name, value in told.items()]
        sys.stdout.write("".join(lines))
    return UP if status.up else DOWN


async def look(settings: Settings) -> Status:
    """Ask the service, then the store."""
    told = await told_by_service(settings.telephone.fastagi, "figures")
    figures, since = told or {}, (told or {}).get("KIBOX_SINCE")
    retention, fault = await _last_retention(settings)
    return Status(
        up=bool(told),
        calls=figures.get("KIBOX_CALLS"),
        places=figures.get("KIBOX_PLACES"),
        since=datetime.fromisoformat(since) if since else None,
        engines=_engines(figures),
        fault=fault,
        retention=retention,
        backup=_last_backup(settings),
    )


def _engines(figures: dict[str, str]) -> str | None:
    there, away = figures.get("KIBOX_LENDERS", ""), figures.get("KIBOX_AWAY", "")
    told = [there and f"there: {there}", away and f"AWAY: {away}"]
    return "; ".join(filter(None, told)) or None


async def _last_retention(settings: Settings) -> tuple[datetime | None, str | None]:
    """Return when it ran, and what is wrong with the store."""
    try:
        async with open_store(settings) as database:
            run = await database.read(last_run)
    except StorageError as error:
        sys.stderr.write(f"{error}\n")
        return None, str(error)
    return run.at if run else None, None


def _last_backup(settings: Settings) -> datetime | None:
    if settings.store.backups.folder is None:
        return None
    made = all_backups(settings.store)
    return made[-1].made_at if made else None


def _rows(status: Status, settings: Settings) -> dict[str, str | None]:
    def local(at: datetime | None) -> str | None:
        return at.astimezone(settings.practice.zone).isoformat(" ", "minutes") if at else None

    return {
        "calls": status.calls,
        "places": status.places,
        "since": local(status.since),
        "engines": status.engines,
        "store": "does not open" if status.fault else "opens",
        "retention": local(status.retention),
        "backup": local(status.backup),
    }
