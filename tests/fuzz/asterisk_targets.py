"""What Asterisk sends, or whoever says to be it: the readers, then the servers behind them.

The first byte of a reader's input says into how large pieces the rest is cut.
"""

import asyncio
import os
import socket
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from importlib.util import module_from_spec, spec_from_file_location
from io import BytesIO
from pathlib import Path
from types import ModuleType
from typing import Any

from asterisk import agi

from kibox_pbx.asterisk.ami_link import AmiLink, AmiMessage, _Protocol
from kibox_pbx.asterisk.audiosocket import HANG_UP, Kind, Message, encode
from kibox_pbx.asterisk.audiosocket import Reader as SoundReader
from kibox_pbx.asterisk.audiosocket_server import AudioSocketServer, Ticket
from kibox_pbx.asterisk.bridge import Bridge
from kibox_pbx.asterisk.fastagi import AgiReply, AgiRequest, HungUp
from kibox_pbx.asterisk.fastagi import Reader as AgiReader
from kibox_pbx.asterisk.fastagi_server import AgiSession, FastAgiServer
from kibox_pbx.asterisk.reels import Play, reels
from kibox_pbx.errors import PeerError
from tests.asterisk.peer import ANY_PORT, connect
from tests.fuzz.target import Target

SOON_S = 8.0
NAMED = b"@NAME@"
"""Stands in an input for what only this run knows: a ticket, the number of an action."""

SOUND = encode(Message(Kind.SOUND, bytes(320)))
KEY = encode(Message(Kind.KEY, b"5"))
IDENTIFIER = bytes((Kind.IDENTIFIER, 0, 16)) + NAMED


def pieces(data: bytes) -> Iterator[bytes]:
    """Cut an input as its first byte says."""
    size = data[0] or 4096
    for start in range(1, len(data), size):
        yield data[start : start + size]


def read_sound(data: bytes) -> None:
    """Whatever its cuts, a stream of sound is the same messages, or refused."""
    if data:
        assert _sound(pieces(data)) == _sound([data[1:]])


def _sound(cuts: "Iterator[bytes] | list[bytes]") -> list[Message] | None:
    reader, found = SoundReader(), list[Message]()
    for piece in cuts:
        try:
            found += reader.feed(piece)
        except PeerError:
            return None
    return found


def read_agi(data: bytes) -> None:
    """A stream of AGI is understood or refused."""
    if not data:
        return
    reader, found = AgiReader(), list[AgiRequest | AgiReply | HungUp]()
    with suppress(PeerError):
        for piece in pieces(data):
            found += reader.feed(piece)


def serve_sound(data: bytes) -> None:
    """Whatever comes in, the next call gets its line."""
    asyncio.run(_serve_sound(data))


async def _serve_sound(data: bytes) -> None:
    async with asyncio.timeout(SOON_S), AudioSocketServer(ANY_PORT) as server:
        with server.expect() as ticket:
            await _send_sound(server, ticket, data)
        with server.expect() as next_one:
            async with connect(server.address) as peer:
                peer.send(IDENTIFIER.replace(NAMED, next_one.uuid.bytes) + SOUND)
                leg = await next_one.leg(SOON_S)
                async for _ in leg.incoming():
                    break


async def _send_sound(server: AudioSocketServer, ticket: Ticket, data: bytes) -> None:
    async with connect(server.address) as peer:
        peer.send(data.replace(NAMED, ticket.uuid.bytes))
        with suppress(OSError):
            peer.writer.write_eof()
        if not data.startswith(IDENTIFIER):
            await peer.rest()
            return
        with suppress(PeerError):
            leg = await ticket.leg(SOON_S)
            async for _ in leg.incoming():
                pass


def serve_agi(data: bytes) -> None:
    """Whatever comes in, the next call is looked after."""
    asyncio.run(_serve_agi(data))


async def _serve_agi(data: bytes) -> None:
    served = asyncio.Event()

    async def handle(session: AgiSession) -> None:
        served.set()
        await session.answer()
        await session.set_variable("KIBOX_NEXT", "reception")
        await session.get_variable("KIBOX_WAY")
        await session.execute("AudioSocket", "uuid", "host")

    async with (
        asyncio.timeout(SOON_S),
        FastAgiServer(ANY_PORT, {"reception": handle}) as server,
    ):
        async with connect(server.address) as peer:
            peer.send(data)
            with suppress(OSError):
                peer.writer.write_eof()
            await peer.rest()
        served.clear()
        async with connect(server.address) as peer:
            peer.send(b"agi_network_script: reception\n\n")
            await served.wait()


class _Wire(asyncio.Transport):
    """Where a protocol writes to; nobody reads it."""

    def write(self, data: bytes | bytearray | memoryview) -> None:
        del data

    def close(self) -> None:
        pass


def read_ami(data: bytes) -> None:
    """Whatever Asterisk's manager says, no event breaks the connection's own code."""
    if data:
        asyncio.run(_read_ami(data))


async def _read_ami(data: bytes) -> None:
    events = list[AmiMessage]()
    link = AmiLink(events.append)
    protocol = _Protocol(link._manager)
    protocol.connection_made(_Wire())
    async with asyncio.TaskGroup() as tasks:
        asking = tasks.create_task(_ask(link), name="ask")
        await asyncio.sleep(0)
        number = next(iter(protocol.responses), "").encode()
        for piece in pieces(data[:1] + data[1:].replace(NAMED, number)):
            if not link.ended.is_set():
                protocol.data_received(piece)
        await asyncio.sleep(0)
        link.close()
        await asyncio.wait([asking])
    for each in events:
        assert isinstance(each.name, str)
        assert all(isinstance(value, str) for value in each.fields.values())


async def _ask(link: AmiLink) -> None:
    with suppress(PeerError):
        await link.action({"Action": "Originate", "Async": "true"}, until_event=True)


class _Hasty:
    """Asterisk's side of a bridge, which has played everything as soon as it is asked."""

    def __init__(self, replies: tuple[int, int]) -> None:
        self._read, self._write = replies

    def play(self, play: Play, keys: str) -> None:
        del play, keys
        os.write(self._write, b".")

    def stopped(self) -> tuple[str, int]:
        os.read(self._read, 1)
        return "", 0


def bridge_service(data: bytes) -> None:
    """Whatever says to be the service, a bridge carries it, or ends."""
    ours, theirs = socket.socketpair()
    with ours, theirs, _pipes() as (replies, commands, sound), reels() as playing:
        theirs.sendall(data[:60_000])
        theirs.shutdown(socket.SHUT_WR)
        with suppress(PeerError, OSError):
            files = replies[0], commands[0], sound[0]
            Bridge(_Hasty(replies), files, ours, playing).run()


@contextmanager
def _pipes() -> Iterator[list[tuple[int, int]]]:
    """Give replies, commands and the caller's sound; a pipe has an end to read and to write."""
    pipes = [os.pipe() for _ in range(3)]
    try:
        yield pipes
    finally:
        for ends in pipes:
            for each in ends:
                os.close(each)


def _bridge_script() -> ModuleType:
    path = Path(__file__).parents[2] / "agi" / "kibox_bridge.py"
    spec = spec_from_file_location("kibox_bridge", path)
    assert spec
    assert spec.loader
    module = module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


_SCRIPT = _bridge_script()


class _Written(BytesIO):
    """Where a script writes commands to; pyst2 writes text."""

    def write(self, data: Any) -> int:
        return len(data)


def bridge_asterisk(data: bytes) -> None:
    """Whatever Asterisk answers to a bridge, it is understood, or is the end of the call."""
    session = _SCRIPT.Session.__new__(_SCRIPT.Session)
    with suppress(*_SCRIPT.EXPECTED):
        session._agi = agi.AGI(
            stdin=_SCRIPT.Replies(BytesIO(b"agi_request: x\n\n" + data)),
            stdout=_Written(),
            stderr=_Written(),
        )
        session.variable("KIBOX_LINE")
        for _ in range(3):
            key, at_sample = session.stopped()
            assert len(key) <= 1
            assert at_sample >= 0


def _with_cut(*inputs: bytes) -> tuple[bytes, ...]:
    return tuple(bytes((size,)) + each for each in inputs for size in (0, 1, 7))


_FACTS = (
    b"agi_network: yes\nagi_network_script: reception?lang=de&x=%41\nagi_channel: PJSIP/a-1\n"
    b"agi_callerid: +4930123456\nagi_callingpres: 0\nagi_dnid: 4930\nagi_arg_1: 100\n"
    b"agi_uniqueid: 1.1\nagi_language: de\nagi_context: in\n\n"
)
_REPLIES = (
    b"200 result=0\n200 result=1\n200 result=1 (a value)\n200 result=-1\n"
    b"520-Invalid command syntax.  Proper usage follows:\nUsage: X\n520 End of proper usage.\n"
    b"510 Invalid or unknown command\n511 Command Not Permitted\n100 Trying...\nHANGUP\n"
)
_AMI = (
    b"Asterisk Call Manager/11.0.0\r\n"
    b"Response: Success\r\nActionID: @NAME@\r\nMessage: Originate successfully queued\r\n\r\n"
    b"Event: OriginateResponse\r\nActionID: @NAME@\r\nResponse: Success\r\nReason: 4\r\n\r\n"
    b"Event: Hangup\r\nChannel: PJSIP/1\r\nChanVariable: a=1\r\nChanVariable: b=2\r\n\r\n"
    b"Response: Follows\r\nActionID: @NAME@\r\nOutput: \xc3\xa4\r\n--END COMMAND--\r\n\r\n"
    b"Event: Shutdown\r\nShutdown: Cleanly\r\n\r\n"
)
_CALL = (IDENTIFIER + SOUND + KEY + SOUND * 3 + HANG_UP, IDENTIFIER, SOUND, b"\x10\xff\xff")
_AGI_WORDS = (b"agi_network_script: ", b"agi_callingpres: ", b"result=", b"520-", b"520 ")

TARGETS = (
    Target("audiosocket-reader", read_sound, _with_cut(*_CALL), (b"\x10", b"\x01\x00\x10")),
    Target("audiosocket-server", serve_sound, _CALL, (IDENTIFIER, SOUND, HANG_UP)),
    Target("fastagi-reader", read_agi, _with_cut(_FACTS + _REPLIES), _AGI_WORDS),
    Target("fastagi-server", serve_agi, (_FACTS + _REPLIES, _FACTS), _AGI_WORDS),
    Target("ami", read_ami, _with_cut(_AMI), (b"\r\n\r\n", b"Event: ", NAMED, b": ")),
    Target("bridge-service", bridge_service, (SOUND * 3 + HANG_UP, KEY, SOUND), (HANG_UP,)),
    Target(
        "bridge-asterisk",
        bridge_asterisk,
        (
            b"200 result=1 (a,127.0.0.1:1)\n200 result=0 endpos=800\n200 result=53 endpos=1\n",
            b"200 result=1 (x)\n200 result=-1 endpos=0\n200 result=6\nHANGUP\n",
        ),
        _AGI_WORDS,
    ),
)
"""By the way in."""
