"""What of a sentence is the message, and what only carries it."""

import pytest

from kibox_pbx.dialogue.message_changes import more_said, says_nothing, strikes, wants_anew
from kibox_pbx.dialogue.message_words import answer_said, disputed, said, says_something
from kibox_pbx.dialogue.urgency import heard_urgency, without_urgency
from kibox_pbx.utterance import Language

GERMAN, ENGLISH = Language.GERMAN, Language.ENGLISH
NAMES = frozenset({"winter", "huber", "sabine"})


@pytest.mark.parametrize(
    ("language", "sentence", "message"),
    [
        (GERMAN, "ich wollte ausrichten dass ich später komme", "dass ich später komme"),
        (GERMAN, "sagen sie frau winter dass die werte gut sind", "dass die werte gut sind"),
        (
            GERMAN,
            "sagen sie frau meier dass die werte gut sind",
            "sagen sie frau meier dass die werte gut sind",
        ),
        (GERMAN, "fragen sie bitte ob mein rezept fertig ist", "ob mein rezept fertig ist"),
        (GERMAN, "richten sie aus ich bin krank", "ich bin krank"),
        (GERMAN, "hier ist sabine huber sagen sie ihr dass ich huste", "dass ich huste"),
        (GERMAN, "hallo ich bin klaus der hahn tropft", "ich bin klaus der hahn tropft"),
        (GERMAN, "rufen sie mich wegen der rechnung", "rufen sie mich wegen der rechnung"),
        (GERMAN, "notiz der wasserhahn tropft schlimm", "notiz der wasserhahn tropft schlimm"),
        (GERMAN, "richten sie frau winter aus die fliesen sind da", "die fliesen sind da"),
        (GERMAN, "sagen sie der frau winter der ausschlag ist weg", "der ausschlag ist weg"),
        (
            GERMAN,
            "sie möge mich bitte bei gelegenheit wegen der blutwerte anrufen",
            "sie möge mich bitte bei gelegenheit wegen der blutwerte anrufen",
        ),
        (ENGLISH, "please let winter know the tiles have arrived", "the tiles have arrived"),
        (ENGLISH, "tell the doctor the rash has gone", "the rash has gone"),
        (ENGLISH, "give me another ring about pests", "give me another ring about pests"),
        (ENGLISH, "please tell her that my results are in", "my results are in"),
        (ENGLISH, "could you ask winter if i may eat before", "if i may eat before"),
        (ENGLISH, "tell him i'm running late", "i'm running late"),
        (ENGLISH, "call me back about the bill", "call me back about the bill"),
    ],
)  # fmt: skip
def test_a_message_is_found_in_the_wish(
    language: Language, sentence: str, message: str
) -> None:
    found = said(sentence, language, NAMES)
    assert found
    assert found.is_whole
    assert found.text == message


@pytest.mark.parametrize(
    ("language", "sentence"),
    [
        (GERMAN, "ich möchte eine nachricht hinterlassen"),
        (GERMAN, "guten tag ich möchte frau winter etwas ausrichten lassen"),
        (GERMAN, "eine nachricht es ist dringend"),
        (ENGLISH, "i'd like to leave a message for the doctor"),
        (ENGLISH, "good morning take a message please"),
        (ENGLISH, "could you tell him the"),
    ],
)
def test_a_wish_alone_is_no_message(language: Language, sentence: str) -> None:
    assert said(sentence, language, NAMES) is None


@pytest.mark.parametrize(
    ("language", "sentence", "matter"),
    [
        (GERMAN, "eine nachricht wegen meiner rechnung", "wegen meiner rechnung"),
        (GERMAN, "bitte um rückruf", "bitte um rückruf"),
        (GERMAN, "ich hätte gern dass mich jemand zurückruft", None),
        (ENGLISH, "a message regarding my bill", "regarding my bill"),
        (ENGLISH, "could somebody call me back", None),
        (GERMAN, "könnte mich morgen vormittag mal jemand zurückrufen", None),
        (ENGLISH, "could somebody call me back tomorrow afternoon", None),
    ],
)
def test_a_matter_alone_wants_more(
    language: Language, sentence: str, matter: str | None
) -> None:
    found = said(sentence, language)
    assert found
    assert not found.is_whole
    assert found.text == (matter or sentence)


def test_an_answer_is_the_message_however_it_is_put() -> None:
    assert answer_said("ja also der zaun ist hin", GERMAN, NAMES) == "der zaun ist hin"
    assert answer_said("sagen sie ihm dass ich komme heute", GERMAN, NAMES) == (
        "dass ich komme heute"
    )
    assert answer_said("ja bitte um rückruf", GERMAN, NAMES) == "bitte um rückruf"
    assert answer_said("ja", GERMAN, NAMES) == "ja"


def test_what_is_disputed_may_come_with_what_is_right() -> None:
    assert disputed("nein das stimmt nicht", GERMAN, NAMES) is None
    assert disputed("nein die nachricht ist falsch", GERMAN, NAMES) is None
    assert disputed("nein erst am freitag", GERMAN, NAMES) == "erst am freitag"
    assert disputed("no the message is wrong it should say monday", ENGLISH, NAMES) == "monday"


def test_words_that_carry_a_message_say_nothing() -> None:
    assert not says_something("es ist dringend", GERMAN, NAMES)
    assert not says_something("zwölf 12", GERMAN, NAMES)
    assert says_something("rufen sie mich an", GERMAN, NAMES)
    assert says_something("der zaun", GERMAN, NAMES)


@pytest.mark.parametrize(
    ("language", "sentence", "urgent"),
    [
        (GERMAN, "es ist dringend", True),
        (GERMAN, "rufen sie mich so schnell wie möglich an", True),
        (GERMAN, "noch heute bitte", True),
        (GERMAN, "es ist nicht so dringend", False),
        (GERMAN, "das hat zeit", False),
        (GERMAN, "das eilt nicht", False),
        (GERMAN, "es eilt überhaupt nicht", False),
        (GERMAN, "so schnell es geht", True),
        (ENGLISH, "that can wait", False),
        (ENGLISH, "it can't wait", True),
        (GERMAN, "der zaun ist hin", None),
        (ENGLISH, "it's urgent", True),
        (ENGLISH, "as soon as possible", True),
        (ENGLISH, "call me right away", True),
        (ENGLISH, "it's not that urgent", False),
        (ENGLISH, "there is no rush", False),
        (ENGLISH, "the fence is broken", None),
    ],
)
def test_how_urgent_it_is(language: Language, sentence: str, urgent: bool | None) -> None:  # noqa: FBT001 (a table)
    assert heard_urgency(sentence, language) is urgent


def test_urgency_can_be_left_out() -> None:
    assert without_urgency("huber es ist dringend", GERMAN).split() == ["huber", "es", "ist"]


@pytest.mark.parametrize(
    ("language", "sentence", "more"),
    [
        (GERMAN, "und noch etwas der hund bellt", "der hund bellt"),
        (GERMAN, "ja und sagen sie ihm dass er kommt", "sagen sie ihm dass er kommt"),
        (GERMAN, "ach ja", ""),
        (GERMAN, "ja und es ist dringend", None),
        (ENGLISH, "oh one more thing the dog barks", "the dog barks"),
        (ENGLISH, "and tell him to come", "tell him to come"),
        (ENGLISH, "and please give her my regards", "please give her my regards"),
        (GERMAN, "und schöne grüße an den chef", "schöne grüße an den chef"),
        (ENGLISH, "yes and it's urgent", None),
    ],
)
def test_more_is_told_from_an_answer(
    language: Language, sentence: str, more: str | None
) -> None:
    assert more_said(sentence, language) == more


def test_striking_and_wording_anew() -> None:
    assert strikes("streichen sie das bitte", GERMAN)
    assert strikes("scratch that", ENGLISH)
    assert not strikes("ja bitte", GERMAN)
    assert wants_anew("andere nachricht", GERMAN)
    assert wants_anew("let me start over", ENGLISH)
    assert not wants_anew("the message is fine", ENGLISH)


def test_having_nothing_to_say() -> None:
    assert says_nothing("nein danke", GERMAN)
    assert says_nothing("it's private", ENGLISH)
    assert not says_nothing("nein der hund bellt", GERMAN)
