"""Words around a name: what is no name at all, titles, and the little words inside names."""

NOT_NAMES = frozenset(
    """
    ja jawohl nein nee also äh ähm hm gut gern gerne okay ok bitte danke hallo moin servus
    grüß gott guten tag morgen abend und oder das die ist frau herr herrn fräulein auch
    wieder nochmal noch mal name vorname nachname familienname mein meine lautet heiße heißt
    hier spricht schönen einen ein eine einfach halt genau natürlich klar sofort moment
    mit so wie was warum wer wo wann weiß nicht sagen kann können sie mich man doch jetzt
    es termin zum zur an im in auf um bin dann da uhr wieso zwar bindestrich verstehe
    verstanden keine kein keinen wozu brauchen brauche warten leider mir dir richtig
    falsch stimmt passt egal buchstabiere buchstabiert punkt komma alles vielen dank ihnen
    yes yeah yep no nope uh er well sure please thanks thank you hello hi hey good morning
    afternoon evening and or the is are mr mrs ms miss mister misses my it its it's last
    first full myself surname family that's that this here i me a of course what why who when
    where how double doppel doppelt sorry pardon repeat again not don't know can could say
    speaking just alright right hyphen dash fine great wrong correct asking appointment anything
    nothing minute second wait hold on
    """.split()  # noqa: SIM905 - a text reads better than a hundred strings
)
"""Said beside a name, in either language; never part of one."""

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
