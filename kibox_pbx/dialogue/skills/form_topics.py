"""What people speak of who want a certain kind of request, without saying its name.

Kinds of requests that offices take again and again. Which of them a practice has is told by
the names that it gave its requests.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass

from kibox_pbx.utterance import Language

GERMAN, ENGLISH = Language.GERMAN, Language.ENGLISH


@dataclass(frozen=True, slots=True)
class FormTopic:
    """One kind of request."""

    named: re.Pattern[str]
    """What the names of such a request hold, in any language, in lower case."""

    told: Mapping[Language, str]
    """Words that its callers use."""


DRUG = re.compile(
    r"\b\w+(?:pril|sartan|statine?s?|olol|azole?|oxine?|formine?|cillin|profen|mycin|dipine?"
    r"|zepam|parin|cortisone?|codeine?|setamol|cetamol|gliptin|xaban)\b"
)
"""How the names of drugs end."""

MEDICINE: Mapping[Language, str] = {GERMAN: "medikament", ENGLISH: "medicine"}
"""What is said for a drug that is named."""

TOPICS = (
    FormTopic(
        re.compile(r"rezept|verordnung|medika|prescription|medicine|refill"),
        {
            GERMAN: """
                tablette tabletten pille medikament medikamente mittel tropfen salbe creme
                spray insulin inhalator pflaster zäpfchen kapseln packung apotheke
                verschreiben verschrieben aufschreiben nachschub dosis arznei hustensaft
                antibiotikum blutdruck schilddrüse cholesterin
                """,
            ENGLISH: """
                tablet pill medication medicine drops ointment cream spray inhaler insulin
                patch capsule packet chemist pharmacy prescribe refill dose antibiotics drug
                pressure thyroid cholesterol
                """,
        },
    ),
    FormTopic(
        re.compile(r"überweis|referral"),
        {
            GERMAN: """
                facharzt fachärztin spezialist orthopäde kardiologe urologe neurologe
                dermatologe radiologe gynäkologe psychologe psychiater chirurg internist
                hautarzt augenarzt frauenarzt hno mrt ct röntgen krankenhaus klinik schein
                zettel hausarzt überweisen hinschicken weiterschicken
                """,
            ENGLISH: """
                specialist consultant dermatologist cardiologist neurologist urologist
                radiologist psychologist psychiatrist surgeon orthopaedic orthopedic
                orthopaedist gynaecologist physio physiotherapist clinic hospital scan mri
                xray slip gp refer ear nose throat
                """,
        },
    ),
    FormTopic(
        re.compile(r"krank(?:schreib|meld|schein)|arbeitsunfähig|attest|sick|fit note"),
        {
            GERMAN: """
                arbeitsunfähig arbeitsunfähigkeit krank krankgeschrieben krankschreiben chef
                arbeitgeber attest schriftliches arbeiten au schule
                """,
            ENGLISH: "sick ill boss employer sicknote certificate writing school unfit off",
        },
    ),
    FormTopic(
        re.compile(r"unterlagen|kopie|dokument|akte|abschrift|document|copy|copies|file\b"),
        {
            GERMAN: """
                kopie abschrift zweitschrift urteil vertrag brief schreiben schriftsatz akte
                bescheid vergleich unterlagen papiere dokument zeugnis gutachten vollmacht
                protokoll beschluss testament
                """,
            ENGLISH: """
                copy duplicate judgment judgement contract letter file paper settlement
                document deed statement transcript agreement order certificate testament power
                """,
        },
    ),
    FormTopic(
        re.compile(r"mandat|neuer fall|fall schildern|new case|take my case|new matter"),
        {
            GERMAN: """
                anwalt anwältin rechtsanwalt vertreten gekündigt kündigung scheiden scheidung
                trennung unfall vermieter mieter klage klagen verklagen verklagt gericht
                anzeige streit bußgeld bußgeldbescheid angezeigt vertritt trennen erbe
                sorgerecht abfindung fall fälle mandat
                """,
            ENGLISH: """
                lawyer solicitor attorney sacked fired dismissed divorce landlord tenant
                accident crash crashed sue sued suing court claim dispute fine fined custody
                inheritance case represent leaving
                """,
        },
    ),
    FormTopic(
        re.compile(r"schaden|störung|defekt|reparatur|fault|damage|broken|repair"),
        {
            GERMAN: """
                tropft tropfen verstopft verstopfung kaputt defekt undicht leckt leck kalt
                ausgefallen heizkörper spülung wasserhahn abfluss dusche toilette klo fehler
                klemmt kurzschluss spinnt streikt funktioniert
                """,
            ENGLISH: """
                dripping drip leak leaking blocked broken broke cold radiator flush tap sink
                drain shower toilet jammed stuck fault failed cracked warm hot
                """,
        },
    ),
    FormTopic(
        re.compile(r"rückmeldung|lob\b|kritik|beschwer|feedback|complain"),
        {
            GERMAN: """
                zufrieden unzufrieden begeistert freundlich unfreundlich beschweren beschwerde
                lob loben kritik ärgern verärgert enttäuscht unverschämt loswerden meinung
                bewertung monteur bedanken toll dank
                """,
            ENGLISH: """
                happy unhappy pleased satisfied dissatisfied lovely rude complain complaint
                praise compliment disappointed upset shocking opinion review friendly
                brilliant thanks job
                """,
        },
    ),
)

GENERIC: Mapping[Language, str] = {
    GERMAN: """
        schicken zuschicken post mail email abholen holen selbst per neu neuer neues melden
        geben brauchen benötigen bekommen datum name nummer gründen grund bescheinigung
        """,
    ENGLISH: """
        send post mail email collect pick new need report request give get date name number
        reason
        """,
}
"""Words of requests that say nothing of what they are about, such as how it is sent."""
