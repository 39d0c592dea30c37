"""A caller's line over a real socket."""

import asyncio
import socket
import time
import uuid
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import pytest

from kibox_pbx.asterisk import audiosocket_leg, audiosocket_server
from kibox_pbx.asterisk.audiosocket import (
    HANG_UP,
    RATE_HZ,
    SILENCE,
    Kind,
    Message,
    Reader,
    encode,
)
from kibox_pbx.asterisk.audiosocket_leg import AudioSocketLeg, next_due
from kibox_pbx.asterisk.audiosocket_server import AudioSocketServer
from kibox_pbx.audio import AudioFrame
from kibox_pbx.config.settings import Address
from kibox_pbx.errors import ConfigError, PeerError
from kibox_pbx.ports import CallLeg, KeyPress
from tests.asterisk.peer import ANY_PORT, Peer, connect

TONE = b"\1\2" * 160
TONE_FRAME = AudioFrame(TONE, RATE_HZ, 0)


def identify(identifier: uuid.UUID) -> bytes:
    return encode(Message(Kind.IDENTIFIER, identifier.bytes))


def sound(pcm: bytes) -> bytes:
    return encode(Message(Kind.SOUND, pcm))


@asynccontextmanager
async def call(*, says_goodbye: bool = False) -> AsyncIterator[tuple[AudioSocketLeg, Peer]]:
    async with AudioSocketServer(ANY_PORT) as server, connect(server.address) as asterisk:
        with server.expect(says_goodbye=says_goodbye) as ticket:
            asterisk.send(identify(ticket.uuid))
            yield await ticket.leg(within_s=2), asterisk


async def heard(asterisk: Peer, frames: int) -> list[bytes]:
    """Return the next frames that Asterisk gets to play."""
    reader = Reader()
    found: list[bytes] = []
    async with asyncio.timeout(4):
        while len(found) < frames:
            data = await asterisk.reader.read(323)
            found += [message.payload for message in reader.feed(data)]
    return found


async def test_a_line_fits_the_port() -> None:
    async with call() as (leg, _):
        fits: CallLeg = leg
        assert fits.drop_queued() == 0


async def test_the_caller_hears_silence_from_the_first_moment() -> None:
    async with call() as (_, asterisk):
        assert await heard(asterisk, 3) == [SILENCE] * 3


async def test_sound_leaves_at_the_pace_of_the_clock() -> None:
    async with call() as (leg, asterisk):
        await heard(asterisk, 1)
        begin_s = time.monotonic()
        await heard(asterisk, 25)
        assert 0.4 <= time.monotonic() - begin_s <= 0.7
        assert leg.lost_items == 0


async def test_play_waits_while_200_ms_are_queued() -> None:
    async with call() as (leg, _):
        begin_s = time.monotonic()
        for _ in range(21):
            await leg.play(TONE_FRAME)
        assert 0.15 <= time.monotonic() - begin_s <= 0.6
        assert 160 <= leg.drop_queued() <= 220


async def test_drained_returns_when_the_last_frame_is_sent() -> None:
    async with call() as (leg, asterisk):
        for _ in range(5):
            await leg.play(TONE_FRAME)
        await leg.drained()
        assert leg.drop_queued() == 0
        frames = await heard(asterisk, 5)
        assert TONE in frames


async def test_dropped_sound_is_silent_within_a_frame() -> None:
    async with call() as (leg, asterisk):
        for _ in range(10):
            await leg.play(TONE_FRAME)
        while (await heard(asterisk, 1)) != [TONE]:
            pass
        assert leg.drop_queued() >= 160
        after = await heard(asterisk, 4)
        assert after[1:] == [SILENCE] * 3


async def test_sound_of_another_rate_is_refused() -> None:
    async with call() as (leg, _):
        with pytest.raises(ValueError, match="16000 Hz"):
            await leg.play(AudioFrame(TONE, 16000, 0))


async def test_pieces_of_any_size_become_20_ms_frames_and_keys_have_their_time() -> None:
    async with call() as (leg, asterisk):
        pieces = (sound(TONE[:276]), sound(TONE + TONE[:44]), encode(Message(Kind.KEY, b"0")))
        asterisk.send(b"".join(pieces))
        incoming = leg.incoming()
        first, second, key = [await anext(incoming) for _ in range(3)]
        assert (first, second) == (AudioFrame(TONE, 8000, 0), AudioFrame(TONE, 8000, 20))
        assert key == KeyPress("0", 40)


async def test_a_gap_in_the_callers_sound_is_filled_so_that_time_goes_on() -> None:
    async with call() as (leg, _):
        begin_s = time.monotonic()
        incoming = leg.incoming()
        frames = [await anext(incoming) for _ in range(10)]
        assert {frame.pcm for frame in frames if isinstance(frame, AudioFrame)} == {SILENCE}
        assert 0.2 <= time.monotonic() - begin_s <= 0.8


async def test_a_hang_up_ends_what_comes_in_and_keeps_nobody_waiting() -> None:
    async with call() as (leg, asterisk):
        asterisk.send(sound(TONE))
        for _ in range(11):
            await leg.play(TONE_FRAME)
        asterisk.writer.write_eof()
        async with asyncio.timeout(1):
            items = [item async for item in leg.incoming()]
            assert items[0] == AudioFrame(TONE, 8000, 0)
            await leg.play(TONE_FRAME)
            await leg.drained()
            await leg.finish()


async def test_a_hang_up_that_crosses_our_last_frame_is_a_hang_up() -> None:
    async with call() as (leg, asterisk):
        asterisk.reset()
        async with asyncio.timeout(1):
            assert [item async for item in leg.incoming() if isinstance(item, KeyPress)] == []


async def test_an_asterisk_that_takes_no_sound_is_an_error(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(audiosocket_leg, "WRITE_S", 0.05)
    async with call() as (leg, _):
        leg._writer.transport.set_write_buffer_limits(0)
        leg._writer.write(bytes(20_000_000))
        with pytest.raises(PeerError):
            async for _ in leg.incoming():
                pass


@pytest.mark.parametrize("wrong", [b"\x55\0\0", b"\xff\0\0", identify(uuid.UUID(int=1))])
async def test_a_broken_protocol_is_an_error(wrong: bytes) -> None:
    async with call() as (leg, asterisk):
        asterisk.send(wrong)
        with pytest.raises(PeerError):
            async for _ in leg.incoming():
                pass


async def test_finish_says_goodbye_and_waits_until_asterisk_closes() -> None:
    async with call() as (leg, asterisk):
        async with asyncio.TaskGroup() as tasks:
            finishing = tasks.create_task(leg.finish())
            again = tasks.create_task(leg.finish())
            got = b""
            while not got.endswith(HANG_UP):
                got += await asterisk.reader.read(1)
            assert not finishing.done()
            asterisk.writer.close()
        assert again.done()
        assert [item async for item in leg.incoming() if isinstance(item, KeyPress)] == []


async def test_finish_does_not_wait_for_ever(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(audiosocket_leg, "FINISH_S", 0.1)
    async with call() as (leg, asterisk):
        async with asyncio.timeout(1):
            await leg.finish()
        await asterisk.rest()


async def test_what_nobody_fetches_is_lost_oldest_first(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(audiosocket_leg, "INCOMING_ITEMS", 3)
    async with call() as (leg, asterisk):
        for number in range(5):
            asterisk.send(sound(bytes((number, 0)) * 160))
        await heard(asterisk, 3)
        asterisk.writer.write_eof()
        await asterisk.rest()
        items = [item async for item in leg.incoming()]
        assert leg.lost_items == 2
        assert [item.at_ms for item in items] == [40, 60, 80]


@pytest.mark.parametrize(
    "first",
    [identify(uuid.UUID(int=1)), b"GET / HTTP/1.1\r\nHost: a.b\r\n\r\n", sound(TONE), b""],
    ids=["unknown", "a browser", "sound first", "a port probe"],
)
async def test_who_has_no_valid_identifier_is_dropped(first: bytes) -> None:
    async with AudioSocketServer(ANY_PORT) as server, connect(server.address) as stranger:
        stranger.send(first)
        if not first:
            stranger.writer.write_eof()
        assert await stranger.rest() == b""


async def test_an_identifier_works_once() -> None:
    async with AudioSocketServer(ANY_PORT) as server:
        with server.expect() as ticket:
            async with connect(server.address) as asterisk, connect(server.address) as thief:
                asterisk.send(identify(ticket.uuid))
                leg = await ticket.leg(2)
                thief.send(identify(ticket.uuid))
                assert await thief.rest() == b""
                assert await heard(asterisk, 1) == [SILENCE]
                assert leg.lost_items == 0


async def test_an_identifier_that_comes_late_is_worthless() -> None:
    async with AudioSocketServer(ANY_PORT) as server:
        with server.expect() as ticket:
            with pytest.raises(PeerError):
                await ticket.leg(within_s=0.01)
            async with connect(server.address) as late:
                late.send(identify(ticket.uuid))
                assert await late.rest() == b""


async def test_who_sends_the_identifier_drop_by_drop_is_dropped(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(audiosocket_server, "IDENTIFIER_S", 0.1)
    async with AudioSocketServer(ANY_PORT) as server, connect(server.address) as slow:
        slow.send(b"\1\0")
        assert await slow.rest() == b""


async def test_leaving_the_expectation_cuts_the_line() -> None:
    async with AudioSocketServer(ANY_PORT) as server, connect(server.address) as asterisk:
        with server.expect() as ticket:
            asterisk.send(identify(ticket.uuid))
            leg = await ticket.leg(2)
        async with asyncio.timeout(1):
            assert [item async for item in leg.incoming()] == []


async def test_leaving_the_server_cuts_every_line_and_raises_what_the_body_raised() -> None:
    with pytest.raises(KeyError):
        async with AudioSocketServer(ANY_PORT) as server, connect(server.address):
            raise KeyError


async def test_small_frames_are_not_held_back_by_the_kernel() -> None:
    async with call() as (leg, _):
        line: socket.socket = leg._writer.get_extra_info("socket")
        assert line.getsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY)


@pytest.mark.parametrize("host", ["0.0.0.0", "192.168.1.2", "::", "pbx.example"])  # noqa: S104 - refused
async def test_it_listens_to_this_machine_only(host: str) -> None:
    with pytest.raises(ConfigError, match=r"telephone\.audiosocket\.host"):
        async with AudioSocketServer(Address(host=host, port=4574)):
            pass


async def test_a_port_that_is_taken_is_named() -> None:
    async with AudioSocketServer(ANY_PORT) as first:
        with pytest.raises(ConfigError, match=str(first.address.port)):
            async with AudioSocketServer(first.address):
                pass


def test_lateness_never_adds_up() -> None:
    assert next_due(10.00, 10.013) == pytest.approx(10.02)


def test_after_a_stall_three_frames_are_made_up_for() -> None:
    due_s = next_due(10.0, 11.0)
    sent = 0
    while due_s <= 11.0:
        due_s, sent = next_due(due_s, 11.0), sent + 1
    assert sent == 4  # three late ones, and the one that is due now


async def test_where_a_goodbye_is_owed_a_line_without_one_is_broken() -> None:
    async with call(says_goodbye=True) as (leg, asterisk):
        asterisk.writer.close()
        with pytest.raises(PeerError, match="broke"):
            await drain(leg)


async def test_a_goodbye_that_is_owed_and_said_is_a_hang_up() -> None:
    async with call(says_goodbye=True) as (leg, asterisk):
        asterisk.send(HANG_UP)
        await drain(leg)


async def test_after_our_own_goodbye_none_is_owed() -> None:
    async with call(says_goodbye=True) as (leg, asterisk):
        async with asyncio.TaskGroup() as tasks:
            finishing = tasks.create_task(leg.finish())
            while HANG_UP not in await asterisk.reader.read(4096):
                pass
            asterisk.writer.close()
            await finishing
        await drain(leg)


async def drain(leg: CallLeg) -> None:
    async for _ in leg.incoming():
        pass
