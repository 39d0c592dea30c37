"""One letter of a name, told apart from another that sounds alike: "mit d t", "with a y"."""

import re
from collections.abc import Mapping

from kibox_pbx.utterance import Language

_SILENT = "e"
"""Comes at the end where nothing in the name sounds like it: "Brown with an e"."""

_SOUNDS = (
    ("dt", "tt", "th", "d", "t"),
    ("ck", "kk", "k", "gg", "g", "c"),
    ("ei", "ai", "ey", "ay"),
    ("ie", "ih", "i", "y", "j", "ü"),
    ("ph", "ff", "pf", "f", "v", "w"),
    ("tz", "ts", "zz", "z", "ss", "ß", "s", "c"),
    ("ae", "äh", "eh", "ä", "ee", "e"),
    ("oe", "öh", "ö", "oh", "oo", "o"),
    ("ue", "üh", "ü", "uh", "u"),
    ("ll", "l"), ("mm", "m"), ("nn", "n"), ("rr", "r"), ("pp", "bb", "p", "b"),
    ("aa", "ah", "a"),
)  # fmt: skip
"""Letters that sound alike, the longest first: one of them stands where another should."""

_DIGRAPH = (
    r"ei|ai|ey|ay|ie|ck|kk|dt|th|tt|ph|ff|pf|tz|ts|ss|ch|sch|ue|oe|ae|ll|mm|nn|rr|pp|bb|aa"
    r"|ee|oo"
)
_LETTERS = (
    rf"(?P<letters>[a-zäöüß](?:'s)?(?: (?:ypsilon|[a-zäöüß](?! [a-zäöüß]\b)))?|{_DIGRAPH}"
    r"|ypsilon|eszett)(?= |$)"
)
_TOLD: Mapping[Language, re.Pattern[str]] = {
    Language.GERMAN: re.compile(
        r"\b(?P<not>nicht |kein\w* )?(?:(?:ganz )?(?:normal|einfach) |auch |also |nur |vorne? "
        r"|hinten |am ende )*(?:(?P<without>ohne )|(?:und )?mit |und (?=einem \w\b))"
        r"(?P<once>(?:nur )?einem )?(?:dem |nem )?(?P<twice>doppel[- ]?|zwei |2 )?"
        rf"{_LETTERS}(?P<end> am ende| hinten(?: dran)?)?(?P<start> am anfang| vorne?)?"
        r"(?: in der mitte| drin| geschrieben| statt \w+)?(?= |$)"
    ),
    Language.ENGLISH: re.compile(
        r"\b(?P<not>not |no )?(?:(?:just|but|that's|spelled|spelt) )*"
        r"(?:(?P<without>without )|(?:and )?with |and (?=an? \w\b))(?:just )?"
        r"(?:an? |the )?(?P<once>(?:one|single) )?(?P<twice>double |two )?"
        rf"{_LETTERS}(?P<end> (?:at|on) the end)?"
        r"(?P<start> (?:at|in) the (?:start|front|beginning))?(?: in the middle)?(?= |$)"
    ),
}


def lettered(name: str, wording: str, language: Language) -> str | None:
    """Return the name with the letters that are told of its last word; None: none are told.

    It is the same name where it has those letters already.
    """
    told = [found for found in _TOLD[language].finditer(wording) if not found["not"]]
    for found in told:
        *first, family = name.split() or [""]
        name = " ".join((*first, _better(first, family, found)))
    return name if told else None


def without_lettering(wording: str, language: Language) -> str:
    """Return a sentence without what it tells of single letters."""
    return " ".join(_TOLD[language].sub(" ", wording).split())


def _better(first: list[str], family: str, told: re.Match[str]) -> str:
    letter = told["letters"].replace("ypsilon", "y").replace("eszett", "ß")
    letter = letter.replace("'s", "").replace(" ", "")
    if told["without"]:
        place = family.lower().rfind(letter)
        return family[:place] + family[place + len(letter) :] if place > 0 else family
    if told["once"] and letter in family.lower():
        return family.lower().replace(letter * 2, letter).title()
    if told["start"] or any(word.lower().startswith(letter) for word in first):
        return family
    return _with(family, letter * (2 if told["twice"] else 1), is_last=told["end"] is not None)


def _with(family: str, letters: str, *, is_last: bool) -> str:
    """Return a name with letters that it lacks, in place of others or after them."""
    lower = family.lower()
    if is_last or (letters == _SILENT and letters not in lower):
        return _ending(family, letters)
    return family if letters in lower else _respelled(family, letters)


def _ending(family: str, letters: str) -> str:
    """Put letters at the end, in place of others there that sound like them."""
    lower = family.lower()
    if lower.endswith(letters) or not family:
        return family
    alike = [one for group in _SOUNDS if letters in group for one in group]
    instead = next((one for one in alike if lower.endswith(one)), "")
    return (lower.removesuffix(instead) + letters).title()


def _respelled(family: str, letters: str) -> str:
    """Put letters where the name has others that sound like them; the last such place."""
    lower = family.lower()
    for group in _SOUNDS:
        if letters not in group:
            continue
        places = [(lower.rfind(one), len(one), one) for one in group if one in lower]
        if places:
            at, length, _ = max(places, key=lambda place: (place[0] + place[1], place[1]))
            return (lower[:at] + letters + lower[at + length :]).title()
    return family
