"""Words around a name: what is said beside one, what leads to one, titles, and particles."""

BESIDE = frozenset(
    """
    ja jo jawohl nein nee ne nö na also gut gern gerne okay ok bitte danke hallo moin servus
    grüß gott guten tag morgen abend und oder das die der den ist war auch selbst selber wieder
    nochmal noch mal name namen vorname nachname familienname mein meine meinen lautet lauten
    heiße heißt heißen gesagt sagte schon hier spricht schönen einen ein eine einfach halt genau
    natürlich klar sofort moment gerade eben persönlich apparat telefon
    mit so wie was warum wer wo wann nicht sagen kann können sie mich man doch jetzt schreiben
    es termin zum zur an im in auf um bin dann da uhr wieso zwar bindestrich verstehe
    verstanden kein keine keinen wozu brauchen brauche warten leider mir dir richtig geht
    falsch stimmt passt egal buchstabiert buchstabiere punkt komma alles vielen dank ihnen für
    schreibt schreibe geschrieben wird wiederhole alte alter junge junger nur
    wort einem
    yes yeah yep no nope well sure please thanks thank you hello hi hey good morning
    afternoon evening and or the is are my it its it's last name's as i'm i am
    first full myself surname family that that's this here i me a of course what why who when
    where how double doppel doppelt sorry pardon repeat again not don't know can could say said
    speaking just alright right hyphen dash fine great wrong correct asking appointment anything
    nothing minute second wait hold on told already put down under for booking one with
    all word would be will that'd that'll spelled spelt spelling spell spells mine so be
    """.split()  # noqa: SIM905 - a text reads better than a hundred strings
)
"""Said beside a name, in either language; of nothing else can be told by them."""

HESITATIONS = frozenset({"äh", "ähm", "öh", "hm", "uh", "um", "er", "erm", "ah", "eh", "mhm"})
"""Said in the middle of a name without being part of it."""

HONORIFICS = frozenset(
    """
    herr herrn frau fräulein familie eheleute mr mrs ms miss mister missus messrs madam
    """.split()  # noqa: SIM905 - a text reads better than a dozen strings
)
"""After one of these comes a family name, even if it is a word of every day ("Frau Weiß")."""

SURNAMES_TOO = frozenset(
    """
    weiß weiss gott gut mann bruder schüler kinder ende anders tag morgen best day early good
    hope house little long love more read ring short small way weeks
    """.split()  # noqa: SIM905 - a text reads better than a dozen strings
)
"""Words that end a name as they are, after a name or a title: "Olga Weiß"."""

AFTERWARDS = frozenset(
    """
    bitte danke ja mein name ist please thanks thank you yes
    """.split()  # noqa: SIM905 - a text reads better than a dozen strings
)
"""May follow such a word."""

ARTICLES = frozenset(
    """
    ein eine einen einem einer eines kein keine keinen keinem keiner mein meine meinen meinem
    meiner unser unsere unseren unserem unserer ihr ihre ihren ihrem ihrer zum zur im beim vom
    ins das dem den des am the a an my your our his her their some any every each
    """.split()  # noqa: SIM905 - a text reads better than a hundred strings
)
"""After one of these comes a thing or a relation, or somebody by the first name."""

PLACING = frozenset({"in", "auf", "bei", "an", "aus", "nach", "vor", "mit", "wegen"})
"""Before "der": where something is, and no name ("in der Gegend")."""

TITLES = {
    "doktor": "Dr.",
    "doktorin": "Dr.",
    "dr": "Dr.",
    "doctor": "Dr.",
    "professor": "Prof.",
    "professorin": "Prof.",
    "prof": "Prof.",
}
"""Spoken title: as it is written."""

PARTICLES = frozenset(
    """
    von van vom zu zum zur de del della di da la le ter den der ten af al el bin ibn dos
    """.split()  # noqa: SIM905 - a text reads better than a hundred strings
)
"""Small words inside a name, written small."""

NOBLE = frozenset({"von", "van", "zu", "de"})
"""Particles that a family name may begin with."""
