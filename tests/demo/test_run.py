"""What the demonstration prints beside its calls, and how it moves a practice's settings."""

import io
import json
from pathlib import Path

import pytest
from rich.console import Console

from kibox_pbx.admin.setup import CONFIG, make_practice_folder
from kibox_pbx.call.timing import TurnTiming
from kibox_pbx.config.loader import load
from kibox_pbx.demo.machine import rehearsed
from kibox_pbx.demo.run import BenchReport, ear_line
from kibox_pbx.records import Outcome
from kibox_pbx.rehearsal.addresses import Ports
from kibox_pbx.rehearsal.latency import AnswerTime
from kibox_pbx.rehearsal.private_asterisk import (
    AMI_USER,
    ENGLISH_LINE,
    GERMAN_LINE,
    PrivateAsterisk,
)
from kibox_pbx.rehearsal.run_folder import Installation
from kibox_pbx.utterance import Language

WAITS = tuple(AnswerTime(0, wait, cut_in=False) for wait in (800, 1000, None))
REPORT = BenchReport(
    (Outcome.BOOKED, Outcome.ABANDONED), (TurnTiming(400, 200, 0, 100),), WAITS
)


def test_a_rehearsal_is_moved_to_its_own_ports_and_lines(tmp_path: Path) -> None:
    make_practice_folder(tmp_path / "practice")
    settings = load(tmp_path / "practice" / CONFIG)
    ports = Ports(ami=1111, fastagi=2222, audiosocket=3333)
    installation = Installation(tmp_path, tmp_path, tmp_path)
    pbx = PrivateAsterisk(tmp_path / "pbx", installation, ports)
    moved = rehearsed(settings, pbx)
    telephone = moved.telephone
    assert (telephone.fastagi.port, telephone.audiosocket.port) == (2222, 3333)
    assert telephone.ami is not None
    assert (telephone.ami.port, telephone.ami.user) == (1111, AMI_USER)
    assert telephone.ami.secret_file == pbx.secret_file
    assert telephone.languages_by_number == {
        GERMAN_LINE: Language.GERMAN,
        ENGLISH_LINE: Language.ENGLISH,
    }
    unmoved = {"telephone": settings.telephone}
    assert moved.model_copy(update=unmoved) == settings


@pytest.mark.parametrize(
    ("times", "line"),
    [
        (WAITS, "Median wait at the caller's ear: 900 ms"),
        ((), "Median wait at the caller's ear: no answer"),
        (WAITS[2:], "Median wait at the caller's ear: no answer"),
    ],
)
def test_the_wait_at_the_ear_is_a_line(times: tuple[AnswerTime, ...], line: str) -> None:
    assert ear_line(times) == line


def test_machines_get_every_figure_of_a_measurement() -> None:
    assert json.loads(REPORT.as_json()) == {
        "outcomes": ["booked", "abandoned"],
        "turns": [{"endpoint_ms": 400, "hear_ms": 200, "decide_ms": 0, "voice_ms": 100}],
        "ear_median_ms": 900,
    }


def test_people_get_the_share_that_was_booked_and_the_medians() -> None:
    console = Console(file=io.StringIO(), width=100)
    REPORT.show(console)
    assert isinstance(console.file, io.StringIO)
    first, *table, last = console.file.getvalue().splitlines()
    assert first == "2 calls, 1 of them booked"
    assert any("whole answer" in line and "700" in line for line in table)
    assert last == "Median wait at the caller's ear: 900 ms"


def test_a_measurement_without_an_answer_has_no_table() -> None:
    console = Console(file=io.StringIO(), width=100)
    BenchReport((Outcome.FAILED,), (), ()).show(console)
    assert isinstance(console.file, io.StringIO)
    assert len(console.file.getvalue().splitlines()) == 2
