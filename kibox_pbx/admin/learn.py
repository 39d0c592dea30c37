"""Learn from the sentences that come with the package: ``make learn``.

With ``--check`` nothing is written: each author in turn is left out of the learning, and
what was learned is tried on that author's sentences.
"""

import argparse
import sys
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from typing import assert_never

from kibox_pbx.dialogue import danger, guessing
from kibox_pbx.dialogue.guessing import LEAST
from kibox_pbx.language.learned.classifier import Classifier, save
from kibox_pbx.language.learned.sentences import Kind, digest, sentences, weights
from kibox_pbx.language.learned.training import Example, learn
from kibox_pbx.utterance import Language

SPARING = {Kind.WISHES: 0.02, Kind.TOPICS: 0.005, Kind.DANGERS: 0.02, Kind.ENDINGS: 0.005}
"""Chosen by ``--check`` among 0.005 to 0.5."""


def main() -> None:
    """Write what was learned, or show how well it fits authors it has not seen."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--check", action="store_true", help="leave each author out once")
    is_check = parser.parse_args().check
    for kind in Kind:
        for language in Language:
            if is_check:
                sys.stdout.writelines(check(kind, language))
            else:
                write(kind, language)


def write(kind: Kind, language: Language) -> None:
    """Learn from all sentences of a kind, and keep it in the package."""
    learned = learn(examples(kind, language), SPARING[kind])
    with Path(str(weights(kind, language))).open("wb") as file:
        save(replace(learned, source=digest(kind, language)), file)


def check(kind: Kind, language: Language) -> Iterator[str]:
    """Yield a line an author: how many of their sentences are taken rightly and wrongly."""
    every = examples(kind, language)
    for author in sorted({each.author for each in sentences(kind, language)}):
        learned = learn([each for each in every if each.author != author], SPARING[kind])
        tried = [each for each in every if each.author == author]
        yield f"{kind} {language.value}, without {author}: {_score(learned, tried)}\n"


def examples(kind: Kind, language: Language) -> list[Example]:
    """Return all that is learned from, with what the rules make of it."""
    return [
        Example(each.label, each.text, each.author, _hints(kind, each.text, language))
        for each in sentences(kind, language)
    ]


def _hints(kind: Kind, text: str, language: Language) -> tuple[str, ...]:
    match kind:
        case Kind.WISHES:
            return guessing.hints(text, language)
        case Kind.DANGERS:
            return danger.hints(text)
        case Kind.TOPICS | Kind.ENDINGS:
            return ()
        case _:
            assert_never(kind)


def _score(learned: Classifier, tried: Sequence[Example]) -> str:
    guesses = [(each.label, learned.guess(each.text, each.hints)) for each in tried]
    count = len(guesses)
    likeliest = sum(label == guess.label for label, guess in guesses)
    sure = [(label, guess) for label, guess in guesses if guess.probability >= LEAST]
    right = sum(label == guess.label for label, guess in sure)
    return (
        f"{count} sentences, the likeliest is right for {likeliest / count:.0%}; "
        f"at {LEAST} right {right / count:.0%}, wrong {(len(sure) - right) / count:.0%}"
    )


if __name__ == "__main__":
    main()
