"""Yes or no to a question of a form, also where neither word is said.

"Usually" is a yes, "never had any" a no. Who does not know has said neither. Where a form asks
whether somebody is at home, people say who is in or that all are at work.
"""

import re
from collections.abc import Mapping

from kibox_pbx.language.yes_no import understand_yes_no
from kibox_pbx.utterance import Language

Patterns = Mapping[Language, re.Pattern[str]]

_UNSURE: Patterns = {
    Language.GERMAN: re.compile(
        r"\bweiß (?:\w+ ){0,4}?nicht\b|\bkeine ahnung\b"
        r"|\bkann (?:\w+ ){0,5}?nicht (?:\w+ )?sagen\b"
        r"|\b(?:schwer zu sagen|kommt (?:ganz )?drauf an|mal so mal so)\b"
    ),
    Language.ENGLISH: re.compile(
        r"\b(?:don't know|not (?:\w+ )?sure|no idea|(?:couldn't|can't) (?:say|tell)|hard to say"
        r"|(?:that|it) depends|haven't a clue|no clue)\b"
    ),
}
_MOSTLY: Patterns = {
    Language.GERMAN: re.compile(
        r"\b(?:in der regel|normalerweise|meist(?:ens)?|immer|fast immer|eigentlich schon"
        r"|so gut wie immer|(?:hab|habe|haben|hatte|bin|sind|ist) (?:ich|wir|er|sie|es)$)\b"
    ),
    Language.ENGLISH: re.compile(
        r"\b(?:usually|normally|mostly|most (?:days|of the time)|always|generally|as a rule)\b"
        r"|^(?:i|we|he|she|they|it) (?:have|do|did|am|are|was|were|is|has)"
        r"(?:$| (?:with|at|from|by|through))"
    ),
}
_HARDLY: Patterns = {
    Language.GERMAN: re.compile(
        r"\b(?:nie(?:mals)?|niemand|keiner|selten|kaum|fast nie|noch nie)\b"
    ),
    Language.ENGLISH: re.compile(
        r"\b(?:never|nobody|no one|no-one|seldom|rarely|hardly|(?:have|has|had|do|does|did|am"
        r"|are|is|was|were)n't$)\b"
    ),
}
_ASKS_FOR_HOME = re.compile(r"\b(?:zu ?hause|daheim|jemand da|at home|anybody in|someone in)\b")
_AT_HOME: Patterns = {
    Language.GERMAN: re.compile(
        r"\b(?:ist|bin|sind|wär\w*)(?: \S+){0,3} (?:da|daheim|zu ?hause|hier)\b"
        r"|\b(?:zu ?hause|daheim)\b|^(?:doch |ja )*(?:der|die|meine?|unsere?) \w+$"
    ),
    Language.ENGLISH: re.compile(
        r"\b(?:is|are|am|'s|be|i'm|someone's|she's|he's)(?: \S+){0,3} (?:in|home|here|there"
        r"|about|around)\b|^my \w+$"
    ),
}
_AWAY: Patterns = {
    Language.GERMAN: re.compile(
        r"\b(?:arbeiten|auf (?:der )?arbeit|in der arbeit|unterwegs|außer haus|weg"
        r"|berufstätig)\b|\b(?:nur|erst) (?:\w+ )?(?:abends?|wochenende)\b"
    ),
    Language.ENGLISH: re.compile(
        r"\b(?:at work|out|away|working|(?:both|all) work)\b"
        r"|\bonly (?:\w+ ){0,2}(?:evenings?|weekends?)\b"
    ),
}


def understand_yes_no_field(text: str, asked: str, language: Language) -> bool | None:
    """Return what is answered to a yes-or-no question; None: neither, or not known.

    Args:
        text: What the caller said.
        asked: The question.
        language: Of both.
    """
    if _UNSURE[language].search(text):
        return None
    agreed = understand_yes_no(text, language)
    return _told(text, asked.lower(), language) if agreed is None else agreed


def _told(text: str, asked: str, language: Language) -> bool | None:
    says_yes = _MOSTLY[language].search(text) is not None
    says_no = _HARDLY[language].search(text) is not None
    if _ASKS_FOR_HOME.search(asked):
        is_away = _AWAY[language].search(text) is not None
        is_in = _AT_HOME[language].search(text) is not None
        if is_away or says_no:
            return None if is_in and is_away else False
        says_yes = says_yes or is_in
    return None if says_yes == says_no else says_yes
