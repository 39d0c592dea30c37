"""A real measurement: one call, then two at once, and what it says of each turn."""

import json
from pathlib import Path

import pytest

from kibox_pbx.bench.report import Report
from kibox_pbx.bench.run import Wanted, bench
from kibox_pbx.bench.summary import STAGES, summarise
from kibox_pbx.bench.verb import write_files
from kibox_pbx.utterance import Language
from tests.telephone.conftest import TELEPHONE

pytestmark = [*TELEPHONE, pytest.mark.long]


@pytest.mark.timeout(900)
async def test_one_call_and_two_at_once_are_measured_turn_by_turn(tmp_path: Path) -> None:
    told: list[str] = []
    kept: list[Report] = []
    report = await bench(
        Wanted([Language.ENGLISH], (1, 2), of_a_level=1), told.append, kept.append
    )
    assert [len(each.sides[0].levels) for each in kept] == [1, 2]
    assert kept[-1] == report
    [side] = report.sides
    assert [level.calls for level in side.levels] == [1, 2]
    for level in side.levels:
        summary = summarise(level)
        assert summary.all_answered
        assert summary.wait is not None
        assert summary.wait.count >= 6 * summary.placed
        assert 200 < summary.wait.median < 5000
        assert summary.greeting is not None
        assert summary.greeting.median < 1000
        assert summary.barge_in is not None
        assert summary.barge_in.median < 1000
        assert tuple(summary.stages) == STAGES
        assert summary.stages["endpoint"] > 300
        assert -100 < summary.stages["line"] < 500
        assert summary.cores["service"] > summary.cores["asterisk"] > 0
        assert summary.frames_due > 40 * 50 * summary.placed
        assert summary.loop_lag is not None
    calls = [call for level in side.levels for call in level.placed]
    assert any(turn.needed_model for call in calls for turn in call.turns)
    folder_has_it_all(report, tmp_path)


def folder_has_it_all(report: Report, folder: Path) -> None:
    write_files(report, folder)
    read = json.loads((folder / "bench.json").read_text())
    assert [len(side["calls"]) for side in read["sides"]] == [3]
    assert "+49" not in (folder / "bench.json").read_text()
