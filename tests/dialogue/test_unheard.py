"""A sentence in which no rule hears a wish: guessed, looked up, and asked of the model."""

from typing import Any

import pytest

from kibox_pbx.dialogue.actions import AskModel, FindAnswer, HangUp, KeepQuestion
from kibox_pbx.dialogue.guessing import SURE, guessed_wish
from kibox_pbx.dialogue.intents import Intent
from kibox_pbx.dialogue.skills.message import TakingMessage
from kibox_pbx.dialogue.unheard import wants_more
from kibox_pbx.records import Act, Outcome
from kibox_pbx.utterance import Language
from tests.dialogue.playbook import Caller
from tests.dialogue.practice import practice

GERMAN, ENGLISH = Language.GERMAN, Language.ENGLISH
CUP = {
    "questions": {"de": ["Machen Sie Akupunktur?"], "en": ["Do you do acupuncture?"]},
    "answer": {"de": ["Ja, freitags."], "en": ["Yes, on Fridays."]},
}
LIFT = {
    "questions": {"de": ["Gibt es einen Aufzug?"], "en": ["Is there a lift?"]},
    "answer": {"de": ["Ja, im Haus ist ein Aufzug."], "en": ["Yes, there is a lift."]},
}
POLICY = {
    "questions": {
        "de": ["Was kostet es, wenn ich kurzfristig absage?"],
        "en": ["What do I pay if I cancel at short notice?"],
    },
    "answer": {"de": ["Absagen kostet nichts."], "en": ["Cancelling is free."]},
}
HOURS = {GERMAN: "wann haben sie offen", ENGLISH: "when are you open"}


def caller(language: Language, **changes: Any) -> Caller:
    return Caller(language, settings=practice(**changes))


def with_entries(language: Language) -> Caller:
    return caller(language, enquiries={"cup": CUP, "lift": LIFT})


@pytest.mark.parametrize(
    ("language", "said"),
    [(GERMAN, "das wars von meiner seite"), (ENGLISH, "that's me done cheers")],
)
def test_who_is_certainly_done_is_wished_well(language: Language, said: str) -> None:
    call = caller(language).says(said)
    assert call.acts == [Act.GOODBYE]
    assert isinstance(call.ending, HangUp)


@pytest.mark.parametrize("known", [caller, with_entries])
@pytest.mark.parametrize(
    ("language", "said"),
    [
        (GERMAN, "ich muss am donnerstag leider passen"),
        (ENGLISH, "could we push it to friday"),
    ],
)
def test_a_sure_wish_that_no_entry_can_answer_begins_at_once(
    language: Language, said: str, known: Any
) -> None:
    call = known(language).says(said)
    assert call.acts == [Act.ASK_NAME]
    assert not call.asked(FindAnswer)
    assert not call.asked(AskModel)


def test_two_words_that_mean_nothing_are_not_looked_up_nor_asked_of_the_model() -> None:
    call = with_entries(GERMAN).says("quark soße")
    assert call.acts == [Act.CLARIFY, Act.ASK_INTENT]
    assert not call.asked(FindAnswer)
    assert not call.asked(AskModel)


def test_what_nothing_knows_is_asked_of_the_model() -> None:
    call = Caller(GERMAN, model=lambda _: "message").says("der kuckuck ruft im wald")
    assert call.asked(AskModel)
    assert call.acts == [Act.ASK_NAME]
    assert isinstance(call.state.skill, TakingMessage)
    assert call.state.skill.pieces == ("der kuckuck ruft im wald",)


def test_without_an_entry_the_likeliest_wish_goes_before_the_model() -> None:
    call = with_entries(GERMAN).says("ich bräuchte mal wieder einen rat von ihnen")
    assert call.asked(FindAnswer)
    assert call.acts == [Act.ASK_SERVICE]
    assert not call.asked(AskModel)


@pytest.mark.parametrize(
    ("language", "said", "answer"),
    [
        (GERMAN, "kommt meine oma mit dem rollator zu ihnen hoch", "Aufzug"),
        (ENGLISH, "will gran manage to get up to you", "lift"),
    ],
)
def test_an_entry_goes_before_the_likeliest_wish(
    language: Language, said: str, answer: str
) -> None:
    call = with_entries(language).says(said)
    assert call.acts == [Act.TELL_ANSWER, Act.ANYTHING_ELSE]
    assert answer in call.heard


@pytest.mark.parametrize(
    ("language", "said"),
    [
        (GERMAN, "nein ich kann nur am donnerstag leider doch nicht kommen"),
        (ENGLISH, "no i'm afraid i won't manage to get to you tomorrow"),
    ],
)
def test_a_wish_after_a_no_to_anything_else_is_heard(language: Language, said: str) -> None:
    call = caller(language).says(HOURS[language], said)
    assert call.acts == [Act.ASK_NAME]
    assert call.ending is None


@pytest.mark.parametrize(
    ("language", "said"),
    [
        (GERMAN, "nein"),
        (GERMAN, "nein das war es von meiner seite vielen dank"),
        (GERMAN, "ja danke das wars"),
        (ENGLISH, "no"),
        (ENGLISH, "no we are all done here thank you"),
        (ENGLISH, "yes that's me done cheers"),
    ],
)
def test_who_wants_nothing_else_is_let_go_whether_they_say_yes_or_no(
    language: Language, said: str
) -> None:
    call = caller(language).says(HOURS[language], said)
    assert call.ending == HangUp(Outcome.ANSWERED)


@pytest.mark.parametrize(("language", "said"), [(GERMAN, "ja"), (ENGLISH, "yes please")])
def test_a_yes_to_anything_else_is_asked_what(language: Language, said: str) -> None:
    assert caller(language).says(HOURS[language], said).acts == [Act.ASK_INTENT]


@pytest.mark.parametrize(
    ("language", "said"),
    [
        (GERMAN, "bevor ich einen termin ausmache wann haben sie denn offen"),
        (ENGLISH, "before i book anything when are you open"),
    ],
)
def test_a_wish_that_is_put_off_is_none_yet(language: Language, said: str) -> None:
    assert caller(language).says(said).acts[0] is Act.TELL_ANSWER


@pytest.mark.parametrize(
    ("said", "more"),
    [
        ("nein", False),
        ("nein ich kann nicht", False),
        ("nein ich kann nur am donnerstag leider doch nicht kommen", True),
        ("nein das wars", True),
        ("ja wie lange dauert das denn ungefähr", True),
        ("nein der himmel ist heute aber so blau", False),
    ],
)
def test_more_than_a_no_is_a_long_wish_or_an_end(said: str, more: bool) -> None:  # noqa: FBT001
    assert wants_more(caller(GERMAN).state.scene(1), said) is more


@pytest.mark.parametrize(
    ("language", "said"),
    [
        (GERMAN, "und vom bahnhof aus"),
        (ENGLISH, "i've a big van will i find anywhere to put it"),
    ],
)
def test_who_rather_asks_than_books_is_told_that_there_is_no_answer(
    language: Language, said: str
) -> None:
    call = with_entries(language).says(said)
    assert call.acts == [Act.OFFER_PERSON]
    assert call.asked(KeepQuestion) == [KeepQuestion(said, language)]


def test_a_question_that_the_model_knows_nothing_of_is_owned_up_to() -> None:
    call = caller(GERMAN).says("sind blaue himmel grün")
    assert call.asked(AskModel)
    assert call.acts == [Act.OFFER_PERSON]
    assert call.asked(KeepQuestion) == [KeepQuestion("sind blaue himmel grün", GERMAN)]


def test_the_model_may_take_a_sentence_for_a_goodbye() -> None:
    call = Caller(GERMAN, model=lambda _: "goodbye").says("der kuckuck ruft im wald")
    assert call.asked(AskModel)
    assert call.acts == [Act.GOODBYE]


@pytest.mark.parametrize(
    ("language", "said", "wish", "answer"),
    [
        (
            GERMAN,
            "ich hab den termin beim notar verbummelt ist das jetzt teuer geworden",
            Intent.CANCEL,
            "Absagen kostet nichts.",
        ),
        (
            ENGLISH,
            "i might be stuck at work that day how short notice can i tell you",
            Intent.MESSAGE,
            "Cancelling is free.",
        ),
    ],
)
def test_an_entry_about_it_keeps_even_a_sure_wish_from_beginning_at_once(
    language: Language, said: str, wish: Intent, answer: str
) -> None:
    call = caller(language, enquiries={"policy": POLICY, "lift": LIFT})
    assert guessed_wish(call.state.scene(1), said, SURE) is wish
    assert call.says(said).heard.startswith(answer)


@pytest.mark.parametrize(
    ("language", "said"),
    [
        (GERMAN, "mir ist seit gestern so schwindelig wenn ich aufsteh"),
        (ENGLISH, "me and my mates want matching tattoos"),
    ],
)
def test_a_certain_booking_that_asks_nothing_begins_at_once(
    language: Language, said: str
) -> None:
    call = with_entries(language).says(said)
    assert not call.asked(FindAnswer)
    assert call.acts == [Act.ASK_SERVICE]
