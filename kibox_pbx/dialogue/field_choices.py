"""Which of the office's choices a caller takes, by its name or in their own words.

"I'll pop in and get it" takes "collect". What is not wanted ("nicht mit der Post") is not
taken; where two can be meant, the caller is asked again.
"""

import re
from collections.abc import Iterable, Mapping, Sequence

from kibox_pbx.language.parts import understand_part
from kibox_pbx.language.things import understand_thing
from kibox_pbx.language.words import fold, with_digits
from kibox_pbx.utterance import Language

Choices = Mapping[str, Sequence[str]]
"""The words for each key."""

SHORTEST_WORD = 4
"""Letters; a shorter word alone names no choice."""

_NOT_THAT = re.compile(r"\b(?:nicht|not) (?:mit |per |by )?(?:der |the )?\w+")
_PLACE = re.compile(r"^(?:(?:das|die|der|den|nummer|the|number|option) )?(\d)\.?(?: 1)?$")
_PREFIXES = ("zurück", "her", "hin", "ab", "an", "auf", "aus", "ein", "mit", "vor", "zu", "weg")

_WORDED: tuple[tuple[re.Pattern[str], re.Pattern[str]], ...] = (
    (
        re.compile(r"\b(?:heizung|heating)"),
        re.compile(r"\b(?:heiz\w+|therme\w*|brenner|wärmepumpe|radiators?|boiler|heat\w*)\b"),
    ),
    (
        re.compile(r"\be-?mail|\bmail\b"),
        re.compile(
            r"\b(?:e-?mail\w*|mail\w*|elektronisch\w*|digital\w*|pdf|electronically|online)\b"
        ),
    ),
    (
        re.compile(r"\b(?:post|brief|letter|by mail|zuschicken)\b"),
        re.compile(
            r"\b(?:brief\w*|(?:heim|nach hause) ?(?:schick\w*)?|nach hause|an meine adresse"
            r"|(?:in|to) (?:the post|my (?:house|home|address|place))|post(?:en)?"
            r"|letter ?box)\b"
        ),
    ),
    (
        re.compile(r"abhol|hole|\bcollect|pick"),
        re.compile(
            r"\b(?:(?:ab)?hol\w*|(?:komm\w*|schau\w*|fahr\w*)(?: \S+){0,4} vorbei|vorbei\w+"
            r"|(?:nehm\w*)(?: \S+){0,4} mit|mitnehmen|persönlich|selber"
            r"|(?:pop|come|drop|swing|call|stop) (?:in|by|over|round)|fetch\w*|(?:and "
            r"|to )?get it(?: myself)?"
            r"|in person|pick\w*|collect\w*|grab it)\b"
        ),
    ),
    (
        re.compile(r"\b(?:heute|sofort|dringend|today|at once|urgent)\b"),
        re.compile(
            r"\b(?:heute\w*|sofort|dringend\w*|gleich|jetzt|umgehend|so (?:schnell"
            r"|bald) (?:wie|es) \w+"
            r"|schnellstmöglich\w*|today|right away|straight away|immediately|now|asap|tonight"
            r"|as soon as (?:possible|(?:\w+ ){0,3}can)|can't wait)\b"
        ),
    ),
    (
        re.compile(r"\b(?:diese|this) (?:woche|week)\b"),
        re.compile(
            r"\b(?:(?:diese|laufe der) woche|(?:nächsten|kommenden|paar) tage\w*|demnächst"
            r"|this week|(?:next|coming) (?:few |couple of )?days|within days)\b"
        ),
    ),
    (
        re.compile(r"\b(?:hat zeit|nicht eilig|no hurry|whenever)\b"),
        re.compile(
            r"\b(?:hat (?:noch |auch )?zeit|(?:nicht|keine) eil\w*|eilt (?:gar |auch )?nicht"
            r"|irgendwann(?! in)|(?:can|kann) (?:\w+ )?(?:wait|warten)|no (?:\w+ )?(?:rush"
            r"|hurry)|whenever|not (?:\w+ )?urgent)\b"
        ),
    ),
    (
        re.compile(r"\b(?:bad|toilette|dusche|bathroom|toilet|shower)\b"),
        re.compile(
            r"\b(?:klo\w*|wc|toilette\w*|dusch\w*|\w*wanne|waschbecken|spülkasten|loo|lavatory"
            r"|toilet\w*|shower\w*|bath\w*|basin|cistern)\b"
        ),
    ),
)
"""What a choice is about, by its own words, and how callers put that."""


def understand_choice(text: str, choices: Choices, language: Language) -> str | None:
    """Return the key of the choice in the answer to which; None: not clear."""
    place = _PLACE.search(with_digits(fold(text), language))
    keys = tuple(choices)
    if place and 0 < int(place[1]) <= len(keys):
        return keys[int(place[1]) - 1]
    named = heard_choice(text, choices, language)
    wanted = _NOT_THAT.sub(" ", text)
    return named or understand_part(wanted, choices, language) or _by_wording(text, choices)


def heard_choice(text: str, choices: Choices, language: Language) -> str | None:
    """Return the key of the choice that is named somewhere in a sentence."""
    whole = understand_thing(text, choices, language)
    if whole:
        return whole
    wanted = _NOT_THAT.sub(" ", text)
    left = understand_thing(wanted, choices, language) if wanted != text else None
    parted = [
        key
        for key in choices
        if any(_is_parted(word, wanted) for word in _single(choices[key]))
    ]
    return left or (parted[0] if len(parted) == 1 else _by_one_word(choices, wanted))


def _by_wording(text: str, choices: Choices) -> str | None:
    """Return the only choice that is put in the caller's own words."""
    found = {
        key
        for about, worded in _WORDED
        for key, names in choices.items()
        if about.search(" ".join(names).lower()) and _wanted(worded, text)
    }
    return found.pop() if len(found) == 1 else None


def _wanted(worded: re.Pattern[str], text: str) -> bool:
    """Say whether a wording is there that is not turned down."""
    turned_down = [found.span() for found in _NOT_THAT.finditer(text)]
    return any(
        not any(start < found.start() < end for start, end in turned_down)
        for found in worded.finditer(text)
    )


def _by_one_word(choices: Choices, text: str) -> str | None:
    """Return the only choice of whose words one is said: "Mail" for "per E-Mail"."""
    said = {word for word in re.findall(r"\w+", text.lower()) if len(word) >= SHORTEST_WORD}
    named = [
        key
        for key, names in choices.items()
        if said & set(re.findall(r"\w+", " ".join(names).lower()))
    ]
    return named[0] if len(named) == 1 else None


def _single(names: Iterable[str]) -> list[str]:
    return [word for name in names for word in name.split()]


def _is_parted(word: str, text: str) -> bool:
    """Say whether a German verb was said in two parts: "hole es ab" for "abholen"."""
    prefix = next((each for each in _PREFIXES if word.startswith(each)), None)
    if prefix is None or not word.endswith("en"):
        return False
    stem = re.escape(word[len(prefix) : -len("en")])
    return re.search(rf"\b{stem}\w{{0,3}}\b.*\b{prefix}\b", text) is not None
