"""A caller books an appointment by voice, and it is in the encrypted store."""

from collections.abc import Callable, Mapping
from datetime import datetime, timedelta

import pytest

from kibox_pbx.call.journal import read_journal
from kibox_pbx.dialogue.events import AppointmentBooked, CallAnswered, SlotsFound
from kibox_pbx.records import Act, Appointment, Outcome, Speaker
from kibox_pbx.rehearsal.latency import median_ms
from kibox_pbx.rehearsal.script import CallerScript
from kibox_pbx.storage.stored_call import StoredCall
from kibox_pbx.utterance import Language
from tests.telephone.conftest import TELEPHONE
from tests.telephone.listening import sounds_like, spoken
from tests.telephone.office import Office, answers

pytestmark = TELEPHONE

SCRIPTS: Mapping[Language, CallerScript] = {
    Language.ENGLISH: CallerScript(
        says="hello, I would like to make an appointment, please",
        answers=answers(
            name="my name is Sarah Miller",
            ask_service="a check-up, please",
            ask_day="on Thursday morning, please",
            offer_slots="the first one, please",
            ask_phone="yes, that is right",
            confirm_booking="yes, that is right",
        ),
    ),
    Language.GERMAN: CallerScript(
        says="Guten Tag, ich möchte bitte einen Termin zur Vorsorge",
        answers=answers(
            name="mein Name ist Sabine Huber",
            ask_service="zur Vorsorge bitte",
            ask_day="am Donnerstag Vormittag bitte",
            offer_slots="den ersten bitte",
            ask_phone="ja, das ist richtig",
            confirm_booking="ja, das ist richtig",
            anything_else="nein danke, auf Wiederhören",
        ),
    ),
}
NAMES = {Language.ENGLISH: "Sarah Miller", Language.GERMAN: "Sabine Huber"}
THURSDAY = 3


@pytest.mark.parametrize(
    "language", [Language.ENGLISH, pytest.param(Language.GERMAN, marks=pytest.mark.long)]
)
async def test_a_booking_by_voice_lands_in_the_store(
    office: Office, language: Language, record_property: Callable[[str, object], None]
) -> None:
    async with office.ring(language) as ringing:
        unanswered = await ringing.follows(SCRIPTS[language])
        record_property("median_wait_ms", median_ms(ringing.call.answer_times()))
    stored = await office.record(ringing.number)
    assert stored.outcome is Outcome.BOOKED, spoken(stored)
    assert unanswered == ()
    appointment = await the_appointment(office, stored)
    assert sounds_like(appointment.name, NAMES[language]), appointment.name
    assert appointment.phone == ringing.number
    assert appointment.slot.service == "checkup"
    assert appointment.slot.start.weekday() == THURSDAY, spoken(stored)
    assert appointment.slot.start.hour < 12
    the_record_is_complete(stored, appointment, ringing.call.line.now_ms())


async def the_appointment(office: Office, stored: StoredCall) -> Appointment:
    calendar = office.service.receptionist.calendar
    (appointment,) = await calendar.booked_in(stored.call.id)
    now = datetime.now(office.settings.practice.zone)
    assert appointment in await calendar.appointments(now, now + timedelta(days=60))
    return appointment


def the_record_is_complete(
    stored: StoredCall, appointment: Appointment, longest_ms: int
) -> None:
    events = [step.event for step in read_journal(stored.events)]
    assert isinstance(events[0], CallAnswered)
    offered = [
        slot for event in events if isinstance(event, SlotsFound) for slot in event.slots
    ]
    assert appointment.slot in offered
    assert [event.appointment for event in events if isinstance(event, AppointmentBooked)] == [
        appointment
    ]
    disclosure, notice, *_ = stored.turns
    assert (disclosure.act, disclosure.speaker) == (Act.GREET, Speaker.ASSISTANT)
    assert not disclosure.interrupted
    assert disclosure.heard_ms > 3000
    assert notice.act is Act.GREET
    acts = [turn.act for turn in stored.turns]
    expected = [Act.ASK_INTENT, Act.OFFER_SLOTS, Act.ASK_NAME, Act.ASK_PHONE]
    expected += [Act.CONFIRM_BOOKING, Act.BOOKED, Act.ANYTHING_ELSE, Act.GOODBYE]
    assert [act for act in acts if act in expected] == expected
    assert len([turn for turn in stored.turns if turn.speaker is Speaker.CALLER]) >= 5
    assert stored.duration_ms is not None
    assert stored.turns[-1].at_ms < stored.duration_ms <= longest_ms
