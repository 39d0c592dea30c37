"""Finds the days of which a caller says that they do not suit.

"Nicht am Montag", "Monday's no good", "jeden Tag außer Freitag". A day that suits at some
hours ("am Montag nicht vor zehn") is none of them. Sentences come as `wording.prepare` leaves
them.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass

from kibox_pbx.language.when.vocabulary import RELATIVE_DAYS, WEEKDAYS, either
from kibox_pbx.utterance import Language

_PART_DE = r"(?: (?:am |in der )?(?:frueh|morgen|(?:vor|nach)?mittag|abend)s?)?"
_PART_EN = r"(?: (?:morning|afternoon|evening|lunchtime)s?)?"
_UNIT_DE = (
    rf"(?:{either([*WEEKDAYS[Language.GERMAN], *RELATIVE_DAYS[Language.GERMAN]])}"
    r"|(?:diese|naechste|kommende|uebernaechste)[rn]? woche|wochenende)\b"
)
_UNIT_EN = (
    rf"(?:{either(WEEKDAYS[Language.ENGLISH])}|today|tomorrow|(?:this|next) week"
    r"|(?:the )?weekends?)\b"
)
_ONLY_THEN_DE = (
    r"(?! (?:vor|nach|(?:so|ganz)(?! gut| guenstig| optimal| toll)|zu|erst|frueher|spaeter"
    r"|schon|nur|bis|um|ab)\b)"
)
_ONLY_THEN_EN = r"(?! (?:before|after|until|till|earlier|later|at|as|so|from)\b)"
"""What follows where a day is not refused as a whole."""

_NO_DE = (
    rf"(?:nicht\b{_ONLY_THEN_DE}|nie\b|niemals|(?<=wird )nichts|(?<=leider )nichts|schlecht"
    r"|unmoeglich|unguenstig|ungut|schwierig"
    r"|ausgeschlossen|verplant|belegt|keine? (?:zeit|moeglichkeit|auto|chance))"
)
_VERB_DE = (
    r"(?:kann|koennte|koennen|gehts?|ginge|passts?|ist|habe?|haben|bin|sind|waere?|wird"
    r"|klappts?|da|schaffe?|komme?|wird)"
)
_BAD_EN = (
    r"(?:(?:is |are |would be )?(?:out|bad|no good|no use|hopeless|difficult|tricky|awkward"
    r"|impossible|a no go|a problem|not (?:good|great|possible|ideal|convenient|any good))"
    r"|isnt(?! it)|is not|isn t|doesnt|doesn t|does not|wont|won t"
    r"|(?:i|we) (?:cant|can t|cannot|wont)"
    r"|im not (?:free|available|around|in)|im (?:busy|away))"
)
_CANNOT_EN = (
    r"(?:cant|cannot|can not|couldnt|wont|can t|couldn t|not able to|unable to|not free|avoid)"
)

_BUT = r"(?:ausser|except(?: for)?|other than|apart from|any ?(?:time|day|thing) but|bar)"
_REFUSED: Mapping[Language, re.Pattern[str]] = {
    Language.GERMAN: re.compile(
        rf"\b(?:am |den )?{_UNIT_DE} nicht (?:(?:und|am) )*{_UNIT_DE} auch nicht\b"
        rf"|\b(?:nicht|keinesfalls|ungern|{_BUT})(?: (?:am|an|den|die|der|in|naechst\w+"
        rf"|diesen|unbedingt|jeden))* {_UNIT_DE}{_PART_DE}"
        rf"(?: (?:oder|und)(?: am)? {_UNIT_DE})*"
        rf"|\b(?:am |den |die )?{_UNIT_DE}{_PART_DE} {_VERB_DE} "
        rf"(?:(?!aber|dann|also|sondern|{_UNIT_DE})\w+ ){{0,4}}?{_NO_DE}"
        rf"|\b(?:am |den )?{_UNIT_DE}{_PART_DE}(?: (?:bitte|lieber|leider|auch|gar|aber))*"
        rf" (?:nicht\b{_ONLY_THEN_DE}(?! (?:am |den )?{_UNIT_DE})|nie\b|auf keinen fall)"
    ),
    Language.ENGLISH: re.compile(
        rf"\b(?:not|{_BUT})(?: (?:on|this|next|for|a|any|the|really|in))* {_UNIT_EN}"
        rf"(?: (?:or|and)(?: on)? {_UNIT_EN})*{_PART_EN}"
        rf"|\b{_CANNOT_EN}(?: (?:do|make|come|manage|it|in|on|this|next|be|there|really|a))*"
        rf" {_UNIT_EN}{_PART_EN}{_ONLY_THEN_EN}"
        rf"|\b(?:and |or )?(?:neither|nor)(?: (?:is|does|on|will|would))* {_UNIT_EN}"
        rf"|\b(?:on )?{_UNIT_EN}{_PART_EN} {_BAD_EN}\b{_ONLY_THEN_EN}"
        r"(?: (?:work|possible|good|suit|for|me|do|great|make|it|manage|come|really))*"
    ),
}
_A_PART: Mapping[Language, re.Pattern[str]] = {
    Language.GERMAN: re.compile(r"\b(?:frueh|morgens|(?:vor|nach)?mittags?|abends?)\b"),
    Language.ENGLISH: re.compile(r"\b(?:morning|afternoon|evening|lunchtime)s?\b"),
}
_ALL_BUT = re.compile(rf"\b{_BUT}\b")


_PART_REFUSED: Mapping[Language, re.Pattern[str]] = {
    Language.GERMAN: re.compile(
        rf"\bnicht (?:am |so gern )?(?P<part>vormittag|nachmittag|abend|morgen)s\b"
        rf"|\b(?P<other>vormittag|nachmittag|abend|morgen)s {_VERB_DE} "
        rf"(?:(?!aber|dann|also|sondern)\w+ ){{0,3}}?{_NO_DE}"
        rf"|\b{_VERB_DE} (?:ich |es )?(?P<third>vormittag|nachmittag|abend|morgen)s "
        rf"(?:\w+ ){{0,2}}?{_NO_DE}"
    ),
    Language.ENGLISH: re.compile(
        rf"\b(?:{_CANNOT_EN}(?: (?:do|make|come|manage))?|not)(?: (?:in|any|the))* "
        r"(?P<part>morning|afternoon|evening)s?\b"
        rf"|\b(?P<other>morning|afternoon|evening)s (?:are )?{_BAD_EN}"
    ),
}
_OTHER_PART: Mapping[str, str] = {
    "vormittag": "ab 12 uhr",
    "morgen": "ab 12 uhr",
    "nachmittag": "bis 12 uhr",
    "abend": "bis 17 uhr",
    "morning": "from 12 oclock",
    "afternoon": "until 12 oclock",
    "evening": "until 5 pm",
}
"""What is left of a day without a part of it."""


@dataclass(frozen=True, slots=True)
class Refused:
    """What a sentence says of days that do not suit."""

    rest: str
    """The sentence without it."""

    words: str = ""
    whole: str = ""
    """Those of the words that refuse a day as a whole, and no part of it."""

    weekdays: frozenset[int] = frozenset()
    """Those that do not suit, in whatever week."""

    all_but: bool = False
    """Whether every other day will do ("any day but Monday")."""


def find_refused(wording: str, language: Language) -> Refused:
    """Return the days that do not suit, and what else the sentence says."""
    found = [match[0] for match in _REFUSED[language].finditer(wording)]
    whole = " ".join(words for words in found if not _A_PART[language].search(words))
    weekdays = {number for word, number in WEEKDAYS[language].items() if word in whole.split()}
    return Refused(
        _other_part(_REFUSED[language].sub(" # ", wording), language),
        " ".join(found),
        whole,
        frozenset(weekdays),
        any(_ALL_BUT.search(words) for words in found),
    )


def _other_part(wording: str, language: Language) -> str:
    """Return a sentence with "never in the mornings" as the hours that are left."""

    def left(found: re.Match[str]) -> str:
        return f" {_OTHER_PART[next(part for part in found.groupdict().values() if part)]} "

    return _PART_REFUSED[language].sub(left, wording)
