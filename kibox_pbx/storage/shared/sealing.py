"""Seals what hosts share: PostgreSQL keeps it, and only those who hold the key can read it."""

import json
from typing import Any

from kibox_pbx.errors import StorageError
from kibox_pbx.storage.envelope import CallKey
from kibox_pbx.storage.keys import MasterKey

PURPOSE = "kibox: shared records"
CHECK = "kibox_shared"
"""Place of a known text, by which a host sees that it has the others' key."""

Content = dict[str, Any]
"""What is sealed, as JSON takes it."""


class Seal:
    """The key of all hosts; each text is bound to its place, so none can pass for another."""

    def __init__(self, *masters: MasterKey) -> None:
        """Seal with the first of these, and open with any: two while the key is changed."""
        self._keys = [CallKey(master.derive(PURPOSE)) for master in masters]

    def seal(self, content: Content, place: str) -> bytes:
        """Make content unreadable without the key."""
        return self._keys[0].seal(json.dumps(content, sort_keys=True), place)

    def open(self, sealed: bytes, place: str) -> Content:
        """Return what was sealed for a place.

        Raises:
            StorageError: By another key, or for another place, or it was changed.
        """
        for key in self._keys:
            try:
                opened: Content = json.loads(key.open(sealed, place))
            except StorageError:
                continue
            return opened
        raise StorageError("a shared record does not open; is it the key of all hosts?")

    def is_newest(self, sealed: bytes, place: str) -> bool:
        """Say whether something is sealed by the key that seals now."""
        try:
            self._keys[0].open(sealed, place)
        except StorageError:
            return False
        return True


def place_of(kind: str, record_id: str, part: str) -> str:
    """Return the place of a record's part, ``what`` or ``who``."""
    return f"{kind}/{record_id}/{part}"
