"""The file beside the database that says which keys open it: ``kibox.db.keys``.

It holds slots and no secret, and is authenticated (HMAC-SHA256 under the store's secret), so
that nobody without a key can slip a slot of their own in. While the secret changes, every
slot holds the new one and the old one, and the database opens with one of the two.
"""

import hashlib
import hmac
import json
from collections.abc import Iterable
from dataclasses import asdict, dataclass, replace
from pathlib import Path

from kibox_pbx.errors import StorageError
from kibox_pbx.storage.key_slots import Kind, Pair, Slot, Stretching, open_slot, seal
from kibox_pbx.storage.keys import MasterKey
from kibox_pbx.storage.private_file import replace_file

VERSION = 1
MOST_BYTES = 100_000


@dataclass(frozen=True, slots=True)
class Opened:
    """A header that a key has opened."""

    slots: tuple[Slot, ...]
    secrets: tuple[MasterKey, ...]
    """The store's, newest first; two while they are being changed."""

    pair: Pair
    """What opened it."""

    @property
    def is_changing(self) -> bool:
        """Whether a rotation was begun that is not done."""
        return len(self.secrets) > 1

    def with_slot(self, slot: Slot) -> "Opened":
        """Return it with a slot in the place of those of its kind."""
        kept = tuple(each for each in self.slots if each.kind is not slot.kind)
        return replace(self, slots=(*kept, slot))

    def slot_of(self, pair: Pair) -> Slot | None:
        """Return the slot that a pair opens."""
        return next((each for each in self.slots if each.public == pair.public), None)


def header_path(database: Path) -> Path:
    """Return where the header of a database is."""
    return database.with_name(f"{database.name}.keys")


def header_text(opened: Opened) -> str:
    """Return the header as it stands in a file, with the secrets sealed into every slot."""
    slots = [asdict(seal(slot, opened.secrets)) for slot in opened.slots]
    content = {"version": VERSION, "slots": slots, "mac": _mac(slots, opened.secrets[0])}
    return json.dumps(content, indent=1) + "\n"


def write_header(path: Path, opened: Opened) -> None:
    """Seal the secrets into every slot, and write the header whole or not at all.

    Raises:
        StorageError: It cannot be written.
    """
    try:
        replace_file(path, header_text(opened))
    except OSError as error:
        raise StorageError(f"{path.name}: cannot be written: {error.strerror}") from None


@dataclass(frozen=True, slots=True)
class Header:
    """A header as it is on disk, before a key has opened it."""

    name: str
    slots: tuple[Slot, ...]
    mac: str

    def open(self, pairs: Iterable[Pair]) -> Opened | None:
        """Return what the first fitting pair opens; None: none of them has a slot.

        Raises:
            StorageError: The header was changed by somebody without a key.
        """
        for pair in pairs:
            for slot in self.slots:
                if slot.public == pair.public:
                    return self._open(slot, pair)
        return None

    def _open(self, slot: Slot, pair: Pair) -> Opened:
        secrets = open_slot(slot, pair)
        if not secrets:
            raise _damaged(self.name)
        expected = _mac([asdict(each) for each in self.slots], secrets[0])
        if not hmac.compare_digest(expected, self.mac):
            raise _damaged(self.name)
        return Opened(self.slots, secrets, pair)


def read_header(path: Path) -> Header | None:
    """Return the header; None: there is none.

    Raises:
        StorageError: It is damaged, or a newer kibox wrote it.
    """
    try:
        with path.open(encoding="ascii") as file:
            return parse_header(path.name, file.read(MOST_BYTES))
    except FileNotFoundError:
        return None
    except UnicodeDecodeError:
        raise _damaged(path.name) from None
    except OSError as error:
        raise StorageError(f"{path.name}: cannot be read: {error.strerror}") from None


def parse_header(name: str, text: str) -> Header:
    """Return the header of a file's text.

    Raises:
        StorageError: It is damaged, or a newer kibox wrote it.
    """
    try:
        content = json.loads(text)
        if content["version"] == VERSION:
            return Header(name, tuple(map(_slot, content["slots"])), str(content["mac"]))
    except (ValueError, KeyError, TypeError, RecursionError):
        raise _damaged(name) from None
    raise StorageError(f"{name}: a newer version of kibox wrote it; update kibox")


def _slot(content: dict[str, object]) -> Slot:
    stretching = content["stretching"]
    return Slot(
        Kind(str(content["kind"])),
        str(content["made_at"]),
        bytes.fromhex(str(content["public"])).hex(),
        bytes.fromhex(str(content["sealed"])).hex(),
        _stretching(stretching) if isinstance(stretching, dict) else None,
        bool(content["leaving"]),
    )


def _stretching(content: dict[str, object]) -> Stretching:
    passes, lanes, memory = (
        int(str(content[key])) for key in ("passes", "lanes", "memory_kib")
    )
    return Stretching(bytes.fromhex(str(content["salt"])).hex(), passes, lanes, memory)


def _mac(slots: list[dict[str, object]], secret: MasterKey) -> str:
    content = json.dumps([VERSION, slots], sort_keys=True).encode()
    return hmac.new(secret.derive("kibox: key header"), content, hashlib.sha256).hexdigest()


def _damaged(name: str) -> StorageError:
    return StorageError(
        f"{name}: is damaged; bring back the copy that was kept with the database's backup"
    )
