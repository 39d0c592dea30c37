"""The sentences that are learned from: files of ``label<TAB>sentence``, one an author.

They are written as recognisers write, by people (or on their behalf) who had not seen the
rules. Who adds a file makes the assistant understand more; `make learn` takes it in.
"""

import hashlib
from dataclasses import dataclass, replace
from enum import StrEnum
from importlib.resources import files
from importlib.resources.abc import Traversable

from kibox_pbx.language.normalise import normalise
from kibox_pbx.utterance import Language


class Kind(StrEnum):
    """What is learned."""

    WISHES = "wishes"
    """What a caller wants of the receptionist."""

    TOPICS = "topics"
    """What a question is about."""

    DANGERS = "dangers"
    """Whether somebody, or a house, is in danger."""


@dataclass(frozen=True, slots=True)
class Sentence:
    """One sentence that somebody wrote down."""

    label: str
    text: str
    """Normalised."""

    author: str


ORDINARY = "ordinary"
"""The label among the dangers of whatever somebody said who wanted something."""


def sentences(kind: Kind, language: Language) -> tuple[Sentence, ...]:
    """Return all sentences of a kind, in the order of their files' names.

    Most calls are of no danger at all: to the sentences of dangers, and those that only sound
    like them, come all wishes.
    """
    folder = _room() / "sentences" / kind.value / language.value
    found = sorted(folder.iterdir(), key=lambda file: file.name)
    own = tuple(each for file in found for each in _read(kind, file, language))
    if kind is not Kind.DANGERS:
        return own
    wishes = sentences(Kind.WISHES, language)
    return (*own, *(replace(each, label=ORDINARY) for each in wishes))


def digest(kind: Kind, language: Language) -> str:
    """Return what changes whenever a sentence or label of a kind does."""
    said = (f"{each.label}\t{each.text}\n" for each in sentences(kind, language))
    return hashlib.sha256("".join(said).encode()).hexdigest()


def weights(kind: Kind, language: Language) -> Traversable:
    """Return the file of what was learned."""
    return _room() / "weights" / f"{kind.value}.{language.value}.npz"


def _room() -> Traversable:
    return files("kibox_pbx.language") / "learned"


def _read(kind: Kind, file: Traversable, language: Language) -> list[Sentence]:
    author = f"{kind.value}/{file.name.removesuffix('.tsv')}"
    lines = file.read_text(encoding="utf-8").splitlines()
    pairs = (line.split("\t") for line in lines)
    return [Sentence(label, normalise(text, language), author) for label, text in pairs]
