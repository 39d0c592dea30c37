"""What callers say about themselves without being asked: name, date of birth, number.

Taken only where the words around it leave no doubt ("mein Name ist Huber"); the rest of the
sentence is handed back, so that a date of birth is not read as a wish for that day.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from kibox_pbx.dialogue.scene import Scene
from kibox_pbx.language.birthdate import understand_birthdate
from kibox_pbx.language.names import understand_name
from kibox_pbx.language.phone import understand_phone
from kibox_pbx.utterance import Language

MOST_NAME_WORDS = 4
LEAST_DIGITS = 6
"""Of a number that is taken though it was not asked for."""

Words = Mapping[Language, re.Pattern[str]]

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
    Language.GERMAN: re.compile(r"\b(?:und )?ich bin (?:am )?(?P<born>.+?) geboren\b"),
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
_GREETING = (
    r"(?:ja |hallo |hello |hi |yes |grüß gott |servus |moin |guten (?:tag|morgen|abend) "
    r"|good (?:morning|afternoon|evening|day) )*"
)
_NAMED: Words = {
    Language.GERMAN: re.compile(
        r"\b(?:und )?(?:mein (?:voller )?name (?:ist|lautet|wäre)|ich hei(?:ß|ss)e"
        r"|auf den namen|(?:am apparat|hier) (?:ist|spricht)(?: (?:die|der))?"
        r"|ich bin (?:die |der )?(?:frau|herr)|(?:das|es) ist für (?:frau|herrn))\b"
    ),
    Language.ENGLISH: re.compile(
        r"\b(?:and )?(?:(?:my (?:full )?name(?: is|'s))|(?:in|under) the name(?: of)?"
        rf"|(?:i am|i'm) (?:mister|missus|miss|mrs|mr))\b|^{_GREETING}this is\b"
    ),
}
_NAME_FIRST: Words = {
    Language.GERMAN: re.compile(
        rf"^{_GREETING}(?P<name>(?:[a-zäöüß-]+ ){{1,3}})(?:(?:ist )?mein name\b"
        r"(?! (?:ist|lautet|wäre)\b)|heißt (?:sie|er|mein \w+|meine \w+)\b|heiße ich\b)"
    ),
    Language.ENGLISH: re.compile(rf"^{_GREETING}(?P<name>(?:[a-z'-]+ ){{1,2}})speaking\b"),
}
_NAME_ENDS = re.compile(
    r"\b(?:ich|wir|am|um|im|an|auf|für|bei|beim|zum|zur|wegen|und|oder|mit|aus|vor|nach|ab|heute"
    r"|morgen|übermorgen|nächste\w*|geboren|meine?|die|der|das|es|telefon\w*|nummer|bitte|danke"
    r"|guten|grüß|montag\w*|dienstag\w*|mittwoch\w*|donnerstag\w*|freitag\w*|samstag\w*|sonntag\w*"
    r"|hätte|möchte|brauche|bräuchte|wollte|würde|kann|könnte|wann|haben|gibt|geht|so bald"
    r"|i|i'd|i'm|we|on|at|in|for|about|and|or|with|from|calling|speaking|here|my|the|to|please"
    r"|thanks|thank|today|tomorrow|next|monday|tuesday|wednesday|thursday|friday|saturday"
    r"|sunday|born|phone|number|could|can|would|is|it|it's|as soon)\b|\d"
)
_NO_NAME = re.compile(
    r"^(?:urgent|regarding|wrong|right|correct|falsch|richtig|dringend|nicht|not|ein\w*|an?)\b"
)


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
    """Return what a caller tells of themselves in a sentence."""
    rest, birthdate = _birthdate(scene, text)
    rest, phone = _phone(scene, rest)
    rest, name = _name(scene, rest)
    return Told(" ".join(rest.split()), name, birthdate, phone)


def _birthdate(scene: Scene, text: str) -> tuple[str, date | None]:
    before = _BORN_BEFORE[scene.language].search(text)
    if before:
        born = understand_birthdate(before["born"], scene.language, scene.today)
        return (_cut(text, before.start(), before.end()), born) if born else (text, None)
    cue = _BORN[scene.language].search(text)
    if cue is None:
        return text, None
    end = _start_of_other(scene.language, text, cue.end(), _NUMBER, _NAMED)
    born = understand_birthdate(text[cue.end() : end], scene.language, scene.today)
    return (_cut(text, cue.start(), end), born) if born else (text, None)


def _phone(scene: Scene, text: str) -> tuple[str, str | None]:
    cue = _NUMBER[scene.language].search(text)
    if cue is None:
        return text, None
    end = _start_of_other(scene.language, text, cue.end(), _NAMED)
    country = scene.settings.practice.country
    phone = understand_phone(text[cue.end() : end], scene.language, country, scene.caller)
    if phone is None or sum(letter.isdigit() for letter in phone) < LEAST_DIGITS:
        return text, None
    return _cut(text, cue.start(), end), phone


def _name(scene: Scene, text: str) -> tuple[str, str | None]:
    first = _NAME_FIRST[scene.language].search(text)
    if first and not _NAME_ENDS.search(first["name"]):
        name = understand_name(first["name"], scene.language)
        return (text[first.end() :], name) if name else (text, None)
    cue = _NAMED[scene.language].search(text)
    if cue is None or _NO_NAME.search(text[cue.end() :].strip()):
        return text, None
    after = text[cue.end() :]
    stop = _NAME_ENDS.search(after, 1)
    end = stop.start() if stop else len(after)
    name = understand_name(after[:end], scene.language)
    if name is None or len(name.split()) > MOST_NAME_WORDS:
        return text, None
    return _cut(text, cue.start(), cue.end() + end), name


def _start_of_other(language: Language, text: str, at: int, *others: Words) -> int:
    """Return where the next thing begins that the caller tells of themselves."""
    found = (words[language].search(text, at) for words in others)
    return min((each.start() for each in found if each), default=len(text))


def _cut(text: str, start: int, end: int) -> str:
    return f"{text[:start]} {text[end:]}"
