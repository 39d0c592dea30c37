"""How people name and describe an emergency, and how they say that it is none.

`HELP` and `ILLS` are nouns, which can be denied ("kein Notfall"); ills can belong to the past
("nach meinem Herzinfarkt"); `SIGNS` describe what is happening. When in doubt it is an alarm.
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

_SOMEBODY = (
    r"(?:ich|er|sie|es|mann|frau|vater|mutter|papa|mama|opa|oma|sohn|tochter|kind|baby|bruder"
    r"|schwester|freund\w*|kolleg\w*|nachbar\w*|jemand|partner\w*|kunde|kundin|patient\w*)"
)
_CHEMICALS = (
    r"(?:tabletten?|pillen?|medikamente?|putzmittel|reiniger|spülmittel|batterie|knopfzelle"
    r"|knopfbatterie|gift|münze|murmel|lauge|säure|waschmittel)"
)

SIGNS: Mapping[Language, str] = {
    GERMAN: (
        r"bewusstlos\w*|ohnmächtig\w*|(?:bewusstsein|besinnung) verloren|ohne bewusstsein"
        r"|nicht (?:mehr )?bei bewusstsein|nicht (?:mehr )?ansprechbar"
        r"|reagiert (?:gar )?nicht(?: mehr)?|wacht nicht (?:mehr )?auf"
        rf"|{_SOMEBODY}\b.*\b(?:umgekippt|zusammengebrochen|kollabiert)"
        r"|erstick\w+|verblut\w+|vergiftet|umbringen|bring\w* mich um|das leben nehmen"
        r"|(?:will|möchte|mag|kann) nicht mehr (?:weiter)?leben|(?:will|möchte) sterben"
        r"|(?:mir|sich) (?:et)?was an(?:zu)?tun"
        r"|atmet (?:gar )?(?:nicht|kaum|schwer)(?: mehr)?"
        r"|nicht(?: mehr)?(?: richtig| gut)? atmen"
        r"|(?:keine|kaum(?: noch)?|schlecht|schwer) luft(?: mehr)?"
        r"|brust (?:schmerzt|tut (?:so |sehr |furchtbar )?weh)|schmerzen im brustkorb"
        r"|blutet (?:sehr |ganz |so )?(?:stark|heftig|wie verrückt)|hört nicht auf zu bluten"
        r"|(?:verliert|verliere|verloren) (?:sehr |so )?viel blut"
        r"|(?:spuckt|spucke|hustet|erbricht|erbreche|kotzt) blut"
        r"|krampft|(?:plötzlich|auf einmal|seite) gelähmt|mundwinkel hängt|gesicht hängt"
        r"|arm nicht (?:mehr )?(?:bewegen|heben)|kann (?:plötzlich )?nicht mehr sprechen"
        r"|spricht (?:plötzlich )?(?:ganz )?(?:undeutlich|verwaschen)"
        rf"|{_CHEMICALS} (?:verschluckt|geschluckt|getrunken|gegessen)"
        r"|(?:kind|sohn|tochter|baby|kleine|kleiner)\b.*(?<!sich )\bverschluckt"
        r"|zu viele? (?:schlaf)?(?:tabletten|pillen|medikamente)"
        r"|(?:zunge|hals) schwillt|fruchtblase|ertrunken|ertrinkt|reanimier\w*|wiederbeleb\w*"
        r"|(?:haus|wohnung|küche|keller|zimmer|werkstatt) brennt|riecht (?:stark )?nach gas"
        r"|es brennt(?: hier| bei (?:uns|mir))?$|hilfe hilfe"
    ),
    ENGLISH: (
        r"unconscious|passed out|fainted|collapsed|unresponsive|(?:not|isn'?t) responding"
        r"|(?:won'?t|will not|does not|doesn'?t|not) wak(?:e|ing) up"
        r"|(?:not|can ?'?t|cannot|stopped|barely|hardly|struggling to) (?:breathe|breathing)"
        r"|can (?:barely|hardly) breathe|short of breath|choking|suffocating"
        r"|bleeding (?:very |really )?(?:heavily|badly|a lot|to death)|won'?t stop bleeding"
        r"|(?:coughing|spitting|vomiting|throwing) up blood|poison(?:ed|ing)"
        r"|swallowed (?:some |a |the |too many |my |his |her )?\w*"
        r"|too many (?:pills|tablets|painkillers)"
        r"|kill (?:myself|himself|herself|themselves)|end (?:my|his|her) life"
        r"|(?:don'?t|do not) want to live|want to die|hurt (?:myself|himself|herself)"
        r"|paraly[sz]ed|face is drooping|slurr\w+|can ?'?t (?:move|lift) (?:my|his|her) arm"
        r"|(?:his|her|the|my) (?:throat|tongue) is swelling|waters? (?:has|have)? ?broken?"
        r"|drown(?:ed|ing)|electrocuted|having (?:a|an epileptic) fit|smell of gas|smell gas"
        r"|(?:house|kitchen|flat|building|office|room) is on fire"
        r"|(?:there is|there'?s) a fire|help help"
    ),
}

DENIED: Mapping[Language, str] = {
    GERMAN: (
        r"\bkeine?[nrms]? (?:(?:richtige|echte|akute|direkte|medizinische|wirkliche|große"
        r"|schlimme|starke|mehr)[nrms]? )?(?:{named})\b"
        r"|\bnicht (?:um |direkt |gleich |wirklich |so )*eine?n? (?:{named})\b"
        r"|\b(?:notfall|feuer) (?:nicht|keiner)\b|\bmich (?:nur |gerade )?verschluckt\b"
        r"|\bnotfall(?:kontakt|nummer)\b|\bnicht (?:lebens)?bedrohlich\b"
    ),
    ENGLISH: (
        r"\b(?:no|not an?|not really an?|isn'?t an?|isn'?t really an?|without"
        r"|nothing like an?) (?:real |actual |acute )?(?:{named})\b"
        r"|\bemergency (?:contact|number|exit|fund)\b"
    ),
}
"""``{named}`` stands for all nouns."""

LONG_PAST: Mapping[Language, str] = {
    GERMAN: (
        r"\b(?:nach|seit) (?:eine[mr]|meine[mr]|de[mr]|seine[mr]|ihre[mr]|unsere[mr])"
        r" (?:letzten |ersten |alten )?(?:{ills})\b"
        r"|\b(?:letzte[sn]?|vorige[sn]?|vergangene[sn]?) (?:jahr|monat|sommer|winter|frühjahr"
        r"|herbst|woche|mal)\b.*\b(?:{ills})\b"
        r"|\bvor (?:\w+ )?(?:jahr|jahren|monat|monaten|wochen)\b.*\b(?:{ills})\b"
        r"|\b(?:{ills})\b(?: \w+){{0,3}} vor (?:\w+ )?(?:jahr|jahren|monat|monaten|wochen)\b"
        r"|\b(?:{ills})\b(?: \w+){{0,2}} (?:letzte[sn]?|vorige[sn]?) "
        r"(?:jahr|monat|sommer|winter|frühjahr|herbst|woche)\b"
        r"|\b(?:früher|damals)\b.*\b(?:{ills})\b"
    ),
    ENGLISH: (
        r"\b(?:after|since|following) (?:a|my|the|his|her|our)"
        r" (?:last |first |old )?(?:{ills})\b"
        r"|\b(?:last|previous) (?:year|month|summer|winter|spring|autumn|week)\b"
        r".*\b(?:{ills})\b"
        r"|\b(?:{ills})\b(?: \w+){{0,3}} (?:(?:years?|months?|weeks?) ago"
        r"|last (?:year|month|summer|winter|spring|autumn|week))\b"
        r"|\bused to have (?:\w+ )?(?:{ills})\b"
    ),
}
"""``{ills}`` stands for the ills. Days ago is not long past: a stroke of yesterday is one."""
