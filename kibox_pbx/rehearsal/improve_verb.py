"""``kibox improve``: learn from callers who agreed to it, on this machine alone (L13).

What is found are suggestions; a person accepts them. They end with the caller's consent.
"""

import argparse
import asyncio
import json
import sys
from collections.abc import Callable, Coroutine
from dataclasses import asdict, dataclass, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from kibox_pbx.admin.signing_in import add_sign_in, signed_in
from kibox_pbx.config.added_entry import with_added
from kibox_pbx.config.loader import load
from kibox_pbx.config.settings import Settings
from kibox_pbx.dialogue.lessons import LessonKind, fits, targets
from kibox_pbx.errors import ConfigError
from kibox_pbx.privacy.roles import Permission
from kibox_pbx.rehearsal.learning import find_lessons
from kibox_pbx.rehearsal.measuring_lessons import Measured, measure
from kibox_pbx.storage.access_log import Access, Who, note
from kibox_pbx.storage.added_entries import as_settings, current_entries
from kibox_pbx.storage.database import Database
from kibox_pbx.storage.lessons import KeptLesson, LessonRepository, LessonState
from kibox_pbx.storage.opening import open_store
from kibox_pbx.terminal import on_one_line

CONFIG = Path("kibox.yaml")


@dataclass(frozen=True, slots=True)
class Job:
    """What is to be done, by whom."""

    chosen: argparse.Namespace
    settings: Settings
    database: Database
    who: Who

    async def note(self, did: str, about: str = "") -> None:
        """Write into the access log what is done, before it is."""
        entry = Access(datetime.now(UTC), self.who.name, did, about)
        envelope = self.database.envelope
        await self.database.write(lambda tables: note(tables, envelope, entry))


Work = Callable[[Job], Coroutine[Any, Any, str]]


def add_commands(verbs: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Add `improve` to the command line."""
    improve = verbs.add_parser("improve", help="learn from callers who agreed to it")
    what = improve.add_subparsers(required=True, metavar="WHAT")
    listed = what.add_parser("list", help="look for something new; what waits for a decision")
    listed.add_argument("--all", action="store_true", help="what was decided on, too")
    accept = what.add_parser("accept", help="have it learned, within a minute")
    accept.add_argument("id", help="of a lesson")
    accept.add_argument("--target", help="what it belongs to, such as an entry's key")
    accept.add_argument(
        "--reword", action="store_true", help="type other words for it, such as without a name"
    )
    refuse = what.add_parser("refuse", help="learn it not, or no more")
    refuse.add_argument("id", help="of a lesson")
    measured = what.add_parser("measure", help="how much is understood without and with it")
    measured.add_argument("--json", action="store_true", help="for machines")
    for parser, work in (
        (listed, _list),
        (accept, _accept),
        (refuse, _refuse),
        (measured, _measure),
    ):
        parser.add_argument("--config", type=Path, default=CONFIG, help="the settings")
        add_sign_in(parser)
        parser.set_defaults(run=_runner(work))


def _runner(work: Work) -> Callable[[argparse.Namespace], int]:
    async def with_store(chosen: argparse.Namespace) -> str:
        settings = load(chosen.config)
        async with open_store(settings) as database:
            who = await signed_in(database, chosen, Permission.IMPROVE)
            known = with_added(settings, as_settings(await database.read(current_entries)))
            return await work(Job(chosen, known, database, who))

    def run(chosen: argparse.Namespace) -> int:
        sys.stdout.write(asyncio.run(with_store(chosen)))
        return 0

    return run


def _asked_words() -> str | None:
    sys.stderr.write("Words: ")
    return sys.stdin.readline().strip() or None


async def _list(job: Job) -> str:
    await job.note("show_lessons")
    calls, found = await find_lessons(job.database)
    sys.stderr.write(f"{calls} more calls looked at, {found} new suggestions\n")
    states = tuple(LessonState) if job.chosen.all else (LessonState.SUGGESTED,)
    kept = await LessonRepository(job.database).all(*states)
    return "".join(_line(each, job.settings) for each in kept)


async def _accept(job: Job) -> str:
    lessons, chosen = LessonRepository(job.database), job.chosen
    kept = await lessons.one(chosen.id)
    target = kept.lesson.target if chosen.target is None else chosen.target
    if not fits(replace(kept.lesson, target=target), job.settings):
        known = ", ".join(targets(kept.lesson.kind, job.settings))
        raise ConfigError(f"--target: say what it belongs to; there are: {known}")
    text = _asked_words() if chosen.reword else None
    await job.note("accept_lesson", chosen.id)
    await lessons.decide(chosen.id, LessonState.ACCEPTED, target=target, text=text)
    return "accepted; the service knows it within a minute\n"


async def _refuse(job: Job) -> str:
    await job.note("refuse_lesson", job.chosen.id)
    await LessonRepository(job.database).decide(job.chosen.id, LessonState.REFUSED)
    return "refused\n"


async def _measure(job: Job) -> str:
    await job.note("measure_lessons")
    learned = await LessonRepository(job.database).accepted()
    measured = await measure(job.settings, learned)
    if job.chosen.json:
        return json.dumps(asdict(measured), indent=1) + "\n"
    return told(measured)


def told(measured: Measured) -> str:
    """Return a measurement as an admin reads it."""
    return (
        "                                       before  after\n"
        f"{measured.lessons:6} wordings, each without itself    "
        f"{measured.understood_before:6} {measured.understood_after:6}\n"
        f"{measured.cases:6} calls told again                  "
        f"{measured.right_before:6} {measured.right_after:6}\n"
        f"{measured.questions:6} of the office's own questions     "
        f"{measured.answered_before:6} {measured.answered_after:6}\n"
        f"{measured.sentences:6} other sentences, taken wrongly since: "
        f"{measured.taken_wrongly}\n"
    )


def _line(kept: KeptLesson, settings: Settings) -> str:
    lesson = kept.lesson
    text = (
        "a call as a test case" if lesson.kind is LessonKind.CASE else on_one_line(lesson.text)
    )
    belongs = lesson.target or "-"
    choose = "" if fits(lesson, settings) else "  (choose with --target)"
    return f"{kept.id}  {kept.state:9}  {lesson.kind:7}  {belongs}  {text}{choose}\n"
