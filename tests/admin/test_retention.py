"""`kibox retention`."""

import asyncio
import json
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest

from kibox_pbx.admin.setup import make_practice_folder
from kibox_pbx.admin.signing_in import now
from kibox_pbx.cli import main
from kibox_pbx.privacy.roles import Role
from kibox_pbx.records import Call, Outcome
from kibox_pbx.storage.calls import CallRepository
from kibox_pbx.utterance import Language
from tests.signing_in import accesses, database_of, sign_in
from tests.storage.call_store_contract import A_MESSAGE, ANSWER

DONE, REFUSED, WRONG_USAGE = 0, 1, 2
Captured = pytest.CaptureFixture[str]
Run = Callable[..., int]


@pytest.fixture
def config(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return the settings of a practice with calls of today, of March and of long ago."""
    folder = tmp_path / "practice"
    make_practice_folder(folder)

    async def talk() -> None:
        async with database_of(folder / "kibox.yaml") as database:
            calls = CallRepository(database)
            for call_id, days in (("today", 0), ("month", 40), ("old", 100)):
                begun = now() - timedelta(days=days)
                await calls.begin(Call(call_id, "+49301", "200", Language.GERMAN, begun, "d1"))
                await calls.add_turn(call_id, ANSWER)
                await calls.take_message(call_id, A_MESSAGE)
                await calls.finish(call_id, Outcome.ANSWERED, 1000)

    asyncio.run(talk())
    sign_in(folder / "kibox.yaml", monkeypatch, Role.PRIVACY_OFFICER)
    return folder / "kibox.yaml"


@pytest.fixture
def kibox(config: Path) -> Run:
    return lambda *arguments: main(["retention", *arguments, "--config", str(config)])


def classes(captured: Captured) -> dict[str, dict[str, int]]:
    return {each["class"]: each for each in json.loads(captured.readouterr().out)["classes"]}


def test_a_dry_run_counts_and_a_run_deletes(kibox: Run, capsys: Captured) -> None:
    assert kibox("run", "--dry-run", "--json") == DONE
    due = json.loads(capsys.readouterr().out)
    assert (due["transcript"], due["calls"]) == (2, 1)
    assert kibox("report", "--json") == DONE
    assert classes(capsys)["transcript"]["kept"] == 3
    assert kibox("run", "--json") == DONE
    assert json.loads(capsys.readouterr().out) == due
    assert kibox("report", "--json") == DONE
    told = classes(capsys)
    assert told["transcript"]["kept"] == 1
    assert told["transcript"]["deleted_by_last_run"] == 2
    assert (told["waiting"]["kept"], told["calls"]["kept"]) == (3, 2)


def test_the_report_is_a_table_and_names_nobody(kibox: Run, capsys: Captured) -> None:
    assert kibox("hold", "old", "--reason", "7 O 1/27") == DONE
    assert capsys.readouterr().out == "held: old\n"
    assert kibox("run") == DONE
    assert "      1  transcripts and journals: deleted" in capsys.readouterr().out
    assert kibox("report") == DONE
    out = capsys.readouterr().out
    assert "transcripts and journals" in out
    assert "7 O 1/27" in out
    assert "last run: 20" in out
    for secret in ("+49301", "Mustermann", "rezept"):
        assert secret not in out
    assert kibox("release", "old") == DONE
    assert capsys.readouterr().out == "released: old\n"
    assert kibox("report") == DONE
    assert "legal holds: none" in capsys.readouterr().out


def test_before_the_first_run_the_report_says_so(kibox: Run, capsys: Captured) -> None:
    assert kibox("report") == DONE
    assert "last run: none yet" in capsys.readouterr().out
    assert kibox("report", "--json") == DONE
    assert json.loads(capsys.readouterr().out)["last_run"] is None


def test_the_end_of_the_contract_is_told(kibox: Run, config: Path, capsys: Captured) -> None:
    text = config.read_text(encoding="utf-8")
    start = text.index("  retention:")
    told = "  retention:\n    contract_ended: 2026-08-31\n"
    config.write_text(text[:start] + told + text[start + len("  retention:\n") :] + "")
    assert kibox("report") == DONE
    assert "nothing of any conversation is left from 2027-02-28 on" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (("hold", "nobody", "--reason", "x"), "there is no such call"),
        (("hold", "old", "--reason", " "), "say why"),
        (("hold", "old", "--reason", "x" * 201), "say why"),
        (("release", "old"), "not held"),
    ],
)
def test_what_cannot_be_is_refused(
    kibox: Run, capsys: Captured, arguments: tuple[str, ...], told: str
) -> None:
    assert kibox(*arguments) == REFUSED
    assert told in capsys.readouterr().err


def test_a_hold_without_a_reason_is_wrong_usage(kibox: Run) -> None:
    with pytest.raises(SystemExit) as left:
        kibox("hold", "old")
    assert left.value.code == WRONG_USAGE


def test_who_did_what_is_in_the_access_log(kibox: Run, config: Path) -> None:
    for arguments in (
        ("run",),
        ("report",),
        ("hold", "today", "--reason", "7 O 1/27"),
        ("release", "today"),
    ):
        assert kibox(*arguments) == DONE
    assert accesses(config)[-4:] == [
        ("erika", "run_retention", ""),
        ("erika", "report_retention", ""),
        ("erika", "hold_call", "today"),
        ("erika", "release_call", "today"),
    ]


def test_an_admin_of_the_machine_holds_no_call(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: Captured
) -> None:
    make_practice_folder(tmp_path)
    config = tmp_path / "kibox.yaml"
    sign_in(config, monkeypatch)
    arguments = ["retention", "hold", "x", "--reason", "x", "--config", str(config)]
    assert main(arguments) == REFUSED
    assert "may not do this" in capsys.readouterr().err
    assert main(["retention", "report", "--config", str(config)]) == DONE


def test_the_ledger_is_checked_and_begun_anew_where_it_is_lost(
    kibox: Run, config: Path, capsys: Captured
) -> None:
    assert kibox("run") == DONE
    capsys.readouterr()
    assert kibox("ledger") == DONE
    assert "is whole: 2 lines" in capsys.readouterr().out
    config.with_name("kibox.db.ledger").unlink()
    assert kibox("ledger") == REFUSED
    assert "--accept-loss" in capsys.readouterr().err
    assert kibox("ledger", "--accept-loss") == DONE
    assert "is whole: 0 lines" in capsys.readouterr().out
    assert kibox("report") == DONE
    assert ("", "accept_ledger_loss", "") in accesses(config)


def test_without_a_database_none_is_made(tmp_path: Path, capsys: Captured) -> None:
    make_practice_folder(tmp_path)
    (tmp_path / "kibox.db").unlink()
    for verb in ("ledger", "report"):
        assert main(["retention", verb, "--config", str(tmp_path / "kibox.yaml")]) == REFUSED
        assert "kibox.db" in capsys.readouterr().err
    assert not (tmp_path / "kibox.db").exists()
