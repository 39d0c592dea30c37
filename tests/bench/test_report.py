"""What is told of a measurement: figures, tables, a picture."""

import json
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest

from kibox_pbx.bench.drawing import Drawing
from kibox_pbx.bench.figures import LevelFigures, Side
from kibox_pbx.bench.picture import Panel, picture, round_up
from kibox_pbx.bench.report import Report, held_line, level_line
from kibox_pbx.bench.summary import STAGES, summarise
from kibox_pbx.bench.targets import targets
from kibox_pbx.bench.verb import measured, write_files
from kibox_pbx.errors import ConfigError
from tests.bench.levels_of import UNANSWERED, a_call, a_level

SVG = "{http://www.w3.org/2000/svg}"


def report(*levels: LevelFigures) -> Report:
    side = Side("kibox", "en", ("stt-en vosk-en-us-small (vosk)",), levels)
    return Report(datetime(2027, 3, 3, 9, tzinfo=UTC), "0.1", "2 cores", (side,))


ONE = a_level(1, a_call(500, 600, 700), a_call(450))
FOUR = a_level(4, *[a_call(1400, 1300)] * 3, UNANSWERED)


def test_machines_get_what_it_comes_to_and_every_turn() -> None:
    read = json.loads(report(ONE, FOUR).as_json())
    [side] = read["sides"]
    assert (side["holds"], side["limit_reached"]) == (1, True)
    assert [level["calls"] for level in side["levels"]] == [1, 4]
    assert side["levels"][0]["wait"]["median"] == summarise(ONE).wait.median  # type: ignore[union-attr]
    assert side["levels"][1]["answered"] == 3
    waits = [turn["wait_ms"] for turn in side["calls"][0]["turns"]]
    assert waits == [500, 600, 700, 1100]
    assert side["calls"][-1]["problem"] == UNANSWERED.problem
    assert {each["what"]: each["met"] for each in side["targets"]}[
        "4 calls: answer, median"
    ] is False


def row(text: str, name: str) -> list[str]:
    [line] = [line for line in text.splitlines() if line.startswith(f"| {name} |")]
    return [cell.strip() for cell in line.split("|")[2:-1]]


def test_people_get_the_levels_beside_each_other_and_what_went_wrong() -> None:
    text = report(ONE, FOUR).as_markdown()
    assert row(text, "at once") == ["kibox en, 1", "kibox en, 4"]
    assert row(text, "answered") == ["2 of 2", "3 of 4"]
    assert row(text, "wait for an answer") == ["650 / 1100", "1300 / 1400"]
    assert row(text, "20 ms frames missing") == ["0", "0"]
    assert f"- 4 at once, 1 call: {UNANSWERED.problem}" in text
    assert all(len(row(text, f"stage: {stage}")) == 2 for stage in STAGES)
    assert "vosk-en-us-small" in text


def test_what_nobody_knows_of_a_side_has_no_row() -> None:
    turns = tuple(replace(turn, waterfall=None) for turn in a_call(500).turns)
    level = replace(a_level(1, replace(a_call(), turns=turns)), uses={}, loop_lags_ms=())
    text = report(level).as_markdown()
    assert row(text, "wait for an answer") == ["800 / 1100"]
    assert "stage:" not in text
    for name in ("booked", "callers cut off", "cores, service", "MB a call"):
        assert f"| {name} |" not in text


def test_how_many_are_held_and_why_not_more_is_a_sentence() -> None:
    assert held_line([summarise(ONE)]) == "holds 1 at once, perhaps more: no more were tried."
    why = "with 4: 1 of 4 not answered, median wait 1300 ms."
    assert held_line([summarise(ONE), summarise(FOUR)]) == f"holds 1 at once; {why}"
    assert held_line([summarise(FOUR)]) == f"does not even hold the fewest tried; {why}"


def test_a_level_is_told_in_a_line() -> None:
    line = level_line(summarise(FOUR))
    assert line.strip().startswith("3 of 4 answered, 3 booked; wait 1300 / 1400 ms")


def test_targets_are_of_the_levels_that_were_measured() -> None:
    found = {each.what: each for each in targets([summarise(ONE), summarise(FOUR)])}
    assert found["1 call: answer without the model, median"].measured == 550
    assert found["1 call: answer without the model, median"].met
    assert found["1 call: barge-in, 95 %"].measured == 120
    assert found["4 calls: not answered"].measured == 1
    assert not found["4 calls: not answered"].met
    assert found["1 call, held: frames missing"].measured == 0
    assert targets([summarise(a_level(2, UNANSWERED))]) == ()


def test_a_target_of_what_was_never_heard_is_not_met() -> None:
    found = targets([summarise(a_level(1, UNANSWERED))])
    assert not any(each.met for each in found if each.unit == "ms")


def test_a_picture_has_a_bar_for_each_stage_and_a_dot_for_each_wait() -> None:
    drawn = ET.fromstring(picture(report(ONE, FOUR)))  # noqa: S314 - our own words
    titles = [title.text for title in drawn.iter(f"{SVG}title")]
    for calls in (1, 4):
        assert f"median, {calls} at once: {summarise_wait(calls):.0f}" in titles
        for stage in STAGES:
            assert any((text or "").startswith(f"{stage}, {calls} at once") for text in titles)


def summarise_wait(calls: int) -> float:
    wait = summarise({1: ONE, 4: FOUR}[calls]).wait
    assert wait is not None
    return wait.median


def test_bars_are_as_high_as_their_values() -> None:
    drawing = Drawing(400, 300)
    panel = Panel(drawing, 0, 0, 1000, (1,))
    panel.stacks([{"endpoint": 500.0, "voice": 250.0}], {"endpoint": "#000", "voice": "#fff"})
    boxes = [
        each
        for each in ET.fromstring(drawing.svg()).iter(f"{SVG}rect")  # noqa: S314 - ours
        if each.get("fill") in {"#000", "#fff"}
    ]
    assert [float(box.get("height", "")) for box in boxes] == [100.0, 50.0]
    assert [float(box.get("y", "")) for box in boxes] == [100.0, 50.0]


def test_a_picture_of_nothing_heard_can_be_drawn() -> None:
    assert ET.fromstring(picture(report(a_level(1, UNANSWERED)))) is not None  # noqa: S314


def test_words_in_a_picture_may_be_any() -> None:
    drawing = Drawing(10, 10)
    drawing.words(0, 0, '<a & "b">')
    drawing.dot(1, 1, "#000", "<&>")
    assert ET.fromstring(drawing.svg()).find(f"{SVG}text").text == '<a & "b">'  # type: ignore[union-attr]  # noqa: S314


@pytest.mark.parametrize(
    ("value", "end"), [(0, 1), (0.7, 0.8), (1, 1), (1.1, 2), (990, 1000), (1730, 2000), (5, 6)]
)
def test_axes_end_at_round_numbers(value: float, end: float) -> None:
    assert round_up(value) == pytest.approx(end)


def test_a_folder_gets_figures_tables_and_picture(tmp_path: Path) -> None:
    written = write_files(report(ONE), tmp_path)
    assert {path.name for path in written} == {"bench.json", "bench.md", "bench.svg"}
    assert json.loads((tmp_path / "bench.json").read_text())["version"] == "0.1"


def test_a_folder_that_is_none_is_refused(tmp_path: Path) -> None:
    (tmp_path / "bench.json").mkdir()
    with pytest.raises(ConfigError, match="cannot be written"):
        write_files(report(ONE), tmp_path)


def test_what_is_noted_for_the_doctor_is_the_worse_language_and_no_other_server() -> None:
    whole = report(ONE, FOUR)
    (english,) = whole.sides
    german = replace(english, language="de", levels=(a_level(1, UNANSWERED),))
    other = replace(english, name="other", levels=(a_level(50, a_call(100)),))
    noted = measured(whole, 2)
    assert (noted.held, noted.tried, noted.cores, noted.at) == (1, 4, 2, whole.began)
    noted = measured(replace(whole, sides=(english, german, other)), 2)
    assert (noted.held, noted.tried) == (0, 1)
