"""Words that callers use for the same thing: who needs the lift may have said "wheelchair".

Groups of what offices are asked for again and again. A practice's own words need no group
here: the wordings of its entries are compared as they are.
"""

from collections.abc import Mapping
from functools import cache

from kibox_pbx.language.stems import stem
from kibox_pbx.utterance import Language

SHORTEST_HEAD = 6
"""Letters; shorter endings are found in words that have nothing to do with them."""

_GROUPS: Mapping[Language, str] = {
    Language.GERMAN: """
        parken parkplatz parkmöglichkeit parkhaus tiefgarage stellplatz auto wagen abstellen
        adresse anschrift straße anfahrt wegbeschreibung hausnummer standort wo hinkommen
        kosten kostet preis teuer gebühr honorar verlangen berechnen kostenlos zahlen bezahlen
        preislich kosten kostet preis gebühr honorar
        zahlt übernimmt übernehmen kosten bezahlt
        zahlen bezahlen zahlung karte kartenzahlung kreditkarte girokarte bargeld bar
        versicherung krankenkasse krankenversicherung kasse kassenpatient gesetzlich privat
        versichert versichert privatpatient versicherung
        nüchtern essen frühstücken frühstück trinken
        mitbringen mitnehmen
        unterlagen papiere dokumente akten
        schicken senden zuschicken einreichen schreiben zusenden übermitteln faxen
        email mail mailadresse emailadresse
        fax faxnummer faxen telefax
        blutabnahme blutentnahme blutuntersuchung bluttest blutprobe
        befund ergebnis ergebnisse laborwerte blutwerte laborergebnis labor
        rezept folgerezept verschreibung wiederholungsrezept
        barrierefrei rollstuhl aufzug fahrstuhl lift rollator treppe behindertengerecht
        angebot kostenvoranschlag voranschlag
        stundensatz stundenlohn stunde
        video videosprechstunde videokonferenz online videoberatung
        krankschreibung krankmeldung krankschreiben arbeitsunfähigkeitsbescheinigung
        absagen absage stornieren stornierung verhindert dazwischenkommt dazwischenkommen
        patient patienten leute
        garantie gewährleistung
        kaputt defekt abgebrochen gebrochen zerbrochen gerissen verbogen
        holen abholen
        erstberatung erstgespräch beratungsgespräch
        familienrecht scheidung scheiden trennung sorgerecht unterhalt
        arbeitsrecht kündigung gekündigt abfindung abmahnung kündigungsschutz
        strafrecht strafsache strafsachen anzeige körperverletzung strafrichter strafverfahren
        verkehrsrecht verkehrsunfall bußgeld bußgeldbescheid fahrverbot
        erbrecht erbschaft erbe testament nachlass
        mietrecht mietvertrag vermieter mieter nebenkosten eigenbedarf
        bus bahn haltestelle straßenbahn zug verkehrsmittel
        geöffnet offen öffnungszeit sprechzeit sprechstunde öffnen
        wlan wifi internet
        kind kinder kleiner tochter sohn baby enkel
        oma opa großmutter großvater großeltern großelternteil
    """,
    Language.ENGLISH: """
        park parking car carpark garage space leave
        address street location located directions where situated based
        late short notice
        cost charge price fee expensive rate much pay free
        pay payment card cash credit debit
        insurance insured insurer coverage policy
        fast fasting eat breakfast drink
        document paper paperwork file
        send post mail hand submit
        email mail
        fax
        result report lab
        prescription repeat renew refill
        wheelchair accessible access lift elevator step stairs
        quote estimate
        hour hourly
        video online zoom remote
        warranty guarantee
        first initial
        consultation meeting advice
        flu influenza
        shot jab vaccination
        bus train tram stop
        open opening hours close
        wifi internet
        callout visit
        boiler heating
        child kid son daughter baby
        patient client customer people
        divorce separation separated splitting custody family
        employment dismissal sacked dismissed employer redundancy
        criminal assault charged prosecution
        tenancy tenant landlord eviction rent
        inheritance estate probate testament
        grandmother grandma granny grandfather grandpa grandparent
    """,
}
"""One group a line; a word may stand in several."""


@cache
def concepts(language: Language) -> Mapping[str, frozenset[int]]:
    """Return the stems that stand in a group, each with the numbers of its groups."""
    found: dict[str, frozenset[int]] = {}
    for number, line in enumerate(_GROUPS[language].split("\n")):
        for word in line.split():
            key = stem(word, language)
            found[key] = found.get(key, frozenset()) | {number}
    return found


def are_related(one: str, other: str, language: Language) -> bool:
    """Say whether two stems stand for the same thing."""
    return bool(_groups(one, language) & _groups(other, language))


def _groups(word: str, language: Language) -> frozenset[int]:
    """Return the groups of a word, or of the head of a German compound ("Kundenparkplatz")."""
    groups = concepts(language)
    heads = [word]
    if language is Language.GERMAN:
        heads += [word[at:] for at in range(1, len(word) - SHORTEST_HEAD + 1)]
    return next((groups[head] for head in heads if head in groups), frozenset())
