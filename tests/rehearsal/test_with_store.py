"""What stands in the store alone is known where one asks for it, and to whom may know it."""

import asyncio
import io
import sys
from pathlib import Path

import pytest

from kibox_pbx.admin.session_file import session_file
from kibox_pbx.admin.signing_in import now
from kibox_pbx.cli import main
from kibox_pbx.config.added_entry import checked_entry
from kibox_pbx.config.loader import load
from kibox_pbx.storage.added_entries import AddedEntryRepository
from kibox_pbx.utterance import Language
from tests.rehearsal.practice import practice, write
from tests.signing_in import database_of, sign_in

DONE, FAILED = 0, 1
QUESTION = "Haben Sie ein Aquarium im Wartezimmer?"
ANSWER = "Ja, im Aquarium wohnen zwölf Neonfische."

Captured = pytest.CaptureFixture[str]


@pytest.fixture
def config(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A practice with an entry of its pages; Erika has signed in."""
    path = practice(tmp_path)
    sign_in(path, monkeypatch)

    async def add() -> None:
        async with database_of(path) as database:
            entry = checked_entry(
                "fish",
                {"questions": {"de": [QUESTION]}, "answer": {"de": ANSWER}},
                (Language.GERMAN,),
            )
            await AddedEntryRepository(database, now).add(entry, "erika")

    asyncio.run(add())
    return path


@pytest.fixture
def scenario(config: Path) -> str:
    return str(
        write(
            config.parent,
            says=QUESTION,
            answers={"anything_else": "nein danke, auf Wiederhören"},
            expect={"outcome": "answered", "said": ["zwölf Neonfische"]},
        )
    )


def test_a_rehearsal_knows_entries_of_the_pages_only_with_the_store(
    scenario: str, capsys: Captured
) -> None:
    assert main(["rehearse", scenario, "--with-store"]) == DONE
    assert capsys.readouterr().out == "books-a-checkup: passed\n"
    assert main(["rehearse", scenario]) == FAILED


def test_who_has_not_signed_in_gets_nothing_out_of_the_store(
    config: Path, scenario: str, capsys: Captured
) -> None:
    session_file(load(config).store.database).unlink()
    for command in (["rehearse", scenario], ["talk", "--no-model", "--config", str(config)]):
        assert main([*command, "--with-store"]) == FAILED
        assert "sign in first: kibox login NAME" in capsys.readouterr().err


def test_a_scenario_that_cannot_be_read_is_told_as_ever(
    scenario: str, config: Path, capsys: Captured
) -> None:
    broken = str(write(config.parent, name="broken", speaks="x"))
    assert main(["rehearse", broken, scenario, "--with-store"]) == FAILED
    out = capsys.readouterr().out
    assert "speaks: unknown setting" in out
    assert "books-a-checkup: passed" in out


@pytest.mark.whole
def test_a_talk_knows_entries_of_the_pages_only_with_the_store(
    config: Path, monkeypatch: pytest.MonkeyPatch, capsys: Captured
) -> None:
    heard = []
    for options in ([], ["--with-store"]):
        monkeypatch.setattr(sys, "stdin", io.StringIO(f"{QUESTION}\n/hangup\n"))
        assert main(["talk", "--no-model", "--config", str(config), *options]) == DONE
        heard.append("zwölf Neonfische" in capsys.readouterr().out)
    assert heard == [False, True]
