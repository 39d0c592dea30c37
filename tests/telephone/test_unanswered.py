"""Nobody answers, or the telephone is engaged: the caller never meets silence."""

import asyncio

import pytest

from kibox_pbx.asterisk.ami import AmiClient
from kibox_pbx.asterisk.extensions import AmiExtensions
from kibox_pbx.asterisk.fastagi import AgiRequest
from kibox_pbx.asterisk.reception import Ending
from kibox_pbx.config.settings import Address
from kibox_pbx.ports import CallLeg
from kibox_pbx.records import Act, Outcome
from kibox_pbx.rehearsal.caller_asterisk import SimulatedCallers
from kibox_pbx.rehearsal.private_asterisk import (
    AMI_USER,
    ENGLISH_LINE,
    SOFTPHONE,
    STAFF_PHONE,
    PrivateAsterisk,
)
from kibox_pbx.rehearsal.script import CallerScript
from kibox_pbx.utterance import Language
from tests.telephone.conftest import TELEPHONE
from tests.telephone.listening import spoken, the_two_talk
from tests.telephone.office import Office
from tests.telephone.practice import practice

pytestmark = TELEPHONE

NOBODY_THERE = f"PJSIP/{SOFTPHONE}"
"""A telephone that nobody has registered."""


class Desk:
    """An assistant that always puts through to somebody who is not there."""

    def __init__(self, ticket: str) -> None:
        self.ticket = ticket
        self.asked: asyncio.Queue[AgiRequest] = asyncio.Queue()

    async def converse(self, leg: CallLeg, request: AgiRequest) -> Ending:
        self.asked.put_nowait(request)
        return Ending.transfer("billing", NOBODY_THERE, 5, self.ticket)


async def test_whom_nobody_answers_comes_back_to_the_assistant_once_and_then_to_the_mailbox(
    pbx: PrivateAsterisk, callers: SimulatedCallers
) -> None:
    desk = Desk("3f2a.en.transferred")
    async with (
        practice(pbx.ports.fastagi, pbx.ports.audiosocket, desk.converse),
        callers.ring(ENGLISH_LINE) as call,
    ):
        async with asyncio.timeout(10):
            first, second = await desk.asked.get(), await desk.asked.get()
        assert first.query == {}
        assert second.query == {"unanswered": "billing", "ticket": desk.ticket}
        assert second.dialled == ENGLISH_LINE
        await call.hears_speech(within_s=5)
        assert desk.asked.empty()
        assert callers.staff_rings.empty()


async def test_without_a_ticket_the_mailbox_takes_over_at_once(
    pbx: PrivateAsterisk, callers: SimulatedCallers
) -> None:
    desk = Desk("")
    async with (
        practice(pbx.ports.fastagi, pbx.ports.audiosocket, desk.converse),
        callers.ring(ENGLISH_LINE) as call,
    ):
        await call.hears_speech(within_s=5)
        assert desk.asked.qsize() == 1


async def test_a_telephone_is_engaged_while_somebody_talks_on_it(
    pbx: PrivateAsterisk, callers: SimulatedCallers
) -> None:
    dials = {"desk": f"PJSIP/{STAFF_PHONE}", "away": NOBODY_THERE}
    async with (
        AmiClient(Address(port=pbx.ports.ami), AMI_USER, pbx.secrets.ami) as ami,
        practice(pbx.ports.fastagi, pbx.ports.audiosocket),
    ):
        extensions = AmiExtensions(ami, dials)
        assert await extensions.is_free("desk")
        assert await extensions.is_free("away")
        async with callers.ring(ENGLISH_LINE) as call:
            await call.presses("0")
            await the_two_talk(call, await callers.staff_rung(within_s=3))
            assert not await extensions.is_free("desk")


@pytest.mark.long
async def test_who_wants_an_engaged_telephone_is_told_so(office: Office) -> None:
    async with office.ring(Language.ENGLISH) as talking:
        await talking.call.hears_speech()
        await talking.call.presses("0")
        await (await office.callers.staff_rung(within_s=15)).answered()
        async with office.ring(Language.ENGLISH) as second:
            await second.follows(
                CallerScript(
                    says="please put me through to reception",
                    answers={"offer_message": "no, thank you", "anything_else": "no, goodbye"},
                )
            )
    stored = await office.record(second.number)
    assert Act.OFFER_MESSAGE in [turn.act for turn in stored.turns], spoken(stored)
    assert stored.outcome is not Outcome.TRANSFERRED, spoken(stored)
