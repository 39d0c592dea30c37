"""Callers of few words: what they say is no sentence, and must not be guessed away."""

import pytest

from kibox_pbx.dialogue.guessing import guessed_wish, is_doubtful
from kibox_pbx.dialogue.intents import Intent
from kibox_pbx.dialogue.several import heard_wishes
from kibox_pbx.dialogue.skills.booking import Booking
from kibox_pbx.records import Act
from kibox_pbx.utterance import Language
from tests.dialogue.offices import office
from tests.dialogue.playbook import Caller

GERMAN, ENGLISH = Language.GERMAN, Language.ENGLISH
BOOK, MOVE, CANCEL = Intent.BOOK, Intent.MOVE, Intent.CANCEL
MESSAGE, PERSON, FORM = Intent.MESSAGE, Intent.PERSON, Intent.FORM
EXISTING, QUESTION = Intent.EXISTING, Intent.QUESTION


def wanted(language: Language, said: str) -> Intent | None:
    """Return the wish that a call would begin with."""
    scene = Caller(language, settings=office()).state.scene(1)
    heard = heard_wishes(scene, said)
    if heard and not is_doubtful(scene, said, heard):
        return heard[0][0]
    return guessed_wish(scene, said)


@pytest.mark.parametrize(
    ("said", "wish"),
    [
        ("termin bitte", BOOK),
        ("termin", BOOK),
        ("terminvereinbarung", BOOK),
        ("wann ist der nächste freie termin", BOOK),
        ("den nächsten freien termin bitte", BOOK),
        ("was ist der früheste termin", BOOK),
        ("wann ist mein nächster termin", EXISTING),
        ("absagen bitte", CANCEL),
        ("terminabsage", CANCEL),
        ("terminverschiebung bitte", MOVE),
        ("umbuchen", MOVE),
        ("rückruf bitte", MESSAGE),
        ("ich verspäte mich um 10 minuten", MESSAGE),
        ("ich hab gestern meine jacke bei ihnen liegen lassen", MESSAGE),
        ("meine telefonnummer hat sich geändert", MESSAGE),
        ("ich bin umgezogen", MESSAGE),
        ("verbinden bitte", PERSON),
        ("hier ist die apotheke am markt", PERSON),
        ("rezept bitte", FORM),
        ("sprechzeiten bitte", QUESTION),
        ("kann ich das rezept schon abholen", QUESTION),
        ("sind meine blutwerte schon da", QUESTION),
    ],
)
def test_a_german_of_few_words_gets_what_they_want(said: str, wish: Intent) -> None:
    assert wanted(GERMAN, said) is wish


@pytest.mark.parametrize(
    ("said", "wish"),
    [
        ("appointment", BOOK),
        ("an appointment please", BOOK),
        ("book appointment", BOOK),
        ("an appointment next week", BOOK),
        ("when is the next available appointment", BOOK),
        ("what's the next free appointment", BOOK),
        ("i'm not feeling well", BOOK),
        ("when is my next appointment", EXISTING),
        ("cancel please", CANCEL),
        ("change appointment", MOVE),
        ("call back please", MESSAGE),
        ("i'm running late", MESSAGE),
        ("i'm stuck in traffic and won't make it on time", MESSAGE),
        ("i think i left my umbrella there", MESSAGE),
        ("i've moved house", MESSAGE),
        ("put me through", PERSON),
        ("it's the pharmacy", PERSON),
        ("repeat prescription", FORM),
        ("opening times please", QUESTION),
        ("is my prescription ready", QUESTION),
        ("can i pick up my prescription", QUESTION),
    ],
)
def test_an_english_caller_of_few_words_gets_what_they_want(said: str, wish: Intent) -> None:
    assert wanted(ENGLISH, said) is wish


@pytest.mark.parametrize(
    ("language", "said"),
    [
        (GERMAN, "ich rufe wegen meiner laborwerte an"),
        (ENGLISH, "i'm calling about my test results"),
    ],
)
def test_results_of_a_test_are_no_new_test(language: Language, said: str) -> None:
    assert wanted(language, said) not in {BOOK, FORM}


@pytest.mark.parametrize(
    ("language", "said"),
    [
        (GERMAN, "wann haben sie denn was"),
        (GERMAN, "was wäre denn möglich"),
        (GERMAN, "schlagen sie was vor"),
        (GERMAN, "das weiß ich nicht"),
        (GERMAN, "ist mir gleich"),
        (GERMAN, "was sie haben"),
        (ENGLISH, "what have you got"),
        (ENGLISH, "what's available"),
        (ENGLISH, "you tell me"),
        (ENGLISH, "i don't know"),
        (ENGLISH, "whatever's free"),
    ],
)
def test_who_leaves_the_day_to_us_is_offered_the_soonest(language: Language, said: str) -> None:
    call = Caller(language).says("sprechstunde" if language is GERMAN else "consultation")
    assert call.acts == [Act.ASK_DAY]
    call.says(said)
    assert call.acts == [Act.OFFER_SLOTS]
    assert isinstance(call.state.skill, Booking)
    assert call.state.skill.time.offered[0].start.isoformat().startswith("2026-11-24T09:00")


@pytest.mark.parametrize(
    ("language", "said"),
    [
        (GERMAN, "bin ich da richtig bei doktor sommer"),
        (GERMAN, "ist das die praxis doktor sommer"),
        (ENGLISH, "is this doctor sommer's practice"),
        (ENGLISH, "have i got the right number"),
    ],
)
def test_who_asks_whose_telephone_this_is_is_told(language: Language, said: str) -> None:
    call = Caller(language).says(said)
    assert call.acts == [Act.TELL_ANSWER, Act.ASK_INTENT]
    assert "Sommer" in call.heard


@pytest.mark.parametrize(
    ("language", "said"),
    [(GERMAN, "ja hallo hören sie mich"), (ENGLISH, "can you hear me okay")],
)
def test_who_asks_whether_they_are_heard_is_told(language: Language, said: str) -> None:
    assert Caller(language).says(said).acts == [Act.GREET, Act.ASK_INTENT]


@pytest.mark.parametrize(
    ("language", "said", "service"),
    [
        (GERMAN, "das zweite bitte", "consultation"),
        (GERMAN, "nummer eins", "checkup"),
        (ENGLISH, "the last one", "consultation"),
        (ENGLISH, "i'd take the first one", "checkup"),
    ],
)
def test_a_service_may_be_named_by_its_place(
    language: Language, said: str, service: str
) -> None:
    call = Caller(language).says("termin" if language is GERMAN else "appointment")
    assert call.acts == [Act.ASK_SERVICE]
    call.says(said)
    assert isinstance(call.state.skill, Booking)
    assert call.state.skill.time.service == service


@pytest.mark.parametrize(
    ("language", "said"),
    [
        (GERMAN, "ich bin das erste mal da"),
        (GERMAN, "das neunte"),
        (GERMAN, "keins davon"),
        (ENGLISH, "it's my first time"),
        (ENGLISH, "none of them"),
    ],
)
def test_what_is_no_place_among_the_services_names_none(language: Language, said: str) -> None:
    call = Caller(language).says("termin" if language is GERMAN else "appointment")
    call.says(said)
    assert not (isinstance(call.state.skill, Booking) and call.state.skill.time.service)


def test_with_the_doctor_is_no_slip_of_the_doctors_name() -> None:
    call = Caller(ENGLISH, settings=office()).says("a consultation with the doctor please")
    assert isinstance(call.state.skill, Booking)
    assert call.state.skill.time.person is None
