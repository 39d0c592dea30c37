"""Did the assistant let the caller finish, and was it silenced by the caller alone?

Seen from both ends of a rehearsed telephone call: when the simulated caller speaks, and when
the assistant begins a sentence or is cut short.
"""

import time
from collections.abc import Callable

from kibox_pbx.call.live import Happening, Onlooker, SentenceBegan, TurnTaken
from kibox_pbx.records import Speaker
from kibox_pbx.rehearsal.conversation import Talker
from kibox_pbx.rehearsal.latency import Said

NOTICED_S = 0.5
"""After the caller's first sound the assistant may begin one more sentence: it notices
somebody within 0.2 s, and the line takes its time."""

LATELY_S = 1.0
"""After the caller's last sound: what is cut short then was cut by the caller."""


class Manners:
    """An onlooker of one call; `of` gives what its caller speaks with."""

    def __init__(self, then: Onlooker, now_s: Callable[[], float] = time.monotonic) -> None:
        """Say who else looks on."""
        self.cut_off = 0
        """Sentences that the assistant began while the caller spoke."""
        self.interrupted = 0
        """Sentences of the assistant that were cut short while nobody spoke."""
        self._then = then
        self._now_s = now_s
        self._began_s: float | None = None
        self._ended_s = -LATELY_S

    def see(self, happening: Happening) -> None:
        """Take notice, and pass it on."""
        self._then.see(happening)
        match happening:
            case SentenceBegan() if self._spoken_s() > NOTICED_S:
                self.cut_off += 1
            case TurnTaken(turn=turn) if turn.speaker is Speaker.ASSISTANT:
                self.interrupted += turn.interrupted and not self._spoke_lately()
            case _:
                pass

    def of(self, call: Talker) -> Talker:
        """Return the caller's telephone, watched."""
        return _Watched(call, self)

    def begins(self) -> None:
        """Note that the caller begins to speak, or to press keys."""
        self._began_s = self._now_s()

    def ends(self) -> None:
        """Note that the caller has finished."""
        self._began_s, self._ended_s = None, self._now_s()

    def _spoken_s(self) -> float:
        return 0.0 if self._began_s is None else self._now_s() - self._began_s

    def _spoke_lately(self) -> bool:
        return self._began_s is not None or self._now_s() - self._ended_s < LATELY_S


class _Watched:
    """A telephone whose caller is watched."""

    def __init__(self, call: Talker, manners: Manners) -> None:
        self._call = call
        self._manners = manners

    async def prepare(self, sentences: tuple[str, ...]) -> None:
        """Make ready to say these."""
        await self._call.prepare(sentences)

    async def says(self, what: str | bytes) -> Said:
        """Say a sentence to its end."""
        self._manners.begins()
        try:
            return await self._call.says(what)
        finally:
            self._manners.ends()

    async def presses(self, keys: str) -> None:
        """Press keys."""
        await self._call.presses(keys)
        self._manners.ends()

    async def hang_up(self) -> None:
        """Put the receiver down."""
        self._manners.begins()
        await self._call.hang_up()

    async def ended(self, within_s: float) -> None:
        """Wait until the call is over."""
        await self._call.ended(within_s)
