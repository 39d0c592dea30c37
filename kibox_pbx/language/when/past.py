"""Drops what a caller tells of the past, which is no wish: "seit Montag", "a week ago".

Nothing of a prepared sentence is read here; what is left is.
"""

import re
from collections.abc import Mapping

from kibox_pbx.language.when.vocabulary import (
    MONTHS,
    RELATIVE_DAYS,
    WEEKDAYS,
    either,
    feast_names,
)
from kibox_pbx.utterance import Language

_DAY_DE = either([*WEEKDAYS[Language.GERMAN], *RELATIVE_DAYS[Language.GERMAN]])
_DAY_EN = either([*WEEKDAYS[Language.ENGLISH], *RELATIVE_DAYS[Language.ENGLISH]])
_MONTH_DE, _MONTH_EN = either(MONTHS[Language.GERMAN]), either(MONTHS[Language.ENGLISH])
_FEAST_DE, _FEAST_EN = feast_names(Language.GERMAN), feast_names(Language.ENGLISH)
_SEASON_DE, _SEASON_EN = (
    "(?:fruehjahr|fruehling|sommer|herbst|winter)",
    ("(?:spring|summer|autumn|fall|winter)"),
)
_UNIT_DE = r"(?:tage?n?|wochen?|monate?n?|jahre?n?)"
_UNIT_EN = r"(?:days?|weeks?|months?|years?)"

_THEN_DE = (
    rf"(?: am)?(?: {_DAY_DE})?"
    r"(?: (?:(?:vor|nach)?mittags?|abends?|frueh|morgens|nachts?))?"
)
_THEN_EN = rf"(?: on)?(?: {_DAY_EN})?(?: (?:morning|afternoon|evening|night))?"
_PAST: Mapping[Language, re.Pattern[str]] = {
    Language.GERMAN: re.compile(
        r"\bseit(?: (?:de[mnr]|letzte[nmr]?|anfang|mitte|ende|ueber|gut|fast|etwa))*"
        rf" (?:(?:{_DAY_DE}|woche|wochenende)\b|{_MONTH_DE}"
        rf"|\d+\.?(?: (?:{_MONTH_DE}|{_UNIT_DE}))?){_THEN_DE}"
        r"|\b(?:letzte|vorige|vergangene)[nrms]?"
        rf" (?:{_DAY_DE}|{_MONTH_DE}|woche|monat|jahr|mal|wochenende|\d+ {_UNIT_DE})\b"
        rf"(?! (?:im|in|des|vom) ){_THEN_DE}"
        rf"|\bvor (?:\w+ )?(?:\d+|einigen|mehreren|paar|kurzem) ?{_UNIT_DE}\b{_THEN_DE}"
        rf"|\b(?:vor)?gestern\b{_THEN_DE}"
        rf"|\b(?:seit|letzte[nrsm]?|vorige[nrsm]?)(?: de[mnr])?"
        rf" (?:{_FEAST_DE}|{_SEASON_DE})(?!\w)"
        rf"|\bim {_SEASON_DE}\b(?= (?:war|hatte|wurde|bin ich ge|habe? ich (?:mir|mich)))"
        rf"|(?:(?<=hatte )|(?<=war ))(?:\w+ ){{0,2}}im {_SEASON_DE}\b"
        rf"|\b(?:am )?{_DAY_DE}\b(?=(?: \w+){{0,4}} (?:gekuendigt|passiert|gestuerzt"
        r"|hingefallen|worden|gewesen)\b)"
    ),
    Language.ENGLISH: re.compile(
        r"\b(?:ever )?since(?: (?:the|last|about|early|late|around))*"
        rf" (?:(?:{_DAY_EN}|week|month|year|weekend)\b"
        rf"|\d+\.?(?: (?:of )?{_MONTH_EN})?|{_MONTH_EN}(?: \d+\.?)?)"
        rf"{_THEN_EN}"
        rf"|\blast (?:{_DAY_EN}|week|month|year|night|time|weekend)\b(?! (?:in|of))"
        rf"{_THEN_EN}"
        rf"|\b(?:\w+ )?(?:\d+|few|couple of|some) {_UNIT_EN} ago\b{_THEN_EN}"
        rf"|\bfor (?:(?:the|about|over|nearly) )*(?:(?:last|past) )?(?:\d+ )?{_UNIT_EN}\b"
        rf"|\bthe (?:last|past) (?:\d+ |few )?{_UNIT_EN}\b(?! (?:of|in) )"
        rf"|\byesterday\b{_THEN_EN}"
        rf"|\b(?:since|last)(?: the| about)* (?:{_FEAST_EN}|{_SEASON_EN})(?!\w)"
        r"|\b(?:had|was|did|fell|hurt|broke|came|got)\b(?: \w+){0,5}"
        rf" (?:in|over|at|during)(?: the)? (?:{_FEAST_EN}|{_SEASON_EN})(?!\w)"
        r"|\b(?:handed|sacked|fired|happened|fell|rang|phoned)"
        rf"\b(?: \w+){{0,4}} on {_DAY_EN}\b"
    ),
}


def without_past(wording: str, language: Language) -> str:
    """Return a prepared sentence without what is said of times that are over."""
    return " ".join(_PAST[language].sub(" ", wording).split())
