"""Who says what ails them, or does not know, gets the service that the practice has for it."""

import pytest

from kibox_pbx.records import Act
from kibox_pbx.utterance import Language
from tests.dialogue.playbook import Caller
from tests.dialogue.practice import practice

GERMAN, ENGLISH = Language.GERMAN, Language.ENGLISH
WISH = {GERMAN: "ich möchte einen termin", ENGLISH: "i'd like an appointment"}


def caller(language: Language, otherwise: str | None = "consultation") -> Caller:
    return Caller(language, settings=practice(booking={"otherwise": otherwise}))


@pytest.mark.parametrize(
    ("language", "said"),
    [
        (GERMAN, "ich habe rückenschmerzen"),
        (GERMAN, "mein knie tut weh"),
        (GERMAN, "husten"),
        (GERMAN, "wegen meinem blutdruck"),
        (GERMAN, "das weiß ich nicht"),
        (GERMAN, "zum arzt"),
        (ENGLISH, "my knee hurts"),
        (ENGLISH, "i have a cough"),
        (ENGLISH, "i don't know"),
        (ENGLISH, "just a normal one"),
    ],
)
def test_it_is_taken_for_who_names_no_service_and_said(language: Language, said: str) -> None:
    call = caller(language).says(WISH[language], said)
    assert call.acts == [Act.TELL_ANSWER, Act.ASK_DAY]
    assert "prechstunde" in call.heard or "consultation" in call.heard


@pytest.mark.parametrize(
    ("language", "said"),
    [
        (GERMAN, "ich bräuchte einen termin am mittwoch ich habe husten"),
        (ENGLISH, "i need an appointment on wednesday my back hurts"),
    ],
)
def test_it_is_taken_at_once_with_the_wish_for_a_time(language: Language, said: str) -> None:
    call = caller(language).says(said)
    assert call.acts == [Act.TELL_ANSWER, Act.OFFER_SLOTS]


@pytest.mark.parametrize(
    ("language", "said"),
    [
        (GERMAN, "ich habe seit gestern rückenschmerzen"),
        (GERMAN, "ich bin krank"),
        (GERMAN, "ich hab so halsweh"),
        (ENGLISH, "my child is ill"),
        (ENGLISH, "i've got a sore throat"),
    ],
)
def test_who_says_only_what_ails_them_wants_an_appointment(
    language: Language, said: str
) -> None:
    assert caller(language).says(said).acts == [Act.TELL_ANSWER, Act.ASK_DAY]


@pytest.mark.parametrize(
    ("said", "act"),
    [
        ("ich bin krank und kann am mittwoch nicht kommen ich möchte absagen", Act.ASK_NAME),
        ("was hilft denn gegen husten", Act.OFFER_PERSON),
    ],
)
def test_a_complaint_beside_another_wish_or_in_a_question_is_none(said: str, act: Act) -> None:
    assert caller(GERMAN).says(said).acts[-1] is act


@pytest.mark.parametrize(
    ("language", "said"), [(GERMAN, "zur vorsorge bitte"), (ENGLISH, "a check-up please")]
)
def test_a_service_that_is_named_is_taken(language: Language, said: str) -> None:
    call = caller(language).says(WISH[language], said)
    assert call.acts == [Act.ASK_DAY]


@pytest.mark.parametrize("said", ["ich habe husten", "das weiß ich nicht"])
def test_where_the_practice_has_no_such_service_it_is_asked_again(said: str) -> None:
    call = caller(GERMAN, None).says(WISH[GERMAN], said)
    assert call.acts == [Act.CLARIFY, Act.ASK_SERVICE]


def test_what_is_neither_is_asked_again() -> None:
    call = caller(GERMAN).says(WISH[GERMAN], "blabla blubb")
    assert call.acts == [Act.CLARIFY, Act.ASK_SERVICE]


@pytest.mark.parametrize(
    ("language", "said"), [(GERMAN, "das erste"), (ENGLISH, "the first one")]
)
def test_a_service_by_its_place_is_no_wish_for_the_first_of_a_month(
    language: Language, said: str
) -> None:
    assert caller(language).says(WISH[language], said).acts == [Act.ASK_DAY]


@pytest.mark.parametrize(
    ("language", "said"),
    [
        (GERMAN, "es ist dringend"),
        (GERMAN, "nicht so dringend"),
        (GERMAN, "kann ich gleich kommen"),
        (ENGLISH, "it's urgent"),
        (ENGLISH, "can i come straight over"),
    ],
)
def test_who_says_how_urgent_it_is_is_offered_the_soonest_times(
    language: Language, said: str
) -> None:
    call = caller(language).says(WISH[language], "check", said)
    assert call.acts[-1] is Act.OFFER_SLOTS
