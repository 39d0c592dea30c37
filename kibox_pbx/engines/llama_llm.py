"""The language model for all calls: puts sentences into classes, fills forms.

One thread owns the model. Questions wait in a bounded line with a deadline, and those
under way share every step, so that a short question is not stuck behind a long reply.
"""

import asyncio
from collections.abc import Sequence
from contextlib import AsyncExitStack
from itertools import count
from pathlib import Path
from types import TracebackType
from typing import Self

from kibox_pbx.dialogue.tasks import ModelTask
from kibox_pbx.dialogue.writing_tasks import WritingTask
from kibox_pbx.engines.fair_queue import FairQueue, Ticket
from kibox_pbx.engines.llama_desk import Answer, Desk, Question
from kibox_pbx.engines.worker import Worker
from kibox_pbx.errors import EngineError
from kibox_pbx.ports import Choice

SEATS = 4
"""Questions worked on at once; more share the same processor and are all late."""

WAITING = 16
"""Questions that may wait; at five a second the last one has been given up anyway."""


class LlamaModel:
    """A llama.cpp model; implements `LanguageModel` and `WritingModel`.

    Use it as a context: entering loads the model (seconds), leaving frees it.

    Args:
        path: The ``.gguf`` file, or the folder that holds exactly one.
        tasks: All that will be asked; their examples are read once, while loading.
        threads: Threads that compute.
        deadline_ms: How long a choice may take, waiting included.
        kept: Folder where what was computed while loading is kept, which makes the next
            start a matter of a second. It holds the tasks' examples, nothing of a call.
    """

    def __init__(
        self,
        path: Path,
        tasks: Sequence[ModelTask | WritingTask],
        *,
        threads: int = 2,
        deadline_ms: int = 1500,
        kept: Path | None = None,
    ) -> None:
        self._desk = Desk(path, tasks, threads=threads, seats=SEATS, kept=kept)
        self._choices = {task.name for task in tasks if isinstance(task, ModelTask)}
        self._forms = {task.name: task for task in tasks if isinstance(task, WritingTask)}
        self._deadline_ms = deadline_ms
        self._worker = Worker("llama")
        self.line: FairQueue[Question, Choice | str] = FairQueue(WAITING)
        """Who waits; joined by `choose` and `write` alone."""

        self._seated: dict[int, Ticket[Question, Choice | str]] = {}
        self._life = AsyncExitStack()

    @property
    def tokens_read(self) -> int:
        """How many tokens the model has computed since it was loaded."""
        return self._desk.tokens_read

    async def __aenter__(self) -> Self:
        async with AsyncExitStack() as life:
            await life.enter_async_context(self._worker)
            await self._worker.run(self._desk.open)
            life.push_async_callback(self._worker.run, self._desk.close)
            tasks = await life.enter_async_context(asyncio.TaskGroup())
            life.callback(tasks.create_task(self._serve(), name="language model").cancel)
            self._life = life.pop_all()
        return self

    async def __aexit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        await self._life.aclose()

    async def choose(self, task: str, text: str) -> Choice:
        """Return the best label of a `ModelTask`; cancelling drops the question.

        Raises:
            EngineError: Too slow (deadline passed or line full), or the model failed.
        """
        if task not in self._choices:
            raise ValueError(f"{task!r} is no task with labels")
        answer = await self._ask(Question(task, text), self._deadline_ms, slow=False)
        if not isinstance(answer, Choice):
            raise TypeError("a task with labels was answered by a text")
        return answer

    async def write(self, task: str, text: str) -> str:
        """Return the filled form of a `WritingTask` as JSON; cancelling stops it.

        Raises:
            EngineError: Too slow (deadline passed or line full), or too long.
        """
        if task not in self._forms:
            raise ValueError(f"{task!r} is no task that writes")
        deadline_ms = self._forms[task].deadline_ms
        answer = await self._ask(Question(task, text), deadline_ms, slow=True)
        if not isinstance(answer, str):
            raise TypeError("a task that writes was answered by a label")
        return answer

    async def _ask(self, question: Question, deadline_ms: int, *, slow: bool) -> Choice | str:
        ticket = self.line.join(question, slow=slow)
        try:
            async with asyncio.timeout(deadline_ms / 1000):
                return await ticket.answer
        except TimeoutError:
            raise EngineError(
                f"the language model did not answer within {deadline_ms} ms"
            ) from None

    async def _serve(self) -> None:
        """Work through the line, for ever."""
        for first in count(step=SEATS):
            if not self._seated:
                await self.line.arrival()
            leaving = [number for number, one in self._seated.items() if one.answer.done()]
            for number in leaving:
                del self._seated[number]
            slow = sum(ticket.slow for ticket in self._seated.values())
            admitted = self.line.admit(SEATS - len(self._seated), SEATS - 1 - slow)
            joining = dict(enumerate(admitted, first))
            self._seated |= joining
            questions = {number: ticket.question for number, ticket in joining.items()}
            self._settle(await self._worker.run(self._desk.step, questions, leaving))

    def _settle(self, answers: dict[int, Answer]) -> None:
        for number, answer in answers.items():
            waiting = self._seated.pop(number).answer
            if waiting.done():
                continue
            if isinstance(answer, EngineError):
                waiting.set_exception(answer)
            else:
                waiting.set_result(answer)
