"""What works beside the calls begins when it is entered, and is at an end when it is left."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import AbstractAsyncContextManager, asynccontextmanager

import pytest

from kibox_pbx.app.background import Background, beside


class Clerk(Background):
    """Writes down what becomes of it."""

    def __init__(self, fails: Exception | None = None) -> None:
        self.seen: list[str] = []
        self.begun = asyncio.Event()
        self._fails = fails

    @asynccontextmanager
    async def _at_work(self) -> AsyncIterator[None]:
        self.seen.append("opened")
        async with beside(self._work(), "clerk"):
            try:
                yield
            finally:
                self.seen.append("left")
        self.seen.append("closed")

    async def _work(self) -> None:
        self.begun.set()
        if self._fails:
            raise self._fails
        try:
            await asyncio.Event().wait()
        finally:
            await asyncio.sleep(0)
            self.seen.append("stopped")


async def test_leaving_stops_the_work_and_waits_for_its_last_step() -> None:
    async with Clerk() as clerk:
        await clerk.begun.wait()
        assert "clerk" in {task.get_name() for task in asyncio.all_tasks()}
    assert clerk.seen == ["opened", "left", "stopped", "closed"]
    assert "clerk" not in {task.get_name() for task in asyncio.all_tasks()}


async def test_what_ends_the_service_is_raised_as_it_is() -> None:
    clerk = Clerk()

    async def serve() -> None:
        async with clerk:
            await clerk.begun.wait()
            raise OSError("the port is taken")

    with pytest.raises(OSError, match="the port is taken"):
        await serve()
    assert clerk.seen[-1] == "closed"


async def test_an_error_nobody_expected_ends_the_service() -> None:
    with pytest.raises(ExceptionGroup) as failed:
        async with Clerk(ValueError("a mistake of ours")):
            await asyncio.Event().wait()
    assert [type(each) for each in failed.value.exceptions] == [ValueError]


async def test_who_is_cancelled_stops_it_and_stays_cancelled() -> None:
    clerk = Clerk()

    async def serve() -> None:
        async with clerk:
            await asyncio.Event().wait()

    async with asyncio.TaskGroup() as tasks:
        serving = tasks.create_task(serve())
        await clerk.begun.wait()
        serving.cancel()
    assert serving.cancelled()
    assert clerk.seen[-1] == "closed"


async def test_it_can_be_entered_again() -> None:
    clerk = Clerk()
    for _ in range(2):
        clerk.begun.clear()
        async with clerk:
            await clerk.begun.wait()
    assert clerk.seen.count("stopped") == 2


async def test_what_cannot_be_opened_is_raised_at_the_door() -> None:
    class Closed(Background):
        def _at_work(self) -> AbstractAsyncContextManager[None]:
            raise OSError("no disk")

    with pytest.raises(OSError, match="no disk"):
        async with Closed():
            pass
