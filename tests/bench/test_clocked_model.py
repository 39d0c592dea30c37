"""How much of a wait was the language model's work."""

import asyncio

import pytest

from kibox_pbx.bench.at_work import waterfall
from kibox_pbx.bench.clocked_model import CALL, ClockedModel, ModelClock
from kibox_pbx.call.timing import TurnTiming
from kibox_pbx.ports import Choice

THINKS_S = 0.1


class SlowModel:
    """Takes its time over everything."""

    async def choose(self, task: str, text: str) -> Choice:
        await asyncio.sleep(THINKS_S)
        return Choice("book", 0.9)

    async def write(self, task: str, text: str) -> str:
        await asyncio.sleep(THINKS_S)
        raise ValueError(text)


async def test_a_model_counts_its_time_to_the_call_that_asks() -> None:
    model = ClockedModel(SlowModel(), SlowModel())
    mine, other = ModelClock(), ModelClock()
    now = asyncio.get_running_loop().time
    began_s = now()

    async def ask(clock: ModelClock) -> None:
        CALL.set(clock)
        assert await model.choose("intent", "text") == Choice("book", 0.9)
        with pytest.raises(ValueError, match="text"):
            await model.write("form", "text")

    async with asyncio.TaskGroup() as tasks:
        tasks.create_task(ask(mine))
    assert mine.within_ms(began_s, now()) == pytest.approx(2000 * THINKS_S, abs=60)
    assert other.within_ms(began_s, now()) == 0


async def test_work_outside_any_call_is_nobodys() -> None:
    choice = await ClockedModel(SlowModel(), SlowModel()).choose("intent", "text")
    assert choice.label == "book"


async def test_only_what_falls_into_the_wait_counts_and_what_overlaps_counts_once() -> None:
    clock = ModelClock()
    clock._spans = [(1.0, 2.0), (2.5, 4.0), (3.0, 3.5), (9.0, 10.0)]
    assert clock.within_ms(1.5, 5.0) == 2000
    assert clock.within_ms(0.0, 20.0) == 0  # forgotten


async def test_work_that_is_not_done_yet_counts_so_far() -> None:
    clock = ModelClock()
    now = asyncio.get_running_loop().time
    began_s = now()
    with clock.runs():
        await asyncio.sleep(THINKS_S)
        assert clock.within_ms(began_s, now()) == pytest.approx(1000 * THINKS_S, abs=60)


async def test_the_models_share_is_taken_from_the_dialogues() -> None:
    clock = ModelClock()
    now_s = asyncio.get_running_loop().time()
    clock._spans = [(now_s - 0.4, now_s - 0.1)]
    falls = waterfall(TurnTiming(500, 10, 350, 50), clock)
    assert falls.model_ms == pytest.approx(300, abs=5)
    assert falls.dialogue_ms == pytest.approx(50, abs=5)
    assert falls.whole_ms == 910
