"""Where the service finds what opens its store, in this order.

A systemd credential ``kibox.key``, the key file of the settings; where the store has a slot
for a passphrase, the credential ``kibox.passphrase``, ``store.passphrase_file``, and whoever
sits at the terminal.
"""

import getpass
import sys
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

from kibox_pbx.config.machine import Store
from kibox_pbx.storage.key_slots import Kind, Pair, Slot, pair_of, pair_of_passphrase
from kibox_pbx.storage.keys import MasterKey, credential, read_key_file, read_secret

KEY = "kibox.key"
PASSPHRASE = "kibox.passphrase"  # noqa: S105 -- the name of a credential

Ask = Callable[[], str | None]
"""Returns a passphrase; None: there is nobody to ask."""


def pairs(store: Store, slots: Iterable[Slot], ask: Ask) -> Iterator[Pair]:
    """Yield what may open a store, each looked for only when the one before did not fit.

    Raises:
        StorageError: A key is there and is not one, or others may read it.
    """
    path = key_path(store)
    if path.exists():
        yield pair_of(read_key_file(path).secret)
    stretched = [each for each in slots if each.kind is Kind.PASSPHRASE and each.stretching]
    if not stretched:
        return
    passphrase = kept_passphrase(store) or ask()
    for slot in stretched if passphrase else ():
        if slot.stretching is not None and passphrase is not None:
            yield pair_of_passphrase(passphrase, slot.stretching)


def key_path(store: Store) -> Path:
    """Return the file that holds the key, or would."""
    return credential(KEY) or store.key_file


def plain_key(store: Store) -> MasterKey:
    """Return the key in the file.

    Raises:
        StorageError: It is missing, not a key, or others may read it.
    """
    return read_key_file(key_path(store))


def kept_passphrase(store: Store) -> str | None:
    """Return the passphrase that is kept in a file of this machine, if one is.

    Raises:
        StorageError: It cannot be read, or others may read it.
    """
    path = credential(PASSPHRASE) or store.passphrase_file
    return read_secret(path) if path else None


def ask_at_terminal() -> str | None:
    """Ask for the passphrase, if somebody sits there."""
    return getpass.getpass("Passphrase of the store: ") if sys.stdin.isatty() else None
