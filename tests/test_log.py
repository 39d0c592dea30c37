"""No line of the log can name a caller or quote a call."""

import ast
import asyncio
import io
import json
import logging
import re
import sys
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from kibox_pbx.log import (
    MASKED,
    NAME_KEYS,
    configure,
    get_logger,
    is_number_key,
    loop_failed,
    silent_logger,
    withhold_uncaught,
)
from kibox_pbx.records import Outcome

ROOT = Path(__file__).parent.parent
SOURCES = sorted([*(ROOT / "kibox_pbx").rglob("*.py"), *(ROOT / "agi").rglob("*.py")])
LEVELS = {"debug", "info", "warning", "error", "exception", "critical", "log"}


@pytest.fixture
def stream() -> Iterator[io.StringIO]:
    root = logging.getLogger()
    handlers, level = root.handlers, root.level
    text = io.StringIO()
    configure("DEBUG", text)
    yield text
    root.handlers = handlers
    root.setLevel(level)


def written(stream: io.StringIO) -> str:
    return re.sub(r"^\S+ ", "", stream.getvalue()).rstrip("\n")


def test_a_line_is_time_level_message_and_values(stream: io.StringIO) -> None:
    get_logger("kibox_pbx.test").info(
        "call ended", call_id="3f2a", took_ms=12, outcome=Outcome.BOOKED
    )
    assert re.fullmatch(
        r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}\+00:00 INFO call ended"
        r" call_id=3f2a took_ms=12 outcome=booked\n",
        stream.getvalue(),
    )


def test_a_line_can_be_json(stream: io.StringIO) -> None:
    configure("INFO", stream, as_json=True)
    get_logger("kibox_pbx.test").warning("queue is full", waiting_count=3)
    line = json.loads(stream.getvalue())
    assert line.pop("at").endswith("+00:00")
    assert line == {"level": "WARNING", "message": "queue is full", "waiting_count": 3}


@pytest.mark.parametrize(
    ("key", "value"),
    [
        ("call_id", "030123456"),
        ("call_id", "+49301234567"),
        ("reason", "Erika Mustermann"),
        ("caller", "anonymous"),
        ("caller", 49301234567),
        ("reason", "a" * 81),
    ],
)
def test_what_could_be_a_person_is_withheld(
    stream: io.StringIO, key: str, value: str | int
) -> None:
    get_logger("kibox_pbx.test").info("call answered", **{key: value})
    assert written(stream) == f"INFO call answered {key}={MASKED}"


def test_of_an_error_only_class_and_place_are_written(stream: io.StringIO) -> None:
    try:
        int("Erika Mustermann")
    except ValueError as error:
        get_logger("kibox_pbx.test").error("call failed", error=error)
    assert re.fullmatch(r"ERROR call failed error=ValueError@test_log\.py:\d+", written(stream))


def test_of_a_file_only_its_name_is_written(stream: io.StringIO) -> None:
    get_logger("kibox_pbx.test").info("model loaded", file=Path("/home/erika/model.gguf"))
    assert written(stream) == "INFO model loaded file=model.gguf"


def test_of_a_library_only_the_fact_that_it_complained_is_written(stream: io.StringIO) -> None:
    logging.getLogger("panoramisk").error("CallerIDNum: %s", "030123456")
    assert "a library complained library=panoramisk" in stream.getvalue()
    assert "030123456" not in stream.getvalue()


def test_a_library_can_be_given_a_logger_that_writes_nothing(stream: io.StringIO) -> None:
    silent_logger("panoramisk.silent").error("CallerIDNum: %s", "030123456")
    assert stream.getvalue() == ""


def test_debug_is_off_unless_asked_for(stream: io.StringIO) -> None:
    configure("INFO", stream)
    get_logger("kibox_pbx.test").debug("frame heard", at_ms=20)
    assert stream.getvalue() == ""


@pytest.fixture
def withheld(stream: io.StringIO, monkeypatch: pytest.MonkeyPatch) -> io.StringIO:
    monkeypatch.setattr(sys, "excepthook", sys.__excepthook__)
    monkeypatch.setattr(sys, "unraisablehook", sys.__unraisablehook__)
    monkeypatch.setattr(threading, "excepthook", threading.__excepthook__)
    withhold_uncaught()
    return stream


def raised() -> ExceptionGroup[ValueError]:
    """Return what a call's group of tasks raises when one of them quotes the caller."""
    try:
        int("Erika Mustermann")
    except ValueError as error:
        return ExceptionGroup("one call", [error])
    raise AssertionError


def test_of_an_error_that_nobody_caught_only_class_and_place_are_written(
    withheld: io.StringIO,
) -> None:
    sys.excepthook(ExceptionGroup, raised(), None)
    assert re.fullmatch(
        r"ERROR an error that nobody caught error=ValueError@test_log\.py:\d+",
        written(withheld),
    )


def test_what_fails_in_a_thread_is_not_quoted_either(withheld: io.StringIO) -> None:
    def fail() -> None:
        raise raised()

    thread = threading.Thread(target=fail)
    thread.start()
    thread.join()
    assert "error=ValueError@test_log.py" in written(withheld)
    assert "Erika" not in written(withheld)


def test_what_fails_in_an_event_loop_is_not_quoted_either(withheld: io.StringIO) -> None:
    with asyncio.Runner() as runner:
        runner.get_loop().set_exception_handler(loop_failed)
        runner.get_loop().call_soon(int, "Erika Mustermann")
        runner.run(asyncio.sleep(0))
    assert written(withheld).startswith("ERROR an error that nobody caught error=ValueError@")
    assert "Erika" not in written(withheld)


def problems_in(source: str) -> list[str]:
    """Say which log calls of a source file could carry personal data."""
    tree = ast.parse(source)
    return [
        f"{getattr(node, 'lineno', 0)}: {problem}"
        for node in ast.walk(tree)
        for problem in [*stdlib_logging(node), *unsafe_call(node)]
    ]


def stdlib_logging(node: ast.AST) -> Iterator[str]:
    names = [alias.name for alias in node.names] if isinstance(node, ast.Import) else []
    if isinstance(node, ast.ImportFrom):
        names.append(node.module or "")
    if "logging" in {name.split(".")[0] for name in names}:
        yield "import logging: use kibox_pbx.log"


def unsafe_call(node: ast.AST) -> Iterator[str]:
    if not (isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute)):
        return
    receiver = ast.unparse(node.func.value).lower().rpartition(".")[2].strip("_")
    if node.func.attr not in LEVELS or receiver not in {"log", "logger", "logging"}:
        return
    if len(node.args) != 1 or not isinstance(node.args[0], ast.Constant):
        yield "the message is not one fixed text"
    for keyword in node.keywords:
        yield from unsafe_keyword(keyword)


def unsafe_keyword(keyword: ast.keyword) -> Iterator[str]:
    key, value = keyword.arg, keyword.value
    if key is None or not (key in NAME_KEYS or is_number_key(key)):
        yield f"{key}: not an allowed key"
    elif isinstance(value, ast.JoinedStr | ast.BinOp) and not is_number_key(key):
        yield f"{key}: a text put together at run time"


@pytest.mark.parametrize("source", SOURCES, ids=lambda path: str(path.relative_to(ROOT)))
def test_every_log_call_is_a_fixed_text_with_allowed_keys(source: Path) -> None:
    if source != ROOT / "kibox_pbx" / "log.py":
        assert problems_in(source.read_text()) == []


@pytest.mark.parametrize(
    "source",
    [
        "import logging",
        "from logging import getLogger",
        "log.info(f'call of {caller}')",
        "log.info('call of %s', caller)",
        "self._log.info('call of ' + caller)",
        "log.info('call', caller=caller)",
        "log.info('call', **everything)",
        "log.info('call', reason=f'{caller}')",
        "logger.warning('call', reason='to %s' % caller)",
    ],
)
def test_the_walk_finds_what_it_looks_for(source: str) -> None:
    assert problems_in(source) != []
