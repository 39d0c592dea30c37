"""What works beside the calls: begun when it is entered, ended when it is left.

Whoever works here catches the errors it expects, and tries again. Any other error ends the
service: the context that it is entered in is cancelled, and raises it.
"""

import asyncio
from abc import ABC, abstractmethod
from collections.abc import AsyncIterator, Coroutine
from contextlib import AbstractAsyncContextManager, AsyncExitStack, asynccontextmanager
from types import TracebackType
from typing import Any, Self


@asynccontextmanager
async def beside(work: Coroutine[Any, Any, None], name: str) -> AsyncIterator[None]:
    """Have something done while the context lasts; leaving cancels it, and waits for its end.

    Args:
        work: Goes on for ever, as a rule.
        name: Of its task.
    """
    async with asyncio.TaskGroup() as tasks:
        doing = tasks.create_task(work, name=name)
        try:
            yield
        finally:
            doing.cancel()


class Background(ABC):
    """Something that lives beside the calls for as long as it is entered."""

    _life: AsyncExitStack

    @abstractmethod
    def _at_work(self) -> AbstractAsyncContextManager[None]:
        """Return what is to be entered and left; it never hears what ended the service."""

    async def __aenter__(self) -> Self:
        async with AsyncExitStack() as life:
            await life.enter_async_context(self._at_work())
            self._life = life.pop_all()
        return self

    async def __aexit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        await self._life.aclose()
