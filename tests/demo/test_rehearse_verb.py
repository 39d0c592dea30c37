"""``kibox rehearse``: what is printed, for whom, and the exit status."""

import json
from pathlib import Path

import pytest

from kibox_pbx.cli import main
from tests.rehearsal.practice import practice, write

pytestmark = pytest.mark.whole

DONE, FAILED, WRONG_USAGE = 0, 1, 2

Captured = pytest.CaptureFixture[str]


def test_scenarios_that_pass_are_a_line_each_and_a_summary(
    tmp_path: Path, capsys: Captured
) -> None:
    practice(tmp_path)
    paths = [str(write(tmp_path)), str(write(tmp_path, name="again"))]
    assert main(["rehearse", *paths, "--text"]) == DONE
    printed = capsys.readouterr()
    assert printed.out == "books-a-checkup: passed\nagain: passed\n"
    assert printed.err.startswith("2 of 2 passed in ")


def test_one_that_differs_and_one_that_is_broken_fail_without_stopping_the_others(
    tmp_path: Path, capsys: Captured
) -> None:
    practice(tmp_path)
    odd = write(tmp_path, name="odd", expect={"outcome": "cancelled"})
    broken = write(tmp_path, name="broken", speaks="x")
    assert main(["rehearse", str(odd), str(broken), str(write(tmp_path))]) == FAILED
    out = capsys.readouterr().out.splitlines()
    assert out[0] == "odd: failed"
    assert out[1] == "  outcome: expected cancelled, got booked"
    assert out[2] == "broken: failed"
    assert "speaks: unknown setting" in out[3]
    assert out[4] == "books-a-checkup: passed"


def test_machines_get_an_object_a_line(tmp_path: Path, capsys: Captured) -> None:
    practice(tmp_path)
    assert main(["rehearse", str(write(tmp_path)), "--json"]) == DONE
    [line] = capsys.readouterr().out.splitlines()
    told = json.loads(line)
    assert list(told) == [
        "name", "passed", "differences", "outcome", "cut_off", "interrupted", "turns",
    ]  # fmt: skip
    assert {turn["speaker"] for turn in told["turns"]} == {"assistant", "caller"}


@pytest.mark.parametrize(
    "arguments", [[], ["x.yaml", "--text", "--phone"], ["x.yaml", "--loud"]]
)
def test_wrong_usage_is_exit_2(arguments: list[str]) -> None:
    with pytest.raises(SystemExit) as left:
        main(["rehearse", *arguments])
    assert left.value.code == WRONG_USAGE


@pytest.mark.engine
def test_the_language_model_may_take_part(tmp_path: Path, capsys: Captured) -> None:
    practice(tmp_path)
    assert main(["rehearse", str(write(tmp_path)), "--model"]) == DONE
    assert capsys.readouterr().out == "books-a-checkup: passed\n"


@pytest.mark.long
@pytest.mark.telephone
@pytest.mark.engine
def test_the_same_files_are_played_over_a_real_line(tmp_path: Path, capsys: Captured) -> None:
    practice(tmp_path)
    asks = {
        "language": "en",
        "says": "Put me through to the front desk please",
        "answers": {"offer_message": "no thank you", "anything_else": "no, goodbye"},
    }
    free = write(tmp_path, name="free", expect={"transferred_to": "reception"}, **asks)
    engaged = write(
        tmp_path,
        name="engaged",
        given={"busy": ["reception"]},
        hangs_up_on="offer_message",
        expect={"transferred_to": None, "said": ["artificial intelligence"]},
        **asks,
    )
    at_night = write(
        tmp_path,
        name="presses-zero-at-night",
        keys={"ask_intent": "0"},
        caller="anonymous",
        now="2026-11-25T23:00:00+01:00",
        expect={"outcome": "abandoned", "transferred_to": None, "max_turns": 3},
        **asks,
    )
    broken = write(tmp_path, name="broken", speaks="x")
    paths = [str(each) for each in (free, broken, engaged, at_night)]
    assert main(["rehearse", *paths, "--phone", "--json"]) == FAILED
    told = {
        each["name"]: each for each in map(json.loads, capsys.readouterr().out.splitlines())
    }
    differences = {name: each["differences"] for name, each in told.items()}
    assert differences.pop("broken")
    assert differences == {"free": [], "engaged": [], "presses-zero-at-night": []}
    assert any("latency_ms" in turn for turn in told["free"]["turns"])
