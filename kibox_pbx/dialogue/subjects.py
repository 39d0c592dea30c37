"""What a question is about, learned: finds the entry that shares no word with it.

"Will gran manage to get up to you?" and "Gibt es einen Aufzug?" are about the same thing.
Asked only where the words alone (`matching`) found nothing.
"""

from collections.abc import Mapping
from functools import lru_cache

from kibox_pbx.config.settings import Enquiry
from kibox_pbx.dialogue.matching import confidence, is_for_advice, topics
from kibox_pbx.dialogue.scene import Scene
from kibox_pbx.language import learned
from kibox_pbx.language.learned import Guess
from kibox_pbx.language.normalise import normalise
from kibox_pbx.utterance import Language

LEAST = 0.3
"""How likely the question must be about a subject."""

LEAST_IN_BETWEEN = 0.5
"""The same for a sentence that may be the answer to a question of ours instead."""

LEAST_OF_ENTRY = 0.25
"""How likely an entry must be about it."""

LEAST_IN_COMMON = 0.3
"""Confidence of `matching` that is needed where a subject holds many things.

With it, half of the likelihood will do.
"""

HOURS = frozenset({"opening_hours", "holidays_closed"})
"""What the opening hours answer."""

_HOLDS_MANY_THINGS = frozenset(
    {
        "price",
        "offers_treatment",
        "offers_legal_tax",
        "offers_craft",
        "products",
        "vaccination",
        "after_care",
        "duration",
        "order_status",
        "animals",
    }
)
"""That something costs money, or is done here, says nothing of what."""

_FOR_NOBODY = frozenset({"general_advice", "other_question", "person_presence"})
"""No entry is ever about these (L12)."""


def subject(question: str, language: Language) -> Guess:
    """Return what a normalised sentence is most likely about, if it is a question."""
    return learned.topics(language).guess(question)


def entry_about(scene: Scene, question: str, least: float = LEAST) -> str | None:
    """Return the key of the entry that is about the same as a question."""
    language = scene.language
    asked = subject(question, language)
    if asked.label in _FOR_NOBODY or is_for_advice(question, language):
        return None
    entries = scene.settings.enquiries
    about = {
        key: _subjects(entry, language).get(asked.label, 0.0) for key, entry in entries.items()
    }
    best = max(about, key=about.__getitem__, default=None)
    if best is None or about[best] < LEAST_OF_ENTRY:
        return None
    is_likely = asked.probability >= least and asked.label not in _HOLDS_MANY_THINGS
    is_possible = asked.probability >= least / 2
    in_common = is_possible and _have_words_in_common(scene, question, best)
    return best if is_likely or in_common else None


def asks_for_hours(scene: Scene, question: str, least: float = LEAST) -> bool:
    """Say whether a question is about when somebody is there, in whatever words."""
    asked = subject(question, scene.language)
    return asked.label in HOURS and asked.probability >= least


def _have_words_in_common(scene: Scene, question: str, entry: str) -> bool:
    language = scene.language
    known = topics({entry: scene.settings.enquiries[entry]}, language)
    return any(
        confidence(question, wording, known, language) >= LEAST_IN_COMMON
        for topic in known.values()
        for wording in topic.wordings
    )


def _subjects(entry: Enquiry, language: Language) -> Mapping[str, float]:
    return _average(entry.questions.words(language), language)


@lru_cache(maxsize=1000)
def _average(wordings: tuple[str, ...], language: Language) -> Mapping[str, float]:
    """Return how likely the wordings of an entry are about each subject, on the average."""
    guesser = learned.topics(language)
    likely = [guesser.probabilities(normalise(each, language)) for each in wordings]
    return {
        label: sum(each[label] for each in likely) / len(likely)
        for label in guesser.labels
        if likely
    }
