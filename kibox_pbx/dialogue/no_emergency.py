"""What sounds like an emergency and is none: denied, long past, feared, or a manner of speech.

Taken out of a sentence before an emergency is looked for. Days ago is not long past: a
stroke of yesterday is one. Whatever is said of now stays: "letztes Jahr ... und jetzt ...".
"""

import re
from collections.abc import Mapping

from kibox_pbx.utterance import Language

GERMAN, ENGLISH = Language.GERMAN, Language.ENGLISH

_NOW = r"(?:jetzt|gerade|grad|eben|wieder|heute|sofort|hilfe|now|just|again|today|currently)\b"
_STRETCH = rf"(?: (?!{_NOW})\S+)"
"""A word on the way between the past and the ill."""

_MONTHS_DE = (
    r"januar|februar|märz|april|mai|juni|juli|august|september|oktober|november|dezember"
    r"|frühjahr|frühling|sommer|herbst|winter"
)
_MONTHS_EN = (
    r"january|february|march|april|may|june|july|august|september|october|november|december"
    r"|(?:the )?(?:spring|summer|autumn|fall|winter)"
)
_AGO: Mapping[Language, str] = {
    GERMAN: (
        r"(?:(?:letzte|vorige|vergangene|vorletzte)[snmr]? (?:jahr|monat|woche|mal|advent"
        rf"|{_MONTHS_DE})|vor (?:\w+ ){{0,3}}(?:jahr|jahren|monat|monaten|wochen|jahrzehnten)"
        rf"|(?:im|vom|seit) (?:letzten |vorigen )?(?:{_MONTHS_DE})|früher|damals|als kind"
        r"|seinerzeit|(?:19|20)\d\d)"
    ),
    ENGLISH: (
        r"(?:(?:last|previous) (?:year|month|week|christmas|january|february|march|april|may"
        r"|june|july|august|september|october|november|december|spring|summer|autumn|winter)"
        r"|(?:years?|months?|weeks?) (?:ago|back|since)"
        rf"|(?:back )?in (?:{_MONTHS_EN}|(?:19|20)\d\d)|as a (?:child|kid|teenager|boy|girl)"
        r"|used to (?:have|get|suffer from))"
    ),
}
_OVER: Mapping[Language, str] = {
    GERMAN: (
        r"(?:abgerechnet|bezahlt|repariert|behoben|erledigt|beseitigt|ausgestanden|überstanden"
        r"|gestorben|verstorben)"
    ),
    ENGLISH: r"(?:(?:been |was |is |it's )?(?:fixed|repaired|sorted|paid|mended|dealt with))",
}
_HARMLESS: Mapping[Language, str] = {
    GERMAN: (
        r"\bkeine?[nrms]? (?:(?:richtige|echte|akute|direkte|medizinische|wirkliche|große"
        r"|schlimme|starke|mehr)[nrms]? )?(?:{named})\b"
        r"|\bnicht (?:um |direkt |gleich |wirklich |so )*eine?n? (?:{named})\b"
        r"|\b(?:{ills})(?: (?:es|sie|er|hier|aber|zum glück))* nicht(?:$| (?=die|der|das|nur"
        r"|aber|mehr da))"
        r"|\b(?:notfall|feuer) (?:nicht|keiner)\b|\bmich (?:nur |gerade )?verschluckt\b"
        r"|\bnotfall(?:kontakt|nummer)\b|\bnicht (?:lebens)?bedrohlich\b"
        r"|\b(?:preise?|kosten|rechnungen|beiträge)(?: \S+){{0,3}} explodiert\b"
        r"|\bim (?:äußersten |absoluten )?notfall\b|\bfeuer und flamme\b"
        r"|\bkrankenwagen (?:hat|haben|hatte|war|kam)\b"
        r"|\berstick\w+ (?:\w+ )?in (?:arbeit|papier\w*|akten|rechnungen|terminen|der post)\b"
        r"|\b(?:angst|sorge|sorgen) (?:vor|um) (?:eine[mnr] )?(?:{ills})\b"
        r"|\b(?:risiko\w*|vorsorge|impfung|schutz|vorbeug\w*|versicher\w*|versichert)\b"
        r"(?: \S+){{0,3}} (?:für|gegen|bei|zu|zum|eine[nsmr]) (?:eine[mnr] )?(?:{ills})\b"
        r"|\b(?:rechnung|angebot|garantie|gutachten|akte)\b(?: \S+){{0,2}}"
        r" (?:für|über|vom|von|zum|zur|wegen|nach|zu) (?:de[mnr] |eine[mnr] )?(?:{ills})\b"
        r"|\b(?:an|am|durch) (?:eine[mnr] |ihre[mr] |seine[mr] )?(?:{ills}) (?:ge|ver)storben\b"
        r"|\b(?:nach|seit) (?:eine[mr]|meine[mr]|de[mr]|seine[mr]|ihre[mr]|unsere[mr])"
        r" (?:letzten |ersten |alten )?(?:{ills})\b"
        r"|\b{ago}{stretch}*? (?:{every})\b"
        r"|\b(?:{every}){stretch}{{0,4}} {ago}\b(?:{stretch}{{0,4}} {over}\b)?"
        r"|\b(?:{ills}){stretch}{{0,5}} {over}\b"
    ),
    ENGLISH: (
        r"\b(?:no|not an?|not really an?|isn'?t an?|isn'?t really an?|without"
        r"|nothing like an?) (?:real |actual |acute |more )?(?:{named})\b"
        r"|\b(?:no|not|isn't|aren't|wasn't|doesn't|don't|didn't|never|without)"
        r" (?:any |a |really |actually |even )*(?:{ills})\b"
        r"|\bemergency (?:contact|number|exit|fund|appointments?|slots?|hours|dentist|surgery"
        r"|clinic|line)\b|\bin case of (?:an )?emergency\b"
        r"|\bambulance (?:people|crew|bill|invoice|station|driver|man|men|service)\b"
        r"|\bchok(?:ed|ing) up\b|\bin floods(?: of tears)?\b|\b(?:prices?|costs?"
        r"|bills?)(?: \S+){{0,3}} exploded\b|\bstroke of (?:luck|genius)\b"
        r"|\b(?:afraid|scared|frightened|worried|fear|risks?|chances?) (?:of|about)"
        r" (?:having |getting |suffering )?(?:an? |another )(?:{ills})\b"
        r"|\b(?:cover\w*|insured|insurance|prevent\w*|guarantee|bill|invoice|quote|paid)\b"
        r"(?: \S+){{0,2}}? (?:(?:for|against|about|on|after) )?(?:an? |the |our |my |any )?"
        r"(?:{ills})\b"
        r"|\b(?:died|dead) (?:of|from|after) (?:an? |her |his |another )?(?:{ills})\b"
        r"|\b(?:after|since|following) (?:a|my|the|his|her|our)"
        r" (?:last |first |old )?(?:{ills})\b"
        r"|\b{ago}{stretch}*? (?:{every})\b"
        r"|\b(?:{every}){stretch}{{0,4}} {ago}\b"
        r"|\b(?:{ills}){stretch}{{0,5}} {over}\b|\bfainted once\b|\bonce fainted\b"
    ),
}
"""``{named}`` stands for all nouns, ``{ills}`` for those that can be over, ``{every}`` also
for the signs."""


def harmless(language: Language, ills: str, help_: str, signs: str) -> re.Pattern[str]:
    """Return what is taken out of a sentence before an emergency is looked for."""
    named = f"{ills}|{help_}"
    return re.compile(
        _HARMLESS[language].format(
            named=named,
            ills=ills,
            every=f"{named}|{signs}",
            ago=_AGO[language],
            over=_OVER[language],
            stretch=_STRETCH,
        )
    )
