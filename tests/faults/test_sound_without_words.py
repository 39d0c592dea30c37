"""Callers who send noise, music, or no sound at all reach people, and hold no line."""

import asyncio
import time
from collections.abc import Callable
from contextlib import suppress

import numpy as np
import pytest

from kibox_pbx.errors import PeerError
from kibox_pbx.records import Outcome, Speaker
from kibox_pbx.rehearsal.caller import SimulatedCall
from tests.engines.echo_line import as_pcm
from tests.engines.test_endless_sound import LOUDNESS_DBFS, Samples, hum, music
from tests.faults.small_office import SmallOffice
from tests.telephone.conftest import TELEPHONE
from tests.telephone.listening import spoken, until_talking
from tests.telephone.office import fresh_number
from tests.telephone.plain_sip import Written, ring_plainly

pytestmark = [*TELEPHONE, pytest.mark.engine, pytest.mark.long, pytest.mark.timeout(900)]

PEOPLE_S = 180.0
"""Three questions, each waited for, if need be to the end of the longest turn there is."""

ENDED_S = 10.0
Note = Callable[[str, object], None]


@pytest.mark.parametrize(
    "sound", [music(notes=3, vibrato=1.5), hum()], ids=["music", "noise of a street"]
)
async def test_sound_without_end_reaches_people(
    office: SmallOffice, sound: Samples, record_property: Note
) -> None:
    loud = sound * 10 ** (LOUDNESS_DBFS / 20) / np.sqrt((sound**2).mean())
    async with office.ring() as talk, asyncio.TaskGroup() as tasks:
        since_s = time.monotonic()
        playing = tasks.create_task(without_end(talk.call, as_pcm(loud)), name="sound")
        staff = await office.town.callers.staff_rung(PEOPLE_S)
        record_property("rings_s", round(staff.rang_s - since_s, 1))
        playing.cancel()
    await is_over(office, talk.number)


async def test_who_sends_no_packet_of_sound_reaches_people(
    office: SmallOffice, record_property: Note
) -> None:
    number = fresh_number()
    since_s = time.monotonic()
    written = Written(caller=number.encode())
    async with ring_plainly(office.town.pbx.ports.sip, written, sends=False) as call:
        assert call.status == 200
        staff = await office.town.callers.staff_rung(PEOPLE_S)
        record_property("rings_s", round(staff.rang_s - since_s, 1))
        assert number in office.taken.numbers
    await is_over(office, number)


async def without_end(call: SimulatedCall, sound: bytes) -> None:
    with suppress(PeerError):  # the call is over
        while True:
            await call.says(sound)


async def is_over(office: SmallOffice, number: str) -> None:
    """The call is written down as handed on, the caller said nothing, and no line is held."""
    await until_talking(office.service.reception, 0, ENDED_S)
    kept = await office.town.kept(number)
    assert kept.call.outcome is Outcome.TRANSFERRED
    words = [turn for turn in kept.call.turns if turn.speaker is Speaker.CALLER]
    assert len(words) <= 1, spoken(kept.call)
