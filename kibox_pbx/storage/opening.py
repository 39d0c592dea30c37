"""Opens a practice's store: the one way in for the service and every command.

Nothing here makes a database where one should be. `create_store` does, where an admin said so.
"""

import secrets
from datetime import UTC, datetime

from kibox_pbx.config.machine import Store
from kibox_pbx.config.settings import Settings
from kibox_pbx.errors import StorageError
from kibox_pbx.storage.backup_making import make_backup
from kibox_pbx.storage.database import PURPOSE, Database, open_under
from kibox_pbx.storage.instant import to_text
from kibox_pbx.storage.key_header import (
    Header,
    Opened,
    header_path,
    read_header,
    write_header,
)
from kibox_pbx.storage.key_slots import Kind, Pair, Slot, Stretching, pair_of
from kibox_pbx.storage.key_sources import Ask, ask_at_terminal, key_path, pairs, plain_key
from kibox_pbx.storage.keys import KEY_BYTES, MasterKey, create_key_file, read_key_file
from kibox_pbx.storage.migrations import migrate
from kibox_pbx.storage.sqlcipher import connect, require_database

BEFORE_UPDATE = "-before-update"
"""Ends the name of the backup that is made before tables are changed."""


def open_store(
    settings: Settings, ask: Ask = ask_at_terminal, *, accept_ledger_loss: bool = False
) -> Database:
    """Return a practice's store, to be entered.

    A store of a kibox that knew no header gets one now; its key file stays what opens it.

    Args:
        settings: The practice's.
        ask: For the passphrase, where nothing else opens the store.
        accept_ledger_loss: As `Database`.

    Raises:
        StorageError: The key, the header or the database is missing, wrong or damaged; the
            text says what to do.
    """
    keys = StoreKeys(settings.store, ask)
    keys.read()
    return keys.database(accept_ledger_loss=accept_ledger_loss)


class StoreKeys:
    """The header of a store, and what opened it last."""

    def __init__(self, store: Store, ask: Ask = ask_at_terminal) -> None:
        self.store = store
        self.path = header_path(store.database)
        self._ask = ask
        self._pair: Pair | None = None

    def database(self, *, accept_ledger_loss: bool = False) -> Database:
        """Return the database of this store, to be entered."""
        return Database(
            self.store.database,
            lambda: self.read().secrets,
            accept_ledger_loss=accept_ledger_loss,
            before_update=self._back_up,
        )

    def _back_up(self) -> None:
        """Make the backup by which one goes back to the version before an update."""
        try:
            make_backup(self.store, self.read(), datetime.now(UTC), BEFORE_UPDATE)
        except StorageError as error:
            raise StorageError(
                f"the store stays as the version before wrote it, for without a backup it is "
                f"not updated: {error}",
                error.reason,
            ) from None

    def read(self) -> Opened:
        """Return the header as it is now, opened.

        What opened it before is tried first, so that a passphrase is asked for once.

        Raises:
            StorageError: As `open_store`.
        """
        header = read_header(self.path)
        if header is None:
            return self._remember(upgrade(self.store))
        require_database(self.store.database)
        known = (self._pair,) if self._pair else ()
        opened = header.open(known) or header.open(pairs(self.store, header.slots, self._ask))
        if opened is None:
            raise StorageError(_no_key(self.store, header))
        return self._remember(opened)

    def read_with(self, pair: Pair) -> Opened | None:
        """Return the header as a given pair opens it; None: it does not.

        Raises:
            StorageError: The header is missing or damaged.
        """
        header = read_header(self.path)
        if header is None:
            raise StorageError(f"{self.path.name}: is missing; bring it back from a backup")
        opened = header.open((pair,))
        return self._remember(opened) if opened else None

    def write(self, opened: Opened) -> None:
        """Write another header in its place.

        Raises:
            StorageError: It cannot be written; the one before is still there.
        """
        write_header(self.path, opened)

    def _remember(self, opened: Opened) -> Opened:
        self._pair = opened.pair
        return opened


def create_store(store: Store, slot: Slot, pair: Pair) -> Opened:
    """Make a new, empty database with a random secret, and the header that opens it.

    Args:
        store: Where.
        slot: The first way in.
        pair: What opens that slot.

    Raises:
        StorageError: There is a database or a header already, or it cannot be written.
    """
    header = header_path(store.database)
    for path in (header, store.database):
        if path.exists():
            raise StorageError(f"{path.name}: is there already; nothing was made")
    opened = Opened((slot,), (MasterKey(secrets.token_bytes(KEY_BYTES)),), pair)
    tables = connect(store.database, opened.secrets[0].derive(PURPOSE))
    try:
        migrate(tables)
    finally:
        tables.conn.close()
    write_header(header, opened)
    return opened


def create_store_with_key_file(store: Store) -> None:
    """Make a new, empty database that the key file opens; a key that is there is taken.

    Raises:
        StorageError: There is a database or a header already, or something cannot be written.
    """
    path = key_path(store)
    master = read_key_file(path) if path.exists() else create_key_file(path)
    pair = pair_of(master.secret)
    create_store(store, new_slot(Kind.KEY_FILE, pair), pair)


def upgrade(store: Store) -> Opened:
    """Give a store a header that its key file opens directly, as in the first versions.

    Raises:
        StorageError: There is no database, or the key file does not open it.
    """
    header = header_path(store.database)
    if not store.database.exists():
        raise StorageError(
            f"{store.database.name}: there is no database here, and none is made by itself. "
            "For a new office: kibox key init. Otherwise mount its disk, or bring it back from "
            f"a backup together with {header.name}"
        )
    require_database(store.database)
    master = plain_key(store)
    try:
        open_under(store.database, (master,), must_exist=True).conn.close()
    except StorageError:
        raise StorageError(
            f"{header.name} is missing, and {key_path(store).name} alone does not open the "
            f"database; bring it back from the backup, and the right key file with it"
        ) from None
    pair = pair_of(master.secret)
    opened = Opened((new_slot(Kind.KEY_FILE, pair),), (master,), pair)
    write_header(header, opened)
    return opened


def new_slot(kind: Kind, pair: Pair, stretching: Stretching | None = None) -> Slot:
    """Return an empty slot for a pair, that of a passphrase with how it is stretched."""
    return Slot(kind, to_text(datetime.now(UTC)), pair.public, stretching=stretching)


def _no_key(store: Store, header: Header) -> str:
    kinds = {slot.kind for slot in header.slots}
    path = key_path(store)
    others = "another slot" if Kind.PASSPHRASE in kinds else "the copy you kept"
    if path.exists():
        return (
            f"{path.name}: this key does not open the store ({header.name} has no slot for "
            f"it); use {others}, or: kibox key recover"
        )
    if Kind.KEY_FILE in kinds:
        return (
            f"{path.name}: cannot be read: there is no such file; bring back {others}, or: "
            "kibox key recover"
        )
    return (
        "the passphrase is missing or wrong; type it at a terminal, or give it as "
        "store.passphrase_file or systemd credential kibox.passphrase, or: kibox key recover"
    )
