"""What a caller prefers beside a day and a time: with whom, only Tuesdays, the week after.

Also whether they turn an offer down in words that are no plain no ("weder noch").
"""

import re
from collections.abc import Mapping
from enum import Enum, auto

from kibox_pbx.dialogue.scene import Scene
from kibox_pbx.dialogue.skills.naming import heard_person
from kibox_pbx.language.words import fold, with_digits
from kibox_pbx.utterance import Language


class Anybody(Enum):
    """A wish about the person that names none."""

    ANYBODY = auto()
    SOMEBODY_ELSE = auto()


Words = Mapping[Language, re.Pattern[str]]

_WHO = {
    Language.GERMAN: r"(?:wem|wer|wen|welche\w* (?:arzt|aerztin|person)|von wem)",
    Language.ENGLISH: r"(?:who|whom|whoever|which (?:doctor|person|one of (?:you|them)))",
}
_ANYBODY: Words = {
    Language.GERMAN: re.compile(
        r"\b(?:egal|gleich|rolle|wurscht|wurst) (?:ist |bei |mit |zu |mir )*"
        rf"{_WHO[Language.GERMAN]}\b"
        rf"|\b{_WHO[Language.GERMAN]}\b[\w ]{{0,20}}\b(?:egal|gleich|wurscht|keine rolle)\b"
        r"|\b(?:bei|mit|zu) (?:irgend(?:wem|jemand\w*|einem|einer)|jede[mr])\b"
    ),
    Language.ENGLISH: re.compile(
        rf"\b(?:mind|matter|matters|care) {_WHO[Language.ENGLISH]}\b"
        rf"|\bno matter {_WHO[Language.ENGLISH]}\b"
        r"|\b(?:with )?(?:anyone|anybody|any (?:doctor|person|of (?:you|them)))\b"
        r"|\b(?:either|whichever) (?:doctor|person|one of them)\b|\bwhoever is\b"
    ),
}
_SOMEBODY_ELSE: Words = {
    Language.GERMAN: re.compile(
        r"\b(?:bei|mit|zu|beim|zum|zur) (?:de[mrn] )?ander(?:e[nmr]?|n)"
        r"(?! (?:tag|termin|zeit|uhrzeit|woche|datum))\b|\bjemand(?:em)? ander\w+"
        r"|\b(?:den|dem|der|die|das) ander\w+ "
        r"(?:arzt|aerztin|doktor|doktorin|kolleg\w+|anwalt|anwaeltin|herrn?|frau|person|raum)\b"
    ),
    Language.ENGLISH: re.compile(
        r"\b(?:someone|somebody|anyone|anybody) else\b"
        r"|\b(?:the )?(?:other|another|different) "
        r"(?:doctor|one of (?:you|them)|colleague|lawyer|person|room|dentist)\b"
    ),
}
_WITH: Words = {
    Language.GERMAN: re.compile(
        r"\b(?:bei|beim|zu|zum|zur|mit|doktor|doktorin|dr|professor|herrn?|frau)\b"
    ),
    Language.ENGLISH: re.compile(
        r"\b(?:with|see|seeing|by|to|doctor|dr|professor|mister|mr|mrs|ms|missus|miss)\b"
    ),
}
_QUOTES: Words = {
    Language.GERMAN: re.compile(r"\b(?:gesagt|sagte?|meinte?|geschickt|verschrieben)\b"),
    Language.ENGLISH: re.compile(r"\b(?:told|said|says|reckons|advised|sent|mentioned)\b"),
}
"""What somebody said is no wish to see them ("Doctor Winter told me to have a blood test")."""

_PLAINLY_WITH: Words = {
    Language.GERMAN: re.compile(
        r"\b(?:bei|mit|zu) (?:dem|der|herrn?|frau|doktor|doktorin|dr|ihm|ihr)\b"
        r"|\b(?:beim|zum)\b"
    ),
    Language.ENGLISH: re.compile(r"\b(?:with|see|seeing)\b"),
}
_WEEKDAYS = {
    Language.GERMAN: "montag|dienstag|mittwoch|donnerstag|freitag|samstag|sonnabend|sonntag",
    Language.ENGLISH: "monday|tuesday|wednesday|thursday|friday|saturday|sunday",
}
_DATED: Words = {
    Language.GERMAN: re.compile(
        r"\b(?:heute|morgen|uebermorgen|naechste\w*|kommende\w*|diese[nrms]?|woche\w*)\b|\d\."
    ),
    Language.ENGLISH: re.compile(r"\b(?:today|tomorrow|next|coming|this|week\w*)\b|\d\."),
}
"""What says of which week a weekday is meant."""

_WEEKLY: Words = {
    Language.GERMAN: re.compile(
        rf"\b(?:{_WEEKDAYS[Language.GERMAN]})s\b|\bjede\w+ (?:{_WEEKDAYS[Language.GERMAN]})\b"
        rf"|\b(?:nur|immer|bloss|ausschliesslich) (?:an (?:einem )?|am )?"
        rf"(?:{_WEEKDAYS[Language.GERMAN]})(?:en)?\b"
    ),
    Language.ENGLISH: re.compile(
        rf"\b(?:{_WEEKDAYS[Language.ENGLISH]})s\b|\bonly (?:on )?(?:a )?"
        rf"(?:{_WEEKDAYS[Language.ENGLISH]})\b|\bevery (?:{_WEEKDAYS[Language.ENGLISH]})\b"
    ),
}
_WEEK_AFTER: Words = {
    Language.GERMAN: re.compile(
        r"\b(?<!\d )(?<!eine )(?:woche (?:darauf|drauf|danach|darauffolgend)"
        r"|(?:darauf|drauf) ?folgende\w* woche|folgewoche|folgenden woche)\b"
    ),
    Language.ENGLISH: re.compile(
        r"\b(?<!\ba )(?:(?:the )?week after(?! next)|(?:the )?following week)\b"
    ),
}
_SAME_TIME: Words = {
    Language.GERMAN: re.compile(
        r"\b(?:(?:der)?selben?|dieselbe|gleichen?) (?:uhr)?zeit\b(?! wie)|\bgenauso\b"
    ),
    Language.ENGLISH: re.compile(r"\bsame time\b(?! as)"),
}
_LATER_IN_DAY: Words = {
    Language.GERMAN: re.compile(r"\b(?:spaeter|spaeteres) am tage?\b|\btagsueber spaeter\b"),
    Language.ENGLISH: re.compile(r"\blater (?:on )?(?:in|during) the day\b"),
}
_ASKS_FOR_OTHERS: Words = {
    Language.GERMAN: re.compile(
        r"\b(?:haben|haetten|habt|gibts?|gaebe|ist|waere?|gehts?|ginge)\b.*\b(?:was|etwas|eins"
        r"|einen (?:\w+ )?termin|irgendwas)\b|^(?:und )?(?:was|etwas|irgendwas) (?:am|um|in)\b"
    ),
    Language.ENGLISH: re.compile(
        r"\b(?:have|got|is|are|would|do|does)\b.*\b(?:any|anything|something|nothing)\b"
        r"|^(?:and )?(?:any|anything|something) (?!(?:is|will|would|goes|suits|works)\b)"
    ),
}
_ASKS_TO_PROPOSE: Words = {
    Language.GERMAN: re.compile(
        r"\b(?:wann|was) (?:haben|haetten|habt|haettet|hast) (?:sie|ihr|du)"
        r"(?: (?:denn|so|da|noch|mir|uns|gerade))*"
        r"(?: (?:was|etwas|zeit|platz|frei|anzubieten))*$"
        r"|\bwas (?:waere|ist|geht|ginge|gibt es|gaebe es)(?: (?:denn|da|so|noch|bei ihnen))*"
        r"(?: (?:moeglich|frei|drin))?$"
        r"|\bwas (?:koennen|koennten|wuerden) sie (?:\w+ ){0,2}(?:anbieten|vorschlagen)\b"
        r"|\b(?:schlagen|machen|sagen|suchen) sie (?:\w+ ){0,3}(?:was|etwas|einen vorschlag)\b"
        r"|^(?:das |ja |hm |also |da )*weiss (?:ich )?(?:\w+ ){0,2}nicht(?: so)?(?: genau)?$"
        r"|\bdringend\w*\b|\b(?:nicht |sehr )?eilig\b|\beilt (?:\w+ )?nicht\b|\bhat zeit$"
        r"|^(?:jetzt|gleich|sofort|jetzt gleich)$"
        r"|\b(?:gleich|sofort|direkt) (?:vorbei ?)?kommen\b"
        r"|\bschmerzen$|\bkeine ahnung$"
        r"|\b(?:ist|waer\w*) (?:mir|uns) (?:\w+ )?(?:gleich|wurscht|einerlei)$"
    ),
    Language.ENGLISH: re.compile(
        r"\b(?:when|what)(?: times| days)? (?:have|do) you(?: have| got)*"
        r"(?: (?:anything|something|any|some|times?|appointments?|slots?))*"
        r"(?: (?:available|free|open|got|left|going))?$"
        r"|\bwhat ?s (?:available|free|open|there|possible)$"
        r"|\bwhat is (?:available|free|open|there|possible)$"
        r"|\byou (?:tell me|say|suggest)$|\bsuggest (?:something|one|a time|a day)\b"
        r"|\bwhat (?:can|could|would|do) you (?:offer|suggest|recommend)\b"
        r"|^(?:i |well i |oh i |um i )?(?:really |honestly )?(?:dont|don t|do not)"
        r" (?:really )?know$"
        r"|^(?:im |i am )?not (?:really )?sure$|\bno idea$"
        r"|\burgent\b|\bno (?:rush|hurry)\b|^(?:right )?now$|\bstraight (?:over|round|in)$"
        r"|\bin (?:\w+ )?pain$"
    ),
}
_TURNS_DOWN: Words = {
    Language.GERMAN: re.compile(
        r"\bweder noch\b|\bbeide\w* nicht\b|\bkein\w*\b|\bgar nicht\b|\bpasst (?:\w+ )?nicht\b"
        r"|\bgeht (?:\w+ )*nicht\b|\bschlecht\b|\bungünstig\b|\bunguenstig\b"
        r"|\bwas anderes\b|\betwas anderes\b"
    ),
    Language.ENGLISH: re.compile(
        r"\bneither\b|\bnone\b|\bnot (?:either|any)\b|\bno good\b|\bsomething else\b"
        r"|\bbusy then\b|\banything else\b"
    ),
}
_FILLERS = frozenset(
    """
    ja yes yeah okay ok gern gerne bitte please also dann then nehme nehmen wir ich i ll take
    nummer number option termin den die das der the passt gut fine good one
    """.split()  # noqa: SIM905 - a text reads better than a hundred strings
)


def heard_preference(scene: Scene, text: str) -> str | Anybody | None:
    """Return whom the caller wants: a person's key, anybody, somebody else; None: not said."""
    folded = fold(text)
    if _SOMEBODY_ELSE[scene.language].search(folded):
        return Anybody.SOMEBODY_ELSE
    if _ANYBODY[scene.language].search(folded):
        return Anybody.ANYBODY
    if _QUOTES[scene.language].search(folded) and not _PLAINLY_WITH[scene.language].search(
        folded
    ):
        return None
    return heard_person(scene, text) if _WITH[scene.language].search(folded) else None


def without_preference(scene: Scene, text: str) -> str:
    """Drop "egal bei wem" and the like, so that it is not read as a wish for any time."""
    left = _ANYBODY[scene.language].sub(" ", fold(text))
    return _SOMEBODY_ELSE[scene.language].sub(" ", left)


def is_weekly(text: str, language: Language) -> bool:
    """Say whether a weekday is meant in whatever week ("nur dienstags")."""
    return _WEEKLY[language].search(fold(text)) is not None


def is_weekday_alone(text: str, language: Language) -> bool:
    """Say whether a weekday is named, and nothing of the week it is in."""
    wording = _WEEK_AFTER[language].sub(" ", with_digits(fold(text), language))
    named = re.search(rf"\b(?:{_WEEKDAYS[language]})", wording)
    return named is not None and not _DATED[language].search(wording)


def is_week_after(text: str, language: Language) -> bool:
    """Say whether the whole week after what was offered is meant."""
    return _WEEK_AFTER[language].search(fold(text)) is not None


def is_same_time(text: str, language: Language) -> bool:
    """Say whether the time of day of what was offered is meant, on another day."""
    return _SAME_TIME[language].search(fold(text)) is not None


def is_later_in_day(text: str, language: Language) -> bool:
    """Say whether a quite other time of the day is meant, not the next one after the offer."""
    return _LATER_IN_DAY[language].search(fold(text)) is not None


def asks_for_others(text: str, language: Language) -> bool:
    """Say whether the caller asks what else there is ("haben Sie auch was am Abend")."""
    return _ASKS_FOR_OTHERS[language].search(fold(text)) is not None


def asks_to_propose(text: str, language: Language) -> bool:
    """Say whether who is asked for a day leaves it to us ("what have you got?")."""
    return _ASKS_TO_PROPOSE[language].search(fold(text)) is not None


def turns_down(text: str, language: Language) -> bool:
    """Say whether nothing of what was offered suits."""
    return _TURNS_DOWN[language].search(fold(text)) is not None


def bare_number(text: str, language: Language, count: int) -> int | None:
    """Return the index that a number by itself means ("ja, zwei"); None: something else."""
    words = [word for word in with_digits(fold(text), language).split() if word not in _FILLERS]
    numbers = {str(number): number - 1 for number in range(1, count + 1)}
    return numbers.get(words[0].rstrip(".")) if len(words) == 1 else None
