"""Whisper's process may die, or be killed; the next turn is heard all the same."""

import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path

import pytest

from kibox_pbx.engines import whisper_process
from kibox_pbx.engines.whisper_process import AT_ONCE, IN_NO_HURRY, WhisperProcess
from kibox_pbx.errors import EngineError, ModelError
from kibox_pbx.utterance import Language
from tests.engines.installed import installed_model

SILENCE = bytes(16000)


def is_alive(pid: int) -> bool:
    state = Path(f"/proc/{pid}/stat")
    return state.exists() and state.read_text().split()[2] != "Z"


def test_a_process_whose_service_is_gone_ends_without_a_word(tmp_path: Path) -> None:
    command = (sys.executable, "-m", "kibox_pbx.engines.whisper_child")
    nowhere, pipe = os.pipe()
    os.close(nowhere)
    try:
        ended = subprocess.run(  # noqa: S603 - our own words
            (*command, str(tmp_path), "1", "1", "0"),
            check=False,
            stdout=pipe,
            stderr=subprocess.PIPE,
        )
    finally:
        os.close(pipe)
    assert (ended.returncode, ended.stderr) == (0, b"")


@pytest.fixture
def whisper() -> Iterator[WhisperProcess]:
    process = WhisperProcess(installed_model("stt-de"), threads=1)
    yield process
    process.close()


@pytest.mark.engine
def test_a_turn_is_heard_although_the_process_died(whisper: WhisperProcess) -> None:
    first = whisper.pid
    os.kill(first, signal.SIGKILL)
    assert whisper.hear(SILENCE, Language.GERMAN).text == ""
    assert whisper.pid != first


@pytest.mark.engine
def test_a_process_that_hangs_is_replaced() -> None:
    whisper = WhisperProcess(installed_model("stt-de"), 1, replace(AT_ONCE, hear_s=5.0))
    first = whisper.pid
    os.kill(first, signal.SIGSTOP)
    assert whisper.hear(SILENCE, Language.GERMAN).text == ""
    assert not is_alive(first)
    whisper.close()


@pytest.mark.engine
def test_a_process_in_no_hurry_leaves_the_processor_to_others() -> None:
    whisper = WhisperProcess(installed_model("stt-de"), 1, IN_NO_HURRY)
    assert os.getpriority(os.PRIO_PROCESS, whisper.pid) == IN_NO_HURRY.niceness
    whisper.close()


@pytest.mark.engine
def test_a_turn_under_way_ends_when_the_process_is_given_up(whisper: WhisperProcess) -> None:
    os.kill(whisper.pid, signal.SIGSTOP)
    with ThreadPoolExecutor(1) as worker:
        turn = worker.submit(whisper.hear, SILENCE, Language.GERMAN)
        whisper.give_up()
        with pytest.raises(EngineError, match="not wanted"):
            turn.result(timeout=AT_ONCE.hear_s / 2)


@pytest.mark.engine
def test_closing_leaves_no_process_behind(whisper: WhisperProcess) -> None:
    pid = whisper.pid
    whisper.close()
    assert not is_alive(pid)


def test_a_missing_model_is_told_at_the_start(tmp_path: Path) -> None:
    with pytest.raises(ModelError, match="kibox models fetch"):
        WhisperProcess(tmp_path, threads=1)


DYING = "echo '{}'; read line; exit 1"
REPLYING = "echo '{}'; while read line; do echo '%s'; done"
GOOD = REPLYING % '{"text": "hello", "score": 0, "after_ms": 0}'
FAILING = REPLYING % '{"error": "no memory"}'
BROKEN = "exit 1"


class ScriptedProcess(WhisperProcess):
    """Does at each start what the next script says; the last one again and again."""

    def __init__(self, *scripts: str) -> None:
        self.starts = 0
        self._scripts = scripts
        self._manner, self._given_up = AT_ONCE, False
        self._child = self._start()

    def _start(self) -> "subprocess.Popen[bytes]":
        script = self._scripts[min(self.starts, len(self._scripts) - 1)]
        self._command = ["/bin/sh", "-c", script]
        self.starts += 1
        return super()._start()


@pytest.mark.parametrize("script", [DYING, FAILING])
def test_a_turn_that_kills_it_every_time_counts_as_not_understood(script: str) -> None:
    whisper = ScriptedProcess(script)
    with pytest.raises(EngineError, match="died"):
        whisper.hear(SILENCE, Language.GERMAN)
    assert whisper.starts == 1 + whisper_process.TRIES
    whisper.close()


def test_a_turn_over_which_it_failed_is_heard_by_another_one() -> None:
    whisper = ScriptedProcess(FAILING, GOOD)
    assert whisper.hear(b"", Language.GERMAN).text == "hello"
    assert whisper.starts == 2
    whisper.close()


def test_one_that_could_not_be_started_again_is_tried_at_the_next_turn() -> None:
    whisper = ScriptedProcess(DYING, BROKEN, GOOD)
    with pytest.raises(EngineError, match="cannot be started"):
        whisper.hear(b"", Language.GERMAN)
    assert whisper.hear(b"", Language.GERMAN).text == "hello"
    whisper.close()
