"""Who is believed to be the person of an appointment, and who is not."""

from datetime import datetime
from zoneinfo import ZoneInfo

import pytest

from kibox_pbx.privacy.identity import Claim, proven, proves
from kibox_pbx.records import Appointment, Slot

START = datetime(2026, 11, 25, 9, tzinfo=ZoneInfo("Europe/Berlin"))
SLOT = Slot("checkup", START, START.replace(hour=10), "dr_sommer")
PHONE = "+4989123456"
BORN = "1985-05-03"


def on_file(name: str, phone: str = PHONE, birthdate: str | None = None) -> Appointment:
    return Appointment(name, SLOT, name, phone, birthdate)


def is_taken_for(filed: str, told: str) -> bool:
    return proves(on_file(filed), Claim(told, PHONE))


@pytest.mark.parametrize(
    ("filed", "told"),
    [
        ("Sabine Huber", "Sabine Huber"),
        ("Sabine Huber", "sabine huber"),
        ("Sabine Huber", "Huber"),
        ("Sabine Huber", "Huber Sabine"),
        ("Huber Sabine", "Sabine Huber"),
        ("Huber, Sabine", "Sabine Huber"),
        ("Sabine Huber", "Huber, Sabine"),
        ("Huber", "Sabine Huber"),
        ("Sabine Huber", "Frau Huber"),
        ("Dr. Sabine Huber", "Huber"),
        ("Sabine Huber", "Doktor Sabine Huber"),
        ("Sabine Huber", "Sabine Hubert"),
        ("Sabine Huber", "Sabine Hober"),
        ("Jörg Müller", "joerg mueller"),
        ("Jörg Müller", "Jorg Muller"),
        ("Jörg Müller", "Jörg Miller"),
        ("Thomas Meier", "Tomas Mayer"),
        ("Philipp Schmidt", "Filip Schmitt"),
        ("Sarah Smith", "Sara Smyth"),
        ("Stefanie Groß", "Steffi Gross"),
        ("Alexander Weiß", "Alex Weiss"),
        ("Ulrich Wagner", "Uli Wagner"),
        ("Gabi Wagner", "Gabriele Wagner"),
        ("Anna Maria Huber", "Anna Huber"),
        ("Anna Huber", "Anna Maria Huber"),
        ("Anna-Maria Huber", "Anna Maria Huber"),
        ("Peter Obermeier", "Peter Ober Meier"),
        ("Eva Müller-Lüdenscheidt", "Eva Müller Lüdenscheidt"),
        ("Eva Müller-Lüdenscheidt", "Müller-Lüdenscheidt"),
        ("Eva Müller-Lüdenscheidt", "Eva Müller"),
        ("Otto von Bergen", "Otto Bergen"),
        ("Ada Li", "Ada Li"),
    ],
)
def test_a_name_may_be_said_and_heard_in_many_ways(filed: str, told: str) -> None:
    assert is_taken_for(filed, told)


@pytest.mark.parametrize(
    ("filed", "told"),
    [
        ("Sabine Huber", "Sabine"),
        ("Sabine Huber", ""),
        ("Sabine Huber", "Frau"),
        ("", "Sabine Huber"),
        ("Sabine Huber", "Sabine Maurer"),
        ("Sabine Huber", "Peter Huber"),
        ("Peter Huber", "Petra Huber"),
        ("Jan Huber", "Anna Huber"),
        ("Daniel Huber", "Daniela Huber"),
        ("Stefan Huber", "Stefanie Huber"),
        ("Paul Huber", "Paulina Huber"),
        ("Julia Huber", "Julian Huber"),
        ("Andrea Huber", "Andreas Huber"),
        ("Mario Huber", "Maria Huber"),
        ("Martin Huber", "Martina Huber"),
        ("Ada Lang", "Ada Land"),
        ("Ada Lang", "Ada Langer"),
        ("Ada Wegener", "Ada Wegemann"),
        ("Ada Wegener", "Ada Wagoner"),
        ("Eva Müller-Lüdenscheidt", "Müller"),
        ("Eva Müller-Lüdenscheidt", "Peter Müller"),
        ("Jo Huber", "Bo Huber"),
    ],
)
def test_other_people_are_not_taken_for_somebody(filed: str, told: str) -> None:
    assert not is_taken_for(filed, told)


@pytest.mark.parametrize(
    ("filed", "told"),
    [
        ("+4989123456", "+4989123456"),
        ("+4989123456", "089123456"),
        ("08912345678", "+498912345678"),
        ("089123", "089123"),
        ("+49 89 123456", "+4989123456"),
    ],
)
def test_the_number_fits_with_and_without_its_country(filed: str, told: str) -> None:
    assert proves(on_file("Sabine Huber", filed), Claim("Sabine Huber", told))


@pytest.mark.parametrize(
    "told", [None, "", "anonymous", "+4989123457", "123456", "+4912384989123456"]
)
def test_without_the_number_on_file_nobody_is_proven(told: str | None) -> None:
    assert not proves(on_file("Sabine Huber"), Claim("Sabine Huber", told))


def test_a_date_of_birth_on_file_must_be_told_as_well() -> None:
    appointment = on_file("Sabine Huber", birthdate=BORN)
    assert proves(appointment, Claim("Sabine Huber", PHONE, BORN))
    assert not proves(appointment, Claim("Sabine Huber", PHONE))
    assert not proves(appointment, Claim("Sabine Huber", PHONE, "1985-05-04"))
    assert not proves(appointment, Claim("Sabine Huber", None, BORN))
    assert not proves(appointment, Claim("Peter Huber", PHONE, BORN))


def test_a_date_of_birth_does_no_harm_where_none_is_on_file() -> None:
    assert proves(on_file("Sabine Huber"), Claim("Sabine Huber", PHONE, BORN))


def test_name_and_date_of_birth_are_enough_where_no_number_is_on_file() -> None:
    appointment = on_file("Sabine Huber", "", BORN)
    assert proves(appointment, Claim("Sabine Huber", None, BORN))
    assert not proves(appointment, Claim("Sabine Huber", PHONE))


def test_a_name_alone_never_proves_anything() -> None:
    assert not proves(on_file("Sabine Huber", ""), Claim("Sabine Huber", PHONE, BORN))


SABINE, PETER = on_file("Sabine Huber"), on_file("Peter Huber")


def test_a_family_name_that_fits_two_people_proves_nobody() -> None:
    assert proven([SABINE, PETER], Claim("Huber", PHONE)) == ()
    assert proven([SABINE, PETER], Claim("Peter Huber", PHONE)) == (PETER,)


def test_somebody_with_several_appointments_gets_them_in_their_order() -> None:
    second = on_file("Sabine Huber")
    assert proven([SABINE, second], Claim("Huber", PHONE)) == (SABINE, second)


def test_who_is_called_just_so_goes_before_whom_the_name_may_be_short_for() -> None:
    mother, daughter = on_file("Anna Huber"), on_file("Annalena Huber")
    assert proven([daughter, mother], Claim("Anna Huber", PHONE)) == (mother,)
    assert proven([daughter], Claim("Anna Huber", PHONE)) == (daughter,)


def test_nobody_is_proven_among_none() -> None:
    assert proven([], Claim("Huber", PHONE)) == ()
