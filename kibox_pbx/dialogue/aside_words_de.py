"""German words that have nothing to do with the question, by the names of `Aside`."""

_RECORDING = r"(?:ton)?(?:aufzeichnung\w*|aufnahmen?|mitschnitt\w*)"
_TO_RECORD = r"(?:aufzeichnen|aufnehmen|mitschneiden|aufgezeichnet|aufgenommen|mitgeschnitten)"
_TO_IMPROVE = r"(?:verbesser\w*|training\w*|trainieren|schulung\w*)"
_NOT_OF_SOUND = (
    r"^(?!.*\b(?:patient\w*|mandant\w*|kund\w*|mitglied\w*|nachricht\w*|rezept\w*"
    r"|termin\w*|klinik|krankenhaus|stationär\w*|vertrag\w*|bestellung\w*|auftrag\w*"
    r"|testament\w*|vollmacht\w*|verfügung\w*|schweigepflicht\w*|kauf\w*)\b).*?"
)
"""People and messages are taken up ("aufgenommen") as well, and contracts are revoked."""

WITHDRAW = _NOT_OF_SOUND + (
    r"(?:"
    r"\bich (?:möchte |will )?(?:\w+ ){0,3}?widerrufe?n?\b|\bich nehme (?:\w+ ){0,3}?"
    r"(?:einwilligung|zustimmung|erlaubnis|einverständnis) (?:\w+ )?zurück\b"
    r"|\b(?:einwilligung|zustimmung|erlaubnis|einverständnis)\b(?: \w+){0,3} "
    r"(?:zurück\w*|widerruf\w*)\b"
    r"|\b(?:nicht|nichts)(?: \w+){0,4}? " + _TO_RECORD + r"\b(?! w(?:ie|o|ann))"
    r"|\b(?:zeichnen|nehmen|schneiden) sie (?:\w+ ){0,4}?(?:nicht|nichts)(?: mehr| weiter)* "
    r"(?:auf|mit)\b"
    r"|\b(?:aufhören|hören sie)\b(?: \w+){0,4} (?:aufzuzeichnen|aufzunehmen|mitzuschneiden"
    r"|zu speichern)\b|\bhören sie auf(?: \w+){0,3} " + _TO_RECORD + r"\b"
    r"|\b(?:stopp\w*|stop|beend\w*|abbrech\w*|ausschalt\w*|anhalt\w*)\b(?: \w+){0,3}? "
    + _RECORDING
    + r"\b|\b"
    + _RECORDING
    + r"(?: \w+){0,3}? (?:stoppen|beenden|abbrechen|ausschalten|abschalten|anhalten|aus"
    r"|stopp)\b"
    r"|\b(?:schalten|machen|brechen|halten) sie (?:\w+ ){0,3}?"
    + _RECORDING
    + r" (?:\w+ )?(?:aus|ab|an)\b|\blösch\w*(?: \w+){0,3}? "
    + _RECORDING
    + r"\b|\b"
    + _RECORDING
    + r"(?: \w+){0,4}? (?:gelöscht|(?:zu )?löschen)\b"
    r"|\b(?:doch )?(?:lieber )?(?:keine|ohne) " + _RECORDING + r"\b"
    r"|\bnicht (?:mehr )?(?:zum|zur|fürs?)(?: \w+)? " + _TO_IMPROVE + r")"
)
ERASE = (
    r"\blösch\w* (?:sie |du |mir |bitte |mal |doch |jetzt |das |dieses |unser |den |die |diese"
    r"|diesen |meine |alle |alles |ganze |gesamte )*(?:gespräch\w*|anruf|unterhaltung"
    r"|aufzeichnung\w*|mitschrift|daten|protokoll|aufnahme|was ich gesagt)\b"
    r"|\blösch\w* (?:sie |bitte |mal |jetzt |doch |einfach )*alles\b"
    r"|\b(?:gespräch|anruf|unterhaltung|aufzeichnung\w*|mitschrift|daten|aufnahme|alles)\b"
    r"(?: \w+){0,6}? (?:gelöscht|(?:zu )?löschen)\b"
    r"|\bich widerrufe(?: (?:hiermit|das|(?:meine|die) (?:einwilligung|zustimmung)))*$"
    r"|\b(?:einwilligung|zustimmung)\b(?: \w+){0,3} (?:zurück\w*|widerruf\w*)\b"
    r"|\b(?:nicht|nichts)\b(?: \w+){0,5}? (?:gespeichert|aufgezeichnet|mitgeschrieben"
    r"|(?:ab)?speichern|mitschreiben|aufzeichnen)\b"
    r"|\bspeichern sie (?:das |es |bitte |hier )*nicht"
    r"|\bvergessen sie (?:bitte )?(?:dieses|das|unser|alles)\b.*\b(?:gespräch|gesagt)\b"
)
OFF_TASK = (
    r"\b(?:ignorier\w*|vergiss|vergessen sie|missacht\w*|umgeh\w*)\b.*\b(?:anweisung\w*"
    r"|instruktion\w*|regeln?|vorgaben?|befehle?|prompt)\b|\bsystem ?prompt\b"
    r"|\b(?:deine|ihre) (?:anweisung\w*|instruktion\w*|regeln|programmierung)\b"
    r"|\b(?:erzähl\w*|kenn\w*|sag\w*|mach\w*|hören|schreib\w*)\b.*\b(?:witz\w*|gedicht\w*"
    r"|rätsel|märchen|lied)\b"
    r"|\b(?:hauptstadt von|bundeskanzler\w*|chat ?gpt|horoskop|lottozahlen|rollenspiel)\b"
    r"|\b(?:wie (?:wird|ist) (?:denn |heute |morgen )*das wetter|wettervorhersage"
    r"|erzähl\w* (?:sie )?(?:mir |uns )?(?:mal )?(?:eine geschichte|was lustiges)"
    r"|sing\w* (?:sie )?(?:mir |uns )?(?:mal )?(?:was|etwas|ein lied)|tu so als|stell dir vor"
    r"|du bist (?:jetzt|ab jetzt|nun)|ab (?:jetzt|sofort) bist du"
    r"|was ist \w+ (?:plus|mal|geteilt)"
    r"|schreib\w* (?:mir )?(?:einen|ein) (?:code|programm|aufsatz))\b"
)
PRIVATE = (
    r"\b(?:nummer|telefonnummer|handynummer|adresse|anschrift|geburtsdatum|privatnummer)"
    r"(?: \w+)? (?:von|vom) (?:der |dem )?(?:herrn?|frau|patient\w*|mandant\w*|kund\w*"
    r"|chef\w*)\b"
    r"|\bprivate? (?:telefon|handy)?(?:nummer|adresse)\b"
)
HELLO = (
    r"^(?:ja )?(?:hallo|hi|hey|moin|grüß gott|grüß sie|guten (?:tag|morgen|abend)"
    r"|schönen guten tag"
    r"|sind sie (?:noch )?da|hören sie mich|können sie mich hören|ist da (?:jemand|wer)| )+$"
)
RIGHT_PLACE = (
    r"\b(?:bin ich|sind wir) (?:(?:hier|da|denn|jetzt|auch|bei ihnen) )*"
    r"(?:richtig|verbunden|gelandet)(?: (?:bei|in|mit)\b(?: [\w-]+){1,6})?$"
    r"|^(?:(?:ja|hallo|guten tag|entschuldigung) )*(?:ist|sind) (?:das|dort|da|hier) (?:auch )?"
    r"(?:die |der |das )?(?:praxis|kanzlei|firma|büro)\b"
    r"(?: (?!geöffnet|offen|zu\b)[\w-]+){0,4}$"
    r"|\b(?:bin ich|spreche ich) (?:(?:hier|da|jetzt|denn) )*(?:bei|mit) (?:der |dem )?"
    r"(?:praxis|kanzlei|firma|büro)\b(?: [\w-]+){0,4}$"
)
WAIT = (
    r"^(?:ja |also |äh |ähm |oh |halt |warten sie |bitte |noch |mal |kurz )*(?:einen |nen |ein "
    r"|eine |kleinen |kurzen )*(?:moment|momentchen|augenblick|sekunde|minute)"
    r"(?: bitte| mal| noch| eben| kurz)*(?: (?:da )?(?:ich )?(?:muss|schau\w*|guck\w*|hole?"
    r"|suche?|sehe?)\b.*)?$"
    r"|^(?:bitte )?(?:warten|bleiben) sie (?:bitte |mal |kurz |eben |einen moment )*(?:dran)?$"
    r"|^(?:da |das )?(?:ich )?(?:muss|müsste) (?:ich )?(?:\w+ ){0,4}"
    r"(?:(?:nach ?)?(?:sehen|schauen|gucken)|suchen|holen)$"
    r"|^ich (?:schaue?|gucke?|hole?|suche?|sehe) (?:\w+ ){0,5}(?:nach|schnell|kurz|eben)$"
)
HOW_ARE_YOU = (
    r"^(?:(?:hallo|guten tag|guten morgen|guten abend|hi|ja|na|und) )*wie geht(?:'?s| es)"
    r"(?: \w+){0,3}$"
)
THANKS = (
    r"^(?:(?:ja|okay|gut|alles klar|super|prima|ach|oh|na) )*(?:vielen |besten |herzlichen "
    r"|schönen |tausend )?dank(?:e|eschön)?(?: schön| sehr| ihnen| vielmals)*$"
)
ARE_YOU_HUMAN = (
    r"\b(?:sind sie|bist du|ist (?:das|dat)|(?:spreche?|rede?|telefoniere?) (?:ich|i)"
    r"(?! nicht))\b.*"
    r"\b(?:mensch\w*|roboter|maschine|computer|ki|echt\w*|automat(?:en)?|band"
    r"|künstliche\w*|anrufbeantworter|person|bot|aufnahme(?=$))\b"
    r"|\b(?:sie sind|du bist|das ist) (?:\w+ ){0,2}(?:eine?|kein) (?:echter )?(?:mensch|roboter"
    r"|maschine|computer|ki|bot|automat)\b"
    r"|^(?:hallo )?(?:wer (?:spricht|ist)|mit wem (?:spreche?|rede?) (?:ich|i))"
    r"(?: (?:denn|da|dort|hier|bitte|eigentlich|gerade|am (?:apparat|telefon)))+$"
    r"|^(?:hallo )?mit wem (?:spreche?|rede?) (?:ich|i)$"
)
RECORDED = _NOT_OF_SOUND + (
    r"(?:"
    r"\b(?:wird|werden|werde) (?:das|dieses|dies|es|unser|ich|wir|mein|der anruf)\b"
    r"(?: \w+){0,5}? " + _TO_RECORD + r"\b"
    r"|\b(?:ob|dass) (?:\w+ ){1,4}?" + _TO_RECORD + r" wird\b"
    r"|\b(?<!dann )(?<!bitte )(?<!ja )(?:zeichnen|nehmen|schneiden) sie"
    r" (?:das|dieses gespräch|unser gespräch|mich)\b(?: \w+){0,3} (?:auf|mit)$"
    r"|\bläuft (?:da |hier |denn |gerade |noch |eine? |die )*" + _RECORDING + r"\b"
    r"|\b(?:gibt es|machen sie) (?:hier |da |denn )*(?:eine? |einen )"
    + _RECORDING
    + r"(?: \w+){0,3}$)"
)
HOW_LONG = (
    r"\bwie lange\b(?: \w+){0,6}? (?:gespeichert|aufbewahrt|aufgehoben|behalten|speichern"
    r"|aufbewahren|aufheben|gelöscht)\b"
    r"|\bwie lange (?:speichern|behalten|bewahren|heben) sie\b"
    r"|\bwann\b(?: \w+){0,3} (?:daten|mitschrift|gespräch|aufzeichnung|aufnahme|das alles)"
    r"(?: \w+){0,2} gelöscht\b|\bwann löschen sie (?:das|die|meine) (?:daten|mitschrift"
    r"|gespräch|aufzeichnung|aufnahme|alles)\b"
)
RESPONSIBLE = (
    r"\bwer ist (?:denn |hier |da |eigentlich |dafür |für \w+ (?:daten|datenschutz|"
    r"aufzeichnung) )*(?:verantwortlich|zuständig) für (?:\w+ )?(?:daten\w*|aufzeichnung"
    r"|aufnahme|verarbeitung)\b"
    r"|\bwer ist (?:denn |hier |da |eigentlich )*(?:dafür |für (?:\w+ )?(?:daten\w*"
    r"|aufzeichnung|aufnahme) )?verantwortlich$"
    r"|\bwer ist (?:\w+ )?(?:datenschutzbeauftragte\w*|verantwortliche[rn]?)\b"
)
COMPLAINT = (
    r"\b(?:wo|bei wem|wohin|an wen)\b(?: \w+){0,5} beschwer\w*"
    r"(?=.*\b(?:daten\w*|aufzeichnung|aufnahme)\b)"
    r"|\b(?:daten\w*|aufzeichnung|aufnahme)\b(?: \w+){0,6} beschwer\w*"
    r"|\b(?:aufsichtsbehörde|datenschutzaufsicht|datenschutzbehörde)\b"
)
PRIVACY = (
    r"\bdatenschutz\w*\b|\bdsgvo\b"
    r"|\b(?:wird|werden) (?:das|dieses gespräch|unser gespräch|der anruf|meine daten|ich)\b"
    r"(?: \w+){0,4} (?:aufgezeichnet|aufgenommen|gespeichert|mitgeschrieben|mitgeschnitten)\b"
    r"|\b(?<!dann )(?<!bitte )(?<!ja )(?:zeichnen|nehmen|schneiden) sie"
    r" (?:das|dieses gespräch|unser gespräch|mich)\b"
    r"(?: \w+){0,3} (?:auf|mit)$|\bwas (?:passiert|geschieht) mit meinen (?:daten|angaben)\b"
    r"|\bwas (?:machen|tun) sie (?:\w+ ){0,2}mit (?:meinen|unseren|den) (?:daten|angaben)\b"
    r"|\b(?:wer|hört jemand) (?:\w+ )?mit$"
)
PERSON = (
    r"^(?:bitte )?(?:eine?n? )?(?:echte\w* )?(?:mitarbeiter(?:in)?|mensch(?:en)?|person"
    r"|zentrale|empfang|rezeption)(?: bitte)?$"
    r"|\beine?n? (?:echte\w*|richtige\w*) (?:mitarbeiter(?:in)?|mensch(?:en)?|person)\b"
    r"|\b(?:eine[mrn]|nem|ner|ihren?) (?:echten? |richtigen? |anderen? )?"
    r"(?:mensch(?:en)?|mitarbeiter(?:in)?|person|kolleg(?:en|in)) "
    r"(?:sprechen|reden|verbinden)\b"
    r"|\bmit (?:einer|einem|einen) (?:echten? |richtigen? )?"
    r"(?:mensch(?:en)?|mitarbeiter(?:in)?|person|kolleg(?:en|in))\b"
    r"|\b(?:jemand(?:em|en)?|wen) (?:vom team |aus dem team |richtigen |echten )?"
    r"(?:sprechen|reden|verbinden|da)\b|\bmit jemand(?:em|en)?\b"
    r"|\bkeine[mnr]? (?:maschine|roboter|computer|automaten|ki)\b"
    r"|\b(?:will|möcht\w*|brauch\w*|bräucht\w*|hätt\w*|geben sie mir|gibt es|kriege? ich)"
    r" (?:(?:ich|gern\w*|bitte|lieber|jetzt|sofort|da|nur|auch) )*(?:einen|eine|nen|ne)"
    r" (?:mensch(?:en)?|mitarbeiter(?:in)?)(?: (?:bitte|haben|dran|sprechen|jetzt))*$"
    r"|\bmit (?:so )?(?:einer|ner|der|einem|nem|dem) (?:\w+ )?(?:maschine|roboter|computer"
    r"|automaten|ki)\b (?:\w+ )*(?:nicht|nix)\b"
    r"|\b(?:nicht|nix|ungern) mit (?:so )?(?:\w+ ){0,2}(?:maschine\w*|roboter\w*|computer\w*"
    r"|automaten|ki|bots?)\b|\bjemand(?:em|en)? (?:echte|richtige|lebendige)\w*"
)
MAILBOX = r"\b(?:anrufbeantworter|mailbox)\b"
REPEAT = (
    r"^(?:wie|was) bitte$|^(?:wie|was|bitte|hä|pardon|entschuldigung)$"
    r"|\b(?:wiederholen sie|wiederholen|noch ?mal sagen|noch einmal sagen"
    r"|nicht verstanden|was haben sie gesagt|nicht gehört)\b"
    r"|^(?:bitte )?(?:noch ?mal|noch einmal)(?: bitte)?$"
)
DROP = (
    r"\b(?:abbrechen|vergessen sie(?: es| das)?|lassen wir das|lassen sie(?: es)?"
    r"|hat sich erledigt|doch keinen termin|mir (?:jetzt |doch )?anders überlegt)\b"
)
GOODBYE = (
    r"\b(?:auf wiederhören|auf wiedersehen|wiederhören|tschüss|tschüs|tschau|ciao"
    r"|(?:ade|servus|schönen (?:tag|abend)(?: noch)?)(?= (?:dann|auch|ihnen|noch|und)\b|$)"
    r"|verwählt|falsch verbunden"
    r"|das (?:war|wars|wär|wäre) (?:es|alles)|das wars|das war's)\b"
)
