"""The classifiers that come with the package were learned from its sentences."""

import pytest

from kibox_pbx.dialogue.tasks import LABELS
from kibox_pbx.language.learned import Classifier, dangers, endings, topics, wishes
from kibox_pbx.language.learned.sentences import Kind, digest, sentences
from kibox_pbx.utterance import Language

GERMAN, ENGLISH = Language.GERMAN, Language.ENGLISH

in_each_language = pytest.mark.parametrize("language", Language)


@in_each_language
def test_the_weights_belong_to_the_sentences(language: Language) -> None:
    """If this fails, sentences were changed: `make learn` takes them in."""
    assert wishes(language).source == digest(Kind.WISHES, language)
    assert topics(language).source == digest(Kind.TOPICS, language)
    assert dangers(language).source == digest(Kind.DANGERS, language)
    assert endings(language).source == digest(Kind.ENDINGS, language)


@in_each_language
def test_wishes_are_those_that_the_dialogue_knows(language: Language) -> None:
    assert {*wishes(language).labels} == {*LABELS}


@in_each_language
def test_topics_are_those_of_the_sentences(language: Language) -> None:
    said = {each.label for each in sentences(Kind.TOPICS, language)}
    assert {*topics(language).labels} == said


@in_each_language
def test_a_classifier_is_read_only_once(language: Language) -> None:
    assert wishes(language) is wishes(language)
    assert topics(language) is topics(language)
    assert dangers(language) is dangers(language)
    assert endings(language) is endings(language)


@pytest.mark.parametrize(
    ("guesser", "said", "label"),
    [
        (topics(GERMAN), "wo stelle ich mein auto ab", "parking"),
        (topics(GERMAN), "kommt man mit kinderwagen zu ihnen hoch", "accessibility"),
        (topics(ENGLISH), "is there anywhere to leave the car", "parking"),
        (topics(ENGLISH), "can gran manage the steps", "accessibility"),
        (wishes(GERMAN), "ich schaff es morgen leider nicht", "cancel"),
        (dangers(GERMAN), "die oma liegt am boden und sagt nichts mehr", "life"),
        (dangers(GERMAN), "ich ersticke in papierkram", "none"),
        (dangers(ENGLISH), "gran's on the floor and won't say a word", "life"),
        (dangers(ENGLISH), "i'm drowning in paperwork", "none"),
        (wishes(ENGLISH), "i won't be able to make it tomorrow", "cancel"),
    ],
)
def test_sentences_in_ones_own_words_are_understood(
    guesser: Classifier, said: str, label: str
) -> None:
    assert guesser.guess(said).label == label
