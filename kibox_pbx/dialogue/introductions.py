"""How callers introduce themselves in the midst of a sentence: "hier ist Sabine Huber".

Stricter than the answer to "what is your name?": what follows a name belongs to it only as
far as names go, and a sentence without an introduction names nobody.
"""

import re
from collections.abc import Iterator, Mapping

from kibox_pbx.language.first_names import is_first_name
from kibox_pbx.language.names import understand_name
from kibox_pbx.utterance import Language

Words = Mapping[Language, re.Pattern[str]]

Cut = tuple[str, str | None]
"""The rest of a sentence, and the name that was cut out of it; None: there was none."""

_HELLO = (
    r"(?:hallo |hello |hi |hey |grüß gott |servus |moin |gutn tag "
    r"|(?:schönen )?guten (?:tag|morgen|abend) |good (?:morning|afternoon|evening|day) )"
)
_GREETING = rf"(?:ja |yes |oh |it'?s |morgen |{_HELLO})*"
_NO_NAME = (
    r"(?!(?:about|for|to|my|our|your|his|her|their|the|an?|not|no|really|very|quite|rather|so"
    r"|too|just|only|still|all|been|being|getting|going|because|of|on|in|at|up|and|or|but|that"
    r"|this|it|me|him|us|them|you|i|we|one|like|more|less|kind|sort|urgent|important|okay|fine"
    r"|good|bad|here|there|now|today|tomorrow|always|never|already|again|over|out|off|down"
    r"|raining|pouring|afraid|sore|hurting|right|wrong|correct|doctor|mister|miss|missus"
    r"|\w*day|\w*ly)\b)"
)
_NO_PART = (
    r"ich|wir|er|es|man|und|oder|aber|aus|am|um|im|in|an|auf|ab|für|bei|beim|vor|nach|zum|zur"
    r"|wegen|unter|mit|heute|morgen|übermorgen|nächste\w*|geboren|meine?[nr]?|ihre?|die|der|das"
    r"|telefon\w*|nummer|handynummer|bitte|danke|guten|grüß|(?:mon|diens|donners|frei|sams|sonn)tags?|mittwochs?|bin|war|ist"
    r"|sind|hab|habe|haben|hätte|möchte|wollte|will|brauche|bräuchte|würden?|kann|können"
    r"|könnten?|wann|gibt|geht|so|rufen|ruf|sagen|sag|richten|dass|weil|da|damit|also|sie|mir"
    r"|mich|uns|noch|falsch|richtig|nicht|niemand|keiner|dringend|wichtig|eilig|eine?[nmr]?"
    r"|i|i'd|i'm|i'll|we|he|it|it's|and|or|but|from|because|please|thanks|thank|with|for|my|his"
    r"|her|your|the|can|could|would|will|want|need|have|had|was|is|are|calling|speaking|here"
    r"|hello|phone|telephone|number|to|about|on|at|under|you|me|us|tell|call|ring|today|tomorrow"
    r"|next|(?:mon|tues|wednes|thurs|fri|satur|sun)days?|born|as|wrong|right|correct|not|just|very|urgent|important|regarding"
    r"|nobody|anybody|anyone|somebody|a|an|.*\d.*"
)
"""What belongs to no name."""

_ENDS_NAME = re.compile(_NO_PART)
_IT_IS = (
    rf"(?<!for )(?<!of )\bit'?s (?={_NO_NAME}[^\W\d][\w'-]* {_NO_NAME}[^\W\d][\w'-]*"
    r"(?:$| here\b| speaking\b| calling\b))"
)
"""Only where nothing follows: "it's Petra Huber", not "it's pouring down and"."""

_IT_IS_FIRST = (
    r"^(?:(?:hello|hi|hey|yes|oh|(?:good )?(?:morning|afternoon|evening)|good day) )*it'?s "
    r"(?=(?P<first>[^\W\d]\w*) (?!i\b)[^\W\d][\w'-]* (?:and )?(?:i|i'\w+|we|from|my|when|what"
    r"|where|how|can|could|may|do|is|are|would|will)\b)"
)
"""Or before "I ...", "could you ...", where the first of the words is a first name."""

_GREETED = (
    rf"^(?:ja |yes |oh )*{_HELLO}+"
    rf"(?=(?P<greeted>[^\W\d]\w*) (?:(?!(?:{_NO_PART})\b)[^\W\d][\w'-]* ){{1,2}}"
    r"(?:ich|wir|es geht|wegen|i|i'\w+|we|could|can|may)\b)"
)
"""A greeting, and before "I ..." two or three words of which the first is a first name."""

INTRODUCES: Words = {
    Language.GERMAN: re.compile(
        r"\b(?:und )?(?:(?:mein |der )?(?:voller )?name (?:ist|lautet|wäre)"
        r"|ich hei(?:ß|ss)e|(?:auf )?den namen|(?:am apparat|hier) (?:ist|spricht)"
        r"(?: (?:die|der))?|ich bin (?:die |der )?(?=(?:frau|herr)\b))\b"
        rf"|{_GREETED}"
    ),
    Language.ENGLISH: re.compile(
        r"\b(?:and )?(?:(?:my |the )?(?:full )?name(?: is|'s)|(?:in|under) the name(?: of)?"
        r"|(?:i am|i'm) called|you(?:'re| are) speaking (?:to|with)"
        r"|(?:i am|i'm) (?:mister|missus|miss|mrs|mr)"
        rf")\b|^{_GREETING}this is\b|{_IT_IS_FIRST}|{_IT_IS}|{_GREETED}"
    ),
}
_AFTER_NAME: Words = {
    Language.GERMAN: re.compile(
        rf"^{_GREETING}(?P<name>(?:[^\W\d][\w'-]* ){{1,3}}?)(?:hier\b(?! (?:ist|spricht)\b)"
        r"|am (?:apparat|telefon)\b(?! ist\b)"
        r"|(?:ist )?mein name\b(?! (?:ist|lautet|wäre)\b)|hei(?:ß|ss)e ich\b)"
    ),
    Language.ENGLISH: re.compile(
        rf"^{_GREETING}(?P<name>(?:[^\W\d][\w'-]* ){{1,3}}?)(?:here|speaking)\b"
    ),
}
_SPEAKS_FOR: Words = {
    Language.GERMAN: re.compile(r"\b(?:das|es) ist für (?=(?:frau|herrn)\b)"),
    Language.ENGLISH: re.compile(r"(?!)"),
}
_SPOKEN_FOR: Words = {
    Language.GERMAN: re.compile(
        rf"^{_GREETING}(?P<name>(?:[^\W\d][\w'-]* ){{1,3}}?)"
        r"hei(?:ß|ss)t (?:sie|er|meine? \w+)\b"
    ),
    Language.ENGLISH: re.compile(r"(?!)"),
}
_ASKS_OF_US = frozenset({"sie", "mir", "mich", "uns", "you", "me", "us", "him", "her", "them"})
"""After these the word before was a verb, and no part of a name."""

_OF_A_COMPANY = frozenset({"der", "dem", "firma", "nebenan", "gegenüber"})


def introduced(text: str, language: Language) -> Cut:
    """Cut out the name by which callers introduce themselves."""
    return _named(text, language, _AFTER_NAME[language], INTRODUCES[language])


def spoken_for(text: str, language: Language) -> Cut:
    """Cut out the name of somebody whom the caller speaks for: "Lena Vogt heißt sie"."""
    return _named(text, language, _SPOKEN_FOR[language], _SPEAKS_FOR[language])


def _named(
    text: str, language: Language, after_name: re.Pattern[str], before: re.Pattern[str]
) -> Cut:
    for start, end, said in (*_first(text, after_name), *_following(text, before)):
        name = understand_name(said, language) if said else None
        if name:
            return f"{text[:start]} {text[end:]}", name
    return text, None


def _first(text: str, after_name: re.Pattern[str]) -> Iterator[tuple[int, int, str]]:
    """Yield what stands before "am Apparat", unless it is more than a name."""
    found = after_name.search(text)
    said = found["name"].rstrip() if found else ""
    if found and _end_of_name(said) == len(said):
        yield 0, found.end(), said


def _following(text: str, before: re.Pattern[str]) -> Iterator[tuple[int, int, str]]:
    """Yield what stands after "mein Name ist", as far as it can be a name."""
    for found in before.finditer(text):
        first = next((word for word in found.groupdict().values() if word), None)
        if first and not is_first_name(first):
            continue
        end = found.end() + _end_of_name(text[found.end() :])
        yield found.start(), end, text[found.end() : end]


def _end_of_name(text: str) -> int:
    """Return where the words end that can belong to a name."""
    end, before = 0, ""
    words = list(re.finditer(r"\S+", text))
    for word, following in zip(words, [*(each[0] for each in words[1:]), ""], strict=True):
        is_of = word[0] == "von" and following in _OF_A_COMPANY
        ends = _ENDS_NAME.fullmatch(word[0]) and (before, word[0]) != ("van", "der")
        if is_of or ends or following in _ASKS_OF_US:
            break
        end, before = word.end(), word[0]
    return end
