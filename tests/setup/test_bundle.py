"""A bundle is read without trust, and what is wrong with it leaves nothing behind."""

import io
import json
import os
import stat
import subprocess
import sys
import tarfile
from collections.abc import Callable
from pathlib import Path

import pytest

from kibox_pbx.cli import main
from kibox_pbx.errors import ConfigError
from kibox_pbx.setup.bundle import MANIFEST, check, unpack
from kibox_pbx.setup.bundling import pack

CHECKER = Path(__file__).parents[2] / "install" / "check_bundle.py"
FILES = {"install.sh": b"#!/bin/sh\n", "wheels/a-1-py3-none-any.whl": b"a" * 3000}

Members = list[tuple[tarfile.TarInfo, bytes]]


@pytest.fixture
def bundle(tmp_path: Path) -> Path:
    sources = {}
    for number, (name, content) in enumerate(FILES.items()):
        sources[name] = tmp_path / f"source{number}"
        sources[name].write_bytes(content)
    path = tmp_path / "kibox.tar.gz"
    pack(path, sources)
    return path


def members(bundle: Path) -> Members:
    with tarfile.open(bundle) as archive:
        return [(each, archive.extractfile(each).read()) for each in archive]  # type: ignore[union-attr]


def rewritten(bundle: Path, content: Members) -> None:
    with tarfile.open(bundle, "w:gz") as archive:
        for entry, data in content:
            entry.size = len(data)
            archive.addfile(entry, io.BytesIO(data))


def test_what_was_packed_comes_out(bundle: Path, tmp_path: Path) -> None:
    manifest = unpack(bundle, tmp_path / "out")
    assert manifest == check(bundle)
    out = {
        path.relative_to(tmp_path / "out").as_posix(): path.read_bytes()
        for path in (tmp_path / "out").rglob("*")
        if path.is_file()
    }
    assert out.pop(MANIFEST)
    assert out == FILES
    assert (tmp_path / "out" / "install.sh").stat().st_mode & 0o111


@pytest.mark.parametrize(
    ("umask", "of_bundle", "of_folders"), [(0, 0o644, 0o755), (0o077, 0o600, 0o700)]
)
def test_nobody_else_changes_a_bundle_or_what_comes_out_whatever_the_umask(
    umask: int, of_bundle: int, of_folders: int, bundle: Path, tmp_path: Path
) -> None:
    again, out = tmp_path / "again.tar", tmp_path / "out"
    before = os.umask(umask)
    try:
        pack(again, {name: bundle.parent / f"source{n}" for n, name in enumerate(FILES)})
        assert main(["bundle", "--unpack", str(out), str(again)]) == 0
    finally:
        os.umask(before)
    assert mode_of(again) == of_bundle
    packed = {each.name.partition("/")[2]: each.mode for each, _ in members(again)}
    assert packed == {
        MANIFEST: 0o644,
        "install.sh": 0o755,
        "wheels/a-1-py3-none-any.whl": 0o644,
    }
    assert {mode_of(each) for each in (out, out / "wheels")} == {of_folders}
    assert mode_of(out / "install.sh") == 0o755
    assert mode_of(out / "wheels" / "a-1-py3-none-any.whl") == 0o644


def mode_of(path: Path) -> int:
    return stat.S_IMODE(path.stat().st_mode)


def link(entries: Members) -> None:
    entry = tarfile.TarInfo("kibox/wheels/link")
    entry.type, entry.linkname = tarfile.SYMTYPE, "/etc/shadow"
    entries.append((entry, b""))


def climb(entries: Members) -> None:
    entries.append((tarfile.TarInfo("kibox/../../escaped"), b"x"))


def absolute(entries: Members) -> None:
    entries.append((tarfile.TarInfo("/escaped"), b"x"))


def smuggle(entries: Members) -> None:
    entries.append((tarfile.TarInfo("kibox/wheels/b.whl"), b"x"))


def repeat(entries: Members) -> None:
    entries.append((tarfile.TarInfo(entries[1][0].name), entries[1][1]))


def change(entries: Members) -> None:
    entries[-1] = (entries[-1][0], b"b" * 3000)


def lengthen(entries: Members) -> None:
    entries[-1] = (entries[-1][0], b"a" * 3001)


def drop(entries: Members) -> None:
    entries.pop()


def behead(entries: Members) -> None:
    entries.pop(0)


def list_elsewhere(entries: Members) -> None:
    listed = json.loads(entries[0][1])
    listed["files"]["../escaped"] = {"bytes": 1, "sha256": "0" * 64}
    entries[0] = (entries[0][0], json.dumps(listed).encode())


@pytest.mark.parametrize(
    ("harm", "complaint"),
    [
        (link, "is a link"),
        (climb, "leads out of the bundle"),
        (absolute, "nobody listed it"),
        (smuggle, "nobody listed it"),
        (repeat, "or it comes twice"),
        (change, "is not what was packed"),
        (lengthen, "is not what was packed"),
        (drop, "is missing"),
        (behead, "does not begin with"),
        (list_elsewhere, "cannot be read"),
    ],
)
def test_a_bundle_that_was_tampered_with_leaves_nothing_behind(
    harm: Callable[[Members], None], complaint: str, bundle: Path, tmp_path: Path
) -> None:
    entries = members(bundle)
    harm(entries)
    rewritten(bundle, entries)
    before = set(tmp_path.rglob("*"))
    with pytest.raises(ConfigError, match=complaint):
        unpack(bundle, tmp_path / "out")
    with pytest.raises(ConfigError, match=complaint):
        check(bundle)
    assert set(tmp_path.rglob("*")) == before


@pytest.mark.parametrize("share", [0.1, 0.5, 0.7])
def test_a_bundle_that_was_cut_off_is_refused(
    share: float, bundle: Path, tmp_path: Path
) -> None:
    content = bundle.read_bytes()
    bundle.write_bytes(content[: int(len(content) * share)])
    with pytest.raises(ConfigError):
        unpack(bundle, tmp_path / "out")
    assert not (tmp_path / "out").exists()


def test_a_folder_that_is_there_is_not_unpacked_over(bundle: Path, tmp_path: Path) -> None:
    with pytest.raises(ConfigError, match="is there already"):
        unpack(bundle, tmp_path)


def checked(folder: Path) -> tuple[int, str]:
    """Return what the script says that comes with a bundle and knows no kibox."""
    ran = subprocess.run(  # noqa: S603 (our own script)
        [sys.executable, "-I", str(CHECKER), str(folder)],
        capture_output=True,
        text=True,
        check=False,
    )
    return ran.returncode, ran.stderr


def test_the_bundles_own_script_finds_what_was_changed(bundle: Path, tmp_path: Path) -> None:
    folder = tmp_path / "out"
    unpack(bundle, folder)
    assert checked(folder) == (0, "")
    (folder / "wheels" / "evil.whl").write_bytes(b"x")
    (folder / "install.sh").write_bytes(b"#!/bin/bash\n")
    (folder / "wheels/a-1-py3-none-any.whl").unlink()
    status, told = checked(folder)
    assert status == 1
    assert told.splitlines() == [
        "wheels/evil.whl: nobody put it there",
        "install.sh: is not what was packed",
        "wheels/a-1-py3-none-any.whl: is missing",
    ]


def test_a_bundle_for_another_machine_is_not_installed(bundle: Path, tmp_path: Path) -> None:
    folder = tmp_path / "out"
    unpack(bundle, folder)
    listed = json.loads((folder / MANIFEST).read_text())
    listed |= {"python": "3.7", "machine": "vax", "processor": ["magic"]}
    (folder / MANIFEST).write_text(json.dumps(listed))
    status, told = checked(folder)
    assert status == 1
    assert ["3.7" in told, "vax" in told, "magic" in told] == [True] * 3


def test_the_verb_checks_and_unpacks(
    bundle: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["bundle", str(bundle), "--check"]) == 0
    assert main(["bundle", str(bundle), "--unpack", str(tmp_path / "out")]) == 0
    out, err = capsys.readouterr()
    assert out.splitlines()[0].endswith("  kibox.tar.gz")
    assert "install.sh" in err
    bundle.write_bytes(b"no archive")
    assert main(["bundle", str(bundle), "--check"]) == 1


def test_a_file_of_another_kind_is_refused(tmp_path: Path) -> None:
    with pytest.raises(ConfigError, match=r"must end in \.tar"):
        pack(tmp_path / "kibox.zip", {})
