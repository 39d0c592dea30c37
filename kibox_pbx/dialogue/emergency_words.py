"""How people name an emergency.

`HELP` and `ILLS` are nouns, which can be denied ("kein Notfall"); ills can belong to the past
("nach meinem Herzinfarkt"). When in doubt it is an alarm.
"""

from collections.abc import Mapping

from kibox_pbx.utterance import Language

GERMAN, ENGLISH = Language.GERMAN, Language.ENGLISH

HELP: Mapping[Language, str] = {
    GERMAN: (
        r"(?:lebens)?notfall|notarzt|krankenwagen|rettungswagen|rettungsdienst|lebensgefahr"
        r"|feuer|gasgeruch"
    ),
    ENGLISH: r"emergency|ambulance|paramedics?|gas leak",
}

ILLS: Mapping[Language, str] = {
    GERMAN: (
        r"herzinfarkt|herzanfall|schlaganfall|hirnschlag|hirnblutung|herzstillstand|atemnot"
        r"|luftnot|atemstillstand|vergiftung|überdosis|selbstmord\w*|suizid\w*"
        r"|brustschmerz\w*|krampfanfall|epileptischen? anfall|stromschlag|kohlenmonoxid\w*"
        r"|lähmung\w*|engegefühl|(?:starke|schwere) blutung\w*"
        r"|(?:allergischen?|anaphylaktischen?) schock"
        r"|(?:schmerz\w*|druck|stechen|enge|brennen) (?:in|auf) (?:der|seiner|ihrer|meiner)"
        r" brust"
    ),
    ENGLISH: (
        r"heart attack|stroke|cardiac arrest|overdose|suicid\w+|seizure|chest pains?"
        r"|severe bleeding|anaphylactic shock|anaphylaxis|carbon monoxide|electric shock"
        r"|(?:pains?|pressure|tightness) (?:in|on) (?:my|his|her|the|their) chest"
        r"|shortness of breath"
    ),
}
