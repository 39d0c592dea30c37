"""How often the model's answers and summaries pass the check, and how long they take.

``python -m tests.engines.bench_writing``; not a test, it takes minutes.
"""

import asyncio
import statistics
import sys
import time
from dataclasses import replace

from kibox_pbx.dialogue.office_writing import (
    answer_prompt,
    answer_task_name,
    checked_answer,
    checked_summary,
    office_tasks,
    subject_by_rule,
    summary_task_name,
)
from kibox_pbx.engines.llama_llm import LlamaModel
from kibox_pbx.errors import EngineError
from kibox_pbx.models.installed import cache_folder
from kibox_pbx.utterance import Language
from tests.engines.answer_pairs import MESSAGES, PAIRS
from tests.engines.installed import installed_model

PATIENCE_MS = 60_000


async def bench() -> None:
    """Word every pair and sum up every message; print what came of it."""
    tasks = [replace(task, deadline_ms=PATIENCE_MS) for task in office_tasks(tuple(Language))]
    kept = cache_folder() / "llama-bench"
    async with LlamaModel(installed_model("llm"), tasks, kept=kept) as model:
        for language in Language:
            await _answers(model, language)
            await _summaries(model, language)


async def _answers(model: LlamaModel, language: Language) -> None:
    passed, took = 0, []
    pairs = [(entry, asked) for entry, questions in PAIRS[language] for asked in questions]
    for entry, question in pairs:
        began = time.monotonic()
        try:
            prompt = answer_prompt(entry, question, language)
            form = await model.write(answer_task_name(language), prompt)
        except EngineError as error:
            form = f"({error})"
        took.append(time.monotonic() - began)
        good = checked_answer(form, entry, question, language)
        passed += good is not None
        sys.stdout.write(f"{'ok ' if good else 'no '} {took[-1]:5.1f} s  {question}  {form}\n")
    _report(f"{language} answers", passed, took)


async def _summaries(model: LlamaModel, language: Language) -> None:
    passed, took = 0, []
    for message in MESSAGES[language]:
        began = time.monotonic()
        form = await model.write(summary_task_name(language), message)
        took.append(time.monotonic() - began)
        good = checked_summary(form, message, language)
        is_written = good.subject != subject_by_rule(message, language)
        passed += good.text is not None
        sys.stdout.write(f"subject {is_written} summary {good.text is not None}  {form}\n")
    _report(f"{language} summaries", passed, took)


def _report(what: str, passed: int, took: list[float]) -> None:
    took.sort()
    sys.stdout.write(
        f"== {what}: {passed} of {len(took)} pass the check; median "
        f"{statistics.median(took):.1f} s, slowest {took[-1]:.1f} s\n"
    )


if __name__ == "__main__":
    asyncio.run(bench())
