"""Understands yes and no, and keeps silent where a caller says both or neither."""

from kibox_pbx.language.consent_words import (
    AFFIRMS,
    ASKS,
    DOUBT,
    HARMLESS,
    NO,
    PLAIN_NO,
    POLITE,
    POLITE_ALONE,
    RATHER_NOT,
    SHORT_YES,
    SURE_AT_AN_END,
    SURE_YES,
    THANKS,
    YES,
)
from kibox_pbx.language.words import fold
from kibox_pbx.utterance import Language

SHORT_ANSWER = 6
"""Words; in a longer sentence "good" or "please" is no consent by itself."""


def understand_yes_no(text: str, language: Language) -> bool | None:
    """Return what the answer was; None if it was neither, or yes with a condition.

    "ja, aber nicht am Montag" is None: the condition has to be looked at, not agreed to.
    Words of consent beside a no ("stimmt nicht", "nein danke") belong to the no.
    """
    wording = HARMLESS[language].sub(" okay ", fold(text))
    is_sure = _is_sure(wording)
    if ASKS.search(wording) and not is_sure:
        return None
    says_no = bool(NO[language].search(wording) or RATHER_NOT.search(wording))
    if DOUBT.search(wording):
        is_plain_no = PLAIN_NO.search(wording) or RATHER_NOT.search(wording)
        return False if is_plain_no and not is_sure else None
    if says_no:
        return None if is_sure else False
    if SHORT_YES.search(wording) or POLITE_ALONE.search(wording):
        return True
    return _says_yes(wording, language, is_sure=is_sure)


def _is_sure(wording: str) -> bool:
    is_short = len(wording.split()) <= SHORT_ANSWER
    return (SURE_YES if is_short else SURE_AT_AN_END).search(wording) is not None


def _says_yes(wording: str, language: Language, *, is_sure: bool) -> bool | None:
    if not YES[language].search(POLITE.sub(" ", THANKS.sub(" ", wording))):
        return None
    is_plain = len(wording.split()) <= SHORT_ANSWER or AFFIRMS.search(wording)
    return True if is_plain or is_sure else None
