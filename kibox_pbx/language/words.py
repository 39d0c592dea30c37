"""One spelling for everything a caller may have said, so that rules are written once.

Recognisers write ``für``, ``fuer`` or ``fur``; we compare in the form without umlauts and
with numbers as digits. The caller's own spelling is kept only where it is repeated (names).
"""

import re
import unicodedata
from functools import cache

from kibox_pbx.language.number_words import cardinal, ordinal
from kibox_pbx.utterance import Language

LONGEST = 600
"""Characters of one sentence that are looked at; nobody says more about one thing."""

UMLAUTS = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue", "ß": "ss"})
MOST_SPOKEN = 100
"""Numbers below this are words of their own; above, they are said in parts."""

_COMPOUND = re.compile(r"^(?P<count>\w*?)(?P<power>tausend|hundert)(?:und)?(?P<rest>\w*)$")
_ZEROS = {"hundert": "00", "tausend": "000"}

_ORDINAL_ENDINGS = ("", "n", "r", "s", "m")
_EXTRA = {
    Language.GERMAN: {
        "zwo": "2",
        "zwoter": "2.",
        "zwoten": "2.",
        "sechszehn": "16",
        "siebte": "7.",
        "siebten": "7.",
        "siebter": "7.",
        "fuenfzig": "50",
        "dreizig": "30",
        "dreissigsten": "30.",
        "fuenfe": "5",
        "sechse": "6",
        "neune": "9",
        "zehne": "10",
        "elfe": "11",
        "zwoelfe": "12",
    },
    Language.ENGLISH: {"nought": "0", "fourty": "40", "nineth": "9."},
}


def fold(text: str) -> str:
    """Return lower case without umlauts, accents and punctuation (``:`` ``.`` ``/`` stay)."""
    text = unicodedata.normalize("NFC", text[:LONGEST]).lower().translate(UMLAUTS)
    text = unicodedata.normalize("NFKD", text)
    text = "".join(c for c in text if not unicodedata.combining(c)).translate(UMLAUTS)
    text = re.sub(r"(?<=[a-z])['\u2019`](?=[a-z])", "", text)
    text = re.sub(r"(?<=\d)[-\u2013](?=\d)", " - ", text)
    text = re.sub(r"[^a-z0-9.:/+\s]", " ", text)
    text = re.sub(r"(?<!\d)[.:/]|[.:/](?=[a-z])|[:/](?!\d)", " ", text)
    return " ".join(text.split())


@cache
def number_words(language: Language) -> dict[str, str]:
    """Return every spoken number from 0 to 99 as ``14``, every ordinal as ``14.``.

    German years of this century are one word too.
    """
    found: dict[str, str] = {}
    for number in range(MOST_SPOKEN):
        spoken = fold(cardinal(number, language))
        found[spoken] = str(number)
        place = fold(ordinal(number, language))
        endings = _ORDINAL_ENDINGS if language is Language.GERMAN else ("",)
        for ending in endings:
            found[place + ending] = f"{number}."
    if language is Language.GERMAN:
        found |= {
            f"zwo{word[4:]}": n for word, n in found.items() if word.startswith("zweiund")
        }
        found |= {fold(cardinal(year, language)): str(year) for year in range(2000, 2100)}
    return found | _EXTRA[language]


def compound(word: str, language: Language) -> str:
    """Return "fünfhundertzwölf" or "dreitausend" (folded) as digits; "" for anything else."""
    found = _COMPOUND.match(word) if language is Language.GERMAN else None
    if found is None or word in _ZEROS:
        return ""
    known = number_words(language)
    count = known.get({"": "eins", "ein": "eins"}.get(found["count"], found["count"]), "")
    rest = known.get(found["rest"] or "null") or compound(found["rest"], language)
    if not (count.isdigit() and rest.isdigit()):
        return ""
    return str(int(count + _ZEROS[found["power"]]) + int(rest))


def with_digits(folded: str, language: Language) -> str:
    """Return folded text with spoken numbers as digits, each said number by itself.

    ``vierzehn uhr dreissig`` becomes ``14 uhr 30``, ``two thirty`` ``2 30``, ``third`` ``3.``.
    """
    known = number_words(language)
    heard = re.sub(r"(?<=\d)(st|nd|rd|th)\b", ".", folded).split()
    said: list[str] = []
    at = 0
    while at < len(heard):
        pair = " ".join(heard[at : at + 2])
        if pair in known and known[pair] != heard[at]:
            said.append(known[pair])
            at += 2
        else:
            said.append(known.get(heard[at], heard[at]))
            at += 1
    return " ".join(said)
