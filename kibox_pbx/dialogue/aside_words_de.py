"""German words that have nothing to do with the question, by the names of `Aside`."""

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
    r"^(?:hallo|hi|hey|moin|grüß gott|grüß sie|guten (?:tag|morgen|abend)|schönen guten tag"
    r"|sind sie (?:noch )?da|hören sie mich|können sie mich hören|ist da (?:jemand|wer)| )+$"
)
WAIT = (
    r"^(?:ja |also |äh |ähm |oh |halt |warten sie |bitte |noch |mal |kurz )*(?:einen |nen |ein "
    r"|eine |kleinen |kurzen )*(?:moment|momentchen|augenblick|sekunde|minute)"
    r"(?: bitte| mal| noch| eben| kurz)*(?: (?:da )?(?:ich )?(?:muss|schau\w*|guck\w*|hole?"
    r"|suche?|sehe?)\b.*)?$"
    r"|^(?:bitte )?(?:warten|bleiben) sie (?:bitte |mal |kurz |eben |einen moment )*(?:dran)?$"
    r"|^(?:da )?(?:muss|müsste) ich (?:\w+ ){0,4}(?:nachsehen|nachschauen|suchen|holen)$"
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
    r"|künstliche\w*|anrufbeantworter|person|bot)\b"
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
    r"|hat sich erledigt|doch keinen termin)\b"
)
GOODBYE = (
    r"\b(?:auf wiederhören|auf wiedersehen|wiederhören|tschüss|tschüs|tschau|ciao"
    r"|(?:ade|servus|schönen (?:tag|abend)(?: noch)?)(?= (?:dann|auch|ihnen|noch|und)\b|$)"
    r"|verwählt|falsch verbunden"
    r"|das (?:war|wars|wär|wäre) (?:es|alles)|das wars|das war's)\b"
)
