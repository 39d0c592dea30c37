"""The receipts that the store keeps: to look at, to hand out, and to check."""

from kibox_pbx.admin.subject.desk import Desk
from kibox_pbx.admin.subject.receipt import Receipt, Verdict, verdict_on
from kibox_pbx.storage import erasure_receipts
from kibox_pbx.storage.requests import is_id
from kibox_pbx.storage.sqlcipher import Tables


async def latest(desk: Desk, most: int) -> tuple[Receipt, ...]:
    """Return the latest receipts, the last one first; noted."""

    def change(tables: Tables) -> tuple[str, ...]:
        desk.note(tables, "list_receipts", ("",))
        return erasure_receipts.latest(tables, most)

    kept = await desk.database.write(change)
    return tuple(map(Receipt.model_validate_json, kept))


async def one(desk: Desk, receipt_id: str) -> Receipt:
    """Return a receipt; noted.

    Raises:
        StorageError: None is kept of this erasure.
    """

    def change(tables: Tables) -> str:
        kept = erasure_receipts.receipt_of(tables, receipt_id)
        desk.note(tables, "show_receipt", (receipt_id,))
        return kept

    return Receipt.model_validate_json(await desk.database.write(change))


async def judged(desk: Desk, receipt: Receipt) -> Verdict:
    """Check a receipt against the store; noted.

    Args:
        desk: Whose store, and who asks.
        receipt: Kept here or brought back by somebody.
    """
    about = receipt.id if is_id(receipt.id) else ""  # whatever somebody wrote there

    def change(tables: Tables) -> Verdict:
        desk.note(tables, "verify_receipt", (about,))
        return verdict_on(tables, desk.database.envelope, receipt)

    return await desk.database.write(change)
