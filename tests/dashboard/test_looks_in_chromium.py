"""Every page in a real browser: wide and narrow, light and dark, by axe-core's rules.

With ``KIBOX_PICTURES=FOLDER`` in the environment pictures of all are kept there.
"""

import re

import pytest
from playwright.async_api import Page

from kibox_pbx.storage.own_telephones import OwnTelephones
from tests.dashboard.chromium import Place, in_chromium, looked_at
from tests.dashboard.chromium import chromium as chromium  # noqa: PLC0414 -- fixtures
from tests.dashboard.chromium import place as place  # noqa: PLC0414
from tests.dashboard.chromium import settings as settings  # noqa: PLC0414
from tests.dashboard.office import (
    APPOINTMENT,
    CALL,
    ENTRY,
    NOW,
    RECEIPT,
    REQUEST,
    TO_ERASE,
    TO_RECTIFY,
    clash_with,
)

DESK_OF = {
    "adam": (
        "/retention",
        "/retention/receipts",
        f"/retention/receipts/{RECEIPT}",
        "/accounts",
        "/health",
        "/me",
    ),
    "paula": (
        "/inbox/done",
        f"/inbox/after/message/{CALL}/1",
        f"/inbox/done/after/message/{CALL}/1",
        "/calls",
        f"/calls/before/{CALL}",
        f"/calls/{CALL}",
        "/calendar/day/2026-11-23",
        "/entries",
        f"/entries/{ENTRY}",
        "/statistics",
        "/statistics/year",
        "/requests",
        "/requests/settled",
        "/requests/new",
        f"/requests/new/{CALL}",
        f"/requests/{REQUEST}",
        f"/requests/{TO_RECTIFY}",
        f"/requests/{TO_RECTIFY}/rectify",
        f"/requests/{TO_ERASE}",
        f"/requests/{TO_ERASE}/erase/all",
        f"/requests/{RECEIPT}",
        "/calls/nobody",
    ),
    "rita": (
        "/inbox",
        "/me/app",
        "/live",
        "/ringing",
        "/calendar/week/2026-11-23",
        "/calendar/week/2026-11-23/sommer",
        "/calendar/day/2026-11-23/sommer",
        f"/calendar/appointments/{APPOINTMENT}/from/2026-11-23",
        "/calendar/blocked",
        "/questions",
        f"/questions/{CALL}-1/entries",
        f"/entries/new?question={CALL}-1",
    ),
}
"""The privacy officer's last one is not there."""

pytestmark = [*in_chromium, pytest.mark.timeout(900)]


@pytest.mark.parametrize("name", DESK_OF)
async def test_pages_fit_the_screen_break_no_rule_and_run_nothing(
    place: Place, name: str
) -> None:
    await clash_with(place.database)
    await OwnTelephones(place.database).choose("rita", "room_2", NOW)
    async with place.window(name) as page:
        complaints = complaints_of(page)
        asked: list[str] = []
        page.on("request", lambda request: asked.append(request.url))
        with place.telephone.call():
            place.telephone.is_saying("ich hätte gern")
            for path in DESK_OF[name]:
                await page.goto(path)
                await looked_at(page, f"{name}-{named(path)}")
    assert [each for each in complaints if "404" not in each] == []
    assert [url for url in asked if not url.startswith(f"{place.home}/")] == []


async def test_the_page_to_sign_in_fits_and_breaks_no_rule(place: Place) -> None:
    async with place.window(locale="en-GB") as page:
        complaints = complaints_of(page)
        await page.goto("/sign-in")
        await looked_at(page, "sign-in")
    assert complaints == []


def complaints_of(page: Page) -> list[str]:
    """Return what will be in the browser's console, errors of scripts among it."""
    complaints: list[str] = []
    page.on("console", lambda message: complaints.append(message.text))
    page.on("pageerror", lambda error: complaints.append(str(error)))
    return complaints


def named(path: str) -> str:
    return re.sub(r"\W+", "-", path).strip("-")
