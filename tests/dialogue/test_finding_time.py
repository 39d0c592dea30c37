"""Finding a time: with whom, on which days, and why not then."""

import pytest

from kibox_pbx.dialogue.events import MessageStored
from kibox_pbx.dialogue.skills.booking import Booking
from kibox_pbx.dialogue.skills.booking import Stage as BookingStage
from kibox_pbx.dialogue.skills.finding_time import FindingTime, Stage
from kibox_pbx.records import Act, Appointment, Slot
from kibox_pbx.utterance import Language
from tests.dialogue.playbook import at
from tests.dialogue.two_doctors import PEOPLE, Visit, only, two_doctors

THREE = {"offers": 3}
CONTACT = ("Sabine Huber", "ja", "ja")


def taken(start: str, end: str, person: str = "sommer") -> Appointment:
    return Appointment(start, Slot("checkup", at(start), at(end), person), "Ute Amsel", "1")


def full(visit: Visit, *days: str, person: str = "sommer") -> Visit:
    visit.world.appointments += [taken(f"{day} 06:00", f"{day} 20:00", person) for day in days]
    return visit


def test_up_to_three_times_are_offered_where_the_practice_wants_it() -> None:
    visit = Visit(two_doctors(booking=THREE)).says("Vorsorge am Donnerstag")
    for spoken in ("acht Uhr, ", "acht Uhr fünfzehn, ", "oder um acht Uhr dreißig"):
        assert spoken in visit.heard
    assert visit.says("den letzten", *CONTACT).booked[0][0] == "Thu 26.11. 08:30"


def test_one_time_is_offered_where_the_practice_wants_it() -> None:
    visit = Visit(two_doctors(booking={"offers": 1})).says("Vorsorge am Donnerstag")
    assert "oder" not in visit.heard
    assert visit.says("ja gern").acts == [Act.ASK_NAME]


def test_the_doctor_is_named_once_where_one_was_wished_for() -> None:
    visit = Visit().says("Vorsorge am Donnerstag bei Herrn Doktor Winter")
    assert visit.heard.count("bei Herrn Doktor Winter") == 1
    assert visit.says("der erste", *CONTACT).booked == [
        ("Thu 26.11. 08:00", "winter", "Sabine Huber")
    ]


def test_two_doctors_are_told_apart() -> None:
    visit = Visit()
    visit.world.appointments += [taken("2026-11-26 08:10", "2026-11-26 12:00")]
    visit.says("Vorsorge am Donnerstag um acht Uhr dreißig").says("nein", "Donnerstag")
    visit = Visit(two_doctors(booking=THREE))
    visit.world.appointments += [
        taken("2026-11-26 08:30", "2026-11-26 09:00"),
        taken("2026-11-26 08:00", "2026-11-26 08:15", "winter"),
    ]
    visit.says("Vorsorge am Donnerstag")
    assert "um acht Uhr bei Frau Doktor Sommer" in visit.heard
    assert "um acht Uhr fünfzehn bei Herrn Doktor Winter" in visit.heard
    visit.says("bei Frau Doktor Sommer", *CONTACT)
    assert visit.booked[-1] == ("Thu 26.11. 08:00", "sommer", "Sabine Huber")


def test_several_offers_of_the_doctor_that_is_named_are_left_to_choose_from() -> None:
    visit = Visit().says("Vorsorge am Donnerstag", "bei Frau Doktor Sommer bitte")
    assert visit.acts == [Act.OFFER_SLOTS]
    assert "bei Frau Doktor Sommer" in visit.heard


def test_the_other_doctor_is_the_one_not_offered_yet() -> None:
    visit = Visit().says("Vorsorge am Donnerstag um neun", "Sabine Huber")
    visit.says("nein, lieber bei dem anderen Arzt", "ja", "ja")
    assert visit.booked == [("Thu 26.11. 09:00", "winter", "Sabine Huber")]


def test_who_does_not_mind_whom_gets_the_wished_day() -> None:
    visit = Visit().says("Vorsorge am Mittwoch bei Doktor Winter")
    assert "bei Herrn Doktor Winter nichts mehr" in visit.heard
    assert "Donnerstag" in visit.heard
    visit.says("dann ist mir egal bei wem")
    assert "Mittwoch" in visit.heard


def test_whom_and_when_may_be_said_together() -> None:
    visit = Visit().says("Vorsorge am Mittwoch", "bei Herrn Winter am Dienstag um zehn")
    assert visit.says(*CONTACT).booked == [("Tue 24.11. 10:00", "winter", "Sabine Huber")]


def test_a_doctor_who_has_no_time_at_all_is_told_and_others_are_offered_by_name() -> None:
    people = PEOPLE | {"winter": PEOPLE["winter"] | {"away": "2026-11-01..2027-12-31"}}
    visit = Visit(two_doctors(people=people)).says("Vorsorge bei Herrn Winter am Donnerstag")
    assert visit.acts == [Act.TELL_ANSWER, Act.OFFER_SLOTS]
    assert "bei Herrn Doktor Winter ist gar nichts frei" in visit.heard
    assert "Donnerstag, den sechsundzwanzigsten" in visit.heard
    assert "bei Frau Doktor Sommer" in visit.heard


def test_a_doctor_who_does_not_do_that_is_told() -> None:
    visit = Visit().says("eine Impfung bei Herrn Winter")
    assert visit.acts == [Act.TELL_ANSWER, Act.ASK_DAY]
    assert "gibt es bei Herrn Doktor Winter nicht" in visit.heard
    visit.says("bei Herrn Winter, am Donnerstag")
    assert visit.acts == [Act.TELL_ANSWER, Act.OFFER_SLOTS]


@pytest.mark.parametrize(
    ("wish", "why"),
    [
        ("am Samstag", "am Samstag, den achtundzwanzigsten November, haben wir zu"),
        ("am ersten Januar", "am Freitag, den ersten Januar, haben wir geschl"),
        ("am Freitag Nachmittag", "Um diese Zeit haben wir leider geschlossen"),
        ("am Freitag um siebzehn Uhr", "Um diese Zeit haben wir leider geschlossen"),
    ],
)
def test_who_wants_a_closed_time_is_told_so_and_offered_the_next(wish: str, why: str) -> None:
    visit = Visit().says(f"eine Impfung {wish}")
    assert visit.acts == [Act.TELL_ANSWER, Act.OFFER_SLOTS]
    assert why.replace(" zu", " geschlossen") in visit.heard


def test_company_holidays_are_closed_days() -> None:
    closed = two_doctors().practice.model_dump() | {"closed": "2026-11-26"}
    visit = Visit(two_doctors(practice=closed)).says("Vorsorge am Donnerstag")
    assert "den sechsundzwanzigsten November, haben wir geschlossen" in visit.heard
    assert "Freitag" in visit.heard


def test_a_full_day_is_not_called_closed() -> None:
    visit = full(Visit(), "2026-11-25").says("eine Impfung am Mittwoch")
    assert "geschlossen" not in visit.heard
    assert visit.acts == [Act.TELL_ANSWER, Act.OFFER_SLOTS]


def test_the_day_off_of_the_only_doctor_is_not_called_closed() -> None:
    visit = Visit(two_doctors(services=only("ecg", open_to="all")))
    visit.says("ein Belastungstest am Mittwoch")
    assert "geschlossen" not in visit.heard
    assert "Donnerstag" in visit.heard


def test_only_tuesdays_means_the_next_tuesday_with_a_free_time() -> None:
    visit = full(Visit(), "2026-11-24", "2026-12-01").says("eine Impfung", "nur dienstags")
    assert visit.acts == [Act.OFFER_SLOTS]
    assert "achten Dezember" in visit.heard
    visit.says("lieber nachmittags")
    assert "achten Dezember, um vierzehn Uhr" in visit.heard


def test_where_no_tuesday_is_free_any_day_is_offered() -> None:
    hours = {"wednesday": "08:00-10:00"}
    visit = Visit(two_doctors(services=only("jab", hours=hours)))
    visit.says("eine Impfung immer dienstags")
    assert visit.acts == [Act.TELL_ANSWER, Act.OFFER_SLOTS]
    assert "Mittwoch" in visit.heard


@pytest.mark.parametrize(
    ("wish", "heard"),
    [
        ("eine Woche später", "Mittwoch, den zweiten Dezember"),
        ("zwei Wochen später bitte", "Mittwoch, den neunten Dezember"),
        ("in der Woche darauf", "Montag, den dreißigsten November"),
        ("den um halb neun", "acht Uhr dreißig ist frei"),
        (
            "am Freitag um die gleiche Zeit",
            "Freitag, den siebenundzwanzigsten November, um acht",
        ),
        ("später am Tag", "um vierzehn Uhr"),
        ("etwas später", "um acht Uhr dreißig"),
        ("später, so gegen elf", "elf Uhr"),
        ("etwas später am Nachmittag", "sechzehn Uhr"),
        ("nicht vor zehn", "zehn Uhr"),
        ("lieber nachmittags", "vierzehn Uhr"),
        ("an einem anderen Tag", "Donnerstag"),
        ("an einem anderen Tag, am Freitag", "Freitag"),
        ("nein, am Freitag", "Freitag"),
        ("weder noch, geht es am Freitag", "Freitag"),
    ],
)
def test_what_was_offered_is_the_starting_point_of_another_wish(wish: str, heard: str) -> None:
    visit = Visit().says("eine Impfung am Mittwoch", wish)
    assert visit.acts[-1] in {Act.OFFER_SLOTS, Act.ASK_NAME}
    assert heard in visit.heard


@pytest.mark.parametrize(
    ("answer", "start"),
    [
        ("den ersten", "08:00"),
        ("der zweite passt", "08:15"),
        ("ja, zwei", "08:15"),
        ("eins bitte", "08:00"),
        ("um Viertel nach acht", "08:15"),
        ("das ist mir egal", "08:00"),
        ("die halb neun", "08:30"),
    ],
)
def test_an_offer_is_taken_in_many_words(answer: str, start: str) -> None:
    visit = Visit().says("eine Impfung am Mittwoch", answer, *CONTACT)
    assert visit.booked == [(f"Wed 25.11. {start}", "sommer", "Sabine Huber")]


@pytest.mark.parametrize("answer", ["weder noch", "beide nicht", "nein danke", "keinen davon"])
def test_who_wants_none_of_it_is_asked_when_else(answer: str) -> None:
    assert Visit().says("eine Impfung am Mittwoch", answer).acts == [Act.ASK_DAY]


def test_a_day_narrows_the_offer_down() -> None:
    settings = two_doctors(booking=THREE)
    visit = Visit(settings)
    visit.world.appointments += [taken("2026-11-25 08:30", "2026-11-25 19:00")]
    visit.says("eine Impfung ab Mittwoch")
    assert "Donnerstag" in visit.heard
    visit.says("am Mittwoch")
    assert visit.acts == [Act.OFFER_SLOTS]
    assert "Donnerstag" not in visit.heard
    assert visit.says("am Mittwoch ja").acts == [Act.OFFER_SLOTS]
    assert "acht Uhr fünfzehn" not in visit.heard


@pytest.mark.parametrize("answer", ["Mittwoch, das passt", "kein Problem, am Mittwoch"])
def test_a_day_that_one_offer_is_on_takes_it(answer: str) -> None:
    visit = Visit()
    visit.world.appointments += [taken("2026-11-25 08:15", "2026-11-25 19:00")]
    visit.says("eine Impfung ab Mittwoch", answer, *CONTACT)
    assert visit.booked[-1] == ("Wed 25.11. 08:00", "sommer", "Sabine Huber")


def test_a_time_alone_is_meant_on_the_day_that_was_offered() -> None:
    visit = Visit().says("eine Impfung am Mittwoch oder Donnerstag", "um halb zehn")
    assert visit.acts == [Act.TELL_ANSWER, Act.ASK_NAME]
    visit = Visit().says("eine Impfung nächste Woche", "der erste", "doch lieber um halb zehn")
    assert "Montag, den dreißigsten November, um neun Uhr dreißig ist frei" in visit.heard


@pytest.mark.parametrize(
    ("wish", "heard"),
    [
        ("lieber Mittwoch um neun", "Mittwoch, den zweiten Dezember, um neun Uhr ist frei"),
        ("am Donnerstag um neun", "Donnerstag, den dritten Dezember, um neun Uhr ist frei"),
        ("diesen Donnerstag um neun", "Donnerstag, den sechsundzwanzigsten November"),
    ],
)
def test_a_weekday_alone_is_meant_in_the_week_that_was_offered(wish: str, heard: str) -> None:
    assert heard in Visit().says("eine Impfung nächste Woche", wish).heard


def test_a_weekday_alone_is_meant_in_the_week_that_was_wished_for() -> None:
    visit = Visit().says("eine Impfung am Samstag", "dann Freitag um neun")
    assert "Freitag, den siebenundzwanzigsten November, um neun Uhr ist frei" in visit.heard


def test_the_same_day_again_means_other_times_on_it() -> None:
    visit = Visit().says("eine Impfung am Mittwoch", "am Mittwoch")
    assert "acht Uhr dreißig" in visit.heard


def test_what_is_no_answer_to_an_offer_is_not_understood() -> None:
    visit = Visit().says("eine Impfung am Mittwoch", "blabla blubb")
    assert visit.acts == [Act.CLARIFY, Act.OFFER_SLOTS]


def test_a_whenever_in_a_long_sentence_is_not_taken_for_any_time() -> None:
    visit = Visit(language=Language.ENGLISH).says("a vaccination")
    visit.says("whenever the moon is full and the cat is in")
    assert visit.acts == [Act.CLARIFY, Act.ASK_DAY]
    assert visit.says("whenever you like").acts == [Act.OFFER_SLOTS]


def test_a_service_with_a_short_horizon_is_not_promised_beyond_it() -> None:
    visit = Visit(two_doctors(services=only("jab", horizon_days=3)))
    assert visit.says("eine Impfung am siebten Dezember").acts == [Act.TELL_ANSWER, Act.ASK_DAY]


def test_a_service_with_a_long_lead_is_not_offered_at_once() -> None:
    visit = Visit(two_doctors(services=only("jab", lead_minutes=48 * 60)))
    assert "Mittwoch" in visit.says("eine Impfung so bald wie möglich").heard


def test_a_slow_caller_keeps_the_slot_while_nobody_else_can_take_it() -> None:
    visit = Visit().says("eine Impfung am Mittwoch um neun")
    visit.says("Sabine Huber", after_s=200)
    (hold,) = visit.world.holds
    assert (hold.until - visit.world.now).total_seconds() == 5 * 60
    assert visit.acts == [Act.ASK_PHONE]


def test_a_slow_caller_whose_slot_went_is_told_so_and_keeps_what_they_said() -> None:
    visit = Visit().says("eine Impfung am Mittwoch um neun")
    visit.world.appointments += [taken("2026-11-25 09:00", "2026-11-25 09:30")]
    visit.says("Sabine Huber", after_s=400)
    assert visit.acts == [Act.TELL_ANSWER, Act.TELL_ANSWER, Act.OFFER_SLOTS]
    assert "in diesem Moment vergeben" in visit.heard
    visit.says("der erste", "ja", "ja")
    assert visit.booked[-1][2] == "Sabine Huber"


def test_hanging_up_while_slow_gives_the_slot_back() -> None:
    visit = Visit().says("eine Impfung am Mittwoch um neun")
    assert visit.world.holds
    assert visit.hangs_up().world.holds == []


def test_a_time_of_day_at_which_nobody_is_there_leads_to_others() -> None:
    visit = Visit().says("eine Impfung", "um sechs Uhr früh")
    assert visit.acts == [Act.TELL_ANSWER, Act.OFFER_SLOTS]


def test_what_was_not_asked_for_is_left_alone() -> None:
    state = Visit().says("eine Impfung am Mittwoch").state
    searching = FindingTime("jab", stage=Stage.SEARCHING)
    booking = Booking(stage=BookingStage.BOOKING)
    for skill in (searching, booking):
        assert skill.answered(state.scene(0), "den ersten") is None
        assert skill.informed(state.scene(0), MessageStored(0)) is None


def test_before_a_slot_is_taken_there_is_none() -> None:
    with pytest.raises(ValueError, match="no slot"):
        _ = FindingTime("jab").taken


def test_english_offers_name_the_doctor_and_the_closed_day() -> None:
    visit = Visit(language=Language.ENGLISH)
    visit.says("a check-up with Dr. Winter on Thursday")
    assert "with Doctor Winter" in visit.heard
    visit.says("no, on Saturday")
    assert "closed on Saturday the twenty-eighth of November" in visit.heard
    visit.says("with anyone, only on Mondays")
    assert "Monday" in visit.heard


def test_who_insists_on_a_taken_time_is_offered_people_after_three_offers() -> None:
    visit = Visit(two_doctors(services=only("jab")))
    visit.world.appointments += [taken("2026-11-26 09:00", "2026-11-26 09:15")]
    visit.says("Impfung am Donnerstag um neun")
    for _ in range(2):
        assert visit.says("nein, ich will um neun").acts == [Act.TELL_ANSWER, Act.OFFER_SLOTS]
    assert visit.says("nein, ich will um neun").acts == [Act.OFFER_PERSON]
    assert visit.says("nein danke").acts == [Act.OFFER_MESSAGE]


def test_the_last_time_of_the_day_is_offered_and_then_taken() -> None:
    visit = Visit(language=Language.ENGLISH)
    visit.says("a check-up on Thursday", "the last slot of the day please")
    assert "five thirty in the afternoon" in visit.heard
    visit.says("the last slot of the day", "Amy Pond", "yes", "yes")
    assert visit.booked[0][0] == "Thu 26.11. 17:30"


def test_a_weekday_that_does_not_suit_is_never_offered() -> None:
    visit = Visit().says("Vorsorge", "jeden Tag außer Dienstag und Mittwoch")
    assert "heute" in visit.heard
    visit.says("nein, beide nicht", "lieber an einem anderen Tag")
    assert "Donnerstag" in visit.heard


def test_the_offer_that_is_left_is_put_again() -> None:
    visit = Visit().says("Vorsorge am Donnerstag Nachmittag", "am Montag kann ich nicht")
    assert visit.acts == [Act.OFFER_SLOTS]
    assert "Donnerstag" in visit.heard


@pytest.mark.parametrize(
    ("said", "start"),
    [
        ("lieber in der Woche drauf zur selben Zeit", "Thu 03.12. 08:00"),
        ("eine Woche später", "Thu 03.12. 08:00"),
        ("in der Woche drauf am Freitag um zehn", "Fri 04.12. 10:00"),
        ("eine Woche später um elf", "Thu 03.12. 11:00"),
    ],
)
def test_the_week_after_may_be_said_in_many_ways(said: str, start: str) -> None:
    visit = Visit().says("Vorsorge am Donnerstag um acht", "Ute Amsel", f"nein, {said}")
    assert visit.says("ja", "ja").booked[0][0] == start


def test_another_wish_in_between_is_no_insisting() -> None:
    visit = Visit(two_doctors(services=only("jab")))
    visit.world.appointments += [taken("2026-11-26 09:00", "2026-11-26 09:15")]
    visit.says("Impfung am Donnerstag um neun", "nein, um neun", "am Freitag Nachmittag")
    visit.says("nein, am Donnerstag um neun", "nein, um neun")
    assert Act.OFFER_SLOTS in visit.acts
