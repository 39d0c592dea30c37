"""What differs between a call and what is expected of it, and what does not."""

from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

import pytest

from kibox_pbx.privacy.consent import ConsentAnswer, ConsentPurpose
from kibox_pbx.records import (
    Act,
    Appointment,
    Call,
    FilledForm,
    Message,
    Outcome,
    Slot,
    Speaker,
    Turn,
)
from kibox_pbx.rehearsal.grading import differences
from kibox_pbx.rehearsal.played import MAILBOX, Played, PlayedTurn
from kibox_pbx.rehearsal.scenario import Scenario
from kibox_pbx.storage.consents import Consent
from kibox_pbx.storage.stored_call import StoredCall
from kibox_pbx.utterance import Language
from tests.storage.practice import BERLIN, settings_with

NOW = datetime(2026, 11, 23, 9, tzinfo=BERLIN)
WEDNESDAY = datetime(2026, 11, 25, 14, 30, tzinfo=BERLIN)
THURSDAY = WEDNESDAY + timedelta(days=1)
CALL = Call("c1", "+4989123456", "30", Language.GERMAN, NOW, "d1")
TURN = Turn(Speaker.ASSISTANT, "Guten Tag", Act.GREET, 0, 900)
STORED = StoredCall(CALL, Outcome.BOOKED, 9000, (TURN,), ("{}",), (), (), ())


def appointment(
    name: str = "Sabine Huber", start: datetime = WEDNESDAY, key: str = "a1", **other: Any
) -> Appointment:
    slot = Slot("talk", start, start + timedelta(minutes=30), other.get("person", "sommer"))
    return Appointment(key, slot, name, "+4989123456", other.get("birthdate"))


def said(text: str, act: Act = Act.TELL_ANSWER) -> PlayedTurn:
    return PlayedTurn(Speaker.ASSISTANT, text, act)


def answered(*acts: str) -> PlayedTurn:
    return PlayedTurn(Speaker.CALLER, "ja", answers=acts)


PLAYED = Played(
    turns=(said("Guten Tag", Act.GREET), answered("ask_intent")),
    outcome=Outcome.BOOKED,
    transferred_to=None,
    language=Language.GERMAN,
    unexpected=(),
    problems=(),
    before=(),
    after=(),
    stored=STORED,
)
HUBER = {"service": "talk", "start": WEDNESDAY.isoformat(), "name": "Sabine Huber"}


def graded(expect: dict[str, Any], **happened: Any) -> tuple[str, ...]:
    scenario = Scenario.model_validate(
        {"name": "x", "language": "de", "now": NOW, "config": "x.yaml", "expect": expect}
    )
    return differences(scenario, settings_with(), replace(PLAYED, **happened))


def kept(**what: Any) -> dict[str, Any]:
    return {"stored": replace(STORED, **what)}


def test_what_is_left_out_is_not_checked() -> None:
    assert graded({}, after=(appointment(),), transferred_to="desk") == ()


@pytest.mark.parametrize("outcome", ["booked", ["abandoned", "booked"]])
def test_the_outcome_is_one_of_those_expected(outcome: Any) -> None:
    assert graded({"outcome": outcome}) == ()
    [told] = graded({"outcome": outcome}, outcome=Outcome.FAILED)
    assert told.endswith("got failed")


def test_a_question_without_an_answer_and_a_call_without_an_end_differ() -> None:
    assert graded({}, unexpected=("ask_day", "ask_day"), problems=("no end",)) == (
        "no end",
        "ask_day: expected no such question, got one that the caller has no answer to",
    )


@pytest.mark.parametrize(
    "facts",
    [
        HUBER,
        {"name": "sabine HUBER"},
        {"phone": "+49 89 123456"},
        {"phone": "089123456"},
        {"with": "sommer"},
        {"with": "Sommer"},
        {},
    ],
)
def test_a_new_appointment_is_compared_in_what_is_told_of_it(facts: dict[str, Any]) -> None:
    assert graded({"appointments": [facts]}, after=(appointment(),)) == ()


@pytest.mark.parametrize(
    "facts",
    [
        {"name": "Sabine Hubert"},
        {"start": THURSDAY.isoformat()},
        {"service": "test"},
        {"phone": "+4989123457"},
        {"birthdate": "1980-05-03"},
        {"with": "winter"},
        {"with": "nobody"},
    ],
)
def test_another_appointment_than_expected_is_told(facts: dict[str, Any]) -> None:
    [told] = graded({"appointments": [facts]}, after=(appointment(),))
    assert told.startswith(f"appointments: expected {{'{next(iter(facts))}'")
    assert told.endswith(
        "got talk 2026-11-25T14:30:00+01:00 with sommer for Sabine Huber, +4989123456, None"
    )


def test_none_more_than_expected_may_be_new() -> None:
    also = appointment("Eva Maier", THURSDAY, "a2")
    [told] = graded({"appointments": [HUBER]}, after=(appointment(), also))
    assert told.startswith("appointments: expected 1, got 2, also talk 2026-11-26")
    [told] = graded({"appointments": []}, after=(also,))
    assert told.startswith("appointments: expected 0, got 1")


def test_a_moved_appointment_is_gone_and_new() -> None:
    before, after = (appointment(),), (appointment(start=THURSDAY),)
    moved = {"appointments": [{"start": THURSDAY.isoformat()}], "gone": [WEDNESDAY]}
    assert graded(moved, before=before, after=after) == ()
    [told] = graded({"gone": []}, before=before, after=after)
    assert told == "gone: expected none, got 2026-11-25T14:30:00+01:00"


def test_what_was_given_is_kept_untouched() -> None:
    before = (appointment(), appointment("Eva Maier", THURSDAY, "a2"))
    assert (
        graded({"kept": [WEDNESDAY], "gone": [THURSDAY]}, before=before, after=before[:1]) == ()
    )
    [told] = graded({"kept": [WEDNESDAY, THURSDAY]}, before=before, after=before[:1])
    assert told == "kept: expected 2026-11-26T14:30:00+01:00, got changed or gone"
    [told] = graded({"kept": [NOW]}, before=before, after=before)
    assert told.startswith("kept: expected 2026-11-23T09")


@pytest.mark.parametrize(
    "facts",
    [
        {"name": "Eva Maier", "phone": "+4989123456", "text": "rück.?ruf", "urgent": True},
        {"for": "desk"},
        {"for": "Empfang"},
        {},
    ],
)
def test_a_message_is_compared_in_what_is_told_of_it(facts: dict[str, Any]) -> None:
    message = Message("Bitte Rückruf", "Eva Maier", "+4989123456", urgent=True)
    assert graded({"messages": [facts]}, **kept(messages=(message,))) == ()


@pytest.mark.parametrize(
    "facts", [{"text": "rechnung"}, {"for": "sommer"}, {"urgent": False}, {"name": "Huber"}]
)
def test_another_message_than_expected_is_told(facts: dict[str, Any]) -> None:
    message = Message("Bitte Rückruf", None, "+4989123456", urgent=True)
    [told] = graded({"messages": [facts]}, **kept(messages=(message,)))
    assert told.endswith("got 'Bitte Rückruf' from None, +4989123456 for None, urgent")
    assert graded({"messages": []}, **kept(messages=(message,)))


FORM = FilledForm(
    "prescription",
    (
        ("medication", "die Blutdrucktabletten"),
        ("phone", "+4989123456"),
        ("note", ""),
        ("delivered", "yes"),
    ),
    "Eva Maier",
    "+4989123456",
)


@pytest.mark.parametrize(
    "fields",
    [
        {"medication": "blutdruck"},
        {"medication": "Die Blutdrucktabletten", "phone": "089 123456", "note": None},
        {"phone": "+4989123456", "note": ""},
        {"medication": "DIE BLUT"},
        {"delivered": "yes"},
        {"delivered": "true"},
        {"delivered": "Ja"},
        {},
    ],
)
def test_a_form_is_compared_field_by_field(fields: dict[str, Any]) -> None:
    expect = {"forms": [{"form": "prescription", "fields": fields, "name": "eva maier"}]}
    assert graded(expect, **kept(forms=(FORM,))) == ()


@pytest.mark.parametrize(
    "fields",
    [
        {"medication": ""},
        {"medication": "(10 mg"},
        {"note": "x"},
        {"dose": "10"},
        {"delivered": "no"},
        {"delivered": "false"},
    ],
)
def test_another_answer_in_a_form_is_told(fields: dict[str, Any]) -> None:
    [told] = graded({"forms": [{"fields": fields}]}, **kept(forms=(FORM,)))
    assert "got prescription {'medication': 'die Blutdrucktabletten'" in told


def test_who_the_caller_is_handed_to_is_compared() -> None:
    assert graded({"transferred_to": "desk"}, transferred_to="desk") == ()
    assert graded({"transferred_to": None}, transferred_to=MAILBOX) == ()
    assert graded({"transferred_to": "mailbox"}, transferred_to=MAILBOX) == ()
    assert graded({"transferred_to": "desk"}) == ("transferred_to: expected desk, got nobody",)
    assert graded({"transferred_to": None}, transferred_to="desk") == (
        "transferred_to: expected nobody, got desk",
    )


def test_an_erased_call_has_nothing_left() -> None:
    empty = kept(turns=(), events=())
    assert graded({"erased": True}, stored=None) == ()
    assert graded({"erased": True}, **empty) == ()
    assert graded({"erased": False}) == ()
    assert graded({"erased": True}) == (
        "erased: expected nothing of the call is left, got the call is kept",
    )
    assert graded({"erased": False}, stored=None)


def consent(answer: ConsentAnswer, withdrawn_at: datetime | None = None) -> Consent:
    return Consent("c1", ConsentPurpose.RECORDING, answer, "n1", NOW, withdrawn_at)


def test_a_recording_is_expected_where_a_consent_stands() -> None:
    yes = (consent(ConsentAnswer.YES),)
    assert graded({"recorded": False}) == ()
    assert graded({"recorded": True}) == ("recorded: expected a recording, got none",)
    assert graded({"recorded": True}, consents=yes) == ()
    assert graded({"recorded": False}, consents=yes) == (
        "recorded: expected none, got a recording",
    )
    ended = (consent(ConsentAnswer.YES, NOW),)
    assert graded({"recorded": False}, consents=ended) == ()
    assert graded({"recorded": False}, consents=(consent(ConsentAnswer.NO),)) == ()


def test_consents_are_exactly_those_expected() -> None:
    wanted = {"consents": [{"purpose": "recording", "answer": "yes"}]}
    assert graded(wanted, consents=(consent(ConsentAnswer.YES),)) == ()
    (told,) = graded(wanted)
    assert told.startswith("consents: ")
    assert graded(wanted, consents=(consent(ConsentAnswer.NO),))
    assert graded(wanted, consents=(consent(ConsentAnswer.YES, NOW),))
    assert graded({"consents": []}, consents=(consent(ConsentAnswer.NONE),))


def test_questions_kept_for_the_admin_are_searched() -> None:
    asked = kept(questions=("lasern sie auch",))
    assert graded({"unanswered": ["Laser"]}, **asked) == ()
    assert graded({"unanswered": ["botox"]}, **asked)
    assert graded({"unanswered": []}, **asked) == (
        "unanswered: expected none, got 'lasern sie auch'",
    )
    assert graded({"unanswered": []}) == ()


def test_sentences_are_searched_whatever_their_case() -> None:
    turns = (said("Hier spricht eine künstliche Intelligenz."),)
    assert graded({"said": "ki|KÜNSTLICHE", "never_said": ["mensch"]}, turns=turns) == ()
    assert graded({"said": ["Mensch"]}, turns=turns)
    [told] = graded({"never_said": ["Intelligenz"]}, turns=turns)
    assert told.startswith("never_said: expected no 'Intelligenz'")


def test_what_the_caller_says_is_not_what_the_assistant_says() -> None:
    assert graded({"never_said": ["ja"]}) == ()


def test_what_is_said_after_an_answer_is_what_comes_before_the_next() -> None:
    turns = (
        said("Welcher Tag?", Act.ASK_DAY),
        answered("ask_day"),
        said("Da ist geschlossen."),
        said("Wie wäre Freitag?"),
        answered("offer_slots"),
        said("Eingetragen."),
    )
    assert graded({"said_after": {"ask_day": ["geschlossen", "Freitag"]}}, turns=turns) == ()
    assert graded({"said_after": {"ask_day": "eingetragen"}}, turns=turns)
    assert graded({"said_after": {"ask_name": "."}}, turns=turns)


@pytest.mark.parametrize(
    "text",
    [
        "Ihre Nummer ist null acht neun, eins zwei drei, vier fünf sechs?",
        "plus vier neun, acht neun, eins zwei, drei vier, fünf sechs",
        "089 123456",
        "+49 89 12 34 56",
        "zero eight nine, one two three, four five six",
    ],
)
def test_a_number_is_read_back_in_any_form(text: str) -> None:
    assert graded({"said_number": "+4989123456"}, turns=(said(text),)) == ()
    [told] = graded({"said_number": ["+4989123457"]}, turns=(said(text),))
    assert told == "said_number: expected +4989123457, got never read back"


def test_a_short_number_is_read_back_too() -> None:
    turns = (said("Bitte wählen Sie eins eins zwei."),)
    assert graded({"said_number": "112"}, turns=turns) == ()
    assert graded({"said_number": "110"}, turns=turns)


def test_a_number_may_be_read_back_over_two_sentences() -> None:
    turns = (said("null acht neun"), said("eins zwei drei vier fünf sechs, richtig?"))
    assert graded({"said_number": ["089123456"]}, turns=turns) == ()


def test_days_and_times_are_recognised_in_any_form() -> None:
    turns = (said("Mittwoch, den fünfundzwanzigsten November,"), said("um halb drei."))
    moments = ["2026-11-25", "14:30", "2026-11-25T14:30:00+01:00", "2026-11-25T13:30:00+00:00"]
    assert graded({"said_time": moments}, turns=turns) == ()
    assert graded({"said_time": ["15:30"]}, turns=turns) == (
        "said_time: expected 15:30, got never named",
    )
    assert graded({"never_said_time": ["2026-11-26"]}, turns=turns) == ()
    assert graded({"never_said_time": moments[2]}, turns=turns) == (
        "never_said_time: expected no 2026-11-25T14:30:00+01:00, got named",
    )


def test_the_language_and_the_turns_are_counted() -> None:
    assert graded({"language_at_end": "de", "max_turns": 1}) == ()
    assert graded({"language_at_end": "en", "max_turns": 0}) == (
        "language_at_end: expected en, got de",
        "max_turns: expected 0, got 1",
    )
