"""Whether a caller really gives an appointment up, or would rather keep it after all."""

import re
from collections.abc import Mapping

from kibox_pbx.language.agreement import understand_agreement
from kibox_pbx.utterance import Language

_KEEPS: Mapping[Language, re.Pattern[str]] = {
    Language.GERMAN: re.compile(
        r"\b(?:(?:lassen|lass|behalt\w*|behält) .*\b(?:so|dabei|alten?|ihn|termin|stehen|wie)"
        r"|(?:lass\w*|behalt\w*) (?:wir|sie|ich) (?:es|das|ihn|den)\b"
        r"|(?:bleib\w*|bleibe) (?:es |ich |wir )?(?:dann |doch |lieber )*(?:bei|beim|dabei|so)"
        r"|doch nicht (?:verschieben|verlegen|ändern)|komme? (?:dann )?doch"
        r"|dann (?:eben |halt )?(?:gar )?nicht)\b"
    ),
    Language.ENGLISH: re.compile(
        r"\b(?:(?:leave|keep) (?:it|that|the|my|everything|things)\b.*"
        r"|(?:i'?ll|i will|let'?s) (?:just )?(?:keep|leave|stick)\b.*"
        r"|stay with .*|stick (?:to|with) .*|(?:don'?t|do not) (?:move|change) it"
        r"|come after all)\b"
    ),
}


def gives_up(text: str, language: Language) -> bool:
    """Say whether the old appointment is to stay as it is."""
    return _KEEPS[language].search(text) is not None


_REGRETS: Mapping[Language, re.Pattern[str]] = {
    Language.GERMAN: re.compile(
        r"\b(?:leider|schade|nicht (?:kommen|schaffen|da|möglich)|schaff\w* .*nicht)\b"
    ),
    Language.ENGLISH: re.compile(
        r"\b(?:unfortunately|sadly|afraid|sorry|(?:can'?t|cannot|won'?t|not able to)"
        r" (?:come|make it|be there))\b"
    ),
}
"""Said along with a yes, and no refusal."""

_CANCELS: Mapping[Language, re.Pattern[str]] = {
    Language.GERMAN: re.compile(r"\b(?:ab ?sag\w*|sag\w* .*\bab|stornier\w*|streich\w*)\b"),
    Language.ENGLISH: re.compile(r"\b(?:cancel|call it off)\b"),
}
_NOT = re.compile(r"\b(?:nicht|nein|nee|doch nicht|kein\w*|not|no|don'?t)\b")


def agrees_to_cancel(text: str, language: Language) -> bool | None:
    """Return what the answer was to "Shall I cancel it?"; None: neither yes nor no.

    "Ja, leider" and "sagen Sie ihn ab" are yes; to keep it is no, whatever else is said.
    """
    if gives_up(text, language):
        return False
    plain = _REGRETS[language].sub(" ", text)
    agreed = understand_agreement(plain, language)
    if agreed is not None:
        return agreed
    regrets = plain != text and not _NOT.search(plain)
    cancels = _CANCELS[language].search(plain) is not None and not _NOT.search(plain)
    return True if regrets or cancels else None


_MOVES = re.compile(
    r"\b(?:(?:verschieb\w*|verleg\w*|änder\w*)(?: sie)?(?: (?:ihn|das|es|den|den termin))?"
    r"|(?:move|change|reschedule)(?: (?:it|that|the appointment))?)\b"
)
"""What is done anyway, so it says no more than the yes beside it."""


def agrees_to_move(text: str, language: Language) -> bool | None:
    """Return what the answer was to the read-back of a move; None: neither yes nor no.

    "Ja, verschieben Sie ihn" is yes.
    """
    return understand_agreement(_MOVES.sub(" ", text).strip(), language)
