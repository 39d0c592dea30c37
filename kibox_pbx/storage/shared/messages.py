"""What calls left for the people, as hosts share it; within a transaction of the own store.

On another host than the one that took the call, its row is what retention leaves of a call of
which a message still waits: nobody's, with its language and when it was. So whatever can be
done with such a message, by pages or the privacy desk, can be done there.
"""

from kibox_pbx.records import Outcome
from kibox_pbx.storage import erasure
from kibox_pbx.storage.instant import now_utc, to_text
from kibox_pbx.storage.sealed import Purpose, SealedTexts
from kibox_pbx.storage.shared.record import Gone, Record
from kibox_pbx.storage.shared.sealing import Content
from kibox_pbx.storage.spared import is_held
from kibox_pbx.storage.sqlcipher import Tables
from kibox_pbx.storage.stored_call import Row

COLUMNS = {
    "messages": ("number", "department", "urgent", "done_at"),
    "forms": ("number", "form", "done_at"),
    "rectifications": ("number", "at", "who"),
}
WAITING = ("messages", "forms")
ALL = "SELECT call_id FROM messages UNION SELECT call_id FROM forms"


class Messages:
    """Reads and writes the messages and requests of calls in one host's store."""

    def __init__(self, texts: SealedTexts) -> None:
        self._texts = texts

    def read(self, tables: Tables, call_id: str) -> Record | None:
        """Return what a call left; None: nothing, or nothing any more."""
        call = erasure.call_row(tables, call_id)
        lines = {table: self._lines(tables, table, call_id) for table in COLUMNS}
        if call is None or not any(lines[table] for table in WAITING):
            return None
        about = {key: call[key] for key in ("language", "started_at", "restricted_at")}
        return Record(None, {}, about | lines)

    def write(self, tables: Tables, call_id: str, record: Record) -> None:
        """Make it here what it is for all."""
        who = record.who
        if erasure.call_row(tables, call_id) is None:
            tables.table("calls").insert(_nobodys(call_id, who))
        tables.table("calls").update(call_id, {"restricted_at": who["restricted_at"]})
        for table, names in COLUMNS.items():
            kept = {line["number"] for line in who[table]}
            for row in list(tables.table(table).rows_where("call_id = ?", [call_id])):
                if row["number"] not in kept:
                    tables.table(table).delete((call_id, row["number"]))
            for line in who[table]:
                columns = {column: line[column] for column in names}
                place = call_id, columns.pop("number")
                self._texts.put(tables, table, place, line["text"], columns)

    def remove(self, tables: Tables, call_id: str, why: Gone) -> None:
        """Take it away here, too; erased at somebody's wish means the whole call.

        What a legal hold of this host keeps stays here.
        """
        call, now = erasure.call_row(tables, call_id), to_text(now_utc())
        if call is None:
            return
        if why is Gone.ERASED:
            erasure.erase(tables, call, now, erasure.AT_THE_DESK)
        elif not is_held(tables, call_id):
            erasure.forget(tables, Purpose.MESSAGES, [call_id], now)

    def why_gone(self, tables: Tables, call_id: str) -> Gone:
        """Say why it is not here any more: a receipt tells of a wish."""
        is_wish = tables.table("erasures").count_where("call_id = ?", [call_id])
        return Gone.ERASED if is_wish else Gone.FORGOTTEN

    def merged(self, mine: Content, theirs: Content) -> Content:
        """Return what a call left, where two hosts changed that at once.

        What is done for one is done. Texts are those of the side that put more right. What one
        of them restricted stays restricted.
        """
        sides = sorted((theirs, mine), key=lambda side: len(side["rectifications"]))
        restricted = [side["restricted_at"] for side in sides if side["restricted_at"]]
        both = {table: _union(sides[0][table], sides[1][table]) for table in COLUMNS}
        return sides[1] | both | {"restricted_at": min(restricted, default=None)}

    def all_ids(self, tables: Tables) -> list[str]:
        """Return the calls of this store that left something."""
        return [row[0] for row in tables.conn.execute(ALL).fetchall()]

    def _lines(self, tables: Tables, table: str, call_id: str) -> list[Row]:
        return [
            {column: row[column] for column in COLUMNS[table]} | {"text": text}
            for row, text in self._texts.of_call(tables, table, call_id)
        ]


def _union(weak: list[Row], strong: list[Row]) -> list[Row]:
    lines = {line["number"]: line for line in weak}
    for line in strong:
        other = lines.get(line["number"], {})
        done = [each["done_at"] for each in (line, other) if each.get("done_at")]
        lines[line["number"]] = line | ({"done_at": min(done)} if done else {})
    return [lines[number] for number in sorted(lines)]


def _nobodys(call_id: str, who: Content) -> Row:
    return {
        "id": call_id,
        "caller": None,
        "dialled": "",
        "language": who["language"],
        "started_at": who["started_at"],
        "disclosure": "",
        "outcome": Outcome.MESSAGE_TAKEN,
        "duration_ms": 0,
        "forgotten_at": who["started_at"],
    }
