"""What is said to measure hearing: fixed sentences, with the question that each one answers."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from pathlib import Path
from types import MappingProxyType

import yaml

from kibox_pbx.dialogue.actions import Expect
from kibox_pbx.language.grammar import likely_phrases
from kibox_pbx.utterance import Language

FOLDER = Path(__file__).parent / "corpus"


class Kind(StrEnum):
    """What the caller was asked for: a section of a corpus file."""

    ANYTHING = "anything"
    YES_NO = "yes_no"
    SERVICE = "service"
    DAY = "day"
    TIME = "time"
    CHOICE = "choice"
    NAME = "name"
    PHONE = "phone"
    BIRTHDATE = "birthdate"
    MESSAGE = "message"


_EXPECT = MappingProxyType({Kind.PHONE: Expect.DIGITS, Kind.BIRTHDATE: Expect.DAY})
"""Where the dialogue's listener calls the kind of answer otherwise."""


@dataclass(frozen=True, slots=True)
class Sentence:
    """One thing to be said and heard."""

    kind: Kind
    text: str
    """As it is spoken: numbers in words."""

    language: Language

    @property
    def phrases(self) -> tuple[str, ...]:
        """The likely answers that the dialogue's `Listen` gives for such a question."""
        expect = _EXPECT.get(self.kind) or Expect(self.kind.value)
        own = services(self.language) if self.kind is Kind.SERVICE else {}
        names = tuple(name for each in own.values() for name in each)
        return likely_phrases(expect.value, self.language, names)


def sentences(language: Language) -> tuple[Sentence, ...]:
    """Return what callers of a language say, in a fixed order, kind by kind."""
    return tuple(
        Sentence(kind, text, language)
        for kind, texts in said_in(language).items()
        for text in texts
    )


def services(language: Language) -> Mapping[str, tuple[str, ...]]:
    """Return the names of the services that can be asked for, by their key."""
    return {key: tuple(names) for key, names in _file(language)["services"].items()}


def said_in(name: str) -> Mapping[Kind, tuple[str, ...]]:
    """Return the entries of a corpus file, by what was asked for."""
    return {Kind(kind): tuple(entries) for kind, entries in _file(name)["said"].items()}


@cache
def _file(name: str) -> Mapping[str, Mapping[str, list[str]]]:
    found: Mapping[str, Mapping[str, list[str]]] = yaml.safe_load(
        (FOLDER / f"{name}.yaml").read_text(encoding="utf-8")
    )
    return found
