"""What is to be told is written with the message, and opened only when it is sent."""

from datetime import date, timedelta

import pytest

from kibox_pbx.config.notify import Content
from kibox_pbx.privacy.belonging import Wanted
from kibox_pbx.records import FilledForm, Message, Outcome
from kibox_pbx.storage import requests
from kibox_pbx.storage.access_log import Access
from kibox_pbx.storage.access_log_reading import AccessLog
from kibox_pbx.storage.access_log_reading import Wanted as WantedLines
from kibox_pbx.storage.calls import CallRepository
from kibox_pbx.storage.database import Database
from kibox_pbx.storage.outbox import (
    Delivery,
    Kind,
    OutboxRepository,
    forget_old,
    retry_delay,
)
from kibox_pbx.storage.restriction import restrict
from kibox_pbx.storage.sqlcipher import Tables
from kibox_pbx.utterance import Language
from tests.storage.conftest import Clock, a_call

LATER = timedelta(minutes=3)
MESSAGE = Message("geheim", "Erika", "+4930111", "desk")
URGENT = Message("geheim", "Erika", "+4930111", "desk", urgent=True)


@pytest.fixture
def outbox(database: Database) -> OutboxRepository:
    return OutboxRepository(database)


@pytest.fixture
async def calls(database: Database, clock: Clock) -> CallRepository:
    calls = CallRepository(database, clock)
    await calls.begin(a_call("erika"))
    return calls


async def due(outbox: OutboxRepository, clock: Clock) -> list[Delivery]:
    await outbox.address(["email"])
    return list(await outbox.due(clock() + LATER))


async def test_urgent_at_once_and_the_rest_after_the_call(
    outbox: OutboxRepository, calls: CallRepository, clock: Clock
) -> None:
    await calls.take_message("erika", MESSAGE)
    await calls.take_message("erika", URGENT)
    await outbox.address(["email", "mqtt"])
    at_once = await outbox.due(clock())
    assert [(each.number, each.peer) for each in at_once] == [(2, "email"), (2, "mqtt")]
    await calls.finish("erika", Outcome.MESSAGE_TAKEN, 1000)
    assert len(await outbox.due(clock())) == 2
    assert len(await outbox.due(clock() + LATER)) == 4


async def test_the_table_holds_identifiers_and_is_opened_as_far_as_allowed(
    outbox: OutboxRepository, calls: CallRepository, clock: Clock, database: Database
) -> None:
    await calls.take_message("erika", URGENT)
    rows = await database.read(lambda tables: list(tables.table("outbox").rows))
    assert not {"geheim", "Erika", "+4930111"} & {str(each) for each in rows[0].values()}
    (delivery,) = await due(outbox, clock)
    bare = await outbox.open(delivery, Content.NONE, clock())
    assert bare is not None
    assert (bare.id, bare.waiting, bare.urgent, bare.text) == ("erika-1", 1, True, None)
    full = await outbox.open(delivery, Content.FULL, clock())
    assert full is not None
    assert (full.text, full.name, full.phone) == ("geheim", "Erika", "+4930111")
    entry = Access(clock(), "test", "show_access_log")
    seen = await AccessLog(database).show(WantedLines(), entry)
    noted = [(each.did, each.about) for _, each in seen[:-1]]
    assert noted == [("notify_by_email", "erika-1")]


@pytest.mark.parametrize("how", ["erased", "restricted", "wanted erased", "done"])
async def test_what_is_gone_or_hidden_is_not_told(
    how: str, outbox: OutboxRepository, calls: CallRepository, clock: Clock, database: Database
) -> None:
    await calls.take_message("erika", URGENT)
    (delivery,) = await due(outbox, clock)
    if how == "erased":
        await calls.erase("erika")
        assert await due(outbox, clock) == []
    elif how == "restricted":
        await database.write(lambda tables: restrict(tables, ["erika"], [], clock()))
    elif how == "done":
        sql = "UPDATE messages SET done_at = '2026-11-23T08:00:00.000+00:00'"
        await database.write(lambda tables: tables.conn.execute(sql))
    else:
        await calls.mark_for_erasure("erika")
    assert await outbox.open(delivery, Content.FULL, clock()) is None


async def test_it_is_tried_again_ever_later_and_given_up_after_a_day(
    outbox: OutboxRepository, calls: CallRepository, clock: Clock, database: Database
) -> None:
    await calls.take_message("erika", URGENT)
    (delivery,) = await due(outbox, clock)
    assert not await outbox.failed(delivery, clock())
    assert await outbox.due(clock()) == ()
    clock.pass_minutes(24 * 60)
    (delivery,) = await outbox.due(clock())
    assert delivery.tries == 1
    assert await outbox.failed(delivery, clock())
    assert await outbox.due(clock() + timedelta(days=1)) == ()
    status = await outbox.status()
    assert (status.waiting, status.given_up) == (0, 1)
    later = clock() + timedelta(days=7)
    await database.write(lambda tables: forget_old(tables, later))
    assert (await outbox.status()).given_up == 0


def test_delays_double_to_an_hour() -> None:
    delays = [retry_delay(tries).total_seconds() for tries in (1, 2, 3, 8, 99)]
    assert delays == [30, 60, 120, 3600, 3600]


async def test_forms_questions_and_requests(
    outbox: OutboxRepository, calls: CallRepository, clock: Clock, database: Database
) -> None:
    form = FilledForm("refill", (("drug", "ramipril"),), "Erika", None)
    await calls.take_form("erika", form)
    for question in ("warum?", "wozu?"):
        await calls.keep_question("erika", question, Language.GERMAN)
    await calls.finish("erika", Outcome.ANSWERED, 1000)
    who = Wanted("+4930111", "Erika", None)

    def ask(tables: Tables) -> None:
        for day in (date(2026, 10, 24), date(2026, 11, 20)):
            opening = requests.Opening(requests.Kind.ACCESS, who, day)
            requests.open_request(tables, database.envelope, opening)

    await database.write(ask)
    await outbox.write_daily(clock())
    assert await outbox.last_daily() == clock()
    told = {
        each.kind: await outbox.open(each, Content.FULL, clock())
        for each in await due(outbox, clock)
    }
    assert told.keys() == {Kind.FORM, Kind.QUESTIONS, Kind.REQUEST_DUE}
    waiting = {kind: each.waiting for kind, each in told.items() if each}
    assert waiting == {Kind.FORM: 1, Kind.QUESTIONS: 2, Kind.REQUEST_DUE: 0}
    asked = told[Kind.FORM]
    assert asked is not None
    assert (asked.form, asked.text, asked.name) == ("refill", "drug: ramipril", "Erika")
