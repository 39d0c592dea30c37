"""Words of emergency, recognised before anything else. No triage: a person decides (L12)."""

import re

from kibox_pbx.utterance import Language

ALARMS = {
    Language.GERMAN: re.compile(
        r"\b(notfall|notarzt|krankenwagen|rettungswagen|herzinfarkt|schlaganfall"
        r"|herzstillstand|bewusstlos\w*|ohnmächtig\w*|atemnot|erstick\w+|verblut\w+"
        r"|vergiftet|vergiftung|überdosis|selbstmord|suizid\w*|lebensgefahr"
        r"|umbringen|das leben nehmen"
        r"|atmet nicht( mehr)?|(keine|kaum( noch)?) luft( mehr)?|nicht( mehr)? atmen"
        r"|schmerzen in der brust|brustschmerz\w*|blutet (sehr )?stark|starke blutung\w*"
        r"|krampfanfall|feuer)\b"
        r"|\bes brennt( hier| bei (uns|mir))?$"
    ),
    Language.ENGLISH: re.compile(
        r"\b(emergency|ambulance|heart attack|stroke|cardiac arrest|unconscious|passed out"
        r"|(not|can ?'?t|cannot|stopped) (breathe|breathing)|short of breath|choking"
        r"|chest pains?|pains? in (my|his|her|the) chest"
        r"|bleeding (very )?(heavily|badly)|severe bleeding|bleeding to death|overdose"
        r"|poison(ed|ing)|suicid\w+|kill (myself|himself|herself)|seizure"
        r"|(house|kitchen|flat) is on fire|(there is|there'?s) a fire)\b"
    ),
}

HARMLESS = {
    Language.GERMAN: re.compile(
        r"\b(keine?n?|nicht um einen) (notfall|herzinfarkt|schlaganfall|feuer|atemnot"
        r"|brustschmerz\w*)\b"
        r"|\bnach (einem|meinem|dem|seinem|ihrem) (herzinfarkt|schlaganfall|krampfanfall)\b"
    ),
    Language.ENGLISH: re.compile(
        r"\b(no|not an?|isn'?t an?) (emergency|stroke|heart attack|seizure)\b"
        r"|\bafter (a|my|the|his|her) (stroke|heart attack|seizure)\b"
        r"|\bemergency (contact|number)\b"
    ),
}
"""Words of alarm that are denied, or named as a thing of the past."""


def is_emergency(text: str, language: Language) -> bool:
    """Say whether somebody seems to be in danger. When in doubt, yes."""
    return ALARMS[language].search(HARMLESS[language].sub(" ", text)) is not None
