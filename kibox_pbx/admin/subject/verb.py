"""``kibox subject``: the rights of those whose data are kept (docs/rights.md)."""

import argparse
import asyncio
from collections.abc import Awaitable, Callable
from datetime import date, datetime
from pathlib import Path

from kibox_pbx.admin.signing_in import CONFIG, add_sign_in, practice_store, signed_in
from kibox_pbx.admin.subject import counter
from kibox_pbx.admin.subject.counter import Counter
from kibox_pbx.admin.subject.desk import Desk
from kibox_pbx.admin.subject.naming import add_naming
from kibox_pbx.privacy.consent import ConsentPurpose
from kibox_pbx.privacy.roles import Permission
from kibox_pbx.storage.requests import Kind
from kibox_pbx.utterance import Language

Act = Callable[[Counter], Awaitable[int]]


def add_commands(verbs: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Add `subject` with its commands to the command line."""
    subject = verbs.add_parser("subject", help="the rights of those whose data are kept")
    acts = subject.add_subparsers(required=True, metavar="WHAT")
    _add_looking(acts)
    _add_requests(acts)
    _add_rights(acts)
    _add_erasure(acts)


def run(chosen: argparse.Namespace) -> int:
    """Do one thing at the privacy desk, once somebody has signed in."""
    return asyncio.run(_run(chosen))


async def _run(chosen: argparse.Namespace) -> int:
    async with practice_store(chosen.config) as (settings, database):
        who = await signed_in(database, chosen, chosen.permission)
        desk = Desk(database, who, lambda: datetime.now(settings.practice.zone))
        return int(await chosen.act(Counter(chosen, settings, desk)))


def _add_looking(acts: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    find = _act(acts, "find", "list what is kept of somebody", counter.find)
    add_naming(find)
    find.add_argument("--json", action="store_true", help="for machines")

    export = _act(acts, "export", "hand out all that is theirs (Art. 15, 20)", counter.export)
    _add_asking(export, needs_identity=True)
    export.add_argument("target", type=Path, help="a new folder, or a new file .zip")
    export.add_argument("--portability", action="store_true", help="asked under Art. 20")
    _add_language(export)


def _add_requests(acts: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    listing = _act(acts, "requests", "what is to be answered, and until when", counter.requests)
    listing.add_argument("--all", action="store_true", help="settled ones, too")
    listing.add_argument("--json", action="store_true", help="for machines")

    hosts = _act(acts, "hosts", "the hosts, and what they have still to do", counter.hosts)
    hosts.add_argument("--json", action="store_true", help="for machines")
    hosts.add_argument(
        "--give-up", metavar="NAME", help="wait no longer for a host that never comes back"
    )

    receive = _act(
        acts, "receive", "write that somebody asked, to serve later", counter.receive
    )
    add_naming(receive)
    _add_received(receive)
    receive.add_argument(
        "--kind", choices=[each.value for each in Kind], required=True, help="what they ask for"
    )

    extend = _act(acts, "extend", "two months more, once (Art. 12(3))", counter.extend)
    extend.add_argument("request", metavar="REQUEST", help="its identifier")
    extend.add_argument("--why", required=True, help="as the person is told")

    refuse = _act(acts, "refuse", "close a request unserved (Art. 12(4))", counter.refuse)
    refuse.add_argument("request", metavar="REQUEST", help="its identifier")
    refuse.add_argument("--why", required=True, help="as the person is told")


def _add_rights(acts: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    rectify = _act(acts, "rectify", "put something right (Art. 16)", counter.rectify)
    _add_asking(rectify, needs_identity=True)
    which = rectify.add_mutually_exclusive_group()
    which.add_argument("--message", metavar="CALL-NUMBER", help="a message, as `find` names it")
    which.add_argument("--form", metavar="CALL-NUMBER", help="a request taken down in a call")
    which.add_argument("--turn", metavar="CALL-NUMBER", help="put --why beside what was said")
    rectify.add_argument(
        "--set", action="append", default=[], metavar="FIELD=VALUE", help="- asks for the value"
    )
    rectify.add_argument("--why", required=True, help="kept with the change")

    restrict = _act(acts, "restrict", "freeze: kept, and shown to nobody", counter.restrict)
    _add_asking(restrict, needs_identity=True)
    unrestrict = _act(acts, "unrestrict", "end a restriction (Art. 18(3))", counter.unrestrict)
    add_naming(unrestrict)
    unrestrict.add_argument(
        "--informed",
        type=date.fromisoformat,
        required=True,
        metavar="YYYY-MM-DD",
        help="when the person was told that it ends",
    )

    _add_asking(_act(acts, "object", "ring people for a number (Art. 21)", counter.object_))
    add_naming(_act(acts, "lift-objection", "let the assistant answer", counter.lift_objection))

    withdraw = _act(acts, "withdraw", "end their consents (Art. 7(3))", counter.withdraw)
    _add_asking(withdraw)
    purposes = [each.value for each in ConsentPurpose]
    withdraw.add_argument("--purpose", choices=purposes, help="only this one")


def _add_erasure(acts: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    erase = _act(acts, "erase", "destroy all that is theirs (Art. 17)", counter.erase)
    _add_asking(erase, needs_identity=True)
    erase.add_argument("--with-appointments", action="store_true", help="those to come, too")
    erase.add_argument("--receipt", type=Path, metavar="FILE.json", help="where it is written")
    erase.add_argument("--yes", action="store_true", help="do it, do not only show it")
    _add_language(erase)

    verify = _act(acts, "verify", "check a receipt of an erasure", counter.verify)
    verify.add_argument("receipt", type=Path, help="the file")
    prove = _act(
        acts,
        "prove-erased",
        "look everywhere for the words on standard input",
        counter.prove_erased,
    )
    prove.add_argument(
        "--look-in",
        action="append",
        default=[],
        type=Path,
        metavar="PATH",
        help="look there too",
    )
    for each in (verify, prove):
        each.set_defaults(permission=Permission.RUN_RETENTION)


def _act(
    acts: "argparse._SubParsersAction[argparse.ArgumentParser]", name: str, what: str, act: Act
) -> argparse.ArgumentParser:
    parser = acts.add_parser(name, help=what)
    parser.add_argument("--config", type=Path, default=CONFIG, help="the settings")
    add_sign_in(parser)
    parser.set_defaults(run=run, act=act, permission=Permission.HANDLE_REQUESTS)
    return parser


def _add_asking(parser: argparse.ArgumentParser, *, needs_identity: bool = False) -> None:
    add_naming(parser)
    _add_received(parser)
    parser.add_argument("--request", metavar="ID", help="serve this one, received before")
    parser.add_argument(
        "--identity",
        required=needs_identity,
        metavar="HOW",
        help="how it was checked who asks, without name or number",
    )


def _add_received(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--received",
        type=date.fromisoformat,
        metavar="YYYY-MM-DD",
        help="when they asked; default: today",
    )


def _add_language(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--language", type=Language, choices=list(Language), help="to write to them in"
    )
