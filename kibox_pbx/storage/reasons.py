"""Why the disk or SQLCipher refused, in words that say what mends it; pure.

Their own texts could quote what was stored, so only the numbers of their errors are read.
Numbers: SQLite's result codes (sqlite.org/rescode.html); extended ones end with the plain one.
"""

import errno

PLAIN_CODE = 0xFF
"""What an extended result code is cut to."""

BUSY, LOCKED, READ_ONLY, IO_ERROR, CORRUPT, FULL = 5, 6, 8, 10, 11, 13
CANNOT_OPEN, NO_DATABASE = 14, 26

DISK_IS_FULL = "the disk is full; make room: df -h, kibox backup prune"
READ_ONLY_DISK = "its disk or file is read-only; mount it for writing, or: chown, chmod"
ENGAGED = "another program keeps the database for itself; find it: fuser -v kibox.db"
BAD_DISK = (
    "the disk could not be read or written; see dmesg, and bring the store back on a sound "
    "one: kibox backup restore FILE"
)
DAMAGED = (
    "the database is damaged; stop the service, then: kibox backup verify, "
    "kibox backup restore FILE"
)

IN_A_WORD = {
    DISK_IS_FULL: "disk-full",
    READ_ONLY_DISK: "read-only",
    ENGAGED: "locked",
    BAD_DISK: "bad-disk",
    DAMAGED: "damaged",
}
"""For the log, in which no text of an error stands."""

OF_SQLCIPHER = {
    BUSY: ENGAGED,
    LOCKED: ENGAGED,
    READ_ONLY: READ_ONLY_DISK,
    CANNOT_OPEN: READ_ONLY_DISK,
    IO_ERROR: BAD_DISK,
    FULL: DISK_IS_FULL,
    CORRUPT: DAMAGED,
    NO_DATABASE: DAMAGED,
}

OF_SYSTEM = {
    errno.ENOSPC: DISK_IS_FULL,
    errno.EDQUOT: DISK_IS_FULL,
    errno.EROFS: READ_ONLY_DISK,
    errno.EACCES: READ_ONLY_DISK,
    errno.EPERM: READ_ONLY_DISK,
    errno.EIO: BAD_DISK,
}


def plain_code(error: Exception) -> int | None:
    """Return SQLite's result code of an error of SQLCipher's."""
    code = getattr(error, "sqlite_errorcode", None)
    return None if code is None else int(code) & PLAIN_CODE


def reason(error: Exception) -> str | None:
    """Return why; None: what was asked for was refused, not the place it was to go to."""
    if isinstance(error, OSError):
        return OF_SYSTEM.get(error.errno or 0)
    return OF_SQLCIPHER.get(plain_code(error) or 0)


def is_damage(error: Exception) -> bool:
    """Say whether the content of the file is what is wrong."""
    return plain_code(error) in {CORRUPT, NO_DATABASE}
