import asyncio

import pytest

from kibox_pbx.engines.fair_queue import FairQueue
from kibox_pbx.errors import EngineError

Line = FairQueue[str, str]


def admitted(line: Line, seats: int, slow_seats: int = 9) -> list[str]:
    return [ticket.question for ticket in line.admit(seats, slow_seats)]


async def test_who_comes_first_is_served_first() -> None:
    line = Line(limit=3)
    for question in "abc":
        line.join(question, slow=False)
    assert admitted(line, 2) == ["a", "b"]
    assert admitted(line, 2) == ["c"]
    assert admitted(line, 2) == []


async def test_a_line_that_is_too_long_refuses_at_once() -> None:
    line = Line(limit=1)
    line.join("a", slow=False)
    with pytest.raises(EngineError, match="wait for the language model already"):
        line.join("b", slow=False)


async def test_who_has_given_up_frees_a_place_and_is_not_served() -> None:
    line = Line(limit=1)
    line.join("gone", slow=False).answer.cancel()
    line.join("here", slow=False)
    assert admitted(line, 2) == ["here"]


async def test_slow_work_leaves_a_seat_to_short_questions_and_keeps_its_place() -> None:
    line = Line(limit=9)
    for question in ("slow 1", "slow 2", "slow 3", "short"):
        line.join(question, slow=question.startswith("slow"))
    assert admitted(line, seats=3, slow_seats=2) == ["slow 1", "slow 2", "short"]
    assert admitted(line, seats=2, slow_seats=0) == []
    assert admitted(line, seats=2, slow_seats=1) == ["slow 3"]


async def test_arrival_waits_until_somebody_comes_and_again_when_all_are_served() -> None:
    line = Line(limit=2)
    async with asyncio.TaskGroup() as tasks:
        waiting = tasks.create_task(line.arrival())
        await asyncio.sleep(0)
        assert not waiting.done()
        line.join("a", slow=False)
    admitted(line, 1)
    with pytest.raises(TimeoutError):
        async with asyncio.timeout(0):
            await line.arrival()
