"""Marks in a sentence what leads to a name, or follows one: "mein Name ist", "am Apparat"."""

import re
from collections.abc import Mapping
from enum import StrEnum

from kibox_pbx.utterance import Language


class Mark(StrEnum):
    """What leads to a name; it stands in the sentence in place of the words that do."""

    NOTHING = "<>"
    NAME = "<name>"
    """Here comes the name."""

    MAYBE = "<maybe>"
    """Here comes a name or anything else: "das ist"."""

    LIKE = "<like>"
    """Here comes what the name is compared with."""

    RELATIVE = "<relative>"
    """Here may come the name of somebody's son."""

    FIRST = "<first>"
    FAMILY = "<family>"
    NAMED = "<named>"
    """That was the name."""


Patterns = tuple[tuple[re.Pattern[str], str], ...]

_RELATIVE_DE = (
    r"(?:ehe)?(?:frau|mann)e?s?|tochter|töchter|sohn\w*|kind\w*|mutter|mama|vaters?|papas?"
    r"|bruders?|schwester|oma|opas?|großmutter|großvaters?|enkel\w*|tante|onkels?|nichte"
    r"|neffen?|schwieger\w+|partner\w*|freund\w*|chefs?|chefin|buben?|mädchen|kleine\w*"
)
_RELATIVE_EN = (
    r"(?:mother|father|brother|sister|son|daughter) in law|wife|husband|partner|daughter|son"
    r"|child|kid|baby|mother|mum|mom|father|dad|brother|sister|grand\w+|aunt|uncle|niece"
    r"|nephew|boss|girl|boy|little (?:one|girl|boy)"
)
_PATTERNS: Mapping[Language, Patterns] = {
    Language.GERMAN: (
        (re.compile(r"\b(\S+) ist (?:der|mein) vorname\b"), rf"{Mark.FIRST} \1"),
        (
            re.compile(r"\b(\S+) ist (?:der|mein) (?:nach|familien)name\b"),
            rf"{Mark.FAMILY} \1",
        ),
        (re.compile(r"\b(?:mein |der )?vornamen?(?: (?:ist|lautet|wäre))?\b"), Mark.FIRST),
        (
            re.compile(r"\b(?:mein |der )?(?:nach|familien)namen?(?: (?:ist|lautet|wäre))?\b"),
            Mark.FAMILY,
        ),
        (
            re.compile(
                r"\b(?:(?:ist|war) mein name|mein name(?! ist| lautet| wäre| war)"
                r"|am (?:apparat|telefon)(?! ist| spricht)|hier(?! ist| spricht| noch| auch)"
                r"|hei(?:ß|ss)(?:e ich|t (?:sie|er)))\b"
            ),
            Mark.NAMED,
        ),
        (
            re.compile(
                r"\b(?:(?:mein|der|ihr|sein|unser)(?:e[mnrs])? (?:voller |ganzer )?namen?"
                r"(?: (?:ist|war|lautet|wäre))?|ich hei(?:ß|ss)e?|hei(?:ß|ss)t"
                r"|(?:am apparat|hier) (?:ist|spricht)|ich bin'?s|name(?: ist)?"
                r"|auf (?:den|meinen) namen)\b"
            ),
            Mark.NAME,
        ),
        (
            re.compile(r"\b(?:so )?wie (?!gesagt|bitte|heiß)(?:(?:der|die|das|ein\w*) )?"),
            Mark.LIKE,
        ),
        (re.compile(r"\b(?:das|es) (?:ist|wäre|wär)\b|\bich bin\b"), Mark.MAYBE),
        (
            re.compile(rf"\b(?:mein|unser|sein|ihr)(?:e[mnrs]?)? (?:{_RELATIVE_DE})\b"),
            Mark.RELATIVE,
        ),
    ),
    Language.ENGLISH: (
        (
            re.compile(r"\b([^\s']+)(?:'s| is| being) (?:the|my|his|her) (?:first|given) name"),
            rf"{Mark.FIRST} \1",
        ),
        (
            re.compile(
                r"\b([^\s']+)(?:'s| is| being) (?:the|my|his|her)"
                r" (?:(?:last|family) name|surname)"
            ),
            rf"{Mark.FAMILY} \1",
        ),
        (
            re.compile(r"\b(?:my |the )?(?:first|given|christian) name(?:'?s| is)?\b"),
            Mark.FIRST,
        ),
        (
            re.compile(
                r"\b(?:my |the )?(?:(?:last|family|second) name|sur ?name)(?:'?s| is)?\b"
            ),
            Mark.FAMILY,
        ),
        (
            re.compile(
                r"\b(?:here(?! is| in| on| at)|speaking(?! is| to| with)|calling|is my name)\b"
            ),
            Mark.NAMED,
        ),
        (
            re.compile(
                r"\b(?:(?:my|the|his|her) (?:full )?name(?:'s| is)|this is|call me"
                r"|(?:is|'s|i(?:'m| am)) called|speaking (?:is|to|with)|name(?: is|'s)"
                r"|(?:under|in) the name(?: of)?|(?:it|that)(?: would|'d| will|'ll) be"
                r"(?: under)?|put (?:me |it |him |her |that |this )?(?:down )?(?:as|under)"
                r"(?: me| mine| my name| my own name)?)\b"
            ),
            Mark.NAME,
        ),
        (re.compile(r"\b(?:as in|like) (?:(?:the|an?) )?"), Mark.LIKE),
        (re.compile(r"\b(?:it'?s|it is|that'?s|that is|i'?m|i am)\b"), Mark.MAYBE),
        (re.compile(rf"\b(?:my|our|his|her) (?:{_RELATIVE_EN})(?:'s)?\b"), Mark.RELATIVE),
    ),
}


def marked(wording: str, language: Language) -> list[str]:
    """Return the words of a sentence, with marks in place of those that introduce a name."""
    for pattern, instead in _PATTERNS[language]:
        wording = pattern.sub(f" {instead} ", wording)
    return wording.split()
