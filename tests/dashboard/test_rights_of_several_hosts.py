"""Where several hosts share one appointment book, the desk on the pages asks all of them."""

from collections.abc import Callable
from typing import TypeVar

import pytest

from kibox_pbx.storage.instant import to_text
from kibox_pbx.storage.shared import orders
from kibox_pbx.storage.sqlcipher import Tables
from tests.dashboard.conftest import Browser
from tests.dashboard.office import CHECKED, NOW
from tests.dashboard.test_rights import opened, plan_of

T = TypeVar("T")


@pytest.fixture
def desk(browser: Browser) -> Browser:
    """Return the browser of the privacy officer of one of two hosts that have met."""

    def meet(tables: Tables) -> None:
        tables.table("shared_state").insert(
            {"id": 1, "epoch": "met", "seen": 0, "following": 0}
        )
        for name, is_here in (("kibox1", 1), ("kibox2", 0)):
            row = {"id": name, "name": name, "seen_at": to_text(NOW), "is_given_up": 0}
            tables.table("shared_hosts").insert(row | {"is_here": is_here})

    store(browser, meet)
    assert browser.sign_in("paula") == 303
    return browser


def store(browser: Browser, change: Callable[[Tables], T]) -> T:
    database, portal = browser.database, browser.client.portal
    assert portal is not None
    return portal.call(lambda: database.write(change))


def test_what_nobody_has_here_is_erased_at_the_other_host_and_the_page_says_when(
    desk: Browser,
) -> None:
    request = opened(desk, kind="erasure", number="030 555111", identity=CHECKED)
    page = f"/requests/{request}"
    assert "was Sie hier tun, tun die anderen auch: kibox2." in desk.client.get(page).text
    assert desk.send(f"{page}/serve", page) == 409, "the others have not been asked so far"
    plan = f"{page}/erase/all"
    sent = {"plan": plan_of(desk, plan), "really": "yes", "language": "de"}
    assert desk.send(plan, plan, **sent) == 303
    assert "kibox2: noch nicht" in desk.client.get(page).text

    def done(tables: Tables) -> None:
        ((order,),) = tables.conn.execute("SELECT id FROM shared_orders").fetchall()
        row = {"order_id": order, "host_id": "kibox2", "at": to_text(NOW), "done": 2}
        tables.table("shared_orders_done").insert(row | {"remaining": 0})

    store(desk, done)
    assert "kibox2: erledigt" in desk.client.get(page).text


def test_a_request_that_another_host_passed_on_asks_nobody(desk: Browser) -> None:
    request = opened(desk, number="030 555111", identity=CHECKED)

    def passed_on(tables: Tables) -> None:
        row = {"order_id": "o1", "host_id": "kibox1", "at": to_text(NOW), "done": 0}
        row |= {"remaining": 1, "request_id": request}
        tables.table("shared_orders_done").insert(row)

    store(desk, passed_on)
    page = f"/requests/{request}"
    assert "kibox2" not in desk.client.get(page).text
    assert desk.send(f"{page}/serve", page) == 303
    assert store(desk, orders.progress) == ()
