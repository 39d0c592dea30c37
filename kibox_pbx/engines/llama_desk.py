"""Works on several questions to the language model at once, one short step after another.

Everything here blocks and belongs to one thread. What the tasks have in front of every
sentence is read once, when the desk opens; a question begins with a copy of it.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from kibox_pbx.dialogue.tasks import ModelTask
from kibox_pbx.dialogue.writing_tasks import WritingTask
from kibox_pbx.engines.llama_beginnings import read_beginnings
from kibox_pbx.engines.llama_context import Feed, LlamaContext, Logits
from kibox_pbx.engines.llama_file import LlamaFile
from kibox_pbx.engines.llama_grammar import Grammar
from kibox_pbx.engines.llama_jobs import Extend, Job, choosing, writing
from kibox_pbx.engines.llama_prompts import Prompt, prepare
from kibox_pbx.errors import EngineError
from kibox_pbx.ports import Choice

Answer = Choice | str | EngineError


@dataclass(frozen=True, slots=True)
class Question:
    """What somebody asks: a sentence, for a task."""

    task: str
    text: str


@dataclass(slots=True)
class _Seat:
    """A question that is being worked on."""

    sequence: int
    begins_at: int
    job: Job[Choice] | Job[str]
    wants: Extend

    def feed(self) -> Feed:
        return Feed(self.sequence, self.begins_at + self.wants.keep, self.wants.tokens)


class Desk:
    """The model with its tasks; open it, step, close it, all on one thread.

    Args:
        path: The model's file or folder.
        tasks: What may be asked.
        threads: Threads that compute.
        seats: How many questions are worked on at once.
        kept: Folder where the tasks' beginnings are kept for the next start, if any.
    """

    def __init__(
        self,
        path: Path,
        tasks: Sequence[ModelTask | WritingTask],
        *,
        threads: int,
        seats: int,
        kept: Path | None,
    ) -> None:
        self._path = path
        self._tasks = tasks
        self._threads = threads
        self._kept = kept
        self._free = [len(tasks) + seat for seat in range(seats)]
        self._seated: dict[int, _Seat] = {}
        self._beginnings: dict[str, tuple[int, Prompt]] = {}

    @property
    def tokens_read(self) -> int:
        """How many tokens the model has computed."""
        return self._context.tokens_read

    def open(self) -> None:
        """Load the model and read the beginning of every task.

        Raises:
            ModelError: The model is missing, broken or too big for the memory.
        """
        self._file = LlamaFile(self._path)
        prompts = [prepare(self._file, task) for task in self._tasks]
        self._beginnings = {
            prompt.task.name: (sequence, prompt) for sequence, prompt in enumerate(prompts)
        }
        room = sum(len(prompt.beginning) for prompt in prompts)
        room += len(self._free) * max((prompt.longest for prompt in prompts), default=0)
        sequences = len(prompts) + len(self._free)
        self._context = LlamaContext(self._file, sequences, room, self._threads)
        beginnings = [prompt.beginning for prompt in prompts]
        read_beginnings(self._context, self._file, beginnings, self._kept)

    def close(self) -> None:
        """Forget everything and give the memory back."""
        for number in tuple(self._seated):
            self._leave(number)
        self._context.close()
        self._file.close()

    def step(
        self, joining: Mapping[int, Question], leaving: Collection[int]
    ) -> dict[int, Answer]:
        """Go one step on with every question; return the answers that are complete.

        Args:
            joining: New questions, by a number of the caller's choice.
            leaving: Numbers that nobody waits for any more.
        """
        for number in leaving:
            self._leave(number)
        for number, question in joining.items():
            self._seated[number] = self._seat(question)
        numbers = tuple(self._seated)
        try:
            after = self._read()
        except EngineError as error:
            answers: dict[int, Answer] = dict.fromkeys(numbers, error)
        else:
            found = {
                number: self._go_on(self._seated[number], logits)
                for number, logits in zip(numbers, after, strict=True)
            }
            answers = {number: answer for number, answer in found.items() if answer is not None}
        for number in answers:
            self._leave(number)
        return answers

    def _read(self) -> list[Logits]:
        for seat in self._seated.values():
            self._context.forget(seat.sequence, seat.begins_at + seat.wants.keep)
        return self._context.read([seat.feed() for seat in self._seated.values()])

    def _seat(self, question: Question) -> _Seat:
        source, prompt = self._beginnings[question.task]
        sequence = self._free.pop()
        self._context.copy(source, sequence)
        job = self._job(prompt, prompt.question(self._file, question.text))
        return _Seat(sequence, len(prompt.beginning), job, next(job))

    def _job(self, prompt: Prompt, question: tuple[int, ...]) -> Job[Choice] | Job[str]:
        if isinstance(prompt.task, WritingTask):
            return self._write(prompt.task, question)
        return choosing(question, prompt.labels)

    def _write(self, task: WritingTask, question: tuple[int, ...]) -> Job[str]:
        with Grammar(self._file, task.schema) as form:
            reply = yield from writing(question, form, task.max_tokens)
        return self._file.text(reply)

    @staticmethod
    def _go_on(seat: _Seat, logits: Logits) -> Answer | None:
        try:
            seat.wants = seat.job.send(logits)
        except StopIteration as end:
            answer: Choice | str = end.value
            return answer
        except EngineError as error:
            return error
        return None

    def _leave(self, number: int) -> None:
        seat = self._seated.pop(number)
        seat.job.close()
        self._context.forget(seat.sequence)
        self._free.append(seat.sequence)
