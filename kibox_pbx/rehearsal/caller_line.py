"""A simulated person's end of a telephone line: an ear that never closes, and a mouth.

The simulated person's Asterisk connects here by AudioSocket. What arrives is kept with the
time it arrived; each 20 ms one frame leaves, of what is being said or of silence.
"""

import asyncio
import time
from collections import deque
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager, suppress
from uuid import UUID

from kibox_pbx.asterisk.audiosocket import (
    HANG_UP,
    SILENCE,
    Kind,
    Message,
    Reader,
    encode,
)
from kibox_pbx.asterisk.loopback import serve_on_loopback
from kibox_pbx.audio import FRAME_MS, cut_into_frames
from kibox_pbx.config.settings import Address
from kibox_pbx.errors import PeerError
from kibox_pbx.ports import KeyPress
from kibox_pbx.rehearsal.ear import RATE_HZ, Ear
from kibox_pbx.rehearsal.latency import Said

READ_BYTES = 8192
NO_SOUND_MS = 100
"""Before this a telephone that sends no sound, as while it rings, is not silent but late."""


class CallerLine:
    """One line of a simulated person; all times count from when it was answered."""

    def __init__(self, line: UUID) -> None:
        self.uuid = line
        self.ear = Ear()
        self.said: list[Said] = []
        self.keys: list[KeyPress] = []
        """Keys that the other side pressed."""
        self.answered = asyncio.Event()
        self.ended = asyncio.Event()
        """The sound has ended: one side hung up, or the call never came to be."""
        self._heard = asyncio.Event()
        self._mouth: deque[bytes] = deque()
        self._quiet = asyncio.Event()
        self._quiet.set()
        self._hanging_up = False
        self._answered_s = 0.0

    def now_ms(self) -> int:
        """Return the time of the call; 0 before it was answered."""
        return round((time.monotonic() - self._answered_s) * 1000) if self._answered_s else 0

    async def speak(self, pcm: bytes) -> Said:
        """Say a sound of 8 kHz and return when its last frame has left.

        Cancelling this, or the end of the call, cuts it short.

        Raises:
            PeerError: The call is over.
        """
        self._require_open()
        start_ms = self.now_ms()
        self._quiet.clear()
        self._mouth.extend(frame.pcm for frame in cut_into_frames(pcm, RATE_HZ))
        try:
            await self._quiet.wait()
        finally:
            self._mouth.clear()
            said = Said(start_ms, self.now_ms())
            self.said.append(said)
        return said

    def hang_up(self) -> None:
        """Put the receiver down; safe to call twice."""
        self._hanging_up = True

    async def hears(self, condition: Callable[[Ear], bool], timeout_s: float) -> None:
        """Wait until something is true of what was heard.

        Raises:
            TimeoutError: It did not come true.
            PeerError: The call ended first.
        """
        async with asyncio.timeout(timeout_s):
            while not condition(self.ear) and not self.ended.is_set():
                await self._hear_more()
        if not condition(self.ear):
            raise PeerError("rehearsal: the call ended while the caller was listening")

    async def run(self, stream: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        """Live until the line is closed by either side."""
        self._answered_s = time.monotonic()
        self.answered.set()
        async with asyncio.TaskGroup() as tasks:
            speaking = tasks.create_task(self._talk(writer), name="simulated mouth")
            await self._listen(stream)
            speaking.cancel()

    def close(self) -> None:
        """Wake everybody who waits for this line."""
        self.ended.set()
        self._quiet.set()
        self._heard.set()

    async def _hear_more(self) -> None:
        """Wait for the next sound, but not for long: none at all is silence too."""
        self._heard.clear()
        with suppress(TimeoutError):
            async with asyncio.timeout(NO_SOUND_MS / 1000):
                await self._heard.wait()

    async def _listen(self, stream: asyncio.StreamReader) -> None:
        reader = Reader()
        with suppress(ConnectionError):
            while data := await stream.read(READ_BYTES):
                for message in reader.feed(data):
                    self._take(message)

    def _take(self, message: Message) -> None:
        if message.kind is Kind.SOUND:
            self.ear.hear(message.payload, self.now_ms())
        elif message.kind is Kind.KEY:
            self.keys.append(KeyPress(message.payload.decode("ascii"), self.now_ms()))
        self._heard.set()

    async def _talk(self, writer: asyncio.StreamWriter) -> None:
        due_s = time.monotonic()
        with suppress(ConnectionError):
            while not self._hanging_up:
                pcm = self._mouth.popleft() if self._mouth else SILENCE
                writer.write(encode(Message(Kind.SOUND, pcm)))
                await writer.drain()
                due_s += FRAME_MS / 1000
                await asyncio.sleep(due_s - time.monotonic())
                if not self._mouth:
                    self._quiet.set()
            writer.write(HANG_UP)

    def _require_open(self) -> None:
        if self.ended.is_set() or not self.answered.is_set():
            raise PeerError("rehearsal: the call is not answered, or it is over")


class Exchange:
    """Brings each connection of the simulated people's Asterisk to the line it belongs to."""

    def __init__(self) -> None:
        self._expected: dict[UUID, CallerLine] = {}

    def expect(self, line: CallerLine) -> None:
        """Take a line that will be connected once."""
        self._expected[line.uuid] = line

    async def serve(self, stream: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        """Look after one connection; one with an unknown identifier is closed."""
        with suppress(PeerError, asyncio.IncompleteReadError, ConnectionError):
            header = await stream.readexactly(19)
            line = self._expected.pop(UUID(bytes=header[3:]), None)
            if line is None:
                return
            try:
                await line.run(stream, writer)
            finally:
                line.close()


@asynccontextmanager
async def open_exchange(port: int) -> AsyncIterator[Exchange]:
    """Listen for the simulated people's Asterisk while the context lasts.

    Raises:
        ConfigError: The port is taken.
    """
    exchange = Exchange()
    address = Address(port=port)
    async with serve_on_loopback(address, exchange.serve, setting="rehearsal.audiosocket"):
        yield exchange
