"""The master key stays with its owner; the keys of calls open their own texts only."""

from pathlib import Path

import pytest

from kibox_pbx.errors import StorageError
from kibox_pbx.storage.envelope import Envelope
from kibox_pbx.storage.keys import MasterKey, create_key_file, read_key_file


def test_a_new_key_can_be_read_by_its_owner_alone(tmp_path: Path) -> None:
    path = tmp_path / "secrets" / "kibox.key"
    created = create_key_file(path)
    assert read_key_file(path) == created
    assert path.stat().st_mode & 0o777 == 0o600
    assert [entry.name for entry in path.parent.iterdir()] == ["kibox.key"]


def test_keys_are_random_and_never_shown(tmp_path: Path) -> None:
    one, other = (create_key_file(tmp_path / name) for name in "ab")
    assert one != other
    assert one.secret.hex() not in repr(one)
    assert str(one.secret) not in repr(one)


def test_an_existing_key_is_never_replaced(tmp_path: Path) -> None:
    path = tmp_path / "kibox.key"
    created = create_key_file(path)
    with pytest.raises(StorageError, match="there is a key file already"):
        create_key_file(path)
    assert read_key_file(path) == created
    assert len(list(tmp_path.iterdir())) == 1


@pytest.mark.parametrize("mode", [0o640, 0o604, 0o660, 0o610])
def test_a_key_that_others_may_read_is_refused(tmp_path: Path, mode: int) -> None:
    path = tmp_path / "kibox.key"
    create_key_file(path)
    path.chmod(mode)
    with pytest.raises(StorageError, match=r"chmod 600 kibox\.key"):
        read_key_file(path)


@pytest.mark.parametrize("content", [b"", b"abcd", b"x" * 64, b"ab" * 33, b"\xff" * 64])
def test_what_is_no_key_is_refused_and_not_quoted(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "kibox.key"
    path.write_bytes(content)
    path.chmod(0o600)
    with pytest.raises(StorageError, match="does not hold a key") as refused:
        read_key_file(path)
    assert not content or content.decode("latin-1") not in str(refused.value)


def test_a_missing_key_is_one_clear_error(tmp_path: Path) -> None:
    with pytest.raises(StorageError, match="cannot be read: No such file"):
        read_key_file(tmp_path / "kibox.key")


def test_a_key_is_derived_for_each_purpose(master: MasterKey) -> None:
    assert master.derive("a") == master.derive("a") != master.derive("b")
    assert master.secret not in {master.derive("a"), master.derive("b")}


def test_a_text_is_opened_by_its_key_at_its_place(master: MasterKey) -> None:
    key, wrapped = Envelope(master).new_key("anna")
    sealed = key.seal("guten Tag", "turns/1")
    assert Envelope(master).unwrap(wrapped, "anna").open(sealed, "turns/1") == "guten Tag"
    assert b"guten Tag" not in sealed


def test_the_same_text_never_looks_the_same(master: MasterKey) -> None:
    key, _ = Envelope(master).new_key("anna")
    assert key.seal("ja", "turns/1") != key.seal("ja", "turns/1")


def test_another_key_another_place_and_a_changed_text_are_refused(master: MasterKey) -> None:
    key, _ = Envelope(master).new_key("anna")
    other, _ = Envelope(master).new_key("anna")
    sealed = key.seal("guten Tag", "turns/1")
    changed = sealed[:-1] + bytes([sealed[-1] ^ 1])
    for opener, text, place in (
        (other, sealed, "turns/1"),
        (key, sealed, "turns/2"),
        (key, changed, "turns/1"),
        (key, sealed[:5], "turns/1"),
    ):
        with pytest.raises(StorageError):
            opener.open(text, place)


def test_a_wrapped_key_belongs_to_one_owner_and_one_master(master: MasterKey) -> None:
    _, wrapped = Envelope(master).new_key("anna")
    with pytest.raises(StorageError):
        Envelope(master).unwrap(wrapped, "ben")
    with pytest.raises(StorageError):
        Envelope(MasterKey(bytes(32))).unwrap(wrapped, "anna")
