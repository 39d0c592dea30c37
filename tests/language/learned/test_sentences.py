"""The sentences that are learned from are in order, so that anybody may add some."""

from collections import Counter, defaultdict
from dataclasses import replace

import pytest

from kibox_pbx.dialogue.danger import LABELS as DANGERS
from kibox_pbx.dialogue.tasks import LABELS
from kibox_pbx.language.learned.sentences import (
    OF_FEW_WORDS,
    ORDINARY,
    PART,
    PARTS,
    WHOLE,
    Kind,
    Sentence,
    digest,
    sentences,
    weights,
)
from kibox_pbx.language.normalise import normalise
from kibox_pbx.utterance import Language

FEWEST_AUTHORS = 4

of_each_kind = pytest.mark.parametrize("kind", Kind)
WRITTEN = [each for each in Kind if each is not Kind.ENDINGS]
of_each_written_kind = pytest.mark.parametrize("kind", WRITTEN)
in_each_language = pytest.mark.parametrize("language", Language)


def by_author(kind: Kind, language: Language) -> dict[str, list[Sentence]]:
    found: dict[str, list[Sentence]] = defaultdict(list)
    for each in sentences(kind, language):
        found[each.author].append(each)
    return found


@of_each_kind
@in_each_language
def test_several_people_wrote_sentences(kind: Kind, language: Language) -> None:
    assert len(by_author(kind, language)) >= FEWEST_AUTHORS


@of_each_written_kind
@in_each_language
def test_an_author_is_named_by_kind_and_file(kind: Kind, language: Language) -> None:
    authors = list(by_author(kind, language))
    assert authors == sorted(authors)
    assert f"{kind.value}/a" in authors


@in_each_language
def test_every_wish_is_one_that_the_dialogue_knows(language: Language) -> None:
    for author, said in by_author(Kind.WISHES, language).items():
        assert {each.label for each in said} <= {*LABELS}, author
    assert {each.label for each in sentences(Kind.WISHES, language)} == {*LABELS}


@in_each_language
def test_dangers_are_told_from_what_only_sounds_like_them(language: Language) -> None:
    own = {*sentences(Kind.DANGERS, language)}
    assert {each.label for each in own} == {*DANGERS, "none", ORDINARY}
    wishes = {replace(each, label=ORDINARY) for each in sentences(Kind.WISHES, language)}
    assert wishes < own


@in_each_language
def test_endings_are_those_of_whole_wishes_and_of_wishes_cut_somewhere(
    language: Language,
) -> None:
    every = sentences(Kind.WISHES, language)
    wishes = [each.text for each in every if each.author != OF_FEW_WORDS]
    assert len(wishes) < len(every)
    endings = sentences(Kind.ENDINGS, language)
    assert [each.text for each in endings if each.label == WHOLE] == wishes
    last = ""
    for each in endings:
        last = each.text if each.label == WHOLE else last
        assert each.label in {WHOLE, PART}
        assert each.label == WHOLE or last.startswith(f"{each.text} ")
    parts = Counter(each.label for each in endings)[PART]
    assert 2 * len(wishes) < parts <= PARTS * len(wishes)


def test_all_authors_wrote_of_the_same_topics_in_both_languages() -> None:
    topics = [
        frozenset(each.label for each in said)
        for language in Language
        for said in by_author(Kind.TOPICS, language).values()
    ]
    assert len({*topics}) == 1


@of_each_kind
@in_each_language
def test_no_sentence_is_empty_and_all_are_normalised(kind: Kind, language: Language) -> None:
    for each in sentences(kind, language):
        assert each.text
        assert normalise(each.text, language) == each.text


@of_each_written_kind
@in_each_language
def test_nobody_wrote_a_sentence_twice(kind: Kind, language: Language) -> None:
    for author, said in by_author(kind, language).items():
        often = [text for text, times in Counter(e.text for e in said).items() if times > 1]
        assert not often, author


def test_the_digests_of_different_sentences_differ() -> None:
    digests = [digest(kind, language) for kind in Kind for language in Language]
    assert len({*digests}) == len(digests)
    assert digest(Kind.WISHES, Language.GERMAN) == digests[0]


@of_each_kind
@in_each_language
def test_there_is_a_file_of_what_was_learned(kind: Kind, language: Language) -> None:
    assert weights(kind, language).is_file()
