"""The ledger of consents (Art. 7(1) GDPR): who was asked what, in which words, and the answer.

It knows a call by its identifier and holds nothing else of anybody, so it stays as proof when
the call itself is gone. These run inside the transaction of whoever calls them.
"""

from dataclasses import dataclass
from datetime import datetime

from kibox_pbx.privacy.consent import ConsentAnswer, ConsentPurpose
from kibox_pbx.storage import recordings
from kibox_pbx.storage.erasure_ledger import note
from kibox_pbx.storage.instant import from_text, to_text
from kibox_pbx.storage.spared import is_held
from kibox_pbx.storage.sqlcipher import Tables
from kibox_pbx.storage.stored_call import Row

RECORD = """
INSERT OR IGNORE INTO consents (call_id, purpose, answer, notice, at)
VALUES (:call_id, :purpose, :answer, :notice, :at)
"""
WITHDRAW = """
UPDATE consents SET withdrawn_at = :at
WHERE call_id = :call_id AND answer = 'yes' AND withdrawn_at IS NULL
    AND (:purpose IS NULL OR purpose = :purpose)
"""
STANDING = """
SELECT call_id FROM consents
WHERE purpose = ? AND answer = 'yes' AND withdrawn_at IS NULL ORDER BY at, call_id
"""


@dataclass(frozen=True, slots=True)
class Consent:
    """One answer of one caller."""

    call_id: str
    purpose: ConsentPurpose
    answer: ConsentAnswer
    notice: str
    """Version of the text that was put to the caller: `notices.version` has it."""

    at: datetime
    """Aware: when it was answered, or when it was clear that no answer would come."""

    withdrawn_at: datetime | None = None

    @property
    def given(self) -> bool:
        """Whether the caller said yes, whatever came later."""
        return self.answer is ConsentAnswer.YES


def record(tables: Tables, consent: Consent) -> None:
    """Write an answer; of one call and purpose there is one, and the first stays."""
    row = {
        "call_id": consent.call_id,
        "purpose": consent.purpose,
        "answer": consent.answer,
        "notice": consent.notice,
        "at": to_text(consent.at),
    }
    tables.conn.execute(RECORD, row)


def withdraw(tables: Tables, call_id: str, purpose: ConsentPurpose, at: datetime) -> bool:
    """Note that a consent ends, and destroy what it allowed to keep; a restore does it again.

    Under a legal hold a recording stays until the hold is released, and goes by its days then.

    Returns:
        Whether there was one that stood.
    """
    is_recording = purpose is ConsentPurpose.RECORDING
    may_go = is_recording and not is_held(tables, call_id)
    was_there = may_go and recordings.destroy(tables, call_id)
    asked = {"call_id": call_id, "purpose": purpose, "at": to_text(at)}
    stood = bool(tables.conn.execute(WITHDRAW, asked).rowcount)
    if stood or was_there:
        note(tables, f"withdraw {purpose}", [call_id], to_text(at))
    return stood


def withdraw_all(tables: Tables, call_id: str, at: str) -> None:
    """Note that every consent of a call ends, as when all of the call is erased."""
    tables.conn.execute(WITHDRAW, {"call_id": call_id, "purpose": None, "at": at})


def of_call(tables: Tables, call_id: str) -> tuple[Consent, ...]:
    """Return a call's consents in the order of their time."""
    rows = tables.table("consents").rows_where("call_id = ?", [call_id], order_by="at, purpose")
    return tuple(_consent(row) for row in rows)


def consenting_calls(tables: Tables, purpose: ConsentPurpose) -> tuple[str, ...]:
    """Return the calls whose callers agreed and have not withdrawn it, oldest first."""
    return tuple(row[0] for row in tables.conn.execute(STANDING, [purpose]))


def _consent(row: Row) -> Consent:
    withdrawn = row["withdrawn_at"]
    return Consent(
        row["call_id"],
        ConsentPurpose(row["purpose"]),
        ConsentAnswer(row["answer"]),
        row["notice"],
        from_text(row["at"]),
        from_text(withdrawn) if withdrawn else None,
    )
