"""A measurement that is stopped keeps what it has, and leaves nothing running."""

import json
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from kibox_pbx.bench.load import family
from tests.telephone.conftest import TELEPHONE

pytestmark = [*TELEPHONE, pytest.mark.long, pytest.mark.timeout(600)]

FIRST_RESULT_S = 400
END_S = 60


def stopped_once_it_wrote(result: Path, *arguments: str) -> tuple[int, str]:
    """Start a measurement, interrupt it at its first result; return its end and words."""
    # in the background of a shell it is ignored, and a child would ignore it, too
    signal.signal(signal.SIGINT, signal.default_int_handler)
    with subprocess.Popen(  # noqa: S603 - our own words
        [sys.executable, "-m", "kibox_pbx.cli", *arguments, "--folder", str(result.parent)],
        stdout=subprocess.PIPE,
        text=True,
        start_new_session=True,
    ) as measuring:
        until = time.monotonic() + FIRST_RESULT_S
        while not result.exists() and time.monotonic() < until and measuring.poll() is None:
            time.sleep(0.2)
        started = family(measuring.pid)
        measuring.send_signal(signal.SIGINT)
        told, _ = measuring.communicate(timeout=END_S)
    assert len(started) > 3, "Asterisk and the service should have been running"
    assert not [pid for pid in started if Path(f"/proc/{pid}").exists()]
    return measuring.returncode, told


async def test_a_stopped_soak_is_judged_by_what_it_has(tmp_path: Path) -> None:
    arguments = ("soak", "--minutes", "20", "--calls", "1", "--language", "en")
    _, told = stopped_once_it_wrote(tmp_path / "soak.json", *arguments)
    assert "minutes (stopped; 20 were wanted)" in " ".join(told.split())
    read = json.loads((tmp_path / "soak.json").read_text())
    assert read["length_s"] < 600
    assert read["looks"][0]["service"]["threads"] > 3


async def test_a_stopped_bench_keeps_the_levels_that_it_measured(tmp_path: Path) -> None:
    arguments = ("bench", "--calls", "1,50", "--language", "en")
    code, told = stopped_once_it_wrote(tmp_path / "bench.json", *arguments)
    assert code == 130
    assert "holds" in told
    read = json.loads((tmp_path / "bench.json").read_text())
    assert [level["calls"] for level in read["sides"][0]["levels"]] == [1]
