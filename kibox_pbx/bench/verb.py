"""``kibox bench``: how long callers wait on this machine, and how many calls it holds."""

import argparse
import asyncio
import sys
from pathlib import Path

from rich.console import Console
from rich.markdown import Markdown

from kibox_pbx.admin.measured import Measured
from kibox_pbx.admin.measured import keep as keep_measured
from kibox_pbx.bench.figures import OURS
from kibox_pbx.bench.levels import holds, parse_levels
from kibox_pbx.bench.picture import picture
from kibox_pbx.bench.report import Report
from kibox_pbx.bench.result_files import make_folder, write_texts
from kibox_pbx.bench.run import Wanted, bench
from kibox_pbx.bench.summary import summarise
from kibox_pbx.config.capacity import CGROUP_LIMIT, cores
from kibox_pbx.config.loader import load
from kibox_pbx.config.settings import Address
from kibox_pbx.log import loop_failed
from kibox_pbx.utterance import Language

WIDEST_PORT = 65535
USUAL = (Language.ENGLISH, Language.GERMAN)


def add_commands(verbs: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Add `bench` to the command line."""
    verb = verbs.add_parser(
        "bench",
        help="measure how long callers wait, and how many calls this machine holds",
        description="Simulated callers ring through a real Asterisk, 1, 2, 4, 8 and so on at "
        "once, until not all are answered, the median wait is over 1.5 s, or 0.1 %% of the "
        "frames are missing.",
    )
    verb.add_argument(
        "--calls",
        type=parse_levels,
        metavar="N,N",
        help="so many at once, as in 1,4; each is measured, whatever comes of it",
    )
    verb.add_argument(
        "--language",
        action="append",
        choices=[each.value for each in Language],
        help="of the callers; may be given again (default: en and de)",
    )
    verb.add_argument(
        "--audiosocket",
        type=parse_address,
        metavar="HOST:PORT",
        help="measure the AudioSocket server there, too, with the same audio",
    )
    verb.add_argument(
        "--alone", action="store_true", help="with --audiosocket: only what is there"
    )
    verb.add_argument("--json", action="store_true", help="for machines")
    verb.add_argument(
        "--folder", type=Path, help="write bench.json, bench.md and bench.svg there"
    )
    verb.add_argument(
        "--config",
        type=Path,
        metavar="kibox.yaml",
        help="note beside the store of this office how many calls were held, for kibox doctor",
    )
    verb.set_defaults(run=run_bench, parser=verb)


def parse_address(text: str) -> Address:
    """Read ``HOST:PORT``.

    Raises:
        argparse.ArgumentTypeError: It is none.
    """
    host, _, port = text.rpartition(":")
    if not host or not port.isdecimal() or not 0 < int(port) <= WIDEST_PORT:
        raise argparse.ArgumentTypeError("say HOST:PORT, as in 127.0.0.1:9092")
    return Address(host=host, port=int(port))


def run_bench(chosen: argparse.Namespace) -> int:
    """Measure, and show what came of it."""
    if chosen.alone and chosen.audiosocket is None:
        chosen.parser.error("--alone needs --audiosocket")
    languages = [Language(each) for each in chosen.language or USUAL]
    wanted = Wanted(languages, chosen.calls, chosen.audiosocket, ours=not chosen.alone)
    if chosen.config and chosen.alone:
        chosen.parser.error("--config notes what kibox holds, and --alone measures another")
    database = load(chosen.config).store.database if chosen.config else None
    if chosen.folder:
        make_folder(chosen.folder)
    report = _measure(wanted, chosen.folder, as_json=chosen.json)
    if database and report:
        _progress(f"Noted in {keep_measured(measured(report, cores(CGROUP_LIMIT)), database)}")
    return 0


def _measure(wanted: Wanted, folder: Path | None, *, as_json: bool) -> Report | None:
    """Measure, and show what was measured, be it all or what there was when it was stopped."""
    kept: list[Report] = []

    def keep(report: Report) -> None:
        kept[:] = [report]
        if folder:
            write_files(report, folder)

    try:
        with asyncio.Runner() as runner:
            runner.get_loop().set_exception_handler(loop_failed)
            runner.run(bench(wanted, _progress, keep))
    finally:
        for report in kept:
            _show(report, as_json=as_json)
    return kept[0] if kept else None


def _show(report: Report, *, as_json: bool) -> None:
    if as_json:
        sys.stdout.write(f"{report.as_json()}\n")
    else:
        Console().print(Markdown(report.as_markdown()))


def measured(report: Report, cores_here: int) -> Measured:
    """Return what the service held, in the language in which it held the fewest calls."""
    ours = [
        [summarise(level) for level in side.levels]
        for side in report.sides
        if side.name == OURS
    ]
    return Measured(
        held=min(holds(levels) for levels in ours),
        tried=min(max(level.calls for level in levels) for levels in ours),
        cores=cores_here,
        at=report.began,
    )


def write_files(report: Report, folder: Path) -> tuple[Path, ...]:
    """Write the report as JSON, as Markdown and as a picture.

    Raises:
        ConfigError: The folder cannot be written.
    """
    texts = {
        "bench.json": report.as_json() + "\n",
        "bench.md": report.as_markdown(),
        "bench.svg": picture(report),
    }
    return write_texts(folder, texts)


def _progress(line: str) -> None:
    sys.stderr.write(f"{line}\n")
    sys.stderr.flush()
