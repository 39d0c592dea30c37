"""Where the command line keeps that somebody is signed in: a file of the user's own.

Under ``$XDG_RUNTIME_DIR`` (in memory, gone at logout) or else in the user's state folder
(XDG Base Directory Specification). One for each database, so that two practices on a
machine do not mix. It holds a token, which is worth nothing once the session is over.
"""

import hashlib
import os
import stat
from pathlib import Path

from kibox_pbx.errors import ConfigError


def session_file(database: Path) -> Path:
    """Return where the session for a database is kept."""
    name = hashlib.sha256(str(database.resolve()).encode()).hexdigest()[:16]
    return _folder() / "kibox" / f"session-{name}"


def read_token(database: Path) -> str | None:
    """Return the token that was kept; None: there is none.

    Raises:
        ConfigError: Others could have read it.
    """
    path = session_file(database)
    try:
        status = path.lstat()
        token = path.read_text(encoding="ascii").strip()
    except (OSError, UnicodeDecodeError):
        return None
    if not stat.S_ISREG(status.st_mode) or stat.S_IMODE(status.st_mode) & 0o077:
        raise ConfigError(f"{path}: others may read this session; do: rm {path}")
    return token or None


def keep_token(database: Path, token: str) -> None:
    """Keep a token, readable by this user alone.

    Raises:
        ConfigError: It cannot be written.
    """
    path = session_file(database)
    try:
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        path.unlink(missing_ok=True)
        handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(handle, "w", encoding="ascii") as file:
            file.write(token + "\n")
    except OSError as error:
        raise ConfigError(f"{path}: {error.strerror}; use --as NAME instead") from None


def forget_token(database: Path) -> None:
    """Remove what was kept, if anything was."""
    session_file(database).unlink(missing_ok=True)


def _folder() -> Path:
    """Return the runtime folder if it is this user's, else the state folder.

    Raises:
        ConfigError: The user has neither.
    """
    runtime = os.environ.get("XDG_RUNTIME_DIR")
    if runtime and _is_ours(Path(runtime)):
        return Path(runtime)
    state = os.environ.get("XDG_STATE_HOME")
    if state:
        return Path(state)
    try:
        return Path.home() / ".local" / "state"
    except RuntimeError:
        raise ConfigError("this user has no home; use --as NAME instead") from None


def _is_ours(folder: Path) -> bool:
    try:
        return folder.stat().st_uid == os.getuid()
    except OSError:
        return False
