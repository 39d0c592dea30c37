"""A "mhm" while the assistant speaks does not swallow what it was saying."""

from dataclasses import replace

import pytest

from kibox_pbx.dialogue.actions import Expect, Say
from kibox_pbx.dialogue.events import AssistantInterrupted
from kibox_pbx.dialogue.resuming import MOST_RESUMED, take_up
from kibox_pbx.records import Act
from kibox_pbx.utterance import Language
from tests.dialogue.playbook import Caller

CONFIRMING = ("termin zur vorsorge am mittwoch um drei", "sabine huber", "ja")


def said(caller: Caller) -> list[str]:
    return [action.text for action in caller.latest if isinstance(action, Say)]


def confirming() -> Caller:
    caller = Caller().says(*CONFIRMING)
    assert caller.acts[-1] is Act.CONFIRM_BOOKING
    return caller


def test_who_listens_aloud_hears_the_rest() -> None:
    caller = confirming()
    read_back = said(caller)
    caller.cuts_into(-1, 0.2).says("mhm")
    assert said(caller) == read_back[-1:]
    assert caller.listen.expect is Expect.YES_NO
    assert caller.says("ja").acts[0] is Act.BOOKED


@pytest.mark.parametrize("word", ["ja", "okay", "genau", "mhm"])
def test_a_yes_to_a_question_that_was_heard_is_an_answer(word: str) -> None:
    assert confirming().cuts_into(-1, 0.9).says(word).acts[0] is Act.BOOKED


@pytest.mark.parametrize("word", ["ja", "okay", "genau"])
def test_a_yes_before_the_question_was_heard_books_nothing(word: str) -> None:
    caller = confirming().cuts_into(-1, 0.3).says(word)
    assert caller.acts == [Act.CONFIRM_BOOKING]


def test_a_no_is_never_passed_over() -> None:
    caller = confirming().cuts_into(-1, 0.1).says("nein")
    assert caller.listen.expect is Expect.ANYTHING
    assert caller.state.resumed == 0


def test_a_wish_goes_before_what_was_being_said() -> None:
    caller = Caller().cuts_into(0, 0.5)
    assert caller.says("ja ich brauche einen termin").acts == [Act.ASK_SERVICE]


def test_what_waited_to_be_said_is_said_as_well() -> None:
    caller = Caller()
    _, notice, question = caller.state.said
    caller.cuts_into(1, 0.1).says("okay")
    assert said(caller) == [notice.text, question.text]


def test_hearing_a_word_that_agrees_to_no_day_the_question_is_put_again() -> None:
    caller = Caller().says("termin zur vorsorge")
    question = said(caller)[-1]
    assert caller.listen.expect is Expect.DAY
    caller.cuts_into(-1, 0.9).says("ja")
    assert said(caller) == [question]
    assert caller.state.misses == 0


def test_a_word_that_is_no_yes_is_no_answer_however_much_was_heard() -> None:
    caller = confirming().cuts_into(-1, 0.9).says("verstehe")
    assert caller.acts == [Act.CONFIRM_BOOKING]
    assert caller.state.misses == 0


def test_a_noise_swallows_nothing_either() -> None:
    caller = confirming()
    read_back = said(caller)[-1]
    assert said(caller.cuts_into(-1, 0.2).says("")) == [read_back]


def test_a_noise_after_a_question_that_was_heard_has_it_asked_again() -> None:
    assert confirming().cuts_into(-1, 0.9).says("").acts == [Act.CONFIRM_BOOKING]


def test_of_several_sentences_those_that_were_heard_are_not_said_again() -> None:
    first, rest = "One two three four five.", "Six seven eight nine ten eleven twelve."
    caller = Caller(Language.ENGLISH)
    question = caller.state.said[-1]
    told = Say(Act.TELL_ANSWER, f"{first} {rest}")
    caller.state = replace(caller.state, said=(told, question))
    assert said(caller.cuts_into(0, 0.48).says("right")) == [rest, question.text]


def test_the_rest_of_a_sentence_can_be_cut_as_well() -> None:
    caller = confirming()
    whole = caller.state.said[-1].text
    end = whole[len(whole) * 2 // 3 :]
    cut = AssistantInterrupted(0, Act.CONFIRM_BOOKING, 0, end)
    assert take_up(replace(caller.state, cut=cut), "ja") is None
    assert take_up(replace(caller.state, cut=cut), "verstehe") is not None


def test_who_makes_sounds_all_the_time_is_asked_instead() -> None:
    caller = confirming()
    for _ in range(MOST_RESUMED):
        caller.cuts_into(-1, 0.1).says("")
        assert caller.acts == [Act.CONFIRM_BOOKING]
    assert caller.cuts_into(-1, 0.1).says("").acts[0] is Act.CLARIFY


def test_the_first_sentence_that_was_cut_counts() -> None:
    caller = Caller()
    greeting = [say.text for say in caller.state.said]
    caller.cuts_into(0, 0.0).cuts_into(-1, 0.9).says("okay")
    assert said(caller) == greeting


def test_a_cut_into_what_was_said_earlier_matters_no_more() -> None:
    caller = Caller().cuts_into(0, 0.5).says("termin zur vorsorge")
    assert caller.state.cut is None
    question = said(caller)[-1]
    assert said(caller.cuts_into(-1, 0.1).says("mhm")) == [question]


def test_without_an_interruption_a_yes_is_a_yes() -> None:
    assert take_up(confirming().state, "ja") is None


def test_while_something_is_looked_up_the_rest_is_said_and_nothing_asked() -> None:
    caller = confirming()
    caller.state = replace(caller.state, question=None, asked_model="was kostet das")
    caller.cuts_into(-1, 0.9).says("ja")
    assert [type(action) for action in caller.latest] == [Say]
    assert caller.state.asked_model == "was kostet das"


def test_a_cut_of_an_old_journal_changes_nothing() -> None:
    caller = confirming().interrupts(Act.CONFIRM_BOOKING)
    assert take_up(caller.state, "ja") is None


@pytest.mark.parametrize("word", ["okay", "mhm", ""])
def test_a_word_into_one_moment_please_leaves_the_model_thinking(word: str) -> None:
    caller = Caller()
    caller.state = replace(caller.state, asked_model="was kostet das")
    moment = AssistantInterrupted(0, Act.TELL_ANSWER, 200, "Einen Moment bitte.")
    caller.state = replace(caller.state, cut=moment)
    assert caller.says(word).latest == []
    assert caller.state.asked_model == "was kostet das"


def test_who_says_more_is_heard_instead_of_what_the_model_thinks_about() -> None:
    caller = Caller()
    caller.state = replace(caller.state, asked_model="was kostet das")
    assert caller.says("ich brauche einen termin").acts == [Act.ASK_SERVICE]
    assert caller.state.asked_model is None
