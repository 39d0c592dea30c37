"""The privacy desk on the pages: what it refuses, what it notes, what it leaves nowhere."""

import json
import zipfile
from dataclasses import replace
from datetime import date
from io import BytesIO
from pathlib import Path

import pytest

from kibox_pbx.config.settings import Settings
from kibox_pbx.privacy.belonging import Wanted
from kibox_pbx.records import Message, Outcome
from kibox_pbx.storage import legal_holds, requests
from kibox_pbx.storage.access_log_reading import AccessLog
from kibox_pbx.storage.calls import CallRepository
from kibox_pbx.storage.requests import Kind, Opening, Request, State
from tests.dashboard.conftest import Browser
from tests.dashboard.office import (
    APPOINTMENT,
    CALL,
    CHECKED,
    EVIL,
    FROZEN,
    NOW,
    RECEIPT,
    REQUEST,
    TO_ERASE,
    TO_RECTIFY,
    ask,
    token_in,
)
from tests.dashboard.test_pages import accesses
from tests.storage.conftest import a_call

ERIKA = f"Erika {EVIL}"
PAST = f"/requests/{TO_ERASE}/erase/past"
ALL = f"/requests/{TO_ERASE}/erase/all"
OPENED = {"kind": "access", "number": "030 9876543", "received": "2026-11-20"}


@pytest.fixture
def desk(browser: Browser) -> Browser:
    """Return the browser of the privacy officer."""
    assert browser.sign_in("paula") == 303
    return browser


def stored(browser: Browser, request_id: str) -> Request:
    database, portal = browser.database, browser.client.portal
    assert portal is not None
    read = requests.read
    return portal.call(database.read, lambda t: read(t, database.envelope, request_id))


def opened(browser: Browser, **fields: str) -> str:
    """Take a request down and return its identifier."""
    token = token_in(browser.client.get("/requests/new").text)
    told = {"form_token": token} | OPENED | fields
    answer = browser.client.post("/requests/new", data=told, follow_redirects=False)
    assert answer.status_code == 303
    return answer.headers["location"].rpartition("/")[2]


def plan_of(browser: Browser, page: str) -> str:
    return browser.client.get(page).text.split('name="plan" value="')[1][:32]


def test_a_request_has_a_month_and_says_who_asked_and_how_that_was_checked(
    desk: Browser,
) -> None:
    made = stored(desk, opened(desk, name="Max Schulze", identity=CHECKED, born="1980-05-01"))
    assert made.who == Wanted("+49309876543", "Max Schulze", "1980-05-01")
    assert (made.received_on, made.due_on) == (date(2026, 11, 20), date(2026, 12, 20))
    assert (made.kind, made.state, made.identity) == (Kind.ACCESS, State.OPEN, CHECKED)
    assert ("paula", "receive_request", made.id) in accesses(desk)


@pytest.mark.parametrize(
    ("fields", "told"),
    [
        ({"number": ""}, "wer fragt"),
        ({"number": "keine"}, "Telefonnummer"),
        ({"received": "2026-11-24"}, "bis heute"),
        ({"received": "gestern"}, "bis heute"),
        ({"born": "im Mai"}, "Geburtsdatum"),
        ({"identity": "rief an von 030 9876543"}, "ohne Namen und Nummer"),
        ({"number": "", "name": "Max", "kind": "objection"}, "gilt für eine Nummer"),
    ],
)
def test_what_cannot_be_a_request_is_told_and_what_was_typed_stays(
    desk: Browser, fields: dict[str, str], told: str
) -> None:
    page = desk.client.get("/requests/new").text
    typed = {"form_token": token_in(page)} | OPENED | fields
    answer = desk.client.post("/requests/new", data=typed)
    assert answer.status_code == 400
    assert told in answer.text.split('role="alert">')[1].split("<")[0]
    assert f'value="{typed["received"]}"' in answer.text
    assert desk.send("/requests/new", "/requests/new", kind="everything") == 400


def test_each_look_and_each_act_is_a_line_of_the_log(desk: Browser) -> None:
    before, page = len(accesses(desk)), f"/requests/{REQUEST}"
    assert desk.client.get(page).status_code == 200
    assert desk.send(f"{page}/identity", page, identity=CHECKED) == 303
    assert desk.send(f"{page}/records", page, record=f"call/{CALL}", theirs="yes") == 303
    assert desk.send(f"{page}/export", page, language="en") == 200
    assert desk.send(f"{page}/serve", page) == 303
    noted = [(did, about) for _, did, about in accesses(desk)[before:]]
    assert ("find_subject", FROZEN) in noted
    assert {
        ("show_request", REQUEST),
        ("find_subject", APPOINTMENT),
        ("note_identity", REQUEST),
        ("name_record", CALL),
        ("export_subject", CALL),
        ("settle_request", REQUEST),
    } <= set(noted)
    assert ("export_subject", FROZEN) not in noted
    portal = desk.client.portal
    assert portal is not None
    assert portal.call(AccessLog(desk.database).verify).findings == ()


def test_an_archive_is_nowhere_on_the_disk_and_only_that_persons(
    desk: Browser, settings: Settings
) -> None:
    page = f"/requests/{REQUEST}"
    assert desk.send(f"{page}/export", page, language="de") == 409
    assert desk.send(f"{page}/identity", page, identity=CHECKED) == 303
    folder = settings.store.database.parent
    before = {each.name for each in folder.iterdir()}
    told = {"form_token": token_in(desk.client.get(page).text), "language": "en"}
    answer = desk.client.post(f"{page}/export", data=told)
    assert answer.headers["content-type"] == "application/zip"
    assert answer.headers["content-disposition"] == f'attachment; filename="{REQUEST}.zip"'
    assert answer.headers["cache-control"] == "no-store"
    files = zipfile.ZipFile(BytesIO(answer.content))
    assert files.testzip() is None
    told_of = json.loads(files.read("data.json"))
    assert [each["id"] for each in told_of["appointments"]] == [APPOINTMENT]
    assert told_of["calls"] == []
    assert "Eingefroren" not in files.read("your-data.html").decode()
    assert {each.name for each in folder.iterdir()} == before
    assert not any(b"Rechtsgrundlage" in each.read_bytes() for each in files_in(folder))
    assert stored(desk, REQUEST).state is State.OPEN
    assert desk.send(f"{page}/export", page, language="fr") == 400


def test_who_is_known_by_a_call_alone_is_handed_no_request_of_another(desk: Browser) -> None:
    portal, calls = desk.client.portal, CallRepository(desk.database)
    assert portal is not None

    async def two_ring() -> None:
        for call_id in ("one", "two"):
            await calls.begin(replace(a_call(call_id), caller=None))
            await calls.finish(call_id, Outcome.ANSWERED, 1000)
            theirs = frozenset({call_id})
            opening = Opening(
                Kind.ACCESS, Wanted(), NOW.date(), CHECKED, theirs, id=ids[call_id]
            )
            await ask(desk.database, opening)

    ids = {"one": "r000000000001", "two": "r000000000002"}
    portal.call(two_ring)
    page = f"/requests/{ids['one']}"
    told = {"form_token": token_in(desk.client.get(page).text), "language": "de"}
    answer = desk.client.post(f"{page}/export", data=told)
    data = json.loads(zipfile.ZipFile(BytesIO(answer.content)).read("data.json"))
    assert [each["id"] for each in data["calls"]] == ["one"]
    assert [each["id"] for each in data["requests"]] == [ids["one"]]


def files_in(folder: Path) -> list[Path]:
    return [each for each in folder.rglob("*") if each.is_file()]


def test_only_what_was_shown_is_erased_and_only_once_that_is_meant(desk: Browser) -> None:
    shown = plan_of(desk, ALL)
    meant = {"plan": shown, "really": "yes", "language": "de"}
    assert desk.send(ALL, ALL, plan=shown, language="de") == 409
    assert desk.send(PAST, PAST, **meant) == 409
    portal = desk.client.portal
    assert portal is not None

    async def leave_a_message() -> None:
        calls = CallRepository(desk.database)
        await calls.begin(a_call("later"))
        await calls.take_message("later", Message("noch etwas", ERIKA, "+493012345678"))
        await calls.finish("later", Outcome.MESSAGE_TAKEN, 1000)
        database = desk.database
        theirs = frozenset({CALL, "later"}), frozenset[str]()
        name = requests.name_records
        await database.write(lambda t: name(t, database.envelope, TO_ERASE, *theirs))

    portal.call(leave_a_message)
    assert desk.send(ALL, ALL, **meant) == 409
    assert desk.client.get(f"/calls/{CALL}").status_code == 200
    assert desk.send(ALL, ALL, **meant | {"plan": plan_of(desk, ALL)}) == 303
    assert desk.client.get(f"/calls/{CALL}").status_code == 404
    assert desk.client.get("/calls/later").status_code == 404
    request = stored(desk, TO_ERASE)
    assert (request.state, request.who, request.done_by) == (State.DONE, None, "paula")
    assert desk.client.get(ALL).status_code == 409


def test_what_a_hold_keeps_or_a_restriction_covers_is_not_erased(desk: Browser) -> None:
    portal, database = desk.client.portal, desk.database
    assert portal is not None
    hold = legal_holds.hold
    portal.call(database.write, lambda tables: hold(tables, CALL, "AZ 7", "paula", NOW))
    meant = {"plan": plan_of(desk, ALL), "really": "yes", "language": "de"}
    assert desk.send(ALL, ALL, **meant) == 409
    assert desk.client.get(f"/calls/{CALL}").status_code == 200
    frozen = Opening(
        Kind.ERASURE, Wanted("+4930111", "Geheim Eingefroren"), NOW.date(), CHECKED
    )
    portal.call(ask, database, frozen)
    page = f"/requests/{frozen.id}"
    plan = f"{page}/erase/all"
    meant |= {"plan": plan_of(desk, plan)}
    assert desk.send(plan, plan, **meant) == 409
    assert desk.send(f"{page}/unrestrict", page, informed="2026-11-24") == 400
    assert desk.send(f"{page}/unrestrict", page, informed="2026-11-22") == 303
    assert desk.send(plan, plan, **meant) == 303


def test_a_request_is_only_served_as_what_it_asks_for(desk: Browser) -> None:
    page = f"/requests/{TO_RECTIFY}"
    for act in ("restrict", "object", "withdraw"):
        assert desk.send(f"{page}/{act}", page) == 409
    assert desk.send(f"{page}/export", page, language="de") == 409
    for path in (f"/requests/{TO_RECTIFY}/erase/all", f"/requests/{TO_ERASE}/rectify"):
        assert desk.client.get(path).status_code == 404
    assert desk.send(f"/requests/{TO_ERASE}/serve", f"/requests/{TO_ERASE}") == 409
    assert stored(desk, TO_ERASE).state is State.OPEN


def test_only_what_is_theirs_is_put_right_and_only_where_it_says_something_else(
    desk: Browser,
) -> None:
    page = f"/requests/{TO_RECTIFY}/rectify"
    theirs = {"where": f"message/{CALL}-1", "set.phone": "+4930111", "why": "vertippt"}
    assert desk.send(page, page, **theirs) == 400
    assert desk.send(page, page, **theirs | {"set.name": ""}) == 400
    assert desk.send(page, page, **theirs | {"why": " "}) == 400
    for where in (f"message/{FROZEN}-1", f"turn/{FROZEN}-1", f"turn/{CALL}", "calls/1", ""):
        assert desk.send(page, page, **theirs | {"where": where, "set.phone": "030 1"}) == 404
    assert desk.send(page, page, **theirs | {"set.phone": "030 7654321"}) == 303
    assert "+49307654321" in desk.client.get(page).text
    assert stored(desk, TO_RECTIFY).state is State.OPEN


def test_who_is_not_there_and_what_is_settled_is_told(desk: Browser) -> None:
    for path in (
        "/requests/r000000000000",
        "/requests/nobody",
        f"/requests/{TO_ERASE}/erase/x",
    ):
        assert desk.client.get(path).status_code == 404
    for path in ("/retention/receipts/r000000000000", "/retention/receipts/x"):
        assert desk.client.get(path).status_code == 404
    assert desk.client.get(f"/retention/receipts/{RECEIPT}/file/exe").status_code == 404
    page = f"/requests/{REQUEST}"
    assert desk.send(f"{page}/records", page, record="call/nobody", theirs="yes") == 404
    assert desk.send(f"{page}/refuse", page, why="  ") == 400
    assert desk.send(f"{page}/refuse", page, why="zu viele") == 303
    for act, told in (("extend", {"why": "x"}), ("serve", {}), ("identity", {"identity": "x"})):
        assert desk.send(f"{page}/{act}", page, **told) == 409


def test_a_receipt_that_came_from_elsewhere_is_judged_or_is_none(desk: Browser) -> None:
    page, check = "/retention/receipts", "/retention/receipts/verify"
    kept = desk.client.get(f"{page}/{RECEIPT}/file/json")
    assert kept.headers["content-disposition"] == f'attachment; filename="{RECEIPT}.json"'
    assert desk.send(check, page, receipt=kept.text) == 200
    assert desk.send(check, page, receipt="{}") == 400
    assert desk.send(check, page, receipt=kept.text.replace(RECEIPT, "Erika +4930111")) == 200
    assert ("paula", "verify_receipt", "") in accesses(desk)
    assert ("paula", "verify_receipt", RECEIPT) in accesses(desk)


def test_the_next_run_and_the_latest_are_told(desk: Browser) -> None:
    portal, database = desk.client.portal, desk.database
    assert portal is not None
    assert "Ein Lauf ist fällig" in desk.client.get("/retention").text
    run = """INSERT INTO retention_runs (at, day, took_ms, deleted, wal_emptied) VALUES
        ('2026-11-23T02:00:00.000+00:00', '2026-11-23', 9, '{"calls": 7, "proof": 0}', 1)"""
    portal.call(database.write, lambda tables: tables.conn.execute(run).rowcount)
    text = desk.client.get("/retention").text
    assert "Nächster Lauf: 24.11.2026, 03:00" in text
    assert "Anrufe (wer, wann, Ergebnis): 7</td>" in text
