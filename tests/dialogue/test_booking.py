"""Booking in German, sentence by sentence."""

import pytest

from kibox_pbx.dialogue.actions import (
    BookSlot,
    Expect,
    FindSlots,
    HangUp,
    HoldSlot,
    Listen,
    Transfer,
)
from kibox_pbx.records import Act, Outcome
from tests.dialogue.playbook import CALLER, Calendar, Caller, at, slot
from tests.dialogue.practice import MONDAY_NIGHT, practice


def test_a_caller_who_says_everything_at_once_is_offered_two_times() -> None:
    caller = Caller().says(
        "guten tag ich hätte gern einen termin zur vorsorge am mittwoch nachmittag"
    )
    assert caller.acts == [Act.OFFER_SLOTS]
    assert "vierzehn Uhr" in caller.heard
    assert "fünfzehn Uhr" in caller.heard
    assert caller.listen.expect is Expect.CHOICE


def test_a_booking_from_the_first_word_to_goodbye() -> None:
    caller = Caller()
    caller.says("ich brauche einen termin")
    assert caller.acts == [Act.ASK_SERVICE]
    assert "Vorsorge oder Sprechstunde" in caller.heard
    assert "vorsorge" in caller.listen.phrases
    caller.says("zur vorsorge bitte")
    assert caller.acts == [Act.ASK_DAY]
    caller.says("am mittwoch nachmittag")
    assert caller.acts == [Act.OFFER_SLOTS]
    caller.says("den um drei bitte")
    assert caller.acts == [Act.ASK_NAME]
    assert caller.latest[0] == HoldSlot(slot("2026-11-25 15:00"))
    caller.says("sabine huber")
    assert caller.acts == [Act.ASK_PHONE]
    assert "null acht neun" in caller.heard
    caller.says("ja")
    assert caller.acts == [Act.CONFIRM_BOOKING]
    assert not caller.booked
    caller.says("ja genau")
    assert caller.acts == [Act.BOOKED, Act.ANYTHING_ELSE]
    caller.says("nein danke auf wiederhören")
    assert caller.acts == [Act.GOODBYE]
    assert caller.booked == [(at("2026-11-25 15:00"), "checkup", "Sabine Huber", CALLER)]
    assert caller.ending == HangUp(Outcome.BOOKED)


def to_the_confirmation(caller: Caller) -> Caller:
    caller.says("ein termin zur vorsorge am mittwoch um drei", "sabine huber", "ja")
    assert caller.acts == [Act.CONFIRM_BOOKING]
    return caller


def test_everything_is_read_back_before_it_is_written() -> None:
    heard = to_the_confirmation(Caller()).heard
    for said in ("Vorsorge", "Mittwoch", "fünfzehn Uhr", "Sabine Huber", "eins zwei drei"):
        assert said in heard


def test_a_time_that_is_free_just_as_wished_is_taken_without_an_offer() -> None:
    caller = Caller().says("ein termin zur vorsorge am mittwoch um drei")
    assert caller.acts == [Act.TELL_ANSWER, Act.ASK_NAME]
    assert "ist frei" in caller.heard


def test_the_only_service_is_not_asked_for() -> None:
    services = practice().services
    caller = Caller(settings=practice(services={"checkup": services["checkup"].model_dump()}))
    assert caller.says("ich brauche einen termin").acts == [Act.ASK_DAY]


def test_a_service_alone_is_a_wish_for_an_appointment() -> None:
    assert Caller().says("vorsorge").acts == [Act.ASK_DAY]


def test_later_goes_on_after_what_was_offered() -> None:
    caller = Caller().says("ein termin zur vorsorge am mittwoch", "haben sie es auch später")
    assert caller.acts == [Act.OFFER_SLOTS]
    assert "fünfzehn Uhr" in caller.heard
    assert "siebzehn Uhr" in caller.heard


def test_when_nothing_is_later_that_day_the_next_days_are_offered() -> None:
    caller = Caller().says("ein termin zur vorsorge morgen", "haben sie es auch später")
    assert caller.acts == [Act.TELL_ANSWER, Act.OFFER_SLOTS]
    assert "Mittwoch" in caller.heard


def test_earlier_goes_back_before_what_was_offered() -> None:
    caller = Caller().says("ein termin zur vorsorge am donnerstag", "geht es auch früher")
    assert caller.acts == [Act.OFFER_SLOTS]
    assert "Dienstag" in caller.heard


def test_when_nothing_is_earlier_the_same_times_are_offered_again() -> None:
    caller = Caller().says("ein termin zur vorsorge morgen", "geht es auch früher")
    assert caller.acts == [Act.TELL_ANSWER, Act.OFFER_SLOTS]
    assert "Dienstag" in caller.heard
    assert caller.says("der erste").acts == [Act.ASK_NAME]


def test_another_day_is_another_day() -> None:
    caller = Caller().says("ein termin zur vorsorge morgen", "lieber an einem anderen tag")
    assert caller.acts == [Act.OFFER_SLOTS]
    assert "Dienstag" not in caller.heard


def test_a_caller_whom_no_offer_suits_is_asked_what_would() -> None:
    caller = Caller().says("ein termin zur vorsorge morgen", "nein das passt nicht")
    assert caller.acts == [Act.ASK_DAY]
    assert caller.says("am donnerstag").acts == [Act.OFFER_SLOTS]
    assert "Donnerstag" in caller.heard


def test_yes_to_two_offers_is_asked_about_the_first() -> None:
    caller = Caller().says("ein termin zur vorsorge am mittwoch nachmittag", "ja")
    assert caller.acts == [Act.OFFER_SLOTS]
    assert "fünfzehn Uhr" not in caller.heard
    caller.says("ja", "sabine huber", "ja", "ja")
    assert caller.booked[0][0] == at("2026-11-25 14:00")


def test_who_does_not_mind_gets_the_first() -> None:
    caller = Caller().says("ein termin zur vorsorge am mittwoch nachmittag", "das ist mir egal")
    assert caller.latest[0] == HoldSlot(slot("2026-11-25 14:00"))


def test_a_day_without_a_free_time_leads_to_the_next_one() -> None:
    caller = Caller().says("ein termin zur vorsorge am freitag um zehn")
    finds = caller.asked(FindSlots)
    assert len(finds) > 1
    calendar = Calendar(free={at("2026-12-01 10:00")})
    caller = Caller(calendar=calendar).says("ein termin zur vorsorge am freitag")
    assert caller.acts == [Act.TELL_ANSWER, Act.OFFER_SLOTS]
    assert "ersten Dezember" in caller.heard


def test_a_full_calendar_leads_to_a_message() -> None:
    caller = Caller(calendar=Calendar(free=set())).says("ein termin zur vorsorge morgen")
    assert caller.acts == [Act.OFFER_MESSAGE]
    assert caller.says("ja bitte").acts == [Act.ASK_MESSAGE]


def test_a_day_beyond_the_horizon_is_refused_and_asked_again() -> None:
    caller = Caller().says("ein termin zur vorsorge am zehnten juni")
    assert caller.acts == [Act.TELL_ANSWER, Act.ASK_DAY]
    assert not caller.asked(FindSlots)


def test_only_times_within_lead_and_horizon_are_looked_for() -> None:
    (find,) = Caller().says("ein termin zur vorsorge so bald wie möglich").asked(FindSlots)
    assert isinstance(find, FindSlots)
    assert find.first == at("2026-11-23 09:55").replace(second=4)
    assert find.last == at("2027-01-23 00:00")


def test_no_to_the_read_back_asks_what_is_wrong() -> None:
    caller = to_the_confirmation(Caller()).says("nein")
    assert caller.acts == [Act.CONFIRM_BOOKING]
    assert "Was soll ich ändern" in caller.heard
    assert caller.says("der name ist falsch").acts == [Act.ASK_NAME]
    assert caller.says("sabine maier").acts == [Act.CONFIRM_BOOKING]
    caller.says("ja")
    assert caller.booked == [(at("2026-11-25 15:00"), "checkup", "Sabine Maier", CALLER)]


def test_a_correction_of_the_day_keeps_name_and_number() -> None:
    caller = to_the_confirmation(Caller()).says("nein donnerstag")
    assert caller.acts[-1] is Act.OFFER_SLOTS
    assert caller.calendar.held == []
    caller.says("den um vier")
    assert caller.acts == [Act.CONFIRM_BOOKING]
    caller.says("ja")
    assert caller.booked == [(at("2026-11-26 16:00"), "checkup", "Sabine Huber", CALLER)]


def test_yes_with_another_time_is_a_correction_not_a_yes() -> None:
    caller = to_the_confirmation(Caller()).says("ja aber um fünf")
    assert not caller.booked
    assert caller.acts == [Act.CONFIRM_BOOKING]
    assert "siebzehn Uhr" in caller.heard


def test_yes_with_the_same_time_is_a_yes() -> None:
    caller = to_the_confirmation(Caller()).says("ja mittwoch um drei stimmt")
    assert caller.acts == [Act.BOOKED, Act.ANYTHING_ELSE]


def test_a_corrected_number_replaces_the_old_one() -> None:
    caller = to_the_confirmation(Caller()).says(
        "nein die nummer ist null acht neun sieben sieben sieben acht acht acht", "ja"
    )
    assert caller.booked[0][3] == "+4989777888"


def test_a_corrected_service_is_looked_for_anew() -> None:
    caller = to_the_confirmation(Caller()).says("nein zur sprechstunde")
    assert caller.acts == [Act.CONFIRM_BOOKING]
    assert "Sprechstunde" in caller.heard
    caller.says("ja")
    assert caller.booked[0][:2] == (at("2026-11-25 15:00"), "consultation")


def test_another_number_than_the_own_one_is_asked_for() -> None:
    caller = Caller().says(
        "ein termin zur vorsorge am mittwoch um drei", "sabine huber", "nein"
    )
    assert caller.acts == [Act.ASK_PHONE]
    assert caller.listen.expect is Expect.DIGITS
    caller.says("null acht neun sieben sieben sieben acht acht acht", "ja")
    assert caller.booked[0][3] == "+4989777888"


def test_a_caller_without_a_number_is_asked_for_one() -> None:
    caller = Caller(number=None).says("termin zur vorsorge am mittwoch um drei", "sabine huber")
    assert caller.acts == [Act.ASK_PHONE]
    assert caller.listen.expect is Expect.DIGITS


def test_a_number_may_be_keyed_in() -> None:
    caller = Caller(number=None).says("termin zur vorsorge am mittwoch um drei", "sabine huber")
    caller.presses("089777888")
    assert caller.acts == []
    assert isinstance(caller.latest[-1], Listen)
    caller.presses("#")
    assert caller.acts == [Act.CONFIRM_BOOKING]
    assert caller.says("ja").booked[0][3] == "+4989777888"


def test_a_keyed_number_without_hash_ends_with_a_pause() -> None:
    caller = Caller(number=None).says("termin zur vorsorge am mittwoch um drei", "sabine huber")
    caller.presses("089*089777888").is_silent()
    assert caller.says("ja").booked[0][3] == "+4989777888"


def test_keys_answer_yes_and_choose() -> None:
    caller = Caller().says("ein termin zur vorsorge am mittwoch nachmittag").presses("2")
    caller.says("sabine huber").presses("1").is_silent().presses("1")
    assert caller.booked == [(at("2026-11-25 15:00"), "checkup", "Sabine Huber", CALLER)]


def test_a_slot_that_somebody_else_took_is_never_promised() -> None:
    calendar = Calendar(lost={at("2026-11-25 15:00")})
    caller = Caller(calendar=calendar)
    caller.says("ein termin zur vorsorge am mittwoch nachmittag", "den um drei")
    assert caller.acts == [Act.TELL_ANSWER, Act.OFFER_SLOTS]
    assert "fünfzehn Uhr" not in caller.heard


def test_a_slot_lost_at_the_last_moment_leads_to_others() -> None:
    caller = to_the_confirmation(Caller())
    caller.calendar.lost.add(at("2026-11-25 15:00"))
    caller.says("ja")
    assert Act.BOOKED not in caller.acts
    assert caller.acts[-1] is Act.OFFER_SLOTS
    assert caller.outcome is Outcome.ABANDONED


def test_a_calendar_that_is_always_too_late_leads_to_people() -> None:
    calendar = Calendar()
    calendar.lost = set(calendar.free)
    caller = Caller(calendar=calendar).says("ein termin zur vorsorge am mittwoch")
    for _ in range(3):
        caller.says("der erste")
    assert caller.acts[-1] is Act.OFFER_PERSON


def test_a_broken_calendar_leads_to_people() -> None:
    caller = Caller(calendar=Calendar(is_broken=True)).says("ein termin zur vorsorge morgen")
    assert caller.acts == [Act.TRANSFER]
    assert caller.ending == Transfer("reception", Outcome.FAILED)


def test_hanging_up_gives_the_slot_back() -> None:
    caller = to_the_confirmation(Caller())
    assert caller.calendar.held
    caller.hangs_up()
    assert caller.calendar.held == []
    assert caller.outcome is Outcome.ABANDONED
    assert not caller.booked


@pytest.mark.parametrize("leaving", ["auf wiederhören", "verbinden sie mich mit jemandem"])
def test_leaving_in_mid_booking_gives_the_slot_back(leaving: str) -> None:
    caller = to_the_confirmation(Caller()).says(leaving)
    assert caller.ending
    assert caller.calendar.held == []


def test_never_mind_drops_the_booking() -> None:
    caller = to_the_confirmation(Caller()).says("ach lassen wir das")
    assert caller.acts[-1] is Act.ANYTHING_ELSE
    assert caller.calendar.held == []


def test_appointments_can_be_booked_at_night() -> None:
    assert to_the_confirmation(Caller(now=MONDAY_NIGHT)).says("ja").booked


def test_two_wishes_in_one_call() -> None:
    caller = to_the_confirmation(Caller()).says(
        "ja", "ich möchte noch eine nachricht hinterlassen"
    )
    assert caller.acts == [Act.ASK_MESSAGE]
    caller.says("bitte befund bereithalten", "huber", "ja", "ja", "nein danke")
    assert caller.ending == HangUp(Outcome.BOOKED)
    assert len(caller.messages) == 1


def test_only_what_was_found_is_ever_booked() -> None:
    caller = to_the_confirmation(Caller()).says("ja")
    (book,) = caller.asked(BookSlot)
    assert isinstance(book, BookSlot)
    assert book.slot in (slot(start) for start in ("2026-11-25 15:00",))
