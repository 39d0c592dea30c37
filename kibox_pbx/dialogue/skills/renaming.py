"""How a name that was taken down wrong is put right: "nicht Huber, Hubert", "mit d t"."""

import re
from collections.abc import Mapping
from difflib import SequenceMatcher

from kibox_pbx.dialogue.exchanging import exchanges
from kibox_pbx.language.lettering import lettered, without_lettering
from kibox_pbx.language.names import understand_name
from kibox_pbx.language.spelling import put_together
from kibox_pbx.language.words import fold
from kibox_pbx.utterance import Language

ALIKE = 0.6
"""A word at least this like a part of the name replaces it."""

MOST_WORDS = 3
"""Of a corrected name that is said without any words around it."""

Words = Mapping[Language, re.Pattern[str]]

_PART: Words = {
    Language.GERMAN: re.compile(
        r"\b(?:(?P<first>vorname)|(?P<last>(?:nach|familien)?namen?))"
        r"(?: ist| lautet| war| wäre| schreibt sich)? (?P<name>.+)$"
    ),
    Language.ENGLISH: re.compile(
        r"\b(?:(?P<first>first name)|(?P<last>last name|surname|family name|name))"
        r"(?:'s| is| was)? (?P<name>.+)$"
    ),
}
_LEAD: Words = {
    Language.GERMAN: re.compile(
        r"^(?:ja |äh |ähm |ach |oh |also |nein |nee |ne |moment |entschuldigung |stopp |halt "
        r"|falsch |doch |sorry |ich meinte |es ist |das ist "
        r"|sondern |bitte |aber |genau |fast )*"
    ),
    Language.ENGLISH: re.compile(
        r"^(?:yes |uh |oh |well |no |wait |sorry |actually |it's |it is |that's |i meant |but "
        r"|please |almost )*"
    ),
}


def renamed(name: str, text: str, language: Language) -> str | None:
    """Return the name with the correction in a sentence; None: it corrects nothing."""
    wording = " ".join(text.lower().split())
    rest = without_lettering(wording, language)
    new = (
        _named_part(name, rest, language)
        or _instead(name, rest, language)
        or _spelled(name, rest)
        or _alike(name, _LEAD[language].sub("", rest), language)
        or name
    )
    better = lettered(new, wording, language) or new
    return better if better != name else None


def _named_part(name: str, wording: str, language: Language) -> str | None:
    """Read "der Nachname ist Meier": the other part of the name stays."""
    found = _PART[language].search(wording)
    said = understand_name(found["name"], language) if found else None
    if found is None or said is None or len(said.split()) > MOST_WORDS:
        return None
    words = name.split()
    if len(said.split()) > 1 or len(words) < len("ab"):
        return said
    return f"{said} {words[-1]}" if found["first"] else " ".join((*words[:-1], said))


def _instead(name: str, wording: str, language: Language) -> str | None:
    """Read "nicht Huber, Hubert" where the wrong one is part of the name."""
    words = name.split()
    for old, new in exchanges(wording, language):
        said = understand_name(new, language)
        wrong = [at for at, word in enumerate(words) if fold(word) == fold(old)]
        if said and wrong:
            is_whole = len(said.split()) > 1
            return said if is_whole else _exchanged(words, wrong[0], said)
    return None


def _spelled(name: str, wording: str) -> str | None:
    """Read "Maier schreibt man aber M E Y E R": a spelling that is like part of the name."""
    words = name.split()
    for letters in filter(str.isupper, put_together(wording).split()):
        likeness, at = max(
            ((_likeness(letters, word), at) for at, word in enumerate(words)), default=(0.0, 0)
        )
        if likeness >= ALIKE:
            return _exchanged(words, at, letters.capitalize())
    return None


def _exchanged(words: list[str], at: int, new: str) -> str:
    return " ".join((*words[:at], new, *words[at + 1 :]))


def _alike(name: str, wording: str, language: Language) -> str | None:
    """Read a word or two that sound like the name, or a spelling of it."""
    if len(put_together(wording).split()) > MOST_WORDS:
        return None
    said = understand_name(wording, language)
    if said is None:
        return None
    words, new = name.split(), said.split()
    if len(new) == len(words):
        parts = [_likeness(one, word) for one, word in zip(new, words, strict=True)]
        return said if max(parts) == 1 or min(parts) >= ALIKE else None
    likeness, at = max(
        ((_likeness(new[0], word), at) for at, word in enumerate(words)), default=(0.0, 0)
    )
    if len(new) > 1 or likeness < ALIKE:
        return None
    return _exchanged(words, at, said)


def _likeness(one: str, other: str) -> float:
    return SequenceMatcher(None, fold(one), fold(other)).ratio()
