"""What calls leave behind: who called, what was said, what came of it.

What was said is sealed under keys of that call (`Purpose`), see ``envelope``.
"""

from collections.abc import Callable
from dataclasses import asdict
from datetime import datetime

from kibox_pbx.audio import RecordedPiece
from kibox_pbx.errors import StorageError
from kibox_pbx.privacy.consent import ConsentAnswer, ConsentPurpose
from kibox_pbx.records import Call, FilledForm, Message, Outcome, Turn
from kibox_pbx.storage import consents, erasure, recordings
from kibox_pbx.storage.consents import Consent
from kibox_pbx.storage.database import Database
from kibox_pbx.storage.instant import now_utc, to_text
from kibox_pbx.storage.outbox import announce_latest
from kibox_pbx.storage.restriction import UNRESTRICTED, is_restricted
from kibox_pbx.storage.sealed import Purpose, SealedTexts
from kibox_pbx.storage.sqlcipher import Tables
from kibox_pbx.storage.stored_call import (
    CallLine,
    Row,
    StoredCall,
    form_from,
    form_text,
    line_from,
    message_from,
    message_text,
    turn_from,
)
from kibox_pbx.utterance import Language

TEXTS = ("turns", "events", "messages", "forms", "questions")
NO_SUCH_CALL = "there is no such call"

EARLIER = "started_at <= :at AND (started_at < :at OR id > :id)"
"""What comes after a call in the list: found by the index, nothing is counted through."""

CLOSE_UNFINISHED = """
UPDATE calls SET outcome = :outcome, duration_ms = (
    SELECT coalesce(max(at_ms + heard_ms), 0) FROM turns WHERE call_id = calls.id
) WHERE outcome IS NULL
"""


class CallRepository:
    """Keeps calls; implements `ports.CallStore`."""

    def __init__(self, database: Database, clock: Callable[[], datetime] = now_utc) -> None:
        """Use ``clock`` as the present; it returns aware moments."""
        self._database = database
        self._clock = clock
        self._texts = SealedTexts(database.envelope)

    async def begin(self, call: Call) -> None:
        """Write that a call was answered."""
        row = asdict(call) | {"started_at": to_text(call.started_at)}

        def change(tables: Tables) -> None:
            tables.table("calls").insert(row)

        await self._database.write(change)

    async def add_turn(self, call_id: str, turn: Turn) -> None:
        """Write one turn of the transcript, in one transaction."""
        row = asdict(turn)
        text = row.pop("text")
        await self._add("turns", call_id, text, row)

    async def add_event(self, call_id: str, event: str) -> None:
        """Write one event of the journal (JSON)."""
        await self._add("events", call_id, event, {})

    async def take_message(self, call_id: str, message: Message) -> None:
        """Write a message for the people."""
        row = {"department": message.recipient, "urgent": message.urgent}
        await self._add("messages", call_id, message_text(message), row)

    async def take_form(self, call_id: str, form: FilledForm) -> None:
        """Write a request for the people."""
        await self._add("forms", call_id, form_text(form), {"form": form.form})

    async def keep_question(self, call_id: str, question: str, language: Language) -> None:
        """Write a question that the practice has no entry for, for the admin."""
        await self._add("questions", call_id, question, {"language": language})

    async def note_consent(
        self,
        call_id: str,
        purpose: ConsentPurpose,
        answer: ConsentAnswer,
        notice: str,
        at: datetime,
    ) -> None:
        """Write what a caller answered to a question for consent."""
        consent = Consent(call_id, purpose, answer, notice, at)
        await self._database.write(lambda tables: consents.record(tables, consent))

    async def withdraw_consent(
        self, call_id: str, purpose: ConsentPurpose, at: datetime
    ) -> None:
        """Write that a consent ends; a recording is destroyed at once."""

        def change(tables: Tables) -> None:
            consents.withdraw(tables, call_id, purpose, at)

        await self._database.write(change)

    async def add_sound(self, call_id: str, piece: RecordedPiece) -> None:
        """Seal the next piece of a recording; without a consent that stands it is dropped."""

        def change(tables: Tables) -> None:
            recordings.add(tables, self._texts, call_id, piece)

        await self._database.write(change)

    async def consents_of(self, call_id: str) -> tuple[Consent, ...]:
        """Return what a call's caller was asked to agree to, in the order of time."""
        return await self._database.read(lambda tables: consents.of_call(tables, call_id))

    async def finish(self, call_id: str, outcome: Outcome, duration_ms: int) -> None:
        """Write what came of a call and how long it took, in milliseconds.

        A slot that is still kept for it, since it broke off, is free again.
        """

        def change(tables: Tables) -> None:
            _require(tables, call_id)
            tables.table("holds").delete_where("call_id = ?", [call_id])
            tables.table("calls").update(
                call_id, {"outcome": outcome, "duration_ms": duration_ms}
            )

        await self._database.write(change)

    async def close_unfinished(self) -> int:
        """Close the calls of a service that was killed in them, as failed; return how many.

        How long they took is what their transcripts tell. Those that were to be erased are, and
        the slots that were kept for them are free again.
        Only for a service that has not answered a call yet.
        """
        now = to_text(self._clock())

        def change(tables: Tables) -> int:
            erasure.erase_marked(tables, now)
            tables.table("holds").delete_where()
            return _close_unfinished(tables)

        return await self._database.write(change)

    async def read_call(self, call_id: str) -> StoredCall:
        """Return a call with everything that is kept of it.

        Raises:
            StorageError: There is no such call; a restricted one does not show either.
        """

        def look(tables: Tables) -> StoredCall:
            row = _require(tables, call_id)
            if is_restricted(row):
                raise StorageError(NO_SUCH_CALL)
            return whole_call(tables, self._texts, row)

        return await self._database.read(look)

    async def recent(self, limit: int, before: str | None = None) -> tuple[CallLine, ...]:
        """Return the latest calls, latest first.

        Args:
            limit: The most.
            before: The last call of the page before, by its identifier; None, or one that is
                gone: from the latest on.
        """

        def look(tables: Tables) -> tuple[CallLine, ...]:
            row = erasure.call_row(tables, before) if before else None
            values = {"at": row["started_at"], "id": row["id"]} if row else {}
            rows = tables.table("calls").rows_where(
                f"{UNRESTRICTED} AND {EARLIER}" if row else UNRESTRICTED,
                values,
                order_by="started_at DESC, id",
                limit=limit,
            )
            return tuple(line_from(row) for row in rows)

        return await self._database.read(look)

    async def forget_conversation(self, call_id: str) -> None:
        """Destroy the key of a call's transcript and journal, and then their remains.

        Of a restricted call everything stays (Art. 18(2) GDPR).
        """
        now = to_text(self._clock())

        def change(tables: Tables) -> None:
            row = erasure.call_row(tables, call_id)
            if row and not is_restricted(row):
                erasure.forget(tables, Purpose.CONVERSATION, [call_id], now)

        await self._database.write(change)

    async def erase(self, call_id: str) -> tuple[str, ...]:
        """Destroy every key of a call, and everything else but its appointments.

        The records it continues go with it: to the caller they were one call. A receipt stays
        of each: that it was erased, and when.

        Returns:
            The identifiers of all records that were erased.
        """
        erased_at = to_text(self._clock())

        def change(tables: Tables) -> tuple[str, ...]:
            return erasure.erase(tables, _require(tables, call_id), erased_at)

        return await self._database.write(change)

    async def mark_for_erasure(self, call_id: str) -> None:
        """Note that a call is to be erased, so that not even a killed service keeps it."""
        await self._database.write(lambda tables: erasure.mark(tables, call_id))

    async def was_erased(self, call_id: str) -> bool:
        """Say whether there is a receipt for a call."""

        def look(tables: Tables) -> bool:
            return tables.table("erasures").count_where("call_id = ?", [call_id]) > 0

        return await self._database.read(look)

    async def _add(self, table: str, call_id: str, text: str, row: Row) -> None:
        """Seal a text and write it as the call's next row of a table."""

        def change(tables: Tables) -> None:
            self._texts.add(tables, table, call_id, text, row)
            announce_latest(tables, table, call_id, self._clock())

        await self._database.write(change)


def whole_call(tables: Tables, texts: SealedTexts, row: Row) -> StoredCall:
    """Return the call of a row with everything that is kept of it, restricted or not."""
    line = line_from(row)
    turns, events, messages, forms, questions = (
        texts.of_call(tables, table, line.call.id) for table in TEXTS
    )
    return StoredCall(
        line.call,
        line.outcome,
        line.duration_ms,
        tuple(sorted((turn_from(*each) for each in turns), key=lambda turn: turn.at_ms)),
        tuple(text for _, text in events),
        tuple(message_from(*each) for each in messages),
        tuple(form_from(*each) for each in forms),
        tuple(text for _, text in questions),
    )


def _close_unfinished(tables: Tables) -> int:
    return int(tables.conn.execute(CLOSE_UNFINISHED, {"outcome": Outcome.FAILED}).rowcount)


def _require(tables: Tables, call_id: str) -> Row:
    row = erasure.call_row(tables, call_id)
    if row is None:
        raise StorageError(NO_SUCH_CALL)
    return row
