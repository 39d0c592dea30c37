"""A real browser at the inbox, calls, questions and entries."""

import pytest
from playwright.async_api import expect

from kibox_pbx.storage.added_entries import AddedEntryRepository
from tests.dashboard.chromium import POCKET, Place, does, in_chromium
from tests.dashboard.chromium import chromium as chromium  # noqa: PLC0414 -- fixtures
from tests.dashboard.chromium import place as place  # noqa: PLC0414
from tests.dashboard.chromium import settings as settings  # noqa: PLC0414
from tests.dashboard.office import CALL, ENTRY, clock

pytestmark = in_chromium


@does("GET /", "/inbox/mark-done", "/inbox/mark-open", "/sign-out")
async def test_a_message_is_marked_as_done_by_the_keyboard_and_reopened(place: Place) -> None:
    async with place.window("rita") as page:
        await page.goto("/")
        assert page.url == f"{place.home}/inbox"
        buttons = page.locator("article button")
        await expect(buttons).to_have_count(2)
        await buttons.first.focus()
        await page.keyboard.press("Enter")
        await expect(buttons).to_have_count(1)
        await page.get_by_role("link", name="Erledigt").click()
        await expect(page.locator("article")).to_have_count(1)
        await page.get_by_role("button", name="Doch noch offen").focus()
        await page.keyboard.press("Enter")
        await expect(page.get_by_text("Noch nichts erledigt.")).to_be_visible()
        await page.goto("/inbox")
        await expect(buttons).to_have_count(2)
        await page.keyboard.press("Tab")
        assert await page.evaluate("document.activeElement.className") == "skip"
        await page.get_by_role("button", name="Abmelden").click()
        await page.wait_for_url("**/sign-in")


@does("/me/telephone", "/inbox/call-back", "/calls/{call_id}/call-back")
async def test_who_left_a_message_and_who_rang_are_called_back(place: Place) -> None:
    async with place.window("rita", POCKET) as page:
        await page.goto("/me")
        await page.locator("#telephone").select_option("room_2")
        await page.get_by_role("button", name="Wählen").click()
        await page.get_by_role("link", name="Eingang").click()
        await page.get_by_role("button", name="Zurückrufen").first.click()
        await expect(page.get_by_role("status")).to_contain_text("Es klingelt: room 2")
        await page.goto(f"/calls/{CALL}")
        await page.get_by_role("button", name="Zurückrufen").first.click()
        await page.wait_for_url("**/ringing")
    of_message, of_call = place.telephone.rung.all
    assert (of_message, of_call[0]) == (("PJSIP/202", "+4930111"), "PJSIP/202")
    assert of_call[1] != of_message[1]


@does("/entries/new", "do=try", "do=keep")
async def test_an_open_question_is_answered_by_the_keyboard(place: Place) -> None:
    async with place.window("rita", POCKET) as page:
        await page.goto("/questions")
        await page.get_by_role("link", name="Neuen Eintrag dazu schreiben").focus()
        await page.keyboard.press("Enter")
        questions = page.get_by_label("So fragen Anrufer danach")
        await questions.focus()
        await page.keyboard.press("Control+A")
        await page.keyboard.type("Verkaufen Sie Rasenmäher?\nHaben Sie Grasscheren?")
        await page.keyboard.press("Tab")
        await page.keyboard.type("Ja, im Laden.")
        await page.keyboard.press("Tab")
        await page.keyboard.press("Control+A")
        await page.keyboard.type("verkaufen sie auch rasenmäher")
        await page.keyboard.press("Enter")
        await expect(page.get_by_role("status")).to_contain_text("Ja, im Laden.")
        await page.get_by_role("button", name="Speichern").focus()
        await page.keyboard.press("Enter")
        await page.wait_for_url("**/questions")
        await expect(page.get_by_text("Keine offenen Fragen.")).to_be_visible()
        await page.goto("/entries/new")
        await page.get_by_role("button", name="Speichern").click()
        await expect(page.get_by_role("alert")).to_contain_text("Es fehlt, wie Anrufer fragen.")


@does("/entries/{key}", "do=keep")
async def test_a_question_becomes_one_more_wording_of_an_entry_by_the_keyboard(
    place: Place,
) -> None:
    async with place.window("rita") as page:
        await page.goto("/questions")
        await page.get_by_role("link", name="Zu einem Eintrag dazunehmen").focus()
        await page.keyboard.press("Enter")
        await page.get_by_role("link", name="Zu diesem").first.focus()
        await page.keyboard.press("Enter")
        await page.wait_for_url(f"**/entries/{ENTRY}?question={CALL}-1")
        questions = page.get_by_label("So fragen Anrufer danach")
        assert "\nParken? <script>" in await questions.input_value()
        await questions.focus()
        await page.keyboard.press("Control+A")
        await page.keyboard.type("Wo kann ich parken?\nGibt es Parkplätze?")
        await page.get_by_role("button", name="Speichern").focus()
        await page.keyboard.press("Enter")
        await expect(page.get_by_text("Keine offenen Fragen.")).to_be_visible()
    (kept,) = await AddedEntryRepository(place.database, clock).current()
    assert kept.entry is not None
    assert kept.entry.questions.de == ("Wo kann ich parken?", "Gibt es Parkplätze?")


@does("/questions/mark-done")
async def test_a_question_that_needs_no_entry_is_put_aside(place: Place) -> None:
    async with place.window("rita") as page:
        await page.goto("/questions")
        await page.get_by_role("button", name="Erledigt").click()
        await expect(page.get_by_text("Keine offenen Fragen.")).to_be_visible()


@does("/entries/try", "/entries/{key}", "do=keep", "do=remove")
async def test_an_entry_is_tried_changed_put_back_and_taken_away(place: Place) -> None:
    async with place.window("paula") as page:
        await page.goto("/entries")
        await page.get_by_label("Was ein Anrufer fragt").fill("wo kann ich parken")
        await page.keyboard.press("Enter")
        await expect(page.get_by_role("status")).to_contain_text("Im Hof.")
        await page.get_by_role("link", name="Ändern").click()
        await page.get_by_label("Das sagt der Assistent").fill("Vor dem Haus.")
        await page.get_by_role("button", name="Speichern").click()
        await expect(page.locator("article")).to_contain_text("Vor dem Haus.")
        await page.get_by_role("link", name="Ändern").click()
        await page.locator("ol.card a").click()
        await page.get_by_role("button", name="Speichern").click()
        await expect(page.locator("article")).to_contain_text("Im Hof.")
        await page.get_by_role("link", name="Ändern").click()
        await page.locator("summary").click()
        await page.get_by_label("Wirklich löschen").check()
        await page.get_by_role("button", name="Löschen").click()
        await expect(page.get_by_text("Noch keiner.")).to_be_visible()


@does("GET /calls/{call_id}/recording")
async def test_a_recording_plays_and_is_listened_to_from_anywhere(place: Place) -> None:
    async with place.window("paula") as page:
        await page.goto(f"/calls/{CALL}")
        length_s, at_s = await page.evaluate(
            """() => new Promise((told, failed) => {
                const sound = document.querySelector("audio");
                sound.onloadedmetadata = () => sound.currentTime = sound.duration / 2;
                sound.onseeked = () => told([sound.duration, sound.currentTime]);
                sound.onerror = () => failed(sound.error.message);
                sound.preload = "auto";
                sound.load();
            })"""
        )
    assert length_s == pytest.approx(1, abs=0.1)
    assert at_s == pytest.approx(length_s / 2, abs=0.05)
