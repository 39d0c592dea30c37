"""Hears that a caller asks when the practice is open, or when somebody is there."""

import re
from collections.abc import Mapping

from kibox_pbx.utterance import Language

_DAY_DE = r"(?:heute|morgen|übermorgen|\w+tags?|mittwochs?|wochenende|feiertag\w*|weihnachten)"
_DAY_EN = r"(?:today|tomorrow|\w+days?|weekends?|holidays?|christmas)"

_OPENING: Mapping[Language, re.Pattern[str]] = {
    Language.GERMAN: re.compile(
        r"\b(?:öffnungs|sprech|büro|geschäfts|praxis|telefon)zeit\w*"
        r"|\b(?:wann|hab\w*|hat|ist|sind|seid|bis|wie lange|ob)\b(?!.*\btermin)"
        r".*\b(?:geöffnet|offen|geschlossen)\b"
        r"|\b(?:haben|habt|hat|machen|macht)\b(?: \w+){1,5}? (?:auf|zu|dicht)"
        rf"(?=$| (?:{_DAY_DE}|bitte|denn|und|oder|am)\b)"
        r"|\b(?:wann|bis|ab|wie lange) .*\b(?:öffne[nt]|schließ(?:t|en)|feierabend)\b"
        rf"|\b(?:wann|wie lange|{_DAY_DE})\b.*\bjemand(?:en)?\b"
        r".*\b(?:da|erreichbar|erreiche\w*)\b"
        r"|\bwann (?:kann|könnte) (?:ich|man) (?:sie|euch|bei ihnen) .*erreichen"
        r"|\bwann (?:sind sie|seid ihr|ist die praxis|ist das büro)\b"
        r".*\b(?:da|erreichbar|besetzt)"
        rf"|\bsind sie\b.*\b{_DAY_DE}\b.*\b(?:da|erreichbar|besetzt)\b"
    ),
    Language.ENGLISH: re.compile(
        r"\b(?:opening|office|business|surgery|working|closing) (?:hours?|times?)"
        r"|\b(?:are|is|when|what time|until|till|how (?:long|late|early)|do|does|will"
        r"|if|which)\b.*\b(?:open|opens|closed?|closes|shut)\b"
        r"(?! (?:an?|to|the|my|for new|up)\b)"
        r"|\bdo you (?:do|work|open)\b(?: on)?(?: any)? "
        r"(?:(?:satur|sun)days?|weekends?|evenings?)\b"
        rf"|\b(?:when|until|till|how late|{_DAY_EN})\b.*\b(?:anyone|anybody|someone|somebody)\b"
        r".*\b(?:there|in|around)\b"
        rf"|\bis (?:anyone|anybody|someone|somebody) (?:there|in|around)\b.*\b{_DAY_EN}\b"
        rf"|\bare you (?:there|in|around)\b.*\b{_DAY_EN}\b|\bwhen are you (?:there|in|around)\b"
        r"|\bwhen can i (?:reach|get hold of) (?:you|somebody|someone)\b|\bhours of business\b"
    ),
}
_PRESENCE: Mapping[Language, re.Pattern[str]] = {
    Language.GERMAN: re.compile(
        r"\b(?:wann|wie lange|ist|sind|hat|kommt|welchen tagen|ob)\b"
        r".*\b(?:da|im haus|im hause|in der praxis|im büro|anwesend|erreichbar|sprechstunde"
        r"|dienst|besetzt|wieder|arbeitet)\b"
        r"|\barbeitet\b|\bwann\b.*\b(?:zu sprechen|zu erreichen|erreichen|erreiche ich)\b"
    ),
    Language.ENGLISH: re.compile(
        r"\b(?:when|until|is|are|does|will|what (?:days?|time)|which days?|if)\b"
        r".*\b(?:in|there|here|working|work|works|available|around|back|open|in the office)\b"
    ),
}
_NOW: Mapping[Language, re.Pattern[str]] = {
    Language.GERMAN: re.compile(
        r"\b(?:jetzt|gerade|momentan|noch|bis wann|wie lange|zu|schließ\w+|feierabend)\b"
    ),
    Language.ENGLISH: re.compile(
        r"\b(?:now|right now|currently|still|until|till|how (?:long|late)|clos\w+|shut)\b"
    ),
}
_EVERY: Mapping[Language, re.Pattern[str]] = {
    Language.GERMAN: re.compile(
        r"\b(?:(?:mon|diens|donners|frei|sams|sonn)tags|mittwochs|sonnabends)\b"
        r"|\b(?:immer|jeden|normalerweise|in der regel|generell)\b"
    ),
    Language.ENGLISH: re.compile(
        r"\b(?:mon|tues|wednes|thurs|fri|satur|sun)days\b|\b(?:every|usually|normally)\b"
    ),
}


def asks_opening(text: str, language: Language) -> bool:
    """Say whether somebody asks when the practice is open."""
    return bool(_OPENING[language].search(text))


def asks_presence(text: str, language: Language) -> bool:
    """Say whether somebody asks when a person, who must be named beside it, is there."""
    return bool(_PRESENCE[language].search(text))


def means_now(text: str, language: Language) -> bool:
    """Say whether a question without a day is about today ("bis wann ...")."""
    return bool(_NOW[language].search(text))


def means_every_week(text: str, language: Language) -> bool:
    """Say whether a weekday stands for all of its kind ("samstags")."""
    return bool(_EVERY[language].search(text))
