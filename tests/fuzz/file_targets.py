"""Files that people write or are handed: settings, scenarios, archives, backups, receipts."""

import io
import json
import re
import tarfile
import zipfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from datetime import UTC, datetime
from functools import cache
from hashlib import sha256
from pathlib import Path
from tempfile import TemporaryDirectory

from kibox_pbx.admin.setup import EXAMPLES, example
from kibox_pbx.admin.subject import receipt
from kibox_pbx.config.loader import load
from kibox_pbx.errors import ConfigError, ModelError, StorageError
from kibox_pbx.models.manifest import PinnedFile, load_manifest
from kibox_pbx.models.unpack import TIMES_AT_MOST, join_members, unpack_folder
from kibox_pbx.rehearsal.preparing import Configurations, prepare
from kibox_pbx.setup import bundle
from kibox_pbx.setup.answers import read_answers
from kibox_pbx.storage import backup_file
from kibox_pbx.storage.key_header import parse_header
from tests.fuzz.target import Target

SCENARIOS = Path(__file__).parents[1] / "scenarios"
WITH_LINE = re.compile(r"^[\w.-]+:\d+: ")


@contextmanager
def _file(data: bytes, name: str) -> Iterator[Path]:
    with TemporaryDirectory() as folder:
        path = Path(folder) / "in" / name
        path.parent.mkdir()
        path.write_bytes(data)
        yield path
        beside = {each.name for each in Path(folder).iterdir()} - {"in", "out"}
        assert not beside, f"something was written outside: {beside}"


def _all_with_line(refused: ConfigError) -> None:
    for problem in refused.problems:
        for line in problem.split("\n"):
            assert WITH_LINE.match(line) or "not a text file in UTF-8" in line, line


def settings(data: bytes) -> None:
    """Settings are read, or every mistake is told with its line."""
    _read_or_told(data, "kibox.yaml", load)


def answers(data: bytes) -> None:
    """Answers for `kibox setup` are read, or every mistake is told with its line."""
    _read_or_told(data, "answers.yaml", read_answers)


def _read_or_told(data: bytes, name: str, read: Callable[[Path], object]) -> None:
    with _file(data, name) as path:
        try:
            read(path)
        except ConfigError as refused:
            _all_with_line(refused)


def scenario(data: bytes) -> None:
    """A scenario is read, or every mistake is told with its line."""
    with _file(data, "scenario.yaml") as path:
        (path.parent / "kibox.yaml").write_text(_office(), encoding="utf-8")
        try:
            prepare(path, Configurations())
        except ConfigError as refused:
            told = [each for each in refused.problems if "scenario.yaml" in each]
            _all_with_line(ConfigError(*told))


def model_list(data: bytes) -> None:
    """A list of models is read or refused."""
    with _file(data, "manifest.yaml") as path, suppress(ModelError):
        load_manifest(path)


def model_archive(data: bytes) -> None:
    """An archive of a model becomes a folder of bounded size, or nothing is made of it."""
    with _file(data, "model.zip") as path:
        target = path.parent.parent / "out"
        with suppress(ModelError):
            unpack_folder(path, "model", target)
        for made in target.rglob("*"):
            assert not made.is_symlink()
        assert _size(target) <= len(data) * TIMES_AT_MOST
    with _file(data, "model.zip") as path, suppress(ModelError):
        pin = PinnedFile(path="a", bytes=4, sha256=sha256(b"good").hexdigest())
        join_members([path], ("model/a", "model/b"), path.parent.parent / "out" / "a", pin)


def _size(folder: Path) -> int:
    return sum(path.stat().st_size for path in folder.rglob("*") if path.is_file())


def bundles(data: bytes) -> None:
    """A bundle is unpacked whole, or nothing is left of it."""
    for name in ("kibox.tar", "kibox.tar.gz"):
        with _file(data, name) as path:
            out = path.parent.parent / "out"
            try:
                bundle.unpack(path, out)
            except ConfigError:
                assert not out.exists()
            else:
                bundle.check(path)


def backups(data: bytes) -> None:
    """A backup is read, or said to be damaged."""
    with _file(data, "kibox.backup") as path:
        for name in (backup_file.DATABASE, backup_file.LEDGER):
            out = path.parent.parent / "out"
            with suppress(StorageError):
                written = backup_file.read_manifest(path)
                backup_file.unpack(path, name, out, written.manifest.database_sha256)
            out.unlink(missing_ok=True)
        with suppress(StorageError):
            parse_header(path.name, backup_file.read_text(path, backup_file.HEADER))


def key_header(data: bytes) -> None:
    """A key header is read, or said to be damaged."""
    with suppress(StorageError):
        parse_header("kibox.db.keys", data.decode("utf-8", "replace"))


def receipts(data: bytes) -> None:
    """A receipt is read, or said to be none."""
    with _file(data, "receipt.json") as path, suppress(ConfigError):
        receipt.text(receipt.read(path), path.name)


@cache
def _office() -> str:
    return example()


def _zip(**members: bytes) -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return made.getvalue()


def _tar(kind: str, members: dict[str, bytes]) -> bytes:
    made = io.BytesIO()
    with tarfile.open(fileobj=made, mode=f"w:{kind}", format=tarfile.PAX_FORMAT) as archive:  # type: ignore[call-overload]
        for name, content in members.items():
            entry = tarfile.TarInfo(name)
            entry.size = len(content)
            archive.addfile(entry, io.BytesIO(content))
    return made.getvalue()


def _bundle(kind: str) -> bytes:
    script = b"#!/bin/sh\n"
    listed = {"install.sh": {"bytes": len(script), "sha256": sha256(script).hexdigest()}}
    about = {"version": "1.0", "python": "3.11", "machine": "x86_64", "processor": []}
    manifest = json.dumps(about | {"files": listed}).encode()
    return _tar(kind, {"kibox/MANIFEST.json": manifest, "kibox/install.sh": script})


_SLOT = {
    "kind": "key_file", "made_at": "2026-11-29T00:00:00+00:00", "public": "00" * 32,
    "sealed": "00" * 48, "leaving": False,
    "stretching": {"passes": 3, "lanes": 4, "memory_kib": 65536, "salt": "00" * 16},
}  # fmt: skip
_HEADER = json.dumps({"version": 1, "slots": [_SLOT], "mac": "00" * 32}).encode()


def _backup() -> bytes:
    database = b"database"
    manifest = {
        "version": 1, "made_at": "2026-11-29T00:00:00+00:00",
        "expires_at": "2026-12-29T00:00:00+00:00", "mac": "00" * 32,
        "database_sha256": sha256(database).hexdigest(),
        "ledger_sha256": sha256(b"").hexdigest(),
    }  # fmt: skip
    return _tar(
        "",
        {
            backup_file.MANIFEST: json.dumps(manifest).encode(),
            backup_file.HEADER: _HEADER,
            backup_file.LEDGER: b"",
            backup_file.DATABASE: database,
        },
    )


_RECEIPT = receipt.Receipt(
    format="kibox-erasure-receipt/1", id="1", language=receipt.ENGLISH, office="Office",
    erased_at=datetime(2026, 11, 29, tzinfo=UTC), by="paula", rows={"calls": 1}, calls=("a",),
    appointments=(), requests=(), key_fingerprints=("00",), remains=(receipt.Remains.PROOF,),
    signature="00",
).model_dump_json().encode()  # fmt: skip

_YAML = (b"&a ", b"*a", b"<<: ", b"- ", b": ", b"|\n", b"? ", b"!!python/", b'"\\x', b"%YAML ")

TARGETS = (
    Target("settings", settings, tuple(example(each).encode() for each in EXAMPLES), _YAML),
    Target(
        "scenario",
        scenario,
        tuple(path.read_bytes() for path in sorted((SCENARIOS / "doctor").glob("*.yaml"))[:4]),
        _YAML,
    ),
    Target("answers", answers, (b"kind: doctor\nname: {de: A}\nreception: PJSIP/1\n",), _YAML),
    Target("model-list", model_list, (b"roles: {a: [b]}\nmodels: {}\n",), _YAML),
    Target(
        "model-archive",
        model_archive,
        (_zip(**{"model/a": b"go", "model/b": b"od", "model/c/d": bytes(500)}), _zip()),
        (b"PK\x01\x02", b"PK\x05\x06", b"../", b"model/"),
    ),
    Target("bundle", bundles, (_bundle(""), _bundle("gz")), (b"ustar", b"\x80\x00", b"../")),
    Target("backup", backups, (_backup(),), (b"ustar", b"\xff\xff", b"manifest.json")),
    Target("key-header", key_header, (_HEADER,), (b"Infinity", b"9" * 5000, b"[" * 9000)),
    Target("receipt", receipts, (_RECEIPT,), (b"Infinity", b"[" * 9000, b"null")),
)
"""By kind of file."""
