"""What a question is about, learned: finds the entry that shares no word with it.

"Will gran manage to get up to you?" and "Gibt es einen Aufzug?" are about the same thing.
Asked only where the words alone (`matching`) found nothing.
"""

from collections.abc import Mapping
from functools import lru_cache

from kibox_pbx.config.settings import Enquiry
from kibox_pbx.dialogue.matching import is_for_advice
from kibox_pbx.dialogue.scene import Scene
from kibox_pbx.language import learned
from kibox_pbx.language.concepts import are_related
from kibox_pbx.language.learned import Guess
from kibox_pbx.language.likeness import likeness
from kibox_pbx.language.normalise import normalise
from kibox_pbx.language.stems import stem, stems
from kibox_pbx.utterance import Language

LEAST = 0.3
"""How likely the question must be about a subject."""

LEAST_IN_BETWEEN = 0.5
"""The same for a sentence that may be the answer to a question of ours instead."""

LEAST_OF_ENTRY = 0.25
"""How likely an entry must be about it."""

ALIKE = 0.75
"""How like one word of the question and one of the entry must be, by `language.likeness`, where
a subject holds many things. With such a word, half of the likelihood will do.
"""

_PRICE: Mapping[Language, str] = {
    Language.GERMAN: stem("preis", Language.GERMAN),
    Language.ENGLISH: stem("price", Language.ENGLISH),
}
"""That both ask for a price makes them no two questions for the same thing."""

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
    ranked = sorted(about, key=about.__getitem__, reverse=True)
    possible = [key for key in ranked if about[key] >= LEAST_OF_ENTRY]
    if asked.probability >= least and asked.label not in _HOLDS_MANY_THINGS:
        return next(iter(possible), None)
    if asked.probability < least / 2:
        return None
    alike = (key for key in possible if _have_words_in_common(scene, question, key))
    return next(alike, None)


def asks_for_hours(scene: Scene, question: str, least: float = LEAST) -> bool:
    """Say whether a question is about when somebody is there, in whatever words."""
    asked = subject(question, scene.language)
    return asked.label in HOURS and asked.probability >= least


def _have_words_in_common(scene: Scene, question: str, entry: str) -> bool:
    """Say whether both name the same thing; that they ask for its price does not count."""
    language = scene.language
    named = [
        word
        for word in stems(question, language)
        if not are_related(word, _PRICE[language], language)
    ]
    wordings = scene.settings.enquiries[entry].questions.words(language)
    own = {word for wording in wordings for word in stems(wording, language)}
    return any(likeness(word, each, language) >= ALIKE for word in named for each in own)


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
