"""A task as the language model reads it: the part that never changes, and what follows."""

from collections.abc import Sequence
from dataclasses import dataclass

from kibox_pbx.dialogue.tasks import ModelTask
from kibox_pbx.dialogue.writing_tasks import WritingTask
from kibox_pbx.engines.llama_file import LlamaFile
from kibox_pbx.errors import ModelError

LONGEST_SENTENCE = 96
"""Tokens, some 70 words: the end of a longer one is not read, or nobody else would be."""

SENTENCE = "[[sentence]]"
"""Where the caller's sentence stands in the messages."""


@dataclass(frozen=True, slots=True)
class Prompt:
    """One task, in tokens."""

    task: ModelTask | WritingTask
    beginning: tuple[int, ...]
    """Instruction and examples, up to where the sentence stands; read once."""

    ending: tuple[int, ...]
    """From behind the sentence to where the model's answer begins."""

    labels: dict[str, tuple[int, ...]]
    """The answers with the mark that ends a turn; none where it writes."""

    @property
    def longest(self) -> int:
        """Tokens that one question and its answer may take after the beginning."""
        label = max(map(len, self.labels.values()), default=0)
        reply = self.task.max_tokens if isinstance(self.task, WritingTask) else label
        return self._longest_sentence + len(self.ending) + reply

    def question(self, file: LlamaFile, text: str) -> tuple[int, ...]:
        """Return a sentence's tokens, up to where the answer begins."""
        return file.tokens(text)[: self._longest_sentence] + self.ending

    @property
    def _longest_sentence(self) -> int:
        task = self.task
        return task.longest_tokens if isinstance(task, WritingTask) else LONGEST_SENTENCE


def prepare(file: LlamaFile, task: ModelTask | WritingTask) -> Prompt:
    """Write a task down for a model.

    Raises:
        ModelError: The model's chat template cannot be used.
    """
    beginning, found, ending = file.chat(messages(task)).partition(SENTENCE)
    if not found:
        raise ModelError("the model's chat template swallows the sentence")
    labels = task.labels if isinstance(task, ModelTask) else ()
    return Prompt(
        task=task,
        beginning=file.tokens(beginning, special=True),
        ending=file.tokens(ending, special=True),
        labels={label: (*file.tokens(label), file.end_mark) for label in labels},
    )


def messages(task: ModelTask | WritingTask) -> Sequence[tuple[str, str]]:
    """Return a task as (role, text), the last of them the caller's sentence."""
    turns = [("system", task.instruction)]
    for sentence, answer in _interleaved(task.examples):
        turns += [("user", sentence), ("assistant", answer)]
    return [*turns, ("user", SENTENCE)]


def _interleaved(examples: Sequence[tuple[str, str]]) -> list[tuple[str, str]]:
    """Return one example of each answer, then the second of each, and so on.

    Examples of one answer in a row make a small model prefer the answers that stand last:
    of 24 English sentences it got 14 right that way and 18 interleaved.
    """
    rounds: dict[str, int] = {}
    ranked: list[tuple[int, tuple[str, str]]] = []
    for sentence, answer in examples:
        rounds[answer] = rounds.get(answer, 0) + 1
        ranked.append((rounds[answer], (sentence, answer)))
    return [example for _, example in sorted(ranked, key=lambda one: one[0])]
