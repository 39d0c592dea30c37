"""What is noted of a telephone call while it goes on, and what it comes to."""

from datetime import datetime
from pathlib import Path

from kibox_pbx.call.journal import actions_to_json, to_json
from kibox_pbx.call.live import (
    AnswerWaited,
    CallBegan,
    CallEnded,
    CallerAsked,
    SentenceBegan,
    TurnTaken,
)
from kibox_pbx.call.timing import TurnTiming
from kibox_pbx.dialogue.actions import Expect, Say
from kibox_pbx.dialogue.events import CallAnswered, CallerPressed, ExtensionSeen
from kibox_pbx.dialogue.manager import start, step
from kibox_pbx.records import Act, Call, Outcome, Speaker, Turn
from kibox_pbx.rehearsal.aftermath import Aftermath
from kibox_pbx.rehearsal.back_office import stock
from kibox_pbx.rehearsal.expected import AppointmentFacts
from kibox_pbx.rehearsal.notes import Notes
from kibox_pbx.rehearsal.scenario import Given
from kibox_pbx.storage.calendar import CalendarRepository
from kibox_pbx.storage.opening import open_store
from kibox_pbx.storage.stored_call import StoredCall
from kibox_pbx.utterance import Language
from tests.storage.practice import BERLIN, settings_with

NOW = datetime(2026, 11, 23, 8, tzinfo=BERLIN)
CALL = Call("c1", None, "31", Language.ENGLISH, NOW, "d1")
FIELD = Say(Act.ASK_FIELD, "Which medication?", field="medication")


def took(speaker: Speaker, text: str, act: Act | None = None) -> TurnTaken:
    return TurnTaken("c1", Turn(speaker, text, act, 0, 500))


def test_turns_are_noted_with_what_they_answer_and_how_long_they_took() -> None:
    notes = Notes()
    for happening in (
        CallBegan(CALL),
        SentenceBegan("c1", Say(Act.CLARIFY, "Pardon?")),
        took(Speaker.ASSISTANT, "Pardon?", Act.CLARIFY),
        SentenceBegan("c1", FIELD),
        AnswerWaited("c1", TurnTiming(500, 100, 50, 150)),
        took(Speaker.ASSISTANT, FIELD.text, Act.ASK_FIELD),
        CallerAsked("c1", FIELD, Expect.MESSAGE),
        took(Speaker.CALLER, "ramipril"),
        CallEnded("c1", Outcome.MESSAGE_TAKEN, 9000),
    ):
        notes.see(happening)
    assert notes.call == CALL
    assert notes.outcome is Outcome.MESSAGE_TAKEN
    assert [turn.latency_ms for turn in notes.turns] == [None, 800, None]
    assert notes.turns[2].answers == ("ask_field.medication", "ask_field", "clarify")


def test_keys_one_after_the_other_are_one_turn() -> None:
    notes = Notes()
    for key in "089":
        notes.see(took(Speaker.CALLER, f"[{key}]"))
    notes.see(took(Speaker.CALLER, "hello"))
    assert [turn.text for turn in notes.turns] == ["[089]", "hello"]


def test_what_is_said_while_a_call_is_to_be_erased_is_noted_as_it_begins() -> None:
    notes = Notes()
    erased = Say(Act.TELL_PRIVACY, "It will be deleted.")
    for happening in (
        SentenceBegan("c1", FIELD),
        took(Speaker.ASSISTANT, FIELD.text, Act.ASK_FIELD),
        SentenceBegan("c1", erased),
        CallEnded("c1", Outcome.ABANDONED, 9000),
    ):
        notes.see(happening)
    assert [turn.text for turn in notes.turns] == [FIELD.text, erased.text]


def stored() -> StoredCall:
    """Return a call in which key 0 was pressed, as it is kept."""
    settings = settings_with()
    state, lines = start(settings), list[str]()
    for event in (
        CallAnswered(0, NOW, None, Language.ENGLISH),
        CallerPressed(5000, "0"),
        ExtensionSeen(5001, "desk", is_free=True),
    ):
        state, actions = step(state, event)
        lines += [to_json(event), actions_to_json(actions)]
    return StoredCall(CALL, Outcome.TRANSFERRED, 9000, (), tuple(lines), (), (), ())


def test_the_end_is_read_from_the_journal() -> None:
    notes = Notes()
    notes.outcome = Outcome.TRANSFERRED
    aftermath = Aftermath(notes, ["ask_day"], ["slow"], (), (), stored())
    played = aftermath.played(settings_with(), Language.GERMAN)
    assert played.transferred_to == "desk"
    assert played.language is Language.ENGLISH
    assert (played.unexpected, played.problems) == (("ask_day",), ("slow",))


def test_of_an_erased_call_only_the_notes_are_left() -> None:
    played = Aftermath(Notes(), [], [], (), (), None).played(settings_with(), Language.GERMAN)
    assert (played.transferred_to, played.language) == (None, Language.GERMAN)
    assert played.outcome is Outcome.FAILED


async def test_a_store_for_a_real_call_begins_with_what_is_given(tmp_path: Path) -> None:
    paths = {"database": tmp_path / "kibox.db", "key_file": tmp_path / "kibox.key"}
    settings = settings_with(store=paths)
    fact = AppointmentFacts(service="talk", start=NOW, name="Eva", phone="+4989123456")
    given = await stock(settings, Given(appointments=(fact,)))
    async with open_store(settings) as database:
        calendar = CalendarRepository(database, settings, lambda: NOW)
        kept = await calendar.appointments(NOW, NOW.replace(hour=10))
    assert kept == given
    assert given[0].slot.person == "sommer"
