"""Erasing at the desk: shown first, receipted, checked, and found nowhere afterwards."""

import io
import json
import shutil
import stat
import sys
from pathlib import Path
from typing import Any

import pytest
import yaml

from kibox_pbx.cli import main
from kibox_pbx.storage import erasure_receipts
from kibox_pbx.storage.calls import CallRepository
from kibox_pbx.storage.database import Database
from tests.admin.desk_of import DeskLine, practice_with_people
from tests.storage.conftest import a_call
from tests.storage.people import ERIKA, ERIKAS, PHRASE

CHECKED = ("--identity", "Ausweis gesehen")
WHOSE = ("--number", ERIKAS, "--name", ERIKA, *CHECKED)
NUMBER = ("--number", ERIKAS, *CHECKED)
"""With all that her number reaches, so that it is nowhere afterwards."""

WORDS = f"{PHRASE}\n{ERIKA}\n{ERIKAS}\n"


@pytest.fixture
def desk(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> DeskLine:
    return practice_with_people(tmp_path / "practice", monkeypatch, capsys)


def erased(desk: DeskLine, *more: str, name: str = "receipt") -> dict[str, Any]:
    path = desk.folder.parent / f"{name}.json"
    status, _, err = desk.types("erase", *more, "--yes", "--receipt", str(path))
    assert status == 0, err
    content = json.loads(path.read_text(encoding="utf-8"))
    assert isinstance(content, dict)
    return content


def proof(
    desk: DeskLine, monkeypatch: pytest.MonkeyPatch, words: str, *more: str
) -> tuple[int, str]:
    monkeypatch.setattr(sys, "stdin", io.StringIO(words))
    status, out, _ = desk.types("prove-erased", *more)
    return status, out


def test_it_is_shown_first_and_nothing_happens_without_yes(desk: DeskLine) -> None:
    status, out, err = desk.types("erase", *WHOSE)
    assert status == 1
    assert "erika-1" in out
    assert "--yes" in err
    assert len(desk.json("find", *WHOSE[:4])["calls"]) == 5
    assert desk.json("requests", "--all") == []


def test_the_receipt_says_what_is_gone_what_stays_and_names_nobody(desk: DeskLine) -> None:
    receipt = erased(desk, *WHOSE)
    assert set(receipt["calls"]) == {"erika-1", "erika-2", "withheld"}
    assert receipt["rows"]["turns"] == 3
    assert len(receipt["key_fingerprints"]) == 6
    assert receipt["by"] == "olga"
    assert "records_not_surely_theirs" in receipt["remains"]
    text = (desk.folder.parent / "receipt.txt").read_text(encoding="utf-8")
    assert "kibox subject verify receipt.json" in text
    assert "Art. 17" in text
    for secret in (ERIKA, ERIKAS[1:], PHRASE):
        assert secret not in text + json.dumps(receipt)
    mode = stat.S_IMODE((desk.folder.parent / "receipt.json").stat().st_mode)
    assert mode == 0o600
    (request,) = desk.json("requests", "--all")
    assert (request["state"], request["name"], request["number"]) == ("done", None, None)
    assert request["identity"] == "Ausweis gesehen"
    assert ("erase", "erika-1") in desk.noted()


def test_appointments_to_come_stay_unless_they_are_wanted_gone(desk: DeskLine) -> None:
    async def postpone(database: Database) -> None:
        move = """UPDATE appointments SET start = '2099' || substr(start, 5),
            "end" = '2099' || substr("end", 5) WHERE id = 'next'"""
        await database.write(lambda tables: tables.conn.execute(move))

    async def there(database: Database) -> set[str]:
        rows = await database.read(lambda t: list(t.table("appointments").rows))
        return {row["id"] for row in rows}

    desk.store(postpone)
    receipt = erased(desk, *WHOSE)
    assert "next" in desk.store(there)
    assert "appointments_to_come" in receipt["remains"]
    receipt = erased(desk, *WHOSE, "--with-appointments", name="second")
    assert receipt["appointments"] == ["next"]
    assert "next" not in desk.store(there)


def test_a_receipt_is_verified_as_long_as_nothing_comes_back(desk: DeskLine) -> None:
    path = desk.folder.parent / "receipt.json"
    store = desk.folder / "kibox.db"
    shutil.copy(store, desk.folder.parent / "backup.db")
    erased(desk, *WHOSE)
    status, out, _ = desk.types("verify", str(path))
    assert (status, out) == (0, "genuine, and nothing of it is left\n")

    async def comes_back(database: Database) -> None:
        await CallRepository(database).begin(a_call("erika-1"))

    desk.store(comes_back)
    status, out, _ = desk.types("verify", str(path))
    assert (status, out) == (1, "there again: calls: erika-1\n")


def test_a_receipt_that_was_changed_is_not_genuine(desk: DeskLine) -> None:
    path = desk.folder.parent / "receipt.json"
    erased(desk, *WHOSE)
    text = path.read_text(encoding="utf-8")
    path.write_text(text.replace('"turns": 3', '"turns": 4'), encoding="utf-8")
    status, out, _ = desk.types("verify", str(path))
    assert (status, "not genuine" in out) == (1, True)
    path.write_text(text.replace('"id": "r', '"id": "+49 30 r'), encoding="utf-8")
    status, out, _ = desk.types("verify", str(path))
    assert (status, "not genuine" in out) == (1, True)
    path.write_text("{}", encoding="utf-8")
    status, _, err = desk.types("verify", str(path))
    assert (status, "no receipt" in err) == (1, True)


def test_a_receipt_is_never_written_over_anything_and_then_nothing_is_erased(
    desk: DeskLine,
) -> None:
    path = desk.folder.parent / "receipt.txt"
    path.write_text("a letter of mine", encoding="utf-8")
    receipt = ("--yes", "--receipt", str(path.with_suffix(".json")))
    status, _, err = desk.types("erase", *WHOSE, *receipt)
    assert (status, "cannot be written" in err) == (1, True)
    assert path.read_text(encoding="utf-8") == "a letter of mine"
    assert not path.with_suffix(".json").exists()
    assert len(desk.json("find", *WHOSE[:4])["calls"]) == 5


def test_what_is_restricted_is_not_erased_and_no_receipt_is_left(desk: DeskLine) -> None:
    assert desk.types("restrict", *WHOSE)[0] == 0
    path = desk.folder.parent / "receipt.json"
    status, _, err = desk.types("erase", *WHOSE, "--yes", "--receipt", str(path))
    assert (status, "kibox subject unrestrict" in err) == (1, True)
    assert not path.exists()
    assert not path.with_suffix(".txt").exists()


def test_earlier_requests_of_the_same_person_forget_who_made_them(desk: DeskLine) -> None:
    assert desk.types("object", "--number", ERIKAS)[0] == 0
    desk.types("receive", "--kind", "access", *WHOSE[:4])
    erased(desk, *WHOSE)
    named = {each["kind"]: each["number"] for each in desk.json("requests", "--all")}
    assert named == {"objection": None, "access": ERIKAS, "erasure": None}


def test_before_an_erasure_the_words_are_found_and_afterwards_nowhere(
    desk: DeskLine, monkeypatch: pytest.MonkeyPatch
) -> None:
    logs = desk.folder.parent / "logs"
    logs.mkdir()
    (logs / "asterisk.log").write_text("nothing of anybody\n", encoding="utf-8")
    status, before = proof(desk, monkeypatch, WORDS, "--look-in", str(logs))
    assert status == 1
    assert "FOUND in" in before
    assert "not found: files of" in before
    assert ERIKA not in before
    erased(desk, *NUMBER)
    erased(desk, "--call", "max", *CHECKED, name="who-mentioned-her")
    status, after = proof(desk, monkeypatch, WORDS, "--look-in", str(logs))
    assert status == 0, after
    assert "FOUND" not in after
    for place in (str(desk.folder), str(logs), "decrypted pages", "sealed texts"):
        assert f"not found: {place}" in after or f"not found: files of {place}" in after


@pytest.mark.parametrize(
    "left", [ERIKA.upper(), "rief an: 030111222 um 9", '"m\\u00fcller"'], ids=str.lower
)
def test_a_copy_that_somebody_left_in_a_file_is_found(
    left: str, desk: DeskLine, monkeypatch: pytest.MonkeyPatch
) -> None:
    notes = desk.folder.parent / "notes.txt"
    notes.write_text("x" * 2_000_000 + left, encoding="utf-8")
    status, out = proof(desk, monkeypatch, f"{WORDS}Müller\n", "--look-in", str(notes))
    assert status == 1
    assert f"FOUND in 1: files of {notes}" in out


def test_a_word_is_needed_and_one_that_means_something(
    desk: DeskLine, monkeypatch: pytest.MonkeyPatch
) -> None:
    for words in ("", "\n", "ab\n"):
        monkeypatch.setattr(sys, "stdin", io.StringIO(words))
        status, out, _ = desk.types("prove-erased")
        assert (status, out) == (1, "")


def test_a_restored_backup_brings_nothing_back(
    desk: DeskLine, monkeypatch: pytest.MonkeyPatch
) -> None:
    store = {"folder": str(desk.folder / "copies")}
    practice = yaml.safe_load(desk.config.read_text(encoding="utf-8"))
    practice["store"]["backups"] = store
    desk.config.write_text(yaml.safe_dump(practice, allow_unicode=True), encoding="utf-8")
    config = ("--config", str(desk.config))
    assert main(["backup", "make", *config]) == 0
    backup = desk.capsys.readouterr().out.strip()
    assert proof(desk, monkeypatch, WORDS)[0] == 1
    erased(desk, *NUMBER, "--with-appointments")
    erased(desk, "--call", "max", *CHECKED, name="who-mentioned-her")
    assert main(["backup", "restore", backup, *config]) == 0
    assert "restored" in desk.capsys.readouterr().out
    status, told = proof(desk, monkeypatch, WORDS)
    assert status == 0, told
    assert desk.types("verify", str(desk.folder.parent / "receipt.json"))[0] == 0


def test_the_store_keeps_the_receipt_as_it_was_written(desk: DeskLine) -> None:
    erased(desk, *WHOSE)
    text = (desk.folder.parent / "receipt.json").read_text(encoding="utf-8")

    async def kept(database: Database) -> tuple[str, ...]:
        return await database.read(lambda tables: erasure_receipts.latest(tables, 10))

    assert desk.store(kept) == (text,)
