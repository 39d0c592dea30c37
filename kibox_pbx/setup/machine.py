"""The machine that is set up: the running one, or a folder that stands for it."""

import grp
import os
import pwd
from dataclasses import dataclass
from pathlib import Path

from kibox_pbx.errors import ConfigError
from kibox_pbx.setup.change import Owner

KEEP = -1
"""As ``chown`` has it: leave the owner as it is."""


@dataclass(frozen=True, slots=True)
class FileState:
    """A file as it is."""

    content: bytes
    mode: int
    user_id: int
    group_id: int


@dataclass(frozen=True, slots=True)
class Machine:
    """Where everything is looked for and written."""

    root: Path = Path("/")

    @property
    def is_running(self) -> bool:
        """Whether it is this very system: accounts are made and programs run only there."""
        return self.root == Path("/")

    def at(self, path: Path) -> Path:
        """Return where a path of the system really is, links followed.

        Raises:
            ConfigError: A link leads out of the folder that stands for the machine.
        """
        real = (self.root / path.relative_to("/")).resolve()
        if not real.is_relative_to(self.root.resolve()):
            raise ConfigError(f"{path}: leads out of {self.root}; nothing was changed")
        return real

    def state(self, path: Path) -> FileState | None:
        """Return a file; None: there is none.

        Raises:
            ConfigError: It cannot be read, or is no file.
        """
        real = self.at(path)
        try:
            content = real.read_bytes()
            told = real.stat()
        except FileNotFoundError:
            return None
        except OSError as error:
            raise ConfigError(f"{path}: cannot be read: {error.strerror}") from None
        return FileState(content, told.st_mode & 0o7777, told.st_uid, told.st_gid)

    def text(self, path: Path) -> str | None:
        """Return a file as text that `as_bytes` turns back byte for byte."""
        state = self.state(path)
        return None if state is None else as_text(state.content)

    def has_group(self, name: str) -> bool:
        """Say whether the running system has a group, and files can be given to it."""
        if not self.is_running or os.geteuid() != 0:
            return False
        return any(each.gr_name == name for each in grp.getgrall())

    def ids(self, owner: Owner) -> tuple[int, int]:
        """Return user and group as numbers; `KEEP` where this is not the running system.

        Raises:
            ConfigError: There is no such account yet.
        """
        if not self.is_running or os.geteuid() != 0:
            return KEEP, KEEP
        try:
            return pwd.getpwnam(owner.user).pw_uid, grp.getgrnam(owner.group).gr_gid
        except KeyError:
            raise ConfigError(
                f"there is no account {owner.user}:{owner.group}; let setup add it first"
            ) from None


def as_text(content: bytes) -> str:
    """Decode UTF-8 and keep what is not."""
    return content.decode("utf-8", "surrogateescape")


def as_bytes(text: str) -> bytes:
    """Turn back what `as_text` gave."""
    return text.encode("utf-8", "surrogateescape")
