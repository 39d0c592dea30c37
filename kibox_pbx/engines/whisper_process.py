"""Whisper in a process of its own, started again when it dies. Everything here blocks."""

import json
import subprocess
import sys
import threading
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from kibox_pbx.engines.whisper_model import Guess
from kibox_pbx.engines.yielding import NICENESS
from kibox_pbx.errors import EngineError, ModelError
from kibox_pbx.log import get_logger
from kibox_pbx.utterance import Language

TRIES = 2
"""A turn over which the process died or failed is heard once more, by another one: who found no
memory for it may find none ever after. No turn kills it twice in a row."""

_LOG = get_logger(__name__)


@dataclass(frozen=True, slots=True)
class Manner:
    """How a process hears."""

    hear_s: float
    """A process that takes longer over one turn hangs, and is killed."""

    beams: int = 1
    """Wordings that are followed side by side; see `whisper_model.load`."""

    niceness: int = NICENESS
    """Of the process, on top of that of the worker's thread which starts it: one turn of it
    computes longer than anything else. 19 leaves the processor to all others."""


AT_ONCE = Manner(hear_s=15.0)
"""While a caller waits."""

IN_NO_HURRY = Manner(hear_s=120.0, beams=5, niceness=19)
"""When nobody waits: better, and slower where others need the processor."""


class WhisperProcess:
    """Like `WhisperModel`, but what destroys it destroys nothing else; for one thread."""

    def __init__(self, folder: Path, threads: int, manner: Manner = AT_ONCE) -> None:
        """Start the process and wait until the model is loaded, about two seconds.

        Raises:
            ModelError: The model is missing or broken.
        """
        self._command = [
            *(sys.executable, "-m", "kibox_pbx.engines.whisper_child"),
            *(str(folder), str(threads), str(manner.beams), str(manner.niceness)),
        ]
        self._manner = manner
        self._given_up = False
        self._child = self._start()

    @property
    def pid(self) -> int:
        """Of the process that hears now."""
        return self._child.pid

    def hear(self, pcm: bytes, language: Language, hints: tuple[str, ...] = ()) -> Guess:
        """Return what was said in some sound of 8 kHz; see `WhisperModel.hear`.

        Raises:
            EngineError: The model failed, or its process died over this turn again and again.
        """
        header = json.dumps({"bytes": len(pcm), "language": language, "hints": hints})
        for _ in range(TRIES):
            try:
                return self._ask(header.encode() + b"\n" + pcm)
            except (OSError, EOFError, EngineError):
                self._replace()
        raise EngineError("Whisper's process died or failed over a turn")

    def give_up(self) -> None:
        """Hear nothing more, a turn under way neither; from any thread, `close` comes later."""
        self._given_up = True
        self._child.kill()

    def close(self) -> None:
        """End the process; safe to call twice."""
        _end(self._child)

    def _start(self) -> "subprocess.Popen[bytes]":
        child = subprocess.Popen(  # noqa: S603 - our own module
            self._command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, bufsize=-1
        )
        try:
            _read(child)
        except (EngineError, EOFError) as error:
            _end(child)
            raise ModelError(str(error) or "Whisper's process ended while loading") from None
        return child

    def _replace(self) -> None:
        if self._given_up:
            raise EngineError("Whisper is not wanted any more")
        _LOG.warning("whisper's process died or failed, and is started again")
        _end(self._child)
        try:
            self._child = self._start()
        except ModelError as error:
            raise EngineError("Whisper cannot be started again") from error

    def _ask(self, request: bytes) -> Guess:
        child = self._child
        if child.stdin is None or child.stdin.closed:  # it could not be started again
            raise EOFError
        watchdog = threading.Timer(self._manner.hear_s, child.kill)
        watchdog.start()
        try:
            child.stdin.write(request)
            child.stdin.flush()
            reply = _read(child)
        finally:
            watchdog.cancel()
        return Guess(
            str(reply["text"]), float(str(reply["score"])), int(str(reply["after_ms"]))
        )


def _end(child: "subprocess.Popen[bytes]") -> None:
    child.kill()
    child.wait()
    for pipe in (child.stdin, child.stdout):
        if pipe:
            with suppress(OSError):
                pipe.close()


def _read(child: "subprocess.Popen[bytes]") -> dict[str, object]:
    """Return the next reply.

    Raises:
        EngineError: It says that something failed.
        EOFError: The process is gone.
    """
    line = child.stdout.readline() if child.stdout else b""
    if not line.endswith(b"\n"):
        raise EOFError
    reply: dict[str, object] = json.loads(line)
    if "error" in reply:
        raise EngineError(str(reply["error"]))
    return reply
