"""A caller at any AudioSocket server, who is told nothing and goes by ear alone.

Connects as Asterisk does: the call's identifier first, then a frame of 8 kHz each 20 ms,
silence included. A caller who hangs up just closes the connection.
"""

import asyncio
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass
from uuid import UUID, uuid4

from kibox_pbx.asterisk.audiosocket import Kind, Message, encode
from kibox_pbx.bench.by_ear import silenced_ms, wait_ms
from kibox_pbx.bench.figures import CallFigures, TurnFigures
from kibox_pbx.bench.playout import frames_missed
from kibox_pbx.bench.talk import Line
from kibox_pbx.config.settings import Address
from kibox_pbx.errors import KiboxError, PeerError
from kibox_pbx.rehearsal.caller_line import CallerLine
from kibox_pbx.rehearsal.latency import Said

CONNECT_S = 2.0
"""As long as Asterisk tries."""

GREETING_S = 10.0
ANSWER_S = 20.0
"""A wait beyond this is no answer."""

TURN_ENDS_MS = 1200
"""So long a silence is taken for the end of the assistant's turn, not a pause in it."""

LONGEST_TURN_S = 40.0
INTO_SENTENCE_S = 0.9
LISTENS_ON_S = 1.0
"""To the last answer, before the caller hangs up."""

PAUSE_MS = 500
"""A gap this long between two frames is the silence of a server that sends none."""


@dataclass(slots=True)
class _Turn:
    line: Line
    said: Said


@asynccontextmanager
async def connected(server: Address, uuid: UUID) -> AsyncIterator[CallerLine]:
    """Be connected to a server as one call's sound while the context lasts.

    Raises:
        PeerError: Nobody listens there, or what came is not AudioSocket.
    """
    try:
        async with asyncio.timeout(CONNECT_S):
            stream, writer = await asyncio.open_connection(server.host, server.port)
    except (OSError, TimeoutError):
        raise PeerError(f"bench: nothing answers at {server.host}:{server.port}") from None
    line = CallerLine(uuid)
    writer.write(encode(Message(Kind.IDENTIFIER, uuid.bytes)))

    async def live() -> None:
        try:
            await line.run(stream, writer)
        finally:
            line.close()

    try:
        async with asyncio.TaskGroup() as tasks:
            living = tasks.create_task(live(), name="line")
            await line.answered.wait()
            yield line
            living.cancel()
    except* PeerError as errors:
        raise PeerError(str(_first(errors))) from None
    finally:
        writer.close()


def _first(errors: BaseExceptionGroup) -> BaseException:
    one: BaseException = errors
    while isinstance(one, BaseExceptionGroup):
        one = one.exceptions[0]
    return one


@dataclass(frozen=True, slots=True)
class DeafCaller:
    """Somebody who says one sentence after the other, whatever comes back."""

    server: Address
    lines: Sequence[Line]
    sounds: dict[str, bytes]
    """The sentences of ``lines``, as PCM of 8 kHz."""

    async def place_call(self) -> CallFigures:
        """Connect, talk to the end, and return what was measured.

        A call that fails is a figure too; only cancelling escapes.
        """
        turns: list[_Turn] = []
        problem, line = "", None
        try:
            async with connected(self.server, uuid4()) as line:
                await self._talk(line, turns)
        except KiboxError as error:
            problem = str(error)
        if line is None:
            return CallFigures.failed(problem)
        ear = line.ear
        return CallFigures(
            answered=ear.onset_after(0) is not None,
            outcome="",
            length_s=line.now_ms() / 1000,
            greeting_ms=ear.onset_after(0),
            turns=_figures(line, turns),
            frames=frames_missed(ear.pieces, PAUSE_MS),
            problem=problem,
        )

    async def _talk(self, line: CallerLine, turns: list[_Turn]) -> None:
        await _speech(line, GREETING_S)
        for each in self.lines:
            if each.cuts_in and _is_speaking(line):
                await asyncio.sleep(INTO_SENTENCE_S)
            else:
                await _silence(line)
            turns.append(_Turn(each, await line.speak(self.sounds[each.text])))
            await _speech(line, ANSWER_S)
        await asyncio.sleep(LISTENS_ON_S)


def _figures(line: CallerLine, turns: list[_Turn]) -> tuple[TurnFigures, ...]:
    starts = [turn.said.start_ms for turn in turns[1:]]
    return tuple(
        TurnFigures(
            turn.line.turn,
            wait_ms(line.ear, turn.said, next_ms),
            silenced_ms(line.ear, turn.said) if turn.line.cuts_in else None,
        )
        for turn, next_ms in zip(turns, [*starts, None][: len(turns)], strict=True)
    )


def _is_speaking(line: CallerLine) -> bool:
    return line.now_ms() - line.ear.last_sound_ms < TURN_ENDS_MS


async def _speech(line: CallerLine, within_s: float) -> None:
    """Wait until the other side speaks, but not for ever."""
    since_ms = line.now_ms()
    try:
        await line.hears(lambda ear: ear.last_sound_ms > since_ms, within_s)
    except TimeoutError:
        return


async def _silence(line: CallerLine) -> None:
    """Wait until the other side has finished, but not for ever."""
    try:
        await line.hears(
            lambda ear: line.now_ms() - ear.last_sound_ms >= TURN_ENDS_MS, LONGEST_TURN_S
        )
    except TimeoutError:
        return
