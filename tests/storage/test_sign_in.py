"""Who signs in, who does not, and what a guesser learns: nothing, ever more slowly."""

import asyncio
import time
from datetime import timedelta
from pathlib import Path

import pytest

from kibox_pbx.privacy.roles import Role
from kibox_pbx.storage import password_hashes
from kibox_pbx.storage.access_log import Access
from kibox_pbx.storage.access_log_reading import AccessLog, Wanted
from kibox_pbx.storage.accounts import AccountRepository
from kibox_pbx.storage.database import Database
from kibox_pbx.storage.keys import MasterKey
from kibox_pbx.storage.password_hashes import fits, hash_of
from kibox_pbx.storage.sign_in import CodeNeeded, SignIn, SignInError
from kibox_pbx.storage.sign_in_failures import FREE_TRIES, wait_after
from kibox_pbx.storage.sqlcipher import Tables
from kibox_pbx.storage.totp import STEP_S, code_at
from tests.storage.conftest import Clock

PASSWORD = "lamp gravel seventeen tea"  # noqa: S105 -- of nobody
WRONG = "lamp gravel seventeen pot"
ADMIN = frozenset({Role.ADMIN})
APP = b"12345678901234567890"
COSTS = {name: getattr(password_hashes, name) for name in ("MEMORY_KIB", "PASSES")}
"""In truth: read before tests/conftest.py makes them small."""


@pytest.fixture
async def accounts(database: Database, clock: Clock) -> AccountRepository:
    """Erika alone."""
    accounts = AccountRepository(database, clock)
    await accounts.add_first("erika", ADMIN, PASSWORD)
    return accounts


@pytest.fixture
def signing(database: Database, clock: Clock, accounts: AccountRepository) -> SignIn:
    return SignIn(database, clock)


async def refused(signing: SignIn, name: str, password: str = WRONG, code: str = "") -> str:
    with pytest.raises(SignInError) as error:
        await signing.sign_in(name, password, code)
    return str(error.value)


async def noted(database: Database, clock: Clock) -> list[tuple[str, str]]:
    rows = await AccessLog(database).show(Wanted(), Access(clock(), "test", "show_access_log"))
    return [(each.who, each.did) for _, each in rows[:-1]]


def code(clock: Clock) -> str:
    return code_at(APP, int(clock().timestamp()) // STEP_S)


async def test_the_right_password_tells_who_it_is(signing: SignIn) -> None:
    who = await signing.sign_in("erika", PASSWORD)
    assert (who.name, who.roles) == ("erika", ADMIN)


async def test_a_wrong_password_and_an_unknown_name_are_refused_in_the_same_words(
    signing: SignIn, database: Database, clock: Clock
) -> None:
    words = {await refused(signing, "erika"), await refused(signing, "nobody")}
    assert words == {"wrong name, password or code"}
    assert await noted(database, clock) == [
        ("erika", "add_first_account"),
        ("erika", "sign_in_refused"),  # of the unknown name nothing: it may be a password
    ]


@pytest.fixture
def true_costs(monkeypatch: pytest.MonkeyPatch) -> None:
    for name, cost in COSTS.items():
        monkeypatch.setattr(password_hashes, name, cost)


@pytest.mark.usefixtures("true_costs")
def test_an_unknown_name_takes_as_long() -> None:
    def took_s(stored: str | None) -> float:
        begun = time.process_time()
        assert not fits(WRONG, stored)
        return time.process_time() - begun

    stored = hash_of(PASSWORD)
    known = min(took_s(stored) for _ in range(3))
    unknown = min(took_s(None) for _ in range(3))
    assert known / 2 < unknown < known * 2


@pytest.mark.usefixtures("true_costs")
def test_a_hash_names_the_costs_of_rfc_9106() -> None:
    one, other = hash_of(PASSWORD), hash_of(PASSWORD)
    assert one.startswith("$argon2id$v=19$m=65536,t=3,p=4$")
    assert one != other
    assert fits(PASSWORD, one)
    assert fits(PASSWORD, other)
    assert PASSWORD not in one


@pytest.mark.parametrize("name", ["erika", "nobody"])
async def test_after_five_wrong_tries_one_waits_ever_longer(
    signing: SignIn, clock: Clock, name: str
) -> None:
    for _ in range(FREE_TRIES):
        assert await refused(signing, name) == "wrong name, password or code"
    for wait_s in (30, 60, 120):
        assert (
            await refused(signing, name) == f"too many wrong tries; wait {wait_s + 1} seconds"
        )
        clock.now += timedelta(seconds=wait_s - 1)
        assert "wait 2 seconds" in await refused(signing, name, PASSWORD)
        clock.now += timedelta(seconds=1)
        assert await refused(signing, name) == "wrong name, password or code"


def test_the_wait_ends_at_an_hour() -> None:
    assert [wait_after(tries).total_seconds() for tries in (4, 5, 6, 11, 12, 10_000)] == [
        0, 30, 60, 1920, 3600, 3600,
    ]  # fmt: skip


async def test_a_lock_outlasts_a_restart(
    tmp_path: Path, master: MasterKey, clock: Clock
) -> None:
    for times in (3, 2):
        async with Database(tmp_path / "kibox.db", master) as database:
            accounts = AccountRepository(database, clock)
            if not await accounts.exist():
                await accounts.add_first("erika", ADMIN, PASSWORD)
            for _ in range(times):
                await refused(SignIn(database, clock), "erika")
    async with Database(tmp_path / "kibox.db", master) as database:
        assert "wait" in await refused(SignIn(database, clock), "erika", PASSWORD)
        (erika,) = await AccountRepository(database, clock).all()
        assert erika.locked_until == clock() + timedelta(seconds=30)


async def test_many_tries_at_once_gain_nothing(signing: SignIn) -> None:
    told = await asyncio.gather(*(refused(signing, "erika") for _ in range(12)))
    assert sorted(each.split()[0] for each in told) == ["too"] * 7 + ["wrong"] * 5


async def test_the_right_password_begins_the_count_anew(signing: SignIn) -> None:
    for _ in range(2):
        for _ in range(FREE_TRIES - 1):
            await refused(signing, "erika")
        assert (await signing.sign_in("erika", PASSWORD)).name == "erika"


async def test_an_admin_can_unlock(
    signing: SignIn, accounts: AccountRepository, clock: Clock
) -> None:
    for _ in range(FREE_TRIES):
        await refused(signing, "erika")
    await accounts.unlock("erika", "erika")
    assert (await accounts.all())[0].locked_until is None
    assert (await signing.sign_in("erika", PASSWORD)).name == "erika"


async def test_wrong_tries_are_forgotten_after_a_day(
    signing: SignIn, database: Database, clock: Clock
) -> None:
    await refused(signing, "nobody")
    clock.now += timedelta(days=1, minutes=1)
    await refused(signing, "another")

    def names(tables: Tables) -> list[tuple[str]]:
        return list(tables.conn.execute("SELECT mark FROM sign_in_failures"))

    ((mark,),) = await database.read(names)
    assert "another" not in mark


async def test_with_an_app_its_code_is_needed_and_works_once(
    signing: SignIn, accounts: AccountRepository, clock: Clock
) -> None:
    await accounts.set_totp("erika", "erika", APP)
    assert (await accounts.all())[0].has_totp
    with pytest.raises(CodeNeeded):
        await signing.sign_in("erika", PASSWORD)
    assert (await signing.sign_in("erika", PASSWORD, code(clock))).name == "erika"
    assert "wrong" in await refused(signing, "erika", PASSWORD, code(clock))
    clock.now += timedelta(seconds=STEP_S)
    assert (await signing.sign_in("erika", PASSWORD, code(clock))).name == "erika"
    await accounts.set_totp("erika", "erika", None)
    assert (await signing.sign_in("erika", PASSWORD)).name == "erika"


async def test_codes_cannot_be_guessed_by_asking_for_them_in_between(
    signing: SignIn, accounts: AccountRepository
) -> None:
    await accounts.set_totp("erika", "erika", APP)
    for _ in range(FREE_TRIES):
        with pytest.raises(CodeNeeded):
            await signing.sign_in("erika", PASSWORD)
        assert "wrong" in await refused(signing, "erika", PASSWORD, "000000")
    assert "wait" in await refused(signing, "erika", PASSWORD)


async def test_whoever_has_no_password_does_not_learn_that_there_is_an_app(
    signing: SignIn, accounts: AccountRepository
) -> None:
    await accounts.set_totp("erika", "erika", APP)
    assert await refused(signing, "erika") == "wrong name, password or code"


async def test_the_secret_of_an_app_is_sealed(
    accounts: AccountRepository, database: Database
) -> None:
    await accounts.set_totp("erika", "erika", APP)

    def look(tables: Tables) -> bytes:
        return bytes(next(tables.table("accounts").rows)["totp"])

    sealed = await database.read(look)
    assert APP not in sealed
    assert APP.hex().encode() not in sealed
