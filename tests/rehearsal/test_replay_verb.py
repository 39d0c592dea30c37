"""``kibox replay`` on a call in a real encrypted store, and on an exported journal."""

import asyncio
import stat
import subprocess
import sys
from datetime import datetime
from pathlib import Path

import pytest

from kibox_pbx.admin.setup import CONFIG, make_practice_folder
from kibox_pbx.call.journal import actions_to_json, to_json
from kibox_pbx.cli import main
from kibox_pbx.config.loader import load
from kibox_pbx.dialogue.events import CallAnswered, CallerHungUp, CallerSpoke
from kibox_pbx.dialogue.manager import start, step
from kibox_pbx.privacy.roles import Role
from kibox_pbx.records import Call
from kibox_pbx.storage.calls import CallRepository
from kibox_pbx.storage.opening import open_store
from kibox_pbx.utterance import Language
from tests.signing_in import accesses, sign_in
from tests.storage.practice import BERLIN

DONE, REFUSED, WRONG_USAGE = 0, 1, 2
NOW = datetime(2026, 11, 23, 9, tzinfo=BERLIN)
CALL = Call("c0ffee", "+4989123456", "30", Language.GERMAN, NOW, "d1")
SAID = "ich möchte eine nachricht hinterlassen"

Captured = pytest.CaptureFixture[str]


@pytest.fixture
def config(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A practice whose store holds one call of three events; Erika has signed in."""
    make_practice_folder(tmp_path)
    asyncio.run(keep_a_call(tmp_path / CONFIG))
    sign_in(tmp_path / CONFIG, monkeypatch, Role.RECEPTION)
    return tmp_path / CONFIG


async def keep_a_call(config: Path) -> None:
    settings = load(config)
    state = start(settings)
    async with open_store(settings) as database:
        calls = CallRepository(database)
        await calls.begin(CALL)
        for event in (
            CallAnswered(0, NOW, CALL.caller, CALL.language),
            CallerSpoke(9000, SAID),
            CallerHungUp(12000),
        ):
            state, actions = step(state, event)
            await calls.add_event(CALL.id, to_json(event))
            await calls.add_event(CALL.id, actions_to_json(actions))


def replay(config: Path, *arguments: str) -> int:
    return main(["replay", "--config", str(config), *arguments])


def test_a_call_in_the_store_goes_the_same_way(config: Path, capsys: Captured) -> None:
    assert replay(config, CALL.id) == DONE
    assert capsys.readouterr().out == "identical: 3 events\n"


def test_a_practice_that_words_it_differently_now_is_shown(
    config: Path, capsys: Captured
) -> None:
    text = config.read_text(encoding="utf-8")
    assert "greetingless" not in text
    renamed = text.replace("Praxis Doktor Sommer", "Praxis Doktor Herbst")
    assert renamed != text
    config.write_text(renamed, encoding="utf-8")
    assert replay(config, CALL.id) == REFUSED
    first, expected, got = capsys.readouterr().out.splitlines()
    assert first == "event 1 (CallAnswered), action 1:"
    assert "Sommer" in expected
    assert "Herbst" in got


def test_an_exported_journal_is_private_and_replays_the_same(
    config: Path, capsys: Captured, tmp_path: Path
) -> None:
    exported = tmp_path / "call.jsonl"
    assert replay(config, CALL.id, "--export", str(exported)) == DONE
    assert stat.S_IMODE(exported.stat().st_mode) == 0o600
    assert SAID in exported.read_text(encoding="utf-8").encode().decode("unicode_escape")
    assert replay(config, "--journal", str(exported)) == DONE
    assert capsys.readouterr().out == "identical: 3 events\n"
    assert replay(config, CALL.id, "--export", str(exported)) == REFUSED
    assert "File exists" in capsys.readouterr().err


def test_a_call_that_is_not_there_is_told(config: Path, capsys: Captured) -> None:
    assert replay(config, "deadbeef") == REFUSED
    assert capsys.readouterr().err == "there is no such call\n"


def test_who_replayed_or_exported_a_call_is_noted(config: Path, tmp_path: Path) -> None:
    assert replay(config, CALL.id) == DONE
    assert replay(config, CALL.id, "--export", str(tmp_path / "call.jsonl")) == DONE
    assert accesses(config)[1:] == [
        ("erika", "replay_call", CALL.id),
        ("erika", "export_journal", CALL.id),
    ]


def test_an_admin_of_the_machine_alone_reads_no_call(
    tmp_path: Path, capsys: Captured, monkeypatch: pytest.MonkeyPatch
) -> None:
    make_practice_folder(tmp_path)
    asyncio.run(keep_a_call(tmp_path / CONFIG))
    sign_in(tmp_path / CONFIG, monkeypatch)
    assert replay(tmp_path / CONFIG, CALL.id) == REFUSED
    assert capsys.readouterr() == (
        "",
        "erika may not do this; it is for: reception, privacy_officer\n",
    )
    assert accesses(tmp_path / CONFIG)[-1] == ("erika", "refused", "see_calls")


def test_without_a_database_none_is_made(tmp_path: Path, capsys: Captured) -> None:
    make_practice_folder(tmp_path)
    (tmp_path / "kibox.db").unlink()
    before = sorted(tmp_path.iterdir())
    assert replay(tmp_path / CONFIG, "deadbeef") == REFUSED
    assert "kibox.db: the database is missing" in capsys.readouterr().err
    assert sorted(tmp_path.iterdir()) == before


def test_an_erased_conversation_cannot_be_replayed(config: Path, capsys: Captured) -> None:
    async def forget() -> None:
        async with open_store(load(config)) as database:
            await CallRepository(database).forget_conversation(CALL.id)

    asyncio.run(forget())
    assert replay(config, CALL.id) == REFUSED
    assert capsys.readouterr().err == "no journal is kept of this call\n"


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("huber", "another version wrote it"),
        ('{"event": "CallerSpoke"}', "another version wrote it"),
        ("[]", "this is no journal of a call"),
    ],
)
def test_what_is_no_journal_is_refused_without_quoting_it(
    config: Path, tmp_path: Path, capsys: Captured, text: str, told: str
) -> None:
    (tmp_path / "bad").write_text(text)
    assert replay(config, "--journal", str(tmp_path / "bad")) == REFUSED
    assert capsys.readouterr().err == f"not readable as a journal: {told}\n"


@pytest.mark.parametrize(("name", "content"), [("none", None), ("latin", b"\xe4")])
def test_a_file_that_cannot_be_read_is_told(
    config: Path, tmp_path: Path, capsys: Captured, name: str, content: bytes | None
) -> None:
    if content:
        (tmp_path / name).write_bytes(content)
    assert replay(config, "--journal", str(tmp_path / name)) == REFUSED
    assert name in capsys.readouterr().err


def test_it_takes_a_call_or_a_journal(config: Path) -> None:
    with pytest.raises(SystemExit) as left:
        replay(config)
    assert left.value.code == WRONG_USAGE


@pytest.mark.whole
def test_no_engine_is_imported() -> None:
    program = (
        "import sys, kibox_pbx.rehearsal.replay_verb;"
        "print([name for name in sys.modules if name.startswith('kibox_pbx.engines')])"
    )
    ran = subprocess.run(  # noqa: S603 - our own interpreter and program
        [sys.executable, "-c", program], capture_output=True, check=True
    )
    assert ran.stdout == b"[]\n"
