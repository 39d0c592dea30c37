"""Appointments that exist: heard about, cancelled and moved by those who prove who they are."""

import pytest

from kibox_pbx.config.settings import Settings
from kibox_pbx.dialogue.actions import (
    Action,
    CancelAppointment,
    FindAppointments,
    MoveAppointment,
    ReleaseSlot,
    ToMailbox,
    Transfer,
)
from kibox_pbx.dialogue.events import (
    AppointmentCancelled,
    AppointmentsFound,
    Event,
    MessageStored,
    SlotsFound,
)
from kibox_pbx.dialogue.manager import step
from kibox_pbx.records import Act, Appointment, Outcome, Slot
from kibox_pbx.utterance import Language
from tests.dialogue.playbook import CALLER, Calendar, Caller, at, slot
from tests.dialogue.practice import practice

THURSDAY, FRIDAY = "2026-11-26 09:00", "2026-11-27 10:00"
BORN = "1985-05-03"


def booked(
    *starts: str, name: str = "Sabine Huber", phone: str = CALLER, birthdate: str | None = None
) -> Calendar:
    """Return a book in which somebody has appointments for a check-up."""
    calendar = Calendar()
    for start in starts:
        calendar.booked.append(Appointment(start, slot(start), name, phone, birthdate))
    return calendar


def german(
    calendar: Calendar, number: str | None = CALLER, settings: Settings | None = None
) -> Caller:
    return Caller(calendar=calendar, number=number, settings=settings)


def english(calendar: Calendar, number: str | None = CALLER) -> Caller:
    return Caller(Language.ENGLISH, calendar=calendar, number=number)


def starts(caller: Caller) -> list[str]:
    return [f"{each.slot.start:%Y-%m-%d %H:%M}" for each in caller.calendar.booked]


ASKS_BIRTHDATE = practice(booking={"ask_birthdate": True})


def test_an_appointment_is_cancelled_after_name_and_one_question() -> None:
    caller = german(booked(THURSDAY)).says("guten tag ich muss leider meinen termin absagen")
    assert caller.acts == [Act.ASK_NAME]
    caller.says("sabine huber")
    assert caller.acts == [Act.CONFIRM_CANCEL]
    assert "am Donnerstag, den sechsundzwanzigsten November, um neun Uhr" in caller.heard
    caller.says("ja bitte")
    assert caller.acts == [Act.CANCELLED, Act.ANYTHING_ELSE]
    assert caller.outcome is Outcome.CANCELLED
    assert starts(caller) == []
    assert at(THURSDAY) in caller.calendar.free


def test_an_appointment_is_cancelled_in_english() -> None:
    caller = english(booked(THURSDAY)).says(
        "hello this is sabine huber i have to cancel my appointment"
    )
    assert caller.acts == [Act.CONFIRM_CANCEL]
    assert "on Thursday the twenty-sixth of November" in caller.heard
    assert caller.says("yes unfortunately").acts == [Act.CANCELLED, Act.ANYTHING_ELSE]
    assert caller.outcome is Outcome.CANCELLED


def test_who_thinks_again_keeps_the_appointment_and_hears_it() -> None:
    caller = german(booked(THURSDAY)).says("meinen termin absagen", "sabine huber", "nein")
    assert caller.acts == [Act.TELL_ANSWER, Act.ANYTHING_ELSE]
    assert "bleibt es bei dem Termin am Donnerstag" in caller.heard
    assert starts(caller) == [THURSDAY]
    caller = english(booked(THURSDAY)).says("cancel my appointment", "sabine huber", "keep it")
    assert "stays as it is" in caller.heard
    assert caller.asked(CancelAppointment) == []


def test_never_mind_keeps_the_appointment_and_says_so() -> None:
    caller = german(booked(THURSDAY)).says(
        "meinen termin absagen", "sabine huber", "hat sich erledigt"
    )
    assert caller.acts == [Act.TELL_ANSWER, Act.ANYTHING_ELSE]
    assert "bleibt es bei dem Termin" in caller.heard


def test_what_is_neither_yes_nor_no_is_asked_again() -> None:
    caller = german(booked(THURSDAY)).says("meinen termin absagen", "sabine huber", "blau")
    assert caller.acts == [Act.CLARIFY, Act.CONFIRM_CANCEL]


def test_who_would_rather_move_than_cancel_moves() -> None:
    caller = german(booked(THURSDAY)).says(
        "meinen termin absagen", "sabine huber", "lieber auf mittwoch um drei verschieben"
    )
    assert caller.acts == [Act.CONFIRM_BOOKING]
    caller.says("ja")
    assert starts(caller) == ["2026-11-25 15:00"]


def test_an_appointment_is_moved_and_both_times_are_read_back() -> None:
    caller = german(booked(THURSDAY)).says(
        "ich möchte meinen termin verschieben", "sabine huber"
    )
    assert caller.acts == [Act.TELL_ANSWER, Act.ASK_DAY]
    assert "am Donnerstag" in caller.heard
    caller.says("am mittwoch um drei")
    assert caller.acts == [Act.CONFIRM_BOOKING]
    assert "bisher am Donnerstag" in caller.heard
    assert "neu übermorgen, Mittwoch" in caller.heard
    assert starts(caller) == [THURSDAY]
    caller.says("ja genau")
    assert caller.acts == [Act.RESCHEDULED, Act.ANYTHING_ELSE]
    assert caller.outcome is Outcome.RESCHEDULED
    assert starts(caller) == ["2026-11-25 15:00"]
    assert caller.calendar.held == []
    assert caller.asked(ReleaseSlot) == []


def test_the_new_time_may_be_said_at_once() -> None:
    caller = english(booked("2026-11-24 10:00", name="Lucy Barnes")).says(
        "this is lucy barnes i need to move my appointment from tomorrow to thursday at four in"
        " the afternoon"
    )
    assert caller.acts == [Act.CONFIRM_BOOKING]
    caller.says("yes")
    assert caller.acts == [Act.RESCHEDULED, Act.ANYTHING_ELSE]
    assert starts(caller) == ["2026-11-26 16:00"]


def test_a_day_that_is_not_the_appointments_is_the_wish() -> None:
    caller = german(booked(THURSDAY)).says("meinen termin verlegen am mittwoch um drei")
    assert caller.says("sabine huber").acts == [Act.CONFIRM_BOOKING]


def test_a_day_that_is_the_appointments_is_not_the_wish() -> None:
    caller = german(booked(THURSDAY)).says("ich muss meinen termin am donnerstag verschieben")
    assert caller.says("sabine huber").acts == [Act.TELL_ANSWER, Act.ASK_DAY]


@pytest.mark.parametrize(
    ("wish", "times"),
    [
        ("kann ich am selben tag später kommen", "sechzehn Uhr"),
        ("geht es auch am gleichen tag früher", "acht Uhr"),
        ("zu einer anderen zeit am selben tag", "acht Uhr"),
    ],
)
def test_another_time_of_the_same_day_is_the_appointments_day(wish: str, times: str) -> None:
    calendar = booked(THURSDAY)
    calendar.free = {at(f"2026-11-{start}") for start in ("24 09:00", "26 08:00", "26 16:00")}
    caller = german(calendar).says(f"ich muss meinen termin verschieben {wish}", "sabine huber")
    assert "Donnerstag" in caller.heard
    assert times in caller.heard
    assert "Dienstag" not in caller.heard


@pytest.mark.parametrize(
    ("said", "gone"),
    [
        ("den am freitag sage ich ab aber der am donnerstag bleibt", FRIDAY),
        ("ich sage den am donnerstag ab und den am freitag behalte ich", THURSDAY),
    ],
)
def test_what_stays_is_not_what_is_cancelled(said: str, gone: str) -> None:
    caller = german(booked(THURSDAY, FRIDAY)).says(f"termin {said}", "sabine huber", "ja")
    assert starts(caller) == [each for each in (THURSDAY, FRIDAY) if each != gone]


@pytest.mark.parametrize(
    ("wish", "offered"),
    [
        ("kann ich früher kommen", "morgen, Dienstag"),
        ("später bitte", "sechzehn Uhr"),
        ("egal wann", "morgen, Dienstag"),
        ("so bald wie möglich", "morgen, Dienstag"),
        ("am mittwoch nachmittag", "vierzehn Uhr"),
    ],
)
def test_wishes_are_seen_from_the_old_time(wish: str, offered: str) -> None:
    caller = german(booked(THURSDAY)).says(
        "ich möchte meinen termin verschieben", "sabine huber"
    )
    caller.says(wish)
    assert caller.acts[-1] is Act.OFFER_SLOTS
    assert offered in caller.heard


def test_offers_may_be_turned_down_chosen_and_corrected() -> None:
    caller = german(booked(THURSDAY)).says(
        "ich möchte meinen termin verschieben", "sabine huber"
    )
    caller.says("am mittwoch nachmittag", "haben sie noch etwas später", "ja")
    assert caller.acts == [Act.CONFIRM_BOOKING]
    caller.says("nein")
    assert caller.acts == [Act.ASK_DAY]
    caller.says("am mittwoch um neun")
    assert caller.acts == [Act.CONFIRM_BOOKING]
    caller.says("ja aber um drei")
    assert caller.acts == [Act.CONFIRM_BOOKING]
    caller.says("ja mittwoch um drei")
    assert starts(caller) == ["2026-11-25 15:00"]
    assert caller.calendar.held == []


@pytest.mark.parametrize(
    ("wish", "act"),
    [
        ("ich muss meinen termin am donnerstag verschieben", Act.ASK_DAY),
        ("ich muss meinen termin am donnerstag um neun verschieben", Act.ASK_DAY),
        ("meinen termin verschieben am dritten januar", Act.OFFER_SLOTS),
        ("meinen termin verschieben nachmittags", Act.OFFER_SLOTS),
        ("meinen termin verschieben am donnerstag um zehn", Act.OFFER_SLOTS),
        ("ich muss meinen termin verschieben am donnerstag hab ich zahnarzt", Act.ASK_DAY),
    ],
)
def test_the_weekday_of_a_later_week_names_the_appointment(wish: str, act: Act) -> None:
    caller = german(booked("2026-12-03 09:00")).says(wish, "sabine huber")
    assert caller.acts[-1] is act


def test_what_is_not_understood_while_moving_is_asked_again() -> None:
    caller = german(booked(THURSDAY)).says(
        "ich möchte meinen termin verschieben", "sabine huber"
    )
    assert caller.says("blau").acts == [Act.CLARIFY, Act.ASK_DAY]
    caller.says("am mittwoch um drei")
    assert caller.says("blau").acts == [Act.CLARIFY, Act.CONFIRM_BOOKING]


@pytest.mark.parametrize(
    "words", ["lassen wir es so", "dann behalte ich den alten", "vergessen sie es"]
)
@pytest.mark.parametrize("turns", [(), ("am mittwoch nachmittag",), ("am mittwoch um drei",)])
def test_who_gives_up_moving_keeps_the_old_time(words: str, turns: tuple[str, ...]) -> None:
    caller = german(booked(THURSDAY)).says(
        "ich möchte meinen termin verschieben", "sabine huber"
    )
    caller.says(*turns, words)
    assert caller.acts == [Act.TELL_ANSWER, Act.ANYTHING_ELSE]
    assert "bleibt es bei dem Termin am Donnerstag" in caller.heard
    assert starts(caller) == [THURSDAY]
    assert caller.calendar.held == []


def test_a_time_lost_while_writing_is_offered_anew() -> None:
    caller = german(booked(THURSDAY)).says(
        "ich möchte meinen termin verschieben", "sabine huber"
    )
    caller.says("am mittwoch um drei")
    caller.calendar.lost.add(at("2026-11-25 15:00"))
    caller.says("ja")
    assert "wurde leider in diesem Moment vergeben" in caller.heard
    assert caller.acts[-1] is Act.OFFER_SLOTS
    assert starts(caller) == [THURSDAY]


def test_a_hold_that_runs_out_is_renewed_before_writing() -> None:
    caller = german(booked(THURSDAY)).says(
        "ich möchte meinen termin verschieben", "sabine huber"
    )
    caller.says("am mittwoch um drei")
    caller._at_ms += 4 * 60_000
    caller.says("ja")
    assert caller.acts == [Act.CONFIRM_BOOKING]
    caller.says("ja")
    assert starts(caller) == ["2026-11-25 15:00"]


@pytest.mark.parametrize(
    "wishes",
    [
        ("meinen termin absagen", "sabine huber"),
        ("termin auf mittwoch um drei verlegen", "huber"),
    ],
)
def test_what_the_people_changed_meanwhile_is_left_to_them(wishes: tuple[str, ...]) -> None:
    caller = german(booked(THURSDAY)).says(*wishes)
    caller.calendar.changed = True
    caller.says("ja")
    assert caller.acts == [Act.OFFER_MESSAGE]
    assert starts(caller) == [THURSDAY]
    assert caller.calendar.held == []


def test_another_doctor_is_only_taken_by_name() -> None:
    people = {
        "dr_sommer": {"names": {"de": ["Frau Dr. Sommer"]}},
        "dr_winter": {"names": {"de": ["Herr Dr. Winter"]}},
    }
    services = {
        "checkup": {
            "names": {"de": ["Vorsorge"]},
            "minutes": 30,
            "people": ["dr_sommer", "dr_winter"],
        }
    }
    caller = german(booked(THURSDAY), settings=practice(people=people, services=services))
    caller.says("wann ist mein termin", "sabine huber")
    assert "Vorsorge bei Frau Doktor Sommer" in caller.heard
    caller.says("können wir den verschieben", "am mittwoch um drei zu doktor winter")
    caller.calendar.held = [given_to(each, "dr_winter") for each in caller.calendar.held]
    assert caller.acts[-1] in {Act.CONFIRM_BOOKING, Act.OFFER_SLOTS}


def given_to(one: Slot, person: str) -> Slot:
    return Slot(one.service, one.start, one.end, person)


def test_a_changed_person_is_read_back() -> None:
    calendar = booked()
    old = given_to(slot(THURSDAY), "gone")
    calendar.booked.append(Appointment("a", old, "Sabine Huber", CALLER))
    caller = german(calendar).says(
        "meinen termin auf mittwoch um drei verlegen", "sabine huber"
    )
    assert caller.acts == [Act.CONFIRM_BOOKING]
    assert "bei Frau Doktor Sommer" in caller.heard


def test_what_is_no_longer_booked_here_is_moved_by_people() -> None:
    calendar = booked()
    old = Slot("massage", at(THURSDAY), at(FRIDAY), "gone")
    calendar.booked.append(Appointment("a", old, "Sabine Huber", CALLER))
    caller = german(calendar).says("wann ist mein termin", "sabine huber")
    assert "um neun Uhr: Termin." in caller.heard
    assert caller.says("bitte verschieben").acts == [Act.OFFER_MESSAGE]


def test_who_asks_hears_when_it_is() -> None:
    caller = german(booked(THURSDAY)).says("wann ist mein termin", "sabine huber")
    assert caller.acts == [Act.TELL_ANSWER, Act.ANYTHING_ELSE]
    assert "Ihr Termin ist am Donnerstag" in caller.heard
    assert "Vorsorge" in caller.heard
    assert caller.outcome is Outcome.ANSWERED


def test_who_has_several_hears_all() -> None:
    calendar = booked(THURSDAY, FRIDAY)
    other = Appointment("x", slot("2026-12-01 08:00", "consultation"), "Sabine Huber", CALLER)
    caller = german(calendar).says("wann ist mein termin", "sabine huber")
    assert "Ihre Termine sind am Donnerstag" in caller.heard
    calendar.booked.append(other)
    caller = german(calendar).says("wann ist mein termin", "sabine huber")
    assert "Vorsorge am Donnerstag" in caller.heard
    assert "Sprechstunde am Dienstag" in caller.heard


@pytest.mark.parametrize(
    ("then", "act"),
    [
        ("dann sagen sie ihn bitte ab", Act.CONFIRM_CANCEL),
        ("können wir den verschieben", Act.ASK_DAY),
    ],
)
def test_what_was_proven_once_holds_for_the_call(then: str, act: Act) -> None:
    caller = german(booked(FRIDAY, THURSDAY))
    caller.says("wann ist mein termin am freitag", "sabine huber")
    assert caller.acts == [Act.TELL_ANSWER, Act.ANYTHING_ELSE]
    caller.says(then)
    assert caller.acts[-1] is act
    assert "am Freitag" in caller.heard


def test_what_was_proven_once_holds_in_english() -> None:
    caller = english(booked(THURSDAY)).says(
        "when is my next appointment please", "sabine huber"
    )
    assert caller.says("oh please cancel it then").acts == [Act.CONFIRM_CANCEL]
    caller.says("yes")
    assert caller.says("when is my next appointment").acts == [
        Act.TELL_ANSWER,
        Act.ANYTHING_ELSE,
    ]
    assert "I cannot find another appointment" in caller.heard


def test_whoever_gives_another_name_is_looked_up_anew() -> None:
    calendar = booked(THURSDAY)
    calendar.booked.append(Appointment("p", slot(FRIDAY), "Peter Huber", CALLER))
    caller = german(calendar).says("wann ist mein termin", "sabine huber")
    caller.says("mein name ist peter huber wann ist mein termin")
    assert "am Freitag" in caller.heard


WHICH = ("ich möchte einen termin absagen", "sabine huber")


@pytest.mark.parametrize(
    "answer",
    ["den am freitag", "den zweiten", "um zehn", "die sprechstunde", "den letzten"],
)
def test_of_several_appointments_one_is_chosen(answer: str) -> None:
    calendar = booked(THURSDAY)
    second = slot(FRIDAY, "consultation")
    calendar.booked.append(Appointment("x", second, "Sabine Huber", CALLER))
    caller = german(calendar).says(*WHICH)
    assert caller.acts == [Act.ASK_WHICH_APPOINTMENT]
    caller.says(answer, "ja")
    assert starts(caller) == [THURSDAY]


def test_the_next_one_is_the_soonest() -> None:
    caller = german(booked(THURSDAY, FRIDAY)).says(*WHICH, "den nächsten termin", "ja")
    assert starts(caller) == [FRIDAY]


def test_an_answer_may_narrow_the_choice() -> None:
    starting = (THURSDAY, "2026-11-26 11:00", FRIDAY)
    caller = german(booked(*starting)).says(*WHICH, "am donnerstag")
    assert caller.acts == [Act.ASK_WHICH_APPOINTMENT]
    assert "Freitag" not in caller.heard
    caller.says("um elf", "ja")
    assert starts(caller) == [THURSDAY, FRIDAY]


def test_what_was_not_understood_is_asked_again() -> None:
    caller = german(booked(THURSDAY, FRIDAY)).says(*WHICH, "blau")
    assert caller.acts == [Act.CLARIFY, Act.ASK_WHICH_APPOINTMENT]


def test_the_day_said_first_narrows_the_choice() -> None:
    caller = german(booked(THURSDAY, FRIDAY)).says(
        "den termin am freitag absagen", "sabine huber"
    )
    assert caller.acts == [Act.CONFIRM_CANCEL]
    assert "Freitag" in caller.heard


@pytest.mark.parametrize(
    "wish",
    [
        "so i can't make it on friday i'm afraid it's sabine huber",
        "this is sabine huber i'm calling to cancel my check up on friday",
    ],
)
def test_the_day_that_does_not_suit_narrows_the_choice(wish: str) -> None:
    caller = english(booked(THURSDAY, FRIDAY)).says(wish)
    assert caller.acts == [Act.CONFIRM_CANCEL]
    assert "Friday" in caller.heard


def test_the_service_said_first_narrows_the_choice() -> None:
    calendar = booked(THURSDAY)
    second = slot(FRIDAY, "consultation")
    calendar.booked.append(Appointment("x", second, "Sabine Huber", CALLER))
    caller = german(calendar).says("ich muss die sprechstunde absagen", "sabine huber")
    assert "Freitag" in caller.heard


def test_several_can_be_cancelled_at_once() -> None:
    caller = german(booked(THURSDAY, FRIDAY)).says(*WHICH, "beide")
    assert caller.acts == [Act.CONFIRM_CANCEL]
    caller.says("ja")
    assert caller.acts == [Act.CANCELLED, Act.ANYTHING_ELSE]
    assert starts(caller) == []
    caller = german(booked(THURSDAY, FRIDAY)).says(
        "alle termine absagen", "sabine huber", "nein"
    )
    assert "bleibt es bei diesen Terminen" in caller.heard
    assert starts(caller) == [THURSDAY, FRIDAY]


def test_both_cannot_be_moved_at_once() -> None:
    caller = german(booked(THURSDAY, FRIDAY)).says(
        "termin verschieben", "sabine huber", "beide"
    )
    assert caller.acts == [Act.ASK_WHICH_APPOINTMENT]


class OneIsChanged(Calendar):
    """A book in which people change the appointment on Friday just before we do."""

    def existing(
        self, at_ms: int, request: FindAppointments | CancelAppointment | MoveAppointment
    ) -> Event:
        if isinstance(request, CancelAppointment):
            self.changed = request.appointment.slot.start == at(FRIDAY)
        return super().existing(at_ms, request)


def test_of_two_cancelled_the_second_may_have_been_changed() -> None:
    calendar = OneIsChanged(booked=booked(THURSDAY, FRIDAY).booked)
    caller = german(calendar).says(*WHICH, "beide", "ja")
    assert caller.acts == [Act.OFFER_MESSAGE]
    assert caller.outcome is Outcome.CANCELLED
    assert starts(caller) == [FRIDAY]


def test_the_birthdate_is_asked_where_the_practice_wants_it() -> None:
    caller = german(booked(THURSDAY, birthdate=BORN), settings=ASKS_BIRTHDATE)
    caller.says("meinen termin absagen", "sabine huber")
    assert caller.acts == [Act.ASK_BIRTHDATE]
    caller.says("dritter mai neunzehnhundertfünfundachtzig")
    assert caller.acts == [Act.CONFIRM_CANCEL]


def test_a_birthdate_on_file_is_asked_for_whatever_the_practice_is_set_to() -> None:
    caller = german(booked(THURSDAY, birthdate=BORN))
    assert caller.says("meinen termin absagen", "sabine huber").acts == [Act.ASK_BIRTHDATE]
    assert caller.says("dritter mai 1985").acts == [Act.CONFIRM_CANCEL]


def test_who_cannot_be_found_is_asked_for_a_birthdate_just_the_same() -> None:
    caller = german(booked(THURSDAY, birthdate=BORN))
    assert caller.says("meinen termin absagen", "erika maurer").acts == [Act.ASK_BIRTHDATE]
    assert caller.says("weiß ich nicht").acts == [Act.ASK_PHONE]


def test_who_is_found_without_a_birthdate_is_not_asked_for_it() -> None:
    calendar = booked(THURSDAY)
    calendar.booked += booked(FRIDAY, name="Peter Krause", birthdate=BORN).booked
    caller = german(calendar)
    assert caller.says("meinen termin absagen", "sabine huber").acts == [Act.CONFIRM_CANCEL]


def test_all_may_be_told_in_one_sentence() -> None:
    caller = german(booked(THURSDAY, birthdate=BORN), None, settings=ASKS_BIRTHDATE)
    caller.says("hier ist sabine huber geboren am 3 mai 1985 ich möchte meinen termin absagen")
    assert caller.acts == [Act.ASK_PHONE]
    assert caller.says("null acht neun eins zwei drei vier fünf sechs").acts == [
        Act.CONFIRM_CANCEL
    ]


def test_a_birthdate_along_with_the_name_is_not_asked_again() -> None:
    caller = german(booked(THURSDAY, birthdate=BORN), settings=ASKS_BIRTHDATE)
    caller.says("meinen termin absagen", "sabine huber geboren am 3 mai 1985")
    assert caller.acts == [Act.CONFIRM_CANCEL]


def test_a_birthdate_before_the_name_is_kept() -> None:
    caller = german(booked(THURSDAY, birthdate=BORN), settings=ASKS_BIRTHDATE)
    caller.says("meinen termin absagen", "geboren am 3 mai 1985")
    assert caller.acts == [Act.ASK_NAME]
    assert caller.says("sabine huber").acts == [Act.CONFIRM_CANCEL]


def test_the_number_is_asked_only_when_the_callers_own_finds_nothing() -> None:
    caller = german(booked(THURSDAY), "+4930999999").says(
        "meinen termin absagen", "sabine huber"
    )
    assert caller.acts == [Act.ASK_PHONE]
    assert caller.presses("089123456#").acts == [Act.CONFIRM_CANCEL]


def test_a_name_is_corrected_while_the_number_is_asked() -> None:
    caller = german(booked(THURSDAY), "+4930999999").says(
        "meinen termin absagen", "sabine maurer"
    )
    assert caller.says("nicht maurer sondern huber").acts == [Act.ASK_PHONE]
    assert caller.says("null acht neun eins zwei drei vier fünf sechs").acts == [
        Act.CONFIRM_CANCEL
    ]


def test_a_mother_cancels_for_her_child_with_the_childs_data() -> None:
    calendar = booked(THURSDAY, name="Lena Huber", birthdate="2018-04-02")
    caller = german(calendar, settings=ASKS_BIRTHDATE)
    caller.says("hier ist sabine huber ich muss den termin meiner tochter absagen")
    assert caller.acts == [Act.ASK_NAME]
    caller.says("lena huber")
    assert caller.acts == [Act.ASK_BIRTHDATE]
    caller.says("zweiter april zweitausendachtzehn")
    assert caller.acts == [Act.CONFIRM_CANCEL]
    caller.says("ja")
    assert caller.outcome is Outcome.CANCELLED


def test_the_childs_name_may_be_said_at_once() -> None:
    caller = german(booked(THURSDAY, name="Lena Huber"))
    caller.says("ich muss den termin meiner tochter lena huber absagen")
    assert caller.acts == [Act.CONFIRM_CANCEL]


def test_what_the_caller_proved_does_not_speak_for_others() -> None:
    calendar = booked(THURSDAY)
    calendar.booked.append(Appointment("l", slot(FRIDAY), "Lena Huber", CALLER))
    caller = german(calendar).says("wann ist mein termin", "sabine huber")
    caller.says("dann muss ich noch den termin meiner tochter absagen")
    assert caller.acts == [Act.ASK_NAME]
    assert "Freitag" in caller.says("lena huber").heard


def test_what_the_assistant_cannot_find_becomes_a_message_with_its_subject() -> None:
    caller = german(booked()).says("meinen termin absagen", "sabine huber")
    caller.says("unter null acht neun neun acht sieben sechs fünf vier")
    assert caller.acts == [Act.OFFER_MESSAGE]
    assert caller.says("ja gern").acts == [Act.ASK_MESSAGE]
    caller.says("ich kann am donnerstag nicht kommen")
    assert caller.acts == [Act.CONFIRM_MESSAGE]
    caller.says("ja")
    assert caller.messages[0].text.startswith("Terminabsage. ")
    assert caller.messages[0].name == "Sabine Huber"
    assert caller.messages[0].phone == "+4989987654"


def test_who_wants_no_message_goes_on() -> None:
    caller = german(booked()).says(
        "meinen termin absagen", "sabine huber", "weiß ich nicht", "nein"
    )
    assert caller.acts == [Act.ANYTHING_ELSE]


def test_a_person_is_always_reachable() -> None:
    caller = german(booked()).says("meinen termin absagen", "einen mitarbeiter bitte")
    assert isinstance(caller.ending, Transfer | ToMailbox)


@pytest.mark.parametrize("request_", [FindAppointments, CancelAppointment, MoveAppointment])
def test_a_broken_calendar_is_given_to_people(request_: type) -> None:
    talks: dict[type, tuple[str, ...]] = {
        FindAppointments: (),
        CancelAppointment: ("meinen termin absagen", "sabine huber"),
        MoveAppointment: ("termin auf mittwoch um drei verlegen", "sabine huber"),
    }
    caller = german(booked(THURSDAY)).says(*talks[request_])
    caller.calendar.is_broken = True
    caller.says(*(("ja",) if talks[request_] else ("meinen termin absagen", "sabine huber")))
    assert caller.outcome is Outcome.FAILED
    assert starts(caller) == [THURSDAY]


class Waiting(Caller):
    """Somebody to whom the calendar does not answer any more."""

    is_waiting = False

    def _answer(self, action: Action) -> Event | None:
        return None if self.is_waiting else super()._answer(action)


def waiting(*sentences: str) -> Caller:
    """Return a call in which the calendar has not answered the last request yet."""
    caller = Waiting(calendar=booked(THURSDAY))
    caller.says(*sentences[:-1])
    caller.is_waiting = True
    return caller.says(sentences[-1])


@pytest.mark.parametrize(
    "sentences",
    [
        ("meinen termin absagen", "sabine huber"),
        ("meinen termin absagen", "sabine huber", "ja"),
        ("termin auf mittwoch um drei verlegen", "sabine huber", "ja"),
    ],
)
def test_while_the_calendar_works_nothing_else_moves_the_call(
    sentences: tuple[str, ...],
) -> None:
    caller = waiting(*sentences)
    skill = caller.state.skill
    assert skill is not None
    for news in (MessageStored(1), SlotsFound(1, ())):
        assert step(caller.state, news)[1] == ()
    assert (
        skill.answered(caller.state.scene(1), "ja") is None or sentences[-1] == "sabine huber"
    )


def test_news_that_nobody_asked_for_is_left_alone() -> None:
    caller = german(booked(THURSDAY)).says("meinen termin absagen", "sabine huber")
    skill, scene = caller.state.skill, caller.state.scene(1)
    assert skill is not None
    gone = AppointmentCancelled(1, caller.calendar.booked[0])
    assert skill.informed(scene, gone) is None
    chosen = german(booked(THURSDAY, FRIDAY)).says(*WHICH).state.skill
    assert chosen is not None
    assert chosen.informed(scene, AppointmentsFound(1, ())) is None
    assert chosen.held is None


def test_a_name_is_looked_up_with_all_that_is_said_of_it() -> None:
    caller = german(booked(THURSDAY, name="Jochen Kessler")).says("ich muss absagen")
    caller.says("auf den namen kessler bitte jochen kessler")
    assert caller.acts == [Act.CONFIRM_CANCEL]
