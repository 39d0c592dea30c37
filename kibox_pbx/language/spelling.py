"""Understands spelled words: DIN 5009 old and new, the NATO alphabet, plain letters."""

import re
from dataclasses import dataclass

LEAST_LETTERS = 3
"""Fewer letters in a row are initials or a slip, not a spelling."""

_FIRST_LETTER_WORDS = """
anton berta bertha caesar dora emil friedrich gustav heinrich ida julius kaufmann konrad kurt
ludwig martha marta nordpol otto paula quelle richard samuel siegfried theodor ulrich viktor
wilhelm xanthippe ypsilon zacharias zeppelin cäsar ärger ökonom österreich übermut übel
aachen berlin chemnitz cottbus düsseldorf essen frankfurt goslar hamburg ingelheim jena köln
leipzig münchen nürnberg offenbach potsdam quickborn rostock salzwedel tübingen unna
völklingen wuppertal xanten zwickau
alpha alfa bravo charlie delta echo foxtrot golf hotel india juliet juliett kilo lima mike
november oscar papa quebec romeo sierra tango uniform victor whiskey whisky xray yankee zulu
"""
_LETTER_NAMES = """
be=b ce=c de=d ef=f ge=g ha=h jot=j ka=k el=l em=m en=n pe=p ku=q er=r es=s te=t vau=v we=w
ix=x zett=z zet=z bee=b see=c dee=d gee=g jay=j kay=k ell=l pea=p cue=q are=r tea=t you=u
why=y zed=z zee=z eff=f charlotte=ch schule=sch eszett=ß ess-zet=ß
"""
_LETTERS = {word: word[0] for word in _FIRST_LETTER_WORDS.split()} | dict(
    pair.split("=") for pair in _LETTER_NAMES.split()
)
_UMLAUT = {"a": "ä", "o": "ö", "u": "ü", "ä": "ä", "ö": "ö", "ü": "ü"}
_AS_IN = re.compile(r"\b([a-zäöüß]) (?:wie|für|for|as in|as|like) [a-zäöüß]+")
_TWICE = {"doppel", "double", "doppelt", "zweimal"}


@dataclass(frozen=True, slots=True)
class Spelled:
    """A sentence with its spelled words put together."""

    words: tuple[str, ...]
    spelled: frozenset[int]
    """Places in ``words`` that were spelled letter by letter."""


def put_together(words: list[str]) -> Spelled:
    """Return the words, each run of spelled letters as one word."""
    words = _AS_IN.sub(r"\1", " ".join(words)).split()
    joined: list[str] = []
    spelled: set[int] = set()
    at = 0
    while at < len(words):
        letters, used = _run(words[at:])
        if len(letters) >= LEAST_LETTERS:
            spelled.add(len(joined))
            joined.append(letters)
            at += used
        else:
            joined.append(words[at])
            at += 1
    return Spelled(tuple(joined), frozenset(spelled))


def _run(words: list[str]) -> tuple[str, int]:
    """Return the letters spelled from the first word on, and how many words they took."""
    letters, used, twice, umlaut = "", 0, False, False
    for place, word in enumerate(words):
        if word in _TWICE:
            twice = True
            continue
        if word == "umlaut":
            umlaut = True
            continue
        letter = word if len(word) == 1 and word.isalpha() else _LETTERS.get(word)
        if letter is None:
            break
        letter = _UMLAUT.get(letter, letter) if umlaut else letter
        letters += letter * (2 if twice else 1)
        used, twice, umlaut = place + 1, False, False
    return letters, used
