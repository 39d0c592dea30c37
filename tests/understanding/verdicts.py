"""What we make of a caller's sentence, and how far it is from what was meant."""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass

from kibox_pbx.dialogue.aside_words import Aside, understand_aside
from kibox_pbx.dialogue.emergency import is_emergency
from kibox_pbx.dialogue.guessing import guessed_wish, is_done, is_doubtful
from kibox_pbx.dialogue.several import heard_wishes
from kibox_pbx.dialogue.skills.naming import (
    heard_department,
    heard_form,
    heard_person,
    heard_service,
)
from kibox_pbx.dialogue.tasks import GOODBYE, OTHER
from kibox_pbx.dialogue.wishes import heard_wish
from kibox_pbx.language.names import understand_name
from kibox_pbx.language.phone import understand_phone
from kibox_pbx.language.when import understand_when
from tests.language.test_when import shown
from tests.understanding.utterances import Said

ASIDES = {Aside.GOODBYE: GOODBYE, Aside.PERSON: "person", Aside.HELLO: None}
"""What an aside comes to; any other one is none of the labels."""

SLOTS: Mapping[str, Callable[[Said], str | None]] = {
    "service": lambda said: heard_service(said.scene, said.text),
    "person": lambda said: heard_person(said.scene, said.text),
    "department": lambda said: heard_department(said.scene, said.text),
    "form": lambda said: heard_form(said.scene, said.text),
    "when": lambda said: shown(understand_when(said.text, said.language, said.scene.now)),
    "name": lambda said: understand_name(said.text, said.language),
    "phone": lambda said: understand_phone(said.text, said.language, "DE", None),
}


@dataclass(frozen=True, slots=True)
class Score:
    """How well a half of a file is understood. Shares are 0 to 1."""

    right: float
    """What was meant; nothing found where nothing was wanted is right, too."""

    wrong: float
    """Something was found that was not meant; worse than nothing."""

    count: int


def by_rules(said: Said) -> str | None:
    """Return the label that rules alone give, in the order of a caller's turn."""
    if is_emergency(said.text):
        return "emergency"
    aside = understand_aside(said.text, said.language)
    if aside:
        return ASIDES.get(aside, aside.value)
    wish = heard_wish(said.scene, said.text)
    return wish.value if wish else None


def by_rules_and_learned(said: Said) -> str | None:
    """Return the label that a call goes by before any model is asked."""
    if is_emergency(said.text) or understand_aside(said.text, said.language):
        return by_rules(said)
    heard = heard_wishes(said.scene, said.text)
    if heard and not is_doubtful(said.scene, said.text, heard):
        return heard[0][0].value
    if is_done(said.text, said.language):
        return GOODBYE
    wish = guessed_wish(said.scene, said.text) or (heard[0][0] if heard else None)
    return wish.value if wish else None


def score(verdicts: Iterable[tuple[Said, str | None]]) -> Score:
    """Compare labels with what was meant."""
    counted: Counter[str] = Counter()
    for said, label in verdicts:
        found, meant = label or OTHER, said.intent
        counted["right" if found == meant else "none" if found == OTHER else "wrong"] += 1
    total = counted.total()
    return Score(counted["right"] / total, counted["wrong"] / total, total)


def slot_scores(sentences: Iterable[Said]) -> dict[str, tuple[int, int]]:
    """Return, for each kind of slot, how many were understood of how many."""
    asked: Counter[str] = Counter()
    right: Counter[str] = Counter()
    for said in sentences:
        for slot, meant in said.slots.items():
            asked[slot] += 1
            right[slot] += SLOTS[slot](said) == meant
    return {slot: (right[slot], asked[slot]) for slot in SLOTS if asked[slot]}
