"""Which request of the practice a sentence is about that names none of them.

"My inhaler is nearly empty" is about the repeat prescription. Every word of the sentence is
held against the names, choices and questions of each request, and against what people speak
of who want that kind of request. The one with clearly most to do with it is meant.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache

from kibox_pbx.config.settings import Form
from kibox_pbx.dialogue.scene import Scene
from kibox_pbx.dialogue.skills.form_topics import DRUG, GENERIC, MEDICINE, TOPICS
from kibox_pbx.language.likeness import likeness
from kibox_pbx.language.stems import stem, stems
from kibox_pbx.utterance import Language

NAME, TOPIC, CHOICE, PROMPT = 1.0, 0.9, 0.7, 0.4
"""How much a word says that stands in a request's names, is told of its kind of request,
or stands in its choices or questions."""

LEAST = 0.5
"""What the words of a sentence must come to together."""

APART = 0.15
"""How much more that must be than for any other request."""


@dataclass(frozen=True, slots=True)
class _Weighed:
    """Words (stems) of a request that weigh the same."""

    weight: float
    stems: frozenset[str]


def likely_form(scene: Scene, text: str) -> str | None:
    """Return the key of the request that a sentence has most to do with.

    None if it has to do with none, or with several alike. Only for a sentence that surely
    asks for some request.
    """
    said = _said(text, scene.language)
    found = {
        key: sum(_worth(word, _words(scene, form), scene.language) for word in said)
        for key, form in scene.settings.forms.items()
    }
    ranked = sorted(found, key=lambda key: found[key], reverse=True)
    if not ranked or found[ranked[0]] < LEAST:
        return None
    is_clear = all(found[ranked[0]] - found[other] >= APART for other in ranked[1:])
    return ranked[0] if is_clear else None


def _said(text: str, language: Language) -> tuple[str, ...]:
    """Return the stems of a sentence; what sounds like a medicine is one."""
    medicine = (stem(MEDICINE[language], language),) if DRUG.search(text) else ()
    return (*stems(text, language), *medicine)


def _worth(said: str, words: Iterable[_Weighed], language: Language) -> float:
    return max(
        (
            each.weight * likeness(said, own, language)
            for each in words
            for own in each.stems
            if said not in _generic(language)
        ),
        default=0.0,
    )


def _words(scene: Scene, form: Form) -> tuple[_Weighed, ...]:
    names = scene.words(form.names)
    choices = [
        word
        for each in form.fields.values()
        for spoken in each.choices.values()
        for word in scene.words(spoken)
    ]
    prompts = [word for each in form.fields.values() for word in scene.words(each.prompt)]
    told = " ".join((*form.names.de, *form.names.en)).lower()
    return (
        _Weighed(NAME, _stems(names, scene.language)),
        _Weighed(TOPIC, frozenset(_told_of(told, scene.language))),
        _Weighed(CHOICE, _stems(choices, scene.language)),
        _Weighed(PROMPT, _stems(prompts, scene.language)),
    )


def _stems(texts: Iterable[str], language: Language) -> frozenset[str]:
    found = {each for text in texts for each in stems(text, language)}
    return frozenset(found - _generic(language))


def _told_of(names: str, language: Language) -> Iterator[str]:
    """Yield the stems of what is told by people who want a request with these names."""
    for topic in TOPICS:
        if topic.named.search(names):
            yield from _topic_stems(topic.told[language], language)


@lru_cache(maxsize=64)
def _topic_stems(words: str, language: Language) -> frozenset[str]:
    return frozenset(stem(word, language) for word in words.split())


@lru_cache(maxsize=len(Language))
def _generic(language: Language) -> frozenset[str]:
    return _topic_stems(GENERIC[language], language)
