"""What callers say, what they mean by it, and whom they called."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import yaml

from kibox_pbx.config.settings import Settings
from kibox_pbx.dialogue.phrases import phrase_book
from kibox_pbx.dialogue.scene import Scene
from kibox_pbx.language.normalise import normalise
from kibox_pbx.utterance import Language
from tests.dialogue.practice import practice

HERE = Path(__file__).parent
NOW = datetime(2026, 11, 18, 10, tzinfo=ZoneInfo("Europe/Berlin"))


@dataclass(frozen=True, slots=True)
class Said:
    """One sentence of the file."""

    text: str
    """Normalised, as the dialogue gets it."""

    intent: str
    """Label of `kibox_pbx.dialogue.tasks`."""

    slots: Mapping[str, str]
    office: str
    language: Language
    held_out: bool

    @property
    def scene(self) -> Scene:
        """The call in which it is said, at ten on a Wednesday."""
        return _scene(self.office, self.language)


@cache
def utterances(language: Language) -> tuple[Said, ...]:
    """Return the whole file of a language."""
    return tuple(_read(language))


@cache
def implied(language: Language) -> tuple[Said, ...]:
    """Return sentences that name no service or department, but may mean one."""
    return tuple(_implied(language))


def _implied(language: Language) -> Iterator[Said]:
    for half, sentences in _yaml("implied.yaml")[language.value].items():
        for sentence in sentences:
            yield _said(sentence, "", language, held_out=half == "held_out")


def _read(language: Language) -> Iterator[Said]:
    for half, intents in _yaml(f"{language.value}.yaml").items():
        for intent, sentences in intents.items():
            for sentence in sentences:
                yield _said(sentence, intent, language, held_out=half == "held_out")


def _said(
    sentence: str | dict[str, dict[str, str]],
    intent: str,
    language: Language,
    *,
    held_out: bool,
) -> Said:
    ((text, slots),) = sentence.items() if isinstance(sentence, dict) else ((sentence, {}),)
    named = {slot: str(value) for slot, value in slots.items()}
    office = named.pop("office", "practice")
    return Said(normalise(text, language), intent, named, office, language, held_out)


@cache
def _scene(office: str, language: Language) -> Scene:
    settings = OFFICES[office]
    return Scene(settings, language, NOW, None, phrase_book(settings, language))


def _yaml(name: str) -> dict[str, Any]:
    found: dict[str, Any] = yaml.safe_load((HERE / name).read_text(encoding="utf-8"))
    return found


OFFICES: Mapping[str, Settings] = {
    office: practice(**changes) for office, changes in _yaml("offices.yaml").items()
}
"""Whom callers may have called, by the name in the files."""
