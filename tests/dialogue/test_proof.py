"""Whose appointment it is: name, number, date of birth, however they are told."""

from kibox_pbx.records import Act, Appointment, Outcome
from tests.dialogue.booked import ASKS_BIRTHDATE, BORN, FRIDAY, THURSDAY, booked, german
from tests.dialogue.playbook import CALLER, slot


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
