"""Whether a caller says what ails them, or does not know what kind of appointment they need.

No diagnosis: the words of ordinary complaints, so that who names one instead of a service gets
the service that the practice has for it (`booking.otherwise`). Dangers are heard before.
"""

import re
from collections.abc import Mapping

from kibox_pbx.language.words import fold
from kibox_pbx.utterance import Language

Words = Mapping[Language, re.Pattern[str]]

_COMPLAINS: Words = {
    Language.GERMAN: re.compile(
        r"\w*schmerz\w*|\w+weh\b|\b(?:tut|tun|tat) (?:\w+ ){0,4}weh\b|\bweh (?:tut|tun)\b"
        r"|\bich (?:bin|fuehle? mich) (?:\w+ ){0,3}(?:krank|erkaeltet|muede|schwach|schlapp"
        r"|erschoepft|schwindl\w+|schwindelig|unwohl|nicht (?:gut|wohl|fit))\b"
        r"|\b(?:ist|sind|hat sich|liegt) (?:\w+ ){0,3}(?:krank|erkaeltet|entzuendet|geschwollen"
        r"|dick|rot|taub|steif|verstaucht|verspannt)\b"
        r"|\b(?:husten|schnupfen|fieber|grippe|durchfall|verstopfung|uebelkeit|schwindel"
        r"|migraene|ausschlag|juckreiz|heiserkeit|sodbrennen|blaehungen|bluthochdruck|blutdruck"
        r"|allergie|heuschnupfen|beschwerden|probleme mit|entzuendung|\w+entzuendung"
        r"|hexenschuss|ischias|warze|muttermal|zecke\w*|insektenstich|schwellung|beule"
        r"|erkaeltung|magen darm|schlafstoerung\w*|herzklopfen)\b"
        r"|\b(?:juckt|brennt|sticht|zieht|zwickt|kratzt|drueckt|klemmt|knackt|kribbelt)\b"
        r"|\bmir ist (?:\w+ )?(?:schlecht|uebel|schwindl?i?g|kalt|heiss)\b"
        r"|\b(?:umgeknickt|gezerrt|verrenkt|verhoben|gestossen|gebissen|gestochen)\b"
        r"|\bschlafe? (?:\w+ )?(?:schlecht|nicht)\b|\bkrank ?(?:schreib|meld)\w*\b"
    ),
    Language.ENGLISH: re.compile(
        r"\b\w*(?:aches?|aching|pains?|painful)\b|\b(?:hurts?|hurting|sore|swollen|itch\w*"
        r"|rash|cough\w*|fever|temperature|flu|migraines?|dizzy|nauseous|queasy|diarrhoea"
        r"|constipat\w+|heartburn|hay ?fever|allergy|infection|infected|inflamed|stiff|numb"
        r"|sprain\w*|twisted|bruised?|lump|mole|tick|sting|stung|bitten|blister|wheez\w+"
        r"|blood pressure|symptoms|bunged up|under the weather|run down)\b"
        r"|\b(?:i am|im|i feel|ive been|my \w+ is|hes|shes) (?:\w+ ){0,2}(?:ill|sick|unwell"
        r"|poorly|tired|exhausted|rough)\b"
        r"|\b(?:a|this|bad|nasty) cold\b|\bnot (?:feeling|been) (?:\w+ )?(?:well|right|great)\b"
        r"|\b(?:cant|not) sleep\w*\b|\b(?:trouble|problems?) with my\b|\bsick note\b"
    ),
}
_UNSURE: Words = {
    Language.GERMAN: re.compile(
        r"\bweiss (?:ich )?(?:\w+ ){0,3}nicht\b|\bkeine ahnung\b"
        r"|\bkann ich (?:\w+ )?nicht sagen\b"
        r"|^(?:(?:einen?|ganz|einfach|nur|so|ein|halt) )*(?:normal|ueblich|allgemein)\w*"
        r"(?: termin)?(?: bitte)?$"
        r"|^(?:(?:ich|moechte|will|muss|mal|nur|einfach|gern) )*"
        r"(?:zum|zur|beim|fuer den|mit de[mr]|den|die) "
        r"(?:arzt|aerztin|doktor|doktorin)(?: sprechen| sehen| bitte)*$"
    ),
    Language.ENGLISH: re.compile(
        r"\b(?:dont|don t|not) (?:really )?(?:know|sure)\b|\bno idea\b|\bcouldnt say\b"
        r"|^(?:(?:just|a|an|the|only) )*(?:normal|ordinary|usual|regular|standard|general)"
        r"(?: one| appointment)?(?: please)?$"
        r"|^(?:(?:i|d|id|like|want|need|just|to) )*(?:see|speak to|talk to|a chat with|with)"
        r" (?:the|a) doctor(?: please)?$"
    ),
}


def complains(text: str, language: Language) -> bool:
    """Say whether a sentence tells what ails somebody."""
    return _COMPLAINS[language].search(fold(text)) is not None


def is_unsure(text: str, language: Language) -> bool:
    """Say whether the caller does not know which kind it is, or wants just the usual."""
    return _UNSURE[language].search(fold(text)) is not None
