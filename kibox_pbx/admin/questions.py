"""`kibox questions`: what callers asked in vain, so that the practice can write an entry."""

import argparse
import asyncio
import json
import sys
from pathlib import Path

from kibox_pbx.config.loader import load
from kibox_pbx.storage.database import Database
from kibox_pbx.storage.keys import read_key_file
from kibox_pbx.storage.questions import OpenQuestion, QuestionRepository

CONFIG = Path("kibox.yaml")


def add_commands(subparsers: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Add `questions` to the command line; it sets `run` to its function."""
    questions = subparsers.add_parser(
        "questions", help="list what callers asked and no entry answers"
    )
    questions.add_argument("--config", type=Path, default=CONFIG)
    questions.add_argument("--done", metavar="ID", help="this one is dealt with")
    questions.add_argument("--json", action="store_true", help="for machines")
    questions.set_defaults(run=run_questions)


def run_questions(args: argparse.Namespace) -> int:
    """List the open questions, or mark one as done."""
    rows = asyncio.run(_questions(args.config, args.done))
    zone = load(args.config).practice.zone
    if args.json:
        listed = [
            {
                "id": each.id,
                "asked_at": each.asked_at.astimezone(zone).isoformat(),
                "language": each.language,
                "text": each.text,
            }
            for each in rows
        ]
        sys.stdout.write(json.dumps(listed, indent=1, ensure_ascii=False) + "\n")
        return 0
    for each in rows:
        asked_at = each.asked_at.astimezone(zone).strftime("%Y-%m-%d %H:%M")
        sys.stdout.write(f"{asked_at}  {each.language}  {each.text}  {each.id}\n")
    return 0


async def _questions(config: Path, done: str | None) -> tuple[OpenQuestion, ...]:
    settings = load(config)
    master = read_key_file(settings.store.key_file)
    async with Database(settings.store.database, master) as database:
        questions = QuestionRepository(database)
        if done is None:
            return await questions.waiting()
        await questions.mark_done(done)
        return ()
