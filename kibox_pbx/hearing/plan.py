"""Which rows a measurement has: who speaks, over which line, and whether answers are told."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from itertools import product

from kibox_pbx.errors import ConfigError
from kibox_pbx.hearing.codecs import Codec
from kibox_pbx.hearing.corpus import Sentence
from kibox_pbx.hearing.line import Concealment, Line
from kibox_pbx.hearing.speakers import OWN, PERSON, READ_BACK, Speaker

SPOILED_LINES = (
    Line(),
    Line(Codec.G722),
    Line(Codec.GSM),
    Line(noise_db=10),
    Line(babble_db=10),
    Line(loss_percent=5),
)
"""A quiet A-law line to compare with, the codecs of offices and mobile telephones, a street,
a waiting room, a bad network; all with the same sentences."""

USUAL_EVERY: Mapping[str, int] = {PERSON: 2, READ_BACK: 1}
OTHERS_EVERY = 3
QUICK_EVERY = 8
NATURAL = "mb-"
"""Callers' voices made of a person's sounds; formant voices are measured only by name."""


@dataclass(frozen=True, slots=True)
class Row:
    """One line of the table."""

    speaker: Speaker
    line: Line
    told: bool
    every: int = 1
    """Every how many sentences are said; kinds come one after the other, so all have part."""

    @property
    def said(self) -> tuple[Sentence, ...]:
        """What is said."""
        return self.speaker.sentences[:: self.every]


def usual_rows(speakers: Mapping[str, Speaker], *, quick: bool) -> tuple[Row, ...]:
    """Return the whole table of a language: voices on a quiet line, then spoiled lines."""
    callers = [name for name in speakers if name.startswith(NATURAL)]
    first = (callers or list(speakers))[0]
    others = [name for name in (*callers[1:], OWN, READ_BACK, PERSON) if name in speakers]
    rows = [(first, Line(), 1)]
    rows += [
        (name, Line(), USUAL_EVERY.get(name, OTHERS_EVERY)) for name in others if name != first
    ]
    rows += [(first, line, OTHERS_EVERY) for line in SPOILED_LINES]
    return tuple(
        Row(speakers[name], line, told, QUICK_EVERY if quick else every)
        for (name, line, every), told in product(rows, (False, True))
    )


@dataclass(frozen=True, slots=True)
class Wanted:
    """Conditions that were asked for; every combination is measured."""

    voices: tuple[str, ...] = ()
    codecs: tuple[Codec, ...] = ()
    noise_db: tuple[float, ...] = ()
    babble_db: tuple[float, ...] = ()
    loss_percent: tuple[float, ...] = ()
    concealment: Concealment = Concealment.SILENCE

    @property
    def is_anything(self) -> bool:
        """Whether anything at all was asked for."""
        return bool(
            self.voices or self.codecs or self.noise_db or self.babble_db or self.loss_percent
        )

    def lines(self) -> Iterable[Line]:
        """Return every combination."""
        combined = product(
            self.codecs or (Codec.ALAW,),
            self.noise_db or (None,),
            self.babble_db or (None,),
            self.loss_percent or (0.0,),
        )
        return (Line(*each, self.concealment) for each in combined)


def wanted_rows(
    speakers: Mapping[str, Speaker], wanted: Wanted, *, quick: bool
) -> tuple[Row, ...]:
    """Return the rows that were asked for; by default the best understood voice.

    Raises:
        ConfigError: None of the voices speaks here.
    """
    voices = wanted.voices or tuple(speakers)[:1]
    known = [name for name in voices if name in speakers]
    if not known:
        raise ConfigError(
            f"none of these speaks here: {', '.join(voices)}; who does: {', '.join(speakers)}"
        )
    return tuple(
        Row(speakers[name], line, told, QUICK_EVERY if quick else 1)
        for name, line, told in product(known, wanted.lines(), (False, True))
    )
