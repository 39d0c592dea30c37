"""Whether an answer that is being said is whole, or goes on."""

import statistics
import time
from pathlib import Path

import pytest
import yaml

from kibox_pbx.dialogue.actions import Expect
from kibox_pbx.dialogue.completeness import Standing, standing
from kibox_pbx.language.grammar import likely_phrases
from kibox_pbx.language.normalise import normalise
from kibox_pbx.language.warm_up import warm_up
from kibox_pbx.utterance import Language

DE, EN = Language.GERMAN, Language.ENGLISH
SCENARIOS = Path(__file__).parents[1] / "scenarios"
OPEN_ACTS = ("anything_else", "clarify", "ask_intent")
SERVICES = {DE: ("blutabnahme", "vorsorge"), EN: ("check-up", "blood test")}


def open_sentences(language: Language) -> list[str]:
    """Return what callers of the scenarios say first, or when asked what else they want."""
    written = [
        yaml.safe_load(path.read_text(encoding="utf-8"))
        for path in sorted(SCENARIOS.glob("*/*.yaml"))
        if path.name != "practice.yaml"
    ]
    lines = [
        line
        for each in written
        if each["language"] == language.value
        for line in (each.get("says"), *map((each.get("answers") or {}).get, OPEN_ACTS))
    ]
    texts = [text for line in lines for text in (line if isinstance(line, list) else [line])]
    return sorted({normalise(text, language) for text in texts if text})


def stands(expect: Expect, text: str, language: Language) -> Standing:
    phrases = likely_phrases(expect.value, language, SERVICES[language])
    return standing(expect, text, language, phrases)


@pytest.mark.parametrize(
    ("expect", "text", "language"),
    [
        (Expect.YES_NO, "ja", DE),
        (Expect.YES_NO, "nein das stimmt nicht", DE),
        (Expect.YES_NO, "yes that's right", EN),
        (Expect.DAY, "am donnerstag", DE),
        (Expect.DAY, "am donnerstag um zehn uhr", DE),
        (Expect.DAY, "übermorgen bitte", DE),
        (Expect.DAY, "on thursday morning please", EN),
        (Expect.DAY, "am dritten mai neunzehnhundertfünfundachtzig", DE),
        (Expect.DAY, "the third of may nineteen eighty five", EN),
        (Expect.TIME, "um halb drei", DE),
        (Expect.TIME, "um zehn uhr dreißig", DE),
        (Expect.TIME, "nachmittags", DE),
        (Expect.TIME, "at half past two", EN),
        (Expect.CHOICE, "den zweiten bitte", DE),
        (Expect.CHOICE, "den späteren", DE),
        (Expect.CHOICE, "am freitag", DE),
        (Expect.CHOICE, "the first one", EN),
        (Expect.CHOICE, "no thank you", EN),
        (Expect.CHOICE, "neither", EN),
        (Expect.SERVICE, "zur blutabnahme", DE),
        (Expect.SERVICE, "a check-up", EN),
        (Expect.SERVICE, "zur blutabnahme bitte", DE),
        (Expect.SERVICE, "a check-up please", EN),
        (Expect.DAY, "so bald wie möglich bitte", DE),
        (Expect.DAY, "as soon as possible", EN),
        (Expect.ANYTHING, "nein danke auf wiederhören", DE),
        (Expect.ANYTHING, "no thank you goodbye", EN),
        (Expect.DIGITS, "ja diese nummer", DE),
        (Expect.DIGITS, "yes", EN),
        (Expect.DIGITS, "the number i'm calling from", EN),
    ],
)
def test_a_whole_answer_is_known(expect: Expect, text: str, language: Language) -> None:
    assert stands(expect, text, language) is Standing.COMPLETE


@pytest.mark.parametrize(
    ("expect", "text", "language"),
    [
        (Expect.YES_NO, "ja aber", DE),
        (Expect.YES_NO, "yes but", EN),
        (Expect.DAY, "am", DE),
        (Expect.DAY, "am donnerstag um", DE),
        (Expect.DAY, "am montag und", DE),
        (Expect.DAY, "on thursday at", EN),
        (Expect.DAY, "on the", EN),
        (Expect.TIME, "um halb", DE),
        (Expect.TIME, "viertel vor", DE),
        (Expect.TIME, "at a quarter past", EN),
        (Expect.CHOICE, "ich nehme den", DE),
        (Expect.ANYTHING, "ich hätte gern äh", DE),
        (Expect.ANYTHING, "i would like to", EN),
        (Expect.ANYTHING, "i want um", EN),
        (Expect.NAME, "mein name ist", DE),
        (Expect.NAME, "müller m ü", DE),
        (Expect.NAME, "otto theodor theodor otto", DE),
        (Expect.NAME, "smith s m", EN),
        (Expect.DIGITS, "null eins sieben", DE),
        (Expect.DIGITS, "meine nummer ist die", DE),
        (Expect.DIGITS, "five five five one two", EN),
        (Expect.MESSAGE, "please tell her that i'm late because", EN),
    ],
)
def test_who_visibly_goes_on_is_given_time(
    expect: Expect, text: str, language: Language
) -> None:
    assert stands(expect, text, language) is Standing.GOES_ON


@pytest.mark.parametrize(
    ("expect", "text", "language"),
    [
        (Expect.YES_NO, "", DE),
        (Expect.YES_NO, "moment", DE),
        (Expect.DAY, "nächste woche", DE),
        (Expect.DAY, "am dritten mai", DE),
        (Expect.DAY, "um zehn", DE),
        (Expect.DAY, "erika", DE),
        (Expect.DAY, "am dritten mai neunzehn", DE),
        (Expect.TIME, "at ten", EN),
        (Expect.TIME, "egal wann", DE),
        (Expect.SERVICE, "i have a toothache", EN),
        (Expect.SERVICE, "on monday", EN),
        (Expect.NAME, "sarah miller", EN),
        (Expect.NAME, "my name is sarah", EN),
        (Expect.NAME, "mein name ist anna maria", DE),
        (Expect.NAME, "my name is sarah miller and that's all", EN),
        (Expect.ANYTHING, "yes", EN),
        (Expect.ANYTHING, "no", EN),
        (Expect.ANYTHING, "ja gern", DE),
        (Expect.ANYTHING, "guten tag", DE),
        (Expect.ANYTHING, "i would like to make", EN),
        (Expect.ANYTHING, "ich möchte gerne", DE),
        (Expect.ANYTHING, "good morning it's about", EN),
        (Expect.MESSAGE, "please call me back", EN),
        (Expect.DIGITS, "erika", DE),
    ],
)
def test_what_may_be_all_is_waited_for_as_usual(
    expect: Expect, text: str, language: Language
) -> None:
    assert stands(expect, text, language) is Standing.OPEN


@pytest.mark.parametrize(
    ("expect", "text", "language"),
    [
        (Expect.ANYTHING, "i would like to make an appointment for a check up", EN),
        (Expect.ANYTHING, "can you tell me when my next appointment is please", EN),
        (Expect.ANYTHING, "no thank you", EN),
        (Expect.ANYTHING, "that's all thank you", EN),
        (Expect.ANYTHING, "ich möchte bitte einen termin zur vorsorge", DE),
        (Expect.ANYTHING, "kann ich meinen termin auf nächste woche verschieben", DE),
        (Expect.ANYTHING, "nein danke", DE),
        (Expect.ANYTHING, "das war alles danke", DE),
        (Expect.NAME, "my name is sarah miller", EN),
        (Expect.NAME, "it's emily watson", EN),
        (Expect.NAME, "mein name ist sabine huber", DE),
        (Expect.NAME, "hier spricht doktor helene fuchs", DE),
    ],
)
def test_a_whole_sentence_is_told_from_the_beginning_of_one(
    expect: Expect, text: str, language: Language
) -> None:
    assert stands(expect, text, language) is Standing.SENTENCE


@pytest.mark.parametrize("language", Language)
def test_few_beginnings_of_what_callers_of_the_scenarios_say_pass_for_whole(
    language: Language,
) -> None:
    """Nothing was learned from these sentences. Who has only said a name may go on."""
    said = open_sentences(language)
    begun = [
        " ".join(words[:count])
        for words in map(str.split, said)
        for count in range(1, len(words))
    ]
    whole, taken = (
        [text for text in texts if stands(Expect.ANYTHING, text, language) is Standing.SENTENCE]
        for texts in (said, begun)
    )
    assert len(said) > 150
    assert len(whole) / len(said) > 0.68
    assert len(taken) / len(begun) < 0.065


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("null eins sieben eins zwei drei vier fünf sechs sieben acht", DE),
        ("plus vier neun eins sieben eins zwei drei vier fünf sechs sieben", DE),
        ("six one seven five five five one two three four", EN),
    ],
)
def test_a_number_is_complete_with_enough_digits(text: str, language: Language) -> None:
    assert stands(Expect.DIGITS, text, language) is Standing.NUMBER_COMPLETE


def test_to_judge_an_answer_takes_less_than_a_millisecond_or_two() -> None:
    warm_up()
    took_ms = []
    for expect in Expect:
        for text in ("am donnerstag um zehn uhr", "null eins sieben eins zwei drei", "ja gern"):
            stands(expect, text, DE)
            began = time.perf_counter()
            stands(expect, text, DE)
            took_ms.append((time.perf_counter() - began) * 1000)
    assert statistics.median(took_ms) < 1
