"""Whoever objects reaches people at once: nothing is answered, said, heard or kept."""

import asyncio

from kibox_pbx.rehearsal.private_asterisk import ENGLISH_LINE
from kibox_pbx.storage import objections
from kibox_pbx.storage.opening import open_store
from kibox_pbx.utterance import Language
from tests.storage.practice import at
from tests.telephone.conftest import TELEPHONE
from tests.telephone.listening import the_two_talk
from tests.telephone.office import Office, fresh_number

pytestmark = TELEPHONE

NUMBER = "+498977700088"
"""Of nobody else in these tests, so that it can be looked for on the disk."""


async def object_at_the_desk(office: Office, number: str) -> None:
    """Write an objection as `kibox subject object` does, beside the running service."""
    async with open_store(office.settings) as desk:
        await desk.write(
            lambda tables: objections.add(tables, desk.envelope, number, at(23, 9))
        )


async def test_who_objects_reaches_people_and_nothing_is_kept(office: Office) -> None:
    await object_at_the_desk(office, NUMBER)
    calls = office.service.receptionist.calls
    before = await calls.recent(999)
    started_s = asyncio.get_running_loop().time()
    async with office.callers.ring(ENGLISH_LINE, caller_id=NUMBER) as call:
        staff = await office.callers.staff_rung(within_s=5)
        rang_s = asyncio.get_running_loop().time() - started_s
        await the_two_talk(call, staff)
        assert office.service.reception.active_calls == 0
    assert rang_s < 3
    assert await calls.recent(999) == before
    assert office.files_with(NUMBER[1:].encode()) == []


async def test_everybody_else_is_still_answered(office: Office) -> None:
    await object_at_the_desk(office, NUMBER)
    number = fresh_number()
    async with office.ring(Language.ENGLISH, number=number) as caller:
        await caller.call.hears_speech(within_s=10)
    assert (await office.record(number)).call.caller == number
