"""Words that have nothing to do with the question: a person, pardon, privacy, goodbye."""

import re
from collections.abc import Mapping
from enum import Enum

from kibox_pbx.utterance import Language


class Aside(Enum):
    """Something a caller may say at any moment, whatever was asked."""

    ARE_YOU_HUMAN = "are you human"
    PRIVACY = "privacy"
    PERSON = "person"
    MAILBOX = "mailbox"
    REPEAT = "repeat"
    DROP = "drop"
    GOODBYE = "goodbye"


_ASIDES: Mapping[Language, tuple[tuple[re.Pattern[str], Aside], ...]] = {
    Language.GERMAN: (
        (
            re.compile(
                r"\b(sind sie|bist du|ist das|(spreche|rede|telefoniere) ich)\b.*"
                r"\b(mensch\w*|roboter|maschine|computer|ki|echt\w*|automat|band"
                r"|künstliche\w*|anrufbeantworter|person)\b"
            ),
            Aside.ARE_YOU_HUMAN,
        ),
        (re.compile(r"\bdatenschutz\w*\b"), Aside.PRIVACY),
        (
            re.compile(
                r"^(bitte )?(eine?n? )?(echte\w* )?(mitarbeiter(in)?|mensch(en)?|person"
                r"|zentrale|empfang|rezeption)( bitte)?$"
                r"|\beine?n? (echte\w*|richtige\w*) (mitarbeiter(in)?|mensch(en)?|person)\b"
                r"|\b(eine[mrn]|nem|ner|ihren?) (echten? |richtigen? |anderen? )?"
                r"(mensch(en)?|mitarbeiter(in)?|person|kolleg(en|in)) "
                r"(sprechen|reden|verbinden)\b"
                r"|\bmit (einer|einem|einen) (echten? |richtigen? )?"
                r"(mensch(en)?|mitarbeiter(in)?|person|kolleg(en|in))\b"
                r"|\b(jemand(em|en)?|wen) (vom team |aus dem team |richtigen |echten )?"
                r"(sprechen|reden|verbinden|da)\b|\bmit jemand(em|en)?\b"
                r"|\bkeine[mnr]? (maschine|roboter|computer|automaten)\b"
            ),
            Aside.PERSON,
        ),
        (re.compile(r"\b(anrufbeantworter|mailbox)\b"), Aside.MAILBOX),
        (
            re.compile(
                r"^(wie|was) bitte$|^(wie|was|bitte|hä|pardon|entschuldigung)$"
                r"|\b(wiederholen sie|wiederholen|noch ?mal sagen|noch einmal sagen"
                r"|nicht verstanden|was haben sie gesagt|nicht gehört)\b"
                r"|^(bitte )?(noch ?mal|noch einmal)( bitte)?$"
            ),
            Aside.REPEAT,
        ),
        (
            re.compile(
                r"\b(abbrechen|vergessen sie( es| das)?|lassen wir das|lassen sie( es)?"
                r"|hat sich erledigt|doch keinen termin)\b"
            ),
            Aside.DROP,
        ),
        (
            re.compile(
                r"\b(auf wiederhören|auf wiedersehen|wiederhören|tschüss|tschüs|tschau|ciao"
                r"|ade|servus|schönen tag( noch)?|verwählt|falsch verbunden"
                r"|das (war|wars|wär|wäre) (es|alles)|das wars|das war's)\b"
            ),
            Aside.GOODBYE,
        ),
    ),
    Language.ENGLISH: (
        (
            re.compile(
                r"\b(are you|is this|am i (speaking|talking))\b.*"
                r"\b(human|robot|machine|computer|ai|real|bot|recording|person|artificial)\b"
            ),
            Aside.ARE_YOU_HUMAN,
        ),
        (re.compile(r"\b(privacy|data protection)\b"), Aside.PRIVACY),
        (
            re.compile(
                r"^(please )?(an? )?(real |actual )?(human|person|operator|receptionist|agent"
                r"|somebody|someone|reception|representative)( being)?( please)?$"
                r"|\b(to|with|me) (an? |the )?(real |actual |live )?(human|person|operator"
                r"|receptionist|somebody|someone|representative|agent)\b"
                r"|\bnot (a|some) (machine|robot|computer)\b"
            ),
            Aside.PERSON,
        ),
        (re.compile(r"\b(answering machine|mailbox|voice ?mail)\b"), Aside.MAILBOX),
        (
            re.compile(
                r"^(pardon|what|sorry|excuse me|come again|what was that)( please| me)?$"
                r"|\b(repeat(?! (prescription|medic|order|script))|say (that|it) again"
                r"|didn'?t (catch|hear|understand)|one more time"
                r"|did not (catch|hear|understand)|what did you say)\b"
            ),
            Aside.REPEAT,
        ),
        (
            re.compile(
                r"\b(never ?mind|forget (it|about it)|stop this|leave it|don'?t bother)\b"
            ),
            Aside.DROP,
        ),
        (
            re.compile(
                r"\b(goodbye|good bye|bye|bye bye|that'?s all|that is all|that'?s it"
                r"|that is it|have a (nice|good) (day|one)|wrong number)\b"
            ),
            Aside.GOODBYE,
        ),
    ),
}


def understand_aside(text: str, language: Language) -> Aside | None:
    """Return what was said that has nothing to do with the question, if anything."""
    for pattern, aside in _ASIDES[language]:
        if pattern.search(text):
            return aside
    return None
