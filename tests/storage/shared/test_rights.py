"""Whatever somebody's rights ask for at one host happens to what is theirs at every host."""

import json
from pathlib import Path

from kibox_pbx.config.settings import Shared
from kibox_pbx.privacy.belonging import Wanted
from kibox_pbx.privacy.periods import Limits
from kibox_pbx.records import Appointment, FilledForm, Message, Outcome
from kibox_pbx.storage import rectifications
from kibox_pbx.storage.forgetting import forget_appointments
from kibox_pbx.storage.inbox import ItemKind, Place
from kibox_pbx.storage.legal_holds import hold
from kibox_pbx.storage.rectifications import Rectifying
from kibox_pbx.storage.requests import Signature
from kibox_pbx.storage.restriction import lift, restrict
from kibox_pbx.storage.sealed import SealedTexts
from kibox_pbx.storage.shared.book import SharedBook
from kibox_pbx.storage.shared.link import Link
from kibox_pbx.storage.sqlcipher import Tables
from kibox_pbx.storage.subject_erasure import destroy
from kibox_pbx.storage.subjects import Found, Search, find_in
from tests.postgres_server import Postgres
from tests.storage.calendar_contract import booked
from tests.storage.practice import at
from tests.storage.shared.conftest import Host, all_settle

NOW = at(23, 9)
BY = Signature("olga", NOW, "vertippt")
CALL = "anna"
MESSAGE = Message("bitte um Rückruf", "Erika", "+49301", "desk", urgent=True)
FORM = FilledForm("refill", (("drug", "ramipril"),), "Erika", "+49301")


async def left_a_message(host: Host) -> None:
    """Have a call that left a message and a request, and is over."""
    await host.answers(CALL)
    await host.calls.take_message(CALL, MESSAGE)
    await host.calls.take_form(CALL, FORM)
    await host.calls.finish(CALL, Outcome.MESSAGE_TAKEN, 1000)


async def appointment_of(host: Host) -> Appointment | None:
    found = await host.calendar.appointments(at(23, 0), at(1, 0, month=12))
    return found[0] if found else None


async def find(host: Host) -> Found:
    search = Search(Wanted("+49301", "Erika"))
    texts = SealedTexts(host.database.envelope)
    return await host.database.read(lambda tables: find_in(tables, texts, search))


async def erase(host: Host) -> None:
    found = (await find(host)).sure
    envelope = host.database.envelope
    await host.database.write(lambda tables: destroy(tables, envelope, found, (), NOW))


async def texts_in(host: Host, table: str) -> int:
    return await host.database.read(lambda tables: tables.table(table).count)


async def test_an_appointment_is_found_and_erased_from_another_host(
    hosts: list[Host], server: Postgres, shared: Shared
) -> None:
    one, two, three = hosts
    appointment = await booked(one.calendar, CALL)
    await all_settle(hosts)
    assert [each.id for each in (await find(two)).sure.appointments] == [appointment.id]
    await erase(two)
    await all_settle(hosts)
    for host in (one, two, three):
        assert await appointment_of(host) is None
        ledger = host.database.ledger.path.read_text()
        assert appointment.id in ledger
    sql = "SELECT what, who, gone FROM kibox.records"
    assert server.run(sql, shared.database) == [(None, None, "erased")]
    assert server.run("SELECT count(*) FROM kibox.taken", shared.database) == [(0,)]


async def test_what_is_put_right_at_one_host_is_right_at_all_with_what_it_was(
    hosts: list[Host],
) -> None:
    one, two, _ = hosts
    appointment = await booked(one.calendar, CALL)
    await all_settle(hosts)
    await put_right(two, appointment.id, name="Erika Mustermann")
    await all_settle(hosts)
    there = await appointment_of(one)
    assert there is not None
    assert there.name == "Erika Mustermann"
    envelope = one.database.envelope
    past = await one.database.read(
        lambda tables: rectifications.of_appointment(tables, envelope, appointment.id)
    )
    assert [(each.before, each.after, each.who) for each in past] == [
        ("Erika", "Erika Mustermann", "olga")
    ]


async def put_right(host: Host, appointment_id: str, **values: str) -> None:
    def change(tables: Tables) -> None:
        Rectifying(tables, host.database.envelope, BY).appointment(appointment_id, values)

    await host.database.write(change)


async def test_what_is_restricted_at_one_host_no_other_shows_or_tells(
    hosts: list[Host],
) -> None:
    one, two, three = hosts
    appointment = await booked(one.calendar, CALL)
    await left_a_message(three)
    await all_settle(hosts)
    await two.database.write(lambda tables: restrict(tables, [CALL], [appointment.id], NOW))
    await all_settle(hosts)
    for host in hosts:
        shown = await appointment_of(host)
        assert shown is not None
        assert shown.is_restricted
        assert await host.calendar.find(name="Erika", phone="+49301", birthdate=None) == ()
        assert await host.inbox.waiting(10) == ()
    await one.database.write(lambda tables: lift(tables, [CALL], [appointment.id], NOW))
    await all_settle(hosts)
    assert len(await two.inbox.waiting(10)) == 2
    shown = await appointment_of(three)
    assert shown is not None
    assert shown.name == "Erika"


async def test_two_hosts_that_could_not_hear_of_each_other_lose_nothing(
    hosts: list[Host],
) -> None:
    """One puts right, the other restricts; the restriction holds, and both pasts are kept."""
    one, two, three = hosts
    appointment = await booked(one.calendar, CALL)
    await all_settle(hosts)
    await put_right(one, appointment.id, name="Erika Mustermann")
    await put_right(two, appointment.id, phone="+49302")
    await two.database.write(lambda tables: restrict(tables, [], [appointment.id], NOW))
    await all_settle(hosts)
    rows = [
        await host.database.read(lambda tables: next(iter(tables.table("appointments").rows)))
        for host in hosts
    ]
    assert {(row["name"], row["phone"]) for row in rows} == {("Erika Mustermann", "+49302")}
    assert all(row["restricted_at"] for row in rows)
    assert await texts_in(three, "appointment_rectifications") == 2


async def test_messages_of_all_hosts_lie_in_every_inbox_and_are_done_once(
    hosts: list[Host],
) -> None:
    one, two, three = hosts
    await left_a_message(one)
    await all_settle(hosts)
    waiting = await two.inbox.waiting(10)
    assert [each.content for each in waiting] == [MESSAGE, FORM]
    assert waiting == await one.inbox.waiting(10)
    await two.inbox.mark_done(ItemKind.MESSAGE, CALL, 1, "olga")
    await all_settle(hosts)
    assert [each.content for each in await one.inbox.waiting(10)] == [FORM]
    assert [each.content for each in await three.inbox.done(10)] == [MESSAGE]


async def test_a_message_is_in_the_hosts_own_store_while_the_others_are_away(
    hosts: list[Host], server: Postgres
) -> None:
    one, two, _ = hosts
    server.stop()
    try:
        await left_a_message(one)
        assert len(await one.inbox.waiting(10)) == 2
        assert await one.copy.waiting() == 1
    finally:
        server.start()
    await all_settle(hosts)
    assert await one.copy.waiting() == 0
    assert len(await two.inbox.waiting(10)) == 2


async def test_who_is_erased_at_one_host_is_erased_with_the_whole_call_at_its_own(
    hosts: list[Host], server: Postgres, shared: Shared
) -> None:
    one, two, three = hosts
    await left_a_message(one)
    await all_settle(hosts)
    assert await two.inbox.one(Place(ItemKind.MESSAGE, CALL, 1)) is not None
    await erase(two)
    await all_settle(hosts)
    for host in (one, two, three):
        assert await host.inbox.waiting(10) == ()
        for table in ("calls", "call_keys", "messages", "forms"):
            assert await texts_in(host, table) == 0
        assert await host.calls.was_erased(CALL)
    sql = "SELECT what, who, gone FROM kibox.records"
    assert server.run(sql, shared.database) == [(None, None, "erased")]


async def test_a_call_under_a_legal_hold_stays_at_its_own_host(hosts: list[Host]) -> None:
    one, two, _ = hosts
    await left_a_message(one)
    await all_settle(hosts)
    await one.database.write(lambda tables: hold(tables, CALL, "Prozess", "olga", NOW))
    await erase(two)
    await all_settle(hosts)
    assert await two.inbox.waiting(10) == ()
    assert await texts_in(one, "messages") == 1


async def test_what_retention_deletes_at_one_host_is_gone_at_all(
    hosts: list[Host], server: Postgres, shared: Shared
) -> None:
    one, two, _ = hosts
    await booked(one.calendar, CALL)
    await all_settle(hosts)
    late = at(1, 0, year=2028)
    limits = Limits(late, late, late, late, late, late, late, contract_over=False)
    await two.database.write(lambda tables: forget_appointments(tables, limits, late))
    await all_settle(hosts)
    assert await appointment_of(one) is None
    gone = server.run("SELECT gone FROM kibox.records", shared.database)
    assert gone == [("erased",)]


async def test_a_shared_database_that_was_restored_does_not_bring_the_erased_back(
    hosts: list[Host], server: Postgres, shared: Shared
) -> None:
    one, two, _ = hosts
    first = await booked(one.calendar, CALL)
    await left_a_message(two)
    await all_settle(hosts)
    old = kept(server, shared)
    await all_settle(hosts)
    await erase(two)
    later = await booked(one.calendar, CALL)
    await all_settle(hosts)
    restore(server, shared, old)
    await all_settle(hosts)
    for host in hosts:
        shown = await appointment_of(host)
        assert shown == later
        assert await host.inbox.waiting(10) == ()
    gone = server.run("SELECT id FROM kibox.records WHERE gone = 'erased'", shared.database)
    assert {row[0] for row in gone} == {first.id, CALL}


def nobody_is_connected(server: Postgres, shared: Shared) -> None:
    ends = "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname ="
    server.run(f"{ends} '{shared.database}'")


def kept(server: Postgres, shared: Shared) -> str:
    """Back the shared database up as the docs say."""
    name = f"{shared.database}_kept"
    nobody_is_connected(server, shared)
    server.run(f"CREATE DATABASE {name} TEMPLATE {shared.database} OWNER kibox")
    return name


def restore(server: Postgres, shared: Shared, old: str) -> None:
    """Put it back as the docs say, and tell it that it is behind."""
    nobody_is_connected(server, shared)
    server.run(f"DROP DATABASE {shared.database}")
    server.run(f"ALTER DATABASE {old} RENAME TO {shared.database}")
    server.run(
        "UPDATE kibox.kibox_shared SET epoch = gen_random_uuid(), is_behind = true",
        shared.database,
    )


async def test_nothing_that_tells_who_it_is_lies_open_in_the_shared_database(
    hosts: list[Host], server: Postgres, shared: Shared
) -> None:
    one, two, _ = hosts
    await booked(one.calendar, CALL)
    await left_a_message(two)
    await all_settle(hosts)
    rows = server.run("SELECT row_to_json(r)::text FROM kibox.records r", shared.database)
    rows += server.run("SELECT row_to_json(t)::text FROM kibox.taken t", shared.database)
    assert len(rows) == 3
    stored = json.dumps(rows)
    for secret in ("Erika", "49301", "Rückruf", "ramipril", "R\\u00fcckruf"):
        assert secret not in stored
        for (row,) in rows:
            for column in json.loads(str(row)).values():
                if str(column).startswith("\\x"):
                    assert secret.encode() not in bytes.fromhex(str(column)[2:])


async def test_the_shared_key_is_changed_while_the_hosts_are_at_work(
    hosts: list[Host], server: Postgres, shared: Shared, tmp_path: Path
) -> None:
    one, two, _ = hosts
    await booked(one.calendar, CALL)
    await left_a_message(two)
    await all_settle(hosts)
    new = tmp_path / "new.key"
    new.write_text("66" * 32)
    new.chmod(0o600)
    changed = {"key_file": new, "other_key_file": shared.key_file}
    async with Link(shared.model_copy(update=changed)) as link:
        book = SharedBook(link, one.copy)
        await book.settle()
        assert await book.seal_again() == 2
        assert await book.seal_again() == 0
    async with Link(shared.model_copy(update={"key_file": new})) as link:
        book = SharedBook(link, two.copy)
        await two.copy.end()
        await book.settle()
