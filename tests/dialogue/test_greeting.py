from kibox_pbx.dialogue.actions import Expect, Say
from kibox_pbx.dialogue.events import CallAnswered, CallerSpoke, SilenceTimedOut
from kibox_pbx.dialogue.manager import start, step
from kibox_pbx.records import Act
from kibox_pbx.utterance import Language
from tests.dialogue.playbook import Caller
from tests.dialogue.practice import MONDAY_MORNING, practice

ANSWERED = CallAnswered(0, MONDAY_MORNING, None, Language.GERMAN)


def test_the_first_sentence_says_that_an_ai_answers_and_is_heard_whole() -> None:
    first = Caller().actions[0]
    assert isinstance(first, Say)
    assert first.act is Act.GREET
    assert not first.may_interrupt
    assert first.text == (
        "Praxis Doktor Sommer, guten Tag, Sie sprechen mit unserem digitalen Assistenten, "
        "einer künstlichen Intelligenz."
    )


def test_an_english_caller_is_told_in_english() -> None:
    first = Caller(Language.ENGLISH).actions[0]
    assert isinstance(first, Say)
    assert "artificial intelligence" in first.text
    assert not first.may_interrupt


def test_the_notice_and_the_question_may_be_interrupted() -> None:
    caller = Caller()
    assert caller.acts == [Act.GREET, Act.GREET, Act.ASK_INTENT]
    assert "Datenschutz" in caller.heard
    assert all(say.may_interrupt for say in caller.asked(Say)[1:] if isinstance(say, Say))
    assert caller.listen.expect is Expect.ANYTHING


def test_nothing_is_said_before_the_call_is_answered() -> None:
    state = start(practice())
    for event in (CallerSpoke(0, "hallo"), SilenceTimedOut(1)):
        assert step(state, event) == (state, ())


def test_a_call_is_greeted_once() -> None:
    state, greeting = step(start(practice()), ANSWERED)
    assert greeting
    assert step(state, ANSWERED) == (state, ())
