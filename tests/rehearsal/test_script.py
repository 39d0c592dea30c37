"""What a scripted caller replies, question by question."""

from kibox_pbx.records import Act
from kibox_pbx.rehearsal.script import (
    CallerScript,
    Press,
    PutDown,
    ScriptedCaller,
    Speak,
    StaySilent,
)


def test_the_opening_is_said_after_the_greeting_and_the_next_when_asked_again() -> None:
    caller = ScriptedCaller(CallerScript(says=("an appointment", "a check-up")))
    assert caller.asked(Act.GREET) == Speak("an appointment")
    assert caller.asked(Act.ASK_INTENT) == Speak("a check-up")
    assert caller.asked(Act.ASK_INTENT) == Speak("a check-up")


def test_answers_come_in_order_and_the_last_one_repeats() -> None:
    caller = ScriptedCaller(CallerScript(answers={"offer_slots": ("later", "the first")}))
    replies = [caller.asked(Act.OFFER_SLOTS) for _ in range(3)]
    assert replies == [Speak("later"), Speak("the first"), Speak("the first")]


def test_an_empty_answer_is_silence_this_once() -> None:
    caller = ScriptedCaller(CallerScript(answers={"ask_name": ("", "Huber")}))
    assert caller.asked(Act.ASK_NAME) == StaySilent()
    assert caller.asked(Act.ASK_NAME) == Speak("Huber")


def test_a_question_without_an_answer_is_unexpected_silence() -> None:
    assert ScriptedCaller(CallerScript()).asked(Act.ASK_DAY) == StaySilent(unexpected=True)


def test_a_silence_that_was_meant_is_not_unexpected() -> None:
    caller = ScriptedCaller(CallerScript(silent_on=frozenset({"ask_day"})))
    assert caller.asked(Act.ASK_DAY) == StaySilent()


def test_one_who_was_not_understood_says_it_again() -> None:
    caller = ScriptedCaller(CallerScript(answers={"ask_day": "Wednesday"}))
    assert caller.asked(Act.STILL_THERE) == StaySilent(unexpected=True)
    caller.asked(Act.ASK_DAY)
    assert caller.asked(Act.CLARIFY) == Speak("Wednesday")


def test_keys_are_pressed_instead_of_speaking() -> None:
    caller = ScriptedCaller(
        CallerScript(keys={"ask_phone": "089#"}, answers={"ask_phone": "x"})
    )
    assert caller.asked(Act.ASK_PHONE) == Press("089#")


def test_the_caller_is_gone_at_the_act_that_says_so() -> None:
    assert ScriptedCaller(CallerScript(hangs_up_on="ask_name")).asked(Act.ASK_NAME) == PutDown()


def test_one_field_of_a_form_has_its_own_answer_and_the_others_share_one() -> None:
    answers = {"ask_field.medication": "the blue ones", "ask_field": "nothing"}
    caller = ScriptedCaller(CallerScript(answers=answers))
    assert caller.asked(Act.ASK_FIELD, "medication") == Speak("the blue ones")
    assert caller.asked(Act.ASK_FIELD, "dose") == Speak("nothing")


def test_an_interruption_happens_only_once() -> None:
    caller = ScriptedCaller(CallerScript(interrupts={"offer_slots": "the first one"}))
    assert caller.interruption(Act.OFFER_SLOTS) == "the first one"
    assert caller.interruption(Act.OFFER_SLOTS) is None


def test_every_sentence_is_known_ahead_once() -> None:
    script = CallerScript(says="hello", answers={"ask_day": ("", "hello", "Monday")})
    assert script.sentences() == ("hello", "Monday")


def test_the_opening_comes_first_and_an_answer_to_what_else_after_it() -> None:
    script = CallerScript(says="an appointment", answers={"ask_intent": "a message"})
    caller = ScriptedCaller(script)
    assert caller.asked(Act.ASK_INTENT) == Speak("an appointment")
    assert caller.asked(Act.ASK_INTENT) == Speak("a message")


def test_silence_at_the_greeting_is_silence_at_the_first_question_only() -> None:
    caller = ScriptedCaller(CallerScript(says="hello", silent_on=frozenset({"greet"})))
    assert caller.asked(Act.ASK_INTENT) == StaySilent()
    assert caller.asked(Act.ASK_INTENT) == Speak("hello")


def test_what_is_said_when_not_understood_comes_before_the_question_s_answer() -> None:
    script = CallerScript(answers={"ask_name": "Huber", "clarify": "H as in hotel"})
    caller = ScriptedCaller(script)
    assert caller.asked(Act.ASK_NAME, before=[Act.BOOKED]) == Speak("Huber")
    assert caller.asked(Act.ASK_NAME, before=[Act.CLARIFY]) == Speak("H as in hotel")
    assert caller.asked(Act.ASK_NAME, before=[Act.STILL_THERE]) == Speak("Huber")


def test_the_caller_is_gone_at_a_sentence_or_at_one_field_of_a_form() -> None:
    assert ScriptedCaller(CallerScript(hangs_up_on="booked")).hangs_up(Act.BOOKED)
    caller = ScriptedCaller(CallerScript(hangs_up_on="ask_field.reason"))
    assert caller.hangs_up(Act.ASK_FIELD, "reason")
    assert not caller.hangs_up(Act.ASK_FIELD, "medication")
    assert not ScriptedCaller(CallerScript()).hangs_up(Act.GREET)
