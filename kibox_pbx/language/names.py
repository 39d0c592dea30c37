"""Understands a person's name as it is given on the telephone, and writes it properly."""

import re
import unicodedata
from collections.abc import Mapping
from difflib import SequenceMatcher

from kibox_pbx.language.first_names import is_first_name
from kibox_pbx.language.lettering import lettered, without_lettering
from kibox_pbx.language.name_marks import Mark
from kibox_pbx.language.name_order import arranged
from kibox_pbx.language.name_pieces import Piece, cut
from kibox_pbx.language.name_words import NOBLE, PARTICLES, TITLES
from kibox_pbx.language.spelling import letters_alone, put_together
from kibox_pbx.utterance import Language

LONGEST_NAME = 4
"""Words of a name, without titles and particles; more is a sentence."""

ALIKE = 0.6
"""A spelled word at least this like a said one corrects it."""

MOST_STRAY_LETTERS = 2
"""Before or after a spelling: "mit q v: l i n d q v i s t"."""

_REQUESTS: Mapping[Language, re.Pattern[str]] = {
    Language.GERMAN: re.compile(
        r"\b(?:(?:kann|können|könnten?|würden?|haben|hätten|nehmen) (?:ich|sie|wir)\b"
        r"|gibt es\b|gibt's|stattdessen\b|doch lieber\b|was kostet\b|wie viel\b)"
    ),
    Language.ENGLISH: re.compile(
        r"\b(?:(?:can|could|would|will|may|do|did|have) (?:you|i|we)|(?:is|are) there"
        r"|how (?:much|long|many)|instead|make (?:it|that))\b"
    ),
}
_GIVES_NAME = re.compile(r"\b(?:name\w*|this is|i am|i'?m|ich bin|heiße|it'?s)\b")


def understand_name(text: str, language: Language) -> str | None:
    """Return the name, first name first, with titles ("Dr. Müller"); None if there is none.

    A spelling corrects the word it sounds like: "maier m e i e r" is "Meier". What may be a
    sentence about something else is no name.
    """
    plain = _plain(text)
    if _REQUESTS[language].search(plain) and not _GIVES_NAME.search(plain):
        return None
    told = letters_alone(plain)
    spelled = put_together(without_lettering(told, language))
    pieces, is_answer = cut(spelled, language)
    is_spelled = any(word.isupper() for word in spelled.split())
    units = arranged(_corrected(pieces), is_sure=is_answer or is_spelled)
    words = [word for unit in units for word in unit]
    proper = [word for word in words if word not in PARTICLES and word not in TITLES]
    if not proper or len(proper) > LONGEST_NAME:
        return None
    name = " ".join(_write(word, place) for place, word in enumerate(words))
    return name if is_spelled else lettered(name, told, language) or name


def introduces_full_name(text: str, language: Language) -> bool:
    """Say whether an answer introduces a whole name and ends with it: "my name is Ann Lee".

    Not where letters were spelled, nor where the last word is a first name ("Anna Maria ...").
    """
    plain = _plain(text)
    pieces, _ = cut(put_together(without_lettering(plain, language)), language)
    if len(pieces) != 1 or pieces[0].mark not in {Mark.NAME, Mark.MAYBE}:
        return False
    proper = [word for word in pieces[0].words if word not in {*PARTICLES, *TITLES}]
    is_whole = len(proper) > 1 and not is_first_name(proper[-1])
    return is_whole and plain.endswith(proper[-1])


def _plain(text: str) -> str:
    text = unicodedata.normalize("NFC", text[:300]).lower()
    text = re.sub(r" ?\b(?:bindestrich|hyphen|dash|minus)\b ?", "-", text)
    text = re.sub(r"[^\w\s'\u2019-]|[\d_]", " ", text).replace("\u2019", "'")
    return " ".join(text.split())


def _corrected(pieces: list[Piece]) -> list[Piece]:
    """Return the pieces, each spelling (in capitals) in place of the word it corrects."""
    lists = [list(piece.words) for piece in pieces]
    for words in lists:
        for place, spelled in enumerate(words):
            if spelled.isupper() and _put_right(lists, spelled):
                words[place] = ""
    said = {word.lower() for words in lists for word in words}
    return [
        Piece(
            _without_halves([word for word in words if len(word) > 1], said),
            piece.mark,
            piece.place,
        )
        for piece, words in zip(pieces, lists, strict=True)
    ]


def _without_halves(words: list[str], said: set[str]) -> tuple[str, ...]:
    """Drop the two halves of a word that is said as a whole, too: "Fitz, Gerald"."""
    plain = [word.lower() for word in words]
    halves = {at for at in range(len(plain) - 1) if "".join(plain[at : at + 2]) in said}
    return tuple(word for at, word in enumerate(plain) if not halves & {at, at - 1})


def _put_right(lists: list[list[str]], spelled: str) -> bool:
    """Correct the word that a spelling sounds most like; say whether there is one."""
    said = [word for words in lists for word in words if word.islower()]
    letters = spelled.lower()
    wrong = max(said, key=lambda word: _likeness(word, letters), default="")
    if _likeness(wrong, letters) < ALIKE:
        return "".join(said).endswith(letters)
    is_part = letters in wrong
    right = wrong if is_part or _is_within(wrong, letters) else letters
    for words in lists:
        words[:] = [right if word == wrong else word for word in words]
    return True


def _is_within(said: str, spelled: str) -> bool:
    """Say whether a spelling is that of a word, but for a letter or two around it."""
    plain = said.replace("'", "").replace("-", "")
    return plain in spelled and len(spelled) - len(plain) <= MOST_STRAY_LETTERS


def _likeness(said: str, spelled: str) -> float:
    return 1.0 if _is_within(said, spelled) else SequenceMatcher(None, said, spelled).ratio()


def _write(word: str, place: int) -> str:
    if word in TITLES:
        return TITLES[word]
    if word in PARTICLES:
        return word.capitalize() if place == 0 and word not in NOBLE else word
    return "-".join(_capital(part) for part in word.split("-"))


def _capital(word: str) -> str:
    if re.match(r"o'\w", word) or re.match(r"d'\w", word):
        return word[0].upper() + "'" + word[2:].capitalize()
    if re.match(r"mc[a-z]{3}", word):
        return "Mc" + word[2:].capitalize()
    return word.capitalize()
