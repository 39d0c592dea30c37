"""Which language a caller asks for, or simply speaks."""

import re
from collections.abc import Mapping

from kibox_pbx.utterance import Language

_ASKED: Mapping[Language, re.Pattern[str]] = {
    Language.ENGLISH: re.compile(
        r"\b(?:(?:sorry|excuse me) )?(?:(?:do|can|could|may|is|does) (?:you|we|i|anyone"
        r"|somebody) )?(?:please )?(?:speak|talk|continue|go on|switch to|in) (?:in )?english\b"
        r"(?: please| here)?|\b(?:only|prefer|rather) (?:speak )?english\b|\benglish please\b"
        r"|^(?:sorry |hello |hi )?english$"
        r"|\b(?:sprechen|reden|können|könnten|verstehen|sprichst) (?:\w+ ){0,3}englisch\b"
        r"(?: (?:sprechen|reden|bitte|weitermachen))*|\bauf englisch\b(?: bitte)?"
        r"|^(?:bitte )?englisch(?: bitte)?$"
    ),
    Language.GERMAN: re.compile(
        r"\b(?:sprechen|reden|können|könnten|verstehen|sprichst) (?:\w+ ){0,3}deutsch\b"
        r"(?: (?:sprechen|reden|bitte|weitermachen))*|\bauf deutsch\b(?: bitte)?"
        r"|^(?:bitte |hallo )?deutsch(?: bitte)?$"
        r"|\b(?:(?:do|can|could|may|is|does) (?:you|we|i|anyone|somebody) )?(?:please )?"
        r"(?:speak|talk|continue|go on|switch to|in) (?:in )?german\b(?: please| here)?"
        r"|\b(?:only|prefer|rather) (?:speak )?german\b|\bgerman please\b"
    ),
}
_NOT_SPOKEN = re.compile(
    r"\b(?:(?:don'?t|do not|can ?'?t|cannot|not) (?:\w+ )?(?:speak|understand|know)"
    r" (?:much |any |good )?|no )(?P<en>german|english)\b"
    r"|\b(?:kein|wenig|kaum|nicht(?: \w+)?) (?P<de>deutsch|englisch)\b"
)
_OTHER = {
    "german": Language.ENGLISH,
    "deutsch": Language.ENGLISH,
    "english": Language.GERMAN,
    "englisch": Language.GERMAN,
}

_SMALL_WORDS: Mapping[Language, frozenset[str]] = {
    Language.ENGLISH: frozenset(
        """
        a i i'd i'm speaking
        the and my you to for is would like have please do not your of it can need
        could with want this that are how when what there any an at be me we does has
        appointment tomorrow should
        """.split()  # noqa: SIM905 - a text reads better than a hundred strings
    ),
    Language.GERMAN: frozenset(
        """
        ich und nicht der das ist ein eine einen einem bitte möchte möchten für mit habe haben
        hätte sie mein meine meinen wir auf wie brauche gern gerne noch kann können auch mir
        dem den zu bei wann ob es gibt sind hab termin
        """.split()  # noqa: SIM905 - a text reads better than a hundred strings
    ),
}
"""Common in one language, and no word of the other's."""

FEWEST_SMALL_WORDS = 2
SHARE_OF_SMALL_WORDS = 0.4


def asked_language(text: str) -> Language | None:
    """Return the language that is asked for by its name ("English please", "no German")."""
    denied = _NOT_SPOKEN.search(text)
    plain = _NOT_SPOKEN.sub(" ", text)
    asked = next((each for each in Language if _ASKED[each].search(plain)), None)
    return asked or (_OTHER[denied["en"] or denied["de"]] if denied else None)


def without_asking(text: str, language: Language) -> str:
    """Return what else is said in a sentence that asks for a language."""
    return " ".join(_ASKED[language].sub(" ", _NOT_SPOKEN.sub(" ", text)).split())


def spoken_language(text: str) -> Language | None:
    """Return the language a sentence is clearly in; None: it may be either."""
    words = text.split()
    small = {each: sum(word in _SMALL_WORDS[each] for word in words) for each in Language}
    best = max(Language, key=lambda each: small[each])
    is_clear = sum(small.values()) == small[best] >= FEWEST_SMALL_WORDS and small[
        best
    ] >= SHARE_OF_SMALL_WORDS * len(words)
    return best if is_clear else None
