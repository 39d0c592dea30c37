"""Consent is asked for once, only an explicit yes counts, and nothing said instead is lost."""

from dataclasses import replace

import pytest

from kibox_pbx.dialogue.actions import (
    EraseConversation,
    HangUp,
    Listen,
    NoteConsent,
    StartRecording,
)
from kibox_pbx.dialogue.notices import notices
from kibox_pbx.privacy.consent import ConsentAnswer, ConsentPurpose
from kibox_pbx.records import Act, Outcome
from kibox_pbx.utterance import Language
from tests.dialogue.playbook import Caller
from tests.dialogue.practice import practice
from tests.dialogue.recorded_calls import (
    ENGLISH,
    GERMAN,
    IMPROVEMENT,
    RECORDING,
    SAID,
    recording,
    ring,
)

YES, NO, NONE = ConsentAnswer.YES, ConsentAnswer.NO, ConsentAnswer.NONE
ASKED = Act.ASK_RECORDING_CONSENT
BOOKING = ("termin zur vorsorge am mittwoch um drei", "sabine huber", "ja", "ja")


def answers(caller: Caller) -> list[tuple[ConsentPurpose, ConsentAnswer]]:
    noted = [each for each in caller.actions if isinstance(each, NoteConsent)]
    return [(each.purpose, each.answer) for each in noted]


def test_an_office_that_does_not_record_does_not_ask() -> None:
    caller = Caller()
    assert caller.acts == [Act.GREET, Act.GREET, Act.ASK_INTENT]
    assert ASKED not in caller.says(*BOOKING, "nein danke").acts
    assert answers(caller) == []


@pytest.mark.parametrize("language", Language)
def test_the_question_comes_after_the_greeting(language: Language) -> None:
    assert ring(language).acts == [Act.GREET, Act.GREET, ASKED]


@pytest.mark.parametrize("language", Language)
def test_a_yes_is_noted_before_the_recording_starts(language: Language) -> None:
    caller = ring(language).says(SAID[language][0])
    noted, started = caller.latest[:2]
    assert isinstance(noted, NoteConsent)
    assert (noted.purpose, noted.answer) == (RECORDING, YES)
    assert started == StartRecording()
    assert caller.acts == [Act.TELL_PRIVACY, Act.ASK_INTENT]


def test_what_is_noted_names_the_text_that_was_asked_and_the_moment() -> None:
    caller = ring().says("ja")
    noted = next(each for each in caller.actions if isinstance(each, NoteConsent))
    asked = {each.version: each for each in notices(recording())}[noted.notice]
    assert (asked.kind, asked.language) == ("recording", GERMAN)
    assert "aufzeichnen?" in asked.text
    assert "nach sieben Tagen gelöscht" in asked.text
    assert noted.at == caller.state.scene(4000).now


@pytest.mark.parametrize("language", Language)
def test_a_no_is_noted_and_the_call_goes_on(language: Language) -> None:
    caller = ring(language).says(SAID[language][1])
    assert answers(caller) == [(RECORDING, NO)]
    assert caller.acts == [Act.TELL_PRIVACY, Act.ASK_INTENT]
    assert caller.asked(StartRecording) == []


def test_silence_is_no_yes() -> None:
    caller = ring().is_silent()
    assert answers(caller) == [(RECORDING, NONE)]
    assert caller.acts == [Act.TELL_PRIVACY, Act.ASK_INTENT]


@pytest.mark.parametrize("key", ["1", "5", "#"])
def test_a_key_is_no_yes(key: str) -> None:
    caller = ring().presses(key)
    assert answers(caller) == [(RECORDING, NONE)]
    assert caller.acts[-1] is Act.ASK_INTENT
    assert caller.asked(StartRecording) == []


def test_key_zero_still_means_a_person() -> None:
    caller = ring().presses("0")
    assert answers(caller) == [(RECORDING, NONE)]
    assert caller.ending


def test_a_noise_is_no_yes() -> None:
    assert answers(ring().says("")) == [(RECORDING, NONE)]


def test_who_hangs_up_has_not_answered() -> None:
    assert answers(ring().hangs_up()) == [(RECORDING, NONE)]


@pytest.mark.parametrize(
    ("language", "wish"),
    [
        (GERMAN, "ja guten tag ich hätte gern einen termin zur vorsorge"),
        (GERMAN, "termin zur vorsorge bitte"),
        (GERMAN, "nein ich hätte gern einen termin zur vorsorge"),
        (GERMAN, "einverstanden ich hätte gern einen termin zur vorsorge"),
        (ENGLISH, "yes hello i need a check up appointment"),
        (ENGLISH, "no thanks i need a check up appointment"),
    ],
)
def test_a_wish_that_is_said_instead_is_not_lost(language: Language, wish: str) -> None:
    assert ring(language).says(wish).acts[-1] is Act.ASK_DAY


def test_a_wish_is_no_yes_though_it_begins_like_one() -> None:
    caller = ring().says("ja guten tag ich hätte gern einen termin zur vorsorge")
    assert answers(caller) == [(RECORDING, NONE)]
    assert caller.asked(StartRecording) == []


def test_what_is_not_understood_is_no_yes_and_the_wish_is_asked_for() -> None:
    caller = ring().says("hm tja")
    assert answers(caller) == [(RECORDING, NONE)]
    assert caller.acts[-1] is Act.ASK_INTENT


@pytest.mark.parametrize(("language", "said"), [(ENGLISH, "please"), (GERMAN, "gut")])
def test_a_word_that_says_nothing_is_neither_a_yes_nor_a_wish(
    language: Language, said: str
) -> None:
    caller = ring(language).says(said)
    assert answers(caller) == [(RECORDING, NONE)]
    assert caller.acts == [Act.TELL_PRIVACY, Act.ASK_INTENT]


@pytest.mark.parametrize("said", ["nein das brauche ich nicht", "nein das ist mir nicht recht"])
def test_more_words_of_a_no_are_no_wish(said: str) -> None:
    caller = ring().says(said)
    assert answers(caller) == [(RECORDING, NO)]
    assert caller.acts == [Act.TELL_PRIVACY, Act.ASK_INTENT]


def test_a_single_word_that_is_a_wish_is_heard() -> None:
    assert ring().says("vorsorgetermin").acts[-1] is Act.ASK_DAY
    assert ring().says("empfang bitte").ending


def test_an_emergency_goes_before_everything() -> None:
    caller = ring().says("hilfe mein mann ist bewusstlos")
    assert caller.acts == [Act.EMERGENCY]
    assert answers(caller) == [(RECORDING, NONE)]


@pytest.mark.parametrize(
    "said", ["hallo", "wie bitte", "wird das gespräch aufgezeichnet", "sind sie ein mensch"]
)
def test_after_an_aside_the_question_is_put_again(said: str) -> None:
    caller = ring().says(said)
    assert caller.acts[-1] is ASKED
    assert answers(caller.says("ja")) == [(RECORDING, YES)]


def test_a_refusal_erases_nothing_else() -> None:
    caller = ring().says("nein bitte nicht aufzeichnen")
    assert answers(caller) == [(RECORDING, NO)]
    assert caller.asked(EraseConversation) == []


def test_a_yes_into_the_greeting_is_no_answer_to_what_was_not_heard() -> None:
    caller = ring().cuts_into(0, 0.5).says("ja gerne")
    assert caller.asked(StartRecording) == []
    assert answers(caller) == [(RECORDING, NONE)]


def test_a_murmur_into_the_notice_lets_the_question_be_heard() -> None:
    caller = ring().cuts_into(1, 0.5).says("ja")
    assert caller.acts[-1] is ASKED
    assert answers(caller) == []
    assert answers(caller.says("ja")) == [(RECORDING, YES)]


def test_a_yes_into_the_end_of_the_question_counts() -> None:
    assert answers(ring().cuts_into(2, 0.9).says("ja")) == [(RECORDING, YES)]


def test_a_caller_of_another_language_is_asked_in_it() -> None:
    caller = ring().says("english please")
    assert caller.acts[-1] is ASKED
    assert "record" in caller.heard
    assert answers(caller.says("yes")) == [(RECORDING, YES)]


def test_a_yes_in_a_language_that_was_not_asked_in_is_none() -> None:
    caller = ring().says("yes sorry i do not speak german i need an appointment")
    assert answers(caller) == [(RECORDING, NONE)]
    assert caller.state.language is ENGLISH


def test_who_comes_back_unanswered_is_not_asked() -> None:
    caller = Caller(settings=recording(), returned_from="reception")
    assert ASKED not in caller.acts
    assert answers(caller) == []


def improving(*said: str, language: Language = GERMAN, **others: object) -> Caller:
    settings = practice(privacy={"improve": True, **others})
    return Caller(language, settings=settings).says(*said)


def test_before_the_goodbye_of_a_call_that_ended_well_the_second_purpose_is_asked_for() -> None:
    caller = improving(*BOOKING, "nein danke")
    assert caller.acts == [Act.ASK_IMPROVEMENT_CONSENT]
    assert isinstance(caller.latest[-1], Listen)
    caller.says("ja")
    assert answers(caller) == [(IMPROVEMENT, YES)]
    assert caller.acts == [Act.TELL_PRIVACY, Act.GOODBYE]
    assert caller.ending == HangUp(Outcome.BOOKED)


@pytest.mark.parametrize(
    ("said", "answer"),
    [("nein danke tschüss", NO), ("auf wiederhören", NONE), ("ja gerne tschüss", YES)],
)
def test_after_any_answer_the_call_ends(said: str, answer: ConsentAnswer) -> None:
    caller = improving(*BOOKING, "nein danke", said)
    assert answers(caller) == [(IMPROVEMENT, answer)]
    assert caller.ending == HangUp(Outcome.BOOKED)


def test_silence_and_keys_at_the_last_question_end_the_call() -> None:
    for caller in (
        improving(*BOOKING, "nein danke").is_silent(),
        improving(*BOOKING, "nein danke").presses("1"),
    ):
        assert answers(caller) == [(IMPROVEMENT, NONE)]
        assert caller.ending == HangUp(Outcome.BOOKED)


def test_who_hangs_up_at_the_last_question_has_booked_all_the_same() -> None:
    caller = improving(*BOOKING, "nein danke").hangs_up()
    assert answers(caller) == [(IMPROVEMENT, NONE)]
    assert caller.outcome is Outcome.BOOKED


def test_a_last_wish_at_the_last_question_is_heard_and_nobody_is_asked_twice() -> None:
    caller = improving(*BOOKING, "nein danke", "ich habe noch eine frage wann haben sie offen")
    assert caller.acts == [Act.TELL_ANSWER, Act.ANYTHING_ELSE]
    assert caller.says("nein danke").acts == [Act.GOODBYE]


@pytest.mark.parametrize(
    "said",
    [
        ("oh da habe ich mich verwählt",),
        ("termin zur vorsorge", "verbinden sie mich mit einem menschen"),
        ("hilfe sie ist bewusstlos",),
        ("löschen sie das gespräch", "nein danke"),
    ],
    ids=["wrong number", "handed on", "emergency", "erased"],
)
def test_who_is_not_asked(said: tuple[str, ...]) -> None:
    caller = improving(*said)
    assert answers(caller) == []
    assert caller.ending


def test_who_may_have_been_in_danger_is_not_asked() -> None:
    caller = improving(*BOOKING)
    caller.state = replace(caller.state, advised=True)
    assert caller.says("nein danke").acts == [Act.GOODBYE]


def test_who_was_not_understood_is_not_asked() -> None:
    caller = improving("hm tja", "hm tja", "hm tja", "nein", "nein danke", "nein danke")
    assert answers(caller) == []


def test_nobody_is_asked_twice_by_both_purposes_about_one_thing() -> None:
    caller = improving("ja", *BOOKING, "nein danke", "ja", record_calls=True)
    assert answers(caller) == [(RECORDING, YES), (IMPROVEMENT, YES)]
