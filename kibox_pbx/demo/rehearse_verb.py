"""``kibox rehearse``: simulated callers, and whether everything came out as expected."""

import argparse
import asyncio
import json
import sys
import time
from pathlib import Path

from kibox_pbx.rehearsal.back_office import BackOffices
from kibox_pbx.rehearsal.rehearse import Verdict, rehearse
from kibox_pbx.rehearsal.verdicts import as_object, shown, summary

DONE, FAILED = 0, 1


def add_commands(verbs: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Add `rehearse` to the command line."""
    verb = verbs.add_parser(
        "rehearse", help="play scenario files, and compare what came of them"
    )
    verb.add_argument("files", nargs="+", type=Path, metavar="FILE")
    verb.add_argument("--text", action="store_true", help="the dialogue alone (the default)")
    verb.add_argument("--json", action="store_true", help="for machines")
    verb.set_defaults(run=run_rehearse)


def run_rehearse(chosen: argparse.Namespace) -> int:
    """Play the files; 0 only if all passed."""
    began = time.monotonic()
    verdicts = asyncio.run(_play(chosen.files, as_json=chosen.json))
    passed = sum(verdict.passed for verdict in verdicts)
    sys.stderr.write(summary(passed, len(verdicts), time.monotonic() - began) + "\n")
    return DONE if passed == len(verdicts) else FAILED


async def _play(files: list[Path], *, as_json: bool) -> list[Verdict]:
    verdicts = []
    async with BackOffices() as offices:
        async for verdict in rehearse(files, offices):
            text = (
                json.dumps(as_object(verdict), ensure_ascii=False)
                if as_json
                else shown(verdict)
            )
            sys.stdout.write(text + "\n")
            sys.stdout.flush()
            verdicts.append(verdict)
    return verdicts
