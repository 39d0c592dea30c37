"""A calendar program fetches appointments by a secret address, for as long as it may."""

import shutil
from pathlib import Path

import pytest
from icalendar import Calendar

from kibox_pbx.config.settings import CalendarSync, Settings
from kibox_pbx.dashboard.subscription import address
from kibox_pbx.privacy.roles import Role
from kibox_pbx.storage.access_log import Access
from kibox_pbx.storage.access_log_reading import AccessLog, Wanted
from kibox_pbx.storage.accounts import AccountRepository
from kibox_pbx.storage.subscriptions import SubscriptionRepository
from tests.dashboard.conftest import Browser
from tests.dashboard.office import NOW, clock, settings_of


@pytest.fixture(params=["busy", "name"])
def settings(tmp_path: Path, furnished: Path, request: pytest.FixtureRequest) -> Settings:
    """One of the two shows names; its file is read, not written."""
    shutil.copytree(furnished, tmp_path, dirs_exist_ok=True)
    file = tmp_path / "x.ics"
    people = {"sommer": {"ics_file": str(file), "show": request.param}}
    calendars = CalendarSync.model_validate({"people": people})
    return settings_of(tmp_path).model_copy(update={"calendar_sync": calendars})


def fetch(browser: Browser, path: str) -> tuple[int, str]:
    answer = browser.client.get(path, headers={"host": "127.0.0.1"})
    return answer.status_code, answer.text


def subscribe(browser: Browser, account: str = "rita") -> str:
    portal = browser.client.portal
    assert portal
    subscriptions = SubscriptionRepository(browser.database, clock)
    _, token = portal.call(subscriptions.make, account, "sommer")
    return address("", token)


def test_a_program_is_given_what_the_settings_show(
    browser: Browser, settings: Settings
) -> None:
    path = subscribe(browser)
    answer = browser.client.get(path)
    assert answer.headers["content-type"] == "text/calendar; charset=utf-8"
    assert answer.headers["cache-control"] == "no-store"
    whole, frozen = Calendar.from_ical(answer.content).walk("VEVENT")
    shows_names = settings.calendar_sync.people["sommer"].show == "name"
    assert ("Erika" in str(whole["summary"])) == shows_names
    assert str(frozen["summary"]) == "kibox"
    assert "Eingefroren" not in answer.text
    assert whole.decoded("dtstart").date() == NOW.date()
    again = Calendar.from_ical(fetch(browser, path)[1]).walk("VEVENT")
    assert [each["uid"] for each in again] == [whole["uid"], frozen["uid"]]


def test_it_is_noted_once_an_hour_and_the_secret_is_kept_nowhere(browser: Browser) -> None:
    path = subscribe(browser)
    for _ in range(3):
        assert fetch(browser, path)[0] == 200
    portal = browser.client.portal
    assert portal
    log = AccessLog(browser.database)
    rows = portal.call(log.show, Wanted(), Access(NOW, "test", "show_access_log"))
    did = [each.did for _, each in rows if each.who == "rita"]
    assert did.count("subscribed_calendar") == 1

    async def kept() -> str:
        table = "calendar_subscriptions"
        return await browser.database.read(lambda t: str(list(t.table(table).rows)))

    token = path.rsplit("/", 1)[1].removesuffix(".ics")
    assert token not in portal.call(kept)


def test_no_other_secret_opens_it_and_none_after_its_end(browser: Browser) -> None:
    path = subscribe(browser)
    assert fetch(browser, path.replace(".ics", "x.ics"))[0] == 404
    assert fetch(browser, address("", "x"))[0] == 404
    portal = browser.client.portal
    assert portal
    subscriptions = SubscriptionRepository(browser.database, clock)
    (made,) = portal.call(subscriptions.of, "rita")
    assert made.id[0] == "s"  # digits alone would be a telephone number in the access log
    portal.call(subscriptions.end, "adam", "rita", made.id)
    assert fetch(browser, path)[0] == 404


def test_it_ends_with_the_right_to_see_and_with_the_account(browser: Browser) -> None:
    path, portal = subscribe(browser), browser.client.portal
    assert portal
    accounts = AccountRepository(browser.database, clock)
    portal.call(accounts.set_roles, "adam", "rita", frozenset({Role.ADMIN}))
    assert fetch(browser, path)[0] == 404
    portal.call(accounts.set_roles, "adam", "rita", frozenset({Role.RECEPTION}))
    assert fetch(browser, path)[0] == 200
    portal.call(accounts.remove, "adam", "rita")
    assert fetch(browser, path)[0] == 404
