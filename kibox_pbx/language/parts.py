"""Understands a thing by a part of its name ("die Reinigung"), where one of a few is chosen.

Only there: in a free sentence a part of a name is mostly something else.
"""

import re
from collections.abc import Mapping, Sequence
from functools import lru_cache

from kibox_pbx.language.stems import stem
from kibox_pbx.language.things import understand_thing
from kibox_pbx.language.words import fold
from kibox_pbx.utterance import Language

SHORTEST_WORD = 4
SHORTEST_PART = 5
"""Letters of what is only the beginning or the end of a compound."""

GENERIC = frozenset(
    """
    termin appointment besuch visit meeting behandlung treatment untersuchung examination
    beratung consultation gespraech besprechung therapie therapy sprechstunde session service
    check teeth tooth zaehne zahn haut skin ruecken
    """.split()  # noqa: SIM905 - a text reads better than a hundred strings
)
"""Said of anything; no part of a name outside a choice."""

_NEVER = frozenset(
    """
    termin appointment einen einer eine eines bitte danke please thanks gern gerne dann
    would like want moechte haette brauche nehme take wieder that this diese dieser diesen
    dieses eher lieber rather with ohne nach nicht heute morgen tomorrow today erste ersten
    zweite zweiten first second last letzte letzten machen mache make sagen
    """.split()  # noqa: SIM905 - a text reads better than a hundred strings
)
_PARTICIPLE = re.compile(r"^(?P<before>ab|an|auf|aus|ein|nach|vor|zu)?ge(?P<verb>\w{3,})t$")

_INFINITIVE = re.compile(r"(?<=\w\w\w)e?n$")

_FOR_A_TIME = re.compile(r"^(?P<what>\w{4,}?)s?termin$")
""""Impftermin": what an appointment is for, as the beginning of a service's name."""


def understand_part(
    text: str,
    names: Mapping[str, Sequence[str]],
    language: Language,
    *,
    without: frozenset[str] = frozenset(),
) -> str | None:
    """Return the key of the only thing that is named, be it by a part of its name.

    ``without``: further words that name nothing.
    """
    whole = understand_thing(text, names, language)
    if whole:
        return whole
    said = [each for each in _words(text) if each not in _NEVER | without]
    counted = {
        key: sum(_names(each, own, language) for each in said) for key, own in names.items()
    }
    most = max(counted.values(), default=0)
    best = [key for key, count in counted.items() if count == most]
    return best[0] if most and len(best) == 1 else None


def _names(said: str, names: Sequence[str], language: Language) -> bool:
    """Say whether a word is one of a name's, or the beginning or end of one."""
    owns = [word for name in names for word in _words(name)]
    if not _forms(said, language).isdisjoint({stem(own, language) for own in owns}):
        return True
    timed = _FOR_A_TIME.match(said) if language is Language.GERMAN else None
    if timed:
        return any(own.startswith(timed["what"]) for own in owns)
    heard = stem(said, language)
    if language is not Language.GERMAN or len(heard) < SHORTEST_PART:
        return False
    return any(own.startswith(heard) or own.endswith((heard, said)) for own in owns)


def _words(text: str) -> list[str]:
    words = re.findall(r"\w+", fold(text))
    return [word for word in words if len(word) >= SHORTEST_WORD]


@lru_cache(maxsize=20_000)
def _forms(word: str, language: Language) -> frozenset[str]:
    """Return the stems a word may stand for: "geimpft" or "impfen" is said for "Impfung"."""
    found = _PARTICIPLE.match(word) if language is Language.GERMAN else None
    if found is None:
        noun = _INFINITIVE.sub("ung", word) if language is Language.GERMAN else word
        return frozenset({stem(word, language), stem(noun, language)})
    verb = (found["before"] or "") + found["verb"]
    return frozenset({stem(f"{verb}{ending}", language) for ending in ("en", "ung")})
