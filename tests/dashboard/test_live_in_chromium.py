"""A real browser that follows calls, and takes one over."""

from playwright.async_api import expect

from kibox_pbx.records import Speaker
from tests.dashboard.chromium import Place, does, in_chromium
from tests.dashboard.chromium import chromium as chromium  # noqa: PLC0414 -- fixtures
from tests.dashboard.chromium import place as place  # noqa: PLC0414
from tests.dashboard.chromium import settings as settings  # noqa: PLC0414
from tests.dashboard.office import EVIL

pytestmark = in_chromium


@does("GET /live/stream", "/me/telephone", "/live/take-over")
async def test_a_call_shows_as_it_is_spoken_and_is_taken_over_by_the_keyboard(
    place: Place,
) -> None:
    async with place.window("rita") as page:
        await page.goto("/me")
        await page.locator("#telephone").focus()
        await page.keyboard.type("room 2")
        await page.get_by_role("button", name="Wählen").focus()
        await page.keyboard.press("Enter")
        await expect(page.locator("#telephone")).to_have_value("room_2")
        await page.goto("/live")
        await expect(page.get_by_text("ruft niemand an")).to_be_visible()
        with place.telephone.call() as talk:
            button = page.get_by_role("button", name="Übernehmen")
            await expect(button).to_be_visible()
            await expect(page.get_by_role("log").get_by_role("listitem")).to_have_count(2)
            await button.focus()
            place.telephone.says(Speaker.CALLER, "einen Termin bitte")
            await expect(page.get_by_role("log").get_by_role("listitem")).to_have_count(3)
            await expect(button).to_be_focused()
            await page.keyboard.press("Enter")
            await expect(page.get_by_text("Wird gerade verbunden")).to_be_visible()
            assert talk.taken_to == ["room_2"]
        await expect(page.locator("article")).to_have_count(0)
        await expect(page.locator("#lost")).to_be_hidden()


async def test_words_show_before_the_caller_is_done_and_are_not_read_out_twice(
    place: Place,
) -> None:
    async with place.window("paula") as page:
        await page.goto("/live")
        with place.telephone.call():
            now = page.locator("ul.now")
            place.telephone.is_saying("")
            await expect(now).to_have_text("Anrufer spricht gerade …")
            place.telephone.is_saying(f"ich hätte gern {EVIL}")
            await expect(now).to_contain_text("ich hätte gern <script>")
            assert "gehackt" not in await page.title()
            log = page.get_by_role("log").get_by_role("listitem")
            await expect(log).to_have_count(2)
            place.telephone.is_silent()
            place.telephone.says(Speaker.CALLER, "ich hätte gern einen Termin")
            await expect(log).to_have_count(3)
            await expect(now).to_be_empty()


async def test_a_page_whose_session_is_over_says_so(place: Place) -> None:
    async with place.window("rita") as page:
        await page.goto("/live")
        await expect(page.get_by_text("ruft niemand an")).to_be_visible()
        other = await page.context.new_page()
        await other.goto("/inbox")
        await other.get_by_role("button", name="Abmelden").click()
        await other.wait_for_url("**/sign-in")
        with place.telephone.call():
            await expect(page.locator("#lost")).to_be_visible()
            await expect(page.locator("article")).to_have_count(0)
