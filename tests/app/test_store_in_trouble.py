"""The store fails while somebody talks: they hear so, reach people, and nothing is promised."""

import asyncio
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path

import pytest

from kibox_pbx.app.engines import Engines
from kibox_pbx.app.receptionist import Receptionist
from kibox_pbx.asterisk.reception import Ending
from kibox_pbx.call.live import CallerAsked, Happening, SentenceBegan
from kibox_pbx.config.settings import Settings
from kibox_pbx.dialogue.actions import Say
from kibox_pbx.records import Act
from kibox_pbx.storage.database import Database
from kibox_pbx.storage.opening import open_store
from tests.app.receptionists import GERMAN, OPEN, RECEPTION
from tests.fakes import FakeActivity, FakeEcho, FakeLeg, FakeModel, FakeRecogniser, FakeVoice
from tests.storage.endangered import fill, settings_in
from tests.storage.small_disk import NEEDS_ROOT, SmallDisk, small_disk
from tests.storage.test_locked import locked

TECHNICAL = "klemmt gerade die Technik"
ANSWERS = {
    Act.ASK_INTENT: "ich möchte eine nachricht hinterlassen",
    Act.ASK_MESSAGE: "bitte rufen sie mich zurück wegen der blutprobe",
    Act.ASK_NAME: "erika mustermann",
    Act.ASK_PHONE: "ja unter dieser nummer",
    Act.ANYTHING_ELSE: "nein danke auf wiederhören",
}
PEOPLE = Ending.transfer("desk", "PJSIP/200", 20, "")


class TalkingCaller:
    """An onlooker that answers over the line, and lets something happen before it says yes."""

    def __init__(self) -> None:
        self.leg, self.ears, self.voice = FakeLeg(), FakeRecogniser(), FakeVoice()
        self.is_asked_to_confirm = asyncio.Event()
        self.said: list[Say] = []

    def see(self, happening: Happening) -> None:
        if isinstance(happening, SentenceBegan):
            self.said.append(happening.sentence)
        if isinstance(happening, CallerAsked):
            act = happening.question.act
            if act is Act.CONFIRM_MESSAGE:
                self.is_asked_to_confirm.set()
            elif answer := ANSWERS.get(act):
                self.says(answer)

    def says(self, text: str) -> None:
        self.ears.texts.append(text)
        self.leg.speak(400)
        self.leg.fall_silent(2000)

    @property
    def acts(self) -> list[Act]:
        return [sentence.act for sentence in self.said]


@dataclass(frozen=True, slots=True)
class Office:
    """A receptionist on an endangered store."""

    settings: Settings
    database: Database

    def answers(self, caller: TalkingCaller) -> Receptionist:
        tools = Engines(
            {GERMAN: caller.ears},
            {GERMAN: caller.voice},
            FakeActivity,
            FakeEcho,
            FakeModel(),
            (),
        )
        return Receptionist(self.settings, tools, self.database, caller, lambda: OPEN)

    async def messages(self) -> int:
        return await self.database.read(lambda tables: tables.table("messages").count)


async def rings(office: Office, caller: TalkingCaller) -> Ending:
    async with asyncio.timeout(60):
        return await office.answers(caller).converse(caller.leg, RECEPTION)


async def confirms(caller: TalkingCaller) -> None:
    await caller.is_asked_to_confirm.wait()
    caller.says("ja das stimmt")


@pytest.fixture
def disk(tmp_path: Path) -> Iterator[SmallDisk]:
    with small_disk(tmp_path / "disk") as mounted:
        yield mounted


async def leave_a_message(office: Office) -> None:
    """Ring as usual: the message is taken, and the caller is told so."""
    caller, before = TalkingCaller(), await office.messages()
    async with asyncio.TaskGroup() as tasks:
        ringing = tasks.create_task(rings(office, caller))
        await confirms(caller)
    assert ringing.result() == Ending.hang_up()
    assert Act.MESSAGE_TAKEN in caller.acts
    assert await office.messages() == before + 1


def was_handed_to_people(caller: TalkingCaller, ending: Ending) -> None:
    assert replace(ending, ticket="") == replace(PEOPLE, ring_s=ending.ring_s)
    assert TECHNICAL in caller.voice.spoken[-1]
    assert Act.MESSAGE_TAKEN not in caller.acts


@NEEDS_ROOT
async def test_a_disk_that_gets_full_in_a_call(tmp_path: Path, disk: SmallDisk) -> None:
    settings = settings_in(disk.folder, tmp_path)
    await fill(settings)
    async with open_store(settings) as database:
        office = Office(settings, database)
        await leave_a_message(office)
        caller, before = TalkingCaller(), await office.messages()
        async with asyncio.TaskGroup() as tasks:
            ringing = tasks.create_task(rings(office, caller))
            await caller.is_asked_to_confirm.wait()
            await database.empty_wal()
            disk.fill()
            await confirms(caller)
        was_handed_to_people(caller, ringing.result())
        assert await office.messages() == before
        disk.make_room()
        await leave_a_message(office)


@NEEDS_ROOT
async def test_a_disk_that_is_full_when_somebody_rings(tmp_path: Path, disk: SmallDisk) -> None:
    settings = settings_in(disk.folder, tmp_path)
    await fill(settings)
    async with open_store(settings) as database:
        office, caller = Office(settings, database), TalkingCaller()
        await database.empty_wal()
        disk.fill()
        was_handed_to_people(caller, await rings(office, caller))
        assert caller.acts[0] is Act.GREET
        disk.make_room()
        await leave_a_message(office)


async def test_a_database_locked_for_two_seconds_makes_the_caller_wait_and_no_more(
    tmp_path: Path,
) -> None:
    settings = settings_in(tmp_path, tmp_path)
    await fill(settings)
    async with open_store(settings) as database:
        office, caller = Office(settings, database), TalkingCaller()
        async with asyncio.TaskGroup() as tasks:
            ringing = tasks.create_task(rings(office, caller))
            await caller.is_asked_to_confirm.wait()
            async with locked(settings, 2):
                await confirms(caller)
        assert ringing.result() == Ending.hang_up()
        assert Act.MESSAGE_TAKEN in caller.acts


async def test_a_database_that_stays_locked_hands_the_caller_to_people(tmp_path: Path) -> None:
    settings = settings_in(tmp_path, tmp_path)
    await fill(settings)
    async with open_store(settings) as database:
        office, caller = Office(settings, database), TalkingCaller()
        before = await office.messages()
        async with asyncio.TaskGroup() as tasks:
            ringing = tasks.create_task(rings(office, caller))
            await caller.is_asked_to_confirm.wait()
            async with locked(settings, 600):
                await confirms(caller)
                await ringing
        was_handed_to_people(caller, ringing.result())
        assert await office.messages() == before
        await leave_a_message(office)
