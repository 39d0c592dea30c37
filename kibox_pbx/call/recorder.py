"""Record both directions of a call, in step, from the caller's yes until the end.

Sound is in memory only for a piece of two seconds at most; each goes to whoever keeps it,
sealed, as soon as it is full. The line gives a frame for each one it takes, so what was played
is counted off against what is heard.
"""

from collections.abc import AsyncIterator, Callable

from kibox_pbx.audio import BYTES_PER_SAMPLE, TELEPHONE_HZ, AudioFrame, RecordedPiece
from kibox_pbx.ports import CallLeg, KeyPress

PIECE_MS = 2000
"""What a crash may lose of a recording."""

BYTES_PER_MS = TELEPHONE_HZ * BYTES_PER_SAMPLE // 1000
MOST_PLAYED_MS = 1000
"""Sound that may wait to be sent; the line itself takes no more than 200 ms ahead."""

Keep = Callable[[RecordedPiece], None]


class RecordedLeg:
    """A `CallLeg` of which a recording can be made; passes everything on unchanged."""

    def __init__(self, leg: CallLeg, keep: Keep) -> None:
        """``keep`` takes each piece and must not block."""
        self._leg = leg
        self._keep = keep
        self._records = False
        self._waiting = bytearray()
        """Played, and not on the line yet."""
        self._began_ms = 0
        self._caller = bytearray()
        self._assistant = bytearray()

    def record(self) -> None:
        """Record from the next sound on."""
        self._records = True

    def keep_rest(self) -> None:
        """Record no longer; hand over what is left."""
        self._hand_over()
        self._records = False

    def drop(self) -> None:
        """Record no longer; forget what was not handed over yet."""
        self._records = False
        self._caller.clear()
        self._assistant.clear()

    async def incoming(self) -> AsyncIterator[AudioFrame | KeyPress]:
        """Yield what the caller sends; see `CallLeg`."""
        async for item in self._leg.incoming():
            if isinstance(item, AudioFrame):
                self._heard(item)
            yield item

    async def play(self, frame: AudioFrame) -> None:
        """Queue a frame; see `CallLeg`."""
        await self._leg.play(frame)
        self._waiting += frame.pcm
        del self._waiting[: -MOST_PLAYED_MS * BYTES_PER_MS]

    async def drained(self) -> None:
        """Wait until everything is sent; see `CallLeg`."""
        await self._leg.drained()

    def drop_queued(self) -> int:
        """Forget what is queued; see `CallLeg`."""
        dropped_ms = self._leg.drop_queued()
        left = max(0, len(self._waiting) - dropped_ms * BYTES_PER_MS)
        del self._waiting[left:]
        return dropped_ms

    async def finish(self) -> None:
        """End the conversation; see `CallLeg`."""
        await self._leg.finish()

    def _heard(self, frame: AudioFrame) -> None:
        """Take a frame of the caller, and what went to the caller meanwhile."""
        length = len(frame.pcm)
        played = bytes(self._waiting[:length]).ljust(length, b"\0")
        del self._waiting[:length]
        if not self._records:
            return
        if not self._caller:
            self._began_ms = frame.at_ms
        self._caller += frame.pcm
        self._assistant += played
        if len(self._caller) >= PIECE_MS * BYTES_PER_MS:
            self._hand_over()

    def _hand_over(self) -> None:
        if self._records and self._caller:
            caller, assistant = bytes(self._caller), bytes(self._assistant)
            self._keep(RecordedPiece(self._began_ms, caller, assistant))
        self._caller.clear()
        self._assistant.clear()
