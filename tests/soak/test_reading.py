"""What a program holds is read with its descendants'."""

import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from kibox_pbx.soak.reading import Held, held_by, kept_in

HOLDS = """
import socket, sys, threading
files = [open("/dev/null") for _ in range(7)]
pair = socket.socketpair()
for _ in range(3):
    threading.Thread(target=threading.Event().wait, daemon=True).start()
much = bytearray(b"x") * 40_000_000
print(flush=True)
sys.stdin.read()
"""
HOLDS_IN_CHILD = f"""
import subprocess, sys
from subprocess import PIPE
child = subprocess.Popen([sys.executable, "-c", {HOLDS!r}], stdin=PIPE, stdout=PIPE)
child.stdout.readline()
print(flush=True)
sys.stdin.read()
child.stdin.close()
child.wait()
"""


@contextmanager
def running(program: str) -> Iterator[int]:
    with subprocess.Popen(  # noqa: S603 - our own words
        [sys.executable, "-c", program], stdin=subprocess.PIPE, stdout=subprocess.PIPE
    ) as process:
        assert process.stdout is not None
        assert process.stdin is not None
        process.stdout.readline()
        yield process.pid
        process.stdin.close()


def test_files_sockets_threads_and_memory_of_a_child_count() -> None:
    with running(HOLDS_IN_CHILD) as pid:
        held = held_by(pid)
    assert held.threads == 1 + 4
    assert held.sockets == 2
    assert 3 + 2 + 3 + 7 + 2 <= held.files <= 3 + 2 + 3 + 7 + 2 + 4
    assert held.memory_mb > 40
    assert 40 < held.own_mb <= held.memory_mb


def test_one_that_has_ended_holds_nothing() -> None:
    process = subprocess.Popen([sys.executable, "-c", "pass"])
    process.wait()
    assert held_by(process.pid) == Held(0, 0, 0, 0, 0)


def test_of_one_that_lets_nobody_look_memory_and_threads_are_known(tmp_path: Path) -> None:
    (tmp_path / "7").mkdir()
    (tmp_path / "7" / "stat").write_text("7 (x) S 1 " + "0 " * 40)
    (tmp_path / "7" / "status").write_text("VmRSS:\t  2048 kB\nThreads:\t3\n")
    assert held_by(7, tmp_path) == Held(2.0, 2.0, threads=3, files=0, sockets=0)


def test_an_open_file_more_is_seen(tmp_path: Path) -> None:
    before = held_by(os.getpid())
    with (tmp_path / "one").open("w"):
        assert held_by(os.getpid()).files == before.files + 1
    assert held_by(os.getpid()).files == before.files


def test_the_store_with_its_journal_and_forgotten_files_are_counted(tmp_path: Path) -> None:
    database, temporary = tmp_path / "kibox.db", tmp_path / "tmp"
    (temporary / "deep").mkdir(parents=True)
    database.write_bytes(bytes(2**20))
    database.with_name("kibox.db-wal").write_bytes(bytes(2**19))
    (temporary / "deep" / "left").write_text("")
    kept = kept_in(database, temporary)
    assert kept.store_mb == 1.5
    assert kept.temp_files == 1
