"""Every event can be written down and read again."""

from datetime import UTC, datetime, timedelta
from typing import get_args

import pytest

from kibox_pbx.call.journal import from_json, to_json
from kibox_pbx.dialogue import events
from kibox_pbx.dialogue.events import Event
from kibox_pbx.records import Act, Appointment, Slot
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
    events.ModelReplied(9000, None),
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
    events.StoreFailed(9600),
    events.CallerHungUp(9700),
]


@pytest.mark.parametrize("event", EVENTS, ids=lambda event: type(event).__name__)
def test_what_is_read_is_what_was_written(event: Event) -> None:
    assert from_json(to_json(event)) == event


def test_no_kind_of_event_is_left_out() -> None:
    assert {type(event) for event in EVENTS} == set(get_args(Event))


def test_an_unknown_event_is_refused() -> None:
    with pytest.raises(ValueError, match="does not know"):
        from_json('{"event": "CallerSneezed", "at_ms": 1}')
