"""Callers who are not understood, say nothing, interrupt or are gone."""

from dataclasses import replace
from datetime import datetime

import pytest

from kibox_pbx.dialogue.actions import (
    AskModel,
    FindSlots,
    HangUp,
    Listen,
    Say,
    ToMailbox,
    Transfer,
)
from kibox_pbx.dialogue.events import (
    AnswerDelayed,
    CallAnswered,
    CallerPressed,
    CallerSpoke,
    Event,
    ModelReplied,
    RecordLost,
    SilenceTimedOut,
    SlotsFound,
    StoreFailed,
)
from kibox_pbx.dialogue.fallback import MOST_TIMES_ASKED, MOST_TURNS
from kibox_pbx.dialogue.manager import start, step
from kibox_pbx.records import Act, Outcome
from kibox_pbx.utterance import Language
from tests.dialogue.playbook import Caller, slot
from tests.dialogue.practice import MONDAY_MORNING, MONDAY_NIGHT, practice


def test_not_understood_once_the_question_is_worded_differently() -> None:
    caller = Caller().says("ein termin zur vorsorge")
    asked = caller.asked(Say)[-1]
    caller.says("blabla")
    assert caller.acts == [Act.CLARIFY, Act.ASK_DAY]
    assert caller.asked(Say)[-1] != asked


def test_not_understood_twice_there_are_examples() -> None:
    caller = Caller().says("ein termin zur vorsorge", "blabla", "blabla")
    assert caller.acts == [Act.CLARIFY, Act.CLARIFY, Act.ASK_DAY]
    assert "zum Beispiel" in caller.heard


def test_not_understood_three_times_a_person_is_offered() -> None:
    caller = Caller().says("ein termin zur vorsorge", "blabla", "blabla", "blabla")
    assert caller.acts == [Act.OFFER_PERSON]
    assert caller.says("ja").ending == Transfer("reception", Outcome.TRANSFERRED)


def test_who_declines_the_person_goes_on_where_they_were() -> None:
    caller = Caller().says("ein termin zur vorsorge", "blabla", "blabla", "blabla", "nein")
    assert caller.acts == [Act.ASK_DAY]
    assert caller.says("am mittwoch").acts == [Act.OFFER_SLOTS]


def test_who_is_not_understood_again_is_put_through() -> None:
    caller = Caller().says("ein termin zur vorsorge", *["blabla"] * 3, "nein", *["blabla"] * 3)
    assert caller.ending == Transfer("reception", Outcome.TRANSFERRED)


def test_who_declines_the_person_before_any_wish_is_offered_a_message() -> None:
    caller = Caller().says("was kostet ein flug zum mond", "nein")
    assert caller.acts == [Act.OFFER_MESSAGE]
    assert "Nachricht" in caller.heard


@pytest.mark.parametrize(
    ("said", "act"),
    [
        ("ich möchte eine nachricht hinterlassen", Act.ASK_MESSAGE),
        ("ich muss meinen termin absagen", Act.ASK_NAME),
    ],
)
def test_a_plain_wish_for_something_else_is_heard_instead_of_an_answer(
    said: str, act: Act
) -> None:
    assert Caller().says("ein termin zur vorsorge", said).acts == [act]


@pytest.mark.parametrize("happens", [SilenceTimedOut(9000), CallerPressed(9000, "5")])
def test_while_the_calendar_is_asked_silence_and_keys_mean_nothing(happens: Event) -> None:
    state = Caller().says("ein termin zur vorsorge").state
    asking, (request,) = step(state, CallerSpoke(5000, "am mittwoch nachmittag"))
    assert isinstance(request, FindSlots)
    after, actions = step(asking, happens)
    assert actions == ()
    assert after.skill == asking.skill


def test_a_long_wait_is_filled_with_a_word_and_nothing_else_changes() -> None:
    state = Caller().says("ein termin zur vorsorge").state
    asking, _ = step(state, CallerSpoke(5000, "am mittwoch nachmittag"))
    after, (said,) = step(asking, AnswerDelayed(6100))
    assert isinstance(said, Say)
    assert said.act is Act.ONE_MOMENT
    assert after == asking


def test_while_the_model_thinks_the_wait_is_filled_too() -> None:
    thinking, _ = step(Caller().state, CallerSpoke(5000, UNHEARD))
    assert thinking.asked_model
    _, actions = step(thinking, AnswerDelayed(6100))
    assert [type(each) for each in actions] == [Say]


def test_who_was_asked_something_meanwhile_hears_no_such_word() -> None:
    _, actions = step(Caller().says("ein termin zur vorsorge").state, AnswerDelayed(6100))
    assert actions == ()


def test_who_is_not_understood_yet_hears_it_whatever_was_asked() -> None:
    asked = Caller().says("ein termin zur vorsorge").state
    after, (said,) = step(asked, AnswerDelayed(6100, is_unheard=True))
    assert isinstance(said, Say)
    assert said.act is Act.ONE_MOMENT
    assert after == asked


def test_at_night_a_message_is_offered_then_the_mailbox() -> None:
    caller = Caller(now=MONDAY_NIGHT).says("ein termin zur vorsorge", *["blabla"] * 3)
    assert caller.acts == [Act.OFFER_MESSAGE]
    assert caller.says(*["blabla"] * 3).ending == ToMailbox(Outcome.TRANSFERRED)


def test_an_answer_forgives_what_was_not_understood() -> None:
    caller = Caller().says("ein termin", "blabla", "blabla", "vorsorge", "blabla")
    assert caller.acts == [Act.CLARIFY, Act.ASK_DAY]


UNHEARD = "die sache von neulich noch einmal"
"""Neither a rule nor the learned know what this wants."""


def test_the_model_is_asked_where_rules_do_not_know() -> None:
    caller = Caller(model=lambda _: "appointment").says(UNHEARD)
    assert caller.asked(AskModel) == [AskModel("intent-de", UNHEARD)]
    assert caller.acts == [Act.ASK_SERVICE]


@pytest.mark.parametrize("label", [None, "other", "nonsense"])
def test_a_model_that_does_not_know_leads_to_clarifying(label: str | None) -> None:
    caller = Caller(model=lambda _: label).says(UNHEARD)
    assert caller.acts == [Act.CLARIFY, Act.ASK_INTENT]


def test_the_model_hears_a_goodbye() -> None:
    caller = Caller(model=lambda _: "goodbye").says("dann weiß ich jetzt bescheid")
    assert caller.ending == HangUp(Outcome.ABANDONED)


def test_the_model_is_not_asked_about_two_words() -> None:
    assert not Caller().says("bla bla").asked(AskModel)


def test_a_late_reply_of_the_model_changes_nothing() -> None:
    caller = Caller().says("ein termin")
    assert step(caller.state, ModelReplied(9000, "person")) == (caller.state, ())


def test_silence_is_met_with_two_questions_then_a_person() -> None:
    caller = Caller().is_silent()
    assert caller.acts == [Act.STILL_THERE, Act.ASK_INTENT]
    assert caller.is_silent().acts == [Act.STILL_THERE, Act.ASK_INTENT]
    assert caller.is_silent().acts == [Act.TRANSFER]
    assert caller.ending == Transfer("reception", Outcome.TRANSFERRED)


def test_silence_at_night_ends_politely() -> None:
    caller = Caller(now=MONDAY_NIGHT).is_silent(3)
    assert caller.acts == [Act.GOODBYE]
    assert caller.ending == HangUp(Outcome.ABANDONED)


def test_a_word_ends_the_silence() -> None:
    caller = Caller().is_silent(2).says("ein termin").is_silent(2)
    assert caller.acts == [Act.STILL_THERE, Act.ASK_SERVICE]


def test_silence_after_everything_is_done_ends_the_call() -> None:
    caller = Caller().says(
        "termin zur vorsorge am mittwoch um drei", "sabine huber", "ja", "ja"
    )
    assert caller.is_silent(2).ending == HangUp(Outcome.BOOKED)


def test_a_noise_is_not_understood() -> None:
    assert Caller().says("").acts == [Act.CLARIFY, Act.ASK_INTENT]


def test_a_noise_that_interrupted_only_repeats_the_question() -> None:
    assert Caller().interrupts(Act.ASK_INTENT).says("").acts == [Act.ASK_INTENT]


def test_an_interruption_alone_changes_nothing_that_is_said() -> None:
    assert Caller().interrupts(Act.GREET).latest == []


def test_keys_that_mean_nothing_are_ignored() -> None:
    assert Caller().presses("5").latest == []


def test_who_hangs_up_at_once_has_abandoned_the_call() -> None:
    assert Caller().hangs_up().outcome is Outcome.ABANDONED


def test_nothing_is_said_after_the_end() -> None:
    caller = Caller().says("auf wiederhören")
    assert caller.ending == HangUp(Outcome.ABANDONED)
    assert caller.says("hallo").is_silent().hangs_up().latest == []


def test_answers_that_nobody_asked_for_are_ignored() -> None:
    state, _ = step(start(practice()), CallAnswered(0, MONDAY_MORNING, None, Language.GERMAN))
    for event in (SlotsFound(1, (slot("2026-11-25 15:00"),)), StoreFailed(2)):
        assert step(state, event) == (state, ())


@pytest.mark.parametrize(
    ("now", "ending"),
    [
        (MONDAY_MORNING, Transfer("reception", Outcome.FAILED)),
        (MONDAY_NIGHT, ToMailbox(Outcome.FAILED)),
    ],
)
def test_a_call_that_can_no_longer_be_written_down_is_left_to_people_in_any_question(
    now: datetime, ending: Transfer | ToMailbox
) -> None:
    state, _ = step(start(practice()), CallAnswered(0, now, None, Language.GERMAN))
    state, actions = step(state, CallerSpoke(1, "ein termin zur vorsorge"))
    assert any(isinstance(action, Listen) for action in actions)
    state, actions = step(state, RecordLost(2))
    said = [action for action in actions if isinstance(action, Say)]
    assert "Technik" in said[0].text
    assert actions[-1] == ending
    assert state.over


def test_what_is_said_while_we_look_up_is_not_an_answer() -> None:
    state, _ = step(start(practice()), CallAnswered(0, MONDAY_MORNING, None, Language.GERMAN))
    state, _ = step(state, CallerSpoke(1, "ein termin zur vorsorge am mittwoch"))
    state, actions = step(state, CallerSpoke(2, "hallo"))
    assert actions == ()
    _, actions = step(state, SlotsFound(3, (slot("2026-11-25 15:00"),)))
    assert isinstance(actions[-1], Listen)


def test_even_a_call_that_goes_round_in_circles_ends() -> None:
    caller = Caller().says(*["wie bitte"] * MOST_TURNS)
    assert caller.ending is None
    assert caller.says("wie bitte").ending == Transfer("reception", Outcome.TRANSFERRED)


def test_a_question_that_leads_nowhere_is_left_to_people() -> None:
    caller = Caller().says("ein termin zur vorsorge")
    assert caller.state.times_asked == 1
    caller.state = replace(caller.state, times_asked=MOST_TIMES_ASKED)
    assert caller.says("am mittwoch um drei").ending is None
    assert caller.state.times_asked == 1
    caller.state = replace(caller.state, times_asked=MOST_TIMES_ASKED + 1)
    assert caller.says("sabine huber").ending == Transfer("reception", Outcome.TRANSFERRED)


def test_who_has_many_questions_is_not_handed_on() -> None:
    caller = Caller().says(*["bis wann haben sie heute offen"] * (MOST_TIMES_ASKED + 3))
    assert caller.acts[-1] is Act.ANYTHING_ELSE


@pytest.mark.parametrize(
    "said", ["na gut dann nehmen sie das auf", "ich hinterlasse eine nachricht"]
)
def test_an_offered_message_is_taken_by_whoever_says_what_to_do(said: str) -> None:
    caller = Caller(now=MONDAY_NIGHT).says("ein termin zur vorsorge", *["blabla"] * 3)
    assert caller.acts == [Act.OFFER_MESSAGE]
    assert caller.says(said).acts == [Act.ASK_MESSAGE]
