"""Who else on this machine may read or change what kibox writes.

Files with secrets or callers in them say so themselves when they are made; this holds for all
others, a model say, however carelessly kibox was started.
"""

import os

NOBODY_CHANGES = 0o022
"""Others may read: models that root fetches are for the service's user."""

NOBODY_READS = 0o077
"""For the service: whatever it writes is its own."""


def keep_from_others(withheld: int) -> None:
    """Withhold rights from new files, beside those that are withheld already."""
    os.umask(os.umask(withheld) | withheld)
