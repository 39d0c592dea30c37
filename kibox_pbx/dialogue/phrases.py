"""The phrase book: every sentence the assistant can say, in German and English.

The practice may word any of them differently (``phrases`` in ``kibox.yaml``), except that
the first sentence always says that an artificial intelligence is speaking.
"""

import re
import string
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from types import MappingProxyType

import yaml

from kibox_pbx.config.settings import Settings
from kibox_pbx.dialogue.office_facts import FACTS, office_facts
from kibox_pbx.language.speakable import speakable
from kibox_pbx.utterance import Language

Wordings = Mapping[str, tuple[str, ...]]
"""Phrase key to its wordings, which take turns."""

SAYS_AI = {
    Language.GERMAN: re.compile(r"\bKI\b|künstlichen? intelligenz", re.IGNORECASE),
    Language.ENGLISH: re.compile(r"\bAI\b|artificial intelligence", re.IGNORECASE),
}
"""What the disclosure must match (AI Act, Article 50(1))."""

DENIES_AI = {
    Language.GERMAN: re.compile(
        r"\b(?:kein\w*|nicht (?:mit|von|durch)|ohne|statt)(?: \w+){0,2}? "
        r"(?:KI\b|künstliche\w* intelligenz)",
        re.IGNORECASE,
    ),
    Language.ENGLISH: re.compile(
        r"(?:\b(?:no|not|never|without|instead of)|n't)(?: \w+){0,3}? "
        r"(?:AI\b|artificial intelligence)",
        re.IGNORECASE,
    ),
}
"""What it must not match: words that say the contrary."""

DISCLOSING = frozenset(
    {"disclosure", "back_again", "are_you_human", "no_room_people", "no_room_nobody"}
)
"""Phrases by which callers learn that an AI speaks."""

HEARD_FIRST = frozenset(
    {
        *(
            "disclosure",
            "notice",
            "notice_mailed",
            "ask_recording_consent",
            "ask_intent",
            "back_again",
            "emergency",
            "emergency_again",
        ),
        *("no_room_people", "no_room_nobody", "no_room_mailbox"),
    }
)
"""Phrases for which a caller must not wait; see `PhraseBook.fixed`."""

_VALUE = re.compile(rf"\{{(?!(?:{'|'.join(sorted(FACTS))})\}})")
_OPENING = re.compile(r"[^.!?]+[.!?](?=\s)|.*[,;:\u2013\u2014](?=\s)")


@cache
def default_wordings(language: Language) -> Wordings:
    """Return the phrase book that comes with the program."""
    folder = files("kibox_pbx.dialogue").joinpath(f"phrases/{language.value}")
    pages = sorted(folder.iterdir(), key=lambda page: page.name)
    every = [yaml.safe_load(page.read_text(encoding="utf-8")) for page in pages]
    return MappingProxyType(
        {key: tuple(wordings) for page in every for key, wordings in page.items()}
    )


def placeholders(wording: str) -> frozenset[str]:
    """Return the names in braces.

    Raises:
        ValueError: The braces do not match.
    """
    return frozenset(
        name for _, name, _, _ in string.Formatter().parse(wording) if name is not None
    )


def check_phrases(overrides: Mapping[Language, Wordings]) -> list[str]:
    """Return what is wrong with a practice's own sentences, one problem a line."""
    return [
        f"phrases.{language.value}.{key}: {problem}"
        for language, wordings in overrides.items()
        for key, variants in wordings.items()
        for problem in _problems(language, key, variants)
    ]


def _problems(language: Language, key: str, variants: tuple[str, ...]) -> list[str]:
    defaults = default_wordings(language).get(key)
    if defaults is None:
        return ["there is no such phrase"]
    if not variants:
        return ["needs at least one sentence"]
    own = placeholders(defaults[0]) - FACTS
    return [problem for wording in variants for problem in _faults(language, key, wording, own)]


def _faults(language: Language, key: str, wording: str, own: frozenset[str]) -> list[str]:
    try:
        used = placeholders(wording)
    except ValueError:
        return ["braces do not match"]
    faults = [f"unknown placeholder {{{name}}}" for name in sorted(used - own - FACTS)]
    if key.startswith("confirm_"):
        faults += [f"must read back {{{name}}}" for name in sorted(own - used)]
    if key in DISCLOSING and not _discloses(language, _first_sentence(wording)):
        faults.append("the first sentence must say that an artificial intelligence speaks")
    if not wording.strip():
        faults.append("is empty")
    return faults


def _opening(wording: str) -> str:
    """Return the first sentence up to its last pause before a value; "" without a value."""
    value = _VALUE.search(wording)
    opening = _OPENING.match(wording, 0, value.start()) if value else None
    return opening[0] if opening else ""


def _discloses(language: Language, sentence: str) -> bool:
    says, denies = SAYS_AI[language], DENIES_AI[language]
    return bool(says.search(sentence)) and not denies.search(sentence)


def _first_sentence(wording: str) -> str:
    return re.split(r"(?<=[.!?])\s", wording.replace("{practice}", ""), maxsplit=1)[0]


@dataclass(frozen=True, slots=True)
class PhraseBook:
    """All sentences of one language, as this practice words them."""

    language: Language
    facts: Mapping[str, str]
    """What every phrase may name of the office; see `FACTS`."""

    wordings: Wordings
    own: frozenset[str]
    """The phrases that the practice words itself; they may hold digits."""

    def say(self, key: str, turn: int, values: Mapping[str, str]) -> str:
        """Return a sentence; ``turn`` picks among its wordings."""
        variants = self.wordings[key]
        return self._worded(key, variants[turn % len(variants)], values)

    def every(self, key: str) -> tuple[str, ...]:
        """Return all wordings of a phrase that names nothing but the office."""
        return tuple(self._worded(key, wording, {}) for wording in self.wordings[key])

    def fixed(self) -> tuple[str, ...]:
        """Return the sentences that are the same in every call.

        Those that a caller hears first come first, so that they find room in any store.
        """
        keys = sorted(self.wordings, key=lambda key: key not in HEARD_FIRST)
        return tuple(
            self._worded(key, wording, {})
            for key in keys
            for wording in self.wordings[key]
            if placeholders(wording) <= FACTS
        )

    def openings(self) -> tuple[str, ...]:
        """Return how sentences with values begin, to a natural pause ("Let me repeat:")."""
        begun = (
            self._worded(key, opening, {})
            for key, wordings in self.wordings.items()
            for opening in map(_opening, wordings)
            if opening
        )
        return tuple(dict.fromkeys(begun))

    def _worded(self, key: str, wording: str, values: Mapping[str, str]) -> str:
        text = wording.format(**{**self.facts, **values})
        return speakable(text, self.language) if key in self.own else text


def phrase_book(settings: Settings, language: Language) -> PhraseBook:
    """Return the phrase book of a practice. The settings have passed `check_phrases`."""
    own = settings.phrases.get(language, {})
    wordings = MappingProxyType({**default_wordings(language), **own})
    return PhraseBook(language, office_facts(settings, language), wordings, frozenset(own))


def fixed_sentences(settings: Settings, language: Language) -> tuple[str, ...]:
    """Return what can be synthesised before the first call."""
    return phrase_book(settings, language).fixed()
