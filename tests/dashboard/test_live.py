"""Calls that go on: who sees them, for how long, and who takes one over."""

import asyncio
from collections.abc import AsyncIterator, MutableMapping
from datetime import datetime, timedelta
from typing import Any

import pytest
from starlette.datastructures import Headers

from kibox_pbx.config.settings import Settings
from kibox_pbx.dashboard.application import application
from kibox_pbx.dashboard.office import House
from kibox_pbx.dashboard.protection import POLICY, POLICY_WITH_SCRIPT, Protected
from kibox_pbx.records import Speaker
from kibox_pbx.storage.accounts import AccountRepository
from kibox_pbx.storage.sessions import SessionRepository
from tests.dashboard.conftest import Browser
from tests.dashboard.office import (
    EVIL,
    NOW,
    TelephoneOfTests,
    store_of,
    web_of,
)
from tests.dashboard.test_pages import accesses


def choose_telephone(browser: Browser, telephone: str = "room_2") -> None:
    assert browser.send("/me/telephone", "/me", telephone=telephone) == 303


def test_a_call_shows_with_its_words_as_text(browser: Browser) -> None:
    browser.sign_in("rita")
    assert "ruft niemand an" in browser.client.get("/live").text
    with browser.telephone.call():
        text = browser.client.get("/live").text
    assert "+493012345678" in text
    assert "seit 06:59" in text
    assert "Ich bin &lt;script&gt;" in text
    assert "<script>" not in text
    noted = accesses(browser)
    assert ("rita", "show_live", "") in noted
    assert ("rita", "show_live_call", "live1") in noted


def test_a_script_of_ours_may_run_on_this_page_alone(browser: Browser) -> None:
    browser.sign_in("rita")
    answer = browser.client.get("/live")
    assert answer.headers["content-security-policy"] == POLICY_WITH_SCRIPT
    assert '<script src="/static/live.js" defer></script>' in answer.text
    assert browser.client.get("/live/stream").headers["content-security-policy"] == POLICY
    assert browser.client.get("/inbox").headers["content-security-policy"] == POLICY
    script = browser.client.get("/static/live.js")
    assert script.headers["content-type"].startswith("text/javascript")


def test_nobody_takes_a_call_over_without_a_telephone_of_the_settings(
    browser: Browser,
) -> None:
    browser.sign_in("rita")
    for foreign in ("PJSIP/0900@trunk", "", "room_3"):
        assert browser.send("/me/telephone", "/me", telephone=foreign) == 400
    with browser.telephone.call() as talk:
        assert "Übernehmen" not in browser.client.get("/live").text
        assert browser.send("/live/take-over", "/live", call="live1") == 400
        assert talk.taken_to == []


@pytest.mark.parametrize("telephone", ["room_2", "desk"])
def test_a_call_is_taken_over(browser: Browser, telephone: str) -> None:
    browser.sign_in("rita")
    choose_telephone(browser, telephone)
    with browser.telephone.call() as talk:
        assert "Übernehmen" in browser.client.get("/live").text
        assert browser.send("/live/take-over", "/live", call="nobody") == 404
        assert browser.send("/live/take-over", "/live", call="live1") == 303
        assert talk.taken_to == [telephone]
        assert "Wird gerade verbunden" in browser.client.get("/live").text
    assert browser.send("/live/take-over", "/live", call="live1") == 404
    assert ("rita", "take_over", "live1") in accesses(browser)
    assert ("rita", "choose_telephone", "rita") in accesses(browser)


def test_the_privacy_officer_looks_and_the_admin_does_not(browser: Browser) -> None:
    browser.sign_in("paula")
    with browser.telephone.call() as talk:
        assert "Übernehmen" not in browser.client.get("/live").text
        assert browser.send("/live/take-over", "/live", call="live1") == 403
        assert browser.send("/me/telephone", "/me", telephone="desk") == 403
        browser.client.cookies.clear()
        browser.sign_in("adam")
        assert browser.client.get("/live").status_code == 403
        assert browser.client.get("/live/stream").status_code == 403
        assert talk.taken_to == []


def test_the_stream_sends_what_the_page_shows(browser: Browser) -> None:
    browser.sign_in("rita")
    with browser.telephone.call():
        browser.telephone.live.is_closed = False

        async def closes_soon() -> None:
            await asyncio.sleep(0.05)
            browser.telephone.live.close()

        portal = browser.client.portal
        assert portal is not None
        portal.start_task_soon(closes_soon)
        answer = browser.client.get("/live/stream")
    assert answer.headers["content-type"].startswith("text/event-stream")
    assert "data: <article" in answer.text
    assert "<html" not in answer.text
    assert all(
        not line or line.startswith(("data: ", "retry: ")) for line in answer.text.split("\n")
    )


class Present:
    """An office's time that a test lets pass."""

    def __init__(self) -> None:
        self.now = NOW

    def __call__(self) -> datetime:
        return self.now


class Stream:
    """What comes of a stream that a browser with this session asks for, event by event."""

    def __init__(self, pages: Protected, token: str) -> None:
        self._pages = pages
        self._token = token
        self.events: asyncio.Queue[str] = asyncio.Queue()
        self.status = 0
        self.pieces = 0
        self.headers = Headers()

    async def run(self) -> None:
        scope = {
            "type": "http",
            "asgi": {"version": "3.0", "spec_version": "2.3"},
            "method": "GET",
            "path": "/live/stream",
            "raw_path": b"/live/stream",
            "query_string": b"",
            "headers": [
                (b"host", b"127.0.0.1:4575"),
                (b"cookie", f"kibox={self._token}".encode()),
            ],
            "scheme": "http",
            "server": ("127.0.0.1", 4575),
            "client": ("127.0.0.1", 5000),
        }
        await self._pages(scope, self._nothing_more, self._take)

    async def next_event(self) -> str:
        async with asyncio.timeout(5):
            return await self.events.get()

    async def _nothing_more(self) -> MutableMapping[str, Any]:
        await asyncio.Event().wait()
        raise AssertionError

    async def _take(self, message: MutableMapping[str, Any]) -> None:
        if message["type"] == "http.response.start":
            self.status = message["status"]
        elif message["body"]:
            self.pieces += 1
            self.events.put_nowait(message["body"].decode())


@pytest.fixture
def present() -> Present:
    return Present()


class Desk:
    """The pages with a running loop beside them, and rita's session."""

    def __init__(
        self, pages: Protected, telephone: TelephoneOfTests, token: str, accounts: Any
    ) -> None:
        self.telephone = telephone
        self.stream = Stream(pages, token)
        self.accounts: AccountRepository = accounts


@pytest.fixture
async def desk(settings: Settings, present: Present) -> AsyncIterator[Desk]:
    async with store_of(settings) as database:
        telephone = TelephoneOfTests(settings)
        pages = application(
            settings, web_of(settings), database, present, House(telephone.pages)
        )
        token = await SessionRepository(database, present).begin("rita")
        yield Desk(pages, telephone, token, AccountRepository(database, present))


async def test_each_word_is_sent_as_soon_as_it_is_said(desk: Desk) -> None:
    async with asyncio.timeout(10), asyncio.TaskGroup() as tasks:
        tasks.create_task(desk.stream.run())
        assert "retry" in await desk.stream.next_event()
        assert "ruft niemand an" in await desk.stream.next_event()
        with desk.telephone.call():
            text = await desk.stream.next_event()
            assert "Ich bin &lt;script&gt;" in text
            desk.telephone.is_saying("")
            assert "spricht gerade" in await desk.stream.next_event()
            desk.telephone.is_saying(EVIL)
            piece = await desk.stream.next_event()
            assert "gehackt" in piece
            assert EVIL not in piece
            desk.telephone.says(Speaker.CALLER, "einen Termin bitte")
            assert "einen Termin bitte" in await desk.stream.next_event()
        assert "ruft niemand an" in await desk.stream.next_event()
        desk.telephone.live.close()


async def test_words_that_come_faster_than_anybody_reads_are_sent_together(
    desk: Desk,
) -> None:
    async with asyncio.timeout(10), asyncio.TaskGroup() as tasks:
        tasks.create_task(desk.stream.run())
        for _ in range(2):
            await desk.stream.next_event()
        with desk.telephone.call():
            for number in range(100):
                desk.telephone.is_saying(f"Wort {number}")
                await asyncio.sleep(0.005)
            piece = await desk.stream.next_event()
            while "Wort 99" not in piece:
                piece = await desk.stream.next_event()
            desk.telephone.live.close()
    assert desk.stream.pieces <= 8


@pytest.mark.parametrize("why", ["idle", "roles"])
async def test_a_stream_ends_with_its_session(desk: Desk, present: Present, why: str) -> None:
    async with asyncio.timeout(10), asyncio.TaskGroup() as tasks:
        tasks.create_task(desk.stream.run())
        for _ in range(2):
            await desk.stream.next_event()
        if why == "idle":
            present.now += timedelta(minutes=15)
        else:
            await desk.accounts.remove("adam", "rita")
        with desk.telephone.call():
            pass
    assert desk.stream.events.empty()


async def test_a_stream_prolongs_no_session(desk: Desk, present: Present) -> None:
    present.now += timedelta(minutes=10)
    desk.telephone.live.close()
    await desk.stream.run()
    assert desk.stream.status == 200
    present.now += timedelta(minutes=5)
    await desk.stream.run()
    assert desk.stream.status == 303


async def test_who_goes_away_leaves_room_for_another(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("kibox_pbx.dashboard.live.MOST_STREAMS", 1)
    second = Stream(desk.stream._pages, desk.stream._token)
    async with asyncio.TaskGroup() as tasks:
        first = tasks.create_task(desk.stream.run())
        assert "retry" in await desk.stream.next_event()
        await second.run()
        assert second.status == 503
        first.cancel()
    desk.telephone.live.close()
    await second.run()
    assert second.status == 200
