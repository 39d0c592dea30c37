"""Whatever a browser sends, signed in or not, a page answers, and with no error of its own."""

from random import Random
from urllib.parse import quote

import pytest

from kibox_pbx.dashboard.application import PAGES
from kibox_pbx.dashboard.page import Method, Page
from tests.dashboard.conftest import Browser
from tests.dashboard.office import (
    ACCOUNTS,
    APPOINTMENT,
    CALL,
    ENTRY,
    RECEIPT,
    REQUEST,
    token_in,
)

ODD = (
    "", "\0", " ", "0", "-1", "9" * 30, "9" * 5000, "²", "٣", "1e999", "nan", "ä" * 200, "..",
    "%00", "%", "' OR 1=1 --", "{{7*7}}", "<b>", "\u202e", "\udcff", "a" * 70, "a|b|c", "|",
    "0001-01-01", "9999-12-31", "2026-02-30", "2026-W53-7", "2026-11-23T07:00",
    "0001-01-01T00:00:00+00:00", "9999-12-31T23:59:59-12:00", "2026-11-23T07:00+99:99",
)  # fmt: skip
GOOD = {
    "call_id": CALL, "day": "2026-11-23", "person": "sommer", "appointment": APPOINTMENT,
    "kind": "message", "call": CALL, "number": "1", "name": "paula", "key": ENTRY,
    "span": "year", "version": "1", "question": "1", "change": "unlock", "role": "reception",
    "slot": "sommer|2026-11-23T10:00:00+01:00", "start": "2026-11-23T10:00:00+01:00",
    "first": "2026-11-23T10:00", "last": "2026-11-23T11:00", "block": "b", "do": "try",
    "seen": "1", "language": "de", "asked": "haben sie parkplätze", "telephone": "room_2",
    "really": "yes", "questions-de": "wo\nwohin", "answer-de": "Dort.", "code": "000000",
    "request": REQUEST, "extent": "all", "receipt": RECEIPT, "form": "txt",
    "identity": "gesehen",
    "record": f"call/{CALL}", "theirs": "yes", "why": "so", "where": f"message/{CALL}-1",
    "set.phone": "030 1234567", "informed": "2026-11-22", "received": "2026-11-22",
    "born": "1980-05-01", "purpose": "recording", "plan": "0" * 32,
    "secret": "A" * 32, "new": "abcdefghijkl", "new_code": "000000", "password": "wrong",
}  # fmt: skip
AWAY = {502, 503}
"""Said of Asterisk or the service where they are not there."""

ENDS_IT = {"/sign-out", "/live/stream"}
"""Ends the session, or never."""

ODD_SHARE = 0.25
ASKED = [page for page in PAGES if page.path not in ENDS_IT]


@pytest.fixture(params=ACCOUNTS)
def signed_in(browser: Browser, request: pytest.FixtureRequest) -> Browser:
    browser.sign_in(str(request.param))
    return browser


def asked(browser: Browser, page: Page, told: dict[str, str], header: str | None) -> int:
    """Ask for a page as a browser would, with these values; return the answer's status."""
    path = page.path
    for name, value in told.items():
        path = path.replace(f"{{{name}}}", quote(value, safe="", errors="surrogateescape"))
    sent = {} if header is None else {"accept-language": _sendable(header)}
    if page.method is Method.LOOK:
        query = {name: _text(told[name]) for name in ("version", "question")}
        return browser.client.get(
            path, params=query, headers=sent, follow_redirects=False
        ).status_code
    token = token_in(browser.client.get("/me").text)
    form = {name: _text(value) for name, value in told.items()} | {"form_token": token}
    return browser.client.post(
        path, data=form, headers=sent, follow_redirects=False
    ).status_code


def _text(value: str) -> str:
    return value.encode("utf-8", "replace").decode()


def _sendable(value: str) -> str:
    return value.encode("ascii", "replace").decode().replace("\0", "?")


def holds(browser: Browser, most: int) -> None:
    """Ask for some pages, each with mostly good values; the same ones each time."""
    random = Random(most)  # noqa: S311 - no secret
    for _ in range(most):
        page = random.choice(ASKED)
        told = {
            name: random.choice(ODD) if random.random() < ODD_SHARE else good
            for name, good in GOOD.items()
        }
        status = asked(browser, page, told, random.choice((*ODD, None)))
        assert status < 500 or status in AWAY, (page.path, told)


def test_odd_values_are_refused_or_taken_and_break_no_page(signed_in: Browser) -> None:
    holds(signed_in, 60)


@pytest.mark.long
@pytest.mark.timeout(900)
def test_thousands_of_odd_values_break_no_page(signed_in: Browser) -> None:
    holds(signed_in, 3000)


def test_what_is_odd_is_taken_down_as_a_request_or_refused(browser: Browser) -> None:
    browser.sign_in("paula")
    (opening,) = (
        page for page in ASKED if page.path == "/requests/new" and page.method == "POST"
    )
    good = GOOD | {"kind": "objection", "number": "030 1234567", "call": ""}
    for field in ("kind", "number", "name", "born", "received", "identity", "call"):
        for value in ODD:
            assert asked(browser, opening, good | {field: value}, None) < 500, (field, value)


@pytest.mark.long
def test_a_day_a_span_and_a_number_may_be_anything(browser: Browser) -> None:
    browser.sign_in("rita")
    for page in ASKED:
        if page.method is Method.LOOK and "{" in page.path:
            for value in ODD:
                status = asked(browser, page, dict.fromkeys(GOOD, value), None)
                assert status < 500 or status in AWAY, (page.path, value)
