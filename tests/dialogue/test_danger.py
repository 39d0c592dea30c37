"""What tells of danger in words that no rule knows, and what is done where it may."""

import pytest

from kibox_pbx.config.settings import Emergency
from kibox_pbx.dialogue.actions import Transfer
from kibox_pbx.dialogue.danger import Danger, danger, hints
from kibox_pbx.dialogue.emergency import is_emergency
from kibox_pbx.records import Act, Outcome
from kibox_pbx.utterance import Language
from tests.dialogue.playbook import Caller
from tests.dialogue.practice import practice
from tests.dialogue.test_emergency import CRIES, HARMLESS, PLUMBER

GERMAN, ENGLISH = Language.GERMAN, Language.ENGLISH
NOTHING_ELSE = practice().emergency
RUNG = Transfer("reception", Outcome.EMERGENCY)

DOUBTFUL = {
    GERMAN: "die oma ist hingefallen",
    ENGLISH: "my gran's had a fall",
}
ADVICE = {GERMAN: "eins eins zwei", ENGLISH: "one one two"}
in_each_language = pytest.mark.parametrize("language", Language)


@pytest.mark.parametrize(
    ("language", "said"),
    [
        (GERMAN, "mein vater liegt im flur und antwortet mir nicht mehr"),
        (GERMAN, "ich sitz auf dem dach und hab keine kraft mehr ich spring jetzt"),
        (GERMAN, "ich habe brustschmerzen"),
        (GERMAN, "ich blute ganz stark"),
        (GERMAN, "ich glaube mein mann hat einen schlaganfall"),
        (GERMAN, "hilfe schnell"),
        (GERMAN, "die kleine hat das ganze zeug aus der flasche getrunken und wird schlapp"),
        (ENGLISH, "my father's on the hall floor and he won't answer me"),
        (ENGLISH, "i think i'm having a heart attack"),
        (ENGLISH, "i'm bleeding heavily"),
        (ENGLISH, "help me quickly"),
        (ENGLISH, "she's taken the whole packet and i can't wake her properly"),
        (ENGLISH, "his hand's gone in the machine and there's blood all over the bench"),
    ],
)
def test_danger_in_words_of_ones_own_rings_people(language: Language, said: str) -> None:
    caller = Caller(language).says(said)
    assert caller.acts == [Act.EMERGENCY]
    assert caller.ending == RUNG


@pytest.mark.parametrize(
    ("language", "said"),
    [
        (GERMAN, "ich hätte gern am donnerstag einen termin zur vorsorge"),
        (GERMAN, "mein name ist brandt"),
        (GERMAN, "ja das passt gut"),
        (GERMAN, "null acht neun eins zwei drei vier fünf"),
        (GERMAN, "ich ersticke in papierkram und brauche einen termin"),
        (GERMAN, "ich glaube schon"),
        (GERMAN, "ich glaube nicht"),
        (GERMAN, "ich habe kopfweh"),
        (GERMAN, "ich kann nicht mehr warten"),
        (GERMAN, "das brennt mir jetzt nicht"),
        (ENGLISH, "i'd like a check up on thursday please"),
        (ENGLISH, "my name is burns"),
        (ENGLISH, "that suits me thank you"),
        (ENGLISH, "oh eight nine one two three four five"),
        (ENGLISH, "this tax return is killing me"),
        (ENGLISH, "nobody's picking up"),
        (ENGLISH, "i can't get through"),
        (ENGLISH, "fair enough then"),
        (ENGLISH, "i have a headache"),
        (ENGLISH, ""),
    ],
)
def test_what_only_sounds_like_it_is_of_no_danger(language: Language, said: str) -> None:
    assert danger(said, language, NOTHING_ELSE) is None


@pytest.mark.parametrize(
    ("language", "said"),
    [
        (GERMAN, "aus der wand vom bad kommt wasser raus und es wird immer mehr"),
        (ENGLISH, "the pipe under the sink came off and the kitchen floor is covered"),
    ],
)
def test_water_is_an_emergency_only_where_people_come_for_it(
    language: Language, said: str
) -> None:
    assert danger(said, language, NOTHING_ELSE) is None
    assert danger(said, language, PLUMBER) is Danger.SURE


@pytest.mark.parametrize("cry", CRIES)
def test_a_word_of_emergency_is_enough(cry: str) -> None:
    found = {danger(cry, language, NOTHING_ELSE) for language in Language}
    assert Danger.SURE in found


@pytest.mark.parametrize("harmless", HARMLESS)
def test_what_is_denied_or_long_past_rings_nobody(harmless: str) -> None:
    found = [danger(harmless, each, NOTHING_ELSE) for each in Language]
    assert Danger.SURE not in found


@pytest.mark.parametrize(
    "said", ["i'm drowning in receipts here", "what if there's a fire is that the landlord's"]
)
def test_a_word_of_emergency_in_a_manner_of_speech_only_leads_to_advice(said: str) -> None:
    assert is_emergency(said)
    assert danger(said, ENGLISH, NOTHING_ELSE) is Danger.DOUBTFUL


def test_a_word_of_ones_own_always_rings_people() -> None:
    own = Emergency.model_validate({"words": {"de": "Katzenklappe"}})
    assert danger("die katzenklappe", GERMAN, own) is Danger.SURE


def test_a_word_of_ones_own_rings_people_though_it_sounds_like_a_manner_of_speech() -> None:
    said = "i'm drowning in receipts here"
    own = Emergency.model_validate({"words": {"en": "drowning"}})
    assert danger(said, ENGLISH, NOTHING_ELSE) is Danger.DOUBTFUL
    assert danger(said, ENGLISH, own) is Danger.SURE


def test_what_rules_make_of_a_sentence_is_a_hint() -> None:
    assert hints("sie ist bewusstlos") != hints("sie ist krank")


@in_each_language
def test_in_doubt_advice_is_given_and_the_call_goes_on(language: Language) -> None:
    said = DOUBTFUL[language]
    assert danger(said, language, NOTHING_ELSE) is Danger.DOUBTFUL
    caller = Caller(language).says(said)
    assert caller.acts[0] is Act.ADVISE_EMERGENCY
    assert len(caller.acts) > 1
    assert ADVICE[language] in caller.heard
    assert caller.ending is None


def test_advice_is_given_once_in_a_call() -> None:
    caller = Caller(GERMAN).says(DOUBTFUL[GERMAN], DOUBTFUL[GERMAN])
    assert Act.ADVISE_EMERGENCY not in caller.acts


def test_advice_is_repeated_to_who_did_not_catch_it() -> None:
    said = "ich hab mich in den finger geschnitten"
    assert danger(said, GERMAN, NOTHING_ELSE) is Danger.DOUBTFUL
    caller = Caller(GERMAN).says(said, "wie bitte")
    assert ADVICE[GERMAN] in caller.heard


@in_each_language
def test_who_says_the_word_of_the_advice_is_put_through(language: Language) -> None:
    word = "ja ein notfall" if language is GERMAN else "yes an emergency"
    assert Caller(language).says(DOUBTFUL[language], word).ending == RUNG
