"""A measured caller: rings through Asterisk, talks as the script says, and notes times."""

import asyncio
from dataclasses import dataclass, field

from kibox_pbx.bench.by_ear import silenced_ms, wait_ms
from kibox_pbx.bench.figures import CallFigures, TurnFigures, Waterfall
from kibox_pbx.bench.ledger import Page
from kibox_pbx.bench.playout import frames_missed
from kibox_pbx.bench.talk import CUTS_IN, turn_names
from kibox_pbx.errors import PeerError
from kibox_pbx.rehearsal.caller import SimulatedCall
from kibox_pbx.rehearsal.caller_asterisk import SimulatedCallers
from kibox_pbx.rehearsal.conversation import Conversation
from kibox_pbx.rehearsal.latency import Said
from kibox_pbx.rehearsal.script import CallerScript
from kibox_pbx.rehearsal.voices import CallerVoice

LONGEST_CALL_S = 180.0
"""A call of this script takes about a minute and a quarter."""

TAKEN_S = 5.0
"""The assistant greets so soon, or somebody else took the call."""

TOLD_S = 2.0
"""What the service tells of the end of a call may come so late."""


@dataclass(slots=True)
class _Turn:
    name: str
    said: Said
    waterfall: Waterfall | None = None
    filled: bool = False


@dataclass(slots=True)
class NotingTalker:
    """A `Talker` that notes what was said, and how long the service says each answer took."""

    call: SimulatedCall
    names: dict[str, str]
    turns: list[_Turn] = field(default_factory=list)
    cut_off: int = 0
    _speaking: bool = False

    def answer_began(self, waterfall: Waterfall) -> None:
        """Note it with the turn that it answers; into a sentence it answers nothing."""
        if self._speaking or not self.turns:
            self.cut_off += 1
        else:
            self.turns[-1].waterfall = self.turns[-1].waterfall or waterfall

    def filler_began(self) -> None:
        """Note that the answer to what was said last is not there yet."""
        if self.turns:
            self.turns[-1].filled = True

    async def prepare(self, sentences: tuple[str, ...]) -> None:
        """Make ready to say these."""
        await self.call.prepare(sentences)

    async def says(self, what: str | bytes) -> Said:
        """Say a sentence to its end."""
        self._speaking = True
        try:
            said = await self.call.says(what)
        finally:
            self._speaking = False
        self.turns.append(_Turn(self.names.get(str(what), "again"), said))
        return said

    async def presses(self, keys: str) -> None:
        """Press keys."""
        await self.call.presses(keys)

    async def hang_up(self) -> None:
        """Put the receiver down."""
        await self.call.hang_up()

    async def ended(self, within_s: float) -> None:
        """Wait until the call is over."""
        await self.call.ended(within_s)

    def figures(self) -> tuple[TurnFigures, ...]:
        """Return what the caller's ear tells of each turn, and the service's word on it."""
        starts = [turn.said.start_ms for turn in self.turns[1:]]
        pairs = zip(self.turns, [*starts, None], strict=False)
        return tuple(self._of(turn, next_ms) for turn, next_ms in pairs)

    def _of(self, turn: _Turn, next_ms: int | None) -> TurnFigures:
        ear = self.call.ear
        cuts_in = turn.name.startswith(CUTS_IN)
        return TurnFigures(
            turn.name,
            wait_ms(ear, turn.said, next_ms),
            silenced_ms(ear, turn.said) if cuts_in else None,
            turn.waterfall,
            filled=turn.filled,
        )


@dataclass(frozen=True, slots=True)
class MeasuredCaller:
    """Somebody who rings one line from one number."""

    callers: SimulatedCallers
    line: str
    number: str
    """E.164, nobody else's."""

    voice: CallerVoice
    script: CallerScript

    async def place_call(self, page: Page) -> CallFigures:
        """Ring, talk to the end, and return what was measured.

        A call that fails is a figure too; only cancelling escapes.
        """
        ringing = self.callers.ring(self.line, caller_id=self.number, voice=self.voice)
        try:
            async with ringing as call:
                return await self._talk(call, page)
        except (PeerError, TimeoutError) as error:
            return CallFigures.failed(str(error) or "nobody answered")

    async def _talk(self, call: SimulatedCall, page: Page) -> CallFigures:
        talker = NotingTalker(call, turn_names(self.script))
        page.answer_began = talker.answer_began
        page.filler_began = talker.filler_began
        problem = await self._converse(talker, page)
        await _happens(page.ended, TOLD_S if page.taken.is_set() else 0.0)
        ear = call.ear
        return CallFigures(
            answered=page.taken.is_set(),
            outcome=str(page.outcome or ""),
            length_s=call.line.now_ms() / 1000,
            greeting_ms=ear.onset_after(0),
            turns=talker.figures(),
            frames=frames_missed(ear.pieces),
            cut_off=talker.cut_off,
            problem=problem,
        )

    async def _converse(self, talker: NotingTalker, page: Page) -> str:
        """Talk to the end; return what went wrong, or ""."""
        if not await _happens(page.taken, TAKEN_S):
            return "the assistant did not take the call"
        conversation = Conversation(talker, self.script, page.overheard)
        try:
            await conversation.run(LONGEST_CALL_S)
        except TimeoutError:
            return f"no end in {LONGEST_CALL_S:.0f} s"
        if conversation.unanswered:
            return f"asked the unexpected: {', '.join(conversation.unanswered)}"
        return ""


async def _happens(event: asyncio.Event, within_s: float) -> bool:
    try:
        async with asyncio.timeout(within_s):
            await event.wait()
    except TimeoutError:
        pass
    return event.is_set()
