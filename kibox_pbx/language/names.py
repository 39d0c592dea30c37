"""Understands a person's name as it is given on the telephone, and writes it properly."""

import re
import unicodedata
from difflib import SequenceMatcher

from kibox_pbx.language.spelling import Spelled, put_together
from kibox_pbx.utterance import Language

LONGEST_NAME = 4
"""Words of a name, without titles and particles; more is a sentence."""

ALIKE = 0.6
"""A spelled word at least this like a said one corrects it."""

_LEAD_IN = {
    Language.GERMAN: re.compile(
        r".*\b(?:(?:mein|der|ihr) (?:voller )?name (?:ist|lautet|wäre)|ich hei(?:ß|ss)e|hier (?:ist|spricht)(?: (?:die|der))?"
        r"|hei(?:ß|ss)e ich|ich bin(?: (?:die|der))?|(?:nach|vor|familien)?name(?: ist)?|auf den namen"
        r"|das (?:ist|wäre)|am apparat ist)\b"
    ),
    Language.ENGLISH: re.compile(
        r".*\b(?:(?:my|the) (?:full |last |first )?name(?:s| is|'s)|(?:the )?(?:first|last|full) name(?:'s| is)?|this is|it is"
        r"|it'?s|i'?m|i am|speaking is|name is|under the name(?: of)?|call me|that'?s|that is|name)\b"
    ),
}
_ENDS = {
    Language.GERMAN: re.compile(
        r"\b(?:ich|wegen|geboren|mit|aus|für|bei|hätte|möchte|brauche|bräuchte|wollte|würde|am apparat|am telefon"
        r"|mein name|ist mein name|guten (?:tag|morgen|abend)|wie man|so wie|wird geschrieben|schreibt|buchstab\w*)\b"
    ),
    Language.ENGLISH: re.compile(
        r"\b(?:i|i'?d|i'?m|i'?ve|speaking|calling|here|from|because|with|would|need|want|about|for|and i|is my name"
        r"|that'?s spelled|spelled|spelt|spelling)\b"
    ),
}
_SPELLS = re.compile(
    r"\b(?:buchstabiert|buchstabiere|ich buchstabiere|geschrieben|spelled|spelt|spelling|that'?s)\b"
)
_NOT_NAMES = frozenset(
    """
    ja jawohl nein nee also äh ähm hm gut gern gerne okay ok bitte danke hallo moin servus grüß gott
    guten tag morgen abend und oder das die ist frau herr herrn fräulein auch wieder nochmal noch mal
    name vorname nachname familienname mein meine lautet heiße hier spricht schönen einen ein eine
    einfach halt genau natürlich klar sofort moment mit so wie was warum wer wo wann weiß nicht sagen
    kann können sie mich man doch jetzt mal es termin zum zur an im in auf um bin dann da uhr wieso
    bindestrich verstehe verstanden keine kein keinen wozu brauchen brauche warten leider mir dir
    richtig falsch stimmt passt egal buchstabiere buchstabiert punkt komma alles vielen dank ihnen
    yes yeah yep no nope um uh er well sure please thanks thank you hello hi hey good morning
    afternoon evening and or the is are mr mrs ms miss mister misses my name it its it's last first
    full full surname family that's that this here i me a an of course what why who when where how
    sorry pardon repeat again not don't know can could say speaking just okay alright right hyphen
    dash fine great wrong correct appointment anything nothing minute second wait moment hold on
    """.split()
)
_TITLES = {
    "doktor": "Dr.",
    "doktorin": "Dr.",
    "dr": "Dr.",
    "doctor": "Dr.",
    "professor": "Prof.",
    "professorin": "Prof.",
    "prof": "Prof.",
}
_PARTICLES = frozenset(
    "von van vom zu zum zur de del della di da la le ter den der ten af al el bin ibn dos".split()
)
_NOBLE = frozenset("von van zu de".split())


def understand_name(text: str, language: Language) -> str | None:
    """Return the name, first name first, with titles ("Dr. Müller"); None if there is none.

    A spelling corrects the word it sounds like: "maier m e i e r" is "Meier".
    """
    spelled = put_together(_words(_name_part(_plain(text), language)))
    words = _corrected(spelled)
    words = _family_name_once([word for word in words if word])
    names = [word for word in words if word not in _PARTICLES and word not in _TITLES]
    if not names or len(names) > LONGEST_NAME:
        return None
    return " ".join(_write(word, place) for place, word in enumerate(words))


def _plain(text: str) -> str:
    text = unicodedata.normalize("NFC", text[:300]).lower()
    text = re.sub(r" ?\b(?:bindestrich|hyphen|dash|minus)\b ?", "-", text)
    text = re.sub(r"[^\w\s'’-]|[\d_]", " ", text).replace("’", "'")
    return " ".join(text.split())


def _name_part(wording: str, language: Language) -> str:
    after = _LEAD_IN[language].sub(" ", wording, count=1)
    wording = after if _words(after) else wording
    wording = _SPELLS.sub(" ", wording)
    cut = _ENDS[language].split(wording.strip())
    return next((part for part in cut if _keeps(part)), "")


def _keeps(part: str) -> bool:
    return any(word not in _NOT_NAMES for word in part.split())


def _words(wording: str) -> list[str]:
    words = wording.split()
    kept = []
    for place, word in enumerate(words):
        noble = word in _PARTICLES and any(
            w in _NOBLE for w in words[max(0, place - 2) : place]
        )
        if word in _NOT_NAMES and len(word) > 1 and not noble:
            continue
        kept.append(word.strip("-'"))
    return kept


def _corrected(spelled: Spelled) -> list[str]:
    """Return the words, each spelling in place of the word it corrects."""
    words = list(spelled.words)
    for place in sorted(spelled.spelled):
        for other in range(len(words)):
            said = words[other]
            if other not in spelled.spelled and said and _alike(said, words[place]):
                words[other], words[place] = words[place], ""
                break
    return [word for word in words if len(word) > 1]


def _alike(said: str, spelled: str) -> bool:
    return SequenceMatcher(None, said, spelled).ratio() >= ALIKE


def _family_name_once(words: list[str]) -> list[str]:
    """Drop what was said twice: "huber sabine huber" is Sabine Huber."""
    plain = [word for word in words if word not in _TITLES]
    if len(plain) > 1 and plain[0] == plain[-1]:
        words.remove(plain[0])
    half = len(words) // 2
    if half and len(words) % 2 == 0 and words[:half] == words[half:]:
        words = words[:half]
    while words and words[-1] in _PARTICLES:
        words = words[:-1]
    while words and words[0] in _PARTICLES and words[0] not in _NOBLE:
        words = words[1:]
    return words


def _write(word: str, place: int) -> str:
    if word in _TITLES:
        return _TITLES[word]
    if word in _PARTICLES:
        return word.capitalize() if place == 0 and word not in _NOBLE else word
    return "-".join(_capital(part) for part in word.split("-"))


def _capital(word: str) -> str:
    if re.match(r"o'\w", word) or re.match(r"d'\w", word):
        return word[0].upper() + "'" + word[2:].capitalize()
    if re.match(r"mc[a-z]{3}", word):
        return "Mc" + word[2:].capitalize()
    return word.capitalize()
