"""A caller at an AudioSocket server of ours: what is measured is what the server did."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager

import numpy as np
import pytest

from kibox_pbx.asterisk.audiosocket import Kind, Message, Reader, encode
from kibox_pbx.asterisk.loopback import serve_on_loopback
from kibox_pbx.bench.deaf_caller import DeafCaller
from kibox_pbx.bench.talk import Line
from kibox_pbx.config.settings import Address
from tests.asterisk.peer import ANY_PORT

TONE = (8000 * np.sin(np.arange(160) * 0.6)).astype("<i2").tobytes()
SILENCE = bytes(320)
SENTENCE = TONE * 40
FRAME_S = 0.02
THINKS_S = 0.4

Plays = Callable[[asyncio.StreamReader, asyncio.StreamWriter], Awaitable[None]]


class Answerer:
    """Greets at once, answers `THINKS_S` after the caller, and stops when interrupted."""

    def __init__(self, *, stops: bool = True, skips: int = 0) -> None:
        self.identifiers: list[bytes] = []
        self._stops = stops
        self._skips = skips
        """Frames of the greeting that are never sent."""

    async def serve(self, stream: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        heard = asyncio.Queue[bool]()
        async with asyncio.TaskGroup() as tasks:
            speaking = tasks.create_task(self._speak(writer, heard))
            reader = Reader()
            while data := await stream.read(4096):
                for message in reader.feed(data):
                    if message.kind is Kind.IDENTIFIER:
                        self.identifiers.append(message.payload)
                    elif message.kind is Kind.SOUND:
                        heard.put_nowait(any(message.payload))
            speaking.cancel()

    async def _speak(self, writer: asyncio.StreamWriter, heard: asyncio.Queue[bool]) -> None:
        loop = asyncio.get_running_loop()
        due_s, left, caller_spoke, silent_frames, sent = loop.time(), 50, False, 0, 0
        while True:
            while not heard.empty():
                voiced = heard.get_nowait()
                caller_spoke = caller_spoke or voiced
                silent_frames = 0 if voiced else silent_frames + 1
                left = 0 if voiced and self._stops else left
            if caller_spoke and silent_frames * FRAME_S >= THINKS_S:
                caller_spoke, left = False, 150
            sent += 1
            if not 20 <= sent < 20 + self._skips:
                pcm = TONE if left > 0 else SILENCE
                writer.write(encode(Message(Kind.SOUND, pcm)))
            left -= 1
            due_s += FRAME_S
            await asyncio.sleep(due_s - loop.time())


@asynccontextmanager
async def serving(plays: Plays) -> AsyncIterator[Address]:
    async with serve_on_loopback(ANY_PORT, plays, setting="test") as address:
        yield address


def caller(server: Address, *lines: Line) -> DeafCaller:
    return DeafCaller(server, lines, {line.text: SENTENCE for line in lines})


async def test_waits_greeting_and_interruptions_are_what_the_server_did() -> None:
    answerer = Answerer()
    async with serving(answerer.serve) as server:
        call = await caller(
            server,
            Line("opening", "a"),
            Line("cuts into tell_answer", "b", cuts_in=True),
            Line("anything_else", "c"),
        ).place_call()
    assert call.answered
    assert call.problem == ""
    assert len(answerer.identifiers[0]) == 16
    assert call.greeting_ms is not None
    assert call.greeting_ms < 200
    assert [turn.turn for turn in call.turns] == [
        "opening",
        "cuts into tell_answer",
        "anything_else",
    ]
    for turn in call.turns:
        assert turn.wait_ms == pytest.approx(THINKS_S * 1000, abs=150)
    cut = call.turns[1].silenced_ms
    assert cut is not None
    assert cut < 150
    assert call.turns[0].silenced_ms is None
    assert call.frames.due > 200


async def test_who_cannot_be_interrupted_is_measured_so() -> None:
    answerer = Answerer(stops=False)
    async with serving(answerer.serve) as server:
        call = await caller(
            server, Line("opening", "a"), Line("cuts into tell_answer", "b", cuts_in=True)
        ).place_call()
    assert call.turns[1].silenced_ms == pytest.approx(len(SENTENCE) / 16, abs=100)


async def test_frames_that_a_server_leaves_out_are_missed() -> None:
    async with serving(Answerer(skips=10).serve) as server:
        call = await caller(server, Line("opening", "a")).place_call()
    assert call.frames.lost >= 9


async def test_a_server_that_hangs_up_answers_no_more() -> None:
    async def hangs_up(stream: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await stream.readexactly(19)
        for _ in range(20):
            writer.write(encode(Message(Kind.SOUND, TONE)))
            await asyncio.sleep(FRAME_S)

    async with serving(hangs_up) as server:
        call = await caller(server, Line("opening", "a")).place_call()
    assert call.answered
    assert call.turns == ()
    assert "ended" in call.problem


async def test_what_is_no_audiosocket_is_told() -> None:
    async def chatters(stream: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        writer.write(b"HTTP/1.1 400 Bad Request\r\n\r\n")
        await stream.read()

    async with serving(chatters) as server:
        call = await caller(server, Line("opening", "a")).place_call()
    assert not call.answered
    assert "kind that Asterisk never sends" in call.problem


async def test_nobody_there_is_a_call_that_was_not_answered() -> None:
    async with serving(Answerer().serve) as server:
        gone = server
    call = await caller(gone, Line("opening", "a")).place_call()
    assert not call.answered
    assert "nothing answers" in call.problem
