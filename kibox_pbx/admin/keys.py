"""`kibox key`: what opens the store, on this machine and in a drawer.

Whoever has the key file may do all of this; it is a matter of the machine, not of accounts.
"""

import argparse
import json
import secrets
import sys
import time
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from kibox_pbx.admin.asking import ask_new_password, ask_secret
from kibox_pbx.config.loader import load
from kibox_pbx.config.machine import Store
from kibox_pbx.errors import StorageError
from kibox_pbx.storage import rotation
from kibox_pbx.storage.folder_lock import STEP_S, FolderLock
from kibox_pbx.storage.key_header import Opened, header_path, read_header
from kibox_pbx.storage.key_slots import (
    Kind,
    Pair,
    Slot,
    new_stretching,
    pair_of,
    pair_of_passphrase,
)
from kibox_pbx.storage.key_sources import kept_passphrase, key_path
from kibox_pbx.storage.keys import KEY_BYTES, create_key_file
from kibox_pbx.storage.opening import (
    StoreKeys,
    create_store,
    create_store_with_key_file,
    new_slot,
)
from kibox_pbx.storage.recovery_key import typed, written

CONFIG = Path("kibox.yaml")
WAIT_S = 120
"""How long `rotate` waits for a service that has the store open."""

SHORTEST = 12
"""Characters of a passphrase; of what a person thinks up, only the length can be counted."""

Verb = Callable[[Store, argparse.Namespace], None]


def add_commands(verbs: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Add `key` to the command line."""
    key = verbs.add_parser("key", help="what opens the encrypted store")
    whats = key.add_subparsers(required=True, metavar="WHAT")
    init = _verb(whats, "init", "make a new store, or another way into this one", _init)
    init.add_argument(
        "--passphrase", action="store_true", help="opened by a passphrase, not a key file"
    )
    _verb(whats, "recovery", "print a new recovery key, once", _recovery)
    recover = _verb(
        whats, "recover", "open with the recovery key; make a new key file", _recover
    )
    recover.add_argument("--passphrase", action="store_true", help="a new passphrase instead")
    _verb(whats, "rotate", "change the store's secret and its key file", _rotate)
    shared = whats.add_parser("new-shared", help="make the key that several hosts share")
    shared.add_argument("file", type=Path, help="shared.key_file; copy it to the other hosts")
    shared.set_defaults(run=_new_shared)
    remove = _verb(whats, "remove", "close a way in", _remove)
    remove.add_argument("kind", choices=list(Kind), help="which one")
    remove.add_argument("--yes", action="store_true", help="really")
    show = _verb(whats, "show", "which ways in there are", _show)
    show.add_argument("--json", action="store_true", help="for machines")


def _verb(
    whats: "argparse._SubParsersAction[argparse.ArgumentParser]",
    name: str,
    what_for: str,
    verb: Verb,
) -> argparse.ArgumentParser:
    parser = whats.add_parser(name, help=what_for)
    parser.add_argument("--config", type=Path, default=CONFIG, help="the settings")
    parser.set_defaults(run=lambda chosen: _run(verb, chosen))
    return parser


def _run(verb: Verb, chosen: argparse.Namespace) -> int:
    verb(load(chosen.config).store, chosen)
    return 0


def _init(store: Store, chosen: argparse.Namespace) -> None:
    if not store.database.exists() and not header_path(store.database).exists():
        if chosen.passphrase:
            create_store(store, *_passphrase_slot(store))
        else:
            create_store_with_key_file(store)
        _tell(f"{store.database}: a new, empty store. Next: kibox key recovery")
        return
    keys = StoreKeys(store)
    if not chosen.passphrase and key_path(store).exists():
        keys.read()
        raise StorageError(
            f"{key_path(store).name}: is there and opens the store; for another one: "
            "kibox key rotate"
        )
    _add_slot(keys, *_new_way(store, chosen))


def _new_shared(chosen: argparse.Namespace) -> int:
    create_key_file(chosen.file)
    _tell(f"{chosen.file}: copy it to the other hosts, and nowhere near the shared database")
    return 0


def _recovery(store: Store, chosen: argparse.Namespace) -> None:
    keys, secret = StoreKeys(store), secrets.token_bytes(KEY_BYTES)
    pair = pair_of(secret)
    _add_slot(keys, new_slot(Kind.RECOVERY, pair), pair)
    sys.stdout.write(written(secret) + "\n")
    _tell(
        "Write it down or print it, and keep it away from this machine: it opens the store and "
        "is shown only now. An earlier recovery key opens nothing any more."
    )


def _recover(store: Store, chosen: argparse.Namespace) -> None:
    if not chosen.passphrase and store.key_file.exists():
        raise StorageError(
            f"{store.key_file.name}: is there; move it away if it does not open the store"
        )
    if read_header(header_path(store.database)) is None:
        raise StorageError(
            f"{header_path(store.database).name}: is missing; a recovery key opens nothing "
            "without it, so bring it back from a backup"
        )
    keys = StoreKeys(store)
    if keys.read_with(pair_of(typed(ask_secret("recovery key")))) is None:
        raise StorageError("this recovery key does not open the store; is it the latest one?")
    _add_slot(keys, *_new_way(store, chosen))
    _tell("If the lost key may be in other hands: kibox key rotate, now")


def _rotate(store: Store, chosen: argparse.Namespace) -> None:
    keys = StoreKeys(store)
    rotation.begin(keys)
    _finish(keys)
    kinds = ", ".join(slot.kind for slot in keys.read().slots)
    _tell(f"The store has a new secret, opened by: {kinds}. Older backups need their own keys.")


def _finish(keys: StoreKeys) -> None:
    """See a rotation to its end: by this process, or by the service that has the store open."""
    lock = FolderLock(keys.store.database.parent)
    patience = time.monotonic() + WAIT_S
    while keys.read().is_changing:
        if lock.alone():
            try:
                rotation.finish(keys)
            finally:
                lock.release()
        elif time.monotonic() > patience:
            raise StorageError(
                "the change of keys was begun and is not done, since another kibox command has "
                "the store open; the service goes on with it by itself, or: kibox key rotate. "
                "The new key file opens the store already"
            )
        else:
            time.sleep(STEP_S)


def _remove(store: Store, chosen: argparse.Namespace) -> None:
    keys = StoreKeys(store)
    opened, kind = _unchanging(keys), Kind(chosen.kind)
    staying = tuple(slot for slot in opened.slots if slot.kind is not kind)
    if len(staying) == len(opened.slots):
        raise StorageError(f"there is no {kind} slot; kibox key show lists what there is")
    if not any(slot.kind is not Kind.RECOVERY for slot in staying):
        raise StorageError(f"{kind}: nothing would open the store at the next start")
    if not chosen.yes:
        raise StorageError(f"{kind}: this would open the store no more; add --yes to do it")
    keys.write(replace(opened, slots=staying))
    _tell("Who kept a copy of key and header still knows the secret: kibox key rotate")


def _show(store: Store, chosen: argparse.Namespace) -> None:
    header = read_header(header_path(store.database))
    if header is None:
        raise StorageError(f"{header_path(store.database).name}: there is none yet")
    slots = [{"kind": slot.kind, "made_at": slot.made_at} for slot in header.slots]
    if chosen.json:
        sys.stdout.write(json.dumps(slots, indent=1) + "\n")
        return
    for each in header.slots:
        leaving = "  until the rotation is done" if each.leaving else ""
        sys.stdout.write(f"{each.kind:<10}  {each.made_at[:16]}{leaving}\n")


def _new_way(store: Store, chosen: argparse.Namespace) -> tuple[Slot, Pair]:
    if chosen.passphrase:
        return _passphrase_slot(store)
    pair = pair_of(create_key_file(store.key_file).secret)
    return new_slot(Kind.KEY_FILE, pair), pair


def _passphrase_slot(store: Store) -> tuple[Slot, Pair]:
    """Return a slot for the passphrase that is kept in a file, or is typed twice."""
    passphrase = kept_passphrase(store) or ask_new_password("the store")
    if len(passphrase) < SHORTEST:
        raise StorageError(f"a passphrase needs {SHORTEST} characters at least: four words")
    stretching = new_stretching()
    pair = pair_of_passphrase(passphrase, stretching)
    return new_slot(Kind.PASSPHRASE, pair, stretching), pair


def _add_slot(keys: StoreKeys, slot: Slot, pair: Pair) -> None:
    keys.write(replace(_unchanging(keys).with_slot(slot), pair=pair))
    keys.read_with(pair)


def _unchanging(keys: StoreKeys) -> Opened:
    opened = keys.read()
    if opened.is_changing:
        raise StorageError("the store's key is being changed; see it through: kibox key rotate")
    return opened


def _tell(text: str) -> None:
    sys.stderr.write(f"{text}\n")
