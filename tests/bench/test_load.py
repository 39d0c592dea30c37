"""What programs use, as /proc tells it."""

import os
import subprocess
import sys
import time
from pathlib import Path

import pytest

from kibox_pbx.bench.load import Process, Snapshot, busy, look, read_process, uses

STAT = (
    "77 (a (strange) name) S 42 77 77 0 -1 4194560 100 0 0 0 250 50 30 20 20 0 4 0 100 "
    "200000000 2560 18446744073709551615 1 1 0"
)
BURNS = """
import sys
from time import process_time
end = process_time() + 0.3
while process_time() < end:
    pass
print(flush=True)
sys.stdin.read()
"""
BURNS_IN_CHILD = f"""
import subprocess, sys
from subprocess import PIPE
child = subprocess.Popen([sys.executable, "-c", {BURNS!r}], stdin=PIPE, stdout=PIPE)
child.stdout.readline()
print(flush=True)
sys.stdin.read()
"""


def test_a_line_of_proc_is_read_whatever_the_programs_name() -> None:
    ticks, page_mb = os.sysconf("SC_CLK_TCK"), os.sysconf("SC_PAGE_SIZE") / 2**20
    assert read_process(STAT) == Process(42, 350 / ticks, 2560 * page_mb)


def test_a_program_is_counted_with_its_descendants_and_not_in_its_parents() -> None:
    with subprocess.Popen(  # noqa: S603 - our own words
        [sys.executable, "-c", BURNS_IN_CHILD], stdin=subprocess.PIPE, stdout=subprocess.PIPE
    ) as program:
        assert program.stdin is not None
        assert program.stdout is not None
        before = look({"program": program.pid, "us": os.getpid()})
        program.stdout.readline()
        after = look({"program": program.pid, "us": os.getpid()})
        program.stdin.close()
        program.kill()
    used = uses(before, [before], after)
    assert 0.25 <= used["program"].cpu_s < 3
    assert used["us"].cpu_s < used["program"].cpu_s
    assert used["program"].memory_mb > 5
    assert 0 < busy(before, after) < 1.01


def test_a_program_that_has_ended_uses_nothing() -> None:
    process = subprocess.Popen([sys.executable, "-c", "pass"])
    process.wait()
    assert look({"gone": process.pid}).programs["gone"] == Process(0, 0, 0)


def test_memory_is_the_most_that_was_seen() -> None:
    first, high, last = (
        Snapshot({"service": Process(0, cpu_s, memory_mb)}, 0, 0)
        for cpu_s, memory_mb in ((1.0, 100.0), (2.0, 300.0), (4.0, 200.0))
    )
    used = uses(first, [high], last)["service"]
    assert (used.cpu_s, used.memory_mb, used.grown_mb) == (3.0, 300.0, 200.0)


def test_the_machines_share_is_of_all_cores(tmp_path: Path) -> None:
    def at(busy_ticks: int, idle_ticks: int) -> Snapshot:
        (tmp_path / "stat").write_text(f"cpu  {busy_ticks} 0 0 {idle_ticks} 0 0 0 0 0 0\n")
        return look({}, tmp_path)

    before, after = at(100, 100), at(130, 190)
    assert busy(before, after) == pytest.approx(0.25)
    assert busy(before, before) == 0


def test_looking_is_quick_enough_to_be_done_while_measuring() -> None:
    began_s = time.process_time()
    look({"us": os.getpid()})
    assert time.process_time() - began_s < 0.2
