"""A real browser at the privacy desk: requests opened, served, refused; receipts checked."""

import json
import zipfile
from io import BytesIO
from pathlib import Path

from playwright.async_api import Download, Page, expect

from kibox_pbx.privacy.belonging import Wanted
from kibox_pbx.storage import consents, objections, requests
from kibox_pbx.storage.requests import Kind, Opening, Request, State
from tests.dashboard.chromium import POCKET, Place, does, in_chromium, looked_at
from tests.dashboard.chromium import chromium as chromium  # noqa: PLC0414 -- fixtures
from tests.dashboard.chromium import place as place  # noqa: PLC0414
from tests.dashboard.chromium import settings as settings  # noqa: PLC0414
from tests.dashboard.office import (
    CALL,
    CHECKED,
    NOW,
    RECEIPT,
    REQUEST,
    TO_ERASE,
    TO_RECTIFY,
    ask,
)

ONE = "/requests/{request}"
RECEIPTS = "/retention/receipts"
HER = Wanted("+4930111", "Geheim Eingefroren")
CALLERS = "+493012345678"

pytestmark = in_chromium


async def stored(place: Place, request_id: str) -> Request:
    database = place.database
    return await database.read(
        lambda tables: requests.read(tables, database.envelope, request_id)
    )


async def count(place: Place, table: str, where: str = "1") -> int:
    return await place.database.read(lambda tables: tables.table(table).count_where(where))


async def press(page: Page, name: str) -> None:
    await page.get_by_role("button", name=name, exact=True).click()


async def path_of(download: Download) -> Path:
    assert await download.failure() is None
    return Path(await download.path())


@does("/requests/new", f"{ONE}/records", f"{ONE}/identity", f"{ONE}/restrict")
async def test_a_request_is_taken_down_from_a_call_and_what_is_theirs_frozen(
    place: Place,
) -> None:
    async with place.window("paula", POCKET) as page:
        await page.goto(f"/calls/{CALL}")
        await page.get_by_role("link", name="Datenschutz-Antrag zu diesem Anruf").click()
        await expect(page.locator("#number")).to_have_value(CALLERS)
        await page.locator("#kind").select_option("restriction")
        await press(page, "Antrag aufnehmen")
        await page.wait_for_url("**/requests/r*")
        await expect(page.locator("h1")).to_have_text("Einschränkung (Art. 18)")
        await expect(page.get_by_text("23.12.2026, noch 30 Tage")).to_be_visible()
        await expect(page.get_by_text("hier festgehalten").first).to_be_visible()
        await page.get_by_role("button", name="Gehört doch nicht dazu: Anruf").click()
        await expect(page.get_by_text("passt", exact=True).first).to_be_visible()
        await expect(page.get_by_text("Halten Sie zuerst fest")).to_be_visible()
        await page.get_by_label("Wie geprüft wurde, wer fragt").fill(f"rief an von {CALLERS}")
        await press(page, "Festhalten")
        await expect(page.get_by_role("alert")).to_contain_text("ohne Namen und Nummer")
        await page.get_by_label("Wie geprüft wurde, wer fragt").fill("zurückgerufen")
        await press(page, "Festhalten")
        await press(page, "Verarbeitung einschränken")
        await expect(page.get_by_text("eingeschränkt seit 23.11.2026").first).to_be_visible()
        await page.goto(f"/calls/{CALL}")
        await expect(page.get_by_role("heading", name="Das ging nicht")).to_be_visible()


@does(f"{ONE}/unrestrict")
async def test_a_restriction_ends_once_the_person_was_told_by_the_keyboard(
    place: Place,
) -> None:
    assert await count(place, "appointments", "restricted_at IS NOT NULL") == 1
    await ask(
        place.database, Opening(Kind.RESTRICTION, HER, NOW.date(), CHECKED, id="r00000000000a")
    )
    async with place.window("paula", POCKET, "en-GB") as page:
        await page.goto("/requests/r00000000000a")
        await press(page, "Restrict")
        await expect(page.get_by_text("restricted since").first).to_be_visible()
        await looked_at(page, "paula-request-restricted")
        await page.get_by_role("button", name="End the restriction").click()
        told = page.get_by_label("Told on")
        assert await told.evaluate("box => !box.validity.valid")
        await told.fill("2026-11-23")
        await page.get_by_role("button", name="End the restriction").focus()
        await page.keyboard.press("Enter")
        await expect(page.get_by_role("button", name="End the restriction")).to_have_count(0)
    assert await count(place, "appointments", "restricted_at IS NOT NULL") == 0


@does(f"{ONE}/identity", f"{ONE}/records", f"{ONE}/export", f"{ONE}/serve")
async def test_access_is_downloaded_looked_at_and_closed(place: Place) -> None:
    async with place.window("paula", POCKET) as page:
        await page.goto("/requests")
        await page.get_by_role("link", name="Auskunft (Art. 15)").click()
        await expect(page.get_by_role("button", name="Als erledigt abschließen")).to_have_count(
            0
        )
        await page.get_by_label("Wie geprüft wurde, wer fragt").fill(CHECKED)
        await page.keyboard.press("Enter")
        await page.get_by_role("button", name="Gehört dazu: Anruf").first.click()
        async with page.expect_download() as begun:
            await press(page, "Archiv herunterladen")
        download = await begun.value
        assert download.suggested_filename == f"{REQUEST}.zip"
        content = (await path_of(download)).read_bytes()
        await press(page, "Als erledigt abschließen")
        await expect(page.get_by_text("23.11.2026, 07:00, paula")).to_be_visible()
        await page.get_by_role("link", name="Zu den Anträgen").click()
        await page.get_by_role("link", name="Erledigt").click()
        await expect(page.get_by_role("link", name="Auskunft (Art. 15)")).to_have_count(1)
    files = zipfile.ZipFile(BytesIO(content))
    assert set(files.namelist()) == {
        "data.json", "data.schema.json", "ihre-daten.html", "anschreiben.txt", f"{CALL}.wav",
    }  # fmt: skip
    told = json.loads(files.read("data.json"))
    assert [each["id"] for each in told["calls"]] == [CALL]
    assert files.read(f"{CALL}.wav").startswith(b"RIFF")
    assert (await stored(place, REQUEST)).state is State.DONE


@does(f"{ONE}/rectify")
async def test_what_is_wrong_is_put_right_and_a_remark_stands_beside_what_was_said(
    place: Place,
) -> None:
    async with place.window("paula", POCKET) as page:
        await page.goto(f"/requests/{TO_RECTIFY}")
        await page.get_by_role("link", name="Einträge ansehen und berichtigen").click()
        message = page.locator("section", has_text="Nachricht vom")
        await message.get_by_label("Telefon").fill("keine")
        await message.get_by_label("Warum").fill("vertippt")
        await message.get_by_role("button").click()
        await expect(page.get_by_role("alert")).to_contain_text("Nichts wurde geändert")
        await message.get_by_label("Telefon").fill("030 7654321")
        await message.get_by_label("Text").fill("Bitte nicht zurückrufen")
        await message.get_by_label("Warum").fill("vertippt")
        await message.get_by_role("button").click()
        await expect(message).to_contain_text("Telefon: +4930111 → +49307654321 (vertippt")
        said = page.locator("section", has_text="Gespräch vom")
        await said.get_by_label("Was gesagt wurde").select_option(f"turn/{CALL}-2")
        await said.get_by_label("Anmerkung").fill("Ich heiße Erika Muster")
        await said.get_by_role("button").click()
        await expect(said).to_contain_text("Ich heiße Erika Muster (23.11.2026, 07:00, paula)")
        await looked_at(page, "paula-request-rectified")
        await page.get_by_role("link", name="Zurück zum Antrag").click()
        await press(page, "Als erledigt abschließen")
        await expect(page.get_by_text("23.11.2026, 07:00, paula")).to_be_visible()


@does(f"{ONE}/object", f"{ONE}/lift-objection", "/requests/new")
async def test_a_number_objects_and_lets_the_assistant_answer_again(place: Place) -> None:
    async def objects() -> bool:
        envelope = place.database.envelope
        known = await place.database.read(lambda tables: objections.all_in(tables, envelope))
        return known.include("+49309876543")

    async with place.window("paula", locale="en-GB") as page:
        await page.goto("/requests")
        await page.get_by_role("link", name="New request").click()
        await page.locator("#kind").select_option("objection")
        await page.get_by_label("Full name").fill("Max Schulze")
        await press(page, "Take down the request")
        await expect(page.get_by_role("alert")).to_contain_text(
            "An objection is one of a number"
        )
        await expect(page.get_by_label("Full name")).to_have_value("Max Schulze")
        await page.get_by_label("Telephone number").fill("030 9876543")
        await press(page, "Take down the request")
        await press(page, "Enter the objection")
        await expect(page.get_by_role("button", name="Lift the objection")).to_be_visible()
        assert await objects()
        await press(page, "Lift the objection")
        await expect(page.get_by_role("button", name="Lift the objection")).to_have_count(0)
        assert not await objects()


@does(f"{ONE}/withdraw")
async def test_a_consent_is_withdrawn_and_the_recording_destroyed(place: Place) -> None:
    theirs = frozenset({CALL})
    opening = Opening(Kind.WITHDRAWAL, Wanted(), NOW.date(), None, theirs, id="r00000000000b")
    await ask(place.database, opening)
    async with place.window("paula", POCKET) as page:
        await page.goto("/requests/r00000000000b")
        await page.get_by_label("Welche").select_option("recording")
        await press(page, "Einwilligung beenden")
        await expect(page.get_by_text("23.11.2026, 07:00, paula")).to_be_visible()
    (consent,) = await place.database.read(lambda tables: consents.of_call(tables, CALL))
    assert consent.withdrawn_at == NOW
    assert await count(place, "recordings", f"call_id = '{CALL}'") == 0


@does(f"{ONE}/erase/{{extent}}", f"GET {RECEIPTS}/{{receipt}}/file/{{form}}")
@does(f"{RECEIPTS}/{{receipt}}/verify", f"{RECEIPTS}/verify")
async def test_erasure_is_shown_then_meant_and_its_receipt_holds(place: Place) -> None:
    async with place.window("paula") as page:
        await page.goto(f"/requests/{TO_ERASE}")
        await page.get_by_role("link", name="Zeigen: mit künftigen Terminen").click()
        await expect(page.get_by_role("link", name="Anruf vom 23.11.2026")).to_be_visible()
        destroy = page.get_by_role("button", name="Unwiderruflich vernichten")
        await destroy.click()
        assert await page.locator("input[name=really]").evaluate("box => !box.validity.valid")
        assert await count(place, "calls", f"id = '{CALL}'") == 1
        await page.get_by_label("Ja, das alles vernichten").check()
        await destroy.click()
        await page.wait_for_url(f"**{RECEIPTS}/{TO_ERASE}")
        assert await count(place, "calls", f"id = '{CALL}'") == 0
        async with page.expect_download() as begun:
            await page.get_by_role("link", name="Zum Prüfen (.json)").click()
        receipt = (await path_of(await begun.value)).read_text(encoding="utf-8")
        async with page.expect_download() as begun:
            await page.get_by_role("link", name="Zum Lesen (.txt)").click()
        text = (await path_of(await begun.value)).read_text(encoding="utf-8")
        assert f"kibox subject verify {TO_ERASE}.json" in text
        await press(page, "Quittung prüfen")
        verdict = page.get_by_role("status")
        await expect(verdict).to_contain_text("echt und unverändert")
        await expect(verdict).to_contain_text("Nichts von dem, was sie nennt, ist noch da.")
        await page.get_by_role("link", name="Löschquittungen").click()
        await page.get_by_label("Inhalt der Datei").fill(
            receipt.replace('"calls": 1', '"calls": 2')
        )
        await press(page, "Quittung prüfen")
        await expect(page.get_by_role("alert")).to_contain_text("nicht echt")
        await looked_at(page, "paula-receipt-wrong")
        assert "Erika" not in receipt + text


@does(f"{ONE}/extend", f"{ONE}/refuse")
async def test_a_request_is_extended_once_and_refused_for_a_reason(place: Place) -> None:
    async with place.window("paula", POCKET, "en-GB") as page:
        await page.goto(f"/requests/{REQUEST}")
        await page.locator("summary", has_text="Two months more").click()
        await page.locator("#why-extend").fill("many requests at once")
        await press(page, "Two months more")
        await expect(page.get_by_text("26/01/2027, 64 days left")).to_be_visible()
        await expect(page.locator("summary", has_text="Two months more")).to_have_count(0)
        await page.locator("summary", has_text="Refuse").focus()
        await page.keyboard.press("Enter")
        await page.locator("#why-refuse").fill("it was answered last week")
        await press(page, "Refuse the request")
        await expect(page.get_by_text("it was answered last week")).to_be_visible()
    assert (await stored(place, REQUEST)).state is State.REFUSED


@does(f"{RECEIPTS}/{{receipt}}/verify")
async def test_an_admin_checks_a_receipt_without_seeing_whose_it_is(place: Place) -> None:
    async with place.window("adam", POCKET, "en-GB") as page:
        await page.goto("/retention")
        await page.get_by_role("link", name="Receipts of erasure").click()
        await page.locator("article a").click()
        await page.wait_for_url(f"**{RECEIPTS}/{RECEIPT}")
        await press(page, "Check the receipt")
        await expect(page.get_by_role("status")).to_contain_text("genuine and unchanged")
        assert "Vergangen" not in await page.content()
