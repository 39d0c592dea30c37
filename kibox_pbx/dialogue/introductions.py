"""What callers say of themselves without being asked: a name, a number, and corrections.

Stricter than the answers to our questions: in the midst of a sentence a date is no
telephone number, and what follows a name belongs to it only as far as names go.
"""

import re
from collections.abc import Mapping

from kibox_pbx.dialogue.scene import Scene
from kibox_pbx.language.digits import understand_digits
from kibox_pbx.language.names import understand_name
from kibox_pbx.language.phone import as_e164
from kibox_pbx.language.words import fold, number_words
from kibox_pbx.utterance import Language

FEWEST_DIGITS = 6
"""Of a telephone number in the midst of a sentence."""

MOST_WORDS = 5
"""Of a name with its title and particles, in the midst of a sentence."""

_INTRODUCES: Mapping[Language, re.Pattern[str]] = {
    Language.GERMAN: re.compile(
        r"\b(?:name ist|name lautet|hier (?:ist|spricht)(?: der| die)?|ich hei(?:ß|ss)e"
        r"|den namen?|ich bin (?:der|die)(?= herr| frau))\s+(?P<rest>.+)"
    ),
    Language.ENGLISH: re.compile(
        r"\b(?:name is|name'?s|this is|speaking (?:to|with)|i am called|i'?m called)"
        r"\s+(?P<rest>.+)"
    ),
}
_NO_NAME = (
    r"(?!(?:about|for|to|my|our|your|his|her|their|the|an?|not|no|really|very|quite|rather|so"
    r"|too|just|only|still|all|been|being|getting|going|because|of|on|in|at|up|and|or|but|that"
    r"|this|it|me|him|us|them|you|i|we|one|like|more|less|kind|sort|urgent|important|okay|fine"
    r"|good|bad|here|there|now|today|tomorrow|always|never|already|again|over|out|off|down"
    r"|raining|pouring|afraid|sore|hurting|right|wrong|correct|doctor|mister|miss|missus"
    r"|\w*day|\w*ly)\b)"
)
_IT_IS = re.compile(
    rf"\bit'?s (?P<rest>{_NO_NAME}[^\W\d][\w'-]* {_NO_NAME}[^\W\d][\w'-]*)"
    r"(?=$| here\b| speaking\b| calling\b)"
)
"""English, and only where nothing follows: "it's Petra Huber", not "it's pouring down and"."""

_BEFORE: Mapping[Language, re.Pattern[str]] = {
    Language.GERMAN: re.compile(
        r"^(?:(?:ja|guten|schönen|gutn|tag|morgen|abend|hallo|moin|grüß|gott|servus) )*"
        r"(?P<rest>(?:[^\W\d][\w'-]* ?){1,3}?) (?:hier|am apparat|am telefon|mein name)\b"
    ),
    Language.ENGLISH: re.compile(
        r"^(?:(?:yes|hello|hi|good|morning|afternoon|evening|day) )*"
        r"(?P<rest>(?:[^\W\d][\w'-]* ?){1,3}?) (?:here|speaking)\b"
    ),
}
_ENDS_NAME = frozenset(
    """
    ich wir er es man und oder aber aus wegen bitte unter mit für meine mein meinen meiner
    ihr ihre geboren telefon telefonnummer nummer handynummer rufen ruf können könnten könnte
    würden würde sagen sag richten haben habe hätte hab möchte wollte will brauche bräuchte
    bin war ist sind dass weil da damit also sie mir mich uns noch guten am im in zum zur
    falsch richtig nicht niemand keiner dringend wichtig eilig
    i we he it and or but from because please with for my his her your can could would will
    want need have had am was is are calling speaking phone telephone number to about on at
    under you me us tell call ring wrong right not here just so very urgent
    important regarding nobody
    """.split()  # noqa: SIM905 - a text reads better than a hundred strings
)
_ASKS_OF_US = frozenset({"sie", "mir", "mich", "uns", "you", "me", "us", "him", "her", "them"})
"""After these the word before was a verb, and no part of a name."""

_OF_A_COMPANY = frozenset({"der", "dem", "firma", "nebenan", "gegenüber"})

_DIGIT_WORDS = frozenset(
    {"doppel", "doppelt", "double", "triple", "treble", "plus", "oh", "o", "hundert", "hundred"}
)
_NO_DIGIT = frozenset({"ein", "eine", "one's"})

_SWAPS: Mapping[Language, tuple[re.Pattern[str], ...]] = {
    Language.GERMAN: (
        re.compile(
            r"\bnicht (?P<old>[\w '-]+?),? (?:sondern|es hei(?:ß|ss)t) (?P<new>[\w '-]+)"
        ),
        re.compile(r"\b(?P<new>[\w'-]+) (?:und )?nicht (?P<old>[\w'-]+)$"),
        re.compile(r"\bnicht (?P<old>[\w'-]+) (?P<new>[\w'-]+)$"),
    ),
    Language.ENGLISH: (
        re.compile(r"\bnot (?P<old>[\w '-]+?),? but (?P<new>[\w '-]+)"),
        re.compile(r"\b(?P<new>[\w'-]+) (?:and )?not (?P<old>[\w'-]+)$"),
        re.compile(r"\bnot (?P<old>[\w'-]+) (?:it'?s )?(?P<new>[\w'-]+)$"),
    ),
}


def introduced_name(text: str, language: Language) -> str | None:
    """Return the name by which callers introduce themselves; None if they do not."""
    is_english = language is Language.ENGLISH
    patterns = (_INTRODUCES[language], *([_IT_IS] if is_english else []), _BEFORE[language])
    for pattern in patterns:
        for found in pattern.finditer(text):
            words = _name_words(found["rest"].split())
            name = understand_name(" ".join(words), language) if words else None
            if name:
                return name
    return None


def _name_words(words: list[str]) -> list[str]:
    kept: list[str] = []
    for word, following in zip(words, [*words[1:], ""], strict=True):
        is_of = word == "von" and following in _OF_A_COMPANY
        if len(kept) == MOST_WORDS or is_of or word in _ENDS_NAME or following in _ASKS_OF_US:
            break
        kept.append(word)
    return kept


def introduced_phone(scene: Scene, text: str) -> str | None:
    """Return the telephone number that is said in the midst of a sentence, E.164."""
    country = scene.settings.practice.country
    for run in _digit_runs(text, scene.language):
        digits = understand_digits(run, scene.language)
        if len(digits) < FEWEST_DIGITS or digits[0] not in "0+":
            continue
        number = as_e164(digits, country)
        if number:
            return number
    return None


def _digit_runs(text: str, language: Language) -> list[str]:
    """Return the longest stretches that hold nothing but digits, longest first."""
    known = number_words(language)
    runs: list[list[str]] = [[]]
    for word in text.lower().split():
        folded = fold(word)
        is_digit = folded.strip("+").isdigit() or folded in _DIGIT_WORDS or folded in known
        if is_digit and word not in _NO_DIGIT and not known.get(folded, "").endswith("."):
            runs[-1].append(word)
        elif runs[-1]:
            runs.append([])
    return sorted((" ".join(run) for run in runs if run), key=len, reverse=True)


def swapped(text: str, correction: str, language: Language) -> str | None:
    """Return the text with one part exchanged as in "nicht Huber, Hubert".

    None if the caller exchanges nothing that is in it. Small and capital letters are alike.
    """
    for pattern in _SWAPS[language]:
        for found in pattern.finditer(correction):
            old, new = found["old"].strip(), found["new"].strip()
            part = re.compile(rf"\b{re.escape(old)}\b", re.IGNORECASE)
            if new and part.search(text):
                return part.sub(new, text, count=1)
    return None
