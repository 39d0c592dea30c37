"""The language model on another host: a llama.cpp server, by its OpenAI interface.

Questions wait here, in the line that our own model has too, so that the server is never asked
more than it works on at once; each has a deadline, and a connection that ends with it.
"""

import json
import re
from collections.abc import AsyncGenerator, Mapping, Sequence
from contextlib import asynccontextmanager
from typing import Any

from kibox_pbx.dialogue.tasks import ModelTask
from kibox_pbx.dialogue.writing_tasks import WritingTask
from kibox_pbx.engines.fair_queue import FairQueue
from kibox_pbx.engines.http_question import ask
from kibox_pbx.engines.label_shares import as_choice
from kibox_pbx.engines.llama_prompts import LONGEST_SENTENCE, SENTENCE, messages
from kibox_pbx.engines.peer import Peer, within
from kibox_pbx.errors import EngineError
from kibox_pbx.ports import Choice

WAITING = 16
"""Questions that may wait, as for our own model."""

LIKELY = 20
"""Tokens that the server tells beside each that it wrote; the most that the interface has."""

LONGEST_LABEL = 16
"""Tokens."""

LETTERS_A_TOKEN = 4
"""About; the server's tokens are not known here."""

_MARK = re.compile(r"([<\[|])")


class OpenAiModel:
    """A llama.cpp server; implements `LanguageModel` and `WritingModel`.

    Args:
        peer: The server.
        tasks: All that will be asked.
        model: By its name there; "": the server's choice.
        key: What the server lets us in for; "": it wants none.
        seats: Questions it works on at once.
        deadline_ms: How long a choice may take, waiting included.
    """

    def __init__(  # noqa: PLR0913 (where, what, by which name and key, how many, how long)
        self,
        peer: Peer,
        tasks: Sequence[ModelTask | WritingTask],
        *,
        model: str = "",
        key: str = "",
        seats: int = 4,
        deadline_ms: int = 1500,
    ) -> None:
        self._peer = peer
        self._choices = {task.name: task for task in tasks if isinstance(task, ModelTask)}
        self._forms = {task.name: task for task in tasks if isinstance(task, WritingTask)}
        self._model = {"model": model} if model else {}
        self._key = key
        self._free = seats
        self._slow_free = max(1, seats - 1)
        self._deadline_ms = deadline_ms
        self.line: FairQueue[None, None] = FairQueue(WAITING)
        """Who waits; joined by `choose` and `write` alone."""

    async def choose(self, task: str, text: str) -> Choice:
        """Return the best label of a `ModelTask`; cancelling drops the question.

        Raises:
            EngineError: Too slow (deadline passed or line full), or the server failed.
        """
        asked = self._choices[task]
        written = " | ".join(json.dumps(label, ensure_ascii=False) for label in asked.labels)
        wanted = {
            "grammar": f"root ::= {written}",
            "max_tokens": LONGEST_LABEL,
            "logprobs": True,
            "top_logprobs": LIKELY,
        }
        async with within(self._peer.setting, self._deadline_ms / 1000), self._seat(slow=False):
            answer = await self._ask(asked, text, wanted)
        return as_choice(_likely(self._peer.setting, answer), asked.labels)

    async def write(self, task: str, text: str) -> str:
        """Return the filled form of a `WritingTask` as JSON; cancelling stops it.

        Raises:
            EngineError: Too slow (deadline passed or line full), or too long.
        """
        asked = self._forms[task]
        wanted = {
            "response_format": {"type": "json_object", "schema": json.loads(asked.schema)},
            "max_tokens": asked.max_tokens,
        }
        async with within(self._peer.setting, asked.deadline_ms / 1000), self._seat(slow=True):
            answer = await self._ask(asked, text, wanted)
        written = _get(answer, "message", "content")
        if _get(answer, "finish_reason") != "stop" or not isinstance(written, str):
            raise EngineError(f"{self._peer.setting}: the server came to no end with a form")
        return written

    async def look(self) -> str:
        """Return the name of the model that runs there.

        Raises:
            EngineError: The server is away, or refuses.
        """
        told = await ask(self._peer, "GET", "/v1/models", key=self._key)
        names = [str(_get(each, "id")) for each in _listed(told, "data")]
        wanted = self._model.get("model", "")
        if not names or (wanted and wanted not in names):
            raise EngineError(f"{self._peer.setting}: the server has no such model")
        return wanted or names[0]

    async def _ask(
        self, task: ModelTask | WritingTask, text: str, wanted: Mapping[str, object]
    ) -> object:
        sentence = _harmless(text)[: _longest(task) * LETTERS_A_TOKEN]
        turns = [
            {"role": role, "content": sentence if content == SENTENCE else content}
            for role, content in messages(task)
        ]
        body = {**self._model, "messages": turns, "temperature": 0, **wanted}
        told = await ask(self._peer, "POST", "/v1/chat/completions", body=body, key=self._key)
        return next(iter(_listed(told, "choices")), None)

    @asynccontextmanager
    async def _seat(self, *, slow: bool) -> AsyncGenerator[None]:
        """Wait for one's turn; long work never takes the last seat of several.

        Raises:
            EngineError: The line is too long.
        """
        ticket = self.line.join(None, slow=slow)
        self._admit()
        try:
            await ticket.answer
            yield
        finally:
            if not ticket.answer.cancelled():
                self._free += 1
                self._slow_free += slow
            self._admit()

    def _admit(self) -> None:
        for ticket in self.line.admit(self._free, self._slow_free):
            self._free -= 1
            self._slow_free -= ticket.slow
            ticket.answer.set_result(None)


def _harmless(text: str) -> str:
    """Break what a server could take for a mark of its own, such as the end of a turn."""
    return _MARK.sub(r"\1 ", text)


def _longest(task: ModelTask | WritingTask) -> int:
    return task.longest_tokens if isinstance(task, WritingTask) else LONGEST_SENTENCE


def _likely(setting: str, answer: object) -> list[dict[str, float]]:
    """Return what might have stood at each token, the written one first."""
    steps = _listed(_get(answer, "logprobs"), "content")
    if not steps:
        raise EngineError(f"{setting}: the server tells no logprobs; see docs/hosts.md")
    return [
        {str(_get(one, "token")): _number(_get(one, "logprob")) for one in (step, *others)}
        for step in steps
        for others in (_listed(step, "top_logprobs"),)
    ]


def _number(value: object) -> float:
    return float(value) if isinstance(value, int | float) else float("-inf")


def _get(tree: object, *keys: str) -> Any:
    for key in keys:
        tree = tree.get(key) if isinstance(tree, dict) else None
    return tree


def _listed(tree: object, key: str) -> list[object]:
    found = _get(tree, key)
    return found if isinstance(found, list) else []
