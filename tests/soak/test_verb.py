"""The command line of a soak."""

from datetime import UTC, datetime
from pathlib import Path

import pytest

from kibox_pbx.admin.measured import Measured, keep
from kibox_pbx.admin.setup import make_practice_folder
from kibox_pbx.cli import main
from kibox_pbx.config.loader import load
from kibox_pbx.soak.run import FASTEST_LOOK_S, LOOK_S, Wanted
from kibox_pbx.soak.verb import held_before
from kibox_pbx.utterance import Language

WRONG_USAGE = 2


@pytest.mark.parametrize(
    "arguments",
    [
        ["--hours", "0"],
        ["--hours", "nan"],
        ["--minutes", "inf"],
        ["--minutes", "some"],
        ["--hours", "1", "--minutes", "5"],
        ["--calls", "0"],
        ["--calls", "51"],
        ["--calls", "²"],
        ["--language", "fr"],
    ],
    ids=" ".join,
)
def test_wrong_usage_is_told_before_anything_is_started(
    arguments: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit) as ended:
        main(["soak", *arguments])
    assert ended.value.code == WRONG_USAGE
    assert "usage: kibox soak" in capsys.readouterr().err


def test_a_folder_that_cannot_be_is_told_before_anything_is_started(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "file").write_text("")
    assert main(["soak", "--folder", str(tmp_path / "file" / "here")]) == 1
    assert "cannot be made" in capsys.readouterr().err


def test_as_many_calls_as_the_machine_held_when_it_was_measured(tmp_path: Path) -> None:
    make_practice_folder(tmp_path / "practice")
    config = tmp_path / "practice" / "kibox.yaml"
    assert held_before(config) is None
    at = datetime(2026, 11, 29, tzinfo=UTC)
    keep(Measured(held=8, tried=16, cores=2, at=at), load(config).store.database)
    assert held_before(config) == 8
    assert held_before(None) is None


@pytest.mark.parametrize(
    ("minutes", "look_s"), [(120, LOOK_S), (5, 15.0), (0.5, FASTEST_LOOK_S)]
)
def test_a_short_run_is_looked_at_more_often(minutes: float, look_s: float) -> None:
    assert Wanted(4, minutes * 60, (Language.ENGLISH,)).look_s == look_s
