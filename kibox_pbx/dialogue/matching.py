"""How surely an entry of the practice answers a question. No answer is better than a wrong one.

Every word of the question must find itself in one wording of the entry's question. What a
wording has beyond that counts little; what the caller said beyond it counts much.
"""

import math
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from kibox_pbx.config.settings import Enquiry
from kibox_pbx.language.likeness import have_one_head, likeness
from kibox_pbx.language.stems import KIND_WORDS, stems
from kibox_pbx.utterance import Language

SURE = 0.56
"""Below this confidence there is no answer."""

SURE_OF_ADVICE = 0.9
"""Where callers ask what to do or to take, only an entry on just that will do (L12)."""

CLOSE = 0.08
"""Entries that are so near to the best one may be meant as well."""

ELSEWHERE = 0.6
"""What a word counts that another wording of the same entry has, or its answer."""

OUTRIGHT = 0.9
"""How alike the words of a wording must be that is taken for asked word by word."""

KIN = 0.9
"""What a word counts that the answer has, where the question has one of the same kind."""

SIBLING = 0.3
"""What a word counts that is of a kind with one of the entry, and no more."""

ASIDE = 0.35
"""Weight of what was said before the question proper ("I come by car, where ...")."""

KIND = 0.45
"""Weight of "where" or "when" beside the word for the thing."""

LENIENCE = 0.35
"""How little it counts what a wording has beyond the question, as a power; 1: as much.

Only "where are you" is taken at its word: it is no question for the parking.
"""

_ADVICE = {
    Language.GERMAN: re.compile(
        r"\b(?:absetzen|einnehmen|dosis|dosierung|tabletten?"
        r"|nebenwirkung\w*|gefährlich|schlimm|ansteckend|klagen|verklagen|kündigen"
        r"|empfehlen|raten|rat geben)\b"
    ),
    Language.ENGLISH: re.compile(
        r"\b(?:stop taking|dose|dosage|pills?|tablets?|side effects?|dangerous"
        r"|contagious|sue|recommend|advise|is it (?:bad|serious|normal))\b"
    ),
}
_ASKS = {
    Language.GERMAN: re.compile(
        r"\b(?:wo|wohin|wann|was|wie|wer|welche\w*|ob|kann|können|muss|müssen|darf|gibt es"
        r"|haben sie|nehmen sie|machen sie|komme ich|geht (?:das|es|so ?was)"
        r"|(?:der|die) noch)\b"
    ),
    Language.ENGLISH: re.compile(
        r"\b(?:where|when|what|how|who|which|whether|if|can i|could|do i|do you|may i|is there"
        r"|are there|are you|will i|is that)\b"
    ),
}


@dataclass(frozen=True, slots=True)
class Wording:
    """One way to ask for an entry."""

    key: str
    stems: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Topic:
    """All that an entry says."""

    wordings: tuple[Wording, ...]
    stems: frozenset[str]
    """Of all wordings and the answer."""


Topics = Mapping[str, Topic]


def topics(entries: Mapping[str, Enquiry], language: Language) -> Topics:
    """Return what can be asked for in a language: entries with question and answer in it."""
    return {
        key: _topic(key, entry, language)
        for key, entry in entries.items()
        if entry.questions.words(language) and entry.answer.words(language)
    }


def _topic(key: str, entry: Enquiry, language: Language) -> Topic:
    asked = (stems(question, language) for question in entry.questions.words(language))
    wordings = tuple(Wording(key, each) for each in asked if each)
    every = {each for wording in wordings for each in wording.stems}
    told = {each for text in entry.answer.words(language) for each in stems(text, language)}
    return Topic(wordings, frozenset(every | told))


def expanded(question: str, topics: Topics, language: Language) -> tuple[str, ...]:
    """Return the words of the entries that words of a question may stand for."""
    known = {
        word for topic in topics.values() for each in topic.wordings for word in each.stems
    }
    asked = stems(question, language)
    return tuple(sorted(word for word in known if _best(word, asked, language)))


def surest(question: str, topics: Topics, language: Language) -> tuple[str, ...]:
    """Return the keys of what is surely asked for, best first; two or more: unclear which."""
    confidences = {
        key: max(confidence(question, each, topics, language) for each in topic.wordings)
        for key, topic in topics.items()
        if topic.wordings
    }
    needed = SURE_OF_ADVICE if is_for_advice(question, language) else SURE
    sure = [key for key, value in confidences.items() if value >= needed]
    sure.sort(key=lambda key: confidences[key], reverse=True)
    return tuple(key for key in sure if confidences[key] >= confidences[sure[0]] - CLOSE)


def is_for_advice(question: str, language: Language) -> bool:
    """Say whether a caller asks what to do or to take (L12)."""
    return _ADVICE[language].search(question) is not None


def is_asked_outright(question: str, topics: Topics, language: Language) -> bool:
    """Say whether the sentence holds all that one wording of an entry asks for."""
    asked = stems(question, language)
    return any(
        all(_best(own, asked, language) >= OUTRIGHT for own in wording.stems)
        for topic in topics.values()
        for wording in topic.wordings
    )


def closest(text: str, wordings: Mapping[str, Iterable[str]], language: Language) -> str | None:
    """Return which of some questions a short answer points to; None: not clear."""
    said = stems(text, language)
    likenesses = {
        key: sum(
            _best(word, [own for each in asked for own in stems(each, language)], language)
            for word in said
        )
        for key, asked in wordings.items()
    }
    best = max(likenesses.values(), default=0.0)
    chosen = [key for key, value in likenesses.items() if value == best]
    return chosen[0] if best and len(chosen) == 1 else None


def confidence(question: str, wording: Wording, topics: Topics, language: Language) -> float:
    """Return how surely a wording asks the same as the caller, 0 to 1."""
    weights = _weights(question, language)
    if not weights:
        return 0.0
    topic = topics[wording.key]
    covered = sum(w * _found(s, wording.stems, topic, language) for s, w in weights.items())
    coverage = covered / sum(weights.values())
    own = {each: _weight(each, language) for each in wording.stems}
    said = sum(w * _best(each, tuple(weights), language) for each, w in own.items())
    answered = said / sum(own.values())
    is_vague = weights.keys() <= KIND_WORDS[language]
    return coverage * (answered if is_vague else math.pow(answered, LENIENCE))


def _found(word: str, own: Sequence[str], topic: Topic, language: Language) -> float:
    if word in topic.stems and any(have_one_head(word, each, language) for each in own):
        return KIN
    elsewhere = ELSEWHERE * _best(word, topic.stems, language)
    return max(_best(word, own, language), elsewhere)


def _best(word: str, others: Iterable[str], language: Language) -> float:
    return max((_alike(word, other, language) for other in others), default=0.0)


def _alike(one: str, other: str, language: Language) -> float:
    alike = likeness(one, other, language)
    return alike or (SIBLING if have_one_head(one, other, language) else 0.0)


def _weight(word: str, language: Language) -> float:
    return KIND if word in KIND_WORDS[language] else 1.0


@lru_cache(maxsize=64)
def _weights(question: str, language: Language) -> Mapping[str, float]:
    """Return the words of a question, and how much each matters."""
    asked = _ASKS[language].search(question)
    start = asked.start() if asked else 0
    proper = stems(question[start:], language)
    before = dict.fromkeys(stems(question[:start], language), ASIDE)
    if not proper:
        return dict.fromkeys(before, 1.0)
    return before | {each: _weight(each, language) for each in proper}
