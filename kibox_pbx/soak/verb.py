"""``kibox soak``: hours of calls on this machine, and whether anything grows meanwhile."""

import argparse
import asyncio
import sys
from contextlib import suppress
from pathlib import Path

from rich.console import Console
from rich.markdown import Markdown

from kibox_pbx.admin.measured import last_measured
from kibox_pbx.bench.levels import MOST_CALLS
from kibox_pbx.bench.result_files import make_folder, write_texts
from kibox_pbx.config.loader import load
from kibox_pbx.errors import KiboxError
from kibox_pbx.log import loop_failed
from kibox_pbx.soak.picture import picture
from kibox_pbx.soak.report import Report
from kibox_pbx.soak.run import Wanted, soak
from kibox_pbx.utterance import Language

USUAL_HOURS = 2.0
USUAL_CALLS = 4
STOPPED = 130


def add_commands(verbs: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Add `soak` to the command line."""
    verb = verbs.add_parser(
        "soak",
        help="have callers ring for hours, and see whether anything grows",
        description="Simulated callers ring without a pause through a real Asterisk. Each "
        "minute memory, threads, files, waits and more are noted; at the end a figure that "
        "grows faster than it may, or a call that was not answered, makes it fail. Stopped by "
        "Ctrl-C, it judges what there is.",
    )
    length = verb.add_mutually_exclusive_group()
    length.add_argument(
        "--hours", type=_positive, default=USUAL_HOURS, help="how long (default: 2)"
    )
    length.add_argument("--minutes", type=_positive, help="the same, for a short one")
    verb.add_argument(
        "--calls",
        type=_calls,
        help="at once (default: what `kibox bench` noted beside the store, or 4)",
    )
    verb.add_argument(
        "--config",
        type=Path,
        metavar="kibox.yaml",
        help="the office beside whose store `kibox bench` noted what the machine holds",
    )
    verb.add_argument(
        "--language",
        action="append",
        choices=[each.value for each in Language],
        help="of the callers; may be given again (default: all, taking turns)",
    )
    verb.add_argument("--json", action="store_true", help="for machines")
    verb.add_argument(
        "--folder", type=Path, help="write soak.json, soak.md and soak.svg there, each minute"
    )
    verb.set_defaults(run=run_soak)


def run_soak(chosen: argparse.Namespace) -> int:
    """Have callers ring, and show what came of it."""
    minutes = chosen.minutes or chosen.hours * 60
    languages = tuple(Language(each) for each in chosen.language or Language)
    calls = chosen.calls or held_before(chosen.config) or USUAL_CALLS
    if chosen.folder:
        make_folder(chosen.folder)
    kept: list[Report] = []

    def keep(report: Report) -> None:
        kept[:] = [report]
        if chosen.folder:
            write_files(report, chosen.folder)

    broken = ""
    with asyncio.Runner() as runner, suppress(KeyboardInterrupt):
        runner.get_loop().set_exception_handler(loop_failed)
        try:
            runner.run(soak(Wanted(calls, minutes * 60, languages), _progress, keep))
        except KiboxError as error:
            broken = str(error)
    return _show(kept, broken, as_json=chosen.json)


def held_before(config: Path | None) -> int | None:
    """Return how many calls this machine held when it was measured; None: nobody knows."""
    measured = last_measured(load(config).store.database) if config else None
    return measured.held if measured and measured.held else None


def write_files(report: Report, folder: Path) -> None:
    """Write the report as JSON, as Markdown and as a picture.

    Raises:
        ConfigError: The folder cannot be written.
    """
    texts = {
        "soak.json": report.as_json() + "\n",
        "soak.md": report.as_markdown(),
        "soak.svg": picture(report),
    }
    write_texts(folder, texts)


def _show(kept: list[Report], broken: str, *, as_json: bool) -> int:
    for report in kept:
        if as_json:
            sys.stdout.write(f"{report.as_json()}\n")
        else:
            Console().print(Markdown(report.as_markdown()))
    if broken:
        _progress(broken)
        return 1
    if not kept:
        return STOPPED
    return 0 if kept[0].holds else 1


def _positive(text: str) -> float:
    try:
        number = float(text)
    except ValueError:
        number = 0.0
    if not 0 < number < float("inf"):
        raise argparse.ArgumentTypeError("say a number above 0, as in 1.5")
    return number


def _calls(text: str) -> int:
    if not text.isdecimal() or not 1 <= int(text) <= MOST_CALLS:
        raise argparse.ArgumentTypeError(f"calls at once are 1 to {MOST_CALLS}")
    return int(text)


def _progress(line: str) -> None:
    sys.stderr.write(f"{line}\n")
    sys.stderr.flush()
