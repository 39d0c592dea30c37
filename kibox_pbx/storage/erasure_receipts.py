"""The receipts of erasures, as they were signed; each goes after ``proof_days``.

They hold random identifiers and the name of an account, and are proof (Art. 5(2) GDPR). These
run inside the transaction of whoever calls them.
"""

from kibox_pbx.errors import StorageError
from kibox_pbx.storage.sqlcipher import Tables

NO_RECEIPT = "no-receipt"
LATEST = "SELECT receipt FROM erasure_receipts ORDER BY at DESC, request_id LIMIT ?"


def keep(tables: Tables, request_id: str, at: str, receipt: str) -> None:
    """Keep a receipt, once it is signed."""
    row = {"request_id": request_id, "at": at, "receipt": receipt}
    tables.table("erasure_receipts").insert(row)


def latest(tables: Tables, most: int) -> tuple[str, ...]:
    """Return the latest receipts, the last one first."""
    return tuple(row[0] for row in tables.conn.execute(LATEST, [most]).fetchall())


def receipt_of(tables: Tables, request_id: str) -> str:
    """Return the receipt of the erasure that a request asked for.

    Raises:
        StorageError: None is kept of it.
    """
    sql = "SELECT receipt FROM erasure_receipts WHERE request_id = ?"
    row = tables.conn.execute(sql, [request_id]).fetchone()
    if row is None:
        raise StorageError("no receipt of this erasure is kept", NO_RECEIPT)
    return str(row[0])


def is_kept(tables: Tables, request_id: str) -> bool:
    """Say whether there is a receipt of the erasure that a request asked for."""
    return tables.table("erasure_receipts").count_where("request_id = ?", [request_id]) > 0
