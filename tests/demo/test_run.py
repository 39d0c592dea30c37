"""What the demonstration prints beside its calls, and how it moves a practice's settings."""

from pathlib import Path

import pytest

from kibox_pbx.admin.setup import CONFIG, make_practice_folder
from kibox_pbx.config.loader import load
from kibox_pbx.demo.machine import rehearsed
from kibox_pbx.demo.run import ear_line
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
    assert moved.web is None
    unmoved = {"telephone": settings.telephone, "web": settings.web}
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
