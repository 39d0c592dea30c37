"""What an admin types: each verb does what its help says, and answers with an exit status."""

import asyncio
import json
import logging
import re
import signal
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from types import FrameType

import pytest

import kibox_pbx
from kibox_pbx import cli
from kibox_pbx.cli import main
from kibox_pbx.demo.control import PlaceCall, control
from kibox_pbx.utterance import Language

DONE, REFUSED, WRONG_USAGE = 0, 1, 2

Captured = pytest.CaptureFixture[str]

BROKEN = """\
practice:
  name: {de: Praxis}
  timezone: Europe/Munich
hours: {monday: 12:00-08:00}
people: {sommer: {names: {de: Frau Sommer}}}
services:
  checkup: {names: {de: Vorsorge}, minute: 30, minutes: 30, people: sommer}
departments: {desk: {names: {de: Empfang}, dial: PJSIP/200}}
telephone: {reception: nobody}
store: {database: kibox.db, key_file: kibox.key}
"""


@pytest.fixture(autouse=True)
def quiet_process() -> Iterator[None]:
    """Give back what a command changes for its whole process."""
    root, on = logging.getLogger(), (signal.SIGTERM, signal.SIGINT)
    ended_by = [signal.getsignal(each) for each in on]
    handlers, level = root.handlers, root.level
    hooks = sys.excepthook, sys.unraisablehook, threading.excepthook
    yield
    for each, handler in zip(on, ended_by, strict=True):
        signal.signal(each, handler)
    root.handlers = handlers
    root.setLevel(level)
    sys.excepthook, sys.unraisablehook, threading.excepthook = hooks


@pytest.fixture
def practice(tmp_path: Path, capsys: Captured) -> Path:
    assert main(["init", str(tmp_path)]) == DONE
    capsys.readouterr()
    return tmp_path


def usage_error(*arguments: str) -> int | str | None:
    with pytest.raises(SystemExit) as left:
        main(list(arguments))
    return left.value.code


@contextmanager
def demonstration(folder: Path, place_call: PlaceCall) -> Iterator[None]:
    """Serve requests for calls in a thread, since a command needs the main one."""
    ready = threading.Event()
    stops: list[Callable[[], object]] = []

    async def serve() -> None:
        over, loop = asyncio.Event(), asyncio.get_running_loop()
        stops.append(lambda: loop.call_soon_threadsafe(over.set))
        async with control(folder, place_call):
            ready.set()
            await over.wait()

    thread = threading.Thread(target=asyncio.run, args=(serve(),))
    thread.start()
    assert ready.wait(5)
    try:
        yield
    finally:
        stops[0]()
        thread.join()


def verbs() -> list[str]:
    """Return every verb there is; those of a group with their group: ``models list``."""
    found = []
    for verb, parser in subparsers(cli._parser()).items():
        below = subparsers(parser)
        found += [f"{verb} {each}" for each in below] or [verb]
    return found


def subparsers(parser: object) -> dict[str, object]:
    for action in getattr(parser, "_actions", []):
        if hasattr(action, "add_parser"):
            return dict(action.choices)
    return {}


def test_init_says_what_it_wrote_and_touches_nothing_the_second_time(
    tmp_path: Path, capsys: Captured
) -> None:
    folder = tmp_path / "practice"
    assert main(["init", str(folder)]) == DONE
    written = {Path(line) for line in capsys.readouterr().out.splitlines()}
    assert written == set(folder.iterdir())
    before = {path: path.read_bytes() for path in written}
    assert main(["init", str(folder)]) == DONE
    assert capsys.readouterr().out == ""
    assert {path: path.read_bytes() for path in folder.iterdir()} == before


def test_a_folder_that_cannot_be_written_is_told_on_stderr(
    tmp_path: Path, capsys: Captured
) -> None:
    (tmp_path / "file").write_text("")
    assert main(["init", str(tmp_path / "file" / "practice")]) == REFUSED
    out, err = capsys.readouterr()
    assert out == ""
    assert "cannot be written" in err


def test_a_good_configuration_is_fine(practice: Path, capsys: Captured) -> None:
    assert main(["config", "check", "--config", str(practice / "kibox.yaml")]) == DONE
    out, err = capsys.readouterr()
    assert (out, err) == ("", f"{practice / 'kibox.yaml'} is fine\n")


def test_a_broken_configuration_is_told_whole_and_line_by_line(
    tmp_path: Path, capsys: Captured
) -> None:
    path = tmp_path / "kibox.yaml"
    path.write_text(BROKEN)
    assert main(["config", "check", "--config", str(path)]) == REFUSED
    out, err = capsys.readouterr()
    assert out == ""
    found = [re.match(r"kibox\.yaml:(\d+): (\S+):", line) for line in err.splitlines()]
    assert [(int(each[1]), each[2]) for each in found if each] == [
        (3, "practice.timezone"),
        (4, "hours.monday.0"),
        (7, "services.checkup.minute"),
        (9, "telephone.reception"),
    ]


def test_a_sentence_that_hides_the_machine_is_refused(practice: Path, capsys: Captured) -> None:
    path = practice / "kibox.yaml"
    settings = path.read_text().split("\nphrases:", maxsplit=1)[0]
    path.write_text(settings + "\nphrases:\n  en:\n    disclosure: [Hello.]\n")
    assert main(["config", "check", "--config", str(path)]) == REFUSED
    assert "phrases.en.disclosure" in capsys.readouterr().err


@pytest.mark.parametrize("verb", [["config", "check"], ["serve"]])
def test_a_configuration_that_is_not_there_is_told(
    verb: list[str], tmp_path: Path, capsys: Captured
) -> None:
    assert main([*verb, "--config", str(tmp_path / "none.yaml")]) == REFUSED
    out, err = capsys.readouterr()
    assert out == ""
    assert "none.yaml: No such file" in err


def test_the_settings_are_explained_and_described_for_editors(capsys: Captured) -> None:
    assert main(["config", "explain"]) == DONE
    assert "reception" in capsys.readouterr().out
    assert main(["config", "schema"]) == DONE
    assert "telephone" in json.loads(capsys.readouterr().out)["properties"]


def test_a_call_needs_a_demonstration(tmp_path: Path, capsys: Captured) -> None:
    assert main(["call", "de", "--folder", str(tmp_path)]) == REFUSED
    out, err = capsys.readouterr()
    assert (out, "make run" in err) == ("", True)


@pytest.mark.parametrize(("answer", "status"), [("booked", DONE), ("error: busy", REFUSED)])
def test_a_call_says_what_came_of_it(
    answer: str, status: int, tmp_path: Path, capsys: Captured
) -> None:
    async def place_call(language: Language) -> str:
        return answer

    with demonstration(tmp_path, place_call):
        assert main(["call", "en", "--folder", str(tmp_path)]) == status
    assert capsys.readouterr().out == f"{answer}\n"


def test_models_are_listed_for_people_and_for_machines(
    tmp_path: Path, capsys: Captured
) -> None:
    assert main(["models", "list", "--folder", str(tmp_path), "--json"]) == DONE
    rows = json.loads(capsys.readouterr().out)
    assert {row["role"] for row in rows} >= {"stt-de", "tts-de", "llm", "vad"}
    assert main(["models", "list", "--folder", str(tmp_path)]) == DONE
    assert len(capsys.readouterr().out.splitlines()) == len(rows)


def test_a_model_for_no_role_is_refused(capsys: Captured) -> None:
    assert main(["models", "fetch", "--model", "any"]) == REFUSED
    assert "--model needs exactly one ROLE" in capsys.readouterr().err


@pytest.mark.parametrize(
    "arguments",
    [
        [],
        ["answer"],
        ["config", "mend"],
        ["init"],
        ["call", "fr"],
        ["run", "--call", "fr"],
        ["bench", "--calls", "many"],
        ["models", "buy"],
        ["serve", "--confg", "x"],
        ["rehearse"],
        ["rehearse", "one.yaml", "--text", "--phone"],
        ["replay"],
        ["replay", "c0ffee", "--journal", "x"],
        ["talk", "--language", "fr"],
        ["--log-level", "LOUD", "serve"],
    ],
    ids=" ".join,
)
def test_wrong_usage_is_exit_2(arguments: list[str], capsys: Captured) -> None:
    assert usage_error(*arguments) == WRONG_USAGE
    out, err = capsys.readouterr()
    assert out == ""
    assert err.startswith("usage: kibox")


def test_the_version_is_told(capsys: Captured) -> None:
    assert usage_error("--version") == DONE
    assert capsys.readouterr().out == f"{kibox_pbx.__version__}\n"


def test_help_lists_every_verb_with_what_it_is_for(capsys: Captured) -> None:
    assert usage_error("--help") == DONE
    text = capsys.readouterr().out
    for verb in {each.split()[0] for each in verbs()}:
        assert re.search(rf"^ +{verb} +\w+", text, re.MULTILINE), f"{verb} has no help"


@pytest.mark.parametrize("of_ctrl_c", [signal.default_int_handler, signal.SIG_IGN])
def test_a_command_that_is_ended_says_so_and_nothing_else(
    tmp_path: Path,
    capsys: Captured,
    of_ctrl_c: Callable[[int, FrameType | None], object] | signal.Handlers,
) -> None:
    async def place_call(language: Language) -> str:
        main_thread = threading.main_thread().ident
        assert main_thread
        signal.pthread_kill(main_thread, signal.SIGTERM)  # `kill` mostly picks it, too
        await asyncio.sleep(5)  # ended sooner, with the demonstration
        return "too late"

    signal.signal(signal.SIGINT, of_ctrl_c)
    with demonstration(tmp_path, place_call):
        assert main(["call", "en", "--folder", str(tmp_path)]) == 130
        assert capsys.readouterr() == ("", "")


def test_an_error_that_nobody_foresaw_quotes_nobody(capsys: Captured) -> None:
    assert main(["config", "schema"]) == DONE
    sys.excepthook(ValueError, ValueError("Erika Mustermann"), None)
    assert capsys.readouterr().err.endswith(
        " ERROR an error that nobody caught error=ValueError\n"
    )
