"""`kibox subject`: what a privacy officer types, what is told, and what is noted of it."""

import io
import sys
from datetime import date, datetime, timedelta
from pathlib import Path

import pytest

from kibox_pbx.admin.setup import make_practice_folder
from kibox_pbx.cli import main
from kibox_pbx.privacy.consent import ConsentAnswer, ConsentPurpose
from kibox_pbx.privacy.roles import Role
from kibox_pbx.storage import consents, objections
from kibox_pbx.storage.calls import CallRepository
from kibox_pbx.storage.consents import Consent
from kibox_pbx.storage.database import Database
from kibox_pbx.storage.objections import Objections
from kibox_pbx.storage.sqlcipher import Tables
from kibox_pbx.utterance import Language
from tests.admin.desk_of import DeskLine, practice_with_people
from tests.signing_in import sign_in
from tests.storage.people import ERIKA, ERIKAS, MAXS
from tests.storage.practice import BERLIN, at

WHOSE = ("--number", ERIKAS, "--name", ERIKA)
CHECKED = ("--identity", "Ausweis gesehen")
DONE, REFUSED, WRONG_USAGE = 0, 1, 2


@pytest.fixture
def desk(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> DeskLine:
    return practice_with_people(tmp_path / "practice", monkeypatch, capsys)


def desks_day() -> date:
    return datetime.now(BERLIN).date()


def test_find_lists_what_is_theirs_and_what_may_be(desk: DeskLine) -> None:
    status, out, _ = desk.types("find", *WHOSE)
    assert status == DONE
    theirs = [line for line in out.splitlines() if line.startswith("theirs")]
    assert len(theirs) == 5
    assert "possibly" in out
    found = desk.json("find", *WHOSE)
    sure = {each["id"] for kind in found.values() for each in kind if each["sure"]}
    assert sure == {"erika-1", "erika-2", "withheld", "past", "next"}
    assert ("find_subject", "erika-1") in desk.noted()


def test_a_number_may_be_written_as_at_home_and_typed_unseen(
    desk: DeskLine, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "stdin", io.StringIO("030 111222\n"))
    found = desk.json("find", "--number", "-")
    assert {each["caller"] for each in found["calls"]} == {ERIKAS, None}


@pytest.mark.parametrize(
    ("arguments", "error"),
    [
        ((), "say whose data"),
        (("--number", "erika"), "must be digits"),
        (("--number", "012345678901234567890"), "country code"),
    ],
)
def test_whose_data_must_be_said_and_make_sense(
    desk: DeskLine, arguments: tuple[str, ...], error: str
) -> None:
    status, _, err = desk.types("find", *arguments)
    assert (status, error in err) == (REFUSED, True)


def test_nobody_else_of_the_office_may_sit_there(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    make_practice_folder(tmp_path)
    config = tmp_path / "kibox.yaml"
    sign_in(config, monkeypatch, Role.RECEPTION)
    assert main(["subject", "find", "--config", str(config), *WHOSE]) == REFUSED
    assert "may not do this" in capsys.readouterr().err


def test_rights_that_need_an_identity_are_refused_without(desk: DeskLine) -> None:
    for what in ("export", "rectify", "restrict", "erase"):
        with pytest.raises(SystemExit) as left:
            desk.types(what, *WHOSE)
        assert left.value.code == WRONG_USAGE


def test_the_note_on_the_identity_names_nobody(desk: DeskLine) -> None:
    status, _, err = desk.types("restrict", *WHOSE, "--identity", f"{ERIKA} war hier")
    assert status == REFUSED
    assert "without name and number" in err


def test_requests_are_listed_overdue_first_with_the_days_left(desk: DeskLine) -> None:
    long_ago = (desks_day() - timedelta(days=40)).isoformat()
    _, first, _ = desk.types("receive", "--kind", "access", *WHOSE)
    _, late, err = desk.types("receive", "--kind", "erasure", *WHOSE, "--received", long_ago)
    assert "to be answered until" in err
    listed = desk.json("requests")
    assert [each["id"] for each in listed] == [late.strip(), first.strip()]
    assert listed[0]["days_left"] < 0 < listed[1]["days_left"]
    assert (listed[0]["name"], listed[0]["article"]) == (ERIKA, "Art. 17")
    _, lines, _ = desk.types("requests")
    assert "OVERDUE by" in lines.splitlines()[0]
    assert "days left" in lines.splitlines()[1]


def test_a_request_is_extended_once_and_refused_with_a_reason(desk: DeskLine) -> None:
    _, told, _ = desk.types("receive", "--kind", "access", *WHOSE)
    request = told.strip()
    assert desk.types("extend", request, "--why", "sehr viele Anrufe")[0] == DONE
    status, _, err = desk.types("extend", request, "--why", "noch mehr")
    assert (status, "allows it once" in err) == (REFUSED, True)
    assert desk.types("refuse", request, "--why", "offensichtlich unbegründet")[0] == DONE
    assert desk.json("requests") == []
    (kept,) = desk.json("requests", "--all")
    assert (kept["state"], kept["why"]) == ("refused", "offensichtlich unbegründet")
    assert kept["done_by"] == "olga"


def test_a_day_that_is_still_to_come_is_no_day_of_receipt(desk: DeskLine) -> None:
    tomorrow = (desks_day() + timedelta(days=1)).isoformat()
    status, _, err = desk.types("receive", "--kind", "access", *WHOSE, "--received", tomorrow)
    assert (status, "still to come" in err) == (REFUSED, True)


def test_a_request_that_was_received_is_served_for_whom_it_names(desk: DeskLine) -> None:
    _, told, _ = desk.types("receive", "--kind", "restriction", *WHOSE)
    request = told.strip()
    status, _, err = desk.types("restrict", "--request", request, *CHECKED)
    assert (status, "5 records are restricted" in err) == (DONE, True)
    (kept,) = desk.json("requests", "--all")
    assert (kept["state"], kept["identity"]) == ("done", "Ausweis gesehen")
    status, _, err = desk.types("object", "--request", request, "--number", ERIKAS)
    assert (status, "one for restriction" in err) == (REFUSED, True)


def test_a_record_that_was_named_when_the_request_came_is_theirs_when_it_is_served(
    desk: DeskLine,
) -> None:
    whose = ("--number", ERIKAS, "--name", ERIKA)
    status, told, _ = desk.types("receive", "--kind", "restriction", *whose, "--call", "child")
    assert status == 0
    assert desk.types("restrict", "--request", told.strip(), *CHECKED)[0] == 0
    frozen = {each["id"] for each in desk.json("find", *whose)["calls"] if each["restricted"]}
    assert frozen == {"erika-1", "erika-2", "withheld", "child"}


def test_what_is_restricted_is_hidden_until_the_person_was_told(desk: DeskLine) -> None:
    assert desk.types("restrict", *WHOSE, *CHECKED)[0] == DONE

    async def shown(database: Database) -> set[str]:
        return {line.call.id for line in await CallRepository(database).recent(99)}

    assert desk.store(shown) == {"child", "max"}
    found = desk.json("find", *WHOSE)
    assert all(each["restricted"] for each in found["calls"] if each["sure"])
    with pytest.raises(SystemExit):
        desk.types("unrestrict", *WHOSE)
    status, _, err = desk.types("unrestrict", *WHOSE, "--informed", "2026-11-01")
    assert (status, "5 records" in err) == (DONE, True)
    assert len(desk.store(shown)) == 5
    assert ("informed_before", "2026-11-01") in desk.noted()


def test_an_objection_is_noted_and_lifted_without_the_number(desk: DeskLine) -> None:
    async def objecting(database: Database) -> Objections:
        return await database.read(lambda t: objections.all_in(t, database.envelope))

    assert desk.types("object", "--number", "030 111222")[0] == DONE
    assert desk.store(objecting).include(ERIKAS)
    assert desk.types("lift-objection", "--number", ERIKAS)[0] == DONE
    assert not desk.store(objecting).include(ERIKAS)
    assert desk.types("lift-objection", "--number", ERIKAS)[0] == REFUSED
    status, _, err = desk.types("object", "--name", ERIKA)
    assert (status, "--number" in err) == (REFUSED, True)


def test_withdrawing_ends_the_consents_of_their_calls_alone(desk: DeskLine) -> None:
    async def agree(database: Database) -> None:
        def change(tables: Tables) -> None:
            for call_id in ("erika-1", "max"):
                for purpose in ConsentPurpose:
                    said = (purpose, ConsentAnswer.YES, "v1", at(23, 7))
                    consents.record(tables, Consent(call_id, *said))

        await database.write(change)

    async def standing(database: Database) -> list[tuple[str, ...]]:
        return [
            await database.read(lambda t, p=purpose: consents.consenting_calls(t, p))  # type: ignore[misc]
            for purpose in ConsentPurpose
        ]

    desk.store(agree)
    status, _, err = desk.types("withdraw", *WHOSE, "--purpose", "improvement")
    assert (status, "1 consents" in err) == (DONE, True)
    assert sorted(desk.store(standing)) == [("erika-1", "max"), ("max",)]
    assert desk.types("withdraw", *WHOSE)[0] == DONE
    assert desk.store(standing) == [("max",), ("max",)]


def test_an_appointment_a_message_and_a_turn_are_put_right(desk: DeskLine) -> None:
    why = ("--why", "falsch verstanden", *CHECKED)
    changes = ("--set", "birthdate=1981-05-01", "--set", "phone=030 111223")
    assert desk.types("rectify", "--appointment", "past", *changes, *why)[0] == DONE
    message = ("--message", "erika-1-1", "--set", "name=Erika Muster")
    assert desk.types("rectify", *WHOSE, *message, *why)[0] == DONE
    assert desk.types("rectify", *WHOSE, "--turn", "erika-1-1", *why)[0] == DONE
    form = ("--form", "withheld-1", "--set", "drug=tropfen")
    assert desk.types("rectify", *WHOSE, *form, *why)[0] == DONE
    found = desk.json("find", "--appointment", "past")
    (past,) = (each for each in found["appointments"] if each["id"] == "past")
    assert (past["birthdate"], past["phone"]) == ("1981-05-01", "+4930111223")

    async def read(database: Database) -> tuple[str | None, str]:
        stored = await CallRepository(database).read_call("erika-1")
        return stored.messages[0].name, stored.turns[0].text

    name, said = desk.store(read)
    assert name == "Erika Muster"
    assert said == "wegen der blutprobe von neulich"
    assert [about for did, about in desk.noted() if did == "rectify"] == [
        "past",
        "erika-1-1",
        "erika-1-1",
        "withheld-1",
    ]


@pytest.mark.parametrize(
    ("arguments", "error"),
    [
        (WHOSE, "say what"),
        (("--call", "erika-1", "--message", "erika-1-1", "--set", "name=A B"), "say whose"),
        ((*WHOSE, "--turn", "erika-1-1", "--set", "text=x"), "--why alone"),
        ((*WHOSE, "--message", "erika-1-1"), "--why alone"),
        ((*WHOSE, "--message", "erika-1-1", "--set", "name"), "FIELD=VALUE"),
        ((*WHOSE, "--message", "erika", "--set", "text=x"), "find shows it"),
        (("--appointment", "past", "--set", "birthdate=gestern"), "1980-12-31"),
        (("--appointment", "past", "--set", "name="), "must not be empty"),
        (("--appointment", "past", "--set", "service=x"), "no such field"),
    ],
)
def test_a_rectification_that_makes_no_sense_changes_nothing(
    desk: DeskLine, arguments: tuple[str, ...], error: str
) -> None:
    status, _, err = desk.types("rectify", *arguments, "--why", "so", *CHECKED)
    assert status == REFUSED
    assert error in err
    assert desk.json("requests", "--all") == []


def test_a_namesake_is_never_touched_without_being_named(desk: DeskLine) -> None:
    nobody = ("--name", "Erica Musterman", "--number", MAXS)
    status, _, err = desk.types("restrict", *nobody, *CHECKED)
    assert status == DONE
    assert "1 records" in err  # Max's own call, by its number; the appointment is Erica's

    async def frozen(database: Database) -> list[str]:
        return await database.read(
            lambda t: [
                row["id"]
                for table in ("calls", "appointments")
                for row in t.table(table).rows_where("restricted_at IS NOT NULL")
            ]
        )

    assert desk.store(frozen) == ["max"]
    status, _, err = desk.types("restrict", "--name", "Erika Musterman", *CHECKED)
    assert (status, "nothing here is surely theirs" in err) == (REFUSED, True)


def test_languages_are_those_that_kibox_writes(desk: DeskLine) -> None:
    with pytest.raises(SystemExit):
        desk.types("export", *WHOSE, *CHECKED, "out", "--language", "fr")
    assert {each.value for each in Language} == {"de", "en"}
