"""`kibox questions`."""

import asyncio
import json
from pathlib import Path

import pytest

from kibox_pbx.admin.setup import make_practice_folder
from kibox_pbx.cli import main
from kibox_pbx.storage.calls import CallRepository
from kibox_pbx.storage.database import Database
from kibox_pbx.storage.keys import read_key_file
from kibox_pbx.utterance import Language
from tests.storage.call_store_contract import A_CALL


@pytest.fixture
def config(tmp_path: Path) -> str:
    """Return a practice's settings after a caller has asked something in vain."""
    folder = tmp_path / "practice"
    make_practice_folder(folder)

    async def ask() -> None:
        master = read_key_file(folder / "kibox.key")
        async with Database(folder / "kibox.db", master) as database:
            calls = CallRepository(database)
            await calls.begin(A_CALL)
            await calls.keep_question(A_CALL.id, "haben sie wlan", Language.GERMAN)

    asyncio.run(ask())
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


def test_an_unknown_question_is_refused(
    config: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["questions", "--config", config, "--done", "x-1"]) == 1
    assert "there is no such question" in capsys.readouterr().err
