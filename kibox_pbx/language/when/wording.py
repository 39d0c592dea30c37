"""What is done to a sentence before days and times are looked for in it.

Greetings go, compounds are split, ways of speaking become one, and the sentence is cut
where the caller corrects himself: what comes later counts more.
"""

import re

from kibox_pbx.language.when.rewordings import reworded
from kibox_pbx.language.when.vocabulary import WEEKDAYS, either
from kibox_pbx.language.words import fold, with_digits
from kibox_pbx.utterance import Language

_GREETINGS = re.compile(
    r"\b(?:schoenen )?guten (?:morgen|tag|abend)\b|\bgood (?:morning|afternoon|evening|day)\b"
    r"|\bschoenen (?:tag|abend)\b|\bhave a (?:nice|good) (?:day|evening)\b"
    r"|\bhow are (?:you|we|things)(?: \w+)?(?: today| (?:this|today) (?:morning|afternoon))?\b"
    r"|\bweather(?: \w+)? today\b|\bwie geht e?s ihnen(?: denn)?(?: heute)?\b"
    r"|\bwetter(?: \w+)? heute\b|\bheute(?: \w+){0,3} wetter\b"
    r"|\bwie(?:so)? nicht\b|\bwarum nicht\b|\bwhy not\b"
    r"|^(?:morning|afternoon|evening) (?=(?:i|im|id|ive|i \w{1,2}|we|my|may i|is there|do you"
    r"|have you|can (?:i|you)|could (?:i|you)|yes|yeah|erm?|uhm?|um+|hello|sorry|its|my"
    r"|the (?!\d)|this is|just|mate|love|all|sir|madam|doctor|mister|mrs)\b)"
    r"|^(?:ja |hallo |hi |na )*morgen (?=(?:ich|wir|hier|da (?:ist|spricht)|mein name|zusammen"
    r"|allerseits|miteinander|herr|frau|(?:der|die) herr|ja ich|also ich"
    r"|\w+ (?:hier|mein name|ist mein name|am apparat))\b"
    r"|(?!(?:frueh|vormittag|nachmittag|mittag|abend|bin|hab|habe|kann|muss|dann|bitte|ja)\b)"
    r"\w+ ich (?:haett|braeucht|moecht|wollt|wuerd|brauch|ruf)\w*)"
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
        r"|rather|actually|(?<!cant )(?<!cannot )(?<!wont )make (?:that|it)"
        r"|scratch that|wait|instead|pardon|but)\b"
    ),
}

_ENGLISH_HOUR = r"one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|thirty|fifteen"
_ENGLISH_ANY = either([*WEEKDAYS[Language.ENGLISH], "today", "tomorrow"])

_ONE = re.compile(
    r"\b(?P<before>the|that|this|these|which|an?other|other|earlier|later|earliest|latest|last"
    rf"|new|different|any|an?|(?:the|my|that) (?:{_ENGLISH_ANY}|morning|afternoon|evening"
    rf"|(?:half |quarter past |quarter to )?(?:{_ENGLISH_HOUR})(?: thirty| fifteen)?)) "
    r"ones?\b(?! (?:(?:oh?|[a-z]+ty|[a-z]+teen|ten|o ?clock|[ap] ?m)\b|\d))"
)
""""The one on Thursday" and "an earlier one" are no o'clock."""

_HOUR_IS = re.compile(
    rf"\b(?!ones)({_ENGLISH_HOUR})s\b(?= \w)"
    r"|\b(one)s\b(?= (?:fine|good|great|ok|okay|perfect|best|better|lovely)\b)"
)
""""Ten's fine"."""

_ISH = re.compile(rf"\b({_ENGLISH_HOUR}|noon|midday)n?ish\b")


def prepare(text: str, language: Language) -> str:
    """Return the sentence as the rules want it: folded, digits, compounds apart."""
    wording = _FIRST_TIME.sub(" ", fold(text))
    if language is Language.ENGLISH:
        wording = _HOUR_IS.sub(r"\1\2", _ONE.sub(r"\g<before>", wording))
        wording = _ISH.sub(r"around \1", wording)
    wording = _AGE.sub(" ", with_digits(wording, language))
    wording = reworded(wording, language)
    return " ".join(_GREETINGS.sub(" ", wording).split())


def corrected_parts(wording: str, language: Language) -> list[str]:
    """Return the sentence cut at every correction, in order."""
    parts = [part.strip() for part in _CORRECTIONS[language].split(wording)]
    return [part for part in parts if part]
