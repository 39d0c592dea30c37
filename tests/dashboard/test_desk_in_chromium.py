"""A real browser at the calendar: moving, cancelling, blocking."""

from playwright.async_api import expect

from tests.dashboard.chromium import POCKET, Place, does, in_chromium
from tests.dashboard.chromium import chromium as chromium  # noqa: PLC0414 -- fixtures
from tests.dashboard.chromium import place as place  # noqa: PLC0414
from tests.dashboard.chromium import settings as settings  # noqa: PLC0414
from tests.dashboard.office import APPOINTMENT

MOVE = "/calendar/appointments/{appointment}/move"
CANCEL = "/calendar/appointments/{appointment}/cancel"
WEEK = "/calendar/week/2026-11-23"

pytestmark = in_chromium


@does("GET /calendar/appointments/{appointment}", MOVE)
async def test_an_appointment_is_moved_by_the_keyboard(place: Place) -> None:
    async with place.window("rita") as page:
        await page.goto(WEEK)
        await page.get_by_role("link", name="Termin ändern").first.focus()
        await page.keyboard.press("Enter")
        await page.wait_for_url("**/from/2026-11-23")
        await page.get_by_role("radio").first.focus()
        await page.keyboard.press("Space")
        await page.keyboard.press("ArrowDown")
        chosen = await page.locator("input[name=slot]:checked").get_attribute("value")
        await page.keyboard.press("Enter")
        await expect(page.get_by_role("status")).to_contain_text("Bescheid")
        await page.goto(f"/calendar/appointments/{APPOINTMENT}")
        shown = await page.locator("input[name=start]").first.get_attribute("value")
        assert chosen is not None
        assert chosen.endswith(f"|{shown}")


@does(MOVE)
async def test_an_appointment_is_dragged_to_a_day_and_a_free_time_chosen(
    place: Place,
) -> None:
    async with place.window("rita") as page:
        await page.goto(WEEK)
        day = page.locator('[data-day="2026-11-27"]')
        await page.locator("[data-move]").first.drag_to(day)
        await page.wait_for_url(f"**/calendar/appointments/{APPOINTMENT}/from/2026-11-27")
        await page.get_by_label("08:30 Sommer").first.check()
        await page.get_by_role("button", name="Verlegen").click()
        await expect(page.get_by_role("status")).to_contain_text("27.11.2026, 08:30")


@does(CANCEL)
async def test_an_appointment_is_cancelled_once_that_is_meant(place: Place) -> None:
    async with place.window("rita", POCKET) as page:
        await page.goto(f"/calendar/appointments/{APPOINTMENT}")
        cancel = page.get_by_role("button", name="Absagen")
        await cancel.click()
        assert await page.locator("input[name=really]").evaluate("box => !box.validity.valid")
        await page.get_by_label("Wirklich absagen").check()
        await cancel.click()
        await expect(page.get_by_role("status")).to_contain_text("ist abgesagt")
        await page.get_by_role("link", name="Kalender").last.click()
        await expect(page.get_by_role("link", name="Termin ändern")).to_have_count(0)


@does("GET /calendar", "/calendar/blocked", "/calendar/blocked/remove")
async def test_a_time_is_blocked_and_given_free_again(place: Place) -> None:
    async with place.window("rita", POCKET) as page:
        await page.goto("/calendar")
        await page.get_by_role("link", name="Gesperrte Zeiten").click()
        await page.get_by_role("checkbox").first.check()
        await page.locator("#first").fill("2026-11-24T08:00")
        await page.locator("#last").fill("2026-11-24T12:00")
        await page.get_by_role("button", name="Sperren", exact=True).click()
        await expect(page.locator("article")).to_contain_text("24.11.2026, 08:00")
        await page.goto("/calendar/day/2026-11-24")
        await expect(page.locator("li.engaged")).to_contain_text("Gesperrt")
        await page.goto("/calendar/blocked")
        await page.get_by_role("button", name="Sperre aufheben").click()
        await expect(page.get_by_text("Nichts ist gesperrt.")).to_be_visible()
