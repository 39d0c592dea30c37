"""All of one person is found, nothing of another, and what is unsure is only listed."""

import asyncio

import pytest

from kibox_pbx.errors import StorageError
from kibox_pbx.privacy.belonging import Belongs, Wanted
from kibox_pbx.records import Speaker, Turn
from kibox_pbx.storage import rectifications
from kibox_pbx.storage.calls import CallRepository
from kibox_pbx.storage.database import Database
from kibox_pbx.storage.mentions import mentioned_in
from kibox_pbx.storage.rectifications import Rectifying
from kibox_pbx.storage.requests import Signature
from kibox_pbx.storage.sealed import SealedTexts
from kibox_pbx.storage.sqlcipher import Tables
from kibox_pbx.storage.subject_records import records_of
from kibox_pbx.storage.subjects import Found, Search, find_in
from tests.storage.conftest import a_call
from tests.storage.people import BORN, ERIKA, ERIKAS, MAX, PHRASE, fill
from tests.storage.practice import BERLIN, at


async def find(database: Database, search: Search) -> Found:
    texts = SealedTexts(database.envelope)
    mentioned = await mentioned_in(database, search.wanted)
    return await database.read(lambda tables: find_in(tables, texts, search, mentioned))


@pytest.fixture
async def filled(database: Database) -> Database:
    await fill(database)
    return database


def sure(found: Found) -> set[str]:
    return {*found.sure.call_ids, *found.sure.appointment_ids}


def whys(found: Found) -> dict[str, Belongs]:
    unsure = {each.id: each.why for each in found.calls if not each.why.is_sure}
    return unsure | {each.id: each.why for each in found.appointments if not each.why.is_sure}


async def test_number_and_name_find_all_of_one_person_and_only_list_the_rest(
    filled: Database,
) -> None:
    found = await find(filled, Search(Wanted(ERIKAS, ERIKA)))
    assert sure(found) == {"erika-1", "erika-2", "withheld", "past", "next"}
    assert whys(found) == {
        "child": Belongs.OTHER_NAME,
        "max": Belongs.MENTIONED,
        "childs": Belongs.OTHER_NAME,
        "alike": Belongs.OTHER_NUMBER,
    }


async def test_a_number_alone_finds_whoever_rang_from_it(filled: Database) -> None:
    found = await find(filled, Search(Wanted(ERIKAS)))
    calls = {"erika-1", "erika-2", "child", "withheld"}
    assert sure(found) == calls | {"past", "next", "childs"}
    assert whys(found) == {}


async def test_a_name_alone_is_believed_as_it_is_one_persons_here(filled: Database) -> None:
    found = await find(filled, Search(Wanted(name=ERIKA)))
    assert sure(found) == {"erika-1", "erika-2", "withheld", "past", "next"}
    assert whys(found) == {"max": Belongs.MENTIONED, "alike": Belongs.SOUNDS_ALIKE}


async def test_name_and_date_of_birth_find_appointments_whatever_the_number(
    filled: Database,
) -> None:
    found = await find(filled, Search(Wanted("+4940999", ERIKA, BORN)))
    assert found.sure.appointment_ids == ("past", "next")
    assert whys(found)["withheld"] is Belongs.OTHER_NUMBER


async def test_a_record_that_is_named_is_theirs(filled: Database) -> None:
    search = Search(Wanted(), frozenset({"max"}), frozenset({"alike"}))
    assert sure(await find(filled, search)) == {"max", "alike"}


async def test_the_records_of_one_telephone_call_come_together(filled: Database) -> None:
    found = await find(filled, Search(Wanted(), frozenset({"erika-2"})))
    assert {each.id: each.why for each in found.calls} == {
        "erika-1": Belongs.LINKED,
        "erika-2": Belongs.NAMED,
    }


async def test_a_stranger_has_nothing_here(filled: Database) -> None:
    assert await find(filled, Search(Wanted("+4940999", "Ada Nobody"))) == Found()


async def test_all_that_is_kept_of_a_call_is_handed_out(filled: Database) -> None:
    by = Signature("olga", at(23, 9), "stimmt so nicht")

    def change(tables: Tables) -> None:
        pen = Rectifying(tables, filled.envelope, by)
        pen.remark("erika-1", 1)
        pen.message("erika-1", 1, {"name": "Erika Muster"})
        pen.appointment("past", {"birthdate": "1981-05-01"})

    await filled.write(change)
    found = await find(filled, Search(Wanted(ERIKAS)))
    envelope, sure_ones = filled.envelope, found.sure
    records = await filled.read(lambda t: records_of(t, envelope, sure_ones, BERLIN))
    first = next(each for each in records.calls if each.stored.call.id == "erika-1")
    assert [(number, turn.text) for number, turn in first.turns] == [(1, PHRASE)]
    assert [each.text for each in first.remarks] == ["stimmt so nicht"]
    (rectified,) = first.rectified
    assert (rectified.before, rectified.after) == (ERIKA, "Erika Muster")
    assert first.stored.messages[0].name == "Erika Muster"
    past = next(each for each in records.appointments if each.appointment.id == "past")
    assert past.appointment.birthdate == "1981-05-01"
    (change_of_birth,) = past.rectified
    assert (change_of_birth.field, change_of_birth.before) == ("birthdate", BORN)
    assert (change_of_birth.who, change_of_birth.why) == ("olga", "stimmt so nicht")


@pytest.mark.parametrize(
    ("where", "values", "error"),
    [
        (("appointment", "none"), {"name": "A B"}, "no such appointment"),
        (("appointment", "past"), {"start": "x"}, "start: no such field"),
        (("message", "erika-1", 7), {"name": "A B"}, "no such record"),
        (("message", "erika-1", 1), {"subject": "x"}, "subject: no such field"),
        (("form", "child", 1), {"colour": "x"}, "colour: no such field"),
        (("remark", "erika-1", 9), None, "no such record"),
    ],
)
async def test_what_is_not_there_cannot_be_put_right(
    filled: Database,
    where: tuple[str, ...],
    values: dict[str, str] | None,
    error: str,
) -> None:
    kind, *place = where
    by = Signature("olga", at(23, 9), "so")

    def change(tables: Tables) -> None:
        pen = Rectifying(tables, filled.envelope, by)
        getattr(pen, kind)(*place, *([values] if values else []))

    with pytest.raises(StorageError, match=error):
        await filled.write(change)


async def test_a_form_and_its_fields_are_put_right_and_a_new_text_gets_a_new_subject(
    filled: Database,
) -> None:
    by = Signature("olga", at(23, 9), "so")

    def change(tables: Tables) -> None:
        pen = Rectifying(tables, filled.envelope, by)
        pen.form("child", 1, {"drug": "tropfen", "name": ""})
        pen.message("erika-1", 1, {"text": "etwas anderes"})

    await filled.write(change)
    calls = CallRepository(filled)
    (form,) = (await calls.read_call("child")).forms
    assert (form.fields, form.name, form.phone) == ((("drug", "tropfen"),), None, ERIKAS)
    (message,) = (await calls.read_call("erika-1")).messages
    assert (message.text, message.subject) == ("etwas anderes", None)
    texts = SealedTexts(filled.envelope)
    changes = await filled.read(lambda t: rectifications.of_call(t, texts, "child"))
    assert [(each.where, each.field, each.before) for each in changes] == [
        ("forms/1", "drug", "saft"),
        ("forms/1", "name", "Jonas Winter"),
    ]


async def test_a_call_that_goes_on_is_found_as_such(filled: Database) -> None:
    calls = CallRepository(filled)
    await calls.begin(a_call("now"))
    await calls.add_turn("now", Turn(Speaker.CALLER, MAX, None, 1, 1))
    found = await find(filled, Search(Wanted("+493012345678")))
    assert [(each.id, each.is_over) for each in found.calls] == [("now", False)]


async def test_whoever_writes_meanwhile_does_not_wait_for_the_search(
    database: Database,
) -> None:
    calls = CallRepository(database)
    for number in range(50):
        await calls.begin(a_call(f"c{number}"))
        await calls.add_turn(f"c{number}", Turn(Speaker.CALLER, "hier ist Max", None, 0, 900))
    written = 0
    async with asyncio.TaskGroup() as tasks:
        search = tasks.create_task(mentioned_in(database, Wanted(name="Max Schulze")))
        while not search.done():
            await database.write(lambda tables: tables.conn.execute("SELECT 1").fetchone())
            written += 1
    assert search.result() == frozenset()
    assert written >= 5
