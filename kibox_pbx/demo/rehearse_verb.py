"""``kibox rehearse``: simulated callers, and whether everything came out as expected."""

import argparse
import asyncio
import json
import sys
import time
from collections.abc import AsyncGenerator
from contextlib import aclosing
from pathlib import Path

from kibox_pbx.demo.minds import ModelMinds
from kibox_pbx.demo.phone_rehearsal import rehearse_by_phone
from kibox_pbx.demo.phone_stage import stage
from kibox_pbx.rehearsal.back_office import BackOffices, no_mind
from kibox_pbx.rehearsal.preparing import Configurations
from kibox_pbx.rehearsal.rehearse import Verdict, rehearse
from kibox_pbx.rehearsal.verdicts import as_object, shown, summary
from kibox_pbx.rehearsal.with_store import add_with_store, configurations_for

DONE, FAILED = 0, 1


def add_commands(verbs: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Add `rehearse` to the command line."""
    verb = verbs.add_parser(
        "rehearse", help="play scenario files, and compare what came of them"
    )
    verb.add_argument("files", nargs="+", type=Path, metavar="FILE", help="scenarios")
    how = verb.add_mutually_exclusive_group()
    how.add_argument("--text", action="store_true", help="the dialogue alone (the default)")
    how.add_argument("--phone", action="store_true", help="real calls, with a voice")
    verb.add_argument("--model", action="store_true", help="with the language model, in --text")
    verb.add_argument("--json", action="store_true", help="for machines")
    add_with_store(verb)
    verb.set_defaults(run=run_rehearse)


def run_rehearse(chosen: argparse.Namespace) -> int:
    """Play the files; 0 only if all passed."""
    began = time.monotonic()
    verdicts = asyncio.run(_play(chosen))
    passed = sum(verdict.passed for verdict in verdicts)
    sys.stderr.write(summary(passed, len(verdicts), time.monotonic() - began) + "\n")
    return DONE if passed == len(verdicts) else FAILED


async def _play(chosen: argparse.Namespace) -> list[Verdict]:
    """Play the files, and tell of each as soon as it is over."""
    verdicts = []
    known = await configurations_for(chosen.files, chosen)
    playing = _by_phone(chosen.files, known) if chosen.phone else _as_text(chosen, known)
    async with aclosing(playing):
        async for verdict in playing:
            sys.stdout.write(_told(verdict, as_json=chosen.json) + "\n")
            sys.stdout.flush()
            verdicts.append(verdict)
    return verdicts


def _told(verdict: Verdict, *, as_json: bool) -> str:
    return json.dumps(as_object(verdict), ensure_ascii=False) if as_json else shown(verdict)


async def _as_text(
    chosen: argparse.Namespace, known: Configurations
) -> AsyncGenerator[Verdict, None]:
    """Play the dialogue alone, with a made-up clock."""
    async with BackOffices() as offices, ModelMinds() as with_model:
        minds = with_model.of if chosen.model else no_mind
        async for verdict in rehearse(chosen.files, offices, minds, known):
            yield verdict


async def _by_phone(files: list[Path], known: Configurations) -> AsyncGenerator[Verdict, None]:
    """Play real calls on a private Asterisk."""
    async with stage() as telephones:
        async for verdict in rehearse_by_phone(files, telephones, known):
            yield verdict
