"""A store opens with its keys, says what is wrong where it does not, and is never made anew."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from kibox_pbx.config.settings import Settings
from kibox_pbx.errors import StorageError
from kibox_pbx.storage.calls import CallRepository
from kibox_pbx.storage.database import Database
from kibox_pbx.storage.key_header import Opened, header_path, read_header, write_header
from kibox_pbx.storage.key_slots import Kind, new_stretching, pair_of, pair_of_passphrase
from kibox_pbx.storage.keys import create_key_file, read_key_file
from kibox_pbx.storage.opening import (
    StoreKeys,
    create_store,
    create_store_with_key_file,
    new_slot,
    open_store,
)
from kibox_pbx.storage.recovery_key import typed, written
from tests.storage.conftest import a_call
from tests.storage.practice import settings_with

PASSPHRASE = "drei Igel essen Quark"  # noqa: S105 -- of a test


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    store = {"database": str(tmp_path / "kibox.db"), "key_file": str(tmp_path / "kibox.key")}
    return settings_with(store=store)


@pytest.fixture
async def filled(settings: Settings) -> Settings:
    """A practice whose store holds a call."""
    create_store_with_key_file(settings.store)
    async with open_store(settings) as database:
        await CallRepository(database).begin(a_call("anna"))
    return settings


async def calls_in(settings: Settings) -> list[str]:
    async with open_store(settings) as database:
        return [line.call.id for line in await CallRepository(database).recent(9)]


def refusal(settings: Settings) -> str:
    before = on_disk(settings)
    with pytest.raises(StorageError) as refused:
        open_store(settings, lambda: None)
    assert on_disk(settings) == before
    return str(refused.value)


def on_disk(settings: Settings) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in settings.store.database.parent.iterdir()}


async def test_a_new_store_opens_with_its_key_file(filled: Settings) -> None:
    assert await calls_in(filled) == ["anna"]
    assert set(on_disk(filled)) >= {"kibox.db", "kibox.db.keys", "kibox.key"}


async def test_nothing_of_a_secret_is_in_the_header(filled: Settings) -> None:
    opened = StoreKeys(filled.store).read()
    content = header_path(filled.store.database).read_text()
    assert opened.secrets[0].secret.hex() not in content
    assert read_key_file(filled.store.key_file).secret.hex() not in content
    assert opened.secrets[0] != read_key_file(filled.store.key_file)
    assert not header_path(filled.store.database).stat().st_mode & 0o077


async def test_a_store_of_an_earlier_kibox_gets_a_header(settings: Settings) -> None:
    master = create_key_file(settings.store.key_file)
    async with Database(settings.store.database, master) as database:
        await CallRepository(database).begin(a_call("anna"))
    assert await calls_in(settings) == ["anna"]
    assert header_path(settings.store.database).exists()
    assert await calls_in(settings) == ["anna"]


def test_without_database_and_header_none_is_made(settings: Settings) -> None:
    assert "For a new office: kibox key init" in refusal(settings)


def test_a_database_that_is_gone_is_not_made_anew(filled: Settings) -> None:
    filled.store.database.unlink()
    assert "none is made in its place" in refusal(filled)


def test_an_emptied_database_is_not_taken_for_a_new_one(filled: Settings) -> None:
    filled.store.database.write_bytes(b"")
    assert "missing or empty" in refusal(filled)


def test_a_header_that_is_gone_is_asked_back(filled: Settings) -> None:
    header_path(filled.store.database).unlink()
    assert "bring it back from the backup" in refusal(filled)


def test_a_key_file_that_is_gone_is_asked_back(filled: Settings) -> None:
    filled.store.key_file.unlink()
    assert "kibox.key: cannot be read: there is no such file" in refusal(filled)


def test_another_key_file_is_told_from_the_right_one(filled: Settings) -> None:
    filled.store.key_file.unlink()
    create_key_file(filled.store.key_file)
    assert "this key does not open the store" in refusal(filled)


def test_a_key_that_others_may_read_is_refused(filled: Settings) -> None:
    filled.store.key_file.chmod(0o640)
    assert "chmod 600 kibox.key" in refusal(filled)


def test_a_store_is_never_made_over_another(filled: Settings) -> None:
    before = on_disk(filled)
    with pytest.raises(StorageError, match="is there already"):
        create_store_with_key_file(filled.store)
    assert on_disk(filled) == before


Damage = Callable[[str], str]


def slot_of_a_stranger(content: str) -> str:
    """Return the header with a slot that somebody without a key has put in."""
    header = json.loads(content)
    stranger = new_slot(Kind.RECOVERY, pair_of(bytes(32)))
    header["slots"].append(header["slots"][0] | {"kind": "recovery", "public": stranger.public})
    return json.dumps(header)


@pytest.mark.parametrize(
    "damage",
    [
        lambda content: "",
        lambda content: content[: len(content) // 2],
        lambda content: "[]",
        lambda content: content.replace('"kind": "key-file"', '"kind": "sesame"'),
        lambda content: content.replace('"sealed": "', '"sealed": "00'),
        lambda content: content.replace('"made_at": "2', '"made_at": "3'),
        lambda content: content.replace('"leaving": false', '"leaving": true'),
        slot_of_a_stranger,
    ],
)
def test_a_changed_header_is_refused(filled: Settings, damage: Damage) -> None:
    path = header_path(filled.store.database)
    before = path.read_text()
    path.write_text(damage(before))
    assert path.read_text() != before
    assert "damaged" in refusal(filled)


def test_a_header_cut_or_changed_anywhere_never_opens(filled: Settings) -> None:
    path = header_path(filled.store.database)
    whole = path.read_bytes()
    pair = pair_of(read_key_file(filled.store.key_file).secret)
    for at in range(0, len(whole) - 2, 7):
        for content in (whole[:at], whole[:at] + b"0" + whole[at + 1 :]):
            if content == whole:
                continue
            path.write_bytes(content)
            try:
                header = read_header(path)
                opened = header.open((pair,)) if header else None
            except StorageError:
                continue
            assert opened is None


def test_a_header_of_a_newer_kibox_is_left_alone(filled: Settings) -> None:
    path = header_path(filled.store.database)
    path.write_text(path.read_text().replace('"version": 1', '"version": 2'))
    assert "a newer version of kibox wrote it" in refusal(filled)


async def test_a_header_of_another_time_does_not_open_the_database(filled: Settings) -> None:
    keys = StoreKeys(filled.store)
    opened = keys.read()
    write_header(
        keys.path, Opened(opened.slots, (read_key_file(filled.store.key_file),), opened.pair)
    )
    with pytest.raises(StorageError, match="is it the right key file"):
        await calls_in(filled)


@pytest.fixture
def with_passphrase(settings: Settings) -> Settings:
    stretching = new_stretching()
    pair = pair_of_passphrase(PASSPHRASE, stretching)
    slot = new_slot(Kind.PASSPHRASE, pair, stretching)
    create_store(settings.store, slot, pair)
    return settings


async def test_a_passphrase_is_asked_once(with_passphrase: Settings) -> None:
    asked = []

    def ask() -> str:
        asked.append(1)
        return PASSPHRASE

    async with open_store(with_passphrase, ask) as database:
        assert await CallRepository(database).recent(1) == ()
    assert len(asked) == 1


@pytest.mark.parametrize("answer", [None, "", "drei Igel essen Quarg"])
def test_a_missing_or_wrong_passphrase_is_told(
    with_passphrase: Settings, answer: str | None
) -> None:
    with pytest.raises(StorageError, match="passphrase is missing or wrong"):
        open_store(with_passphrase, lambda: answer)


async def test_a_passphrase_may_lie_in_a_file(
    with_passphrase: Settings, tmp_path: Path
) -> None:
    path = tmp_path / "passphrase"
    path.write_text(f"{PASSPHRASE}\n")
    path.chmod(0o600)
    store = with_passphrase.store.model_copy(update={"passphrase_file": path})
    assert await calls_in(with_passphrase.model_copy(update={"store": store})) == []
    path.chmod(0o644)
    with pytest.raises(StorageError, match="chmod 600 passphrase"):
        open_store(with_passphrase.model_copy(update={"store": store}))


async def test_systemd_may_give_the_key(
    filled: Settings, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    credentials = tmp_path / "credentials"
    credentials.mkdir()
    filled.store.key_file.rename(credentials / "kibox.key")
    (credentials / "kibox.key").chmod(0o440)
    monkeypatch.setenv("CREDENTIALS_DIRECTORY", str(credentials))
    assert await calls_in(filled) == ["anna"]


async def test_systemd_may_give_the_passphrase(
    with_passphrase: Settings, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "kibox.passphrase").write_text(PASSPHRASE)
    monkeypatch.setenv("CREDENTIALS_DIRECTORY", str(tmp_path))
    assert await calls_in(with_passphrase) == []


def test_a_header_cannot_ask_for_all_memory(with_passphrase: Settings) -> None:
    path = header_path(with_passphrase.store.database)
    path.write_text(path.read_text().replace('"memory_kib": 65536', '"memory_kib": 99999999'))
    with pytest.raises(StorageError, match="asks too much"):
        open_store(with_passphrase, lambda: PASSPHRASE)


def test_a_recovery_key_is_read_as_it_was_written() -> None:
    secret = bytes(range(224, 256))
    shown = written(secret)
    assert len(shown.split()) == 4
    assert typed(shown) == typed(shown.replace("-", " ")) == secret


def test_every_mistyped_digit_and_exchanged_pair_names_its_group() -> None:
    digits = written(bytes(range(100, 132))).replace("-", "").replace("\n", "")
    for at, digit in enumerate(digits):
        wrong = [
            digits[:at] + other + digits[at + 1 :] for other in "0123456789" if other != digit
        ]
        if (at + 1) % 6 and digit != digits[at + 1]:
            wrong.append(digits[:at] + digits[at + 1] + digit + digits[at + 2 :])
        for text in wrong:
            with pytest.raises(StorageError, match=rf"in group {at // 6 + 1}$"):
                typed(text)


@pytest.mark.parametrize("text", ["", "123456", "x" * 96, "1" * 97])
def test_what_is_no_recovery_key_is_told_and_not_quoted(text: str) -> None:
    with pytest.raises(StorageError, match="16 groups of 6 digits") as refused:
        typed(text)
    assert not text or text not in str(refused.value)
