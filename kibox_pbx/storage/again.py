"""How every kind of line in the ledger of erasures is done again after a restore."""

from kibox_pbx.storage import (
    entries_to_remove,
    erasure,
    legal_holds,
    objections,
    requests,
    restriction,
)
from kibox_pbx.storage.erasure_ledger import Again

AGAIN: Again = {
    **entries_to_remove.AGAIN,
    **erasure.AGAIN,
    **legal_holds.AGAIN,
    **objections.AGAIN,
    **requests.AGAIN,
    **restriction.AGAIN,
}
"""By kind. A kind, once written, keeps its meaning: a ledger outlives versions."""
