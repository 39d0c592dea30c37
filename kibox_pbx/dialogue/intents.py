"""What the caller wants, as far as rules can tell.

Rules come first because they can be tested to the end; the language model is asked only
for sentences that they do not know.
"""

import re
from collections.abc import Mapping
from enum import StrEnum

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
            r"|termin\w* .*(vereinbar\w*|ausmach\w*|mach\w*|buch\w*|frei\w*|haben|geben"
            r"|krieg\w*|bekomm\w*|bitte|brauch\w*|kommen)"
            r"|(was|etwas|noch|nächste\w*) (\w+ )?frei|vorbeikommen"
            r"|(eine?n?|nen) termin|^termin|(kann|könnte|darf) ich .*(vorbeikommen|kommen)",
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
            r"|(can|could|may) i come( in| by)?|book (in|a|an|me)\b.*"
            r"|(anything|something) (free|available)|an opening",
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


def understand_intent(text: str, language: Language) -> Intent | None:
    """Return what the caller wants, or None where the rules do not know."""
    for pattern, intent in _ENTRIES[language]:
        if pattern.search(text):
            return intent
    return None
