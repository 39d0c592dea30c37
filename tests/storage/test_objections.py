"""A number that objects is known again, and kept nowhere."""

from kibox_pbx.storage import objections
from kibox_pbx.storage.database import Database
from kibox_pbx.storage.objections import Objections
from kibox_pbx.storage.sqlcipher import Tables
from tests.storage.people import ERIKAS, MAXS
from tests.storage.practice import at


async def known(database: Database) -> Objections:
    return await database.read(lambda t: objections.all_in(t, database.envelope))


async def test_only_the_number_that_objects_is_among_them(database: Database) -> None:
    assert not (await known(database)).include(ERIKAS)

    def twice(tables: Tables) -> None:
        objections.add(tables, database.envelope, ERIKAS, at(23, 9))
        objections.add(tables, database.envelope, ERIKAS, at(24, 9))

    await database.write(twice)
    listed = await known(database)
    assert (listed.include(ERIKAS), listed.include(MAXS)) == (True, False)
    rows = await database.read(lambda t: list(t.table("objections").rows))
    assert len(rows) == 1
    assert ERIKAS[1:] not in repr(rows)
    assert "secret" not in repr(listed)


async def test_an_objection_can_be_lifted_once(database: Database) -> None:
    await database.write(lambda t: objections.add(t, database.envelope, ERIKAS, at(23, 9)))
    lifted = [
        await database.write(lambda t: objections.lift(t, database.envelope, ERIKAS, at(23, 9)))
        for _ in range(2)
    ]
    assert lifted == [True, False]
    assert not (await known(database)).include(ERIKAS)
