"""The line of sound, or that of orders, stands still for two seconds in a call: it goes on."""

import asyncio
import time
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import replace
from datetime import datetime
from typing import Any
from uuid import UUID

import pytest
import yaml

from kibox_pbx.app.receptionist import Receptionist
from kibox_pbx.asterisk.fastagi_server import AgiSession
from kibox_pbx.asterisk.sound_way import AUDIOSOCKET, SoundWay
from kibox_pbx.audio import AudioFrame
from kibox_pbx.config.loader import load
from kibox_pbx.config.settings import Address
from kibox_pbx.ports import Recognition
from kibox_pbx.records import Act, Outcome, Speaker
from kibox_pbx.rehearsal.latency import AnswerTime
from kibox_pbx.storage.opening import open_store
from kibox_pbx.utterance import Utterance
from tests.engines.servers import free_port
from tests.fakes import FakeRecogniser
from tests.faults.doomed import ANSWERS
from tests.faults.light import Answers, light_engines
from tests.faults.small_office import Taken, Talk, ringing, small_office
from tests.faults.stretch import Stretch, stretch
from tests.faults.town import Town
from tests.telephone.conftest import TELEPHONE
from tests.telephone.listening import spoken, the_two_talk
from tests.telephone.practice import practice

pytestmark = [*TELEPHONE, pytest.mark.long, pytest.mark.timeout(900)]

STALL_S = 2.0
ANSWERED_S = 3.0
"""After a question its answer has been given, and the next sentence is under way."""

CATCHES_UP_MS = 1000
"""Answers after a stall may be so much slower than those before, and the times of turns so far
from those of what was said; a busy machine takes some."""

Note = Callable[[str, object], None]


@pytest.mark.parametrize("when", ["the caller speaks", "the assistant speaks"])
async def test_sound_that_stands_still_for_two_seconds_delays_nothing_for_good(
    place: Town, when: str, record_property: Note
) -> None:
    async with (
        stretch(place.pbx.ports.audiosocket) as line,
        sound_by_way_of(place, line) as taken,
        ringing(place, taken) as talk,
    ):
        before = await books(talk, line, Act.ASK_DAY, when)
        await talk.call.ended(60)
        waits = talk.call.answer_times()
        slowest_before, slowest_after = slowest(waits[:before]), slowest(waits[before + 1 :])
        record_property("before_ms", slowest_before)
        record_property("after_ms", slowest_after)
        assert slowest_after < slowest_before + CATCHES_UP_MS
        assert taken.overhearing.outcomes[talk.number] is Outcome.BOOKED
    kept = await place.kept(talk.number)
    assert kept.appointments == 1
    heard = [turn.at_ms for turn in kept.call.turns if turn.speaker is Speaker.CALLER]
    behind = [at_ms - said.start_ms for at_ms, said in zip(heard, talk.call.said, strict=True)]
    record_property("count_ms", behind[-1] - behind[0])
    assert abs(behind[-1] - behind[0]) < CATCHES_UP_MS, spoken(kept.call)


async def test_orders_that_stand_still_for_two_seconds_bring_people_two_seconds_later(
    place: Town, record_property: Note
) -> None:
    settings = yaml.safe_load(place.config.read_text("utf-8"))
    settings["telephone"]["fastagi"]["port"] = elsewhere = free_port()
    place.config.write_text(yaml.safe_dump(settings, allow_unicode=True), encoding="utf-8")
    async with (
        stretch(elsewhere, place.pbx.ports.fastagi) as line,
        small_office(place) as office,
        office.ring() as talk,
    ):
        await talk.asked()
        stand_still(line, 0)
        await talk.call.presses("0")
        pressed_s = time.monotonic()
        staff = await place.callers.staff_rung(within_s=15)
        record_property("rings_s", round(staff.rang_s - pressed_s, 1))
        await the_two_talk(talk.call, staff)


async def books(talk: Talk, line: Stretch, at: Act, when: str) -> int:
    """Book to the end; return how many answers were given before the line stood still."""
    before = 0
    while (act := await talk.asked()) is not Act.ANYTHING_ELSE:
        if act is at:
            before = len(talk.call.said)
            stand_still(line, 0 if when == "the caller speaks" else ANSWERED_S)
        await talk.call.says(ANSWERS[act])
    await talk.call.says(ANSWERS[act])
    return before


def stand_still(line: Stretch, after_s: float) -> None:
    """Let it stand still for two seconds, after some time."""
    loop = asyncio.get_running_loop()
    loop.call_later(after_s, line.stand_still)
    loop.call_later(after_s + STALL_S, line.go_on)


def slowest(waits: tuple[AnswerTime, ...]) -> int:
    return max(each.answer_ms for each in waits if each.answer_ms is not None)


class EarsWithTimes(FakeRecogniser):
    """Tells when a turn began, as real ears do by the sound's own count."""

    @asynccontextmanager
    async def listen(self, phrases: tuple[str, ...] = ()) -> AsyncIterator[Any]:
        async with super().listen(phrases) as recognition:
            yield WithTimes(recognition)


class WithTimes:
    """A turn that knows its times."""

    def __init__(self, recognition: Recognition) -> None:
        self._recognition = recognition
        self._at_ms: list[int] = []

    async def hear(self, frame: AudioFrame) -> str:
        self._at_ms.append(frame.at_ms)
        return await self._recognition.hear(frame)

    async def finish(self) -> Utterance:
        utterance = await self._recognition.finish()
        return replace(utterance, start_ms=self._at_ms[0], end_ms=self._at_ms[-1])


@asynccontextmanager
async def sound_by_way_of(place: Town, line: Stretch) -> AsyncIterator[Taken]:
    """Answer the town's calls; their sound comes by a stretch that may stand still."""

    async def carry(session: AgiSession, identifier: UUID, address: Address) -> bool:
        return await AUDIOSOCKET.carry(session, identifier, Address(port=line.port))

    settings, taken, ports = load(place.config), Taken(), place.pbx.ports
    known = Answers(ANSWERS, taken)
    known.ears = EarsWithTimes()

    def now() -> datetime:
        return datetime.now(settings.practice.zone)

    async with light_engines(settings, known.ears) as tools, open_store(settings) as database:
        receptionist = Receptionist(settings, tools, database, known, now)
        way = SoundWay(carry, says_goodbye=False)
        async with practice(ports.fastagi, ports.audiosocket, receptionist.converse, way=way):
            yield taken
