"""Appointments that clash with the practice's own calendar say so, in words."""

import pytest

from kibox_pbx.dashboard.calendar_marks import OVERLAPS, marks
from kibox_pbx.dashboard.wording import words_of
from kibox_pbx.records import Appointment
from kibox_pbx.storage.busy_elsewhere import BusyElsewhereRepository, BusyTime
from kibox_pbx.storage.calendar_clashes import Conflict
from kibox_pbx.storage.two_sides import LASTING, Clash
from kibox_pbx.utterance import Language
from tests.dashboard.conftest import Browser
from tests.dashboard.office import clash_with
from tests.storage.practice import a_slot, at

DAY = "/calendar/day/2026-11-23"
EIGHT = Appointment("a", a_slot(23, 8), "Anna", "+4930111", None)
TWO = Appointment("b", a_slot(23, 14), "Ben", "+4930222", None)
AT_EIGHT, AT_TWO = ((each.slot.person, each.slot.start) for each in (EIGHT, TWO))
MORNING = at(23, 7)


def busy(first: int, last: int, person: str = "sommer") -> BusyTime:
    return BusyTime(person, at(23, first), at(23, last))


def test_what_overlaps_is_marked_and_what_only_touches_is_not() -> None:
    both = EIGHT, TWO
    assert marks(both, [busy(7, 9)], (), MORNING) == {AT_EIGHT: OVERLAPS}
    assert marks(both, [busy(7, 8), busy(9, 14), busy(15, 16)], (), MORNING) == {}
    assert marks(both, [busy(7, 16, "winter")], (), MORNING) == {}


def test_what_is_over_is_left_in_peace() -> None:
    assert marks((EIGHT, TWO), [busy(7, 16)], (), at(23, 9)) == {AT_TWO: OVERLAPS}


@pytest.mark.parametrize("kind", Clash)
def test_what_waits_for_people_is_named_and_what_they_were_told_of_is_not(kind: Clash) -> None:
    conflict = Conflict("sommer", kind, *(at(23, hour) for hour in (8, 9)))
    found = marks((EIGHT, TWO), [busy(8, 9)], [conflict], MORNING)
    assert found == {AT_EIGHT: f"clash.{kind}" if kind in LASTING else OVERLAPS}
    assert all(found[AT_EIGHT] in words_of(each) for each in Language)


def test_the_calendar_says_what_clashes_and_when_somebody_is_busy(browser: Browser) -> None:
    browser.sign_in("rita")
    assert "Konflikt" not in browser.client.get(DAY).text
    portal = browser.client.portal
    assert portal is not None
    portal.call(clash_with, browser.database)
    text = browser.client.get(DAY).text
    assert text.count("Konflikt: Im Kalender der Praxis steht zu dieser Zeit etwas.") == 1
    assert text.count("Konflikt: Im Kalender der Praxis auf eine vergebene Zeit verlegt.") == 1
    assert "\u2026\u201310:00</strong> Sommer<br>Belegt im Kalender der Praxis" in text
    assert "Konflikt" not in browser.client.get(f"{DAY}/winter").text


def test_calendars_that_say_the_same_show_once(browser: Browser) -> None:
    elsewhere = BusyElsewhereRepository(browser.database)
    portal = browser.client.portal
    assert portal is not None
    for person, source, hours in (
        ("sommer", "caldav", (8, 10)),
        ("sommer", "ics", (9, 11)),
        ("winter", "ics", (10, 12)),
    ):
        span = [(at(23, hours[0]), at(23, hours[1]))]
        portal.call(elsewhere.replace, (person, source), span, MORNING)
    found = portal.call(elsewhere.between, at(23, 9), at(23, 10))
    assert found == (busy(8, 11),)
    assert portal.call(elsewhere.between, at(23, 11), at(24, 0)) == (busy(10, 12, "winter"),)
