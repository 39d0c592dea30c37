"""The classifiers that come with the package."""

from functools import cache

from kibox_pbx.language.learned.classifier import Classifier, load
from kibox_pbx.language.learned.sentences import Kind, weights
from kibox_pbx.utterance import Language


@cache
def wishes(language: Language) -> Classifier:
    """Return what tells a caller's wish; the labels are those of `dialogue.tasks`."""
    return _load(Kind.WISHES, language)


@cache
def topics(language: Language) -> Classifier:
    """Return what tells the topic of a question."""
    return _load(Kind.TOPICS, language)


@cache
def dangers(language: Language) -> Classifier:
    """Return what tells that somebody is in danger."""
    return _load(Kind.DANGERS, language)


@cache
def endings(language: Language) -> Classifier:
    """Return what tells a whole sentence from the beginning of one."""
    return _load(Kind.ENDINGS, language)


def _load(kind: Kind, language: Language) -> Classifier:
    with weights(kind, language).open("rb") as file:
        return load(file)
