"""Every route that there is, for everybody that there is: nobody gets what is not theirs.

The table is written by hand, not computed from what it tests; a route without a line fails.
"""

import re
from itertools import product
from urllib.parse import urljoin, urlsplit

import pytest
from httpx2 import Response as Answer
from starlette.applications import Starlette
from starlette.routing import Route

from kibox_pbx.config.settings import Settings
from kibox_pbx.dashboard.application import PAGES, application
from kibox_pbx.dashboard.protection import HEADERS, POLICY_WITH_SCRIPT
from tests.dashboard.conftest import HOME, Browser
from tests.dashboard.office import clock, store_of, token_in, web_of
from tests.dashboard.test_pages import path_of

ENDING = {"POST /sign-in", "POST /sign-out"}
WITH_SCRIPT = {"GET /live", "GET /calendar/week/{day}", "GET /calendar/week/{day}/{person}"}
KINDS = {
    "application/json", "application/zip", "audio/ogg", "audio/wav", "audio/x-wav",
    "text/calendar", "text/css", "text/event-stream", "text/html", "text/plain",
}  # fmt: skip
RITA, PAULA, ADAM = "rita", "paula", "adam"
"""The reception, the privacy officer, the admin; None: nobody has signed in."""

OFFICE = frozenset({RITA, PAULA})
STAFF = frozenset({RITA, PAULA, ADAM})
ANYBODY = frozenset({None, RITA, PAULA, ADAM})

WHO: dict[str, frozenset[str | None]] = {
    "GET /": STAFF,
    "GET /accounts": frozenset({ADAM}),
    "GET /calendar": OFFICE,
    "GET /calendar/appointments/{appointment}": frozenset({RITA}),
    "GET /calendar/appointments/{appointment}/from/{day}": frozenset({RITA}),
    "GET /calendar/blocked": frozenset({RITA}),
    "GET /calendar/day/{day}": OFFICE,
    "GET /calendar/day/{day}/{person}": OFFICE,
    "GET /calendar/subscription/{token}.ics": ANYBODY,
    "GET /calendar/week/{day}": OFFICE,
    "GET /calendar/week/{day}/{person}": OFFICE,
    "GET /calls": OFFICE,
    "GET /calls/before/{call_id}": OFFICE,
    "GET /calls/{call_id}": OFFICE,
    "GET /calls/{call_id}/recording": frozenset({PAULA}),
    "GET /entries": STAFF,
    "GET /entries/new": STAFF,
    "GET /entries/{key}": STAFF,
    "GET /health": frozenset({ADAM}),
    "GET /inbox": OFFICE,
    "GET /inbox/after/{kind}/{call}/{number}": OFFICE,
    "GET /inbox/done": OFFICE,
    "GET /inbox/done/after/{kind}/{call}/{number}": OFFICE,
    "GET /live": OFFICE,
    "GET /live/stream": OFFICE,
    "GET /me": STAFF,
    "GET /me/app": STAFF,
    "GET /questions": OFFICE,
    "GET /questions/{question}/entries": OFFICE,
    "GET /requests": frozenset({PAULA}),
    "GET /requests/new": frozenset({PAULA}),
    "GET /requests/new/{call_id}": frozenset({PAULA}),
    "GET /requests/settled": frozenset({PAULA}),
    "GET /requests/{request}": frozenset({PAULA}),
    "GET /requests/{request}/erase/{extent}": frozenset({PAULA}),
    "GET /requests/{request}/rectify": frozenset({PAULA}),
    "GET /retention": frozenset({PAULA, ADAM}),
    "GET /retention/receipts": frozenset({PAULA, ADAM}),
    "GET /retention/receipts/{receipt}": frozenset({PAULA, ADAM}),
    "GET /retention/receipts/{receipt}/file/{form}": frozenset({PAULA, ADAM}),
    "GET /ringing": frozenset({RITA}),
    "GET /sign-in": ANYBODY,
    "GET /static/{name}": ANYBODY,
    "GET /statistics": STAFF,
    "GET /statistics/{span}": STAFF,
    "POST /accounts": frozenset({ADAM}),
    "POST /accounts/{name}": frozenset({ADAM}),
    "POST /calendar/appointments/{appointment}/cancel": frozenset({RITA}),
    "POST /calendar/appointments/{appointment}/move": frozenset({RITA}),
    "POST /calendar/blocked": frozenset({RITA}),
    "POST /calendar/blocked/remove": frozenset({RITA}),
    "POST /calls/{call_id}/call-back": frozenset({RITA}),
    "POST /entries/new": STAFF,
    "POST /entries/try": STAFF,
    "POST /entries/{key}": STAFF,
    "POST /inbox/call-back": frozenset({RITA}),
    "POST /inbox/mark-done": OFFICE,
    "POST /inbox/mark-open": OFFICE,
    "POST /live/take-over": frozenset({RITA}),
    "POST /me/app": STAFF,
    "POST /me/app/remove": STAFF,
    "POST /me/password": STAFF,
    "POST /me/telephone": frozenset({RITA}),
    "POST /questions/mark-done": OFFICE,
    "POST /requests/new": frozenset({PAULA}),
    "POST /requests/{request}/erase/{extent}": frozenset({PAULA}),
    "POST /requests/{request}/export": frozenset({PAULA}),
    "POST /requests/{request}/extend": frozenset({PAULA}),
    "POST /requests/{request}/identity": frozenset({PAULA}),
    "POST /requests/{request}/lift-objection": frozenset({PAULA}),
    "POST /requests/{request}/object": frozenset({PAULA}),
    "POST /requests/{request}/records": frozenset({PAULA}),
    "POST /requests/{request}/rectify": frozenset({PAULA}),
    "POST /requests/{request}/refuse": frozenset({PAULA}),
    "POST /requests/{request}/restrict": frozenset({PAULA}),
    "POST /requests/{request}/serve": frozenset({PAULA}),
    "POST /requests/{request}/unrestrict": frozenset({PAULA}),
    "POST /requests/{request}/withdraw": frozenset({PAULA}),
    "POST /retention/receipts/verify": frozenset({PAULA, ADAM}),
    "POST /retention/receipts/{receipt}/verify": frozenset({PAULA, ADAM}),
    "POST /sign-in": ANYBODY,
    "POST /sign-out": STAFF,
}


def routes_of(settings: Settings) -> dict[str, str]:
    """Return each route of the application as ``GET /path``, with a path that leads there."""
    pages = application(settings, web_of(settings), store_of(settings), clock)._pages
    assert isinstance(pages, Starlette)
    named = {f"{each.method} {each.path}": path_of(each) for each in PAGES}
    found = {}
    for route in pages.routes:
        assert isinstance(route, Route)
        for method in (route.methods or set()) - {"HEAD"}:
            name = f"{method} {route.path}"
            path = route.path.replace("{token}", "x").replace("{name}", "style.css")
            found[name] = named.get(name, path)
    return found


def ask_all(browser: Browser, settings: Settings, name: str | None) -> dict[str, Answer]:
    """Ask for every route as somebody, with a form of ours that is empty; sign out last."""
    told = {}
    if name is not None:
        assert browser.sign_in(name) == 303
        told = {"form_token": token_in(browser.client.get("/me").text)}
    routes = sorted(routes_of(settings).items(), key=lambda each: each[0] in ENDING)
    answers = {}
    for route, path in routes:
        method = route.split()[0]
        form = told if method == "POST" else None
        answers[route] = browser.client.request(method, path, data=form, follow_redirects=False)
    return answers


def test_every_route_has_a_line(settings: Settings) -> None:
    assert set(routes_of(settings)) == set(WHO)


@pytest.mark.parametrize("name", [None, RITA, PAULA, ADAM])
def test_every_route_is_for_those_in_its_line_and_protected(
    browser: Browser, settings: Settings, name: str | None
) -> None:
    answers = ask_all(browser, settings, name)
    refused = {route for route, answer in answers.items() if is_refused(answer, name)}
    assert refused == {route for route, allowed in WHO.items() if name not in allowed}
    for route in refused:
        assert "Erika" not in answers[route].text
        assert "+4930111" not in answers[route].text
    for route, answer in answers.items():
        check_protection(route, answer)
        assert answer.status_code < 500


def is_refused(answer: Answer, name: str | None) -> bool:
    if name is None:
        return answer.headers.get("location") == "/sign-in"
    return answer.status_code == 403


def check_protection(route: str, answer: Answer) -> None:
    """Look at what a browser may do with an answer, and at where it leads."""
    expected = dict(HEADERS)
    if route in WITH_SCRIPT:
        expected["Content-Security-Policy"] = POLICY_WITH_SCRIPT
    assert {key: answer.headers.get(key) for key in expected} == expected, route
    assert answer.headers.get("content-type", "text/plain").partition(";")[0] in KINDS
    assert "server" not in answer.headers
    for cookie in answer.headers.get_list("set-cookie"):
        flags = {each.strip().lower() for each in cookie.split(";")[1:]}
        assert flags >= {"httponly", "samesite=strict", "path=/"}, route
    assert re.fullmatch(r"(/[^/\\]?.*)?", answer.headers.get("location", "")), route


FOREIGN = (
    "//evil.example", "//evil.example/inbox/", "/\\evil.example", "/inbox/?to=//evil.example",
    "/sign-in?next=https://evil.example", "/%2f%2fevil.example/", "/static//evil.example/",
)  # fmt: skip


def test_no_address_leads_to_another_site(browser: Browser) -> None:
    browser.sign_in(RITA)
    for path in FOREIGN:
        answer = browser.client.get(HOME + path, follow_redirects=False)
        where = urljoin(HOME, answer.headers.get("location", "/"))
        assert urlsplit(where).netloc == urlsplit(HOME).netloc
        assert "evil.example" not in answer.text


OUTSIDE = (
    "/static/../application.py", "/static/..%2fapplication.py", "/static/%2e%2e/cookie.py",
    "/static//etc/passwd", "/static/%2fetc%2fpasswd", "/static/style.css%00.js",
    "/static/..%5ccookie.py", "/calls/..%2f..%2fkibox.key", "/calls/../kibox.db/recording",
    "/entries/..%2f..%2fkibox.key", "/calendar/day/..%2f..", "/statistics/..%2fweek",
)  # fmt: skip


def test_no_address_leads_out_of_the_pages(browser: Browser) -> None:
    browser.sign_in(PAULA)
    for path in OUTSIDE:
        answer = browser.client.get(HOME + path, follow_redirects=False)
        assert answer.status_code == 404
        assert "import" not in answer.text


def test_no_other_method_does_anything(browser: Browser) -> None:
    browser.sign_in(RITA)
    paths = "/inbox", "/inbox/mark-done", "/sign-in", "/static/style.css"
    methods = "PUT", "DELETE", "PATCH", "TRACE", "OPTIONS", "PROPFIND"
    for method, path in product(methods, paths):
        answer = browser.client.request(method, path)
        assert answer.status_code == 405
        assert not {each for each in answer.headers if each.startswith("access-control")}


def test_nothing_the_pages_say_is_for_another_site(browser: Browser) -> None:
    browser.sign_in(RITA)
    answer = browser.client.get("/inbox", headers={"origin": "https://evil.example"})
    assert "access-control-allow-origin" not in answer.headers
