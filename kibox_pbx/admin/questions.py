"""`kibox questions`: what callers asked in vain, so that the practice can write an entry."""

import argparse
import asyncio
import json
import sys
from pathlib import Path

from kibox_pbx.admin.signing_in import (
    CONFIG,
    add_sign_in,
    practice_store,
    signed_in,
    write_note,
)
from kibox_pbx.config.loader import load
from kibox_pbx.privacy.roles import Permission
from kibox_pbx.storage.questions import OpenQuestion, QuestionRepository
from kibox_pbx.terminal import on_one_line


def add_commands(subparsers: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Add `questions` to the command line; it sets `run` to its function."""
    questions = subparsers.add_parser(
        "questions", help="list what callers asked and no entry answers"
    )
    questions.add_argument("--config", type=Path, default=CONFIG, help="the settings")
    questions.add_argument("--done", metavar="ID", help="this one is dealt with")
    questions.add_argument("--json", action="store_true", help="for machines")
    add_sign_in(questions)
    questions.set_defaults(run=run_questions)


def run_questions(args: argparse.Namespace) -> int:
    """List the open questions, or mark one as done."""
    rows = asyncio.run(_questions(args))
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
        text = on_one_line(each.text)
        sys.stdout.write(f"{asked_at}  {each.language}  {text}  {each.id}\n")
    return 0


async def _questions(args: argparse.Namespace) -> tuple[OpenQuestion, ...]:
    async with practice_store(args.config) as (_, database):
        who = await signed_in(database, args, Permission.SEE_QUESTIONS)
        questions = QuestionRepository(database)
        if args.done is None:
            await write_note(database, who, "show_questions")
            return await questions.waiting()
        await questions.mark_done(args.done, who.name)
        return ()
