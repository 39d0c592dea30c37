"""The sentences that are learned from: files of ``label<TAB>sentence``, one an author.

They are written as recognisers write, by people (or on their behalf) who had not seen the
rules. Who adds a file makes the assistant understand more; `make learn` takes it in.
"""

import hashlib
from collections.abc import Iterator
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

    ENDINGS = "endings"
    """Whether somebody has said a whole sentence, or is in the middle of one."""


@dataclass(frozen=True, slots=True)
class Sentence:
    """One sentence that somebody wrote down."""

    label: str
    text: str
    """Normalised."""

    author: str


ORDINARY = "ordinary"
"""The label among the dangers of whatever somebody said who wanted something."""

WHOLE, PART = "whole", "part"
"""The labels of endings."""

OF_FEW_WORDS = f"{Kind.WISHES.value}/terse"
"""The author of wishes that are whole after a word: nothing is learned of endings from them."""

PARTS = 3
"""Places at which each wish is cut, to learn how a sentence sounds that goes on."""


def sentences(kind: Kind, language: Language) -> tuple[Sentence, ...]:
    """Return all sentences of a kind, in the order of their files' names.

    Most calls are of no danger at all: to the sentences of dangers, and those that only sound
    like them, come all wishes. Endings are those of the wishes, whole and cut, but for the
    shortest.
    """
    if kind is Kind.ENDINGS:
        every = sentences(Kind.WISHES, language)
        wishes = tuple(each for each in every if each.author != OF_FEW_WORDS)
        return tuple(each for place, wish in enumerate(wishes) for each in _cut(wish, place))
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


def _cut(wish: Sentence, place: int) -> Iterator[Sentence]:
    """Yield a wish whole, and the beginnings of it; the cuts wander from wish to wish."""
    yield replace(wish, label=WHOLE)
    words = wish.text.split()
    last = len(words) - 1
    cuts = {1 + (7 * place + part * last // PARTS) % last for part in range(PARTS) if last}
    for cut in sorted(cuts):
        yield replace(wish, label=PART, text=" ".join(words[:cut]))


def _read(kind: Kind, file: Traversable, language: Language) -> list[Sentence]:
    author = f"{kind.value}/{file.name.removesuffix('.tsv')}"
    lines = file.read_text(encoding="utf-8").splitlines()
    pairs = (line.split("\t") for line in lines)
    return [Sentence(label, normalise(text, language), author) for label, text in pairs]
