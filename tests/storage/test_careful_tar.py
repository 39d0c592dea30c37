"""Archives of strangers are read piece by piece, and never go round for ever."""

import io
import tarfile
from pathlib import Path

import pytest

from kibox_pbx.storage.careful_tar import MOST_AT_ONCE_BYTES, members, opened_tar


def an_archive(path: Path, comment: int, kind: str = "") -> Path:
    """Write an archive of one file that has a comment of so many letters."""
    with tarfile.open(path, f"w:{kind}", format=tarfile.PAX_FORMAT) as archive:  # type: ignore[call-overload]
        entry = tarfile.TarInfo("file")
        entry.size, entry.pax_headers = 5, {"comment": "x" * comment}
        archive.addfile(entry, io.BytesIO(b"words"))
    return path


def read(path: Path, kind: str = "") -> dict[str, bytes]:
    with opened_tar(path, kind) as archive:
        return {
            each.name: content.read()
            for each in members(archive)
            if (content := archive.extractfile(each))
        }


@pytest.mark.parametrize("kind", ["", "gz"])
def test_what_was_written_is_read(tmp_path: Path, kind: str) -> None:
    assert read(an_archive(tmp_path / "a.tar", 300, kind), kind) == {"file": b"words"}


@pytest.mark.parametrize("kind", ["", "gz"])
def test_a_comment_that_fills_the_memory_is_refused_before_it_is_read(
    tmp_path: Path, kind: str
) -> None:
    path = an_archive(tmp_path / "a.tar", MOST_AT_ONCE_BYTES + 1, kind)
    with pytest.raises(tarfile.TarError, match="impossible size"):
        read(path, kind)


def test_a_file_with_holes_is_refused(tmp_path: Path) -> None:
    path = an_archive(tmp_path / "a.tar", 1)
    with tarfile.open(path, "w", format=tarfile.PAX_FORMAT) as archive:
        entry = tarfile.TarInfo("holes")
        entry.pax_headers = {
            "GNU.sparse.major": "0", "GNU.sparse.minor": "1",
            "GNU.sparse.map": "0,0,99999999999,0", "GNU.sparse.size": "99999999999",
        }  # fmt: skip
        archive.addfile(entry)
    with pytest.raises(tarfile.TarError, match="impossible size"):
        read(path)


@pytest.mark.parametrize("cut", range(0, 2300, 500))
def test_an_archive_that_was_cut_off_is_broken(tmp_path: Path, cut: int) -> None:
    path = an_archive(tmp_path / "a.tar.gz", 300, "gz")
    whole = path.read_bytes()
    path.write_bytes(whole[: len(whole) * cut // 2560])
    with pytest.raises(tarfile.TarError):
        read(path, "gz")


def test_no_archive_is_none(tmp_path: Path) -> None:
    with pytest.raises(OSError, match="No such file"), opened_tar(tmp_path / "none"):
        pass
