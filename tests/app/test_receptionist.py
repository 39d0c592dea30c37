"""From Asterisk's question to where the caller goes next, with fakes that hear and speak."""

import asyncio
import threading
from dataclasses import replace
from datetime import timedelta

import pytest

from kibox_pbx.app.receptionist import Receptionist
from kibox_pbx.asterisk.reception import Ending
from kibox_pbx.call.live import TurnTaken
from kibox_pbx.config.settings import Settings
from kibox_pbx.records import Act, Outcome
from kibox_pbx.storage import objections
from kibox_pbx.storage.database import Database
from kibox_pbx.storage.sqlcipher import Tables
from kibox_pbx.utterance import Language
from tests.app.receptionists import (
    ENGLISH,
    GERMAN,
    OPEN,
    RECEPTION,
    Kept,
    ask_for_a_person,
    coming_back,
    hang_up_at_once,
    stored,
)
from tests.fakes import FakeLeg, FakeVoice


async def test_every_number_is_let_in(receptionist: Receptionist) -> None:
    assert await receptionist.admit(RECEPTION)
    assert await receptionist.admit(replace(RECEPTION, caller_id=None))


@pytest.mark.parametrize("shown", ["+4989123456", "089123456", "004989123456"])
async def test_a_number_that_objects_is_not_however_it_is_shown(
    shown: str, receptionist: Receptionist, database: Database
) -> None:
    await database.write(
        lambda tables: objections.add(tables, database.envelope, "+4989123456", OPEN)
    )
    assert not await receptionist.admit(replace(RECEPTION, caller_id=shown))
    assert await receptionist.admit(replace(RECEPTION, caller_id="089123457"))
    assert await receptionist.admit(replace(RECEPTION, caller_id=None))
    assert await stored(database) == []


@pytest.mark.parametrize(("dialled", "language"), [("31", GERMAN), ("32", ENGLISH)])
async def test_the_number_dialled_decides_the_language(
    dialled: str,
    language: Language,
    receptionist: Receptionist,
    kept: Kept,
    voices: dict[Language, FakeVoice],
) -> None:
    await hang_up_at_once(receptionist, dialled=dialled)
    assert (kept.call.dialled, kept.call.language) == (dialled, language)
    assert {each for each, voice in voices.items() if voice.spoken} <= {language}


@pytest.mark.parametrize(
    ("shown", "caller"),
    [
        (None, None),
        ("+4989123456", "+4989123456"),
        ("089123456", "+4989123456"),
        ("200", "200"),
    ],
    ids=["withheld", "E.164", "national", "extension"],
)
async def test_the_callers_number_is_kept_as_the_world_writes_it(
    shown: str | None, caller: str | None, receptionist: Receptionist, kept: Kept
) -> None:
    await hang_up_at_once(receptionist, caller_id=shown)
    assert kept.call.caller == caller


async def test_each_call_has_a_name_of_its_own_and_the_practices_time(
    receptionist: Receptionist, kept: Kept
) -> None:
    await hang_up_at_once(receptionist)
    first = kept.call
    kept.all.clear()
    await hang_up_at_once(receptionist)
    assert kept.call.id != first.id
    assert OPEN <= first.started_at < kept.call.started_at < OPEN + timedelta(minutes=1)


async def test_a_caller_who_hangs_up_needs_nothing_more(
    receptionist: Receptionist, kept: Kept, database: Database
) -> None:
    assert await hang_up_at_once(receptionist) == Ending.hang_up()
    assert kept.outcome is Outcome.ABANDONED
    (row,) = await stored(database)
    assert row["outcome"] == "abandoned"


async def test_key_zero_rings_the_reception(receptionist: Receptionist) -> None:
    leg = FakeLeg()
    leg.press("0")
    async with asyncio.timeout(5):
        ending = await receptionist.converse(leg, RECEPTION)
    assert replace(ending, ticket="") == Ending.transfer("desk", "PJSIP/200", 25)


@pytest.mark.parametrize(
    ("telephone", "dial"), [("desk", "PJSIP/200"), ("room_2", "PJSIP/202")]
)
async def test_a_call_is_taken_over_at_a_telephone_of_the_settings(
    telephone: str, dial: str, receptionist: Receptionist, kept: Kept
) -> None:
    live = receptionist.live
    async with asyncio.timeout(5), asyncio.TaskGroup() as tasks:
        talk = tasks.create_task(receptionist.converse(FakeLeg(), RECEPTION))
        await live.changed(live.version, 5)
        (call,) = live.calls()
        assert live.take_over(call.id, telephone)
        ending = await talk
    assert replace(ending, ticket="") == Ending.transfer("desk", dial, 25)
    assert ending.ticket
    assert kept.outcome is Outcome.TRANSFERRED
    assert live.calls() == ()
    assert not live.take_over(call.id, telephone)


async def test_a_conversation_that_breaks_is_closed_and_counted_as_failed(
    receptionist: Receptionist,
    kept: Kept,
    voices: dict[Language, FakeVoice],
    database: Database,
) -> None:
    voices[GERMAN].broken = True
    with pytest.raises(ExceptionGroup):
        await hang_up_late(receptionist)
    (row,) = await stored(database)
    assert row["outcome"] == "failed"
    assert kept.outcome is Outcome.FAILED


async def hang_up_late(receptionist: Receptionist) -> Ending:
    async with asyncio.timeout(5):
        return await receptionist.converse(FakeLeg(), RECEPTION)


async def test_whom_nobody_answers_comes_back_in_a_record_that_continues_the_first(
    receptionist: Receptionist, kept: Kept, database: Database
) -> None:
    ending = await ask_for_a_person(receptionist, replace(RECEPTION, dialled="32"))
    kept.all.clear()
    await hang_up_at_once(receptionist, query=coming_back(ending).query)
    first, second = sorted(await stored(database), key=lambda row: str(row["started_at"]))
    assert (first["continues"], second["continues"]) == (None, first["id"])
    assert kept.call.language is ENGLISH
    acts = [each.turn.act for each in kept.all if isinstance(each, TurnTaken)]
    assert acts[0] is Act.GREET
    assert Act.ASK_INTENT not in acts


async def test_a_department_may_have_its_callers_recorded_instead(
    settings: Settings, receptionist: Receptionist
) -> None:
    desk = settings.departments["desk"].model_copy(update={"unanswered": "mailbox"})
    receptionist.settings = settings.model_copy(update={"departments": {"desk": desk}})
    assert (await ask_for_a_person(receptionist, RECEPTION)).ticket == ""


async def test_a_forged_ticket_changes_nothing(receptionist: Receptionist, kept: Kept) -> None:
    await hang_up_at_once(receptionist, query={"ticket": "x"})
    assert kept.call.continues is None


async def test_the_greeting_waits_for_no_disk(
    receptionist: Receptionist, voices: dict[Language, FakeVoice], database: Database
) -> None:
    disk_is_back, leg = threading.Event(), FakeLeg()

    def stuck(_tables: Tables) -> None:
        disk_is_back.wait(timeout=5)

    async with asyncio.timeout(5), asyncio.TaskGroup() as tasks:
        writing = tasks.create_task(database.write(stuck))
        talking = tasks.create_task(receptionist.converse(leg, RECEPTION))
        while not leg.played:  # noqa: ASYNC110 - a line is looked at, and cannot be awaited
            await asyncio.sleep(0.01)
        assert not writing.done()
        disk_is_back.set()
        leg.hang_up()
    assert voices[GERMAN].spoken
    assert talking.result() == Ending.hang_up()
    (row,) = await stored(database)
    assert row["outcome"] == "abandoned"


async def test_a_call_that_cannot_be_written_down_reaches_people(
    receptionist: Receptionist, database: Database
) -> None:
    await database.write(lambda tables: tables.conn.execute("DROP TABLE turns"))
    await database.write(lambda tables: tables.conn.execute("ALTER TABLE calls RENAME TO gone"))
    with pytest.raises(ExceptionGroup):
        await hang_up_late(receptionist)
