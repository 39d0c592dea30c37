"""What an incident is: a time span, and what came into wrong hands (Art. 33 GDPR)."""

import argparse
import asyncio
from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from functools import partial
from zoneinfo import ZoneInfo

from kibox_pbx.admin.signing_in import add_sign_in, practice_store, signed_in
from kibox_pbx.config.settings import Settings
from kibox_pbx.errors import ConfigError
from kibox_pbx.privacy.document_facts import Incident, Reach, Reached
from kibox_pbx.privacy.roles import Permission
from kibox_pbx.storage.access_log import Access, note
from kibox_pbx.storage.accounts import NAME
from kibox_pbx.storage.reach import numbers_within, reach, seen_by
from kibox_pbx.storage.sqlcipher import Tables

SHOWN = "show_incident"
"""What the access log calls it."""

NOTHING = Reach({}, {}, (), (), (), 0, 0)
"""Before anything was looked at."""

DAY = len("2026-11-28")


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add what is asked about an incident."""
    when = partial(parser.add_argument, type=_written, metavar="WHEN")
    when("--from", dest="began", required=True, help="2026-11-28 or 2026-11-28T14:30")
    when("--to", dest="ended", required=True, help="the same; a day is meant to its end")
    when("--noticed", help="when the office knew of it (default: now)")
    parser.add_argument(
        "--reached",
        type=Reached,
        choices=list(Reached),
        default=Reached.DATABASE_AND_KEY,
        help="what came into wrong hands (default: the worst)",
    )
    parser.add_argument(
        "--account", type=_account, metavar="NAME", help="whose, for --reached account"
    )
    parser.add_argument("--numbers", action="store_true", help="list telephone numbers, too")
    add_sign_in(parser)


def find_out(args: argparse.Namespace, settings: Settings, now: datetime) -> Incident:
    """Look into the store for what was within reach.

    Raises:
        ConfigError: The times contradict each other, or an account is missing.
        AccessError: Numbers, or what an account saw, are wanted by who may not see them.
        StorageError: There is no store, or it cannot be read.
    """
    zone = settings.practice.zone
    began, ended = _at(args.began, zone), min(now, _at(args.ended, zone, is_end=True))
    noticed = min(now, _at(args.noticed, zone)) if args.noticed else now
    if began >= ended:
        raise ConfigError("--from must come before --to, and before now")
    if noticed < began:
        raise ConfigError("--noticed must not come before --from")
    if (args.reached is Reached.ACCOUNT) != bool(args.account):
        raise ConfigError("--reached account and --account NAME belong together")
    span = Incident(began, ended, noticed, now, args.reached, NOTHING, args.account or "")
    return asyncio.run(_look(args, span))


async def _look(args: argparse.Namespace, span: Incident) -> Incident:
    """Look, and where it shows personal data or what an account did, only for who may.

    That it was shown is noted first.
    """
    async with practice_store(args.config) as (_, database):
        if not (span.account or args.numbers):
            return await database.read(lambda tables: _counted(tables, span))
        who = await signed_in(database, args, Permission.HANDLE_REQUESTS)
        shown = Access(span.written, who.name, SHOWN, span.account)

        def show(tables: Tables) -> Incident:
            note(tables, database.envelope, shown)
            numbers = numbers_within(tables, span.ended) if args.numbers else ()
            return replace(_counted(tables, span), numbers=numbers)

        return await database.write(show)


def _counted(tables: Tables, span: Incident) -> Incident:
    counted = replace(span, reach=reach(tables, span.began, span.ended))
    if not span.account:
        return counted
    seen, looked_at = seen_by(tables, span.account, span.began, span.ended)
    return replace(counted, seen=tuple(seen.items()), looked_at=looked_at)


def _account(text: str) -> str:
    """Read the name of an account, which may have been removed meanwhile."""
    if not NAME.fullmatch(text):
        raise ValueError(text)
    return text


def _written(text: str) -> date | datetime:
    """Read a day or a moment; ``argparse`` tells who wrote neither."""
    return date.fromisoformat(text) if len(text) == DAY else datetime.fromisoformat(text)


def _at(written: date | datetime, zone: ZoneInfo, *, is_end: bool = False) -> datetime:
    """Return the moment that was meant: a day begins at its midnight, or ends at the next."""
    if isinstance(written, datetime):
        return (written if written.tzinfo else written.replace(tzinfo=zone)).astimezone(UTC)
    day = written + timedelta(days=1) if is_end else written
    return datetime.combine(day, time.min, zone).astimezone(UTC)
