"""Where the better text of a turn goes that was heard once more after the call.

It takes the place of the first: of two texts the transcript keeps the one that is right
(Art. 5(1)(c, d) GDPR). What the dialogue went by stays in the journal, and goes with it.
"""

from kibox_pbx.records import Speaker
from kibox_pbx.storage.database import Database
from kibox_pbx.storage.sealed import SealedTexts
from kibox_pbx.storage.sqlcipher import Tables

KEPT = """
SELECT count(*) FROM calls JOIN call_keys ON call_id = id
WHERE id = ? AND purpose = 'conversation' AND NOT erasure_wanted AND restricted_at IS NULL
"""


class CorrectionRepository:
    """Corrects transcripts, sealed as they were."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._texts = SealedTexts(database.envelope)

    async def is_kept(self, call_id: str) -> bool:
        """Say whether a transcript is there and is to stay."""
        return await self._database.read(lambda tables: _is_kept(tables, call_id))

    async def correct(self, call_id: str, at_ms: int, first: str, better: str) -> bool:
        """Give the caller's turn that began then its better text, in one transaction.

        Returns:
            False, with nothing changed: the call was erased or is to be, or is restricted, its
            transcript was forgotten, or it has no such turn.
        """

        def change(tables: Tables) -> bool:
            if not _is_kept(tables, call_id):
                return False
            for row, text in self._texts.of_call(tables, "turns", call_id):
                is_it = (row["speaker"], row["at_ms"], text) == (Speaker.CALLER, at_ms, first)
                if is_it and not row["corrected"]:
                    self._texts.replace(tables, "turns", row, better)
                    place = call_id, row["number"]
                    tables.table("turns").update(place, {"corrected": 1})
                    return True
            return False

        return await self._database.write(change)


def _is_kept(tables: Tables, call_id: str) -> bool:
    return bool(tables.conn.execute(KEPT, [call_id]).fetchone()[0])
