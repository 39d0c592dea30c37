"""Accounts: made by whom, changed how, never without an admin; their sessions."""

from datetime import timedelta

import pytest

from kibox_pbx.errors import StorageError
from kibox_pbx.privacy.roles import Role
from kibox_pbx.storage.access_log import Access
from kibox_pbx.storage.access_log_reading import AccessLog, Wanted
from kibox_pbx.storage.accounts import AccountRepository
from kibox_pbx.storage.database import Database
from kibox_pbx.storage.sessions import IDLE, SessionRepository, forget_over
from kibox_pbx.storage.sqlcipher import Tables
from tests.storage.conftest import Clock

PASSWORD = "lamp gravel seventeen tea"  # noqa: S105 -- of nobody
ADMIN, RECEPTION = frozenset({Role.ADMIN}), frozenset({Role.RECEPTION})


@pytest.fixture
async def accounts(database: Database, clock: Clock) -> AccountRepository:
    """Erika, who manages the accounts, and Ben at the reception."""
    accounts = AccountRepository(database, clock)
    await accounts.add_first("erika", ADMIN, PASSWORD)
    await accounts.add("erika", "ben", RECEPTION, PASSWORD)
    return accounts


@pytest.fixture
def sessions(database: Database, clock: Clock) -> SessionRepository:
    return SessionRepository(database, clock)


async def test_a_new_database_has_no_account_and_no_default_password(
    database: Database, clock: Clock
) -> None:
    assert not await AccountRepository(database, clock).exist()
    assert await AccountRepository(database, clock).all() == ()


async def test_the_first_account_manages_the_others_and_is_the_only_first(
    database: Database, clock: Clock
) -> None:
    accounts = AccountRepository(database, clock)
    with pytest.raises(StorageError, match="--role admin"):
        await accounts.add_first("ben", RECEPTION, PASSWORD)
    await accounts.add_first("erika", ADMIN, PASSWORD)
    with pytest.raises(StorageError, match="already"):
        await accounts.add_first("mallory", ADMIN, PASSWORD)
    assert [each.name for each in await accounts.all()] == ["erika"]


async def test_a_name_is_a_plain_word(accounts: AccountRepository) -> None:
    for name in ("", "x", "Erika", "0123456", "er ika", "é" * 3, "a" * 33):
        with pytest.raises(StorageError, match="a name is"):
            await accounts.add("erika", name, ADMIN, PASSWORD)


async def test_what_makes_no_account_is_refused(accounts: AccountRepository) -> None:
    for name, roles, password, told in (
        ("ben", ADMIN, PASSWORD, "of that name"),
        ("carla", frozenset[Role](), PASSWORD, "needs a role"),
        ("carla", ADMIN, "short", "at least 12"),
        ("carla", ADMIN, "Passwort2026!", "first that are tried"),
    ):
        with pytest.raises(StorageError, match=told):
            await accounts.add("erika", name, roles, password)
    with pytest.raises(StorageError, match="needs a role"):
        await accounts.set_roles("erika", "ben", frozenset())
    with pytest.raises(StorageError, match="account's name"):
        await accounts.set_password("erika", "ben", "ben and the beanstalk")
    assert [each.name for each in await accounts.all()] == ["ben", "erika"]


async def test_who_is_not_there_cannot_be_changed(accounts: AccountRepository) -> None:
    for change in (
        accounts.remove("erika", "carla"),
        accounts.unlock("erika", "carla"),
        accounts.set_roles("erika", "carla", ADMIN),
        accounts.set_password("erika", "carla", PASSWORD),
        accounts.set_totp("erika", "carla", None),
    ):
        with pytest.raises(StorageError, match="kibox user list"):
            await change


async def test_the_last_admin_stays(accounts: AccountRepository) -> None:
    with pytest.raises(StorageError, match="last admin"):
        await accounts.remove("erika", "erika")
    with pytest.raises(StorageError, match="last admin"):
        await accounts.set_roles("erika", "erika", RECEPTION)
    await accounts.set_roles("erika", "ben", ADMIN | RECEPTION)
    await accounts.remove("ben", "erika")
    assert [(each.name, each.roles) for each in await accounts.all()] == [
        ("ben", ADMIN | RECEPTION)
    ]


async def test_every_change_is_noted(accounts: AccountRepository, database: Database) -> None:
    await accounts.set_roles("erika", "ben", ADMIN)
    await accounts.set_password("ben", "ben", PASSWORD + "!")
    await accounts.set_totp("ben", "ben", b"0" * 20)
    await accounts.set_totp("ben", "ben", None)
    await accounts.unlock("erika", "ben")
    await accounts.remove("erika", "ben")
    entry = Access((await accounts.all())[0].made_at, "test", "show_access_log")
    rows = await AccessLog(database).show(Wanted(), entry)
    assert [(each.who, each.did, each.about) for _, each in rows[:-1]] == [
        ("erika", "add_first_account", "erika"),
        ("erika", "add_account", "ben"),
        ("erika", "set_roles", "ben"),
        ("ben", "set_password", "ben"),
        ("ben", "set_totp", "ben"),
        ("ben", "remove_totp", "ben"),
        ("erika", "unlock_account", "ben"),
        ("erika", "remove_account", "ben"),
    ]


async def test_a_session_is_its_accounts(
    accounts: AccountRepository, sessions: SessionRepository
) -> None:
    token = await sessions.begin("ben")
    who = await sessions.check(token)
    assert who is not None
    assert (who.name, who.roles) == ("ben", RECEPTION)
    assert await sessions.check(token + "x") is None
    assert await sessions.touch("") is None
    assert len(token) >= 43


async def test_a_session_ends_when_nothing_is_done(
    accounts: AccountRepository, sessions: SessionRepository, clock: Clock
) -> None:
    token = await sessions.begin("ben")
    clock.pass_minutes(14)
    assert await sessions.check(token)
    clock.pass_minutes(1)
    assert await sessions.check(token) is None
    assert await sessions.touch(token) is None


async def test_what_is_done_prolongs_it_to_eight_hours(
    accounts: AccountRepository, sessions: SessionRepository, clock: Clock
) -> None:
    token = await sessions.begin("ben")
    for _ in range(47):
        clock.pass_minutes(10)
        assert await sessions.touch(token)
    clock.pass_minutes(10)
    assert await sessions.touch(token) is None


async def test_a_session_is_ended(
    accounts: AccountRepository, sessions: SessionRepository
) -> None:
    one, other, erikas = [await sessions.begin(each) for each in ("ben", "ben", "erika")]
    await sessions.end(one)
    assert await sessions.check(one) is None
    assert await sessions.check(other)
    await sessions.end_all("ben")
    assert await sessions.check(other) is None
    assert await sessions.check(erikas)


async def test_a_changed_account_is_signed_out(
    accounts: AccountRepository, sessions: SessionRepository
) -> None:
    erikas = await sessions.begin("erika")
    for change in (
        accounts.set_password("ben", "ben", PASSWORD + "!"),
        accounts.set_roles("erika", "ben", ADMIN),
        accounts.set_totp("ben", "ben", b"0" * 20),
        accounts.remove("erika", "ben"),
    ):
        bens = await sessions.begin("ben")
        assert await sessions.check(bens)
        await change
        assert await sessions.check(bens) is None
    assert await sessions.check(erikas)


async def test_what_is_kept_of_a_session_opens_nothing_and_goes(
    accounts: AccountRepository, sessions: SessionRepository, database: Database, clock: Clock
) -> None:
    token = await sessions.begin("ben")

    def kept(tables: Tables) -> list[str]:
        return [row["token_hash"] for row in tables.table("sessions").rows]

    (hashed,) = await database.read(kept)
    assert hashed != token
    assert await sessions.check(hashed) is None
    clock.now += IDLE + timedelta(seconds=1)
    await database.write(lambda tables: forget_over(tables, clock()))
    assert await database.read(kept) == []
