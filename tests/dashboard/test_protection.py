"""Nobody gets in, or has somebody else do something, by way of a browser."""

import hmac
import logging
import struct
from datetime import timedelta

import pytest

from kibox_pbx.dashboard.application import PAGES
from kibox_pbx.dashboard.page import Method
from kibox_pbx.dashboard.protection import HEADERS
from kibox_pbx.storage.accounts import AccountRepository
from kibox_pbx.storage.totp import new_secret
from tests.dashboard.conftest import HOME, Browser
from tests.dashboard.office import CALL, clock, token_in
from tests.dashboard.test_pages import path_of

CHANGES = [path_of(each) for each in PAGES if each.method is Method.CHANGE]


@pytest.mark.parametrize(
    "path",
    ["/sign-in", "/inbox", "/calls/nobody", "/nowhere", "/static/style.css", "/static/x"],
)
def test_every_answer_is_protected(browser: Browser, path: str) -> None:
    browser.sign_in("rita")
    answer = browser.client.get(path)
    for name, value in HEADERS.items():
        assert answer.headers[name] == value
    policy = answer.headers["content-security-policy"]
    assert "default-src 'none'" in policy
    assert "frame-ancestors 'none'" in policy
    assert "unsafe" not in policy
    assert "script-src" not in policy


def test_the_cookie_is_kept_from_scripts_and_other_sites(browser: Browser) -> None:
    cookie = browser.client.get("/sign-in").headers["set-cookie"].lower()
    assert "httponly" in cookie
    assert "samesite=strict" in cookie
    assert "path=/" in cookie
    assert "max-age" not in cookie


def test_a_planted_cookie_is_no_session_after_somebody_signed_in(browser: Browser) -> None:
    browser.client.cookies.set("kibox", "planted", domain="127.0.0.1")
    assert browser.sign_in("rita") == 303
    assert browser.client.get("/inbox").status_code == 200
    browser.client.cookies.clear()
    browser.client.cookies.set("kibox", "planted", domain="127.0.0.1")
    answer = browser.client.get("/inbox", follow_redirects=False)
    assert answer.headers["location"] == "/sign-in"


def test_signing_in_again_ends_the_session_before(browser: Browser) -> None:
    browser.sign_in("rita")
    before = browser.client.cookies["kibox"]
    browser.sign_in("paula")
    browser.client.cookies.clear()
    browser.client.cookies.set("kibox", before, domain="127.0.0.1")
    assert browser.client.get("/inbox", follow_redirects=False).status_code == 303


def test_whoever_signs_out_is_out(browser: Browser) -> None:
    browser.sign_in("rita")
    session = browser.client.cookies["kibox"]
    assert browser.send("/sign-out", "/inbox") == 303
    browser.client.cookies.set("kibox", session, domain="127.0.0.1")
    assert browser.client.get("/inbox", follow_redirects=False).status_code == 303


@pytest.mark.parametrize("path", CHANGES)
@pytest.mark.parametrize("token", [{}, {"form_token": "0" * 64}, {"form_token": "ä"}])
def test_no_change_without_the_token_of_our_form(
    browser: Browser, path: str, token: dict[str, str]
) -> None:
    browser.sign_in("adam" if "accounts" in path else "rita")
    told = {"kind": "message", "call": CALL, "number": "1", "change": "unlock"} | token
    assert browser.client.post(path, data=told).status_code == 403


def test_no_change_and_no_sign_in_from_another_site(browser: Browser) -> None:
    browser.sign_in("rita")
    token = token_in(browser.client.get("/inbox").text)
    told = {"form_token": token, "kind": "message", "call": CALL, "number": "1"}
    for origin in ("http://evil.example", "null", "http://127.0.0.1:9", "http://["):
        for path in ("/inbox/mark-done", "/sign-in"):
            answer = browser.client.post(path, data=told, headers={"origin": origin})
            assert answer.status_code == 403
    own = browser.client.post(
        "/inbox/mark-done", data=told, headers={"origin": HOME}, follow_redirects=False
    )
    assert own.status_code == 303


def test_a_form_that_is_none_or_too_long_is_refused(browser: Browser) -> None:
    assert browser.client.post("/sign-in", json={"name": "rita"}).status_code == 415
    assert browser.client.post("/sign-in", data={"name": "x" * 20_000}).status_code == 413
    many = {f"field{each}": "x" for each in range(60)}
    assert browser.client.post("/sign-in", data=many).status_code == 400


def test_wrong_passwords_are_slowed_down_as_on_the_command_line(browser: Browser) -> None:
    assert [browser.sign_in("rita", "wrong") for _ in range(5)] == [401] * 5
    assert browser.sign_in("rita") == 429
    assert [browser.sign_in("nobody", "wrong") for _ in range(6)] == [401] * 5 + [429]


def test_an_account_with_an_app_needs_its_code(browser: Browser) -> None:
    portal = browser.client.portal
    assert portal is not None
    accounts = AccountRepository(browser.database, clock)
    secret = new_secret()
    portal.call(accounts.set_totp, "adam", "rita", secret)
    assert browser.sign_in("rita") == 401
    assert browser.sign_in("rita", code="000000") == 401
    assert browser.sign_in("rita", code=code_of(secret)) == 303


def code_of(secret: bytes) -> str:
    """Return the code that an app shows now (RFC 6238), made by itself."""
    counter = struct.pack(">Q", int(clock().timestamp()) // 30)
    mac = hmac.digest(secret, counter, "sha1")
    at = mac[-1] & 15
    return f"{(struct.unpack('>I', mac[at : at + 4])[0] & 0x7FFFFFFF) % 1_000_000:06}"


@pytest.mark.parametrize(
    "host", ["evil.example", "evil.example:4575", "", "127.0.0.1.evil.example"]
)
def test_a_name_that_is_not_ours_is_refused(browser: Browser, host: str) -> None:
    assert browser.client.get("/sign-in", headers={"host": host}).status_code == 421


@pytest.mark.parametrize("host", ["localhost:4575", "127.0.0.1", "[::1]:4575", "LOCALHOST"])
def test_addresses_and_localhost_are_ours(browser: Browser, host: str) -> None:
    assert browser.client.get("/sign-in", headers={"host": host}).status_code == 200


def test_who_comes_by_a_foreign_link_is_asked_to_come_again(browser: Browser) -> None:
    answer = browser.client.get(
        "/inbox", headers={"sec-fetch-site": "cross-site"}, follow_redirects=False
    )
    assert answer.status_code == 200
    assert 'http-equiv="refresh"' in answer.text
    assert "set-cookie" not in answer.headers


def test_the_log_has_templates_and_half_an_address(
    browser: Browser, caplog: pytest.LogCaptureFixture
) -> None:
    browser.sign_in("rita")
    with caplog.at_level(logging.INFO, "kibox_pbx.dashboard"):
        caplog.clear()
        browser.client.get(f"/calls/{CALL}?name=Erika")
    (line,) = [each for each in caplog.records if each.name.startswith("kibox_pbx.dashboard")]
    values = line.__dict__["values"]
    assert values["page"] == "/calls/:call_id"
    assert values["host"] == "192.0.2.0"
    assert values["status"] == "200"
    assert "Erika" not in str(line.__dict__)
    assert CALL not in str(values)


def test_a_session_ends_after_a_quarter_of_an_hour(browser: Browser) -> None:
    browser.sign_in("rita")
    sql = "UPDATE sessions SET used_at = ?"
    old = (clock() - timedelta(minutes=15)).isoformat(timespec="milliseconds")
    portal = browser.client.portal
    assert portal is not None
    portal.call(browser.database.write, lambda tables: tables.conn.execute(sql, [old]).rowcount)
    assert browser.client.get("/inbox", follow_redirects=False).status_code == 303
