"""Whisper in a process of its own, as ``whisper_process`` starts it.

CTranslate2 has been seen to destroy its own memory (docs/decisions.md, 15); here that costs
a turn, not every call. A request is one line of JSON and the sound behind it, a reply one
line of JSON; the first reply says that the model is loaded, or why not. The end of the
input, also when the service was killed, is the end of this process.
"""

import json
import os
import signal
import sys
from contextlib import suppress
from dataclasses import asdict
from io import FileIO
from pathlib import Path

from kibox_pbx.egress.guard import SocketGuard
from kibox_pbx.engines.whisper_model import WhisperModel, load
from kibox_pbx.errors import EngineError, ModelError
from kibox_pbx.memory import allow_no_dumps
from kibox_pbx.utterance import Language


def main() -> None:
    """Load the model, then hear what comes until the input ends."""
    allow_no_dumps()
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    with SocketGuard(), suppress(BrokenPipeError):  # whoever asked is gone
        _serve()


def _serve() -> None:
    replies = _claim_output()
    try:
        folder, threads, beams, niceness = sys.argv[1:]
        os.nice(int(niceness))
        model = load(Path(folder), int(threads), int(beams))
    except ModelError as error:
        _write(replies, {"error": str(error)})
        return
    _write(replies, {})
    while line := sys.stdin.buffer.readline():
        _write(replies, _hear(model, json.loads(line)))


def _hear(model: WhisperModel, request: dict[str, object]) -> dict[str, object]:
    pcm = sys.stdin.buffer.read(int(str(request["bytes"])))
    hints = request["hints"]
    try:
        known = tuple(str(hint) for hint in hints) if isinstance(hints, list) else ()
        return asdict(model.hear(pcm, Language(str(request["language"])), known))
    except EngineError as error:
        return {"error": str(error)}


def _claim_output() -> FileIO:
    """Keep the output for replies; what a library prints goes to the errors."""
    replies = os.fdopen(os.dup(1), "wb", buffering=0)  # nothing is left to write at the end
    os.dup2(2, 1)
    return replies


def _write(replies: FileIO, reply: dict[str, object]) -> None:
    line = memoryview(json.dumps(reply).encode() + b"\n")
    while line:
        line = line[replies.write(line) :]


if __name__ == "__main__":
    main()
