"""What is told of a soak: for machines, for people, as a picture."""

import json
from dataclasses import replace
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest

from kibox_pbx.soak.figures import Look
from kibox_pbx.soak.judgement import FIGURES
from kibox_pbx.soak.picture import picture
from kibox_pbx.soak.report import look_line
from kibox_pbx.soak.verb import write_files
from tests.soak.looks import STEADY, a_look, a_report, two_hours


def leaking(minute: float) -> Look:
    return a_look(minute, replace(STEADY, files=int(26 + minute)))


def test_a_good_soak_holds_and_says_so() -> None:
    report = a_report(two_hours())
    assert report.holds
    assert report.is_whole
    assert "**Nothing grows.**" in report.as_markdown()
    assert "120 minutes, 4 calls at once: 240 placed, 240 answered" in report.as_markdown()


def test_what_grows_is_named() -> None:
    report = a_report(two_hours(leaking))
    assert not report.holds
    assert "**Grows: open files.**" in report.as_markdown()
    assert "| open files | 41 | 146 | +60 (+60 to +60) | 1 an hour | grows |" in (
        report.as_markdown()
    )


def test_a_call_that_was_not_answered_makes_it_fail() -> None:
    report = a_report(two_hours(), answered=239)
    assert not report.holds
    assert "Not every call was answered" in report.as_markdown()


def test_a_stopped_soak_is_judged_by_what_there_is() -> None:
    report = a_report(two_hours()[:60])
    assert not report.is_whole
    assert report.holds
    assert "60 minutes (stopped; 120 were wanted)" in report.as_markdown()


def test_machines_read_every_look_and_every_judgement(tmp_path: Path) -> None:
    report = a_report(two_hours(leaking))
    write_files(report, tmp_path)
    assert {path.name for path in tmp_path.iterdir()} == {"soak.json", "soak.md", "soak.svg"}
    read = json.loads((tmp_path / "soak.json").read_text())
    assert read["holds"] is False
    assert len(read["looks"]) == 120
    assert read["looks"][0]["service"]["threads"] == 13
    by_name = {each["name"]: each for each in read["judged"]}
    assert by_name["open files"]["verdict"] == "grows"
    assert by_name["open files"]["slope"]["rate"] == pytest.approx(60)
    assert by_name["threads"]["verdict"] == "steady"


@pytest.mark.parametrize("looks", [two_hours(leaking), two_hours()[:1], ()], ids=len)
def test_the_picture_has_a_diagram_a_figure(looks: tuple[Look, ...]) -> None:
    root = ET.fromstring(picture(a_report(looks)))  # noqa: S314 - our own
    words = [each.text or "" for each in root.iter("{http://www.w3.org/2000/svg}text")]
    for figure in FIGURES:
        assert any(text.startswith(figure.name) for text in words)


def test_a_line_is_told_while_it_goes_on() -> None:
    told = look_line(a_look(2.0, wait_ms=None))
    assert "2.0 min: 4 calls, wait - ms, 1400 MB, 13 threads, 26 files, 4,000 objects" in told
