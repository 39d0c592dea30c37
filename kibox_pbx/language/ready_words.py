"""Hears that a caller asks whether something of theirs is ready: results, a prescription."""

import re
from collections.abc import Mapping

from kibox_pbx.utterance import Language

_THINGS: Mapping[Language, str] = {
    Language.GERMAN: (
        r"\w*(?:befund|ergebnis|resultat|werte|rezept|überweisung|bescheinigung|attest|bericht"
        r"|gutachten|unterlagen|krankmeldung|brille|einlagen|akte|bescheid|vertrag)\w*"
    ),
    Language.ENGLISH: (
        r"(?:results?|prescriptions?|referrals?|reports?|letters?|certificates?|sick notes?"
        r"|glasses|documents?|papers|paperwork|contracts?|(?:blood|lab) (?:values?|work))"
    ),
}
_ASKS: Mapping[Language, re.Pattern[str]] = {
    Language.GERMAN: re.compile(
        rf"\b(?:ist|sind|liegt|liegen|ob|wurde|wurden)\b.*\b{_THINGS[Language.GERMAN]}\b.*"
        r"\b(?:da|fertig|bereit|abholbereit|eingetroffen|angekommen|gekommen|vor|vorliegen"
        r"|vorliegt|zurück|ausgestellt|unterschrieben|(?:weg|ab)?geschickt)\b"
        r"|\b(?:wann|ab wann|wo|ob|kann|könnte|darf)\b.*\b(?:meine?n?|unsere?n?|das|die|den) "
        rf"(?:\w+ )?{_THINGS[Language.GERMAN]} (?:\w+ ){{0,3}}(?:ab(?:zu)?holen|mitnehmen)\b"
    ),
    Language.ENGLISH: re.compile(
        rf"\b(?:is|are|if|whether|has|have|were|was)\b.*\b{_THINGS[Language.ENGLISH]}\b.*"
        r"\b(?:in|back|ready|there|done|through|come|came|arrived|available|signed|sent)\b"
        r"|\b(?:when|where|if|whether|can|could|may)\b.*\b(?:pick|picked|collect|fetch)\b.*"
        rf"\b(?:my|our|the|his|her) (?:\w+ )?{_THINGS[Language.ENGLISH]}\b"
    ),
}


def asks_whether_ready(text: str, language: Language) -> bool:
    """Say whether somebody asks for what they have ordered or left behind, and not for more."""
    return _ASKS[language].search(text) is not None
