"""Nobody else gets at a call's sound, and Asterisk's log does not say who called."""

import asyncio
from uuid import uuid4

from kibox_pbx.asterisk.audiosocket import Kind, Message, encode
from kibox_pbx.rehearsal.addresses import LOOPBACK
from kibox_pbx.rehearsal.caller_asterisk import SimulatedCallers
from kibox_pbx.rehearsal.private_asterisk import ENGLISH_LINE, PrivateAsterisk
from tests.telephone.conftest import TELEPHONE
from tests.telephone.practice import practice

pytestmark = TELEPHONE

NUMBER = "+498977700077"


async def test_a_stranger_at_the_media_port_is_dropped_and_the_call_goes_on(
    pbx: PrivateAsterisk, callers: SimulatedCallers
) -> None:
    async with (
        practice(pbx.ports.fastagi, pbx.ports.audiosocket),
        callers.ring(ENGLISH_LINE) as call,
    ):
        stranger, writer = await asyncio.open_connection(LOOPBACK, pbx.ports.audiosocket)
        writer.write(encode(Message(Kind.IDENTIFIER, uuid4().bytes)))
        async with asyncio.timeout(2):
            try:
                heard = await stranger.read()
            except ConnectionResetError:
                heard = b""
        writer.close()
        assert heard == b""
        await call.says("I am still here.")
        assert call.ear.loud_ms(0, call.line.now_ms()) > 300


async def test_the_log_of_asterisk_does_not_name_a_caller(
    pbx: PrivateAsterisk, callers: SimulatedCallers
) -> None:
    async with (
        practice(pbx.ports.fastagi, pbx.ports.audiosocket),
        callers.ring(ENGLISH_LINE, caller_id=NUMBER) as call,
    ):
        await call.presses("0")
        await callers.staff_rung(within_s=3)
    written = [path for path in pbx.folder.rglob("*") if path.is_file()]
    assert (pbx.folder / "log" / "asterisk.log") in written
    assert not [path.name for path in written if NUMBER[1:].encode() in path.read_bytes()]
