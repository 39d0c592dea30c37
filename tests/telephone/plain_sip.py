"""A caller of bare bytes: what a SIP library would refuse to send, this one sends.

Rings over UDP, acknowledges the answer, sends silence, and hangs up. The parts of its first
message that hold what a caller chooses are given as they go on the wire.
"""

import asyncio
import re
import secrets
import socket
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field

from kibox_pbx.rehearsal.addresses import LOOPBACK

ANSWER_S = 10.0
PACKET_BYTES = 65_536
SILENCE = b"\xd5" * 160
"""20 ms of A-law."""

_STATUS = re.compile(rb"SIP/2\.0 (\d{3})")
_TO = re.compile(rb"(?im)^To: *(.*?)\r?$")


@dataclass(frozen=True, slots=True)
class Written:
    """What a caller writes of themselves and of whom they want, as bytes on the wire."""

    caller: bytes = b"+4930231250001"
    """The user part of ``From``."""

    name: bytes = b""
    """In front of it, with its quotes, if it wants any."""

    dialled: bytes = b"31"
    """The user part of whom they ring."""

    headers: tuple[bytes, ...] = ()
    """Further whole lines."""


@dataclass(slots=True)
class PlainCall:
    """What came of it."""

    status: int = 0
    """The last word of the telephone system: 200 answered, 4xx refused, 0 nothing at all."""

    answer: bytes = field(default=b"", repr=False)


@asynccontextmanager
async def ring_plainly(
    port: int, written: Written, *, sends: bool = True
) -> AsyncIterator[PlainCall]:
    """Ring a telephone system of this machine; inside, it has answered, or has not.

    ``sends``: silence; else no packet of sound at all.
    """
    with _socket() as sip, _socket() as sound:
        dialogue = _Dialogue(sip, sound, port, written)
        call = await dialogue.invite()
        if call.status != 200:
            yield call
            return
        async with asyncio.TaskGroup() as tasks:
            silence = _be_silent(sound, call.answer) if sends else asyncio.sleep(0)
            talking = tasks.create_task(silence, name="silence")
            try:
                yield call
            finally:
                talking.cancel()
                await dialogue.send(b"BYE", 2, call.answer)


class _Dialogue:
    def __init__(
        self, sip: socket.socket, sound: socket.socket, port: int, written: Written
    ) -> None:
        self._sip = sip
        self._at = (LOOPBACK, port)
        self._here = b"%s:%d" % (LOOPBACK.encode(), sip.getsockname()[1])
        self._written = written
        self._marks = secrets.token_hex(8).encode()
        self._sound_port = sound.getsockname()[1]

    async def invite(self) -> PlainCall:
        call = PlainCall()
        await self.send(b"INVITE", 1, b"")
        loop = asyncio.get_running_loop()
        try:
            async with asyncio.timeout(ANSWER_S):
                while call.status < 200:
                    call.answer = await loop.sock_recv(self._sip, PACKET_BYTES)
                    if found := _STATUS.match(call.answer):
                        call.status = int(found[1])
        except TimeoutError:
            return call
        await self.send(b"ACK", 1, call.answer)
        return call

    async def send(self, method: bytes, number: int, answer: bytes) -> None:
        written = self._written
        server = b"%s:%d" % (LOOPBACK.encode(), self._at[1])
        found = _TO.search(answer)
        to = found[1] if found else b"<sip:%s@%s>" % (written.dialled, server)
        body = self._offer() if method == b"INVITE" else b""
        lines = (
            b"%s sip:%s@%s SIP/2.0" % (method, written.dialled, server),
            b"Via: SIP/2.0/UDP %s;branch=z9hG4bK%s%d" % (self._here, self._marks, number),
            b"Max-Forwards: 70",
            b"From: %s <sip:%s@%s>;tag=%s"
            % (written.name, written.caller, self._here, self._marks),
            b"To: " + to,
            b"Call-ID: " + self._marks,
            b"CSeq: %d %s" % (number, method),
            b"Contact: <sip:plain@%s>" % self._here,
            *(written.headers if method == b"INVITE" else ()),
            b"Content-Type: application/sdp",
            b"Content-Length: %d" % len(body),
        )
        packet = b"\r\n".join((*lines, b"", body))
        await asyncio.get_running_loop().sock_sendto(self._sip, packet, self._at)

    def _offer(self) -> bytes:
        here = LOOPBACK.encode()
        lines = (
            b"v=0",
            b"o=- 1 1 IN IP4 " + here,
            b"s=-",
            b"c=IN IP4 " + here,
            b"t=0 0",
            b"m=audio %d RTP/AVP 8" % self._sound_port,
            b"",
        )
        return b"\r\n".join(lines)


async def _be_silent(sound: socket.socket, answer: bytes) -> None:
    media = re.search(rb"m=audio (\d+)", answer)
    assert media is not None
    loop = asyncio.get_running_loop()
    for number in range(65_536):
        header = b"\x80\x08" + number.to_bytes(2, "big") + (number * 160).to_bytes(4, "big")
        packet = header + b"kibx" + SILENCE
        await loop.sock_sendto(sound, packet, (LOOPBACK, int(media[1])))
        await asyncio.sleep(0.02)


def _socket() -> socket.socket:
    made = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
    made.settimeout(0)
    made.bind((LOOPBACK, 0))
    return made
