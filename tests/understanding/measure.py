"""Measure how callers are understood: ``make understand`` prints the table.

Rules alone, with what is learned, and with the language model. The model is asked as in a
call: where neither knows anything, about longer sentences only, and believed where it is sure.
"""

import argparse
import asyncio
import sys
import time
from collections.abc import Awaitable, Callable, Iterable
from dataclasses import dataclass
from statistics import median, quantiles

from kibox_pbx.call.errands import believed
from kibox_pbx.dialogue.tasks import ModelTask, intent_task_name, intent_tasks
from kibox_pbx.dialogue.unheard import FEWEST_WORDS
from kibox_pbx.dialogue.writing_tasks import WritingTask
from kibox_pbx.engines.llama_llm import LlamaModel
from kibox_pbx.ports import Choice
from kibox_pbx.utterance import Language
from tests.dialogue.practice import practice
from tests.engines.installed import installed_model
from tests.understanding.filled import Write, fill, forms, half_implied, verdicts
from tests.understanding.utterances import Said, utterances
from tests.understanding.verdicts import (
    Score,
    by_rules,
    by_rules_and_learned,
    score,
    slot_scores,
)

PATIENCE_MS = 60_000
"""The table is about what is understood; how long it took stands beside it."""

Choose = Callable[[str, str], Awaitable[Choice]]


@dataclass(frozen=True, slots=True)
class Answered:
    """What the model made of a sentence that nothing else knew."""

    said: Said
    choice: Choice
    took_ms: float

    @property
    def label(self) -> str | None:
        """The label, if the model is sure enough to be believed."""
        return believed(self.choice)


def half(language: Language, *, held_out: bool) -> tuple[Said, ...]:
    """Return the sentences rules were tuned on, or those they were not."""
    return tuple(said for said in utterances(language) if said.held_out is held_out)


def with_rules(sentences: Iterable[Said]) -> Score:
    """Score the rules alone."""
    return score((said, by_rules(said)) for said in sentences)


def with_learned(sentences: Iterable[Said]) -> Score:
    """Score what a call makes of them without a model."""
    return score((said, by_rules_and_learned(said)) for said in sentences)


async def ask(sentences: Iterable[Said], choose: Choose) -> list[Answered]:
    """Ask the model about every sentence that a call would ask it about, one at a time."""
    answers = []
    for said in sentences:
        if by_rules_and_learned(said) or len(said.text.split()) < FEWEST_WORDS:
            continue
        began = time.perf_counter()
        choice = await choose(intent_task_name(said.language), said.text)
        answers.append(Answered(said, choice, (time.perf_counter() - began) * 1000))
    return answers


def with_model(sentences: Iterable[Said], answers: Iterable[Answered]) -> Score:
    """Score all three together."""
    labels = {answer.said.text: answer.label for answer in answers}
    return score(
        (said, by_rules_and_learned(said) or labels.get(said.text)) for said in sentences
    )


def model(*others: WritingTask) -> LlamaModel:
    """Return the installed model with the tasks of a call, to be entered."""
    tasks: tuple[ModelTask | WritingTask, ...] = (*intent_tasks(practice()), *others)
    return LlamaModel(installed_model("llm"), tasks, deadline_ms=PATIENCE_MS)


def form_model() -> LlamaModel:
    """Return the installed model with the forms of all offices, to be entered."""
    return LlamaModel(installed_model("llm"), forms(PATIENCE_MS))


def _row(name: str, found: Score) -> str:
    none = 1 - found.right - found.wrong
    return f"  {name:12} right {found.right:4.0%}  wrong {found.wrong:4.0%}  none {none:4.0%}"


def _slots(sentences: Iterable[Said]) -> str:
    found = slot_scores(sentences).items()
    return "  slots        " + "  ".join(f"{slot} {right}/{of}" for slot, (right, of) in found)


def _latency(took: list[float]) -> str:
    late = quantiles(took, n=20)[-1]
    return f"  model asked {len(took)} times: median {median(took):.0f} ms, p95 {late:.0f} ms"


def _tell(line: str) -> None:
    sys.stdout.write(line + "\n")


async def table_of_forms(write: Write) -> None:
    """Print how well services and departments are filled in that nobody named."""
    for language in Language:
        for held_out in (False, True):
            found = await fill(half_implied(language, held_out=held_out), write)
            name = "held out" if held_out else "tuned on"
            _tell(f"{language.value}, {name}: {len(found)} sentences that name nothing")
            _tell("  filled in    " + _counts((each.raw, each.meant) for each in found))
            _tell("  used         " + _counts((each.used, each.meant) for each in found))
            _tell(_latency([each.took_ms for each in found]))


def _counts(pairs: Iterable[tuple[str, str]]) -> str:
    return "  ".join(f"{verdict} {count}" for verdict, count in sorted(verdicts(pairs).items()))


async def table(choose: Choose | None) -> None:
    """Print everything, a language and a half of its file at a time."""
    for language in Language:
        for held_out in (False, True):
            sentences = half(language, held_out=held_out)
            name = "held out" if held_out else "tuned on"
            _tell(f"{language.value}, {name}: {len(sentences)} utterances")
            _tell(_row("rules", with_rules(sentences)))
            _tell(_row("and learned", with_learned(sentences)))
            if choose:
                answers = await ask(sentences, choose)
                _tell(_row("with model", with_model(sentences, answers)))
                if len(answers) > 1:
                    _tell(_latency([answer.took_ms for answer in answers]))
            _tell(_slots(sentences))


async def main() -> None:
    """Print the table, with the model unless told otherwise."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rules", action="store_true", help="leave the language model out")
    if parser.parse_args().rules:
        await table(None)
        return
    async with model() as loaded:
        await table(loaded.choose)
    async with form_model() as loaded:
        await table_of_forms(loaded.write)


if __name__ == "__main__":
    asyncio.run(main())
