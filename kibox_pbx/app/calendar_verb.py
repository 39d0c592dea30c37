"""`kibox calendar`: look at the practice's calendars now, and give appointments to programs."""

import argparse
import asyncio
import os
import sys
from datetime import date, datetime, time, timedelta
from pathlib import Path

from kibox_pbx.admin.calendar_text import appointments_as_text
from kibox_pbx.admin.signing_in import (
    CONFIG,
    add_sign_in,
    now,
    practice_store,
    signed_in,
    write_note,
)
from kibox_pbx.app.calendar_sync import CalendarSyncing, Looked
from kibox_pbx.config.loader import load
from kibox_pbx.config.settings import Settings
from kibox_pbx.dashboard.subscription import address
from kibox_pbx.egress.guard import SocketGuard
from kibox_pbx.errors import ConfigError, StorageError
from kibox_pbx.privacy.roles import Permission
from kibox_pbx.storage.calendar_clashes import Conflict, conflicts
from kibox_pbx.storage.opening import open_store
from kibox_pbx.storage.subscriptions import Subscription, SubscriptionRepository

AHEAD = timedelta(days=740)
"""Nothing can be booked later."""


def add_commands(verbs: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Add `calendar` to the command line."""
    calendar = verbs.add_parser("calendar", help="the practice's calendars, and subscriptions")
    whats = calendar.add_subparsers(required=True, metavar="WHAT")

    sync = whats.add_parser("sync", help="look at every calendar of the settings now")
    sync.set_defaults(run=_sync)
    listed = whats.add_parser("conflicts", help="where telephone and calendar do not agree")
    listed.set_defaults(run=lambda chosen: asyncio.run(_conflicts(chosen)))

    export = whats.add_parser("export", help="write appointments into an iCalendar file")
    export.add_argument("file", type=Path, metavar="FILE.ics", help="is written")
    export.add_argument(
        "--from",
        dest="first",
        type=date.fromisoformat,
        metavar="DAY",
        help="the first, as 2026-12-01 (default: today)",
    )
    export.add_argument(
        "--until",
        dest="last",
        type=date.fromisoformat,
        metavar="DAY",
        help="the last (default: all to come)",
    )
    export.add_argument("--person", action="append", help="of this person or room alone")
    export.set_defaults(run=lambda chosen: asyncio.run(_export(chosen)))

    subscribe = whats.add_parser("subscribe", help="a secret address for a calendar program")
    subscribe.add_argument("person", metavar="PERSON", help="their key in the settings")
    subscribe.set_defaults(run=lambda chosen: asyncio.run(_subscribe(chosen)))
    mine = whats.add_parser("list", help="your subscriptions")
    mine.set_defaults(run=lambda chosen: asyncio.run(_list(chosen)))
    end = whats.add_parser("unsubscribe", help="end a subscription at once")
    end.add_argument("id", metavar="ID", help="as `kibox calendar list` shows it")
    end.set_defaults(run=lambda chosen: asyncio.run(_unsubscribe(chosen)))

    for parser in (mine, end):
        parser.add_argument("--account", help="another account's; for admins")
    for parser in (sync, listed, export, subscribe, mine, end):
        parser.add_argument("--config", type=Path, default=CONFIG, help="the settings")
    for parser in (listed, export, subscribe, mine, end):
        add_sign_in(parser)


def _sync(chosen: argparse.Namespace) -> int:
    settings = load(chosen.config)
    if not settings.calendar_sync.people:
        raise ConfigError("calendar_sync: no calendar is named; see docs/calendar.md")
    with SocketGuard(map(str, settings.peers)):
        looks = asyncio.run(_look(settings))
    for each in looks:
        sys.stdout.write(f"{_as_line(each)}\n")
    return 1 if any(each.problem for each in looks) else 0


async def _look(settings: Settings) -> tuple[Looked, ...]:
    async with open_store(settings) as database:
        return await CalendarSyncing(settings, database).look_once()


def _as_line(looked: Looked) -> str:
    done, name = looked.done, " ".join(looked.source)
    counts = (
        f"{done.written} written, {done.removed} removed, {done.moved_here} moved here,"
        f" {done.cancelled_here} cancelled here, {done.clashes} conflicts"
    )
    return f"{name}: {looked.problem or 'read'}; {counts}"


async def _conflicts(chosen: argparse.Namespace) -> int:
    async with practice_store(chosen.config) as (settings, database):
        who = await signed_in(database, chosen, Permission.SEE_CALENDAR)
        await write_note(database, who, "show_conflicts")
        found = await conflicts(database)
    for each in found:
        sys.stdout.write(f"{_conflict_line(each, settings)}\n")
    return 0


def _conflict_line(conflict: Conflict, settings: Settings) -> str:
    start = conflict.start.astimezone(settings.practice.zone)
    state = "to be settled" if conflict.lasts else "told"
    return f"{start:%Y-%m-%d %H:%M}  {conflict.person}  {conflict.clash}  {state}"


async def _export(chosen: argparse.Namespace) -> int:
    async with practice_store(chosen.config) as (settings, database):
        who = await signed_in(database, chosen, Permission.SEE_CALENDAR)
        people = _people(chosen.person or list(settings.people), settings)
        await write_note(database, who, "export_calendar")
        between = _between(chosen, settings)
        text = await appointments_as_text(database, settings, people, between, now())
    _write_private(chosen.file, text)
    sys.stdout.write(f"{chosen.file}\n")
    return 0


def _people(named: list[str], settings: Settings) -> frozenset[str]:
    unknown = [each for each in named if each not in settings.people]
    if unknown:
        known = ", ".join(settings.people)
        raise ConfigError(f"{unknown[0]}: nobody of the settings; there are: {known}")
    return frozenset(named)


def _between(chosen: argparse.Namespace, settings: Settings) -> tuple[datetime, datetime]:
    zone = settings.practice.zone
    first = chosen.first or now().astimezone(zone).date()
    last = chosen.last or first + AHEAD
    if last < first:
        raise ConfigError("--until: before --from")
    days = first, last + timedelta(days=1)
    begin, end = (datetime.combine(day, time.min, zone) for day in days)
    return begin, end


def _write_private(path: Path, text: bytes) -> None:
    """Write a new file, readable by its owner alone."""
    try:
        descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except OSError as error:
        raise StorageError(f"{path}: cannot be written: {error.strerror}") from None
    with os.fdopen(descriptor, "wb") as file:
        file.write(text)


async def _subscribe(chosen: argparse.Namespace) -> int:
    async with practice_store(chosen.config) as (settings, database):
        if settings.web is None:
            raise ConfigError("web: the pages serve subscriptions; see docs/pages.md")
        (person,) = _people([chosen.person], settings)
        who = await signed_in(database, chosen, Permission.SEE_CALENDAR)
        new, token = await SubscriptionRepository(database).make(who.name, person)
    scheme = "https" if settings.web.is_encrypted else "http"
    host = f"[{settings.web.host}]" if ":" in settings.web.host else settings.web.host
    sys.stderr.write(f"subscription {new.id}; the address is shown once, and is as a key\n")
    sys.stdout.write(address(f"{scheme}://{host}:{settings.web.port}", token) + "\n")
    return 0


async def _list(chosen: argparse.Namespace) -> int:
    async with practice_store(chosen.config) as (_, database):
        who = await signed_in(database, chosen, _permission(chosen))
        found = await SubscriptionRepository(database).of(chosen.account or who.name)
    for each in found:
        sys.stdout.write(f"{_subscription_line(each)}\n")
    return 0


def _subscription_line(each: Subscription) -> str:
    used = f"{each.noted_at:%Y-%m-%d}" if each.noted_at else "never"
    return f"{each.id}  {each.person}  made {each.made_at:%Y-%m-%d}  last used {used}"


async def _unsubscribe(chosen: argparse.Namespace) -> int:
    async with practice_store(chosen.config) as (_, database):
        who = await signed_in(database, chosen, _permission(chosen))
        account = chosen.account or who.name
        await SubscriptionRepository(database).end(who.name, account, chosen.id)
    return 0


def _permission(chosen: argparse.Namespace) -> Permission:
    return Permission.MANAGE_ACCOUNTS if chosen.account else Permission.SEE_CALENDAR
