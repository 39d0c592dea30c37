"""What of a caller's sentence is the message, and what only carries it.

"Sagen Sie ihr bitte, dass ich später komme" holds the message "dass ich später komme".
Where we are not sure, all that was said is kept: nothing a caller wants to leave is lost.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass

from kibox_pbx.dialogue.urgency import without_urgency
from kibox_pbx.language.late_words import says_late
from kibox_pbx.language.words import fold, number_words
from kibox_pbx.utterance import Language

ENOUGH_WORDS = 3
"""Words of its own that make a sentence a message, where nothing marks one."""

Patterns = Mapping[Language, re.Pattern[str]]

_GREETING = re.compile(
    r"^(?:(?:ja|also|äh|ähm|gern|gerne|hallo|moin|servus|guten|schönen|gutn|tag|morgen"
    r"|abend|grüß gott|grüß sie|yes|well|uh|sure|hello|hi|hey"
    r"|good (?:day|morning|afternoon|evening))\b ?)+"
)
_TELLS = {
    Language.GERMAN: (
        r"(?:ausrichten|ausgerichtet|richten|sage?n?|mitteilen|mitgeben|bescheid|notieren"
        r"|weitergeben"
        r"|weiterleiten|informieren|wissen|aufschreiben|fragen|nachricht|hinterlassen|melden"
        r"|schreiben)"
    ),
    Language.ENGLISH: (
        r"(?:tell|say|know|pass|message|inform|ask|mention|note|report|leave|write|confirm)"
    ),
}
_CLAUSES: Mapping[Language, tuple[re.Pattern[str], ...]] = {
    Language.GERMAN: (
        re.compile(
            rf"\b{_TELLS[Language.GERMAN]}\b(?: \S+){{0,9}}? (?P<content>(?:dass|daß|ob"
            r"|das (?=ich|wir|er|sie|es|mein\w*|unser\w*|die|der))\b.+)"
        ),
        re.compile(
            rf"\b{_TELLS[Language.GERMAN]}\b(?: \S+){{0,7}}? "
            r"(?P<content>(?:ich|wir|meine?|unsere?)\b.+)"
        ),
    ),
    Language.ENGLISH: (
        re.compile(
            rf"\b{_TELLS[Language.ENGLISH]}\b(?: \S+){{0,9}}? "
            r"(?P<content>(?:that|if|whether)\b.+)"
        ),
        re.compile(
            rf"\b{_TELLS[Language.ENGLISH]}\b(?: \S+){{0,7}}? "
            r"(?<!about )(?<!regarding )(?<!of )(?<!for )"
            r"(?P<content>(?:i|i'm|i'll|i've|i'd|we|we're|we'll|we've|my|our|it's|there)\b.+)"
        ),
    ),
}
_CARRIED: Patterns = {
    Language.GERMAN: re.compile(
        r"\b(?:(?:richten|richte) (?:sie |du )?(?:\S+ ){1,6}?aus |(?:sagen|sag|geben|teilen"
        r"|schreiben) (?:sie |du )?(?:\S+ ){0,2}?(?=(?:dem|der|den|ihm|ihr|ihnen|herrn?|frau"
        r"|doktor|meister)\b))(?P<content>.+)"
    ),
    Language.ENGLISH: re.compile(
        r"\blet (?:\S+ ){1,5}?know (?P<content>.+)|\b(?:tell|inform) (?P<told>.+)"
    ),
}
"""What is passed on without "dass": "richten Sie Herrn Krüger aus, die Fliesen sind da"."""

_TO_WHOM = frozenset(
    fold(word)
    for word in """
    ihm ihr ihnen herr herrn frau doktor doktorin meister bitte doch mal kurz
    rechtsanwalt rechtsanwältin chef chefin
    him her them doctor mister missus miss mr mrs ms boss please just
    """.split()  # noqa: SIM905 - a text reads better than a hundred strings
)
_ARTICLES = frozenset({"dem", "der", "den", "the"})
_CALLBACK: Patterns = {
    Language.GERMAN: re.compile(
        r"\b(?:rückruf\w*|rück ruf|zurück ?(?:zu)?ruf\w*|rückmeldung"
        r"|(?:mich|uns|bei mir|bei uns)(?: \S+){0,8} (?:an(?:zu)?rufen|melden)"
        r"|rufen sie (?:mich|uns)|melden sie sich)\b"
    ),
    Language.ENGLISH: re.compile(
        r"\b(?:call ?back|(?:call|ring|phone) (?:me|us)|return (?:my|our) call"
        r"|give (?:me|us) (?:an?(?:other)? )?(?:quick )?(?:call|ring|bell|buzz)"
        r"|get back to (?:me|us))\b"
    ),
}
_FILLING = frozenset(
    fold(word)
    for word in """
    ich du er sie es wir ihr mich mir uns ihm ihn ihnen ihrem ihren ihre mein meine
    meinen meiner meinem unser unsere der die das den dem des ein eine einen einer einem
    und oder aber auch nur mal doch noch schon kurz bitte gern gerne vielleicht
    eventuell einfach nochmal da hier jetzt dann so also ja nein danke dass daß ob für
    an von vom bei zu zum zur mit auf in im am um unter wegen bezüglich about regarding
    möchte möchten wollte will wollen würde würden hätte hätten kann können könnte
    könnten soll sollte sollten darf dürfte dürfen müsste muss mag bin ist sind war wäre
    wären habe hat haben hab nachricht nachrichten hinterlassen dalassen lassen aufgeben
    geben gebe gib etwas was jemand jemanden jemandem ausrichten richten richte aus
    sagen sag sage mitteilen bescheid notieren notiz weitergeben weiterleiten
    informieren aufschreiben fragen rückruf rückrufs rückrufe zurückrufen zurückzurufen
    zurückruf zurück zurückgerufen rufen ruf anrufen angerufen anruf melden meldet melde
    rückmeldung bitten wünschen dieser diese nummer telefonnummer erreichen erreichbar
    telefon guten hallo frau herr herrn doktor doktorin professor name sprechen
    verbinden reden nächsten mitarbeiter team chef chefin möglich möglichst geht wie weiß i
    you he she it we they me him her us them my your our a the and or but just only
    please maybe perhaps like love to for from with at on by of up down can could would
    shall should may might want wanted need have has had is are be been do does message
    leave take pass tell say let know inform ask note call back ring phone return
    callback give get someone somebody anyone number this that if whether i'd i'm i'll
    oh ah dear boss manager its thats itll theres hes shes itd thatd
    nobody nobodys noone noones everybody everyone suppose guess then okay alright
    pity shame somebodys gone
    doctor mister mr mrs miss ms yes no thanks thank speak talk hello hi good
    """.split()  # noqa: SIM905 - a text reads better than a hundred strings
)
"""Words that carry a message and are none."""

_WHEN = frozenset(
    fold(word)
    for word in """
    heute morgen übermorgen früh später vormittag nachmittag mittag abend vormittags
    nachmittags abends woche tag tage tagen uhr montag dienstag mittwoch donnerstag freitag
    nächste dieser diese gegen ab vor nach bis zwischen
    today tomorrow morning afternoon evening noon later week day days o'clock monday tuesday
    wednesday thursday friday next this before after until between around
    """.split()  # noqa: SIM905 - a text reads better than a hundred strings
)
"""When to call back, but not what about."""

_ABOUT: Patterns = {
    Language.GERMAN: re.compile(r"\b(?:es geht um|wegen|bezüglich|betreffend|betrifft)\b.+"),
    Language.ENGLISH: re.compile(
        r"\b(?:it's about|it is about|about|regarding|concerning)\b.+"
    ),
}
_GREETINGS_WITHIN = re.compile(
    r"\b(?:guten (?:tag|morgen|abend)|good (?:morning|afternoon|evening|day))\b"
)
_CALLS = re.compile(r"(?:zu)?rueck(?:zu|ge)?r[ui]e?f|an(?:zu|ge)?r[ui]e?f|melde|callback")
_THAT = re.compile(r"^that ")
_INTRODUCTION = re.compile(
    r"^(?:hier (?:ist|spricht)(?: der| die)?|mein name ist|ich hei(?:ß|ss)e|this is|my name is"
    r"|i'm|i am|ich bin(?: der| die)?) (?P<rest>.+)"
)
_DISPUTES: Patterns = {
    Language.GERMAN: re.compile(
        r"^(?:(?:nein|nee|ne|halt|stopp|moment|falsch|entschuldigung|doch|äh|ach) )*"
        r"(?:(?:die|der|das) ?(?:nachricht|text)? ?(?:ist|war|stimmt|passt)? ?(?:so |ganz )*"
        r"(?:nicht|falsch|verkehrt|anders)(?: richtig| ganz)? ?(?:sondern|es muss heißen)? ?)?"
    ),
    Language.ENGLISH: re.compile(
        r"^(?:(?:no|nope|wait|sorry|wrong|actually|well|uh) )*"
        r"(?:(?:the|that) ?(?:message|text)?(?:'s| is| was)? ?(?:isn't|not|wrong|incorrect)"
        r"(?: quite)?(?: right| correct)? ?(?:it should (?:say|be|read))? ?)?"
    ),
}
_JUDGING = frozenset(
    fold(word)
    for word in """
    hm äh ähm uh nein stimmt stimmen nicht falsch richtig verkehrt ganz so ändern
    korrigieren anders falsche leider passt no not wrong right correct change that's
    isn't incorrect quite should different something anderes nichts nee text message die
    nachricht
    """.split()  # noqa: SIM905 - a text reads better than a hundred strings
)
"""Words that only say that something is wrong."""


@dataclass(frozen=True, slots=True)
class Said:
    """What a sentence leaves behind as a message."""

    text: str
    """In the caller's words."""

    is_whole: bool
    """Whether it says enough to be passed on; else it only tells what the matter is."""

    is_marked: bool
    """Whether its words leave no doubt that it is meant to be passed on."""


def said(text: str, language: Language, names: frozenset[str] = frozenset()) -> Said | None:
    """Return the message in a sentence that asks us to take one; None: it holds none.

    Args:
        text: What the caller said.
        language: In which it was said.
        names: Folded words that are no message: the caller's name, whom it is for.
    """
    rest = _opened(text, names)
    if wants_callback(rest, language):
        is_whole = _weight(rest, language, names | _WHEN) > 0
        return Said(rest, is_whole, is_marked=True)
    clause = _clause(rest, language, names) or (rest if says_late(rest, language) else None)
    if clause:
        return Said(clause, is_whole=True, is_marked=True)
    about = _ABOUT[language].search(rest)
    if about and _weight(about[0], language, names):
        return Said(about[0], is_whole=False, is_marked=False)
    is_whole = _weight(rest, language, names) >= ENOUGH_WORDS
    return Said(rest, is_whole=True, is_marked=False) if is_whole else None


def wants_callback(text: str, language: Language) -> bool:
    """Say whether a sentence asks for a call back."""
    return _CALLBACK[language].search(text) is not None


def _is_whom(words: list[str], names: frozenset[str]) -> bool:
    """Say whether the first of some words belongs to whom something is told to."""
    first, *others = map(fold, words[:2])
    if first in _ARTICLES and others:
        return others[0] in _TO_WHOM | names
    return first in _TO_WHOM | names


def answer_said(text: str, language: Language, names: frozenset[str]) -> str:
    """Return the message in the answer to "what may I pass on?"."""
    rest = _opened(text, names) or text
    if wants_callback(rest, language):
        return rest
    return _clause(rest, language, names) or rest


def disputed(text: str, language: Language, names: frozenset[str]) -> str | None:
    """Return what is right instead, where the caller says that the message is wrong."""
    rest = _DISPUTES[language].sub("", text)
    return rest if _weight(rest, language, names | _JUDGING) else None


def says_something(text: str, language: Language, names: frozenset[str]) -> bool:
    """Say whether a sentence holds more than the words that carry a message."""
    wants_call = wants_callback(text, language)
    return wants_call or _weight(text, language, names) > 0


def _opened(text: str, names: frozenset[str]) -> str:
    """Return a sentence without its greeting and without the name that is known already."""
    rest = _GREETING.sub("", text)
    introduced = _INTRODUCTION.search(rest)
    if introduced is None:
        return rest
    words = introduced["rest"].split()
    while words and fold(words[0]) in names:
        words = words[1:]
    is_name = len(words) < len(introduced["rest"].split())
    return _GREETING.sub("", " ".join(words)) if is_name else rest


def _clause(rest: str, language: Language, names: frozenset[str]) -> str | None:
    """Return what follows "dass", or all of it where what comes before says something, too."""
    for pattern in _CLAUSES[language]:
        found = pattern.search(rest)
        if found and _weight(found["content"], language, names):
            if _weight(rest[: found.start("content")], language, names):
                return rest
            return _THAT.sub("", found["content"])
    return _carried(rest, language, names)


def _carried(rest: str, language: Language, names: frozenset[str]) -> str | None:
    """Return what follows whom it is told to, if that is a sentence of its own."""
    found = _CARRIED[language].search(rest)
    words = (found[found.lastindex or 0] if found else "").split()
    at = next((at for at in range(len(words)) if not _is_whom(words[at:], names)), len(words))
    content = " ".join(words[at:])
    is_alone = found and not _weight(rest[: found.start()], language, names)
    is_sentence = len(words[at:]) >= ENOUGH_WORDS and _weight(content, language, names)
    return content if is_alone and is_sentence else None


def _weight(text: str, language: Language, names: frozenset[str]) -> int:
    """Count the words that say something of their own."""
    plain = without_urgency(_GREETINGS_WITHIN.sub(" ", text), language)
    numbers = number_words(language)
    return sum(
        not (
            word in _FILLING
            or word in names
            or word in numbers
            or word.isdigit()
            or _CALLS.match(word)
        )
        for word in fold(plain).replace(".", " ").split()
    )
