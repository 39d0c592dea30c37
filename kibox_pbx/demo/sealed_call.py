"""A whole call where nothing can leave, and what wanted to: the work of `kibox egress verify`.

``python -m kibox_pbx.demo.sealed_call LANGUAGE [--json]`` is its half in the sealed network.
"""

import argparse
import asyncio
import json
import sys
from collections.abc import Sequence
from contextlib import redirect_stdout
from dataclasses import asdict, dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

from kibox_pbx.demo.run import run
from kibox_pbx.egress.guard import SocketGuard
from kibox_pbx.egress.sealed import furnish
from kibox_pbx.egress.watch import Seen, watch
from kibox_pbx.errors import KiboxError
from kibox_pbx.utterance import Language


@dataclass(frozen=True, slots=True)
class Report:
    """What came of a watched call."""

    watched_by: str
    """``packets``: everything was seen; ``guard``: Python code alone."""

    attempts: tuple[str, ...]
    """Each with its destination and, where packets were watched, its process."""

    call_succeeded: bool
    packets: int = 0
    missed: int = 0

    @property
    def is_clean(self) -> bool:
        """Whether a whole call took place, all of it was seen, and nothing wanted to leave."""
        return self.call_succeeded and not self.attempts and not self.missed


def sealed_report(command: Sequence[str]) -> Report:
    """Run a call's program in this process's sealed network, furnished for it.

    Raises:
        KiboxError: The network cannot be furnished or watched.
    """
    with TemporaryDirectory(prefix="kibox-egress-") as folder:
        furnish(Path(folder))
        return _report(watch(command))


def guarded_report(language: Language) -> Report:
    """Run a call in this process, under a guard."""
    guard, folder = SocketGuard(any_program=True), TemporaryDirectory(prefix="kibox-egress-")
    with guard, folder as place, redirect_stdout(sys.stderr):
        status = asyncio.run(run(Path(place), [language], once=True))
    attempts = tuple(f"{each.what}: {each.whither}" for each in guard.refused)
    return Report("guard", attempts, call_succeeded=status == 0)


def call_command(folder: Path, language: Language) -> list[str]:
    """Return what places one call: Asterisk, the service and a simulated caller."""
    ours = [sys.executable, "-m", "kibox_pbx.cli", "run", "--once"]
    return [*ours, "--folder", str(folder), "--call", language.value]


def tell(report: Report, *, as_json: bool) -> int:
    """Print a report; return the exit status: 0 only if nothing wanted to leave."""
    text = json.dumps(asdict(report)) if as_json else "\n".join(_lines(report))
    sys.stdout.write(f"{text}\n")
    return 0 if report.is_clean else 1


def main(arguments: Sequence[str] | None = None) -> int:
    """Place a call in the sealed network that this process was started in."""
    parser = argparse.ArgumentParser()
    parser.add_argument("language", type=Language)
    parser.add_argument("--json", action="store_true")
    chosen = parser.parse_args(arguments)
    try:
        with TemporaryDirectory(prefix="kibox-egress-") as folder:
            report = sealed_report(call_command(Path(folder), chosen.language))
    except KiboxError as error:
        sys.stderr.write(f"{error}\n")
        return 1
    return tell(report, as_json=chosen.json)


def _report(seen: Seen) -> Report:
    attempts = tuple(f"{attempt}, by {owner}" for attempt, owner in seen.attempts.items())
    return Report("packets", attempts, seen.exit_status == 0, seen.packets, seen.missed)


def _lines(report: Report) -> list[str]:
    lines = [f"wanted to leave: {attempt}" for attempt in report.attempts]
    if not report.call_succeeded:
        lines.append("the call failed; its own words are above")
    if report.missed:
        lines.append(f"{report.missed} packets were missed: try again with less going on")
    if report.is_clean and report.watched_by == "packets":
        lines.append(f"a whole call, {report.packets} packets: none wanted to leave")
    elif report.is_clean:
        lines.append("a whole call: Python code opened no way out; C code was not watched")
    return lines


if __name__ == "__main__":
    sys.exit(main())
