"""Telephone keys as answers: a number that is keyed in, or a shortcut for a spoken answer."""

from kibox_pbx.dialogue.actions import Expect
from kibox_pbx.dialogue.reply import Question
from kibox_pbx.utterance import Language

PERSON_KEY = "0"
"""At any question that does not want a number."""

MOST_KEYS = 20
"""No telephone number is longer (E.164 has 15 digits, prefixes included)."""

_SHORTCUTS = {
    (Expect.YES_NO, "1"): {Language.GERMAN: "ja", Language.ENGLISH: "yes"},
    (Expect.YES_NO, "2"): {Language.GERMAN: "nein", Language.ENGLISH: "no"},
    (Expect.CHOICE, "1"): {Language.GERMAN: "das erste", Language.ENGLISH: "the first one"},
    (Expect.CHOICE, "2"): {Language.GERMAN: "das zweite", Language.ENGLISH: "the second one"},
}


def shortcut(question: Question | None, key: str, language: Language) -> str | None:
    """Return the answer that a key stands for at this question."""
    if question is None:
        return None
    words = _SHORTCUTS.get((question.expect, key))
    return words[language] if words else None


def collect(keys: str, key: str) -> str:
    """Return the keys so far; the star begins anew."""
    if key == "*":
        return ""
    return keys + key if key.isdigit() else keys


def is_complete(keys: str, key: str) -> bool:
    """Say whether a keyed number has ended."""
    return (key == "#" and keys != "") or len(keys) >= MOST_KEYS
