"""Run a blocking engine on a thread of its own, so that no caller waits for another.

Every engine that computes (hearing, voice, language model) has its own ``Worker``: its
steps run in order, one at a time, and the event loop goes on serving the calls.
"""

import asyncio
from collections.abc import AsyncGenerator, Callable, Generator
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from types import TracebackType
from typing import ParamSpec, Self, TypeVar

from kibox_pbx.engines.steps import timed
from kibox_pbx.engines.yielding import make_way

P = ParamSpec("P")
T = TypeVar("T")


class Worker:
    """One thread, for as long as the context is open.

    Args:
        name: What the engine is called in a thread list.
        may_take_long: Its steps are known to take long, or have a watch of their own; others
            are seen by `steps.longest_step_s`.
    """

    def __init__(self, name: str, *, may_take_long: bool = False) -> None:
        self._name = name
        self._may_take_long = may_take_long
        self._pool: ThreadPoolExecutor | None = None

    async def __aenter__(self) -> Self:
        self._pool = ThreadPoolExecutor(
            max_workers=1, thread_name_prefix=self._name, initializer=make_way
        )
        return self

    async def __aexit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        """Wait for the step in flight and what was left to do later, then end the thread."""
        pool, self._pool = self._thread(), None
        try:
            await asyncio.get_running_loop().run_in_executor(pool, lambda: None)
        finally:
            pool.shutdown(wait=False, cancel_futures=True)

    async def run(self, step: Callable[P, T], *args: P.args, **kwargs: P.kwargs) -> T:
        """Return what one step returns, after the steps asked for earlier.

        Cancelling this drops a step that has not begun. A step in flight cannot be
        stopped: it ends by itself and its result is dropped, so keep it short.
        """
        return await self.start(step, *args, **kwargs)

    def start(
        self, step: Callable[P, T], *args: P.args, **kwargs: P.kwargs
    ) -> asyncio.Future[T]:
        """Ask for a step whose result may be wanted later; as with `run`, cancel it if not."""
        loop = asyncio.get_running_loop()
        whole = partial(step, *args, **kwargs)
        seen = whole if self._may_take_long else partial(timed, whole)
        return loop.run_in_executor(self._thread(), seen)

    def later(self, step: Callable[[], object]) -> None:
        """Run a step after those asked for earlier, without waiting for it.

        For tidying up; what it returns or raises is dropped.
        """
        self._thread().submit(step)

    def _thread(self) -> ThreadPoolExecutor:
        if self._pool is None:
            raise RuntimeError(f"the {self._name} worker is used outside its context")
        return self._pool


async def pull(items: Generator[T, None, None], worker: Worker) -> AsyncGenerator[T, None]:
    """Yield what a blocking generator yields, running each step on ``worker``.

    Nothing is produced before it is asked for, so a slow listener slows the engine and
    no queue can grow. A thread cannot be cancelled: leaving early lets the step in
    flight finish, then closes the generator behind it. Keep one step under 200 ms.

    Args:
        items: Must not yield None.
        worker: Its single thread keeps the steps in order.
    """
    try:
        while (item := await worker.run(next, items, None)) is not None:
            yield item
    finally:
        worker.later(items.close)
