"""What is done to a sentence before days and times are looked for in it.

Greetings go, compounds are split, days that do not suit go, and the sentence is cut
where the caller corrects himself: what comes later counts more.
"""

import re
from functools import cache

from kibox_pbx.language.when.vocabulary import MONTHS, RELATIVE_DAYS, WEEKDAYS, either
from kibox_pbx.language.words import fold, with_digits
from kibox_pbx.utterance import Language

_GREETINGS = re.compile(
    r"\b(?:schoenen )?guten (?:morgen|tag|abend)\b|\bgood (?:morning|afternoon|evening|day)\b"
    r"|\bschoenen (?:tag|abend)\b|\bhave a (?:nice|good) (?:day|evening)\b"
    r"|\bwie(?:so)? nicht\b|\bwarum nicht\b|\bwhy not\b"
    r"|^(?:morning|afternoon|evening) (?=(?:i|im|id|ive|i \w{1,2}|we|my|may i|is there|do you"
    r"|have you|can (?:i|you)|could (?:i|you))\b)"
)
_FIRST_TIME = re.compile(r"\b(?:(?:das|zum|the|my) )?(?:erste[nsr]? ?mal|first time)\b")
_AGE = re.compile(
    r"\b(?:ist|wird|bin|sind|war) (?:\w+ ){0,2}?(?:schon|erst|bald|inzwischen|mittlerweile)"
    r" \d{1,3}\b(?! ?(?:uhr|[:.]))"
)
"""Numbers that are no time: "der Hund ist ja schon vierzehn"."""

_CORRECTIONS = {
    Language.GERMAN: re.compile(
        r"\b(?:nein|nee|quatsch|sondern|vielmehr|beziehungsweise|ich mein(?:e|te)|pardon"
        r"|(?:doch |dann )?lieber|doch besser|entschuldigung|verzeihung|sorry|besser gesagt"
        r"|halt stopp?|ach ne)\b"
    ),
    Language.ENGLISH: re.compile(
        r"\b(?:no(?! (?:earlier|later|sooner|problem|matter))|nope|sorry|i mean|i meant"
        r"|rather|actually|make (?:that|it)|scratch that|wait|instead|pardon|but)\b"
    ),
}

_GERMAN_PARTS = "frueh|morgen|vormittag|mittag|nachmittag|abend"
_GERMAN_DAY = either(WEEKDAYS[Language.GERMAN])
_ENGLISH_HOUR = r"one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|thirty|fifteen"
_ENGLISH_DAY = either(WEEKDAYS[Language.ENGLISH])
_GERMAN_ANY = either([*WEEKDAYS[Language.GERMAN], *RELATIVE_DAYS[Language.GERMAN]])
_ENGLISH_ANY = either([*WEEKDAYS[Language.ENGLISH], "today", "tomorrow"])

_ONE = re.compile(
    r"\b(?P<before>the|that|this|these|which|an?other|other|earlier|later|earliest|latest|last"
    rf"|new|different|any|an?|(?:the|my|that) (?:{_ENGLISH_ANY}|morning|afternoon|evening)) "
    r"ones?\b(?! (?:(?:oh?|[a-z]+ty|[a-z]+teen|ten|o ?clock|[ap] ?m)\b|\d))"
)
""""The one on Thursday" and "an earlier one" are no o'clock."""

_HOUR_IS = re.compile(
    rf"\b({_ENGLISH_HOUR})s\b(?= (?:fine|good|great|ok|okay|perfect|best|better|lovely)\b)"
)
""""Ten's fine"."""

_SPLITS = {
    Language.GERMAN: (
        (rf"\b({_GERMAN_DAY})s?({_GERMAN_PARTS})(s?)\b", r"\1 \2\3"),
        (rf"\b({_GERMAN_DAY})s\b", r"\1"),
        (rf"\b({_GERMAN_DAY}|heute|uebermorgen)( am)? morgen\b", r"\1 morgens"),
        (r"\bam (?:naechsten )?morgen\b", "morgens"),
        (r"\bein uhr\b", "1 uhr"),
        (r"\b3 ?viertel\b", "dreiviertel"),
        (r"\beine?[rmns]? (?=woche|tag|monat|stunde)", "1 "),
        (r"\bein paar (?=tag|woche)", "3 "),
    ),
    Language.ENGLISH: (
        (rf"\b({_ENGLISH_DAY})s\b", r"\1"),
        (rf"\b(?:next )?({_ENGLISH_DAY}) but 1\b", r"\1 after next"),
        (rf"\b({either(MONTHS[Language.ENGLISH])}) 20 ([2-9]\d)\b", r"\1 20\2"),
        (r"\bthis (?=morning|afternoon|evening|lunch)", "today "),
        (r"\btonight\b", "today evening"),
        (r"\bo clock\b", "oclock"),
        (r"(?<=\d)([ap])\.? ?m\b\.?", r" \1m"),
        (r"\b([ap])\.? m\b\.?", r"\1m"),
        (r"(?<=\d) (?:oh|o) (?=\d)", " 0"),
        (r"\ba (?=week|month)", "1 "),
        (r"\ba couple of (?=week|day)", "2 "),
        (r"\ba few (?=week|day)", "3 "),
        (r"\b(?:a |1 )?fortnight\b", "2 weeks"),
    ),
}

_REFUSED = {
    Language.GERMAN: re.compile(
        rf"\b(?:nicht|ausser|keinesfalls|ungern)(?: (?:am|an|den|naechst\w+|diesen|unbedingt))*"
        rf" (?:{_GERMAN_ANY})\b(?: (?:{_GERMAN_PARTS})s?)?"
        rf"(?: (?:oder|und)(?: am)? (?:{_GERMAN_ANY})\b)*"
        rf"|\b(?:am |den )?(?:{_GERMAN_ANY})(?: (?:{_GERMAN_PARTS})s?)?"
        r" (?:(?:kann|koennte|geht|passt|ist|habe|bin|waere|wird|klappt|da)\b ?)"
        r"(?:\w+ ){0,4}?(?:nicht|schlecht|unmoeglich|keine? (?:zeit|moeglichkeit)|unguenstig)\b"
    ),
    Language.ENGLISH: re.compile(
        rf"\b(?:not|except|other than|any ?(?:time|day|thing) but)(?: (?:on|this|next|for))*"
        rf" (?:{_ENGLISH_ANY})\b(?: (?:or|and)(?: on)? (?:{_ENGLISH_ANY})\b)*"
        r"(?: (?:morning|afternoon|evening))?"
        rf"|\b(?:cant|cannot|can not|couldnt|wont|can t|couldn t)(?: (?:do|make|come|manage|it"
        rf"|in|on|this|next))* (?:{_ENGLISH_ANY})\b"
        rf"|\b(?:on )?(?:{_ENGLISH_ANY})(?: (?:morning|afternoon|evening))?"
        r" (?:isnt|is not|isn t|doesnt|doesn t|does not|wont|won t|is bad|is no good"
        r"|is impossible|i cant|i can t)\b(?: (?:work|possible|good|suit|for|me|do|great))*"
    ),
}


@cache
def _splits(language: Language) -> tuple[tuple[re.Pattern[str], str], ...]:
    return tuple((re.compile(found), better) for found, better in _SPLITS[language])


def prepare(text: str, language: Language) -> str:
    """Return the sentence as the rules want it: folded, digits, compounds apart."""
    wording = _FIRST_TIME.sub(" ", fold(text))
    if language is Language.ENGLISH:
        wording = _HOUR_IS.sub(r"\1", _ONE.sub(r"\g<before>", wording))
    wording = _AGE.sub(" ", with_digits(wording, language))
    for found, better in _splits(language):
        wording = found.sub(better, wording)
    return " ".join(_GREETINGS.sub(" ", wording).split())


def without_refused(wording: str, language: Language) -> tuple[str, str]:
    """Return the sentence without the days that do not suit, and the words for these."""
    refused = " ".join(found[0] for found in _REFUSED[language].finditer(wording))
    return _REFUSED[language].sub(" ", wording), refused


def named_weekdays(wording: str, language: Language) -> frozenset[int]:
    """Return the numbers of the weekdays in a prepared sentence, 0 for Monday."""
    return frozenset(
        WEEKDAYS[language][word] for word in wording.split() if word in WEEKDAYS[language]
    )


def corrected_parts(wording: str, language: Language) -> list[str]:
    """Return the sentence cut at every correction, in order."""
    parts = [part.strip() for part in _CORRECTIONS[language].split(wording)]
    return [part for part in parts if part]
