"""Whether a caller who wanted to move an appointment would rather keep it after all."""

import re
from collections.abc import Mapping

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
