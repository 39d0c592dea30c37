"""`kibox questions`."""

import asyncio
import json
from pathlib import Path

import pytest

from kibox_pbx.admin.setup import make_practice_folder
from kibox_pbx.cli import main
from kibox_pbx.config.loader import load
from kibox_pbx.privacy.roles import Role
from kibox_pbx.storage.calls import CallRepository
from kibox_pbx.storage.opening import open_store
from kibox_pbx.utterance import Language
from tests.signing_in import accesses, sign_in
from tests.storage.call_store_contract import A_CALL


@pytest.fixture
def text() -> str:
    """What the caller asked."""
    return "haben sie wlan"


@pytest.fixture
def config(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, text: str) -> str:
    """Return a practice's settings after a caller has asked in vain; Erika has signed in."""
    folder = tmp_path / "practice"
    make_practice_folder(folder)

    async def ask() -> None:
        async with open_store(load(folder / "kibox.yaml")) as database:
            calls = CallRepository(database)
            await calls.begin(A_CALL)
            await calls.keep_question(A_CALL.id, text, Language.GERMAN)

    asyncio.run(ask())
    sign_in(folder / "kibox.yaml", monkeypatch, Role.RECEPTION)
    return str(folder / "kibox.yaml")


def test_questions_are_listed_and_marked_as_done(
    config: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["questions", "--config", config, "--json"]) == 0
    (question,) = json.loads(capsys.readouterr().out)
    assert (question["text"], question["language"]) == ("haben sie wlan", "de")
    assert main(["questions", "--config", config]) == 0
    line = capsys.readouterr().out
    assert question["id"] in line
    assert "haben sie wlan" in line
    assert main(["questions", "--config", config, "--done", question["id"]]) == 0
    assert main(["questions", "--config", config]) == 0
    assert capsys.readouterr().out == ""


@pytest.mark.parametrize("text", ["\x1b]0;owned\x07\x1b[2Jwlan\r\n\u202e2026"])
def test_a_question_moves_nothing_on_the_terminal(
    config: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["questions", "--config", config]) == 0
    line = capsys.readouterr().out
    assert line.removesuffix("\n").isprintable()
    assert "\\x1b[2Jwlan\\r\\n\\u202e" in line


def test_an_unknown_question_is_refused(
    config: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["questions", "--config", config, "--done", "x-1"]) == 1
    assert "there is no such question" in capsys.readouterr().err


def test_who_looked_and_who_closed_is_noted(
    config: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["questions", "--config", config]) == 0
    question = capsys.readouterr().out.split()[-1]
    assert main(["questions", "--config", config, "--done", question]) == 0
    assert accesses(Path(config))[1:] == [
        ("erika", "show_questions", ""),
        ("erika", "close_question", question),
    ]


def test_nobody_sees_them_without_signing_in(
    config: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["logout", "--config", config]) == 0
    assert main(["questions", "--config", config]) == 1
    out, err = capsys.readouterr()
    assert out == ""
    assert err == "sign in first: kibox login NAME, or add --as NAME\n"
