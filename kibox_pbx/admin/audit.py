"""`kibox audit`: is the access log whole, and what does it say?"""

import argparse
import asyncio
import json
import sys
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

from kibox_pbx.admin.signing_in import (
    CONFIG,
    AccessError,
    add_sign_in,
    now,
    practice_store,
    signed_in,
)
from kibox_pbx.errors import ConfigError
from kibox_pbx.privacy.roles import Permission
from kibox_pbx.storage.access_log import Access
from kibox_pbx.storage.access_log_check import Verified
from kibox_pbx.storage.access_log_head import parse_head
from kibox_pbx.storage.access_log_reading import AccessLog, Wanted

WHOLE, MEDDLED = 0, 1
MOST_SHOWN = 20


def add_commands(verbs: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Add `audit` to the command line."""
    audit = verbs.add_parser("audit", help="who looked at whose data; is that log whole?")
    whats = audit.add_subparsers(required=True, metavar="WHAT")

    check = whats.add_parser("verify", help="check every line; shows none, asks nobody")
    check.add_argument("--config", type=Path, default=CONFIG, help="the settings")
    check.add_argument("--head", metavar="COUNT:MAC", help="where it ended when you noted it")
    check.add_argument("--json", action="store_true", help="for machines")
    check.set_defaults(run=run_verify)

    show = whats.add_parser("show", help="show its lines")
    show.add_argument("--config", type=Path, default=CONFIG, help="the settings")
    show.add_argument("--since", metavar="DATE", help="as 2026-11-23, or with a time")
    show.add_argument("--who", metavar="NAME", help="of an account")
    show.add_argument("--about", metavar="ID", help="of a call, an appointment, a request")
    show.add_argument("--json", action="store_true", help="for machines")
    add_sign_in(show)
    show.set_defaults(run=run_show)

    accept = whats.add_parser(
        "accept", help="go on where it ends now: after a restore, or once you looked into it"
    )
    accept.add_argument("--config", type=Path, default=CONFIG, help="the settings")
    accept.add_argument("--yes", action="store_true", help="really")
    add_sign_in(accept)
    accept.set_defaults(run=run_accept)


def run_verify(chosen: argparse.Namespace) -> int:
    """Check the log; 1 where somebody has meddled with it."""
    noted = parse_head(chosen.head) if chosen.head else None
    if chosen.head and noted is None:
        raise ConfigError("--head: as kibox audit verify prints it, COUNT:MAC")

    async def check() -> Verified:
        async with practice_store(chosen.config) as (_, database):
            return await AccessLog(database).verify(noted)

    verified = asyncio.run(check())
    _tell(verified, as_json=chosen.json)
    return MEDDLED if verified.findings else WHOLE


def _tell(verified: Verified, *, as_json: bool) -> None:
    told = [str(each) for each in verified.findings]
    if as_json:
        line = {"whole": not told, "lines": verified.lines, "head": str(verified.head)}
        rest = {"behind": verified.behind, "findings": told}
        sys.stdout.write(json.dumps(line | rest, indent=1) + "\n")
        return
    for each in told[:MOST_SHOWN]:
        sys.stdout.write(f"{each}\n")
    if len(told) > MOST_SHOWN:
        sys.stdout.write(f"and {len(told) - MOST_SHOWN} more; --json lists all\n")
    if verified.behind and not told:
        sys.stdout.write(f"{verified.behind} lines after the head file's: a crash, say\n")
    state = "NOT whole" if told else "whole"
    sys.stdout.write(f"{state}: {verified.lines} lines, head {verified.head}\n")


def run_show(chosen: argparse.Namespace) -> int:
    """Show lines; that is a line, too."""

    async def show() -> tuple[tuple[int, Access], ...]:
        async with practice_store(chosen.config) as (settings, database):
            zone = settings.practice.zone
            since = _moment(chosen.since, zone) if chosen.since else None
            who = await signed_in(database, chosen, Permission.SEE_ACCESS_LOG)
            entry = Access(now(), who.name, "show_access_log")
            wanted = Wanted(since, chosen.who, chosen.about)
            rows = await AccessLog(database).show(wanted, entry)
        return tuple((number, _local(each, zone)) for number, each in rows)

    rows = asyncio.run(show())
    if chosen.json:
        listed = [_as_json(number, each) for number, each in rows]
        sys.stdout.write(json.dumps(listed, indent=1) + "\n")
        return 0
    for number, each in rows:
        at = each.at.strftime("%Y-%m-%d %H:%M:%S")
        sys.stdout.write(f"{number:>7}  {at}  {each.who:<12}  {each.did}  {each.about}\n")
    return 0


def run_accept(chosen: argparse.Namespace) -> int:
    """Take the log as it is; what it disagreed with is noted in it."""

    async def accept() -> None:
        async with practice_store(chosen.config) as (_, database):
            who = await signed_in(database, chosen, Permission.SEE_ACCESS_LOG)
            if not chosen.yes:
                raise AccessError("this takes the log as it is; look into it, then add --yes")
            await AccessLog(database).accept(who, now())

    asyncio.run(accept())
    return 0


def _moment(text: str, zone: ZoneInfo) -> datetime:
    try:
        moment = datetime.fromisoformat(text)
    except ValueError:
        raise ConfigError("--since: a date, such as 2026-11-23 or 2026-11-23T08:00") from None
    return moment if moment.tzinfo else moment.replace(tzinfo=zone)


def _local(entry: Access, zone: ZoneInfo) -> Access:
    return replace(entry, at=entry.at.astimezone(zone))


def _as_json(number: int, entry: Access) -> dict[str, object]:
    words = {"who": entry.who, "did": entry.did, "about": entry.about}
    return {"number": number, "at": entry.at.isoformat()} | words
