"""Levels rise until the machine is full; the command line."""

import asyncio
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from kibox_pbx.bench.figures import LevelFigures, Side
from kibox_pbx.bench.loop_lag import watch_loop
from kibox_pbx.bench.run import machine, rising
from kibox_pbx.cli import main
from kibox_pbx.utterance import Language
from tests.bench.levels_of import a_call, a_level

WRONG_USAGE = 2


@dataclass(slots=True)
class MadeUpMachine:
    """A contestant whose waits are known."""

    waits_ms: Mapping[int, int]
    name: str = "made up"
    engines: tuple[str, ...] = ()
    language: Language = Language.ENGLISH
    measured: list[int] = field(default_factory=list)

    async def measure(self, calls: int) -> LevelFigures:
        self.measured.append(calls)
        return a_level(calls, *[a_call(*[self.waits_ms[calls]] * 3)] * calls)


async def measured_levels(
    waits_ms: Mapping[int, int], levels: Sequence[int] | None
) -> list[int]:
    told: list[str] = []
    kept: list[Side] = []
    side = await rising(MadeUpMachine(waits_ms), levels, told.append, kept.append)
    assert len(told) == 2 * len(side.levels)
    assert kept[-1] == side
    return [level.calls for level in side.levels]


async def test_more_are_tried_until_the_wait_is_too_long() -> None:
    waits = {1: 500, 2: 600, 4: 1200, 8: 1800, 16: 500}
    assert await measured_levels(waits, None) == [1, 2, 4, 8]


async def test_levels_that_were_asked_for_are_all_measured() -> None:
    assert await measured_levels({1: 500, 2: 9000, 4: 9000}, (1, 2, 4)) == [1, 2, 4]


async def test_it_ends_where_there_are_no_more_ports() -> None:
    waits = dict.fromkeys((1, 2, 4, 8, 16, 32), 500)
    assert await measured_levels(waits, None) == list(waits)


async def test_what_was_measured_before_it_broke_is_kept() -> None:
    kept: list[Side] = []
    with pytest.raises(KeyError):
        await rising(MadeUpMachine({1: 500, 2: 600}), None, list[str]().append, kept.append)
    assert [len(side.levels) for side in kept] == [1, 2]


def test_a_machine_is_told_without_its_name() -> None:
    assert "cores" in machine()
    assert "GB" in machine()


async def test_a_loop_that_was_held_up_is_late() -> None:
    told: list[float] = []
    async with asyncio.TaskGroup() as tasks:
        watching = tasks.create_task(watch_loop(told.extend))
        await asyncio.sleep(0.2)
        _hold_up_for(0.3)
        while not told:  # noqa: ASYNC110 - nobody tells
            await asyncio.sleep(0.05)
        watching.cancel()
    assert max(told) > 200
    assert sorted(told)[len(told) // 2] < 50


def _hold_up_for(seconds: float) -> None:
    """Do what nothing in an event loop should."""
    loop = asyncio.get_running_loop()
    until = loop.time() + seconds
    while loop.time() < until:
        pass


@pytest.mark.parametrize(
    "arguments",
    [
        ["--calls", "0"],
        ["--calls", "1,many"],
        ["--calls", "51"],
        ["--language", "fr"],
        ["--audiosocket", "9092"],
        ["--audiosocket", "localhost:0"],
        ["--alone"],
    ],
    ids=" ".join,
)
def test_wrong_usage_is_told_before_anything_is_started(
    arguments: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit) as ended:
        main(["bench", *arguments])
    assert ended.value.code == WRONG_USAGE
    assert "usage: kibox bench" in capsys.readouterr().err


def test_a_folder_that_cannot_be_is_told_before_anything_is_started(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "file").write_text("")
    assert main(["bench", "--folder", str(tmp_path / "file" / "here")]) == 1
    assert "cannot be made" in capsys.readouterr().err
