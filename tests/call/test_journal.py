"""Every event can be written down and read again."""

from datetime import UTC, datetime, time, timedelta
from typing import get_args

import pytest

from kibox_pbx.call.journal import Step, actions_to_json, read_journal, to_json
from kibox_pbx.dialogue import actions, events
from kibox_pbx.dialogue.actions import Action, Expect
from kibox_pbx.dialogue.events import Event
from kibox_pbx.privacy.consent import ConsentAnswer, ConsentPurpose
from kibox_pbx.records import Act, Appointment, FilledForm, Message, Outcome, Slot
from kibox_pbx.utterance import Language

NOON = datetime(2026, 11, 23, 12, tzinfo=UTC)
SLOT = Slot("checkup", NOON, NOON + timedelta(minutes=30), "dr_sommer")
APPOINTMENT = Appointment("a1", SLOT, "Sabine Huber", "+4989123456", "1980-05-17")
EVENTS: list[Event] = [
    events.CallAnswered(0, NOON, "+4989123456", Language.GERMAN),
    events.CallAnswered(0, NOON, None, Language.ENGLISH),
    events.CallerSpoke(5120, "übermorgen um halb drei", 0.8),
    events.CallerPressed(7000, "#"),
    events.AssistantInterrupted(7100, Act.GREET, 400),
    events.SilenceTimedOut(8000),
    events.AnswerDelayed(8500),
    events.ModelReplied(9000, None),
    events.ModelReplied(9050, "appointment", (("service", "checkup"),)),
    events.SlotsFound(9100, (SLOT, SLOT)),
    events.SlotHeld(9200, SLOT),
    events.SlotLost(9300, SLOT),
    events.AppointmentBooked(9400, APPOINTMENT),
    events.MessageStored(9500),
    events.AppointmentsFound(9510, (APPOINTMENT,)),
    events.AppointmentCancelled(9520, APPOINTMENT),
    events.AppointmentMoved(9530, APPOINTMENT),
    events.AppointmentLost(9540),
    events.AnswersFound(9550, ("parking",)),
    events.AnswerWorded(9560, None),
    events.FormStored(9570),
    events.ExtensionSeen(9580, "reception", is_free=False),
    events.TakenOver(9500, "room_2"),
    events.StoreFailed(9600),
    events.RecordLost(9650),
    events.CallerHungUp(9700),
]
ACTIONS: list[Action] = [
    actions.Say(Act.ASK_FIELD, "Welches Medikament?", may_interrupt=False, field="medication"),
    actions.Listen(Expect.DAY, 8000, ("am montag", "morgen")),
    actions.AskModel("intent-de", "ich rufe an"),
    actions.AskModel("intent-de", "ich rufe an", (("appointment", "service-de"),)),
    actions.FindSlots("checkup", NOON, NOON, time(9), None, NOON, "dr_sommer", (NOON,), 3),
    actions.HoldSlot(SLOT),
    actions.ReleaseSlot(SLOT),
    actions.BookSlot(SLOT, "Sabine Huber", "+4989123456", "1980-05-17"),
    actions.TakeMessage(Message("Bitte um Rückruf", None, "+4989123456", urgent=True)),
    actions.FindAppointments("Sabine Huber", None, "1980-05-17"),
    actions.NoteFailedProof(("+4989123456",)),
    actions.CancelAppointment(APPOINTMENT),
    actions.MoveAppointment(APPOINTMENT, SLOT),
    actions.FindAnswer("gibt es parkplätze", Language.GERMAN),
    actions.WordAnswer("parking", "gibt es parkplätze", Language.GERMAN),
    actions.KeepQuestion("lasern sie", Language.GERMAN),
    actions.StoreForm(FilledForm("prescription", (("medication", "ramipril"),), None, None)),
    actions.SeeExtension("reception"),
    actions.NoteConsent(ConsentPurpose.RECORDING, ConsentAnswer.NONE, "3f2a", NOON),
    actions.StartRecording(),
    actions.WithdrawConsent(ConsentPurpose.RECORDING, NOON),
    actions.EraseConversation(),
    actions.Transfer("reception", Outcome.TRANSFERRED),
    actions.ToMailbox(Outcome.MESSAGE_TAKEN),
    actions.HangUp(Outcome.BOOKED),
]


@pytest.mark.parametrize("event", EVENTS, ids=lambda event: type(event).__name__)
def test_what_is_read_is_what_was_written(event: Event) -> None:
    assert read_journal([to_json(event)]) == (Step(event, None),)


def test_no_kind_of_event_is_left_out() -> None:
    assert {type(event) for event in EVENTS} == set(get_args(Event))


def test_an_unknown_event_is_refused() -> None:
    with pytest.raises(ValueError, match="does not know"):
        read_journal(['{"event": "CallerSneezed", "at_ms": 1}'])


@pytest.mark.parametrize("action", ACTIONS, ids=lambda action: type(action).__name__)
def test_what_was_done_is_read_with_its_event(action: Action) -> None:
    lines = [to_json(events.MessageStored(9500)), actions_to_json((action,))]
    assert read_journal(lines) == (Step(events.MessageStored(9500), (action,)),)


def test_no_kind_of_action_is_left_out() -> None:
    assert {type(action) for action in ACTIONS} == set(get_args(Action))


def test_an_event_at_which_the_dialogue_broke_is_kept_without_actions() -> None:
    read = read_journal([to_json(events.CallerPressed(7000, "#"))])
    assert read == (Step(events.CallerPressed(7000, "#"), None),)


@pytest.mark.parametrize(
    "lines", [['{"actions": []}'], ["[]"], ['{"event": "MessageStored", "at_ms": 1}', "[]"]]
)
def test_what_is_no_journal_is_refused(lines: list[str]) -> None:
    with pytest.raises(ValueError, match="no journal"):
        read_journal(lines)


def test_an_unknown_action_is_refused() -> None:
    event = to_json(events.MessageStored(9500))
    with pytest.raises(ValueError, match="does not know"):
        read_journal([event, '{"actions": [{"action": "Sneeze"}]}'])
