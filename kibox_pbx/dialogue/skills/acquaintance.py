"""Has the caller been here before? Some services are only for those who have, or have not.

What they say is taken for it; whether anybody is known is never looked up (nor told).
"""

import re
from collections.abc import Mapping

from kibox_pbx.dialogue.actions import Expect
from kibox_pbx.dialogue.reply import Line, Question
from kibox_pbx.dialogue.scene import Scene
from kibox_pbx.language.speakable import speakable
from kibox_pbx.language.words import fold
from kibox_pbx.language.yes_no import understand_yes_no
from kibox_pbx.records import Act
from kibox_pbx.utterance import Language

_NEW: Mapping[Language, re.Pattern[str]] = {
    Language.GERMAN: re.compile(
        r"\bnoch (?:nie|nicht|niemals)\b|\b(?:erste[nsr]?|1\.) mal\b|\berstmalig\b|\berstmals\b"
        r"|\bneu(?:e[rns]?)? (?:bei ihnen|patient\w*|kund\w*|mandant\w*|hier)\b"
        r"|\bneu(?:patient|kund|mandant)\w*\b|\b(?:bin|waere|sind) (?:ganz )?neu\b"
        r"|\bnie (?:bei ihnen|da|dort)\b"
    ),
    Language.ENGLISH: re.compile(
        r"\bnever (?:been|come|visited|seen)\b|\bfirst (?:time|visit)\b|\bhavent been\b"
        r"|\bnew (?:patient|client|customer|here|to)\b|\b(?:im|am|be|were|are) new\b"
    ),
}
_KNOWN: Mapping[Language, re.Pattern[str]] = {
    Language.GERMAN: re.compile(
        r"\b(?:war|waren|bin|komme|kommen|sind) (?:ich |wir )?(?:\w+ )?(?:schon|bereits"
        r"|oefters?|laenger|lange|seit|regelmaessig|immer wieder)\b"
        r"|\b(?:schon|bereits) (?:oefters?|mal|einmal|mehrmals|lange|laenger|2 mal|zweimal)\b"
        r"|\b(?:patient|patientin|kunde|kundin|mandant|mandantin) (?:bei|von) ihnen\b"
        r"|\bstamm(?:patient|kund)\w*\b|\bbekannt\b"
        r"|\bseit (?:jahren|ewigkeiten|langem|\w+ jahren)\b|\b(?:jedes|letztes|voriges) jahr\b"
    ),
    Language.ENGLISH: re.compile(
        r"\b(?:been|come|was) (?:\w+ )?(?:before|there before|here before|with you|to you)\b"
        r"|\b(?:existing|regular|already an?) (?:patient|client|customer)\b"
        r"|\b(?:patient|client|customer) (?:of yours|already|there|with you|here)\b"
        r"|\bcoming (?:\w+ )?(?:to|for)\b|\bfor (?:years|ages|donkeys|\w+ years)\b"
        r"|\b(?:youve|you have|ive|i have) been here\b|\b(?:every|last) year\b"
    ),
}


def heard_known(text: str, language: Language) -> bool | None:
    """Return what the caller says of themselves without being asked; None: nothing."""
    wording = fold(text)
    if _NEW[language].search(wording):
        return False
    return True if _KNOWN[language].search(wording) else None


def understand_known(text: str, language: Language) -> bool | None:
    """Return the answer to "have you been here before?"."""
    said = heard_known(text, language)
    return understand_yes_no(text, language) if said is None else said


def is_asked(scene: Scene, service: str) -> bool:
    """Say whether it matters for a service, or the practice always asks."""
    open_to = scene.settings.services[service].open_to
    return scene.settings.booking.ask_known or open_to != "all"


def is_open_to(scene: Scene, service: str, known: bool | None) -> bool:  # noqa: FBT001 (a datum)
    """Say whether a caller may book a service, as far as is known."""
    open_to = scene.settings.services[service].open_to
    return known is None or open_to == "all" or (open_to == "known") == known


def question() -> Question:
    """Ask whether the caller has been here before."""
    return Question(Line(Act.ASK_KNOWN, "ask_known"), Expect.YES_NO, "help_known")


def not_open(scene: Scene, service: str) -> Line:
    """Say for whom a service is, to somebody whom it is not for."""
    settings = scene.settings.services[service]
    spoken = speakable(scene.name(settings.names), scene.language)
    phrase = "only_for_known" if settings.open_to == "known" else "only_for_new"
    return Line(Act.TELL_ANSWER, phrase, {"service": spoken})
