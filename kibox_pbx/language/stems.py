"""What a sentence is about: the stems of the words that carry its meaning."""

import re
import unicodedata
from collections.abc import Mapping
from functools import cache, lru_cache

import snowballstemmer

from kibox_pbx.language.words import LONGEST, UMLAUTS, fold
from kibox_pbx.utterance import Language

_STOP_WORDS: Mapping[Language, frozenset[str]] = {
    Language.GERMAN: frozenset(
        """
        aber ach ah alle alles allgemein als also am an auch auf aus bei beim bekomme bekommen
        bereits bin bisschen bist bitte bräuchte da dabei dafür damit dann daran darf darfst
        darüber das dass davon dazu dem den denn der des dich die dies diese dieser doch du
        dürfen dürfte eben ein eine einem einen einer eines eigentlich er es etwa etwas euch
        euer eure evtl eventuell fragen frage für gab ganz geben geht genau gern gerne gibt
        grad gerade guten habe haben hallo halt hat hätte hätten heißt herr ich ihnen ihr ihre
        ihrem ihren ihrer im in ins irgendwie irgendwo ist ja je jetzt kann kannst komme kommen
        kommt könnte könnten könnten können kriege kriegen lassen lasse lautet mache machen
        macht mal man mein meine meinem meinen meiner mich mir mit mögen möchte möchten morgen
        müssen müsste muss na nach nämlich ne nee nein nehmen nehme nimmt noch nochmal nun nur
        ob oder okay per praxis pro sache sagen sagt schon schönen sehr sein seine seid sich
        sie sind so sogar soll sollen sollte sollten sonst tag tun tut und uns unser unsere
        vielleicht vom von vor war wäre wären was welche welchem welchen welcher welches
        wenn werde werden wie wieder will wir wird wissen wollen wollte wollten würde würden
        zu zum zur über übers um äh ähm hm gell oh moment entschuldigung danke frau doktor
        büro kanzlei sieht siehts rein raus weiß kennen möglich möglichkeit nähe stehen besten
        hin irgendwas jemand einfach sonstwas brauche brauchen nicht kein nem nen ner wegen
        keine habt könnt müsst dürft wollt nehmt bietet läuft laufen
        hier bis gilt neues hab hätt wär brauch kein keinen keinem gar trotzdem total totale
        totalen vorm problem find finde steh stehe welch drei vier zwei fünf sechs klappt
        bräucht komm mach nehm krieg sag wollt möcht würd jetz grade eh darum damit
        mehr vorher hören seit gestern
        """.split()  # noqa: SIM905 - a text reads better than a hundred strings
    ),
    Language.ENGLISH: frozenset(
        """
        a about actually again all along also am an and any anyone anything anywhere are as
        ask asking at be been but by can come coming could couldn did do does doesn doing don
        else exactly for from get getting give given go going got had has have having hello
        hey hi how i if in into is it its just kind know let like ll long look looking m may
        maybe me might mine must my near nearby no not now of off oh okay on one or our out
        over please practice office question re really right s say shall she should so some
        somebody someone something somewhere still sure t tell than thank thanks that the
        their them then there these they thing things this those to too up us ve very want
        wanted was way we well were what whats when which who whom why will with wonder
        wondering work would yes yet you your yours doctor situation alright entitled far need
        needed another back per take taking accept accepting along bit time handle able
        health place find guys folks
        beforehand tomorrow idea here mum mother dad father wife husband sort deal
        """.split()  # noqa: SIM905 - a text reads better than a hundred strings
    ),
}
"""Said in any question, whatever it is about."""

KIND_WORDS: Mapping[Language, frozenset[str]] = {
    Language.GERMAN: frozenset(
        {"wo", "wohin", "wann", "wer", "warum", "wieso", "lang", "viel"}
    ),
    Language.ENGLISH: frozenset({"where", "much", "mani", "often", "when", "who", "long"}),
}
"""Stems that tell a place, a time or a price is asked for, but not of what."""

_PHRASES: Mapping[Language, tuple[tuple[re.Pattern[str], str], ...]] = {
    Language.GERMAN: (
        (re.compile(r"\be[- ]?mail(?:[- ]?adressen?)?"), "email"),
        (re.compile(r"\bec[- ]karte"), "karte"),
        (re.compile(r"\bdabei ?haben\b"), "mitbringen"),
        (re.compile(r"\bwas (?:da )?auf (?:mich|uns) zukommt"), "kosten"),
        (
            re.compile(r"\bnoch (?:leute|jemanden?) (?:auf|an)?n(?:imm|ehm)\w*"),
            "neue patienten",
        ),
        (
            re.compile(r"\bkomme? (?:ich|man|wir)\b(?=.*\b(?:zu ihnen|hin|dahin|her)\b)"),
            "anfahrt",
        ),
        (re.compile(r"\b(?:erste[sn]?|erstes) (?:beratungs)?gespräch"), "erstberatung"),
        (re.compile(r"\bwo (?=.*\b(?:auto|wagen)\b.*\b(?:stehen|hin)\b)"), "parken "),
        (re.compile(r"\bin welche[rmn] (?=straße)"), "wo "),
        (re.compile(r"\btreppen? (?:hoch|hinauf|rauf|rein)\w*"), "treppe"),
        (re.compile(r"\b(?:sitzt|sitze|sitzen) im (?=rollstuhl)"), ""),
    ),
    Language.ENGLISH: (
        (re.compile(r"\be[- ]?mail(?: address(?:es)?)?"), "email"),
        (re.compile(r"\bempty stomach\b"), "fasting"),
        (re.compile(r"\bcar parks?\b"), "parking"),
        (re.compile(r"\bget (?:there|to you)\b|\bfind you\b"), "directions"),
        (re.compile(r"\b(?:leave|put) my car\b"), "parking"),
        (re.compile(r"\b(?:call|com(?:e|ing))[- ]out\b(?! as| to)"), "callout"),
        (re.compile(r"\bhow much\b"), "price"),
        (re.compile(r"\bmy first appointment\b|\bthe first time\b"), "first"),
    ),
}
"""Several words that stand for one."""


@cache
def _stop_words(language: Language) -> frozenset[str]:
    return frozenset(fold(word) for word in _STOP_WORDS[language])


@cache
def _stemmer(language: Language) -> "snowballstemmer.stemmer":
    name = "german" if language is Language.GERMAN else "english"
    return snowballstemmer.stemmer(name)


@lru_cache(maxsize=20_000)
def stem(word: str, language: Language) -> str:
    """Return a word without its ending, in plain letters."""
    stemmed = str(_stemmer(language).stemWord(word.lower()))
    plain = unicodedata.normalize("NFKD", stemmed.translate(UMLAUTS))
    return "".join(letter for letter in plain if letter.isascii())


def stems(text: str, language: Language) -> tuple[str, ...]:
    """Return the stems of all words in a text that mean something, each once, in order."""
    said = unicodedata.normalize("NFC", text[:LONGEST]).lower()
    for pattern, instead in _PHRASES[language]:
        said = pattern.sub(instead, said)
    known = _stop_words(language)
    words = (word for word in re.findall(r"[^\W_]+", said) if fold(word) not in known)
    return tuple(dict.fromkeys(filter(None, (stem(word, language) for word in words))))
