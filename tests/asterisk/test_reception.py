"""One call from Asterisk's question to KIBOX_NEXT, with Asterisk's side played by hand."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from uuid import UUID

import pytest

from kibox_pbx.asterisk import reception as reception_module
from kibox_pbx.asterisk.audiosocket import Kind, Message, Reader, encode
from kibox_pbx.asterisk.audiosocket_leg import READ_BYTES
from kibox_pbx.asterisk.audiosocket_server import AudioSocketServer
from kibox_pbx.asterisk.fastagi import AgiRequest
from kibox_pbx.asterisk.fastagi_server import FastAgiServer
from kibox_pbx.asterisk.reception import Ending, Reception
from kibox_pbx.asterisk.sound_way import AUDIOSOCKET, EAGI, SoundWay
from kibox_pbx.audio import AudioFrame
from kibox_pbx.ports import CallLeg
from tests.asterisk.peer import ANY_PORT, Peer, connect

TRANSFER = Ending.transfer("reception", "PJSIP/200", 20, "3f2a.en")
LEFT_FOR_TRANSFER = {
    "KIBOX_DIAL": "PJSIP/200",
    "KIBOX_RING": "20",
    "KIBOX_TICKET": "3f2a.en",
    "KIBOX_NEXT": "transfer:reception",
}


@dataclass
class Office:
    """Our side: both servers and the reception between them."""

    agi: FastAgiServer
    audio: AudioSocketServer
    reception: Reception


Talk = Callable[[CallLeg, AgiRequest], Awaitable[Ending]]


async def to_people(_leg: CallLeg, _request: AgiRequest) -> Ending:
    return Ending.people()


@asynccontextmanager
async def office(
    talk: Talk,
    *,
    calls: int = 4,
    welcome: bool = True,
    turn_away: Talk = to_people,
    way: SoundWay = AUDIOSOCKET,
) -> AsyncIterator[Office]:
    async def admit(_: AgiRequest) -> bool:
        return welcome

    async with AudioSocketServer(ANY_PORT) as audio:
        desk = Reception(
            audio, admit=admit, converse=talk, turn_away=turn_away, calls=calls, way=way
        )
        routes = {"reception": desk.reception, "status": desk.status}
        async with FastAgiServer(ANY_PORT, routes) as agi:
            yield Office(agi, audio, desk)


@dataclass
class Channel:
    """Asterisk's side of one call."""

    line: Peer
    office: Office
    variables: dict[str, str] = field(default_factory=dict)
    """In the order in which they were set."""
    executed: str = ""

    async def until_audiosocket(self, route: str = "reception") -> None:
        """Ask, and obey until the service wants the sound or closes."""
        self.line.send(f"agi_network_script: {route}\nagi_callerid: 1\n\n".encode())
        await self.obey()

    async def obey(self) -> None:
        while command := await self.line.read_line():
            if command.startswith("EXEC"):
                self.executed = command
                return
            reply = b"200 result=1\n"
            if command.startswith("SET VARIABLE"):
                _, name, _, value, _ = command.split('"')
                self.variables[name] = value
            if command.startswith("GET VARIABLE"):
                value = self.variables.get(command.split('"')[1], "")
                reply = f"200 result=1 ({value})\n".encode() if value else b"200 result=0\n"
            self.line.send(reply)

    def identifier(self) -> UUID:
        line = self.variables.get("KIBOX_LINE") or self.executed.split('"')[3]
        return UUID(line.split(",")[0])

    async def carry_sound(self) -> bytes:
        """Be the AudioSocket application until the service says goodbye; return its sound."""
        async with connect(self.office.audio.address) as media:
            media.send(encode(Message(Kind.IDENTIFIER, self.identifier().bytes)))
            got, reader = b"", Reader()
            while data := await media.reader.read(READ_BYTES):
                for message in reader.feed(data):
                    if message.kind is Kind.HANG_UP:
                        return got
                    got += message.payload
        return got

    async def come_back(self, result: str) -> None:
        """The application has returned; obey to the end."""
        self.line.send(f"200 result={result}\n".encode())
        await self.obey()


@asynccontextmanager
async def channel(where: Office) -> AsyncIterator[Channel]:
    async with connect(where.agi.address) as line:
        yield Channel(line, where)


async def transfer(_leg: CallLeg, _request: AgiRequest) -> Ending:
    return TRANSFER


async def test_after_the_conversation_the_dialplan_learns_where_to_and_last_of_all_that() -> (
    None
):
    async with office(transfer) as desk, channel(desk) as call:
        await call.until_audiosocket()
        await call.carry_sound()
        await call.come_back("0")
        assert call.variables == LEFT_FOR_TRANSFER
        assert list(call.variables)[-1] == "KIBOX_NEXT"
        assert desk.reception.active_calls == 0


async def test_the_sound_goes_to_our_own_port() -> None:
    async with office(transfer) as desk, channel(desk) as call:
        await call.until_audiosocket()
        assert call.executed.endswith(f',127.0.0.1:{desk.audio.address.port}"\n')


async def test_when_audiosocket_failed_people_are_rung() -> None:
    async with office(transfer) as desk, channel(desk) as call:
        await call.until_audiosocket()
        await call.carry_sound()
        await call.come_back("-1")
        assert call.variables["KIBOX_NEXT"] == "people"


async def test_when_asterisk_cannot_connect_people_are_rung_at_once() -> None:
    async with office(transfer) as desk, channel(desk) as call:
        await call.until_audiosocket()
        async with asyncio.timeout(1):
            await call.come_back("-1")
        assert call.variables["KIBOX_NEXT"] == "people"


async def test_when_the_sound_never_arrives_people_are_rung(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(reception_module, "MEDIA_S", 0.05)
    monkeypatch.setattr(reception_module, "MEDIA_END_S", 0.05)
    async with office(transfer) as desk, channel(desk) as call:
        await call.until_audiosocket()
        assert await call.line.read_line() == ""
        assert "KIBOX_NEXT" not in call.variables
        assert desk.reception.active_calls == 0


async def test_when_the_conversation_fails_people_are_rung() -> None:
    async def fail(_leg: CallLeg, _request: AgiRequest) -> Ending:
        raise RuntimeError

    async with office(fail) as desk, channel(desk) as call:
        await call.until_audiosocket()
        await call.carry_sound()
        await call.come_back("0")
        assert call.variables["KIBOX_NEXT"] == "people"


async def test_a_hang_up_lets_the_conversation_end_by_itself() -> None:
    ended = asyncio.Event()

    async def listen(leg: CallLeg, _request: AgiRequest) -> Ending:
        async for _ in leg.incoming():
            pass
        ended.set()
        return Ending.hang_up()

    async with office(listen) as desk, channel(desk) as call:
        await call.until_audiosocket()
        async with connect(desk.audio.address) as media:
            media.send(encode(Message(Kind.IDENTIFIER, call.identifier().bytes)))
            await media.reader.readexactly(323)
            call.line.writer.close()
            media.writer.write_eof()
            async with asyncio.timeout(1):
                await ended.wait()


@pytest.mark.parametrize("calls", [0, 1])
async def test_a_number_that_is_not_let_in_is_told_nothing_and_reaches_people(
    calls: int,
) -> None:
    async with office(transfer, calls=calls, welcome=False) as desk, channel(desk) as call:
        await call.until_audiosocket()
        assert call.executed == ""
        assert call.variables["KIBOX_NEXT"] == "people"


async def test_the_call_after_the_last_free_place_is_told_so_and_reaches_people() -> None:
    told: list[str | None] = []

    async def tell(leg: CallLeg, request: AgiRequest) -> Ending:
        told.append(request.caller_id)
        await leg.play(AudioFrame(b"\x01" * 320, 8000, 0))
        await leg.drained()
        return Ending.people()

    async with (
        office(transfer, calls=1, turn_away=tell) as desk,
        channel(desk) as first,
        channel(desk) as second,
    ):
        await first.until_audiosocket()
        await second.until_audiosocket()
        assert (desk.reception.active_calls, desk.reception.active_notices) == (1, 1)
        assert b"\x01" * 320 in await second.carry_sound()
        await second.come_back("0")
        assert told == ["1"]
        assert second.variables["KIBOX_NEXT"] == "people"
        assert (desk.reception.active_calls, desk.reception.active_notices) == (1, 0)


async def test_a_notice_that_fails_leaves_the_caller_with_people() -> None:
    async def fail(_leg: CallLeg, _request: AgiRequest) -> Ending:
        raise RuntimeError

    async with office(transfer, calls=0, turn_away=fail) as desk, channel(desk) as call:
        await call.until_audiosocket()
        await call.carry_sound()
        await call.come_back("0")
        assert call.variables["KIBOX_NEXT"] == "people"


async def test_where_too_many_are_being_told_the_next_rings_people_untold(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(reception_module, "MOST_NOTICES", 1)
    async with (
        office(transfer, calls=0) as desk,
        channel(desk) as first,
        channel(desk) as second,
        channel(desk) as asking,
    ):
        await first.until_audiosocket()
        await second.until_audiosocket()
        await asking.until_audiosocket("status")
        assert (second.executed, second.variables["KIBOX_NEXT"]) == ("", "people")
        assert asking.variables == {"KIBOX_UP": "0"}


async def test_the_status_is_up_at_full_house_since_the_caller_is_told() -> None:
    async with office(transfer, calls=0) as desk:
        async with channel(desk) as asking:
            await asking.until_audiosocket("status")
            assert asking.variables == {"KIBOX_UP": "1"}
        desk.reception.is_open = False
        async with channel(desk) as asking:
            await asking.until_audiosocket("status")
            assert asking.variables == {"KIBOX_UP": "0"}


BRIDGE = {"KIBOX_BRIDGE_SCRIPT": "/opt/kibox/agi/kibox_bridge.py"}


async def test_by_eagi_the_bridge_is_told_by_the_channel_whose_call_it_is() -> None:
    async with office(transfer, way=EAGI) as desk, channel(desk) as call:
        call.variables |= BRIDGE
        await call.until_audiosocket()
        assert call.executed == 'EXEC "EAGI" "/opt/kibox/agi/kibox_bridge.py"\n'
        assert call.variables["KIBOX_LINE"].endswith(f",127.0.0.1:{desk.audio.address.port}")
        await call.carry_sound()
        call.variables["KIBOX_CARRIED"] = "1"
        await call.come_back("0")
        assert call.variables["KIBOX_NEXT"] == "transfer:reception"


async def test_a_bridge_that_does_not_say_that_it_went_well_leaves_the_caller_with_people() -> (
    None
):
    async with office(transfer, way=EAGI) as desk, channel(desk) as call:
        call.variables |= BRIDGE | {"KIBOX_CARRIED": "1"}  # from the conversation before
        await call.until_audiosocket()
        await call.carry_sound()
        await call.come_back("0")
        assert call.variables["KIBOX_NEXT"] == "people"


async def test_without_a_bridge_in_the_dialplan_people_are_rung() -> None:
    async with office(transfer, way=EAGI) as desk, channel(desk) as call:
        await call.until_audiosocket()
        assert call.executed == ""
        assert call.variables["KIBOX_NEXT"] == "people"
