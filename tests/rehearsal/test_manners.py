"""Who was cut off, and what silenced the assistant, told from both ends of a call."""

from dataclasses import dataclass, field

import pytest

from kibox_pbx.call.live import NobodyLooks, SentenceBegan, TurnTaken
from kibox_pbx.dialogue.actions import Say
from kibox_pbx.records import Act, Speaker, Turn
from kibox_pbx.rehearsal.latency import Said
from kibox_pbx.rehearsal.manners import Manners

BEGAN = SentenceBegan("c1", Say(Act.ASK_DAY, "When?"))
SILENCED = TurnTaken(
    "c1", Turn(Speaker.ASSISTANT, "When?", Act.ASK_DAY, 0, 300, interrupted=True)
)
WHOLE = TurnTaken("c1", Turn(Speaker.ASSISTANT, "When?", Act.ASK_DAY, 0, 900))


@dataclass
class Line:
    """A telephone on which something happens a while after the caller begins to speak."""

    after_s: float
    happening: SentenceBegan | TurnTaken
    now_s: float = 100.0
    manners: Manners = field(init=False)

    def __post_init__(self) -> None:
        self.manners = Manners(NobodyLooks(), lambda: self.now_s)

    async def prepare(self, sentences: tuple[str, ...]) -> None: ...

    async def says(self, what: str | bytes) -> Said:
        self.now_s += self.after_s
        self.manners.see(self.happening)
        self.now_s += 1
        return Said(0, 0)

    async def presses(self, keys: str) -> None: ...

    async def hang_up(self) -> None:
        self.manners.see(self.happening)

    async def ended(self, within_s: float) -> None: ...


@pytest.mark.parametrize(("after_s", "cut_off"), [(0.2, 0), (0.9, 1)])
async def test_a_sentence_begun_into_the_callers_is_counted(
    after_s: float, cut_off: int
) -> None:
    line = Line(after_s, BEGAN)
    await line.manners.of(line).says("on friday at")
    assert (line.manners.cut_off, line.manners.interrupted) == (cut_off, 0)


async def test_who_speaks_or_has_just_spoken_may_silence_the_assistant() -> None:
    line = Line(0.3, SILENCED)
    await line.manners.of(line).says("stop")
    line.now_s += 0.5
    line.manners.see(SILENCED)
    await line.manners.of(line).presses("0")
    line.manners.see(SILENCED)
    await line.manners.of(line).hang_up()
    assert line.manners.interrupted == 0


async def test_an_assistant_silenced_by_nobody_is_counted() -> None:
    line = Line(0.0, WHOLE)
    line.manners.see(BEGAN)
    line.manners.see(WHOLE)
    line.manners.see(SILENCED)
    await line.manners.of(line).says("hello")
    line.now_s += 2
    line.manners.see(SILENCED)
    assert (line.manners.cut_off, line.manners.interrupted) == (0, 2)
