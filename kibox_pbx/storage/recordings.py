"""The sound of calls whose callers said yes, in sealed pieces of a few seconds.

It lies in the database, so that whatever holds for a transcript (keys, deletion, WAL, backup)
holds for it. No piece is taken in without a consent that stands in the ledger. These run
inside the transaction of whoever calls them.
"""

from dataclasses import dataclass
from datetime import datetime

from kibox_pbx.audio import RecordedPiece
from kibox_pbx.storage.instant import from_text
from kibox_pbx.storage.recorded_sound import Tracks, joined, pack, unpack
from kibox_pbx.storage.sealed import Purpose, SealedTexts
from kibox_pbx.storage.sqlcipher import Tables

STANDS = """
SELECT EXISTS (
    SELECT 1 FROM consents WHERE call_id = ? AND purpose = 'recording'
    AND answer = 'yes' AND withdrawn_at IS NULL
)
"""
RESTRICTED = """
SELECT EXISTS (SELECT 1 FROM calls WHERE id = ? AND restricted_at IS NOT NULL)
"""
RECORDED = """
SELECT calls.id, started_at, sum(recordings.duration_ms) AS length_ms
FROM recordings JOIN calls ON calls.id = call_id WHERE restricted_at IS NULL
GROUP BY calls.id ORDER BY started_at DESC, calls.id
"""

Pieces = tuple[tuple[int, bytes], ...]
"""When each began, in ms, and what `recorded_sound.pack` made of it."""


@dataclass(frozen=True, slots=True)
class RecordedCall:
    """A recording in a list."""

    call_id: str
    started_at: datetime
    """Aware, UTC: when the call was answered; the recording began later."""

    length_ms: int


def add(tables: Tables, texts: SealedTexts, call_id: str, piece: RecordedPiece) -> bool:
    """Seal the next piece of a recording; False, with nothing kept: no consent stands."""
    if not tables.conn.execute(STANDS, [call_id]).fetchone()[0]:
        return False
    row = {"at_ms": piece.at_ms, "duration_ms": piece.duration_ms}
    texts.add_bytes(tables, "recordings", call_id, pack(piece), row)
    return True


def destroy(tables: Tables, call_id: str) -> bool:
    """Destroy the key of a recording, and then its remains; return whether there was one."""
    key = "call_id = ? and purpose = ?", [call_id, Purpose.RECORDING]
    was_there = tables.table("call_keys").count_where(*key) > 0
    tables.table("call_keys").delete_where(*key)
    tables.table("recordings").delete_where("call_id = ?", [call_id])
    return was_there


def recorded(tables: Tables) -> tuple[RecordedCall, ...]:
    """Return the calls that have a recording, latest first."""
    return tuple(
        RecordedCall(row["id"], from_text(row["started_at"]), row["length_ms"])
        for row in tables.query(RECORDED)
    )


def is_recorded(tables: Tables, call_id: str) -> bool:
    """Say whether a call has a recording, restricted or not."""
    return tables.table("recordings").count_where("call_id = ?", [call_id]) > 0


def sound_of(
    tables: Tables, texts: SealedTexts, call_id: str, *, restricted_too: bool = False
) -> Tracks | None:
    """Return a recording; None: there is none, or it is restricted.

    Args:
        tables: Within a transaction.
        texts: Of the same database.
        call_id: The call.
        restricted_too: For the person themselves (Art. 15 GDPR), never for staff.

    Raises:
        StorageError: A piece was changed.
    """
    pieces = pieces_of(tables, texts, call_id, restricted_too=restricted_too)
    return sound_in(pieces) if pieces else None


def pieces_of(
    tables: Tables, texts: SealedTexts, call_id: str, *, restricted_too: bool = False
) -> Pieces:
    """Return a recording as it is stored, for `sound_in`; see `sound_of`. Empty: there is none.

    To make sound of it takes a tenth of a second for ten minutes, in which nothing else needs
    to wait for the store.
    """
    if not restricted_too and tables.conn.execute(RESTRICTED, [call_id]).fetchone()[0]:
        return ()
    found = texts.bytes_of_call(tables, "recordings", call_id)
    return tuple((row["at_ms"], packed) for row, packed in found)


def sound_in(pieces: Pieces) -> Tracks:
    """Return the sound of pieces."""
    return joined((at_ms, unpack(packed)) for at_ms, packed in pieces)
