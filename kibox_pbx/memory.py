"""What callers say is in memory for a while; a crash must not leave it on a disk."""

import ctypes
import resource

PR_SET_DUMPABLE = 4
"""prctl(2): no core dump, and other processes of the same user cannot read the memory."""


def allow_no_dumps() -> None:
    """Have this process and its children leave no memory behind when they crash.

    Raises:
        OSError: The system refused.
    """
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    libc = ctypes.CDLL(None, use_errno=True)
    if libc.prctl(PR_SET_DUMPABLE, 0, 0, 0, 0) != 0:
        raise OSError(ctypes.get_errno(), "prctl(PR_SET_DUMPABLE)")
