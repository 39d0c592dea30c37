"""How German callers word their wishes: patterns, matched anywhere in a sentence.

The sentence has lost its greeting and its "äh" (`intents.plain`). Recognisers take compounds
apart ("ab sagen") and leave endings out ("ich hab", "ich bräucht").
"""

_THING = r"(termin\w*|gespräch\w*|besprechung\w*|besuch\w*|wartung\w*|untersuchung\w*)"
_DAY = r"(heute|morgen|übermorgen|(mon|diens|donners|frei|sams)tag|mittwoch)"
_OTHER = r"(auch|sonst|lieber|stattdessen|dafür|ander\w+|später|früher|wann)"

MOVE = (
    r"(verschieb|verleg|umbuch|umleg|vorverleg|vorzieh|verschob)\w*|(umzu|vorzu)\w+",
    rf"{_THING} .*\b(ändern|tauschen|wechseln|schieben|legen)",
    rf"{_THING} .*\b(später|früher|nach hinten|nach vorne?)",
    r"nach (hinten|vorne?) (schieben|legen)",
    r"auf (einen? |nen? )?andere\w* (tag|termin|zeit|uhrzeit|woche).*",
    rf"{_THING} .*andere[nr]? tag",
    r"(brauch|bräucht|möcht|will|hätt)\w* (\w+ )*andere[nr] termin|anderen termin statt",
    rf"(an)?statt (am |um )?({_DAY}|\w+ uhr|de[mrsn])",
    rf"hab\w* .*\btermin .*\b(geht|ginge|kann|könnt\w*|komm\w*)\b.*\b{_OTHER}",
    rf"schaff\w* .*\bnicht .*\b(geht|ginge|kann|könnt\w*)\b.*\b{_OTHER}",
    rf"(passt|geht|klappt)( \w+)? .*\bnicht .*\b(geht|ginge|kann|könnt\w*|passt)\b.*\b{_OTHER}",
    r"neuen termin .*\b(für den|anstelle|statt)",
)
CANCEL = (
    r"absag\w*|abzusagen|abgesagt|stornier\w*|cancel\w*|rückgängig",
    rf"sage?n? .*\b({_THING}|{_DAY}|ihn)\b.* ab$",
    r"(streich\w*|lösch\w*) .*\b(mich|uns|ihn|raus|termin\w*)",
    r"(termin\w*|mich|uns|ihn) .*\b(streichen|löschen|rausnehmen|austragen)",
    r"aus dem (kalender|buch|plan)|von der liste",
    rf"{_THING} .*\b(fällt|entfällt|entfallen|ausfallen)",
    r"brauch\w* .*\btermin\w* .*nicht|termin\w* .*brauch\w* .*nicht",
    r"(kann|können|könnte) .*\bnicht (\w+ )?(kommen|wahrnehmen|einhalten|da sein|erscheinen)",
    r"nicht (kommen|wahrnehmen|einhalten)",
    rf"schaff\w* .*\b({_THING}|{_DAY}|es)\b.*nicht|schaff\w* .*nicht ({_DAY}|zu ihnen)",
    r"sie (brauchen|müssen) .*\bnicht (mehr )?(zu |vorbei)?kommen",
    rf"komm\w* ((am )?{_DAY} |doch |leider |dann |also )*nicht( mehr)?$",
)
EXISTING = (
    r"(habe?|hatte) (ich|wir)\b.*\btermine?|(hat|hatte) (er|sie|mein\w*|der|die|herr|frau)\b.*"
    r"\btermine?|haben wir\b.*\btermine?",
    rf"(wann|wie ?viel uhr|ob) (ich|wir|mein\w*) .*\b{_THING} (noch )?(hab\w*|ist|sei|war)",
    r"(wann|wie ?viel uhr) (ist|war) (\w+ )*(mein|unser|der|die|ihr)\w* (\w+ )*"
    r"(termin|besprechung|gespräch)(?! frei)",
    r"(weiß|vergessen|verloren) .*\b(wann|ob|um wie ?viel uhr) (ich|wir|mein\w*|er|sie|der)",
    r"(steht|stimmt|gilt|bleibt) .*\btermin",
    r"termin .*\b(noch steht|noch gilt|bestätig\w*|stimmt)",
    r"(bin|sind|stehe?n?|ist) (ich|wir|er|sie|mein\w* \w+) .*"
    r"\b(eingetragen|vorgemerkt|angemeldet|drin|auf der liste|im kalender)",
    r"(wann|ob|wie ?viel uhr) (ich|wir|er|sie|mein\w* \w+) .*"
    r"\b(eingetragen|vorgemerkt|dran|drin|bestellt|bei ihnen bin"
    r"|(kommen|da sein) (soll|muss)\w*)",
    r"wann (sollte?n?) (ich|wir|er|sie)|wie ?viel uhr war",
    r"wann kommt (denn |eigentlich )?(ihr|euer|der|die|herr|frau)\b",
)
MESSAGE = (
    r"nachricht|ausrichten|richten sie .*\baus|hinterlassen|dalassen|da lassen",
    r"rückruf\w*|zurückruf\w*|zurückgerufen|zurückzurufen",
    r"ruf\w* (sie |er |du )?(mich|uns)|(mich|uns) .*\b(an|zurück)(ge)?ruf\w*",
    r"bescheid (zu )?(sagen|geben)|(sag|geb|gib)\w* .*\bbescheid",
    r"sag\w* (sie )?(\w+ ){0,2}(dem|der|ihr|ihm|ihnen|herrn|frau)\b",
    r"(schreib|notier)\w* (sie )?(\w+ ){0,2}(dem|der|ihr|ihm|herrn|frau)\b|was notieren",
    r"versucht .*(mich|uns) .*erreichen|anruf .*\b(verpasst|bekommen)",
    r"(soll|möchte|möge|könnte)\w* .*\b(sich|mich|uns) .*\b(melden|anrufen)",
)
PERSON = (
    r"verbind\w*|durchstell\w*|stell\w* sie (mich|uns)",
    r"(?<!^)sprechen(?! sie)|(mit|zu) .*\b(sprechen|reden)|telefonieren mit",
    r"^ist (denn |eigentlich |heute )?(der|die|herr|frau|doktor)\b.*"
    r"\b(im haus|im büro|da|zu sprechen|zu erreichen|am platz)",
    r"^(?!.*\b(termin|rezept|zeit))(kann|könnt|darf|dürft|hätt|möcht)\w* ich .*"
    r"\b(frau|herrn?|doktor|kolleg\w+|jemand\w*|chef\w*) .*"
    r"\b(haben|dran|ans? (telefon|apparat))",
    r"^(?!.*\b(termin|rezept))(geben|gib) (sie )?mir .*"
    r"\b(kolleg\w+|mitarbeiter\w*|chef\w*|doktor|frau|herrn|jemand\w*|jemand)",
    r"(brauch|bräucht)\w* .*\b(jemand\w*|wen) (von|aus)",
)
BOOK = (
    r"(brauch\w*|bräucht\w*|möcht\w*|will|wollt\w*|hätte?\w*|krieg\w*|bekomm\w*|vereinbar\w*"
    r"|ausmach\w*|mach\w*|frei\w*|neuen|buch\w*|geb\w*|haben) .*\btermin\w*",
    r"termin\w* .*\b(vereinbar\w*|ausmach\w*|mach\w*|buch\w*|frei\w*|haben|geben|krieg\w*"
    r"|bekomm\w*|bitte|brauch\w*|kommen)",
    r"(eine?n?|nen) termin|^termin|(nächste|erste)\w* (freie\w*|mögliche\w*) termin",
    r"(was|etwas|noch|nächste\w*|irgendwas|platz) (\w+ )?frei",
    r"(hätten|haben|gibt|geht|wär|ginge)\w* .*\b(was|etwas|irgendwas) (\w+ )?(für (mich|uns)"
    r"|bei ihnen)",
    r"(gibt es|gibts|hätten sie|wär\w*|ist) .*\bnoch (eine?n?|was|etwas|irgend\w*) "
    r"(?!\w*frage)",
    r"(hätten|hat|haben) (sie|(frau|herr) \w+) (?!.*kurz).*\bzeit",
    r"drankomm\w*|dran komm\w*|drannehmen|durchcheck\w*|untersuchen lassen",
    r"vorbei(komm|schau|seh)\w*|(dazwischen|ein|rein)schieben|unterbringen|unterkommen",
    r"(kann|könnt\w*|darf|dürft\w*|können) (ich|wir)( \w+)* (kommen|hin|herkommen)",
    r"(müsst?|muss|möcht|wollt|würd|soll|will)\w* .*\bz(um|ur|u) "
    r"(arzt|ärztin|doktor|frau doktor|kontrolle|untersuchung|behandlung)",
    r"(patient|patientin|kunde|kundin|mandant|mandantin) .*\bwerden",
    r"such\w* .*\b(hausarzt|hausärztin|arzt|ärztin|anwalt|anwältin)",
    r"(was|etwas|sache) .*\bbesprechen|beraten lassen",
    r"(jemand\w*|wer|wen|einer|monteur|techniker) .*"
    r"\b(kommen|schicken|anschau\w*|anseh\w*|schau\w*|reparier\w*)",
)
QUESTION = (
    r"^(wann|was|wie|wo|wer|wohin|woher|warum|wieso|welche\w*|wessen|(bis|ab|seit) wann)\b.*",
    r"^haben sie (?!mir|für mich).*|^(gibts|gibt es|bieten sie|kann man|muss ich|darf ich"
    r"|machen sie|nehmen sie|kommen sie|führen sie|akzeptieren sie|sprechen sie|sind sie"
    r"|ist(?! (da|hier|dort) jemand)"
    r"|brauche? ich|brauchen wir|müssen wir|hat (die|der|das|ihre?))\b.*",
    r"(fragen|wissen|erkundigen) .*\b(wo|wie|wann|was|ob|welche\w*|wer)",
    r"öffnungs ?zeiten|sprechzeiten|wie lange .*(auf|offen|geöffnet)|was kostet|frage",
)
