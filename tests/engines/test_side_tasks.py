"""Work beside a call: its failure is told to whoever asked, and it ends with whoever asked."""

import asyncio

import pytest

from kibox_pbx.engines.side_tasks import SideTasks
from kibox_pbx.errors import EngineError


class Work:
    def __init__(self) -> None:
        self.ended = asyncio.Event()
        self.begun = asyncio.Event()

    async def for_ever(self) -> str:
        self.begun.set()
        try:
            await asyncio.Event().wait()
        finally:
            self.ended.set()
        return ""


async def fail() -> str:
    raise EngineError("failed")


async def succeed() -> str:
    return "done"


async def test_a_failure_is_told_and_the_others_go_on() -> None:
    async with SideTasks() as tasks:
        good = tasks.begin(succeed, "good")
        with pytest.raises(EngineError, match="failed"):
            await tasks.begin(fail, "bad")
        tasks.begin(fail, "nobody looks").add_done_callback(lambda _: None)
        await asyncio.sleep(0)
        assert await good == "done"


async def test_who_does_not_want_it_any_more_ends_it() -> None:
    work = Work()
    async with SideTasks() as tasks:
        answer = tasks.begin(work.for_ever, "long")
        await work.begun.wait()
        answer.cancel()
        await asyncio.wait_for(work.ended.wait(), 5)
        tasks.begin(work.for_ever, "cancelled before it began").cancel()


async def test_leaving_ends_all_of_it_and_keeps_the_error_of_the_body() -> None:
    work = Work()
    answers: list[asyncio.Future[str]] = []

    async def body() -> None:
        async with SideTasks() as tasks:
            answers.append(tasks.begin(work.for_ever, "long"))
            await work.begun.wait()
            raise EngineError("of the body")

    with pytest.raises(EngineError, match="of the body"):
        await body()
    assert work.ended.is_set()
    assert answers[0].cancelled()
