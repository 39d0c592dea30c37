"""The log book: what happened, when, in which call, and never who called or what was said.

A line is a fixed message and named values. The names are a closed set: counts and times
(`is_number_key`) and a few short identifiers (`NAME_KEYS`); a test walks every log call
of the package, and what slips past it is masked here. What libraries log may quote a
caller, so only the fact that they complained is written.
"""

import asyncio
import json
import logging
import re
import sys
import threading
from collections.abc import Iterator
from datetime import UTC, datetime
from enum import Enum
from pathlib import Path
from typing import Any, Final, TextIO

NAME_KEYS: Final = frozenset(
    {
        "act",
        "action",
        "call_id",
        "department",
        "engine",
        "error",
        "event",
        "expect",
        "file",
        "head",
        "host",
        "kind",
        "language",
        "library",
        "model",
        "page",
        "outcome",
        "quality",
        "reason",
        "service",
        "setting",
        "state",
        "status",
        "step",
        "task",
        "version",
        "voice",
    }
)
"""Keys whose value may be a short identifier that is written in our code or configuration."""

NUMBER_KEYS: Final = frozenset({"port", "pid", "attempt", "confidence", "threads", "calls"})
NUMBER_ENDINGS: Final = ("_ms", "_s", "_count", "_bytes", "_hz", "_percent")

MASKED: Final = "(withheld)"
_IDENTIFIER = re.compile(r"(?!\+?\d{5,}$)[A-Za-z0-9_.:/-]{1,80}")
_OURS = "kibox_pbx"

Value = int | float | Enum | str | Path | BaseException | None
"""Of an exception only the class and the place are written: its text may quote a caller."""


def is_number_key(key: str) -> bool:
    """Say whether a value under this key is a count, a size, a time or a port."""
    return key in NUMBER_KEYS or key.endswith(NUMBER_ENDINGS)


class Logger:
    """Writes lines for one module. Get one by `get_logger`."""

    def __init__(self, name: str) -> None:
        self._logger = logging.getLogger(name)

    def debug(self, message: str, /, **values: Value) -> None:
        """For whoever looks for a fault; off by default."""
        self._write(logging.DEBUG, message, values)

    def info(self, message: str, /, **values: Value) -> None:
        """The story of a call, in about five lines."""
        self._write(logging.INFO, message, values)

    def warning(self, message: str, /, **values: Value) -> None:
        """Something was worse than it should be, and we coped."""
        self._write(logging.WARNING, message, values)

    def error(self, message: str, /, **values: Value) -> None:
        """Something the admin must mend."""
        self._write(logging.ERROR, message, values)

    def _write(self, level: int, message: str, values: dict[str, Value]) -> None:
        if self._logger.isEnabledFor(level):
            shown = {key: _shown(key, value) for key, value in values.items()}
            self._logger.log(level, message, extra={"values": shown})


def get_logger(name: str) -> Logger:
    """Return the logger of a module; ``name`` is its ``__name__``."""
    return Logger(name)


def configure(
    level: str = "INFO", stream: TextIO | None = None, *, as_json: bool = False
) -> None:
    """Send the log to a stream (stderr), one line each; may be called again.

    Args:
        level: DEBUG, INFO, WARNING or ERROR.
        stream: Where to write; None: stderr.
        as_json: One JSON object a line instead of ``key=value``.
    """
    handler = logging.StreamHandler(stream or sys.stderr)
    handler.setFormatter(_Lines(as_json=as_json))
    root = logging.getLogger()
    root.handlers = [handler]
    root.setLevel(logging.WARNING)
    logging.getLogger(_OURS).setLevel(level.upper())


def silent_logger(name: str) -> logging.Logger:
    """Return a logger that writes nothing, for a library that would quote callers."""
    logger = logging.getLogger(name)
    logger.disabled = True
    return logger


def withhold_uncaught() -> None:
    """Write of an error that nobody caught only class and place: its text may quote a caller.

    Python itself would print the whole of it to stderr, and so into the system's journal.
    """
    sys.excepthook = lambda _kind, error, _trace: _uncaught(error)
    sys.unraisablehook = lambda failure: _uncaught(failure.exc_value)
    threading.excepthook = lambda failure: _uncaught(failure.exc_value)


def loop_failed(_loop: asyncio.AbstractEventLoop, context: dict[str, Any]) -> None:
    """Write of an error in an event loop only class and place: its exception handler."""
    _uncaught(context.get("exception"))


def _uncaught(error: BaseException | None) -> None:
    get_logger(__name__).error("an error that nobody caught", error=error)


def _leaves(error: BaseException) -> Iterator[BaseException]:
    """Yield the errors of a group, since of the group itself the place says nothing."""
    if isinstance(error, BaseExceptionGroup):
        for each in error.exceptions:
            yield from _leaves(each)
    else:
        yield error


def _shown(key: str, value: Value) -> int | float | str | None:
    if isinstance(value, BaseException):
        return "+".join(_place(each) for each in _leaves(value))
    if isinstance(value, Enum):
        value = str(value.value)
    if isinstance(value, Path):
        value = value.name
    if isinstance(value, str):
        return value if key in NAME_KEYS and _IDENTIFIER.fullmatch(value) else MASKED
    return value if value is None or is_number_key(key) else MASKED


def _place(error: BaseException) -> str:
    """Return class, file and line of an error, such as ``OSError@audiosocket.py:81``."""
    step = error.__traceback__
    while step is not None and step.tb_next is not None:
        step = step.tb_next
    name = type(error).__name__
    return (
        f"{name}@{Path(step.tb_frame.f_code.co_filename).name}:{step.tb_lineno}"
        if step
        else name
    )


class _Lines(logging.Formatter):
    def __init__(self, *, as_json: bool) -> None:
        super().__init__()
        self._as_json = as_json

    def format(self, record: logging.LogRecord) -> str:
        at = datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds")
        message, values = _content(record)
        if self._as_json:
            line = {"at": at, "level": record.levelname, "message": message}
            return json.dumps(line | values)
        pairs = "".join(f" {key}={value}" for key, value in values.items())
        return f"{at} {record.levelname} {message}{pairs}"


def _content(record: logging.LogRecord) -> tuple[str, dict[str, object]]:
    """Return what may be written of a record; of a library's, only that there was one."""
    values = getattr(record, "values", None)
    if isinstance(values, dict):
        return record.msg, values
    return "a library complained", {"library": record.name, "line": record.lineno}
