"""Moving and cancelling appointments, and blocking times, on the pages."""

import html
import re

import pytest

from tests.dashboard.conftest import Browser
from tests.dashboard.office import APPOINTMENT, EVIL
from tests.dashboard.test_pages import accesses

PAGE = f"/calendar/appointments/{APPOINTMENT}"
DAY = "/calendar/day/2026-11-23"
MOVE, CANCEL = f"{PAGE}/move", f"{PAGE}/cancel"
START = "2026-11-23T08:00:00+01:00"
BLOCKED = "/calendar/blocked"
SPAN = {"first": "2026-11-24T08:00", "last": "2026-11-24T08:30"}


def slots(browser: Browser) -> list[str]:
    found = re.findall(r'name="slot" value="([^"]+)"', browser.client.get(PAGE).text)
    return [html.unescape(each) for each in found]


def test_an_appointment_moves_to_a_time_the_calendar_offers(browser: Browser) -> None:
    browser.sign_in("rita")
    assert PAGE in browser.client.get(DAY).text
    offered = slots(browser)
    assert "sommer|2026-11-24T08:30:00+01:00" in offered
    assert not any(START in each and each.startswith("sommer") for each in offered)
    told = {"slot": "sommer|2026-11-24T08:30:00+01:00", "start": START}
    assert browser.send(MOVE, PAGE, **told) == 200
    text = browser.client.get("/calendar/day/2026-11-24").text
    assert "08:30\u201309:00" in text
    assert "Bitte Bescheid sagen" in browser.client.get("/inbox").text
    assert "24.11.2026, 08:30" in browser.client.get("/inbox").text
    noted = accesses(browser)
    assert ("rita", "move_appointment", APPOINTMENT) in noted
    assert ("rita", "show_appointment", APPOINTMENT) in noted
    assert browser.send(MOVE, PAGE, **told) == 404


@pytest.mark.parametrize(
    ("slot", "status"),
    [
        ("sommer|2026-11-24T12:00:00+01:00", 409),
        ("sommer|2026-11-24T08:07:00+01:00", 409),
        ("sommer|2026-11-22T08:00:00+01:00", 409),
        ("sommer|2027-11-23T08:00:00+01:00", 409),
        ("sommer|2026-11-23T14:00:00+01:00", 409),
        ("nobody|2026-11-24T08:00:00+01:00", 400),
        ("sommer|2026-11-24T08:00:00", 400),
        ("sommer|tomorrow", 400),
        ("", 400),
    ],
)
def test_it_moves_nowhere_else(browser: Browser, slot: str, status: int) -> None:
    """The last but four is the restricted one's own."""
    browser.sign_in("rita")
    assert browser.send(MOVE, PAGE, slot=slot, start=START) == status
    assert "08:00\u201308:30" in browser.client.get(DAY).text
    assert "Bitte Bescheid sagen" not in browser.client.get("/inbox").text


def test_an_appointment_is_cancelled_once_the_box_is_ticked(browser: Browser) -> None:
    browser.sign_in("rita")
    assert browser.send(CANCEL, PAGE, start=START) == 409
    assert PAGE in browser.client.get(DAY).text
    assert browser.send(CANCEL, PAGE, start=START, really="yes") == 200
    assert PAGE not in browser.client.get(DAY).text
    assert "ist abgesagt" in browser.client.get("/inbox").text
    assert browser.client.get(PAGE).status_code == 404


def test_who_tells_whom_is_text(browser: Browser) -> None:
    browser.sign_in("rita")
    told = {"start": START, "really": "yes", "form_token": ""}
    page = browser.client.get(PAGE).text
    assert EVIL not in page
    token = re.search(r'form_token" value="([0-9a-f]+)"', page)
    assert token
    answer = browser.client.post(CANCEL, data=told | {"form_token": token[1]})
    assert EVIL not in answer.text
    assert "+4930111" in answer.text


def test_the_restricted_and_the_unknown_cannot_be_touched(browser: Browser) -> None:
    browser.sign_in("rita")
    for other in ("b" * 32, "../inbox"):
        page = f"/calendar/appointments/{other}"
        assert browser.client.get(page).status_code == 404
        assert browser.send(f"{page}/cancel", PAGE, start=START, really="yes") == 404
    assert "Belegt" in browser.client.get(DAY).text


@pytest.mark.parametrize("name", ["paula", "adam"])
def test_others_change_nothing(browser: Browser, name: str) -> None:
    browser.sign_in(name)
    assert browser.client.get(PAGE).status_code == 403
    assert browser.client.get(BLOCKED).status_code == 403
    assert browser.send(CANCEL, "/me", start=START, really="yes") == 403
    assert browser.send(BLOCKED, "/me", person="sommer", **SPAN) == 403
    if name == "paula":
        text = browser.client.get(DAY).text
        assert "08:00\u201308:30" in text
        assert "data-move" not in text
        assert "/calendar/appointments/" not in text


def test_a_blocked_time_shows_and_is_not_offered(browser: Browser) -> None:
    browser.sign_in("rita")
    wanted = "sommer|2026-11-24T08:00:00+01:00"
    assert wanted in slots(browser)
    assert browser.send(BLOCKED, BLOCKED, person="sommer", **SPAN) == 303
    assert wanted not in slots(browser)
    assert browser.send(MOVE, PAGE, slot=wanted, start=START) == 409
    assert "<br>Gesperrt</li>" in browser.client.get("/calendar/day/2026-11-24").text
    text = browser.client.get(BLOCKED).text
    block = re.search(r'name="block" value="([0-9a-f]{32})"', text)
    assert block
    assert browser.send(f"{BLOCKED}/remove", BLOCKED, block=block[1]) == 303
    assert wanted in slots(browser)


@pytest.mark.parametrize(
    ("told", "status"),
    [
        (SPAN, 400),
        (SPAN | {"person": "nobody"}, 400),
        ({"person": "sommer"}, 400),
        ({"person": "sommer", "first": "2026-11-24T08:00+01:00", "last": "x"}, 400),
        ({"person": "sommer", "first": SPAN["last"], "last": SPAN["first"]}, 400),
    ],
)
def test_a_block_that_is_none_is_refused(
    browser: Browser, told: dict[str, str], status: int
) -> None:
    browser.sign_in("rita")
    assert browser.send(BLOCKED, BLOCKED, **told) == status
    assert "Nichts ist gesperrt" in browser.client.get(BLOCKED).text


def test_appointments_that_lie_in_a_blocked_time_are_counted(browser: Browser) -> None:
    browser.sign_in("rita")
    told = {"first": "2026-11-23T07:30", "last": "2026-11-25T00:00", "person": "sommer"}
    assert browser.send(BLOCKED, BLOCKED, **told) == 303
    assert "Termine, die darin liegen: 2" in browser.client.get(BLOCKED).text
    assert "\u2026\u2013" in browser.client.get("/calendar/day/2026-11-24").text


def test_the_calendar_of_one_person_shows_no_other(browser: Browser) -> None:
    browser.sign_in("rita")
    for view in ("week", "day"):
        page = f"/calendar/{view}/2026-11-23"
        assert PAGE in browser.client.get(f"{page}/sommer").text
        assert PAGE not in browser.client.get(f"{page}/winter").text
        assert browser.client.get(f"{page}/nobody").status_code == 404
