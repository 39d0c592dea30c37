"""How well the language model fills in services and departments that nobody named.

Counted twice: as it was filled in, and as it is used after the check against what was said.
"""

import time
from collections import Counter
from collections.abc import Awaitable, Callable, Iterable
from dataclasses import dataclass, replace

from kibox_pbx.dialogue.filling import Filled, believed_key
from kibox_pbx.dialogue.wish_form import choices, form_name, read_form, wish_forms
from kibox_pbx.dialogue.writing_tasks import WritingTask
from kibox_pbx.utterance import Language
from tests.understanding.utterances import OFFICES, Said, implied

Write = Callable[[str, str], Awaitable[str]]


@dataclass(frozen=True, slots=True)
class FilledIn:
    """What the model made of one sentence."""

    said: Said
    field: str
    filled: Filled
    took_ms: float

    @property
    def raw(self) -> str:
        """What was filled in; "" for nothing."""
        return dict(self.filled).get(self.field, "")

    @property
    def used(self) -> str:
        """What is used of it; "" for nothing."""
        return believed_key(self.field, self.said.scene, self.said.text, self.filled) or ""

    @property
    def meant(self) -> str:
        """What was meant; "" for nothing."""
        return self.said.slots[self.field]


def forms(patience_ms: int) -> tuple[WritingTask, ...]:
    """Return every office's forms, by names of their own."""
    return tuple(
        replace(task, name=f"{office} {task.name}", deadline_ms=patience_ms)
        for office, settings in OFFICES.items()
        for task in wish_forms(settings)
    )


def half_implied(language: Language, *, held_out: bool) -> tuple[Said, ...]:
    """Return the sentences the forms were tuned on, or those they were not."""
    return tuple(said for said in implied(language) if said.held_out is held_out)


async def fill(sentences: Iterable[Said], write: Write) -> list[FilledIn]:
    """Have a form filled in for every sentence, one at a time."""
    found = []
    for said in sentences:
        (field,) = said.slots.keys() & choices(said.scene.settings).keys()
        began = time.perf_counter()
        form = await write(f"{said.office} {form_name(field, said.language)}", said.text)
        took_ms = (time.perf_counter() - began) * 1000
        found.append(FilledIn(said, field, read_form(form), took_ms))
    return found


def verdicts(pairs: Iterable[tuple[str, str]]) -> Counter[str]:
    """Count (found, meant): right, wrong, missed, and rightly left empty."""
    counted: Counter[str] = Counter()
    for found, meant in pairs:
        if found:
            counted["right" if found == meant else "wrong"] += 1
        else:
            counted["missed" if meant else "rightly empty"] += 1
    return counted
