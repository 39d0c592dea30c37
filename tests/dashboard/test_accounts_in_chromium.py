"""A real browser that signs in, looks after its own account, and after those of others."""

import base64

from playwright.async_api import expect

from kibox_pbx.privacy.roles import Role
from kibox_pbx.storage.accounts import AccountRepository
from kibox_pbx.storage.totp import new_secret
from tests.dashboard.chromium import POCKET, Place, does, in_chromium, sign_in
from tests.dashboard.chromium import chromium as chromium  # noqa: PLC0414 -- fixtures
from tests.dashboard.chromium import place as place  # noqa: PLC0414
from tests.dashboard.chromium import settings as settings  # noqa: PLC0414
from tests.dashboard.office import clock
from tests.dashboard.test_protection import code_of
from tests.signing_in import PASSWORD

NEW = "tall lamp nineteen"

pytestmark = in_chromium


@does("/sign-in")
async def test_somebody_signs_in_by_the_keyboard_where_their_work_begins(place: Place) -> None:
    async with place.window() as page:
        await page.goto("/")
        await sign_in(page, "rita")
        assert page.url == f"{place.home}/inbox"


async def test_a_wrong_password_is_told_in_the_browsers_language(place: Place) -> None:
    async with place.window(locale="en-GB") as page:
        await page.goto("/")
        await page.get_by_label("Name").fill("rita")
        await page.get_by_label("Password").fill("wrong")
        await page.get_by_role("button", name="Sign in").click()
        await expect(page.get_by_role("alert")).to_have_text("Wrong name, password or code.")


@does("/me/password", "/me/app", "/me/app/remove")
async def test_somebody_changes_their_password_and_sets_up_an_app(place: Place) -> None:
    async with place.window("rita", POCKET) as page:
        await page.goto("/me")
        await page.locator("#password-change").fill(PASSWORD)
        await page.locator("#new").fill(NEW)
        await page.get_by_role("button", name="Passwort ändern").click()
        await page.wait_for_url("**/me")
        await page.get_by_role("link", name="App einrichten").click()
        code = code_of(base64.b32decode(await page.locator("code").inner_text()))
        await page.locator("#new_code").fill(code)
        await page.locator("#password").fill(NEW)
        await page.get_by_role("button", name="Einrichten").click()
        await expect(page.get_by_text("auch der Code Ihrer App")).to_be_visible()
        await page.locator("#password-remove").fill(NEW)
        await page.locator("#code-remove").fill(code)
        await page.get_by_role("button", name="App entfernen").click()
        await expect(page.get_by_role("link", name="App einrichten")).to_be_visible()


@does("/accounts", "/accounts/{name}", "change=roles", "change=password", "change=unlock")
@does("change=remove_app", "change=remove")
async def test_an_account_is_made_changed_and_removed(place: Place) -> None:
    accounts = AccountRepository(place.database, clock)
    async with place.window("adam") as page:
        await page.goto("/accounts")
        await page.locator("#new-name").fill("nora")
        await page.locator("#new-password").fill(PASSWORD)
        await page.locator("form.card").get_by_label("Empfang").check()
        await page.get_by_role("button", name="Anlegen").click()
        nora = page.locator("article", has=page.get_by_role("heading", name="nora"))
        await expect(nora).to_be_visible()
        await accounts.set_totp("adam", "nora", new_secret())
        await page.reload()
        for name, button in (
            ("Datenschutz", "Rollen ändern"),
            ("Neues Passwort", "Passwort ändern"),
            ("", "Entsperren"),
            ("", "App entfernen"),
            ("Wirklich entfernen", "Entfernen"),
        ):
            await nora.locator("summary").click()
            field = nora.get_by_label(name) if name else None
            if field and name.startswith("Neues"):
                await field.fill(NEW)
            elif field:
                await field.check()
            await nora.get_by_role("button", name=button, exact=True).click()
            await expect(nora.locator("details[open]")).to_have_count(0)
            if name == "Datenschutz":
                (_, changed, *_) = await accounts.all()
                assert changed.roles == {Role.RECEPTION, Role.PRIVACY_OFFICER}
        assert "nora" not in {each.name for each in await accounts.all()}
