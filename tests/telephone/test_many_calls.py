"""Five callers at once are all served by the real engines, and the sixth reaches people."""

import asyncio
from collections.abc import Callable

from kibox_pbx.records import Act, Outcome
from kibox_pbx.rehearsal.latency import median_ms
from kibox_pbx.rehearsal.private_asterisk import ENGLISH_LINE
from kibox_pbx.rehearsal.script import CallerScript
from kibox_pbx.storage.stored_call import StoredCall
from kibox_pbx.utterance import Language
from tests.telephone.conftest import TELEPHONE
from tests.telephone.listening import spoken, the_two_talk, until_talking
from tests.telephone.office import CALLS, Office

pytestmark = TELEPHONE

LONGEST_WAIT_MS = 12_000
"""Median, on two processor cores that others may use as well: five turns are in the one
recogniser at the same moment."""

SCRIPT = CallerScript(
    says="hello, I would like to make an appointment, please",
    answers={"ask_service": "a check-up, please"},
    hangs_up_on="ask_day",
)


async def test_five_callers_at_once_are_all_understood_and_the_sixth_reaches_people(
    office: Office, record_property: Callable[[str, object], None]
) -> None:
    async with asyncio.TaskGroup() as tasks:
        calls = [tasks.create_task(one_caller(office)) for _ in range(CALLS)]
        await until_talking(office.service.reception, CALLS)
        async with office.callers.ring(ENGLISH_LINE) as sixth:
            await the_two_talk(sixth, await office.callers.staff_rung(within_s=20))
    record_property("median_wait_ms", [call.result()[1] for call in calls])
    for call in calls:
        stored, wait_ms = call.result()
        acts = [turn.act for turn in stored.turns]
        assert acts[0] is Act.GREET
        assert Act.ASK_SERVICE in acts, spoken(stored)
        assert stored.outcome is Outcome.ABANDONED
        assert wait_ms is not None
        assert wait_ms < LONGEST_WAIT_MS
    await until_talking(office.service.reception, 0, within_s=2)


async def one_caller(office: Office) -> tuple[StoredCall, int | None]:
    async with office.ring(Language.ENGLISH) as ringing:
        assert await ringing.follows(SCRIPT) == ()
        wait_ms = median_ms(ringing.call.answer_times())
    return await office.record(ringing.number), wait_ms
