"""The measurement from end to end: levels rise until the machine is full, side by side."""

import os
import platform
import tempfile
from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Protocol

from kibox_pbx import __version__
from kibox_pbx.bench.figures import LevelFigures, Side
from kibox_pbx.bench.house import house
from kibox_pbx.bench.levels import CALLS_OF_A_LEVEL, MOST_CALLS, doubling, is_full
from kibox_pbx.bench.measuring import OurLevels, TheirLevels
from kibox_pbx.bench.report import Report, level_line
from kibox_pbx.bench.summary import summarise
from kibox_pbx.config.settings import Address
from kibox_pbx.demo.machine import prepared
from kibox_pbx.rehearsal.voices import find_voice_box
from kibox_pbx.utterance import Language

Progress = Callable[[str], None]
"""Is told a line about what is done."""

Keep = Callable[[Report], None]
"""Is given everything that there is so far, after each level: what is stopped is not lost."""


class Measurer(Protocol):
    """Measures one contestant in one language."""

    @property
    def name(self) -> str:
        """Whose figures these are."""
        ...

    @property
    def engines(self) -> tuple[str, ...]:
        """What hears, thinks and speaks, as far as it is known."""
        ...

    @property
    def language(self) -> Language:
        """What callers speak."""
        ...

    async def measure(self, calls: int) -> LevelFigures:
        """Measure so many calls at once."""
        ...


@dataclass(frozen=True, slots=True)
class Wanted:
    """What is to be measured."""

    languages: Sequence[Language]
    levels: Sequence[int] | None = None
    """Calls at once, rising, each of them measured; None: doubling until it is full."""

    other: Address | None = None
    """An AudioSocket server to measure, too."""

    ours: bool = True
    of_a_level: int = CALLS_OF_A_LEVEL
    """Fewest calls that a level is measured by."""


async def bench(wanted: Wanted, progress: Progress, keep: Keep) -> Report:
    """Measure, and return everything that was.

    Raises:
        KiboxError: Something is missing or in use; the text says what to do.
    """
    began, sides = datetime.now(UTC), list[Side]()

    def report(*more: Side) -> Report:
        return Report(began, __version__, machine(), (*sides, *more))

    if wanted.ours:
        progress("Starting Asterisk, loading the models (the first time takes a minute) …")
    async with _contestants(wanted) as measurers:
        for each in measurers:
            side = await rising(each, wanted.levels, progress, lambda one: keep(report(one)))
            sides.append(side)
    return report()


async def rising(
    measurer: Measurer,
    levels: Sequence[int] | None,
    progress: Progress,
    keep: Callable[[Side], None],
) -> Side:
    """Measure one level after the other; where none were named, until the machine is full.

    Args:
        measurer: Measures each.
        levels: Calls at once, or none.
        progress: Is told each level in a line.
        keep: Is given what there is after each level.
    """
    measured: list[LevelFigures] = []

    def side() -> Side:
        return Side(measurer.name, measurer.language, measurer.engines, tuple(measured))

    for calls in levels or doubling():
        progress(f"{measurer.name}, {measurer.language}: {calls} at once …")
        measured.append(await measurer.measure(calls))
        level = summarise(measured[-1])
        progress(level_line(level))
        keep(side())
        if levels is None and is_full(level):
            break
    return side()


def machine() -> str:
    """Return what this machine is, without its name."""
    pages = os.sysconf("SC_PHYS_PAGES") * os.sysconf("SC_PAGE_SIZE")
    return f"{os.cpu_count()} cores ({_processor()}), {pages / 2**30:.0f} GB"


def _processor() -> str:
    try:
        lines = Path("/proc/cpuinfo").read_text(encoding="utf-8").splitlines()
    except OSError:
        return platform.machine()
    names = [line.partition(":")[2].strip() for line in lines if line.startswith("model name")]
    return names[0] if names else platform.machine()


@asynccontextmanager
async def _contestants(wanted: Wanted) -> AsyncIterator[list[Measurer]]:
    """Have everything running that is to be measured."""
    measurers: list[Measurer] = []
    if wanted.other:
        voices = find_voice_box(await prepared("callers.sh"))
        measurers += [
            TheirLevels(wanted.other, each, voices, wanted.of_a_level)
            for each in wanted.languages
        ]
    if not wanted.ours:
        yield measurers
        return
    with tempfile.TemporaryDirectory(prefix="kibox-bench-") as folder:
        async with house(Path(folder), MOST_CALLS) as at_work:
            ours = [OurLevels(at_work, each, wanted.of_a_level) for each in wanted.languages]
            yield [*ours, *measurers]
