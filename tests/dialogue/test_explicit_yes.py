"""Only a yes in so many words is one; a wish that begins with "ja" is a wish."""

import pytest

from kibox_pbx.dialogue.explicit_yes import explicit_answer
from kibox_pbx.privacy.consent import ConsentAnswer
from kibox_pbx.utterance import Language

GERMAN, ENGLISH = Language.GERMAN, Language.ENGLISH


@pytest.mark.parametrize(
    ("language", "said"),
    [
        (GERMAN, "ja"),
        (GERMAN, "ja bitte"),
        (GERMAN, "ja gerne"),
        (GERMAN, "ja das ist in ordnung"),
        (GERMAN, "ja klar"),
        (GERMAN, "natürlich"),
        (GERMAN, "ja ja machen sie ruhig"),
        (GERMAN, "einverstanden"),
        (GERMAN, "damit bin ich einverstanden"),
        (GERMAN, "von mir aus"),
        (GERMAN, "das dürfen sie"),
        (GERMAN, "ja dürfen sie aufzeichnen"),
        (GERMAN, "ich habe nichts dagegen"),
        (GERMAN, "ja ich stimme der aufzeichnung zu"),
        (GERMAN, "zeichnen sie ruhig auf"),
        (GERMAN, "äh ja okay"),
        (GERMAN, "okay"),
        (GERMAN, "ja kein problem"),
        (GERMAN, "guten tag ja gerne"),
        (GERMAN, "ja das können sie machen"),
        (ENGLISH, "yes"),
        (ENGLISH, "yes please"),
        (ENGLISH, "yes that's fine"),
        (ENGLISH, "yeah sure go ahead"),
        (ENGLISH, "i don't mind"),
        (ENGLISH, "i agree"),
        (ENGLISH, "you may record this call"),
        (ENGLISH, "that's fine by me"),
        (ENGLISH, "of course"),
        (ENGLISH, "i'm happy for you to record it"),
        (ENGLISH, "okay then"),
    ],
)
def test_a_yes(language: Language, said: str) -> None:
    answer = explicit_answer(said, language)
    assert (answer.answer, answer.more) == (ConsentAnswer.YES, "")


@pytest.mark.parametrize(
    ("language", "said"),
    [
        (GERMAN, "nein"),
        (GERMAN, "nein danke"),
        (GERMAN, "nee lieber nicht"),
        (GERMAN, "das möchte ich nicht"),
        (GERMAN, "bitte nicht aufzeichnen"),
        (GERMAN, "nein das will ich nicht"),
        (GERMAN, "keine aufzeichnung bitte"),
        (GERMAN, "damit bin ich nicht einverstanden"),
        (GERMAN, "einverstanden bin ich nicht"),
        (GERMAN, "auf keinen fall"),
        (GERMAN, "ich möchte keine aufnahme"),
        (GERMAN, "ohne aufzeichnung bitte"),
        (ENGLISH, "no"),
        (ENGLISH, "no thank you"),
        (ENGLISH, "i'd rather not"),
        (ENGLISH, "i'd rather you didn't record this"),
        (ENGLISH, "please don't record this"),
        (ENGLISH, "i do not agree"),
        (ENGLISH, "not recorded please"),
    ],
)
def test_a_no(language: Language, said: str) -> None:
    answer = explicit_answer(said, language)
    assert (answer.answer, answer.more) == (ConsentAnswer.NO, "")


@pytest.mark.parametrize(
    ("language", "said"),
    [
        (GERMAN, "ja guten tag ich bräuchte einen termin"),
        (GERMAN, "ja ich hätte gern einen termin zur vorsorge"),
        (GERMAN, "gern einen termin am montag"),
        (GERMAN, "ja hallo hier ist müller"),
        (GERMAN, "mhm"),
        (GERMAN, "gut"),
        (GERMAN, "bitte"),
        (GERMAN, "hallo"),
        (GERMAN, ""),
        (GERMAN, "wozu denn"),
        (GERMAN, "ja aber nur wenn es sein muss"),
        (GERMAN, "weiß nicht"),
        (GERMAN, "vielleicht"),
        (GERMAN, "ich möchte mit frau sommer sprechen"),
        (GERMAN, "ich bin mit der rechnung einverstanden aber nicht mit der mahnung"),
        (GERMAN, "können sie das rezept aufnehmen"),
        (ENGLISH, "yes hello i need an appointment"),
        (ENGLISH, "yeah can i speak to doctor sommer please"),
        (ENGLISH, "please"),
        (ENGLISH, "mm hm"),
        (ENGLISH, "good morning"),
        (ENGLISH, "why"),
        (ENGLISH, "maybe"),
        (ENGLISH, "i need a fine for my car explained"),
    ],
)
def test_neither_and_nothing_is_lost(language: Language, said: str) -> None:
    answer = explicit_answer(said, language)
    assert (answer.answer, answer.more) == (ConsentAnswer.NONE, said)


@pytest.mark.parametrize(
    ("language", "said", "answer", "more"),
    [
        (
            GERMAN,
            "nein ich kann am montag nicht kommen",
            ConsentAnswer.NO,
            "ich kann am montag nicht kommen",
        ),
        (
            GERMAN,
            "einverstanden ich hätte gern einen termin",
            ConsentAnswer.YES,
            "ich hätte einen termin",
        ),
        (
            ENGLISH,
            "no thanks i need an appointment",
            ConsentAnswer.NO,
            "i need an appointment",
        ),
        (
            ENGLISH,
            "i agree and i need an appointment",
            ConsentAnswer.YES,
            "and i need an appointment",
        ),
    ],
)
def test_an_answer_and_a_wish(
    language: Language, said: str, answer: ConsentAnswer, more: str
) -> None:
    found = explicit_answer(said, language)
    assert (found.answer, found.more) == (answer, more)
