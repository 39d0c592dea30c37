"""A receptionist without engines, so that tests can look at the telephone alone.

Run as a process of its own it is a service that can be killed:
``python -m tests.telephone.practice FASTAGI_PORT AUDIOSOCKET_PORT MEDIA``.
"""

import asyncio
import sys
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager

from kibox_pbx.asterisk.audiosocket_server import AudioSocketServer
from kibox_pbx.asterisk.fastagi import AgiRequest
from kibox_pbx.asterisk.fastagi_server import FastAgiServer
from kibox_pbx.asterisk.reception import Ending, Reception
from kibox_pbx.asterisk.sound_way import AUDIOSOCKET, EAGI, SoundWay
from kibox_pbx.audio import FRAME_MS, AudioFrame
from kibox_pbx.config.settings import Address
from kibox_pbx.ports import CallLeg, KeyPress

BEEP = b"\x00\x20\x00\xe0" * (8000 * FRAME_MS // 1000 // 2)
"""20 ms of 4 kHz, loud."""

TO_STAFF = Ending.transfer("reception", "PJSIP/200", 10)

Converse = Callable[[CallLeg, AgiRequest], Awaitable[Ending]]


async def parrot(leg: CallLeg, request: AgiRequest) -> Ending:
    """Say everything back at once; 0 is a person, 1 the mailbox, 9 the end."""
    async for item in leg.incoming():
        match item:
            case KeyPress("0"):
                return TO_STAFF
            case KeyPress("1"):
                return Ending.mailbox()
            case KeyPress("9"):
                return Ending.hang_up()
            case KeyPress():
                pass
            case _:
                await leg.play(item)
    return Ending.hang_up()


async def beep(leg: CallLeg, request: AgiRequest) -> Ending:
    """Tell a caller for whom there is no room, with a second of sound, and ring people."""
    for at_ms in range(0, 1000, FRAME_MS):
        await leg.play(AudioFrame(BEEP, 8000, at_ms))
    await leg.drained()
    return Ending.people()


async def admit_everybody(request: AgiRequest) -> bool:
    return True


@asynccontextmanager
async def practice(  # noqa: PLR0913 (where, what, how many, by which way)
    fastagi: int,
    audiosocket: int,
    converse: Converse = parrot,
    calls: int = 5,
    turn_away: Converse = beep,
    *,
    way: SoundWay = AUDIOSOCKET,
) -> AsyncIterator[Reception]:
    """Answer calls while the context lasts."""
    async with AudioSocketServer(Address(port=audiosocket)) as audio:
        reception = Reception(
            audio,
            admit=admit_everybody,
            converse=converse,
            turn_away=turn_away,
            calls=calls,
            way=way,
        )
        routes = {"status": reception.status, "reception": reception.reception}
        async with FastAgiServer(Address(port=fastagi), routes):
            yield reception


async def main() -> None:
    way = EAGI if sys.argv[3] == "eagi" else AUDIOSOCKET
    async with practice(int(sys.argv[1]), int(sys.argv[2]), way=way):
        sys.stdout.write("ready\n")
        sys.stdout.flush()
        await asyncio.Event().wait()


if __name__ == "__main__":
    asyncio.run(main())
