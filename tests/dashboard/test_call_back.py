"""Calling back: only who may, only whom a caller named, only by a telephone of the house."""

from collections.abc import Callable

import pytest

from kibox_pbx.records import FilledForm, Message
from kibox_pbx.storage.calls import CallRepository
from tests.dashboard.conftest import Browser
from tests.dashboard.office import CALL, FROZEN
from tests.dashboard.test_live import choose_telephone
from tests.dashboard.test_pages import accesses

PATH, PAGE = "/inbox/call-back", "/inbox"


def item(kind: str = "message", call: str = CALL, number: str = "1") -> dict[str, str]:
    return {"kind": kind, "call": call, "number": number}


def left(browser: Browser, phone: str | None) -> str:
    """Have a caller leave another message, and return its number."""
    portal = browser.client.portal
    assert portal is not None
    calls = CallRepository(browser.database)
    portal.call(calls.take_message, CALL, Message("bitte anrufen", "Lena", phone, "desk"))
    return "2"


@pytest.mark.parametrize("kind", ["message", "request"])
def test_the_own_telephone_rings_and_then_whoever_left_a_message(
    browser: Browser, kind: str
) -> None:
    browser.sign_in("rita")
    assert "Zurückrufen" not in browser.client.get(PAGE).text
    assert browser.send(PATH, PAGE, **item(kind)) == 400
    choose_telephone(browser)
    assert "Zurückrufen" in browser.client.get(PAGE).text
    assert browser.send(PATH, PAGE, **item(kind)) == 303
    assert browser.telephone.rung.all == [("PJSIP/202", "+4930111")]
    assert ("rita", "call_back", CALL) in accesses(browser)
    assert "room 2" in browser.client.get("/ringing").text


def test_the_number_of_a_call_is_called_back(browser: Browser) -> None:
    browser.sign_in("rita")
    choose_telephone(browser, "desk")
    page = f"/calls/{CALL}"
    assert "Zurückrufen" in browser.client.get(page).text
    assert browser.send(f"{page}/call-back", page) == 303
    assert browser.telephone.rung.all == [("PJSIP/200", "+493012345678")]
    assert browser.send(f"/calls/{FROZEN}/call-back", page) == 404


def test_no_form_names_a_number(browser: Browser) -> None:
    browser.sign_in("rita")
    choose_telephone(browser)
    told = item() | {"phone": "+49900123456", "dial": "PJSIP/9", "telephone": "PJSIP/9"}
    assert browser.send(PATH, PAGE, **told) == 303
    assert browser.telephone.rung.all == [("PJSIP/202", "+4930111")]


@pytest.mark.parametrize(
    "phone", ["+49900123456", "+43123456789", "112", "+493023125001&PJSIP/9", None]
)
def test_what_costs_extra_or_is_no_number_is_not_called(
    browser: Browser, phone: str | None
) -> None:
    browser.sign_in("rita")
    choose_telephone(browser)
    assert browser.send(PATH, PAGE, **item(number=left(browser, phone))) == 400
    assert browser.telephone.rung.all == []


def test_what_is_restricted_or_unknown_is_not_called(browser: Browser) -> None:
    browser.sign_in("rita")
    choose_telephone(browser)
    for wrong in (item(call=FROZEN), item(call="nobody"), item(number="99")):
        assert browser.send(PATH, PAGE, **wrong) == 404
    assert browser.send(PATH, PAGE, **item(kind="call")) == 400
    assert browser.telephone.rung.all == []


@pytest.mark.parametrize("name", ["paula", "adam"])
def test_others_call_nobody_back(browser: Browser, name: str) -> None:
    browser.sign_in(name)
    for path in (PATH, f"/calls/{CALL}/call-back"):
        assert browser.send(path, "/me", **item()) == 403
    assert browser.client.get("/ringing").status_code == 403
    assert browser.telephone.rung.all == []


def test_an_asterisk_that_is_away_is_told(browser: Browser) -> None:
    browser.sign_in("rita")
    choose_telephone(browser)
    browser.telephone.rung.is_away = True
    assert browser.send(PATH, PAGE, **item()) == 502


def test_a_filled_form_without_a_number_offers_no_call(browser: Browser) -> None:
    browser.sign_in("rita")
    choose_telephone(browser)
    portal = browser.client.portal
    assert portal is not None
    take: Callable[..., object] = CallRepository(browser.database).take_form
    portal.call(take, CALL, FilledForm("refill", (("drug", "x"),), "Lena", None))
    assert browser.send(PATH, PAGE, **item("request", number="2")) == 400
