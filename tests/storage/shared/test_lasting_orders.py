"""What is restricted, objected to or withdrawn at one host is so at all, until it is lifted."""

from contextlib import AsyncExitStack
from datetime import UTC, date, datetime
from pathlib import Path

from kibox_pbx.config.settings import Settings, Shared
from kibox_pbx.privacy.consent import ConsentAnswer, ConsentPurpose
from kibox_pbx.storage import consents
from kibox_pbx.storage.consents import Consent
from kibox_pbx.storage.shared.orders import Act
from kibox_pbx.storage.sqlcipher import Tables
from tests.storage.conftest import Clock
from tests.storage.people import ERIKAS, MAXS
from tests.storage.shared.conftest import Host, all_settle, host
from tests.storage.shared.desks import ASKED, desk_of, frozen_at, objecting_at, told_at


async def test_what_is_restricted_at_one_host_is_at_all_and_so_is_its_end(
    people: list[Host],
) -> None:
    one, two, three = people
    assert await desk_of(one).restrict(ASKED) == 0
    await all_settle(people)
    assert await frozen_at(two) == {"erikas", "erikas-too"}
    assert await frozen_at(three) == {"erikas-third"}
    await desk_of(three).unrestrict(ASKED.search, date(2026, 11, 22))
    await all_settle(people)
    assert await frozen_at(two) == set()
    assert sorted(await told_at(three)) == [("one", 0, 0), ("two", 2, 0)]


async def test_who_objects_at_one_host_reaches_people_at_all_and_at_those_that_join(
    hosts: list[Host],
    settings: Settings,
    shared: Shared,
    clock: Clock,
    tmp_path: Path,
) -> None:
    one, two, _ = hosts
    await desk_of(one).object(ASKED)
    await all_settle(hosts)
    async with AsyncExitStack() as stack:
        four = await host(stack, tmp_path / "four", shared, settings, clock)
        for each in (*hosts, four):
            assert (await objecting_at(each)).include(ERIKAS)
            assert not (await objecting_at(each)).include(MAXS)
        assert await desk_of(two).lift_objection(ASKED.search)
        await all_settle([*hosts, four])
        for each in (*hosts, four):
            assert not (await objecting_at(each)).include(ERIKAS)
        five = await host(stack, tmp_path / "five", shared, settings, clock)
        assert not (await objecting_at(five)).include(ERIKAS)
    assert [each.act for each in await desk_of(two).others.progress()] == [Act.LIFT_OBJECTION]


async def test_a_consent_that_ends_at_one_host_ends_at_all(people: list[Host]) -> None:
    one, two, _ = people
    yes = Consent(
        "erikas",
        ConsentPurpose.IMPROVEMENT,
        ConsentAnswer.YES,
        "v1",
        datetime.now(UTC),
    )
    await two.database.write(lambda tables: consents.record(tables, yes))
    await desk_of(one).withdraw(ASKED, tuple(ConsentPurpose))
    await all_settle(people)

    def standing(tables: Tables) -> tuple[str, ...]:
        return consents.consenting_calls(tables, ConsentPurpose.IMPROVEMENT)

    assert await two.database.read(standing) == ()
