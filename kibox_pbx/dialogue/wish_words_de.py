"""How German callers word their wishes: patterns, matched anywhere in a sentence.

The sentence has lost its greeting and its "äh" (`intents.plain`). Recognisers take compounds
apart ("ab sagen") and leave endings out ("ich hab", "ich bräucht").
"""

_THING = r"(\w*termin\w*|gespräch\w*|besprechung\w*|besuch\w*|wartung\w*|untersuchung\w*)"
_DAY = r"(heute|morgen|übermorgen|(mon|diens|donners|frei|sams)tag|mittwoch)"
_NEAR = r"(\w+ ){0,6}"
_FACTS = (
    r"(ohne termin|kostet|kosten|nüchtern|mitbringen|parken|dauert|geöffnet|offen"
    r"|öffnungs ?zeiten)"
)
_OWN_DATA = (
    r"(adresse|anschrift|(\w*telefon|handy|mobil)?nummer|(\w*)kasse|(\w*)versicherung|nachname"
    r"|kontonummer|bankverbindung|e ?mail( ?adresse)?)"
)
_BELONGINGS = (
    r"(jacke|mantel|schirm|regenschirm|brille|handy|tasche|handtasche|rucksack|mütze|hut|schal"
    r"|handschuhe?|schlüssel\w*|geldbeutel|geldbörse|portemonnaie|buch|stock|gehstock|rollator"
    r"|kinderwagen|ausweis|ladekabel)"
)
_HOUSE = r"(treppen?|stufen|aufzug|fahrstuhl|rollstuhl|rollator|park\w*)"
_OTHER = r"(auch|sonst|lieber|stattdessen|dafür|ander\w+|später|früher|wann)"

MOVE = (
    r"(?<!zettel )(?<!karte )(verschieb|verleg|umbuch|umleg|vorverleg|vorzieh|verschob)\w*",
    r"(umzu|vorzu)\w+|termin(verschieb|verleg|änder)\w*",
    rf"{_THING} .*\b(ander\w+ (tag|mal|uhrzeit|woche))",
    rf"{_THING} .*\b(ändern|tauschen|wechseln|schieben|legen)",
    rf"{_THING} .*\b(später|früher|nach hinten|nach vorne?)",
    r"nach (hinten|vorne?) (schieben|legen)",
    rf"auf (den |einen |die )?((nächst|kommend|über ?nächst)\w* )?({_DAY}|woche|später)"
    r" (\w+ ){0,3}(schieben|legen|rücken|ziehen)",
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
    r"(termin)?absag\w*|abzusagen|abgesagt|stornier\w*|cancel\w*|rückgängig",
    rf"sage?n? .*\b({_THING}|{_DAY}|ihn)\b.* ab$",
    r"(streich\w*|lösch\w*) .*\b(mich|uns|ihn|raus|termin\w*)",
    r"(termin\w*|mich|uns|ihn) .*\b(streichen|löschen|rausnehmen|austragen)",
    r"aus dem (kalender|buch|plan)|von der liste",
    rf"{_THING} .*\b(fällt|entfällt|entfallen|ausfallen)",
    r"brauch\w* (\w+ ){0,3}(den|diesen|meinen|unseren) (\w+ ){0,2}\w*termin\w*"
    r" (\w+ ){0,4}nicht",
    r"(den|diesen|meinen|unseren|der|mein|unser) (\w+ ){0,2}\w*termin\w* .*brauch\w* .*nicht",
    r"(den|ihn|diesen|das|es) (schaff|pack)\w* (ich|wir) .*\bnicht",
    r"(bin|ist|sind) (\w+ )*verhindert|nicht mehr zum termin",
    r"(kann|können|könnte) .*\bnicht (\w+ )?(kommen|wahrnehmen|einhalten|da sein|erscheinen)",
    r"nicht (kommen|wahrnehmen|einhalten)",
    rf"schaff\w* .*\b({_THING}|{_DAY}|es)\b.*nicht|schaff\w* .*nicht ({_DAY}|zu ihnen)",
    r"sie (brauchen|müssen) .*\bnicht (mehr )?(zu |vorbei)?kommen",
    rf"krank ?(zu)?meld\w* .*\b({_THING}|für {_DAY})",
    rf"({_THING}|für {_DAY}) .*krank ?(zu)?melden",
    rf"({_THING}|{_DAY}|es|das) (\w+ ){{0,3}}(platzen|sausen|ausfallen|sein|bleiben) lassen",
    rf"komm\w* ((am )?{_DAY} |doch |leider |dann |also |früh |(vor|nach)?mittag |abend )*"
    r"nicht( mehr)?$",
    rf"(ich|wir) (kann|können|schaff\w*) ((es|leider|doch|am|um) )*{_DAY} "
    r"((früh|(vor|nach)?mittag|abend|leider|doch|um \w+( uhr)?) )*nicht( mehr)?"
    r"(?= (ich|wir|weil|mein\w*|da|denn|es|bin)\b|$)",
)
EXISTING = (
    rf"(habe?|hatte|haben) (ich|wir) {_NEAR}\w*termine?",
    rf"(hat|hatte) (denn |eigentlich )?(er|sie|mein\w*|der|die|herr|frau) {_NEAR}\w*termine?",
    r"(ob|wann) .*\w*termin\w* (hat|habe?)|(glaube?|meine?) (\w+ )?ich hab\w* .*termin",
    rf"(ob|wann|dass|dann) {_NEAR}(bei ihnen|in der praxis) (war|ist|gewesen)",
    r"(ist|sind|war) .*\bbei ihnen (\w+ )?(patient|mandant|kund)\w*",
    rf"(wann|wie ?viel uhr|ob) (ich|wir|mein\w*) .*\b{_THING} (noch )?(hab\w*|ist|sei|war)",
    r"(wann|wie ?viel uhr) (ist|war) (?!(\w+ )?(der|die) \w+ (freie|mögliche|verfügbare)\w*)"
    r"(\w+ )*(mein|unser|der|die|ihr)\w* (\w+ )*"
    r"(termin|besprechung|gespräch)(?! frei)",
    rf"(?!.*\b{_HOUSE})(weiß|vergessen|verloren) .*\b(?<!bis )(?<!ab )"
    r"(wann|ob|um wie ?viel uhr) (ich|wir|mein\w*|er|sie|der)",
    r"(steht|stimmt|gilt|bleibt) .*\btermin",
    r"termin .*\b(noch steht|noch gilt|bestätig\w*|stimmt)",
    r"(bin|sind|stehe?n?|ist) (ich|wir|er|sie|mein\w* \w+) .*"
    r"\b(eingetragen|vorgemerkt|angemeldet|drin|auf der liste|im kalender)",
    r"(wann|ob|wie ?viel uhr) (ich|wir|er|sie|mein\w* \w+) .*"
    r"\b(eingetragen|vorgemerkt|dran|drin|bestellt|bei ihnen bin"
    r"|(?<!nüchtern )(kommen|da sein) (soll|muss)\w*)",
    r"wann (sollte?n?) (ich|wir|er|sie)|wie ?viel uhr war",
    r"wann (soll|muss) (ich|wir|mein\w* \w+) (\w+ ){0,2}(da|noch ?mal|bei ihnen|zu ihnen)"
    r" (kommen|sein|hin|antreten)",
    r"wann kommt (denn |eigentlich )?(ihr|euer|der|die|herr|frau)\b",
)
MESSAGE = (
    r"nachricht|ausrichten|richten sie .*\baus|hinterlassen|dalassen|da lassen",
    r"rückruf\w*|zurückruf\w*|zurückgerufen|zurückzurufen",
    r"ruf\w* (sie |er |du )?(mich|uns)|(mich|uns) .*\b(an|zurück)(ge)?ruf\w*",
    r"bescheid (zu )?(sagen|geben)|(sag|geb|gib)\w* .*\bbescheid",
    r"sag\w* (sie )?(\w+ ){0,2}(dem|der|ihr|ihm|ihnen|herrn|frau)\b",
    r"sagen sie (?!(mir|uns)\b)(\w+ ){1,4}dass",
    r"(schreib|notier)\w* (sie )?(\w+ ){0,2}(dem|der|ihr|ihm|herrn|frau)\b|was notieren",
    r"versucht .*(mich|uns) .*erreichen|anruf .*\b(verpasst|bekommen)",
    r"(soll|möchte|möge|könnte)\w* .*\b(sich|mich|uns) .*\b(melden|anrufen)",
    r"(kann|könnte|soll|sollte|möge|möchte|würde) (er|sie) .*\b(mir|uns) .*"
    r"(schicken|zuschicken|senden|sagen|geben|mailen|schreiben)",
    r"mitteilen|weitergeben|weiterleiten|loswerden",
    rf"{_OWN_DATA} (\w+ ){{0,4}}(geändert|gewechselt)|(neue|andere|geänderte) {_OWN_DATA}"
    rf"|{_OWN_DATA} (ist|sind) (jetzt |nun )?(neu|anders)"
    r"|(bin|sind) (\w+ ){0,3}umgezogen|(bin|sind) (\w+ ){0,4}(kasse|versicherung) gewechselt",
    rf"{_BELONGINGS} .*\b(vergessen|verloren|gefunden|(liegen|stehen|hängen) ?(ge)?lassen)"
    rf"|(vergessen|verloren|(liegen|stehen|hängen) ?(ge)?lassen) .*\b{_BELONGINGS}",
)
PERSON = (
    r"^(hier (ist|spricht)|hier|wir sind|ich bin) "
    r"(die |das |der |vom |von der |aus der |aus dem )?"
    r"(\w*apotheke|\w*labor|\w*krankenhaus|\w*klinik|\w*klinikum|\w*pflegedienst"
    r"|\w*pflegeheim|altenheim|krankenkasse)\b(?!.*\b(war|hat|hatte|ob|wann|welche\w*)\b)",
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
    r"|ausmach\w*|mach\w*|frei\w*|neuen|buch\w*|geb\w*|haben) .*termin\w*",
    r"\w*termin\w* .*\b(vereinbar\w*|ausmach\w*|mach\w*|buch\w*|frei\w*|haben|geben|krieg\w*"
    r"|bekomm\w*|bitte|brauch\w*|kommen)",
    r"(eine?n?|nen) \w*termin|^\w*termin|\w*termin(vereinbar|vergab)\w*",
    r"(ausmachen|vereinbaren)$",
    r"(nächste|erste|frühe?ste)\w* (freie|mögliche|verfügbare)\w* \w*termin",
    r"(was|etwas|noch|nächste\w*|irgendwas|platz) (\w+ )?frei",
    r"(hätten|haben|gibt|geht|wär|ginge)\w* .*\b(was|etwas|irgendwas) (\w+ )?(für (mich|uns)"
    r"|bei ihnen)",
    r"(gibt es|gibts|hätten sie|wär\w*|ist) .*\bnoch (eine?n?|was|etwas|irgend\w*) "
    r"(?!\w*frage)",
    r"(hätten|hat|haben) (sie|(frau|herr) \w+) (?!.*kurz).*\bzeit",
    r"drankomm\w*|dran komm\w*|drannehmen|durchcheck\w*|untersuchen lassen",
    r"vorbei(komm|schau|seh)\w*|(dazwischen|ein|rein)schieben|unterbringen|unterkommen",
    r"(?<!wo )(?<!wohin )(kann|könnt\w*|darf|dürft\w*|können) (ich|wir)"
    r"(?!.* (auch mit|ohne|auto|wagen|rad|bus|bahn|hund|rollstuhl|rollator|begleitung) )"
    r"( \w+)* (kommen|hin|herkommen)",
    r"(müsst?|muss|möcht|wollt|würd|soll|will)\w* .*\bz(um|ur|u) "
    r"(\w*arzt|\w*ärztin|doktor|frau doktor|\w*kontrolle|\w*untersuchung|\w*behandlung)",
    r"(fragen|wissen) .*\bob (ich|wir) (?!.*\b(auch|ohne|nüchtern) )"
    r".*kommen (kann|könnt\w*|darf|dürft\w*)",
    r"(kann|könnt\w*|darf|dürft\w*|möcht\w*|würd\w*|woll\w*|müsst\w*|muss|will)"
    r" (\w+ ){0,8}z(um|ur) \w+ (\w+ ){0,3}kommen",
    r"haben sie (\w+ ){0,3}(am|an|um|nächste|diese|heute|morgen|übermorgen|irgendwann) "
    r"(\w+ ){0,5}(was|etwas|platz|luft)",
    r"(brauch|bräucht|such)\w* (\w+ ){0,3}(\w*arzt|\w*ärztin|doktor|anwalt|anwältin"
    r"|\w*berater|\w*beraterin|\w*therapeut\w*)(?= (mir|weil|der|die|denn|und|für|ich)\b|$)",
    r"(\w*kontrolle|\w*untersuchung|\w*impfung|\w*reinigung|\w*wartung|inspektion|prophylaxe"
    r"|vorsorge|auffrischung) .*\bfällig|wieder zeit für",
    r"(soll|möcht|würd|müsst|muss|wollt)\w* .*\b(mich|ihn|sie|uns) (\w+ ){0,6}vorstellen",
    r"(müsst|soll|könnt|muss|kann)\w* (\w+ ){0,2}sich (\w+ ){1,6}(anschau|anseh)\w*",
    r"(ob|dass|damit) (\w+ ){1,8}(an ?schau|an ?seh|an ?guck|drüber ?schau|untersuch)\w*"
    r" (kann|könnt\w*|soll\w*|würd\w*)",
    r"(gekündigt|kündigung|klage|mahnung|vorladung|strafbefehl) .*\banw(alt|ältin)",
    r"(patient|patientin|kunde|kundin|mandant|mandantin) .*\bwerden",
    r"such\w* .*\b(hausarzt|hausärztin|arzt|ärztin|anwalt|anwältin)",
    r"(was|etwas|sache) .*\bbesprechen|beraten lassen",
    r"(jemand\w*|wer|wen|einer|monteur|techniker) .*"
    r"\b(kommen|schicken|anschau\w*|anseh\w*|schau\w*|reparier\w*)",
)
SYMPTOMS = (
    r"(hab|habe|hat|haben) .*(schmerz\w*|fieber|husten|ausschlag|durchfall)|(tut|tun) .*\bweh",
    r"(geht( es)?|gehts|ist) (mir|ihm|ihr) .*\b(schlecht|nicht gut|übel|schwindlig)",
    r"mir (geht( es)?|gehts|ist) .*\b(schlecht|nicht gut|übel|schwindlig)",
)
FACTS = (
    r"(muss ich|muss man|^brauche? ich|^braucht man) "
    r"(da |dafür |dazu |vorher |für \w+ |zum \w+ )*(einen |ein |nen )?"
    r"termin( (machen|ausmachen|vereinbaren|haben))?$",
    rf"^(was|wie|wo|wann|wer|muss|soll|kann|brauch\w*|gibt) .*{_FACTS}",
    r"noch (\w+ )?(leute|patient\w*|mandant\w*|kunden|jemand\w*) (auf|an)?(zu)?n[ie][hm]m\w*",
    rf"(was|wie ?viel) (\w+ )?kostet|mitbringen|{_FACTS}$|ob (ich|man|wir) .*{_FACTS}",
)
QUESTION = (
    r"^(wann|was|wie|wo|wer|wohin|woher|warum|wieso|welche\w*|wessen|(bis|ab|seit) wann)\b.*",
    r"^haben sie (?!mir|für mich).*|^(gibts|gibt es|bieten sie|kann man|muss ich|darf ich"
    r"|machen sie|nehmen sie|kommen sie|führen sie|akzeptieren sie|sprechen sie|sind sie"
    r"|ist(?! (da|hier|dort) jemand)"
    r"|brauche? ich|brauchen wir|müssen wir|hat (die|der|das|ihre?))\b.*",
    r"(fragen|wissen|wüsste?|interessier\w*|erkundigen) .*\b(wo|wie|wann|was|ob|welche\w*|wer)",
    r"^\w+e[rl]?n sie (auch|überhaupt|nur|noch)\b",
    r"(zahlt|zahlen|bezahlt|übernimmt|übernehmen|erstattet?n?) (die|das|der|meine?|man|ihr)\b",
    r"öffnungs ?zeiten|sprechzeiten|wie lange .*(auf|offen|geöffnet)|frage",
    r"^(darf|dürfen|kann|könnte|können) (auch|die|der|das|meine?|jemand)\b.*",
    r"(auch mit|ohne) .*\bkommen",
    r"(wo|wohin|wie) (stell|park|find|komm|krieg|bekomm)\w* (ich|man|wir)\b.*",
    r"(kann|darf|gibt|spricht|verkaufen|haben|hat|arbeiten|behandeln|übernehmen) "
    r"(man|es|eigentlich|in (der|ihrer)|bei ihnen|sie auch|sie eigentlich)\b.*",
)
