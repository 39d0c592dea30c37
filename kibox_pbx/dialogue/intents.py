"""What the caller wants, as far as rules can tell.

Rules come first because they can be tested to the end; the language model is asked only
for sentences that they do not know.
"""

import re
from collections.abc import Mapping
from enum import Enum, StrEnum

from kibox_pbx.utterance import Language


class Intent(StrEnum):
    """A wish that a skill takes care of. The values are the language model's labels."""

    BOOK = "book"
    MOVE = "move"
    CANCEL = "cancel"
    EXISTING = "existing"
    """Wants to hear about an appointment that may exist."""
    QUESTION = "question"
    MESSAGE = "note"
    PERSON = "person"


class Aside(Enum):
    """Something a caller may say at any moment, whatever was asked."""

    ARE_YOU_HUMAN = "are you human"
    PRIVACY = "privacy"
    PERSON = "person"
    MAILBOX = "mailbox"
    REPEAT = "repeat"
    DROP = "drop"
    GOODBYE = "goodbye"


Rules = tuple[tuple[re.Pattern[str], Intent], ...]


def _rules(*rules: tuple[str, Intent]) -> Rules:
    return tuple((re.compile(rf"\b({pattern})\b"), intent) for pattern, intent in rules)


_ENTRIES: Mapping[Language, Rules] = {
    Language.GERMAN: _rules(
        (
            r"(verschieb\w*|verleg\w*|umbuch\w*|umzubuchen|umleg\w*|verschoben|vorverleg\w*"
            r"|(termin|ihn) (ändern|tauschen)|anderen termin statt)",
            Intent.MOVE,
        ),
        (
            r"absag\w*|abzusagen|abgesagt|stornier\w*|(termin|ihn) (löschen|streichen)"
            r"|sage?n? .*termin.* ab|nicht kommen",
            Intent.CANCEL,
        ),
        (
            r"(hat|haben|hatte|habe) (ich|wir|er|sie|mein\w*|der|die|herr|frau)\b.*\btermine?"
            r"|wann (ist|war|wäre) .*termin|termin .*(bestätigen|noch steht|schon)",
            Intent.EXISTING,
        ),
        (
            r"nachricht|ausrichten|richten sie .* aus|rückruf\w*|zurückrufen|zurückruf"
            r"|(mich|uns) (bitte )?(mal )?(an|zurück)rufen|rufen sie mich",
            Intent.MESSAGE,
        ),
        (
            r"verbinden|durchstellen|verbinde|stellen sie mich|sprechen mit|sprechen"
            r"|mit .* (sprechen|reden)",
            Intent.PERSON,
        ),
        (
            r"(brauch\w*|möcht\w*|will|wollt\w*|hätte\w*|bräuchte\w*|krieg\w*|bekomm\w*"
            r"|vereinbar\w*|ausmach\w*|mach\w*|frei\w*|neuen|buch\w*|geb\w*) .*termin\w*"
            r"|termin\w* .*(vereinbar\w*|ausmach\w*|mach\w*|buch\w*|frei\w*|haben|geben|krieg\w*"
            r"|bekomm\w*|bitte|brauch\w*|kommen)"
            r"|(einen|nen) termin|^termin|(kann|könnte|darf) ich .*(vorbeikommen|kommen)",
            Intent.BOOK,
        ),
        (
            r"^(wann|was|wie|wo|wer|welche\w*|haben sie|gibt es|bieten sie|kann man|muss ich"
            r"|machen sie|ist|sind sie)\b.*|öffnungszeiten|wie lange .*(auf|offen|geöffnet)"
            r"|was kostet|frage",
            Intent.QUESTION,
        ),
    ),
    Language.ENGLISH: _rules(
        (
            r"reschedul\w*|postpone|(move|change|shift|rebook) (my|the|our|an|it|this)\b.*"
            r"|bring .* forward|push .* back|different (time|day) for my",
            Intent.MOVE,
        ),
        (
            r"cancel\w*|call off|can ?'?t (come|make it)|cannot (come|make it)|won'?t make it"
            r"|not able to come",
            Intent.CANCEL,
        ),
        (
            r"(do|does|did|have|has) (i|we|he|she|my|the|mr|mrs|ms)\b.*\bappointments?"
            r"|when (is|was) .*appointment|confirm .*appointment",
            Intent.EXISTING,
        ),
        (
            r"message|(call|ring|phone) (me|us) back|callback|call back|pass (it |this )?on"
            r"|let (him|her|them|the \w+) know|tell (him|her|them|the doctor)",
            Intent.MESSAGE,
        ),
        (
            r"put me through|connect me|transfer me|(speak|talk) (to|with)",
            Intent.PERSON,
        ),
        (
            r"(book|make|need|want|like|have|get|schedule|arrange|see|new|an?) "
            r"(.* )?(appointment|booking)s?|^appointment|see (the|a) doctor"
            r"|(can|could|may) i come( in| by)?|book (in|a|an|me)\b.*",
            Intent.BOOK,
        ),
        (
            r"^(when|what|how|where|who|which|do you|are you|is there|can i|does|is it)\b.*"
            r"|opening hours|a question",
            Intent.QUESTION,
        ),
    ),
}
"""The first rule that matches wins, so the narrow ones stand first."""

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
                r"^(bitte )?(eine?n? )?(echte\w* )?(mitarbeiter(in)?|mensch(en)?|person|zentrale"
                r"|empfang|rezeption)( bitte)?$"
                r"|\b(mit )?(eine[mrn]|nem|ner|ihren?) (echten? |richtigen? |anderen? )?"
                r"(mensch(en)?|mitarbeiter(in)?|person|kolleg(en|in)) (sprechen|reden|verbinden)\b"
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
                r"|\b(repeat|say (that|it) again|didn'?t (catch|hear|understand)|one more time"
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


def understand_intent(text: str, language: Language) -> Intent | None:
    """Return what the caller wants, or None where the rules do not know."""
    for pattern, intent in _ENTRIES[language]:
        if pattern.search(text):
            return intent
    return None


def understand_aside(text: str, language: Language) -> Aside | None:
    """Return what was said that has nothing to do with the question, if anything."""
    for pattern, aside in _ASIDES[language]:
        if pattern.search(text):
            return aside
    return None
