"""The unit drops every packet that would leave, and systemd itself finds it well locked up."""

import re
import shutil
import subprocess
from pathlib import Path

import pytest

from kibox_pbx.cli import main

UNIT = Path(__file__).parent.parent / "install" / "kibox.service"
MOST_EXPOSED = 2.0
"""Of 10, as ``systemd-analyze security`` counts."""

needs_systemd = pytest.mark.skipif(
    shutil.which("systemd-analyze") is None, reason="systemd-analyze is not installed"
)


def settings() -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for line in UNIT.read_text().splitlines():
        name, is_setting, value = line.partition("=")
        if is_setting and not line.startswith("#"):
            found.setdefault(name, []).append(value)
    return found


def analyzed(*arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(  # noqa: S603 (systemd's own tool)
        [shutil.which("systemd-analyze") or "", *arguments],
        capture_output=True,
        text=True,
        check=False,
    )


def test_every_packet_that_would_leave_is_dropped() -> None:
    unit = settings()
    assert unit["IPAddressDeny"] == ["any"]
    assert unit["IPAddressAllow"] == ["localhost"]


def test_neither_dump_nor_swap_takes_what_was_said_to_the_disk() -> None:
    unit = settings()
    assert unit["LimitCORE"] == ["0"]
    assert unit["MemorySwapMax"] == ["0"]


def test_what_no_longer_serves_is_killed_and_started_again_for_as_long_as_it_takes() -> None:
    unit = settings()
    assert unit["NotifyAccess"] == ["main"]
    assert unit["WatchdogSignal"] == ["SIGKILL"]
    assert unit["Restart"] == ["on-failure"]
    assert unit["StartLimitIntervalSec"] == ["0"]


@needs_systemd
def test_systemd_understands_every_line(tmp_path: Path) -> None:
    unit = tmp_path / UNIT.name
    unit.write_text(re.sub(r"ExecStart=\S+", "ExecStart=/bin/true", UNIT.read_text()))
    checked = analyzed("verify", str(unit))
    assert (checked.returncode, checked.stderr) == (0, "")


@needs_systemd
def test_systemd_finds_it_well_locked_up() -> None:
    assert exposure_of(UNIT) <= MOST_EXPOSED


@needs_systemd
def test_the_unit_that_setup_writes_is_as_well_locked_up(tmp_path: Path) -> None:
    (tmp_path / "etc/asterisk").mkdir(parents=True)
    (tmp_path / "etc/systemd/system").mkdir(parents=True)
    for name in ("extensions.conf", "manager.conf"):
        (tmp_path / "etc/asterisk" / name).write_text("[general]\n")
    answers = tmp_path / "answers.yaml"
    answers.write_text("kind: doctor\nname: {de: Praxis}\nreception: PJSIP/200\n")
    where = ["--root", str(tmp_path), "--program", "/opt/other/bin/kibox"]
    assert main(["setup", *where, "--answers", str(answers), "--yes"]) == 0
    unit = tmp_path / "etc/systemd/system/kibox.service"
    assert "ExecStart=/opt/other/bin/kibox serve" in unit.read_text()
    assert exposure_of(unit) <= MOST_EXPOSED


def exposure_of(unit: Path) -> float:
    told = analyzed("security", "--offline=true", str(unit)).stdout
    exposure = re.search(r"Overall exposure level for \S+: (\d+\.\d+)", told)
    assert exposure is not None
    return float(exposure[1])
