"""The phrase book."""

import ast
import re
from pathlib import Path

import pytest

from kibox_pbx import dialogue
from kibox_pbx.dialogue.actions import Say
from kibox_pbx.dialogue.intents import Intent
from kibox_pbx.dialogue.notices import disclosure_version
from kibox_pbx.dialogue.phrases import (
    check_phrases,
    default_wordings,
    fixed_sentences,
    placeholders,
)
from kibox_pbx.utterance import Language
from tests.dialogue.playbook import Caller
from tests.dialogue.practice import practice

GERMAN, ENGLISH = Language.GERMAN, Language.ENGLISH


def test_both_languages_have_the_same_phrases() -> None:
    assert default_wordings(GERMAN).keys() == default_wordings(ENGLISH).keys()


def nodes_of_the_code() -> list[ast.AST]:
    modules = Path(*dialogue.__path__).rglob("*.py")
    return [node for module in modules for node in ast.walk(ast.parse(module.read_bytes()))]


def strings(nodes: list[ast.AST]) -> set[str]:
    found = {node.value for node in nodes if isinstance(node, ast.Constant)}
    return {value for value in found if isinstance(value, str)}


def composed(nodes: list[ast.AST]) -> list[re.Pattern[str]]:
    """Return patterns for keys that are put together, such as ``next_(.+?)``."""
    joined = (
        "".join(
            getattr(part, "value", "") if isinstance(part, ast.Constant) else "{}"
            for part in node.values
        )
        for node in nodes
        if isinstance(node, ast.JoinedStr)
    )
    keys = (each for each in joined if re.fullmatch(r"[a-z_{}]+", each) and "_" in each)
    return [re.compile(key.replace("{}", "(.+?)")) for key in keys]


def test_every_phrase_is_said_somewhere() -> None:
    nodes = nodes_of_the_code()
    words = strings(nodes) | {intent.name.lower() for intent in Intent}
    wholes = [each.fullmatch for each in composed(nodes)]
    for key in default_wordings(GERMAN).keys() - words:
        puzzled = [found for found in (whole(key) for whole in wholes) if found]
        assert any(words.issuperset(found.groups()) for found in puzzled), key


@pytest.mark.parametrize("key", sorted(default_wordings(GERMAN)))
def test_every_wording_of_a_phrase_has_the_same_placeholders(key: str) -> None:
    wordings = default_wordings(GERMAN)[key] + default_wordings(ENGLISH)[key]
    assert len({placeholders(wording) for wording in wordings}) == 1


@pytest.mark.parametrize("language", list(Language))
def test_phrases_are_ready_for_a_voice(language: Language) -> None:
    for wordings in default_wordings(language).values():
        for wording in wordings:
            words = re.sub(r"\{[a-z_]+\}", "", wording)
            assert not re.search(r"[0-9*_#<>&@%§/]|\b(Dr|Tel|Nr|z\. ?B|ca)\.", words)


@pytest.mark.parametrize("language", list(Language))
def test_our_own_phrases_pass_the_check(language: Language) -> None:
    assert check_phrases({language: default_wordings(language)}) == []


def problems(**phrases: str) -> list[str]:
    return check_phrases({GERMAN: {key: (wording,) for key, wording in phrases.items()}})


def test_a_disclosure_without_the_ai_is_refused() -> None:
    assert problems(disclosure="Praxis Sommer, guten Tag.") == [
        "phrases.de.disclosure: "
        "the first sentence must say that an artificial intelligence speaks"
    ]


def test_who_asks_or_comes_back_is_told_of_the_ai_in_any_wording() -> None:
    assert problems(back_again="Da bin ich wieder.")
    assert problems(are_you_human="Das tut nichts zur Sache.")


def test_the_ai_must_be_named_in_the_first_sentence() -> None:
    assert problems(disclosure="Guten Tag. Ich bin eine KI.")
    assert not problems(disclosure="Guten Tag, ich bin die KI von {practice}. Schön.")


@pytest.mark.parametrize(
    "denial",
    [
        "{practice}, hier spricht keine KI.",
        "Guten Tag, Sie sprechen nicht mit einer künstlichen Intelligenz.",
        "Guten Tag, bei uns antworten Menschen statt einer KI.",
    ],
)
def test_a_disclosure_that_denies_the_ai_is_refused(denial: str) -> None:
    assert problems(disclosure=denial)


def test_a_denial_in_english_is_refused_and_a_contrast_is_not() -> None:
    def refused(wording: str) -> bool:
        return bool(check_phrases({ENGLISH: {"disclosure": (wording,)}}))

    assert refused("{practice}, you are not speaking with an AI.")
    assert refused("Hello, this isn't an artificial intelligence.")
    assert not refused("Hello, I am not a person, I am an artificial intelligence.")
    assert not problems(are_you_human="Ich bin kein Mensch, sondern eine KI.")


def test_a_practice_called_ai_does_not_pass_for_a_disclosure() -> None:
    assert problems(disclosure="{practice}, guten Tag.")


@pytest.mark.parametrize(
    ("key", "wording", "problem"),
    [
        ("ask_dya", "Wann?", "there is no such phrase"),
        ("ask_day", "Wann, {name}?", "unknown placeholder {name}"),
        ("ask_day", "Wann {", "braces do not match"),
        ("ask_day", "Wann {0.__class__}?", "unknown placeholder {0.__class__}"),
        ("ask_day", " ", "is empty"),
        ("confirm_message", "Stimmt {message} von {name}?", "must read back {phone}"),
    ],
)
def test_a_wrong_phrase_is_told(key: str, wording: str, problem: str) -> None:
    assert check_phrases({GERMAN: {key: (wording,)}}) == [f"phrases.de.{key}: {problem}"]


def test_a_phrase_without_a_sentence_is_told() -> None:
    assert check_phrases({ENGLISH: {"ask_day": ()}}) == [
        "phrases.en.ask_day: needs at least one sentence"
    ]


def test_a_practice_may_word_a_question_itself() -> None:
    settings = practice(phrases={"de": {"ask_day": ["Wann kommen Sie, ab 9 Uhr?"]}})
    caller = Caller(settings=settings).says("ein termin zur vorsorge")
    assert caller.heard == "Wann kommen Sie, ab neun Uhr?"


@pytest.mark.parametrize("language", list(Language))
def test_what_is_fixed_is_said_just_as_it_was_synthesised_ahead(language: Language) -> None:
    fixed = fixed_sentences(practice(), language)
    caller = Caller(language).is_silent(3)
    for say in caller.asked(Say):
        assert isinstance(say, Say)
        assert say.text in fixed


def test_nothing_that_a_caller_said_is_fixed() -> None:
    assert not any("{" in sentence for sentence in fixed_sentences(practice(), GERMAN))


def test_the_disclosures_version_changes_with_its_text() -> None:
    worded = practice(phrases={"de": {"disclosure": ["Hier spricht die KI von {practice}."]}})
    assert disclosure_version(practice(), GERMAN) == disclosure_version(practice(), GERMAN)
    assert disclosure_version(practice(), GERMAN) != disclosure_version(worded, GERMAN)
    assert disclosure_version(practice(), GERMAN) != disclosure_version(practice(), ENGLISH)
