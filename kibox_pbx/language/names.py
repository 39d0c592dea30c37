"""Understands a person's name as it is given on the telephone, and writes it properly."""

import re
import unicodedata
from difflib import SequenceMatcher

from kibox_pbx.language.name_words import NOBLE, NOT_NAMES, PARTICLES, TITLES
from kibox_pbx.language.spelling import put_together
from kibox_pbx.utterance import Language

LONGEST_NAME = 4
"""Words of a name, without titles and particles; more is a sentence."""

ALIKE = 0.6
"""A spelled word at least this like a said one corrects it."""

_LEAD_IN = {
    Language.GERMAN: re.compile(
        r".*\b(?:(?:mein|der|ihr) (?:voller )?name (?:ist|lautet|wäre)|ich hei(?:ß|ss)e"
        r"|hier (?:ist|spricht)(?: (?:die|der))?"
        r"|hei(?:ß|ss)e ich|ich bin(?: (?:die|der))?|(?:nach|vor|familien)?name(?: ist)?"
        r"|auf den namen|hei(?:ß|ss)t"
        r"|das (?:ist|wäre)(?! [A-ZÄÖÜ])|am apparat ist)\b"
    ),
    Language.ENGLISH: re.compile(
        r".*\b(?:(?:my|the) (?:full |last |first )?name(?:s| is|'s)|(?:the )?(?:first|last"
        r"|full) name(?:'s| is)?|this is|it is"
        r"|it'?s|i'?m(?! afraid)|i am(?! afraid)"
        r"|speaking is|name is|under the name(?: of)?|call me|is called|that'?s(?! [A-Z])"
        r"|that is(?! [A-Z])|name)\b"
    ),
}
_LABELS = re.compile(
    r"\b(?:and )?(?:mein |my )?(?:vor|nach|familien)name(?: ist)?\b"
    r"|\b(?:and )?(?:my )?(?:first|last|family|sur) ?name(?:'?s| is)?\b"
)
_FAMILY_NAME_FIRST = re.compile(
    r"\b(?:(?:nach|familien)name|(?:last|family|sur) ?name)(?: ist| is)? (?P<family>.+?)"
    r" (?:und |and )?(?:my |mein )?(?:vorname|first name)(?: ist| is)? (?P<first>.+)"
)
_FIRST_NAME_LAST = re.compile(
    r"^(?P<family>.+?) (?:und |and )?(?:mein |my )?(?:vorname|first name)(?: ist| is)?"
    r" (?P<first>[\w'-]+(?: [\w'-]+)?)$"
)
_WITH_LETTERS = re.compile(
    r"\b(?:mit|with) (?:(?:einem|nem|doppel|zwei|an?|double|two) )?"
    r"(?:[a-zäöüß]|ypsilon|eszett|[a-z][a-z](?= [A-ZÄÖÜ]|$))(?: also)?(?= |$)"
)
"""How a name is spelled in one letter ("mit Ypsilon"), where the whole spelling is clearer."""

SURNAMES_TOO = frozenset({"weiß", "gott"})
"""Words that end a name as they are, after a name or a title: "Olga Weiß"."""

_ENDS = {
    Language.GERMAN: re.compile(
        r"\b(?:ich|wegen|geboren|mit|aus|für|bei|hätte|möchte|brauche|bräuchte|wollte"
        r"|würde|am apparat|am telefon"
        r"|mein name|ist mein name|guten (?:tag|morgen|abend)|wie man|so wie"
        r"|wird geschrieben|schreibt|buchstab\w*)\b"
    ),
    Language.ENGLISH: re.compile(
        r"\b(?:i|i'?d|i'?m|i'?ve|speaking|calling|here|from|because|with|would|need|want"
        r"|about|for|and i|is my name"
        r"|that'?s spelled|spelled|spelt|spelling)\b"
    ),
}
_REQUESTS = {
    Language.GERMAN: re.compile(
        r"\b(?:(?:kann|können|könnten?|würden?|haben|hätten|nehmen) (?:ich|sie|wir)\b"
        r"|gibt es\b|gibt's|stattdessen\b|doch lieber\b|was kostet\b|wie viel\b)"
    ),
    Language.ENGLISH: re.compile(
        r"\b(?:(?:can|could|would|will|may|do|did|have) (?:you|i|we)|(?:is|are) there"
        r"|how (?:much|long|many)|instead|make (?:it|that))\b"
    ),
}
_GIVES_NAME = re.compile(r"\b(?:name\w*|this is|i am|i'?m|ich bin|heiße)\b")

_SPELLS = re.compile(
    r"\b(?:buchstabiert|buchstabiere|ich buchstabiere|geschrieben|spelled|spelt|spelling"
    r"|that'?s)\b"
)


def understand_name(text: str, language: Language) -> str | None:
    """Return the name, first name first, with titles ("Dr. Müller"); None if there is none.

    A spelling corrects the word it sounds like: "maier m e i e r" is "Meier".
    """
    plain = _plain(text)
    if _REQUESTS[language].search(plain) and not _GIVES_NAME.search(plain):
        return None
    wording = _first_name_first(put_together(plain), language)
    said = _words(_name_part(wording, language))
    words = _family_name_once(_corrected(said))
    names = [word for word in words if word not in PARTICLES and word not in TITLES]
    if not names or len(names) > LONGEST_NAME:
        return None
    return " ".join(_write(word, place) for place, word in enumerate(words))


def _plain(text: str) -> str:
    text = unicodedata.normalize("NFC", text[:300]).lower()
    text = re.sub(r" ?\b(?:bindestrich|hyphen|dash|minus)\b ?", "-", text)
    text = re.sub(r"[^\w\s'\u2019-]|[\d_]", " ", text).replace("\u2019", "'")
    return " ".join(text.split())


def _name_part(wording: str, language: Language) -> str:
    after = _LEAD_IN[language].sub(" ", wording, count=1)
    wording = after if _words(after) else wording
    wording = _SPELLS.sub(" ", wording)
    cut = _ENDS[language].split(wording.strip())
    return next((part for part in cut if _keeps(part)), "")


def _keeps(part: str) -> bool:
    words = part.split()
    return any(word not in NOT_NAMES or _ends_name(words, at) for at, word in enumerate(words))


def _first_name_first(wording: str, language: Language) -> str:
    """Drop the labels of "nachname huber vorname sabine", and mend the order."""
    turned = _FAMILY_NAME_FIRST.search(wording)
    if turned:
        return f"{turned['first']} {turned['family']}"
    turned = _FIRST_NAME_LAST.search(wording)
    family = _LEAD_IN[language].sub(" ", turned["family"]) if turned else ""
    if turned and _words(family):
        return f"{turned['first']} {_WITH_LETTERS.sub(' ', family)}"
    return _LABELS.sub(" ", wording)


def _words(wording: str) -> list[str]:
    words = wording.split()
    kept = []
    for place, word in enumerate(words):
        noble = word in PARTICLES and any(w in NOBLE for w in words[max(0, place - 2) : place])
        if word in NOT_NAMES and len(word) > 1 and not noble and not _ends_name(words, place):
            continue
        kept.append(word.strip("-'"))
    return kept


def _ends_name(words: list[str], place: int) -> bool:
    """Say whether a word that mostly is none ends a name here: "frau weiß", "olga weiß"."""
    before = words[place - 1] if place else "das"
    is_last = place == len(words) - 1 and words[place] in SURNAMES_TOO
    return is_last and (before not in NOT_NAMES or before in {"frau", "herr", "herrn"})


def _corrected(words: list[str]) -> list[str]:
    """Return the words, each spelling (in capitals) in place of the word it corrects."""
    words = list(words)
    for place, spelled in enumerate(words):
        if not spelled.isupper():
            continue
        for other, said in enumerate(words):
            if said.islower() and _alike(said, spelled.lower()):
                words[other], words[place] = spelled, ""
                break
    return [word.lower() for word in words if len(word) > 1]


def _alike(said: str, spelled: str) -> bool:
    return SequenceMatcher(None, said, spelled).ratio() >= ALIKE


def _family_name_once(words: list[str]) -> list[str]:
    """Drop what was said twice: "huber sabine huber" is Sabine Huber."""
    plain = [word for word in words if word not in TITLES]
    if len(plain) > 1 and plain[0] == plain[-1]:
        words.remove(plain[0])
    half = len(words) // 2
    if half and len(words) % 2 == 0 and words[:half] == words[half:]:
        words = words[:half]
    while words and words[-1] in PARTICLES:
        words = words[:-1]
    while words and words[0] in PARTICLES and words[0] not in NOBLE:
        words = words[1:]
    return words


def _write(word: str, place: int) -> str:
    if word in TITLES:
        return TITLES[word]
    if word in PARTICLES:
        return word.capitalize() if place == 0 and word not in NOBLE else word
    return "-".join(_capital(part) for part in word.split("-"))


def _capital(word: str) -> str:
    if re.match(r"o'\w", word) or re.match(r"d'\w", word):
        return word[0].upper() + "'" + word[2:].capitalize()
    if re.match(r"mc[a-z]{3}", word):
        return "Mc" + word[2:].capitalize()
    return word.capitalize()
