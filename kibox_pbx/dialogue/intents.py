"""What the caller wants, as far as rules can tell.

Rules come first because they can be tested to the end; the language model is asked only
for sentences that they do not know. A wrong wish is worse than none: then somebody asks.
"""

import re
from collections.abc import Mapping
from enum import StrEnum
from types import ModuleType

from kibox_pbx.dialogue import wish_words_de, wish_words_en
from kibox_pbx.utterance import Language


class Intent(StrEnum):
    """A wish that a skill takes care of. The values are the language model's labels.

    Their wording counts for a small model: of 122 German sentences it got 47 right when these
    were "book", "move" and "note", and 65 with words that mean one thing only.
    """

    BOOK = "appointment"
    MOVE = "reschedule"
    CANCEL = "cancel"
    EXISTING = "existing"
    """Wants to hear about an appointment that may exist."""
    QUESTION = "question"
    MESSAGE = "message"
    PERSON = "person"
    FORM = "form"
    """Wants something that is taken down field by field, such as a repeat prescription."""


LONGEST_END = 40
"""Words that are looked at of each end of a monologue; a wish is seldom in its middle."""

Rules = tuple[tuple[re.Pattern[str], Intent], ...]


def _rules(words: ModuleType) -> Rules:
    """Return a language's rules. The first that matches wins, so the narrow ones come first."""
    ordered = (
        (words.MOVE, Intent.MOVE),
        (words.CANCEL, Intent.CANCEL),
        (words.EXISTING, Intent.EXISTING),
        (words.MESSAGE, Intent.MESSAGE),
        (words.PERSON, Intent.PERSON),
        (words.FACTS, Intent.QUESTION),
        (words.BOOK + words.SYMPTOMS, Intent.BOOK),
        (words.QUESTION, Intent.QUESTION),
    )
    return tuple(
        (re.compile(rf"(?:\b|^)(?:{'|'.join(patterns)})(?:\b|$)"), intent)
        for patterns, intent in ordered
    )


_RULES: Mapping[Language, Rules] = {
    Language.GERMAN: _rules(wish_words_de),
    Language.ENGLISH: _rules(wish_words_en),
}
_FILLERS = {
    Language.GERMAN: re.compile(
        r"\b(?:ähm?|öhm?|ehm?|hm+|tja|halt|mal|bitte|denn|eigentlich)\b"
    ),
    Language.ENGLISH: re.compile(r"\b(?:uhm?|um+|erm?|hm+|please|just|sort of|kind of)\b"),
}
_BEFORE_THAT = {
    Language.GERMAN: re.compile(
        r"\bbevor (?:ich|wir) (?:\w+ ){0,6}?(?:ausmach\w*|vereinbar\w*|buche\w*|komme\w*"
        r"|mache\w*)\b"
    ),
    Language.ENGLISH: re.compile(
        r"\bbefore (?:i|we) (?:\w+ ){0,2}?(?:book|make|come|arrange|commit)\b"
        r"(?: (?:to )?(?:an?|any\w*|the)\b(?: (?:appointment|visit|slot|meeting))?)?"
    ),
}
"""A wish for later, if at all: "before I book anything, what does it cost?"."""

_GREETINGS = {
    Language.GERMAN: re.compile(
        r"^(?:(?:ja|also|so|hallo|hi|hey|servus|moin|grüß (?:gott|sie)"
        r"|(?:schönen )?guten (?:tag|morgen|abend)|entschuldigung|und|ach|oh|gut|okay"
        r"|(?:zwei|2|drei) (?:sachen|dinge|fragen)|zweierlei"
        r"|sagen sie(?= (?:kann|ist|haben|hat|gibt|wie|wo|was|wann|darf|muss)\b)) )+"
    ),
    Language.ENGLISH: re.compile(
        r"^(?:(?:yes|yeah|well|so|right|okay|hello(?: there)?|hi(?: there)?|hey"
        r"|(?:good )?(?:morning|afternoon|evening)|good day"
        r"|(?:2|two|three|a couple of) things"
        r"|excuse me|sorry|and|oh|i'?m afraid|i am afraid) )+"
    ),
}
_TAKEN_APART = {
    Language.GERMAN: re.compile(
        r"\b(ab|aus|um|ver|vor|rück|zurück|durch|vorbei|dazwischen|dran|vor ver) "
        r"(?=sag|richt|buch|leg|ruf|schieb|stell|check|komm|schau|zieh|nehm)"
    ),
    Language.ENGLISH: re.compile(r"\b(re) (?=schedul|arrang|book)"),
}
_SLIPS = {
    Language.GERMAN: (("termien", "termin"), ("temin", "termin")),
    Language.ENGLISH: (("a pointment", "appointment"), ("a point meant", "appointment")),
}


def understand_intent(text: str, language: Language) -> Intent | None:
    """Return what the caller wants, or None where the rules do not know."""
    said = plain(text, language)
    return next((intent for words, intent in _RULES[language] if words.search(said)), None)


def without_later(text: str, language: Language) -> str:
    """Return a sentence without a wish that is put off ("before I book anything")."""
    return _BEFORE_THAT[language].sub(" ", text).strip()


def plain(text: str, language: Language) -> str:
    """Return a sentence without greeting and fillers, its words put together again."""
    for heard, meant in _SLIPS[language]:
        text = text.replace(heard, meant)
    words = _FILLERS[language].sub(" ", text).split()
    if len(words) > 2 * LONGEST_END:
        words = words[:LONGEST_END] + words[-LONGEST_END:]
    text = " ".join(words)
    text = _TAKEN_APART[language].sub(lambda part: part[1].replace(" ", ""), text)
    return _GREETINGS[language].sub("", text)
