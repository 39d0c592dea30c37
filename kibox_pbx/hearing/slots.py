"""What the dialogue would have understood: the slot in an answer, or that there is none."""

from collections.abc import Callable, Mapping
from datetime import datetime
from enum import Enum
from zoneinfo import ZoneInfo

from kibox_pbx.hearing.corpus import Kind, Sentence, services
from kibox_pbx.language.birthdate import understand_birthdate
from kibox_pbx.language.choices import understand_choice
from kibox_pbx.language.names import understand_name
from kibox_pbx.language.normalise import normalise
from kibox_pbx.language.phone import understand_phone
from kibox_pbx.language.things import understand_thing
from kibox_pbx.language.when import understand_when
from kibox_pbx.language.yes_no import understand_yes_no
from kibox_pbx.utterance import Language

COUNTRY = "DE"
NOW = datetime(2026, 11, 23, 10, tzinfo=ZoneInfo("Europe/Berlin"))
"""When everything is said: a Monday, so that "tomorrow" is always the same day."""

OFFERED = (NOW.replace(day=26, hour=9), NOW.replace(day=27, hour=14, minute=30))
"""The two slots that those who choose were offered."""

Understand = Callable[[str, Language], object]


def _when(text: str, language: Language) -> object:
    return understand_when(text, language, NOW)


_UNDERSTAND: Mapping[Kind, Understand] = {
    Kind.ANYTHING: _when,
    Kind.YES_NO: understand_yes_no,
    Kind.SERVICE: lambda text, language: understand_thing(text, services(language), language),
    Kind.DAY: _when,
    Kind.TIME: _when,
    Kind.CHOICE: lambda text, language: understand_choice(text, language, OFFERED),
    Kind.NAME: understand_name,
    Kind.PHONE: lambda text, language: understand_phone(text, language, COUNTRY, None),
    Kind.BIRTHDATE: lambda text, language: understand_birthdate(text, language, NOW.date()),
    Kind.MESSAGE: _when,
}


class Verdict(Enum):
    """What became of a slot."""

    NO_SLOT = "no slot"
    """Neither what was said nor what was heard holds one."""
    RIGHT = "right"
    MISSED = "missed"
    """Nothing was understood: the caller is asked again."""
    WRONG = "wrong"
    """Something else was understood, or something where nothing was said."""


def slot(text: str, kind: Kind, language: Language) -> object:
    """Return what the dialogue makes of an answer to a kind of question; None: nothing."""
    return _UNDERSTAND[kind](normalise(text, language), language)


def judge(sentence: Sentence, heard: str) -> Verdict:
    """Compare the slot in what was said with the slot in what was heard."""
    meant = slot(sentence.text, sentence.kind, sentence.language)
    understood = slot(heard, sentence.kind, sentence.language)
    if meant == understood:
        return Verdict.NO_SLOT if meant is None else Verdict.RIGHT
    return Verdict.MISSED if understood is None else Verdict.WRONG
