"""`kibox audit`: what it finds, what it shows, and that looking is noted, too."""

import asyncio
import json
from pathlib import Path

import pytest

from kibox_pbx.admin.setup import make_practice_folder
from kibox_pbx.cli import main
from kibox_pbx.privacy.roles import Role
from kibox_pbx.storage.sqlcipher import Tables
from tests.signing_in import accesses, database_of, sign_in

WHOLE, DONE, REFUSED = 0, 0, 1

Captured = pytest.CaptureFixture[str]


@pytest.fixture
def config(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: Captured) -> Path:
    """Erika, the privacy officer, has looked at the questions twice."""
    config = tmp_path / "kibox.yaml"
    make_practice_folder(tmp_path)
    sign_in(config, monkeypatch, Role.PRIVACY_OFFICER)
    for _ in range(2):
        assert main(["questions", "--config", str(config)]) == DONE
    capsys.readouterr()
    return config


def audit(config: Path, *arguments: str) -> int:
    return main(["audit", *arguments, "--config", str(config)])


def cut_off(config: Path) -> None:
    def change(tables: Tables) -> None:
        tables.conn.execute("DROP TRIGGER access_log_kept")
        tables.conn.execute("DELETE FROM access_log WHERE number = 3")
        tables.conn.execute(
            "CREATE TRIGGER access_log_kept BEFORE DELETE ON access_log BEGIN SELECT 1; END"
        )

    async def meddle() -> None:
        async with database_of(config) as database:
            await database.read(change)

    asyncio.run(meddle())


def test_a_whole_log_says_so_to_anybody(config: Path, capsys: Captured) -> None:
    assert main(["logout", "--config", str(config)]) == DONE
    assert audit(config, "verify") == WHOLE
    out = capsys.readouterr().out
    assert out.startswith("whole: 3 lines, head 3:")
    assert audit(config, "verify", "--head", out.split()[-1]) == WHOLE
    assert audit(config, "verify", "--json") == WHOLE
    told = json.loads(capsys.readouterr().out.partition("\n")[2])
    assert told == {
        "whole": True, "lines": 3, "head": out.split()[-1], "behind": 0, "findings": [],
    }  # fmt: skip


def test_what_is_wrong_is_named_and_exits_1(config: Path, capsys: Captured) -> None:
    cut_off(config)
    assert audit(config, "verify") == REFUSED
    first, last = capsys.readouterr().out.splitlines()
    assert first == (
        "the end is missing: line 2 is the last, a head names line 3;"
        " it was cut off, or an older database was put back"
    )
    assert last.startswith("NOT whole: 2 lines, head 2:")


def test_a_head_that_is_none_is_refused(config: Path, capsys: Captured) -> None:
    assert audit(config, "verify", "--head", "3") == REFUSED
    assert capsys.readouterr().err == "--head: as kibox audit verify prints it, COUNT:MAC\n"


def test_it_is_shown_to_whom_it_concerns_and_that_is_noted(
    config: Path, capsys: Captured
) -> None:
    assert audit(config, "show") == DONE
    lines = capsys.readouterr().out.splitlines()
    assert [line.split()[3:] for line in lines] == [
        ["erika", "add_first_account", "erika"],
        ["erika", "show_questions"],
        ["erika", "show_questions"],
        ["erika", "show_access_log"],
    ]
    assert accesses(config)[-1] == ("erika", "show_access_log", "")


@pytest.mark.parametrize(
    ("which", "numbers"),
    [
        (["--who", "erika"], [1, 2, 3, 4]),
        (["--who", "ben"], []),
        (["--about", "erika"], [1]),
        (["--since", "2020-01-01"], [1, 2, 3, 4]),
        (["--since", "2100-01-01T08:00+01:00"], []),
    ],
)
def test_some_of_it_is_shown(
    config: Path, capsys: Captured, which: list[str], numbers: list[int]
) -> None:
    assert audit(config, "show", "--json", *which) == DONE
    assert [each["number"] for each in json.loads(capsys.readouterr().out)] == numbers


def test_a_date_that_is_none_is_refused(config: Path, capsys: Captured) -> None:
    assert audit(config, "show", "--since", "yesterday") == REFUSED
    assert "--since: a date" in capsys.readouterr().err


def test_an_admin_of_the_machine_does_not_see_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: Captured
) -> None:
    make_practice_folder(tmp_path)
    sign_in(tmp_path / "kibox.yaml", monkeypatch)
    assert audit(tmp_path / "kibox.yaml", "show") == REFUSED
    assert capsys.readouterr() == ("", "erika may not do this; it is for: privacy_officer\n")


def test_what_cannot_be_noted_is_not_shown(config: Path, capsys: Captured) -> None:
    async def meddle() -> None:
        async with database_of(config) as database:
            await database.read(lambda tables: tables.conn.execute("DROP TABLE access_log"))

    asyncio.run(meddle())
    assert audit(config, "show") == REFUSED
    assert main(["questions", "--config", str(config)]) == REFUSED
    out, err = capsys.readouterr()
    assert out == ""
    assert "the store refused to write" in err
    assert audit(config, "verify") == REFUSED
    assert capsys.readouterr().out.startswith("the table of the access log is gone\n")


def test_a_meddled_line_is_not_shown_as_if_it_were_one(config: Path, capsys: Captured) -> None:
    def change(tables: Tables) -> None:
        tables.conn.execute("DROP TRIGGER access_log_unchanged")
        tables.conn.execute("UPDATE access_log SET did = 'Erika Mustermann' WHERE number = 2")

    async def meddle() -> None:
        async with database_of(config) as database:
            await database.read(change)

    asyncio.run(meddle())
    assert audit(config, "show") == REFUSED
    assert capsys.readouterr() == ("", "line 2 was changed; see: kibox audit verify\n")


def test_it_goes_on_once_somebody_has_looked_into_it(config: Path, capsys: Captured) -> None:
    cut_off(config)
    assert audit(config, "accept") == REFUSED
    assert "add --yes" in capsys.readouterr().err
    assert audit(config, "accept", "--yes") == DONE
    assert audit(config, "verify") == WHOLE
    who, did, about = accesses(config)[-1]
    assert (who, did) == ("erika", "accept_log")
    assert about.startswith("3:")
