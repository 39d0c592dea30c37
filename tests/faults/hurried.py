"""A loop in which nobody waits: where there is nothing to do, its clock goes on.

Hours of a call pass in minutes, to the sample, as long as nothing outside is waited for.
"""

import asyncio
import selectors
from collections.abc import Coroutine
from typing import Any, TypeVar

from kibox_pbx.asterisk.audiosocket import HEADER_BYTES, Kind, Message, Reader, encode
from kibox_pbx.asterisk.audiosocket_leg import AudioSocketLeg

Result = TypeVar("Result")


class _HurriedSelector(selectors.DefaultSelector):
    """Never sleeps; passes the time that it would have slept."""

    passed_s = 0.0

    def select(self, timeout: float | None = None) -> list[tuple[selectors.SelectorKey, int]]:
        ready = super().select(0)
        if not ready and timeout:
            self.passed_s += timeout
        return ready


class HurriedLoop(asyncio.SelectorEventLoop):
    """Its clock counts from zero."""

    def __init__(self) -> None:
        self._hurried = _HurriedSelector()
        super().__init__(self._hurried)

    def time(self) -> float:
        return self._hurried.passed_s


def hurry(work: Coroutine[Any, Any, Result]) -> Result:
    """Run something to its end, however long it waits."""
    with asyncio.Runner(loop_factory=HurriedLoop) as runner:
        return runner.run(work)


class Telephone:
    """Asterisk's end of an AudioSocket connection, without a network."""

    def __init__(self) -> None:
        self.stream = asyncio.StreamReader()
        self.reader = Reader()
        self.frames_heard = 0
        """Of the service, silence included."""
        self.is_over = False
        loop = asyncio.get_running_loop()
        protocol = asyncio.StreamReaderProtocol(self.stream)
        self.leg = AudioSocketLeg(
            self.stream,
            asyncio.StreamWriter(_Line(self), protocol, self.stream, loop),
            Reader(),
        )

    def send(self, pcm: bytes) -> None:
        """Let the service hear a piece of sound."""
        if not self.stream.at_eof():
            self.stream.feed_data(encode(Message(Kind.SOUND, pcm)))

    def hang_up(self) -> None:
        """End the line, as Asterisk does."""
        self.is_over = True
        self.stream.feed_eof()

    def hear(self, data: bytes) -> None:
        """Take what the service sends; its goodbye ends the line."""
        for message in self.reader.feed(data):
            if message.kind is Kind.HANG_UP:
                self.hang_up()
            else:
                self.frames_heard += 1


class _Line(asyncio.Transport):
    """Brings what is written to the telephone at once."""

    def __init__(self, telephone: Telephone) -> None:
        super().__init__()
        self._telephone = telephone

    def write(self, data: bytes | bytearray | memoryview) -> None:
        assert len(data) >= HEADER_BYTES
        self._telephone.hear(bytes(data))

    def is_closing(self) -> bool:
        return self._telephone.is_over

    def abort(self) -> None:
        self._telephone.hang_up()

    def close(self) -> None:
        self._telephone.hang_up()
