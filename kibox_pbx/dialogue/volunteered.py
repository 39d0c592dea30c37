"""What callers say about themselves without being asked: name, date of birth, number.

Taken only where the words around it leave no doubt ("mein Name ist Huber"); the rest of the
sentence is handed back, so that a date of birth is not read as a wish for that day.
"""

import re
from dataclasses import dataclass, replace
from datetime import date

from kibox_pbx.dialogue.introductions import INTRODUCES, Words, introduced, spoken_for
from kibox_pbx.dialogue.scene import Scene
from kibox_pbx.language.birthdate import understand_birthdate
from kibox_pbx.language.dictation import told_numbers
from kibox_pbx.language.phone import as_e164, understand_phone
from kibox_pbx.utterance import Language

LEAST_DIGITS = 6
"""Of a number that is taken though it was not asked for."""

DIGITS_OF_A_DATE = frozenset({len("ddmmyy"), len("ddmmyyyy")})
"""What may be a date that was said or keyed in wrongly is no number."""

_BORN: Words = {
    Language.GERMAN: re.compile(
        r"\b(?:(?:und )?(?:ich )?(?:bin |wurde )?(?:geboren(?: bin ich)?(?: am)?"
        r"|(?:mein )?geburts(?:datum|tag)(?: ist)?(?: der)?))\b"
    ),
    Language.ENGLISH: re.compile(
        r"\b(?:(?:and )?(?:i was |i am |i'm )?(?:born(?: on)?|(?:my )?date of birth(?: is)?"
        r"|(?:my )?birth ?da(?:y|te)(?: is)?))\b"
    ),
}
_BORN_BEFORE: Words = {
    Language.GERMAN: re.compile(
        r"\b(?:und )?ich bin (?:am )?(?P<born>(?:(?!\bich\b).)+?) geboren\b"
    ),
    Language.ENGLISH: re.compile(r"(?!)"),
}
_NUMBER: Words = {
    Language.GERMAN: re.compile(
        r"\b(?:und )?(?:(?:meine |die )?(?:telefon|handy|mobil|ruf|fest ?netz)?nummer"
        r"(?: ist| lautet)?(?: die)?|(?:sie )?(?:erreichen|erreichbar)(?: sie)?"
        r"(?: mich| bin ich)?(?: unter)?|(?:mein )?telefon(?: ist)?)\b"
    ),
    Language.ENGLISH: re.compile(
        r"\b(?:and )?(?:(?:my |the )?(?:(?:tele)?phone |mobile |cell )?number(?:'s| is)?"
        r"|(?:you can )?reach me (?:at|on|under)|call me (?:back )?(?:at|on)"
        r"|(?:my )?(?:tele)?phone(?: is)?)\b"
    ),
}
_WANTS: Words = {
    Language.GERMAN: re.compile(
        r"\b(?:und )?(?:ich|wir) (?:hätt|möcht|brauch|bräucht|würd|will|wollt|woll|muss|müsst"
        r"|müss|kann|könn|ruf|such|hab)\w*"
    ),
    Language.ENGLISH: re.compile(
        r"\b(?:and )?(?:i|we)(?:'d| would| need| want|'ve| have| must| can"
        r"|(?:'m| am) (?:calling|ringing))\b"
    ),
}
"""How the wish begins that comes after a date of birth."""


@dataclass(frozen=True, slots=True)
class Told:
    """What a sentence tells of the caller; None: nothing."""

    rest: str
    """The sentence without it."""

    name: str | None = None
    birthdate: date | None = None
    phone: str | None = None
    """E.164."""

    @property
    def is_anything(self) -> bool:
        """Whether the sentence tells anything of the caller."""
        return (self.name or self.birthdate or self.phone) is not None


def volunteered(scene: Scene, text: str) -> Told:
    """Return what a caller tells in a sentence of themselves, or of whom they speak for."""
    told = told_of_oneself(scene, text)
    rest, other = spoken_for(told.rest, scene.language)
    return told if told.name else replace(told, rest=" ".join(rest.split()), name=other)


def told_of_oneself(scene: Scene, text: str) -> Told:
    """Return what a caller tells in a sentence of themselves."""
    rest, birthdate = _birthdate(scene, text)
    rest, phone = _phone(scene, rest)
    rest, name = introduced(rest, scene.language)
    return Told(" ".join(rest.split()), name, birthdate, phone)


def _birthdate(scene: Scene, text: str) -> tuple[str, date | None]:
    before = _BORN_BEFORE[scene.language].search(text)
    if before:
        born = understand_birthdate(before["born"], scene.language, scene.today)
        return (_cut(text, before.start(), before.end()), born) if born else (text, None)
    cue = _BORN[scene.language].search(text)
    if cue is None:
        return text, None
    end = _start_of_other(scene.language, text, cue.end(), _NUMBER, INTRODUCES, _WANTS)
    born = understand_birthdate(text[cue.end() : end], scene.language, scene.today)
    return (_cut(text, cue.start(), end), born) if born else (text, None)


def _phone(scene: Scene, text: str) -> tuple[str, str | None]:
    """Cut out a number that is called one, or one that can be nothing else."""
    cue = _NUMBER[scene.language].search(text)
    for said in told_numbers(text, scene.language):
        is_called = cue is not None and cue.end() <= said.start
        number = _number(scene, said.digits, text[said.start : said.end], is_called=is_called)
        if number:
            start = cue.start() if cue and is_called else said.start
            return _cut(text, start, said.end), number
    return _this_number(scene, text, cue) if cue else (text, None)


def _number(scene: Scene, digits: str, said: str, *, is_called: bool) -> str | None:
    """Return digits in E.164; what is not called a number may be a date, or a code."""
    if len(digits) < LEAST_DIGITS:
        return None
    number = as_e164(digits, scene.settings.practice.country)
    if is_called:
        return number or digits
    is_number = digits[0] in "0+" and len(digits) not in DIGITS_OF_A_DATE
    is_date = understand_birthdate(said, scene.language, scene.today) is not None
    return number if is_number and not is_date else None


def _this_number(scene: Scene, text: str, cue: re.Match[str]) -> tuple[str, str | None]:
    """Take "under this number" for the number of the call."""
    end = _start_of_other(scene.language, text, cue.end(), INTRODUCES)
    said, country = text[cue.end() : end], scene.settings.practice.country
    is_this = understand_phone(said, scene.language, country, scene.caller) == scene.caller
    return (_cut(text, cue.start(), end), scene.caller) if is_this else (text, None)


def _start_of_other(language: Language, text: str, at: int, *others: Words) -> int:
    """Return where the next thing begins that the caller tells of themselves."""
    found = (words[language].search(text, at) for words in others)
    return min((each.start() for each in found if each), default=len(text))


def _cut(text: str, start: int, end: int) -> str:
    return f"{text[:start]} {text[end:]}"
