"""Whether a caller agrees to what was read back to them: nothing less is written down.

Stricter than `understand_yes_no`, which is for questions where nothing is lost by asking on. A
read-back is agreed to by a yes and hardly anything beside it: "cancel please" has a word of
consent in it, and is none.
"""

import re
from collections.abc import Mapping

from kibox_pbx.language.consent_words import HARMLESS, SHORT_YES, YES
from kibox_pbx.language.words import fold
from kibox_pbx.language.yes_no import understand_yes_no
from kibox_pbx.utterance import Language

MOST_BESIDE = 1
"""Words beside the yes that are neither of these."""

LONGEST = 14
"""Words; who says more tells something else, too."""

LONGEST_WITH_MORE = 12
"""Words of a sentence that begins with "ja" and may say again what was read back."""

_BESIDE: Mapping[Language, re.Pattern[str]] = {
    Language.GERMAN: re.compile(
        r"\b(?:aeh+m?|hm+|oh|ach|na|also|und|dann|da|dabei|doch|schon|mal|halt|eben|so|auch|nur"
        r"|ganz|sehr|wirklich|alles|das|dies\w*|die|der|den|dem|es|er|ich|wir|sie|ihr|mir|mich"
        r"|uns|mein\w*|ihre?|bin|ist|sind|war|waere?|hab|habe|haben|hat|kann|koennen|werden"
        r"|wird|stehen|steht|notiert|eingetragen|eintragen|buchen|bitte|bitten|danke|dank"
        r"|vielen|herzlichen|schoen|bestens|ihnen|frau|herr|fuer|mit|zu|am|an|um|in|im|von|wie"
        r"|gesagt|besprochen|(?:telefon)?nummer|namen?|termin|tag|uhrzeit|zeit|datum|angaben"
        r"|daten|uhr|bleibt|bleiben|machen|tun|nehmen|nehme|denke?|glaube?|meine?|wohl"
        r"|jetzt|wieder|noch|wuerde|sagen|meinetwegen|prima|gell|nicht wahr|wunderbar"
        r"|\w{1,2})\b"
    ),
    Language.ENGLISH: re.compile(
        r"\b(?:um+|uh|er+m?|hm+|oh|well|and|then|so|just|all|that|thats|this|the|it|its|is|are"
        r"|was|be|been|i|im|id|ill|ive|we|you|youve|youre|he|she|my|me|your|our|for|to|of|on"
        r"|at|in|with|by|as|now|really|very|quite|please|thanks|thank|much|love|mate|dear|pet"
        r"|duck|sir|madam|miss|do|does|did|can|may|will|would|have|has|got|got|said|say|read"
        r"|number|name|phone|telephone|appointment|time|day|date|details|put|down|book|make"
        r"|me|mine|one|everything|both|same|there|here|indeed|again|must|think|suppose|\w{1,2})\b"
    ),
}
_A_TIME = re.compile(
    r"\b(?:\d+|eins|zwei|drei|vier|fuenf|sechs|sieben|acht|neun|zehn|elf|zwoelf|halb|viertel"
    r"|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|half|quarter"
    r"|\w*(?:morgens?|mittags?|abends?)|mornings?|afternoons?|evenings?)\b"
)
_YES_FIRST = re.compile(r"^(?:\S+ )?(?:ja+|jo|jawohl|genau|yes|yeah|yep|yup|aye)\b")
_UNDOES = re.compile(
    r"\b(?:warte\w*|absag\w*|ab ?sagen|sagen sie .*ab|stornier\w*|streich\w*|loesch\w*"
    r"|verschieb\w*|verleg\w*|aender\w*|geht um|machen sie auch|cancel\w*|delete|remove"
    r"|move|change|reschedule|wait|hold on|hang on)\b"
)
"""No agreement, whatever else is said."""


def understand_agreement(text: str, language: Language) -> bool | None:
    """Return what was answered to a read-back; None: neither a plain yes nor a no."""
    said = understand_yes_no(text, language)
    if said is not True:
        return said
    wording = fold(text)
    if _UNDOES.search(wording):
        return None
    if SHORT_YES.search(wording):
        return True
    rest = YES[language].sub(" ", HARMLESS[language].sub(" ", wording))
    beside, count = _BESIDE[language].sub(" ", rest).split(), len(wording.split())
    is_plain = len(beside) <= MOST_BESIDE and count <= LONGEST and not _A_TIME.search(rest)
    is_begun = count <= LONGEST_WITH_MORE and _YES_FIRST.search(wording) is not None
    return True if is_plain or is_begun else None
