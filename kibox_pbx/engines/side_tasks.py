"""Work beside a call whose failure is told to whoever asked for it, and hurts nobody else."""

import asyncio
from collections.abc import Awaitable, Callable, Coroutine
from contextlib import AsyncExitStack
from types import TracebackType
from typing import Any, Self, TypeVar

from kibox_pbx.errors import EngineError

T = TypeVar("T")


class SideTasks:
    """Work under way, for as long as the context is open; leaving ends all of it."""

    def __init__(self) -> None:
        self._life = AsyncExitStack()
        self._group: asyncio.TaskGroup | None = None
        self._running: set[asyncio.Task[None]] = set()

    async def __aenter__(self) -> Self:
        # Closed by hand, so that an error of the context's body is raised as it is.
        self._group = await self._life.enter_async_context(asyncio.TaskGroup())
        return self

    async def __aexit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._group = None
        for task in self._running:
            task.cancel()
        await self._life.aclose()

    def begin(self, work: Callable[[], Awaitable[T]], name: str) -> asyncio.Future[T]:
        """Begin something; cancelling what is returned ends it.

        Of its errors `EngineError` is told by the future; any other is a mistake of ours, and
        ends the context's task.
        """
        answer: asyncio.Future[T] = asyncio.get_running_loop().create_future()
        task = self._create(_settle(work, answer), name)
        answer.add_done_callback(_seen)
        answer.add_done_callback(lambda _: task.cancel())
        task.add_done_callback(lambda _: answer.cancel())
        return answer

    def start(self, work: Callable[[], Awaitable[None]], name: str) -> None:
        """Begin something that nobody waits for; an `EngineError` of it is dropped."""
        self.begin(work, name).add_done_callback(_seen)

    def _create(self, work: Coroutine[Any, Any, None], name: str) -> asyncio.Task[None]:
        if self._group is None:
            work.close()
            raise RuntimeError(f"{name}: used outside its context")
        task = self._group.create_task(work, name=name)
        self._running.add(task)
        task.add_done_callback(self._running.discard)
        return task


async def _settle(work: Callable[[], Awaitable[T]], answer: asyncio.Future[T]) -> None:
    try:
        result = await work()
    except EngineError as error:
        if not answer.done():
            answer.set_exception(error)
    else:
        if not answer.done():
            answer.set_result(result)


def _seen(answer: asyncio.Future[T]) -> None:
    if not answer.cancelled():
        answer.exception()  # who awaits it sees it; what nobody wants any more is dropped
