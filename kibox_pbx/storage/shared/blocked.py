"""Blocked times as hosts share them; within a transaction of the host's own store."""

from kibox_pbx.storage.instant import from_text, to_text
from kibox_pbx.storage.shared.record import Gone, Place, Record
from kibox_pbx.storage.shared.sealing import Content
from kibox_pbx.storage.sqlcipher import Tables


class BlockedTimes:
    """Reads and writes blocked times in one host's store; nobody ever changes one."""

    def read(self, tables: Tables, block_id: str) -> Record | None:
        """Return a blocked time; None: there is none."""
        row = next(tables.table("blocked_times").rows_where("id = ?", [block_id]), None)
        if row is None:
            return None
        place = Place(row["person"], from_text(row["start"]), from_text(row["end"]))
        return Record(place, {}, {"blocked_by": row["blocked_by"]})

    def write(self, tables: Tables, block_id: str, record: Record) -> None:
        """Make it here what it is for all."""
        place = record.place
        if place is None:
            return
        row = {"id": block_id, "person": place.person, "blocked_by": record.who["blocked_by"]}
        times = {"start": to_text(place.start), "end": to_text(place.end)}
        tables.table("blocked_times").upsert(row | times, pk="id")

    def remove(self, tables: Tables, block_id: str, why: Gone) -> None:
        """Take it away here, too."""
        tables.table("blocked_times").delete_where("id = ?", [block_id])

    def why_gone(self, tables: Tables, block_id: str) -> Gone:
        """Say why one that was here is not here any more."""
        return Gone.FORGOTTEN

    def merged(self, mine: Content, theirs: Content) -> Content:
        """Return what two hosts say of one."""
        return theirs

    def all_ids(self, tables: Tables) -> list[str]:
        """Return those of this store."""
        return [row["id"] for row in tables.table("blocked_times").rows_where(select="id")]
