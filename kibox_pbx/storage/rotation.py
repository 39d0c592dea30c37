"""Changes the secret of a store while calls go on, so that a crash at any point loses nothing.

    begin   a new key file beside the old one; a header that holds both secrets in every slot
            and a slot for the new key file; backups get that slot, too; the new key file
            takes the old one's place
    finish  keys of calls and named secrets are wrapped anew, then the file is encrypted anew,
            then a header without the old secret and the old slot is written

From ``begin`` to the end both secrets are at hand and each thing in the store is under one of
them. Whoever opens the store meanwhile finds that out by trying. The service, which has the
store open, notices the header and finishes; without a service the command does.
"""

import secrets
from dataclasses import replace
from pathlib import Path

from kibox_pbx.errors import StorageError
from kibox_pbx.storage.backups import seal_for
from kibox_pbx.storage.database import PURPOSE, Database, open_under
from kibox_pbx.storage.envelope import Envelope
from kibox_pbx.storage.key_header import Opened
from kibox_pbx.storage.key_slots import Kind, pair_of
from kibox_pbx.storage.keys import KEY_BYTES, MasterKey, key_text, read_key_file
from kibox_pbx.storage.opening import StoreKeys, new_slot
from kibox_pbx.storage.private_file import replace_file, sync_folder
from kibox_pbx.storage.rewrapping import START, Place, rewrap_some
from kibox_pbx.storage.sqlcipher import Tables, connect, rekey, transaction


def begin(keys: StoreKeys) -> None:
    """Begin to change a store's secret, unless that was begun already.

    A key file on disk is replaced by a new one. A passphrase, a recovery key and a key given
    by systemd stay as they are and open the new secret.

    Raises:
        StorageError: Nothing was begun.
    """
    opened = keys.read()
    if opened.is_changing:
        return
    slots = opened.slots
    if _has_key_file(keys, opened):
        leaving = (
            replace(each, leaving=True) if each.kind is Kind.KEY_FILE else each
            for each in slots
        )
        slots = (*leaving, new_slot(Kind.KEY_FILE, pair_of(_draft_key_file(keys))))
    newest = MasterKey(secrets.token_bytes(KEY_BYTES))
    keys.write(Opened(slots, (newest, *opened.secrets), opened.pair))
    place_key_file(keys, keys.read())


def place_key_file(keys: StoreKeys, opened: Opened) -> None:
    """Put the new key file in the old one's place, unless that was done.

    Raises:
        StorageError: The old one is still there and the new one cannot be put there.
    """
    if not any(slot.leaving for slot in opened.slots):
        return
    path, draft = keys.store.key_file, _draft_path(keys)
    try:
        if _is_new(draft, opened):
            staying = tuple(slot for slot in opened.slots if not slot.leaving)
            seal_for(keys.store, opened.pair, staying)
            draft.replace(path)
            sync_folder(path.parent)
    except FileNotFoundError:
        pass  # another process was faster
    except OSError as error:
        raise StorageError(f"{path.name}: cannot be replaced: {error.strerror}") from None
    if not _is_new(path, opened):
        raise StorageError(f"{path.name}: is not the new key yet; kibox key rotate goes on")


def finish(keys: StoreKeys) -> None:
    """Do the rest of a change that was begun, if one was; nobody else has the store open.

    Raises:
        StorageError: It goes on when this is called again.
    """
    opened = keys.read()
    if not opened.is_changing:
        return
    place_key_file(keys, opened)
    path, newest = keys.store.database, opened.secrets[0]
    tables = open_under(path, opened.secrets, must_exist=True)
    try:
        _rewrap_all(tables, Envelope(*opened.secrets))
    finally:
        tables.conn.close()
    _encrypt_under(path, opened.secrets)
    staying = tuple(slot for slot in opened.slots if not slot.leaving)
    keys.write(Opened(staying, (newest,), opened.pair))


async def finish_online(database: Database, keys: StoreKeys) -> bool:
    """Do the rest of a change that was begun, while others read and write.

    Only the last step, to encrypt the file anew, lets them wait: about a second for 100 MB.

    Returns:
        Whether it is done; not if another process has the store open.

    Raises:
        StorageError: It goes on when this is called again.
    """
    opened = keys.read()
    if not opened.is_changing:
        return True
    place_key_file(keys, opened)
    place: Place | None = START
    while place is not None:
        here = place

        def some(tables: Tables, here: Place = here) -> Place | None:
            database.envelope.adopt(*opened.secrets)
            return rewrap_some(tables, database.envelope, here)

        place = await database.write(some)
    return await database.step_aside(lambda: finish(keys))


def _rewrap_all(tables: Tables, envelope: Envelope) -> None:
    place: Place | None = START
    while place is not None:
        with transaction(tables):
            place = rewrap_some(tables, envelope, place)


def _encrypt_under(path: Path, masters: tuple[MasterKey, ...]) -> None:
    """Have the file under the first of these, and make sure that it is."""
    newest, *older = (master.derive(PURPOSE) for master in masters)
    try:
        connect(path, newest, must_exist=True).conn.close()
    except StorageError:
        for key in older:
            tables = connect(path, key, must_exist=True)
            try:
                rekey(tables, newest)
            finally:
                tables.conn.close()
        connect(path, newest, must_exist=True).conn.close()


def _has_key_file(keys: StoreKeys, opened: Opened) -> bool:
    """Say whether the key file of the settings, rather than a credential, opens the store."""
    path = keys.store.key_file
    return path.exists() and opened.slot_of(pair_of(read_key_file(path).secret)) is not None


def _draft_key_file(keys: StoreKeys) -> bytes:
    """Write a new key file beside the old one; return its content."""
    secret = secrets.token_bytes(KEY_BYTES)
    path = _draft_path(keys)
    try:
        replace_file(path, key_text(secret), like=keys.store.key_file)
    except OSError as error:
        raise StorageError(f"{path.name}: cannot be written: {error.strerror}") from None
    return secret


def _is_new(path: Path, opened: Opened) -> bool:
    """Say whether a file holds a key that will open the store when the change is done."""
    try:
        slot = opened.slot_of(pair_of(read_key_file(path).secret))
    except StorageError:
        return False
    return slot is not None and not slot.leaving


def _draft_path(keys: StoreKeys) -> Path:
    return keys.store.key_file.with_name(f"{keys.store.key_file.name}.new")
