"""Each page shows what it should, to whom it should, and obeys nobody whom it shows."""

import pytest

from kibox_pbx.dashboard.application import PAGES
from kibox_pbx.dashboard.page import Method, Page
from kibox_pbx.dashboard.wording import words_of
from kibox_pbx.privacy.roles import may
from kibox_pbx.storage.access_log import Access
from kibox_pbx.storage.access_log_reading import AccessLog, Wanted
from kibox_pbx.utterance import Language
from tests.dashboard.conftest import Browser
from tests.dashboard.office import (
    ACCOUNTS,
    APPOINTMENT,
    CALL,
    ENTRY,
    FROZEN,
    NOW,
    RECEIPT,
    REQUEST,
    TO_ERASE,
    TO_RECTIFY,
)

LOOKS = [each for each in PAGES if each.method is Method.LOOK and each.permission]
OF_THE_DESK = {"/requests/{request}"}
"""Where the privacy officer sees that something is restricted, to hand it out or lift that."""

SHORT, LONG = {"password": "short"}, {"password": "tall lamp nineteen"}


def path_of(page: Page) -> str:
    path = page.path.replace("{request}/rectify", f"{TO_RECTIFY}/rectify")
    path = path.replace("{request}/erase/{extent}", f"{TO_ERASE}/erase/all")
    path = path.replace("{request}", REQUEST).replace("{receipt}", RECEIPT)
    path = path.replace("{form}", "txt")
    path = path.replace("{call_id}", CALL).replace("{day}", "2026-11-23")
    path = path.replace("{kind}/{call}/{number}", f"message/{CALL}/1")
    path = path.replace("{question}", f"{CALL}-1")
    path = path.replace("{person}", "sommer").replace("{appointment}", APPOINTMENT)
    return path.replace("{name}", "rita").replace("{key}", ENTRY).replace("{span}", "year")


def accesses(browser: Browser) -> list[tuple[str, str, str]]:
    entry = Access(NOW, "test", "show_access_log")
    portal = browser.client.portal
    assert portal is not None
    rows = portal.call(AccessLog(browser.database).show, Wanted(), entry)
    return [(each.who, each.did, each.about) for _, each in rows]


@pytest.mark.parametrize("name", ACCOUNTS)
def test_each_page_is_shown_to_those_alone_who_may_see_it(browser: Browser, name: str) -> None:
    assert browser.sign_in(name) == 303
    for page in LOOKS:
        assert page.permission is not None
        allowed = may(ACCOUNTS[name], page.permission)
        status = browser.client.get(path_of(page)).status_code
        assert (page.path, status) == (page.path, 200 if allowed else 403)


def test_without_a_session_every_page_leads_to_the_door(browser: Browser) -> None:
    for page in PAGES:
        answer = browser.client.request(page.method, path_of(page), follow_redirects=False)
        assert (answer.status_code, answer.headers["location"]) == (303, "/sign-in")
        assert not answer.text


def test_every_look_at_a_caller_is_noted_and_so_is_every_refusal(browser: Browser) -> None:
    browser.sign_in("paula")
    before = len(accesses(browser))
    for page in LOOKS:
        browser.client.get(path_of(page), follow_redirects=False)
    noted = accesses(browser)[before:]
    assert ("paula", "show_call", CALL) in noted
    assert ("paula", "hear_recording", CALL) in noted
    assert ("paula", "refused", "manage_accounts") in noted
    did = {each for _, each, _ in noted}
    assert did >= {
        "show_inbox", "show_inbox_done", "show_calls", "show_calendar", "show_questions",
        "show_requests", "show_retention",
    }  # fmt: skip


def test_what_callers_said_is_text_on_every_page(browser: Browser) -> None:
    browser.sign_in("paula")
    shown = 0
    for page in LOOKS:
        text = browser.client.get(path_of(page)).text
        assert "<script>" not in text
        assert "<img" not in text
        shown += "&lt;script&gt;" in text
    assert shown >= 6


def test_what_is_restricted_shows_on_no_page(browser: Browser) -> None:
    browser.sign_in("paula")
    for page in LOOKS:
        text = browser.client.get(path_of(page)).text
        assert "Eingefroren" not in text or page.path in OF_THE_DESK
        assert FROZEN not in text or page.path in OF_THE_DESK
    assert browser.client.get(f"/calls/{FROZEN}").status_code == 404
    assert browser.client.get(f"/calls/{FROZEN}/recording").status_code == 404
    assert "Belegt" in browser.client.get("/calendar/day/2026-11-23").text


@pytest.mark.parametrize("kind", ["message", "request"])
def test_what_is_marked_as_done_moves_to_the_done_ones(browser: Browser, kind: str) -> None:
    browser.sign_in("rita")
    told = {"kind": kind, "call": CALL, "number": "1"}
    mine = f'name="kind" value="{kind}"'
    assert mine in browser.client.get("/inbox").text
    assert browser.send("/inbox/mark-done", "/inbox", **told) == 303
    assert mine not in browser.client.get("/inbox").text
    assert "23.11.2026" in browser.client.get("/inbox/done").text
    assert browser.send("/inbox/mark-open", "/inbox/done", **told) == 303
    assert mine in browser.client.get("/inbox").text
    assert mine not in browser.client.get("/inbox/done").text
    noted = [did for _, did, about in accesses(browser) if about == f"{CALL}-1"]
    assert noted == [f"close_{kind}", f"reopen_{kind}"]


def test_a_restricted_or_unknown_message_cannot_be_marked(browser: Browser) -> None:
    browser.sign_in("rita")
    for call_id in (FROZEN, "nobody"):
        told = {"kind": "message", "call": call_id, "number": "1"}
        for mark in ("done", "open"):
            assert browser.send(f"/inbox/mark-{mark}", "/inbox", **told) == 404
    for wrong in ({"kind": "call"}, {"number": "1; DROP"}, {"call": "../x"}):
        told = {"kind": "message", "call": CALL, "number": "1"} | wrong
        assert browser.send("/inbox/mark-done", "/inbox", **told) == 400


def test_a_question_is_dealt_with(browser: Browser) -> None:
    browser.sign_in("rita")
    page, path = "/questions", "/questions/mark-done"
    assert "Parken?" in browser.client.get(page).text
    assert browser.send(path, page, question="nobody-1") == 404
    assert browser.send(path, page, question="%") == 400
    assert browser.send(path, page, question=f"{CALL}-1") == 303
    assert "Parken?" not in browser.client.get(page).text


def test_a_recording_is_a_wav_file_that_nobody_keeps(browser: Browser) -> None:
    browser.sign_in("paula")
    assert "<audio" in browser.client.get(f"/calls/{CALL}").text
    answer = browser.client.get(f"/calls/{CALL}/recording")
    assert answer.headers["content-type"] == "audio/wav"
    assert answer.headers["cache-control"] == "no-store"
    assert answer.content[:4] == b"RIFF"
    assert len(answer.content) > 32_000
    browser.client.cookies.clear()
    browser.sign_in("rita")
    assert "<audio" not in browser.client.get(f"/calls/{CALL}").text


@pytest.mark.parametrize("day", ["tomorrow", "0001-01-01", "9999-12-31", "2026-02-30"])
def test_a_day_that_is_none_is_not_found(browser: Browser, day: str) -> None:
    browser.sign_in("rita")
    assert browser.client.get(f"/calendar/week/{day}").status_code == 404


def test_accounts_are_made_changed_and_removed(browser: Browser) -> None:
    browser.sign_in("adam")
    page = "/accounts"
    told = {"name": "nora", "password": "slow river nineteen", "role": "reception"}
    assert browser.send(page, page, **told) == 303
    assert browser.send(page, page, **told) == 400
    mine = "/accounts/nora"
    assert browser.send(mine, page, change="roles", role="privacy_officer") == 303
    assert browser.send(mine, page, change="roles", role="king") == 400
    assert browser.send(mine, page, change="password", **SHORT) == 400
    assert browser.send(mine, page, change="password", **LONG) == 303
    assert browser.send(mine, page, change="unlock") == 303
    assert browser.send(mine, page, change="nothing") == 400
    assert browser.send(mine, page, change="remove") == 400
    assert browser.send(mine, page, change="remove", really="yes") == 303
    assert browser.send("/accounts/adam", page, change="remove", really="yes") == 400
    assert browser.send("/accounts/adam", page, change="password", **LONG) == 400
    assert ("adam", "remove_account", "nora") in accesses(browser)


def test_both_languages_have_the_same_texts_and_values() -> None:
    german, english = (words_of(each) for each in Language)
    assert german.keys() == english.keys()
    for key in german:
        assert german[key].count("{") == english[key].count("{"), key


def test_a_browser_is_answered_in_its_language(browser: Browser) -> None:
    for asked, answer in [
        ("en-GB,en;q=0.9,de;q=0.8", "Sign in"),
        ("de", "Anmelden"),
        ("fr, en;q=0.2, de;q=0.4", "Anmelden"),
        ("xx;q=nonsense", "Anmelden"),
    ]:
        text = browser.client.get("/sign-in", headers={"accept-language": asked}).text
        assert f"<h1>{answer}</h1>" in text


def test_long_lists_are_shown_page_by_page(
    browser: Browser, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("kibox_pbx.dashboard.inbox.ITEMS_SHOWN", 1)
    browser.sign_in("rita")
    first = browser.client.get("/inbox").text
    more = f"/inbox/after/message/{CALL}/1"
    assert first.count("<article") == 1
    assert f'href="{more}"' in first
    second = browser.client.get(more).text
    assert second.count("<article") == 1
    assert 'name="kind" value="request"' in second
    assert 'href="/inbox">Zur ersten Seite' in second
    assert "/after/" not in second
    for wrong in ("call/x/1", "message/x/0", "message/%/1"):
        assert browser.client.get(f"/inbox/after/{wrong}").status_code == 400
    assert browser.client.get(f"/calls/before/{CALL}").text.count("<tr>") == 0
