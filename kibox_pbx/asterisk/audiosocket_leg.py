"""The caller's end of the line, while the assistant has the call.

Asterisk plays what we send at once, so we send one frame each 20 ms: queued sound, or
silence. Asterisk hangs up on a caller if neither side sends for two seconds.
"""

import asyncio
from collections import deque
from collections.abc import AsyncIterator
from contextlib import suppress
from typing import assert_never

from kibox_pbx.asterisk.audiosocket import (
    FRAME_BYTES,
    HANG_UP,
    RATE_HZ,
    Kind,
    Message,
    Reader,
    Recutter,
    encode,
)
from kibox_pbx.audio import BYTES_PER_SAMPLE, FRAME_MS, AudioFrame
from kibox_pbx.errors import PeerError
from kibox_pbx.log import get_logger
from kibox_pbx.ports import KeyPress

log = get_logger(__name__)

QUEUE_MS = 200
"""Sound that may wait to be sent: what a barge-in throws away."""

INCOMING_ITEMS = 500
"""10 s of the caller that may wait to be heard; the oldest goes first beyond that."""

CATCH_UP_FRAMES = 3
"""After a stall, so many late frames are sent at once; a telephone's buffer holds them."""

GAP_MS = 100
"""The caller's sound may be so late before silence is put in its place."""

WRITE_S = 2.0
"""Asterisk must take our sound within this time."""

FINISH_S = 2.0
"""How long Asterisk may take to close after our goodbye."""

READ_BYTES = 8 * 1024
_BYTES_PER_MS = RATE_HZ * BYTES_PER_SAMPLE // 1000


class AudioSocketLeg:
    """A `CallLeg` on one AudioSocket connection; it lives while `run` runs."""

    def __init__(
        self,
        stream: asyncio.StreamReader,
        writer: asyncio.StreamWriter,
        reader: Reader,
        *,
        says_goodbye: bool = False,
    ) -> None:
        """Take over a connection whose identifier was read through ``reader``.

        ``says_goodbye``: the peer tells that the caller hung up, so a line that ends without
        that is broken. Asterisk's own application never tells.
        """
        self._stream = stream
        self._writer = writer
        self._reader = reader
        self._recutter = Recutter()
        self._incoming: deque[AudioFrame | KeyPress] = deque(maxlen=INCOMING_ITEMS)
        self._arrived = asyncio.Event()
        self._queued = bytearray()
        self._has_room = asyncio.Event()
        self._is_empty = asyncio.Event()
        self._is_empty.set()
        self._is_over = asyncio.Event()
        self._finishing = False
        self._owes_goodbye = says_goodbye
        self._failure: PeerError | None = None
        self._clock = asyncio.get_running_loop().time
        self._answered_s = self._clock()
        self.lost_items = 0
        """Frames and keys of the caller that nobody fetched in time."""

    async def run(self) -> None:
        """Carry sound both ways until the line ends; lets nothing escape but cancellation."""
        try:
            async with asyncio.TaskGroup() as tasks:
                sending = tasks.create_task(self._send(), name="send sound")
                await self._receive()
                sending.cancel()
        finally:
            self._is_over.set()
            for waiters in (self._arrived, self._has_room, self._is_empty):
                waiters.set()

    async def incoming(self) -> AsyncIterator[AudioFrame | KeyPress]:
        """Yield what the caller sends until the caller hangs up; one reader only."""
        while True:
            while self._incoming:
                yield self._incoming.popleft()
            if self._is_over.is_set():
                break
            self._arrived.clear()
            await self._arrived.wait()
        if self._failure is not None:
            raise self._failure

    async def play(self, frame: AudioFrame) -> None:
        """Queue a frame, waiting while more than 200 ms are already queued.

        A frame for a caller who is gone is forgotten.
        """
        if frame.rate_hz != RATE_HZ:
            raise ValueError(f"{frame.rate_hz} Hz cannot be played on a line of {RATE_HZ} Hz")
        while self._queued_ms > QUEUE_MS and not self._is_over.is_set():
            self._has_room.clear()
            await self._has_room.wait()
        if self._finishing or self._is_over.is_set():
            return
        self._queued += frame.pcm
        self._is_empty.clear()

    async def drained(self) -> None:
        """Wait until everything queued has been sent, or the line has ended."""
        await self._is_empty.wait()

    def drop_queued(self) -> int:
        """Forget what is queued but not yet sent; return its length in milliseconds."""
        dropped_ms = self._queued_ms
        self._queued.clear()
        self._has_room.set()
        self._is_empty.set()
        return dropped_ms

    async def finish(self) -> None:
        """Say goodbye and wait until Asterisk closes; what is still queued is dropped.

        To close first would leave unread sound, so a reset, which Asterisk takes for a
        failure.
        """
        if not self._finishing and not self._is_over.is_set():
            self._finishing = True
            self.drop_queued()
            self._writer.write(HANG_UP)
        try:
            async with asyncio.timeout(FINISH_S):
                await self._is_over.wait()
        except TimeoutError:
            log.warning("audiosocket: Asterisk did not close after our goodbye")
            self.abort()

    def abort(self) -> None:
        """Cut the line at once; nothing happens if it has ended."""
        self._writer.transport.abort()

    @property
    def _now_ms(self) -> int:
        return round((self._clock() - self._answered_s) * 1000)

    @property
    def _queued_ms(self) -> int:
        return len(self._queued) // _BYTES_PER_MS

    async def _receive(self) -> None:
        """Hear the caller until the end; a reset is a hang-up that crossed our last frame."""
        try:
            with suppress(OSError):
                while data := await self._stream.read(READ_BYTES):
                    for message in self._reader.feed(data):
                        self._take(message)
        except PeerError as error:
            self._fail(error)
        if self._owes_goodbye and not self._finishing:
            self._fail(PeerError("audiosocket: the line broke while the caller was there"))

    def _take(self, message: Message) -> None:
        match message.kind:
            case Kind.SOUND:
                for frame in self._recutter.feed(message.payload, self._now_ms):
                    self._deliver(frame)
            case Kind.KEY:
                key = message.payload.decode("ascii", "replace")
                self._deliver(KeyPress(key, self._recutter.heard_ms))
            case Kind.HANG_UP:
                self._owes_goodbye = False
                self.abort()
            case Kind.IDENTIFIER | Kind.ERROR:
                raise PeerError("audiosocket: Asterisk reported an error on the line")
            case _:
                assert_never(message.kind)

    def _deliver(self, item: AudioFrame | KeyPress) -> None:
        self.lost_items += len(self._incoming) == INCOMING_ITEMS
        self._incoming.append(item)
        self._arrived.set()

    def _fail(self, error: PeerError) -> None:
        self._failure = self._failure or error
        self.abort()

    async def _send(self) -> None:
        due_s = self._answered_s = self._clock()
        try:
            while not self._finishing:
                self._writer.write(encode(Message(Kind.SOUND, self._next_sound())))
                async with asyncio.timeout(WRITE_S):
                    await self._writer.drain()
                if self._now_ms - self._recutter.heard_ms > GAP_MS:
                    self._deliver(self._recutter.fill_gap())
                due_s = next_due(due_s, self._clock())
                await asyncio.sleep(due_s - self._clock())
        except TimeoutError:
            self._fail(PeerError("audiosocket: Asterisk no longer takes our sound"))
        except OSError:
            return  # the line has ended, which `_receive` notices

    def _next_sound(self) -> bytes:
        sound = bytes(self._queued[:FRAME_BYTES])
        del self._queued[:FRAME_BYTES]
        self._has_room.set()
        if not self._queued:
            self._is_empty.set()
        return sound.ljust(FRAME_BYTES, b"\0")


def next_due(due_s: float, now_s: float) -> float:
    """Return when the frame after the one of ``due_s`` is sent, on the same clock.

    Frames are counted from the first one, so that lateness never adds up; after a stall
    only the newest few are made up for.
    """
    return max(due_s + FRAME_MS / 1000, now_s - CATCH_UP_FRAMES * FRAME_MS / 1000)
