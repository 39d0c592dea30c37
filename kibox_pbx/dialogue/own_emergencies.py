"""What a practice calls an emergency of its own, however callers put it.

The office writes "Keller läuft voll"; callers say "uns läuft hier der Keller voll". The words
of a phrase are heard in any order and ending, with a few others in between. Who names water
or gas at all means whatever water and gas do in an emergency.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from itertools import permutations

from kibox_pbx.language.stems import stem
from kibox_pbx.utterance import Language

SHORT = 3
"""Letters of a stem that is heard as it is, without any ending."""

COMPOUND_FROM = 6
"""Letters of a word that is heard within another one ("Wasserrohrbruch")."""

MOST_WORDS = 4
"""Of one phrase, in any order; a longer one is heard as it is written."""

_CARRYING = frozenset(
    """
    der die das den dem des ein eine einen einem einer in im nach zu zum zur an am auf von vom
    bei ist sind hat haben bin wurde wird es
    the a an of in on at to is are has have am been was were being by it there
    """.split()  # noqa: SIM905 - a text reads better than a hundred strings
)
"""Words of a phrase that need not be heard."""

_NO = r"nicht|nie|ohne|kein\w*|no|not|never|without|\w+n't"
_BETWEEN = rf"(?:\w*(?: (?!(?:{_NO})\b)\S+){{0,5}} \w*|(?:ge)?)"
"""A few words, none of which denies it; or nothing ("vollgelaufen")."""

_WATER = re.compile(
    r"rohr\w*br[uü]ch|wasserschaden|überschwemm|überflut|voll ?l[aä]uf|l[aä]uft voll"
    r"|\bburst|flood|water leak|leak of water"
)
_GAS = re.compile(r"\bgas|gasgeruch")
_WATERS_DE = r"(?:wasser\w*|brühe|rohre?|\w+rohre?)"
_WATERS_EN = r"(?:(?:water|pipes?|tank)(?:'s)?)"
_PIPES_EN = r"(?:(?:pipes?|tank|hose|cylinder|radiator|main)(?:'s)?)"
_PIPES = r"(?:\w*(?:rohre?|leitung|schlauch|boiler|tank|ventil))"
_KINDS: tuple[tuple[re.Pattern[str], Mapping[Language, str]], ...] = (
    (
        _WATER,
        {
            Language.GERMAN: (
                rf"{_PIPES}(?: \S+){{0,4}} (?:geplatzt|gebrochen|gerissen|geborsten|explodiert)"
                rf"|(?:platzt|bricht|birst)(?: \S+){{0,4}} {_PIPES}"
                r"|(?:steht|stehen|steh)(?: \S+){0,6} unter wasser"
                r"|(?:wasser steht|steht(?: \S+){0,2} wasser)(?: \S+){0,5} (?:hoch|zentimeter)"
                r"|(?:überall|alles) (?:\S+ ){0,3}(?:wasser|nass)|wasser(?: \S+){0,4} überall"
                rf"|{_WATERS_DE}(?: \S+){{0,4}} (?:schießt|sprudelt|strömt|spritzt)"
                rf"|(?:schießt|sprudelt|strömt|spritzt)(?: \S+){{0,4}} {_WATERS_DE}"
                rf"|{_WATERS_DE}(?: \S+){{0,5}} (?:durch|von|aus) (?:die|der) (?:decke|wand)"
                r"|(?:läuft|tropft|kommt|regnet)(?: \S+){0,4} (?:durch|von|aus) (?:die"
                r"|der) decke"
                r"|(?:durch|von|aus) der decke(?: \S+){0,4} wasser"
                r"|wasser hört nicht (?:mehr )?auf"
                r"|(?:alles|wohnung|küche|keller|bad|haus) (?:\S+ )?schwimmt"
                r"|decke (?:kommt|stürzt|bricht|kracht)(?: \S+){0,3} (?:runter|herunter|ein)"
                r"|\w*hahn(?: \S+){0,4} (?:dreht sich nicht|klemmt"
                r"|lässt sich nicht (?:zu)?drehen)"
                r"|(?:überschwemm|überflut)\w+"
            ),
            Language.ENGLISH: (
                rf"{_PIPES_EN}(?: \S+){{0,4}} (?:burst\w*|broken?|split|exploded|blown|gone)"
                rf"|burst(?:ing)?(?: \S+){{0,2}} {_PIPES_EN}"
                rf"|{_WATERS_EN}(?: \S+){{0,4}} (?:pouring|gushing|spraying|shooting"
                rf"|everywhere)"
                rf"|(?:pouring|gushing|spraying|shooting)(?: \S+){{0,4}} {_WATERS_EN}"
                r"|(?:coming|pouring|running|dripping|leaking) (?:\S+ )?(?:through|down"
                r"|out of) the"
                r" (?:ceiling|roof|walls?|lights?|light \w+|stairs|floor\w*)"
                r"|(?:through|from|out of) the (?:\w+ ){0,3}ceiling"
                r"|water (?:won't|doesn't|will not) stop|(?:flat|kitchen|house)(?:'s"
                r"| is) swimming"
                r"|ceiling(?:'s)?(?: \S+){0,3} (?:com\w+|fall\w+|cav\w+) (?:down|in)"
                r"|filling(?: up)?(?: with)? (?:water|fast)|(?:cellar|basement)(?:'s"
                r"| is) filling"
                r"|(?:under|inches of|feet of|ankle deep in"
                r"|knee deep in) (?<!i'm under )water|flooded"
                r"|stop ?cock(?: \S+){0,3} (?:stuck|won't (?:turn|budge|move))"
                r"|(?:can't|cannot) (?:turn|shut) (?:it|the water) off"
            ),
        },
    ),
    (
        _GAS,
        {
            Language.GERMAN: (
                r"(?:riech\S*|stink\S*|müffel\S*|gerochen)(?: (?!(?:nicht|kein\w*)\b)\S+){0,6}"
                r" gas|(?:nach )?gas (?:\S+ ){0,2}(?:riech\w*|stink\w*|gerochen)"
                r"|gas (?:tritt|strömt|zischt)(?: \S+){0,2} aus|(?:tritt|strömt"
                r"|zischt) (?:\S+ )?gas|gas ?(?:leck|alarm)|gasaustritt"
            ),
            Language.ENGLISH: (
                r"(?:smell\w*|stink\w*|reek\w*|whiff)(?: (?!(?:no|not)\b)\S+){0,5} gas"
                r"|gas (?:smell|leak\w*|escaping|alarm)|leaking gas"
            ),
        },
    ),
)
"""What a practice's words are about, and how that is told."""


def is_for_water(words: Iterable[str]) -> bool:
    """Say whether a practice with these words is called for water."""
    return any(_WATER.search(word.lower()) for word in words)


def own_ills(own: tuple[str, ...], every: tuple[str, ...], language: Language) -> Iterator[str]:
    """Yield patterns for the practice's own words in a language.

    Args:
        own: Its words in this language.
        every: Its words in all languages: they tell what the practice is called for.
        language: What is listened for.
    """
    for phrase in own:
        yield _phrase(phrase.lower(), language)
    for about, told in _KINDS:
        if any(about.search(word.lower()) for word in every):
            yield told[language]


def _phrase(phrase: str, language: Language) -> str:
    words = [word for word in phrase.split() if word not in _CARRYING] or phrase.split()
    if len(words) == 1:
        return _word(words[0], language)
    if len(words) > MOST_WORDS:
        return r"(?: \S+){0,3} ".join(map(re.escape, words))
    forms = [_root(word, language) for word in words]
    return "|".join(_BETWEEN.join(order) + r"\w*" for order in permutations(forms))


def _word(word: str, language: Language) -> str:
    """Find "Rohrbruch" in "Wasserrohrbruch" and "durchsucht" for "Durchsuchung"."""
    if not word.isalpha() or len(word) < COMPOUND_FROM:
        return re.escape(word)
    if language is Language.ENGLISH:
        return rf"{_letters(stem(word, language))}\w{{0,3}}"
    if word.endswith("ung"):
        return rf"\w*{re.escape(word[:-3])}(?:ung\w*|t|te[nr]?)"
    return rf"\w*{re.escape(word)}\w{{0,2}}"


def _root(word: str, language: Language) -> str:
    root = stem(word, language)
    if language is Language.GERMAN and len(root) > SHORT + 1:
        root = root.removesuffix("t")
    return _letters(root) if len(root) > SHORT else rf"\b{_letters(root)}\b"


def _letters(root: str) -> str:
    """Return a stem as a pattern: "lauf" is also said "läuft"."""
    plain = re.escape(root).replace("ss", "(?:ss|ß)")
    return re.sub("[aou]", lambda found: f"[{found[0]}{_UMLAUT[found[0]]}]", plain)


_UMLAUT = {"a": "ä", "o": "ö", "u": "ü"}
