"""Understands spelled words: DIN 5009 old and new, the NATO alphabet, plain letters."""

import re

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
_SPELLING_WORDS = frozenset(_FIRST_LETTER_WORDS.split())
_UMLAUT = {"a": "ä", "o": "ö", "u": "ü", "ä": "ä", "ö": "ö", "ü": "ü"}
_AS_IN = re.compile(
    r"(?<![\w'])([a-zäöüß])"
    r" (?:wie(?: bei| in)?|für|von|for|as in|as for|as|like(?: in)?) [a-zäöüß]+"
)

_CAPITAL_SZ = "\N{LATIN CAPITAL LETTER SHARP S}"
_WORDS_OF_ONE_LETTER = frozenset({"a", "i", "o"})
_TWICE = {"doppel", "double", "doppelt", "zweimal"}


def letters_alone(wording: str) -> str:
    """Return lower-case text without the words that letters are told by: "t wie theodor"."""
    return _AS_IN.sub(r"\1", wording)


def put_together(wording: str) -> str:
    """Return lower-case text with each run of spelled letters as one word in CAPITALS."""
    words = letters_alone(wording).split()
    joined: list[str] = []
    at = 0
    while at < len(words):
        letters, used = _run(words[at:])
        joined.append(letters or words[at])
        at += max(used, 1)
    return " ".join(joined)


def _run(words: list[str]) -> tuple[str, int]:
    """Return the letters spelled from the first word on, and how many words they took.

    Letters are capitals; none: nothing is spelled there.
    """
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
    if len(letters) < LEAST_LETTERS or not _meant_as_letters(words[:used]):
        return "", 0
    return letters.replace("ß", _CAPITAL_SZ).upper(), used


def _meant_as_letters(words: list[str]) -> bool:
    """Tell a spelling from a few words that sound like letters ("are you a")."""
    return any(
        (len(word) == 1 and word not in _WORDS_OF_ONE_LETTER) or word in _SPELLING_WORDS
        for word in words
    ) or all(len(word) == 1 for word in words)
