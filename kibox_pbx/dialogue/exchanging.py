"""One part of what was taken down for another: "nicht Montag, sondern Freitag"."""

import re
from collections.abc import Iterator, Mapping

from kibox_pbx.utterance import Language

_EXCHANGES: Mapping[Language, tuple[re.Pattern[str], ...]] = {
    Language.GERMAN: (
        re.compile(
            r"\bnicht (?P<old>[\w '-]+?),? (?:sondern|es hei(?:ß|ss)t) (?P<new>[\w '-]+)"
        ),
        re.compile(r"\b(?P<new>[\w'-]+),? (?:und )?nicht (?P<old>[\w'-]+)$"),
        re.compile(r"\bnicht (?P<old>[\w'-]+) (?P<new>[\w'-]+)$"),
    ),
    Language.ENGLISH: (
        re.compile(r"\bnot (?P<old>[\w '-]+?),? but (?P<new>[\w '-]+)"),
        re.compile(r"\b(?P<new>[\w'-]+),? (?:and )?not (?P<old>[\w'-]+)$"),
        re.compile(r"\bnot (?P<old>[\w'-]+) (?:it'?s )?(?P<new>[\w'-]+)$"),
    ),
}


def exchanges(correction: str, language: Language) -> Iterator[tuple[str, str]]:
    """Yield every reading of "not this but that": what is wrong, what is right."""
    for pattern in _EXCHANGES[language]:
        for found in pattern.finditer(correction):
            yield found["old"].strip(), found["new"].strip()


def exchanged(text: str, correction: str, language: Language) -> str | None:
    """Return the text with one part exchanged.

    None if the caller exchanges nothing that is in it. Small and capital letters are alike.
    """
    for old, new in exchanges(correction, language):
        part = re.compile(rf"\b{re.escape(old)}\b", re.IGNORECASE)
        if new and part.search(text):
            return part.sub(new, text, count=1)
    return None
