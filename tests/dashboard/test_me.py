"""One's own password and app: changed by nobody but whoever knows the password."""

import base64
import re

import pytest

from kibox_pbx.storage.accounts import AccountRepository
from kibox_pbx.storage.totp import new_secret
from tests.dashboard.conftest import Browser
from tests.dashboard.office import clock
from tests.dashboard.test_pages import accesses
from tests.dashboard.test_protection import code_of
from tests.signing_in import PASSWORD

NEW = "tall lamp nineteen"


def test_a_password_is_changed_and_ends_every_other_session(browser: Browser) -> None:
    browser.sign_in("rita")
    other = browser.client.cookies["kibox"]
    browser.client.cookies.clear()
    browser.sign_in("rita")
    told = {"password": PASSWORD, "new": NEW}
    assert browser.send("/me/password", "/me", **told) == 303
    assert browser.client.get("/inbox", follow_redirects=False).status_code == 200
    browser.client.cookies.clear()
    browser.client.cookies.set("kibox", other, domain="127.0.0.1")
    assert browser.client.get("/inbox", follow_redirects=False).status_code == 303
    browser.client.cookies.clear()
    assert browser.sign_in("rita") == 401
    assert browser.sign_in("rita", NEW) == 303
    assert ("rita", "set_password", "rita") in accesses(browser)


@pytest.mark.parametrize(
    "told",
    [
        {"password": "wrong", "new": NEW},
        {"new": NEW},
        {"password": PASSWORD, "new": "short"},
        {"password": PASSWORD},
    ],
)
def test_without_the_present_or_with_a_weak_one_nothing_changes(
    browser: Browser, told: dict[str, str]
) -> None:
    browser.sign_in("rita")
    assert browser.send("/me/password", "/me", **told) == 400
    browser.client.cookies.clear()
    assert browser.sign_in("rita") == 303


def test_wrong_passwords_are_slowed_down_here_as_well(browser: Browser) -> None:
    browser.sign_in("rita")
    for _ in range(5):
        assert browser.send("/me/password", "/me", password="wrong", new=NEW) == 400  # noqa: S106
    assert browser.send("/me/password", "/me", password=PASSWORD, new=NEW) == 400
    browser.client.cookies.clear()
    assert browser.sign_in("rita") == 429


def shown_secret(browser: Browser) -> str:
    page = browser.client.get("/me/app").text
    found = re.search(r'name="secret" value="([A-Z2-7]{32})"', page)
    assert found
    assert "<svg" in page
    assert "style=" not in page
    return found[1]


def test_an_app_is_set_up_asked_for_and_removed(browser: Browser) -> None:
    browser.sign_in("rita")
    secret = shown_secret(browser)
    assert secret != shown_secret(browser)
    key = base64.b32decode(secret)
    told = {"secret": secret, "password": PASSWORD, "new_code": code_of(key)}
    assert browser.send("/me/app", "/me/app", **(told | {"new_code": "000000"})) == 400
    assert browser.send("/me/app", "/me/app", **(told | {"password": "wrong"})) == 400
    assert browser.sign_in("rita") == 303
    assert browser.send("/me/app", "/me/app", **told) == 303
    assert "auch der Code" in browser.client.get("/me").text
    assert browser.client.get("/me/app", follow_redirects=False).status_code == 303
    assert browser.send("/me/app", "/me", **told) == 400
    wrong = {"password": PASSWORD, "code": "000000"}
    assert browser.send("/me/app/remove", "/me", **wrong) == 400
    assert browser.send("/me/app/remove", "/me", password=PASSWORD) == 400
    right = {"password": PASSWORD, "code": code_of(key)}
    assert browser.send("/me/app/remove", "/me", **right) == 303
    browser.client.cookies.clear()
    assert browser.sign_in("rita") == 303
    assert {("rita", "set_totp", "rita"), ("rita", "remove_totp", "rita")} <= set(
        accesses(browser)
    )


@pytest.mark.parametrize("secret", ["", "x", "AAAA", "a" * 32, "A" * 64])
def test_a_secret_that_is_none_is_refused(browser: Browser, secret: str) -> None:
    browser.sign_in("rita")
    told = {"secret": secret, "password": PASSWORD, "new_code": "000000"}
    assert browser.send("/me/app", "/me/app", **told) == 400
    browser.client.cookies.clear()
    assert browser.sign_in("rita") == 303


def test_an_admin_removes_the_app_of_who_lost_it(browser: Browser) -> None:
    portal = browser.client.portal
    assert portal is not None
    accounts = AccountRepository(browser.database, clock)
    portal.call(accounts.set_totp, "adam", "rita", new_secret())
    assert browser.sign_in("rita") == 401
    browser.sign_in("adam")
    assert browser.send("/accounts/rita", "/accounts", change="remove_app") == 303
    assert browser.send("/accounts/adam", "/accounts", change="remove_app") == 400
    browser.client.cookies.clear()
    assert browser.sign_in("rita") == 303
