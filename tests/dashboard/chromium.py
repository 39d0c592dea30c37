"""One Chromium for all tests, an office with its pages for each, and what was done on them.

A test at a `place` says `@does(...)` which buttons are pressed in it; that they were, and that
the pages took it, is checked when it is over. `tests/dashboard/test_deeds.py` wants all said.
"""

import os
import shutil
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from importlib.resources import files
from pathlib import Path
from socket import create_server
from typing import Any, Literal
from urllib.parse import parse_qs

import pytest
import pytest_asyncio
from playwright.async_api import Browser, Page, async_playwright, expect
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from kibox_pbx.config.settings import Settings
from kibox_pbx.dashboard.application import application
from kibox_pbx.dashboard.office import House
from kibox_pbx.dashboard.server import pages_served
from kibox_pbx.storage.database import Database
from kibox_pbx.storage.sessions import SessionRepository
from tests.dashboard.office import TelephoneOfTests, Told, clock, settings_of, store_of, web_of
from tests.signing_in import PASSWORD

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser")
PATIENCE_MS = 60_000
"""On a machine that does much else; nothing takes a second where it does not."""

PICTURES = os.environ.get("KIBOX_PICTURES")
"""A folder that keeps what the pages look like, for whoever wants to see them."""

Scheme = Literal["light", "dark"]
Screen = tuple[int, Scheme]
DESK: Screen = (1280, "light")
POCKET: Screen = (360, "dark")
SCREENS: tuple[Screen, ...] = (DESK, POCKET, (1280, "dark"), (360, "light"))
HEIGHT = 800

RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
CHOICES = ("do", "change")
"""Names of buttons of which a form has several."""

does = pytest.mark.does
in_chromium = [
    pytest.mark.whole,
    pytest.mark.asyncio(loop_scope="session"),
    pytest.mark.skipif(
        CHROMIUM is None, reason="Chromium is missing; run: bash install/for_tests.sh"
    ),
]


class Asked:
    """The pages, and what browsers had from them."""

    def __init__(self, pages: ASGIApp) -> None:
        self._pages = pages
        self.deeds: set[str] = set()
        """Templates of what was sent and taken, and the choices among them: ``do=keep``.
        Of what was shown, or led on, with ``GET`` before it."""

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        body = b""

        async def received() -> Message:
            nonlocal body
            message = await receive()
            body += message.get("body", b"")
            return message

        async def sent(message: Message) -> None:
            if message["type"] == "http.response.start" and message["status"] < 400:
                self._note(scope, body)
            await send(message)

        await self._pages(scope, received, sent)

    def _note(self, scope: Scope, body: bytes) -> None:
        template = scope.get("template", "")
        if scope["method"] == "GET":
            self.deeds.add(f"GET {template}")
            return
        told = parse_qs(body.decode())
        self.deeds.add(template)
        self.deeds |= {f"{name}={told[name][0]}" for name in CHOICES if name in told}


class Place:
    """An office: its pages at an address, its telephone, its store."""

    def __init__(
        self,
        home: str,
        asked: Asked,
        database: Database,
        telephone: TelephoneOfTests,
        browser: Browser,
    ) -> None:
        self.home = home
        self.asked = asked
        self.database = database
        self.telephone = telephone
        self._browser = browser

    @asynccontextmanager
    async def window(
        self, name: str = "", screen: Screen = DESK, locale: str = "de"
    ) -> AsyncIterator[Page]:
        """Open a browser's window, in which somebody has signed in, or nobody."""
        width, scheme = screen
        context = await self._browser.new_context(
            base_url=self.home,
            viewport={"width": width, "height": HEIGHT},
            color_scheme=scheme,
            locale=locale,
        )
        context.set_default_timeout(PATIENCE_MS)
        if name:
            session = await SessionRepository(self.database, clock).begin(name)
            await context.add_cookies([{"name": "kibox", "value": session, "url": self.home}])
        try:
            yield await context.new_page()
        finally:
            await context.close()


@pytest_asyncio.fixture(scope="session", loop_scope="session")
async def chromium() -> AsyncIterator[Browser]:
    expect.set_options(timeout=PATIENCE_MS)
    async with async_playwright() as driver:
        options = ["--no-sandbox", "--disable-gpu"]
        browser = await driver.chromium.launch(executable_path=CHROMIUM, args=options)
        yield browser
        await browser.close()


@pytest.fixture
def settings(tmp_path: Path, furnished: Path) -> Settings:
    shutil.copytree(furnished, tmp_path, dirs_exist_ok=True)
    with create_server(("127.0.0.1", 0)) as one:
        return settings_of(tmp_path, port=int(one.getsockname()[1]))


@pytest_asyncio.fixture(loop_scope="session")
async def place(
    settings: Settings, chromium: Browser, request: pytest.FixtureRequest
) -> AsyncIterator[Place]:
    web, telephone = web_of(settings), TelephoneOfTests(settings)
    async with store_of(settings) as database:
        house = House(telephone.pages, Told())
        asked = Asked(application(settings, web, database, clock, house))
        async with pages_served(asked, web) as port:
            yield Place(f"http://127.0.0.1:{port}", asked, database, telephone, chromium)
            telephone.live.close()
    missed = {each for mark in request.node.iter_markers("does") for each in mark.args}
    missed -= asked.deeds
    assert missed == set(), "a button was not pressed, or nothing came of it"


async def sign_in(page: Page, name: str) -> None:
    """Sign in by the keyboard alone."""
    await page.goto("/sign-in")
    await expect(page.locator("#name")).to_be_focused()
    await page.keyboard.type(name)
    await page.keyboard.press("Tab")
    await page.keyboard.type(PASSWORD)
    await page.keyboard.press("Enter")
    await page.wait_for_url(lambda url: "sign-in" not in url)


async def looked_at(page: Page, name: str) -> None:
    """Check what holds for every page, small and large, light and dark.

    Keeps its pictures where somebody asks for them.
    """
    for each in await page.locator("summary").all():
        await each.click()
    for screen in SCREENS if PICTURES else (DESK, POCKET):
        await _looked_at(page, name, screen)


async def _looked_at(page: Page, name: str, screen: Screen) -> None:
    width, scheme = screen
    await page.set_viewport_size({"width": width, "height": HEIGHT})
    await page.emulate_media(color_scheme=scheme)
    too_wide = "document.documentElement.scrollWidth - document.documentElement.clientWidth"
    assert (name, await page.evaluate(too_wide)) == (name, 0)
    assert "gehackt" not in await page.title()
    if PICTURES:
        picture = Path(PICTURES) / f"{name}-{width}-{scheme}.png"
        await page.screenshot(path=picture, full_page=True)
    if screen in {DESK, POCKET}:
        assert (name, screen, await violations(page)) == (name, screen, [])


async def violations(page: Page) -> list[str]:
    """Return what axe-core finds wrong with a page."""
    if not await page.evaluate("'axe' in window"):
        source = files("axe_playwright_python") / "axe.min.js"
        await page.evaluate(source.read_text(encoding="utf-8"))
    options = {"runOnly": {"type": "tag", "values": RULES}}
    found: dict[str, Any] = await page.evaluate("options => axe.run(options)", options)
    assert len(found["passes"]) > 5
    return [
        f"{each['id']}: {[node['html'] for node in each['nodes']][:3]}"
        for each in found["violations"]
    ]
