"""A run deletes what is due and nothing else; what is held stays; nothing comes back."""

import shutil
from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest

from kibox_pbx.audio import RecordedPiece
from kibox_pbx.config.privacy import Retention
from kibox_pbx.errors import StorageError
from kibox_pbx.privacy.consent import ConsentAnswer, ConsentPurpose
from kibox_pbx.records import Appointment
from kibox_pbx.storage.database import Database
from kibox_pbx.storage.given import enter
from kibox_pbx.storage.keys import MasterKey
from kibox_pbx.storage.legal_holds import standing
from kibox_pbx.storage.retention_report import report
from kibox_pbx.storage.retention_runs import RetentionRepository
from kibox_pbx.storage.sqlcipher import Tables
from kibox_pbx.utterance import Language
from tests.storage.call_store_contract import A_MESSAGE, ANSWER
from tests.storage.conftest import Clock
from tests.storage.office import Office
from tests.storage.practice import BERLIN, a_slot, at


@pytest.fixture
def office(database: Database, clock: Clock) -> Office:
    return Office(database, clock)


async def test_first_the_transcript_goes_then_who_called(office: Office) -> None:
    await office.talk("one")
    await office.done("one")
    assert await office.night(29) == {}
    assert await office.night(1) == {"transcript": 1, "messages": 1}
    assert await office.counts() == {"calls": 1}
    assert await office.night(59) == {}
    assert await office.night(1) == {"calls": 1}
    assert await office.counts() == {}


async def test_a_message_that_waits_outlives_who_called(office: Office) -> None:
    await office.talk("one")
    assert await office.night(200) == {"transcript": 1, "calls": 1}
    stored = await office.calls.read_call("one")
    assert (stored.call.caller, stored.call.dialled, stored.duration_ms) == (None, "", 0)
    assert stored.messages == (A_MESSAGE,)
    assert stored.call.language is Language.GERMAN
    await office.done("one")
    assert await office.night(30) == {"messages": 1}
    assert await office.counts() == {}


async def test_of_two_messages_the_key_stays_with_the_last(office: Office) -> None:
    await office.talk("one")
    await office.calls.keep_question("one", "haben sie wlan", Language.GERMAN)
    await office.done("one")
    await office.night(30)
    stored = await office.calls.read_call("one")
    assert (stored.messages, stored.questions) == ((), ("haben sie wlan",))


async def test_the_settings_say_how_long(office: Office) -> None:
    office.periods = Retention(
        transcript_days=2, recording_days=1, message_days=0, call_days=3, appointment_days=0
    )
    await office.talk("one")
    await office.done("one")
    assert await office.run() == {
        "recording": 0,
        "transcript": 0,
        "messages": 0,
        "calls": 0,
        "appointments": 0,
        "lessons": 0,
        "proof": 0,
    }
    office.clock.pass_minutes(1)
    assert (await office.run())["messages"] == 1
    assert await office.night(2) == {"transcript": 1}
    assert await office.night(1) == {"calls": 1}


async def test_an_appointment_goes_after_it_passed(office: Office) -> None:
    slot = a_slot(25, 8)
    await enter(office.database, [Appointment("a", slot, "Erika Mustermann", "+49301")])
    await office.night(2 + 89)
    assert await office.counts() == {"appointments": 1}
    assert await office.night(1) == {"appointments": 1}
    assert await office.counts() == {}


async def test_a_call_that_goes_on_is_left_alone(office: Office) -> None:
    office.periods = Retention(transcript_days=1, recording_days=1, call_days=1)
    office.clock.now = at(23, 23, 59)
    await office.talk("one", ended=False)
    assert await office.night(1) == {}


async def test_a_call_whose_end_was_never_written_goes_in_the_end(office: Office) -> None:
    await office.talk("one", ended=False)
    await office.done("one")
    assert await office.night(30) == {"messages": 1}
    assert await office.night(1) == {"transcript": 1}
    assert await office.night(60) == {"calls": 1}


async def test_six_months_after_the_contract_nothing_is_left(office: Office) -> None:
    office.periods = Retention(contract_ended=date(2026, 11, 30))
    for call_id in ("waits", "done", "held"):
        await office.talk(call_id)
    await office.done("done")
    await office.hold("held")
    far = replace(a_slot(25, 8), start=at(25, 8, year=2028), end=at(25, 9, year=2028))
    await enter(office.database, [Appointment("a", far, "Erika Mustermann", "+49301")])
    office.clock.now = datetime(2027, 5, 29, 3, tzinfo=BERLIN)
    await office.run()
    assert (await office.counts())["messages"] == 2
    assert await office.night(1) == {"calls": 1, "appointments": 1}
    assert await office.counts() == {
        "calls": 1,
        "turns": 1,
        "events": 1,
        "messages": 1,
        "call_keys": 2,
    }


async def test_what_is_held_stays_whole_until_it_is_released(office: Office) -> None:
    for call_id in ("one", "two"):
        await office.talk(call_id)
        await office.done(call_id)
    assert await office.hold("one") == ("one",)
    assert await office.night(400) == {"transcript": 1, "messages": 1, "calls": 1}
    assert (await office.calls.read_call("one")).turns == (ANSWER,)
    (held,) = await office.database.read(standing)
    assert (held.call_id, held.reason, held.held_by) == ("one", "7 O 1/27", "erika")
    await office.release("one")
    assert await office.night(1) == {"transcript": 1, "messages": 1, "calls": 1}
    assert await office.counts() == {}


async def test_a_hold_covers_the_records_of_one_telephone_call(office: Office) -> None:
    await office.talk("first")
    await office.talk("back", continues="first")
    await office.talk("again", continues="back")
    assert set(await office.hold("back")) == {"first", "back", "again"}
    with pytest.raises(StorageError, match="held already"):
        await office.hold("first")
    assert set(await office.release("again")) == {"first", "back", "again"}
    with pytest.raises(StorageError, match="not held"):
        await office.release("again")
    with pytest.raises(StorageError, match="no such call"):
        await office.hold("nothing")


async def test_a_held_call_is_erased_when_it_is_released(office: Office) -> None:
    await office.talk("one")
    await office.hold("one")
    assert await office.calls.erase("one") == ()
    assert not await office.calls.was_erased("one")
    await office.release("one")
    assert await office.calls.was_erased("one")
    assert await office.counts() == {"erasures": 1}


async def test_a_killed_service_erases_no_held_call_at_its_start(office: Office) -> None:
    await office.talk("one")
    await office.calls.mark_for_erasure("one")
    await office.hold("one")
    await office.calls.close_unfinished()
    assert (await office.counts())["calls"] == 1


async def test_receipts_go_in_the_end_and_the_ledger_with_them(office: Office) -> None:
    await office.talk("one")
    await office.calls.erase("one")
    assert await office.night(1094) == {}
    assert await office.night(1) == {"proof": 1}
    assert await office.counts() == {}
    entries = await office.database.write(office.database.ledger.entries)
    assert entries == ()


async def test_old_runs_and_holds_go_too(office: Office) -> None:
    await office.talk("one")
    await office.hold("one")
    await office.release("one")
    await office.night(1)
    assert await office.night(1094) == {"transcript": 1, "calls": 1, "proof": 1}
    assert await office.night(1) == {"proof": 1}


async def test_a_dry_run_counts_what_a_run_then_deletes(office: Office) -> None:
    for call_id in ("one", "two", "three"):
        await office.talk(call_id)
    await office.done("two")
    await office.hold("three")
    slot = a_slot(23, 8)
    await enter(office.database, [Appointment("a", slot, "Erika Mustermann", "+49301")])
    await office.calls.erase("one")
    office.clock.now += timedelta(days=1200)
    before = await office.counts()
    due = await RetentionRepository(office.database, office.periods, office.clock).due()
    assert await office.counts() == before
    assert due == {
        "recording": 0,
        "transcript": 1,
        "messages": 1,
        "calls": 1,
        "appointments": 1,
        "lessons": 0,
        "proof": 1,
    }
    assert await office.run() == due


async def test_the_report_names_figures_and_holds_and_nobody(office: Office) -> None:
    await office.talk("one")
    await office.hold("one")
    await office.talk("two")
    await office.night(40)
    found = await report(office.database, office.periods, office.clock())
    of = {each.name: each for each in found.classes}
    assert (of["transcript"].kept, of["transcript"].deleted) == (1, 1)
    assert (of["waiting"].kept, of["waiting"].days, of["calls"].kept) == (2, None, 2)
    assert of["calls"].oldest == at(23, 7).astimezone(UTC)
    assert [each.call_id for each in found.holds] == ["one"]
    assert found.last_run
    assert found.last_run.day == date(2027, 1, 2)
    assert "Mustermann" not in repr(found)


class Restored:
    """A store before and after a restore."""

    def __init__(self, folder: Path, master: MasterKey, clock: Clock) -> None:
        self.path, self.master, self.clock = folder / "kibox.db", master, clock

    def back_up(self) -> None:
        shutil.copyfile(self.path, self.path.with_suffix(".backup"))

    def restore(self) -> None:
        shutil.copyfile(self.path.with_suffix(".backup"), self.path)

    async def office(self) -> AsyncIterator[Office]:
        async with Database(self.path, self.master) as database:
            yield Office(database, self.clock)


async def test_a_backup_brings_back_nothing_that_retention_deleted(
    tmp_path: Path, master: MasterKey, clock: Clock
) -> None:
    store = Restored(tmp_path, master, clock)
    async for office in store.office():
        await office.talk("one")
        slot = a_slot(23, 8)
        await enter(office.database, [Appointment("a", slot, "Erika Mustermann", "+49301")])
    store.back_up()
    async for office in store.office():
        await office.done("one")
        await office.night(100)
        assert await office.counts() == {}
    store.restore()
    async for office in store.office():
        assert await office.counts() == {}


async def test_a_backup_does_not_lose_a_hold(
    tmp_path: Path, master: MasterKey, clock: Clock
) -> None:
    store = Restored(tmp_path, master, clock)
    async for office in store.office():
        for call_id in ("one", "two"):
            await office.talk(call_id)
    store.back_up()
    async for office in store.office():
        await office.hold("one")
        await office.hold("two")
        await office.release("two")
    store.restore()
    async for office in store.office():
        await office.night(100)
        assert (await office.counts())["turns"] == 1
        (held,) = await office.database.read(standing)
        assert (held.call_id, held.held_by) == ("one", "")
        assert "its reason was not in it" in held.reason


async def test_a_recording_goes_first_and_not_while_it_is_held(office: Office) -> None:
    yes, recording = ConsentAnswer.YES, ConsentPurpose.RECORDING
    for call_id in ("one", "held"):
        await office.talk(call_id)
        await office.calls.note_consent(call_id, recording, yes, "n1", office.clock())
        await office.calls.add_sound(call_id, RecordedPiece(4000, bytes(3200), bytes(3200)))
    await office.hold("held")
    assert await office.night(6) == {}
    assert await office.night(1) == {"recording": 1}
    await office.calls.withdraw_consent("held", recording, office.clock())

    def left(tables: Tables) -> list[str]:
        return [row["call_id"] for row in tables.table("recordings").rows]

    assert await office.database.read(left) == ["held"]
    await office.release("held")
    assert await office.night(1) == {"recording": 1}
    assert await office.database.read(left) == []
