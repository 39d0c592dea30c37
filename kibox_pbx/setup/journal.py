"""Remembers what was there before each change, so that all of it can be undone.

An entry is on the disk before its change is made: who is interrupted between them finds the
old state, and nothing to undo. It holds other programs' secrets, so only root may read it.
"""

import hashlib
import os
import shutil
from pathlib import Path
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field, TypeAdapter, ValidationError

from kibox_pbx.errors import ConfigError
from kibox_pbx.setup.machine import FileState

FOLDER = Path("/var/lib/kibox-setup")
"""Not in the service's own folder: whoever writes here decides what undoing writes as root."""


class Noted(BaseModel):
    """One line of the journal."""

    model_config = ConfigDict(extra="forbid", frozen=True)


class State(Noted):
    """A file as it was or became; its content by its checksum."""

    sha256: str = Field(pattern=r"^[0-9a-f]{64}$")
    mode: int
    user_id: int
    group_id: int

    def fits(self, found: FileState | None) -> bool:
        """Say whether a file is still exactly this."""
        return found is not None and self == state_of(found)


class FileNoted(Noted):
    """A file was written."""

    kind: Literal["file"] = "file"
    path: Path
    before: State | None
    after: State
    together: str = ""


class FolderNoted(Noted):
    """A folder was made."""

    kind: Literal["folder"] = "folder"
    path: Path


class AccountNoted(Noted):
    """An account was added."""

    kind: Literal["account"] = "account"
    name: str


class WholeNoted(Noted):
    """Files that make sense only together are all there."""

    kind: Literal["whole"] = "whole"
    together: str


class ToldNoted(Noted):
    """systemd and Asterisk have been told of every file noted before."""

    kind: Literal["told"] = "told"


Entry = FileNoted | FolderNoted | AccountNoted | WholeNoted | ToldNoted
_ENTRY: TypeAdapter[Entry] = TypeAdapter(Annotated[Entry, Field(discriminator="kind")])


def state_of(found: FileState) -> State:
    """Return what the journal notes of a file."""
    return State(
        sha256=hashlib.sha256(found.content).hexdigest(),
        mode=found.mode,
        user_id=found.user_id,
        group_id=found.group_id,
    )


class Journal:
    """The journal of one machine."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._lines = folder / "journal.jsonl"

    def entries(self) -> tuple[Entry, ...]:
        """Return all of it, oldest first; a last line that was cut off is none.

        Raises:
            ConfigError: It is damaged.
        """
        if not self._lines.exists():
            return ()
        *lines, cut_off = self._lines.read_text(encoding="utf-8").split("\n")
        del cut_off  # "", or what a power failure left: its change was not made
        try:
            return tuple(_ENTRY.validate_json(line) for line in lines)
        except ValidationError:
            raise ConfigError(f"{self._lines}: is damaged; nothing was changed") from None

    def untold(self) -> tuple[Path, ...]:
        """Return the files that were written and that nobody has been told of.

        Raises:
            ConfigError: The journal is damaged.
        """
        paths: list[Path] = []
        for entry in self.entries():
            if isinstance(entry, FileNoted):
                paths.append(entry.path)
            elif isinstance(entry, ToldNoted):
                paths.clear()
        return tuple(dict.fromkeys(paths))

    def note(self, entry: Entry, before: bytes | None = None) -> None:
        """Write an entry, and what was in the file before, onto the disk."""
        self._folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        if before is not None:
            self._keep(before)
        self._drop_cut_off_line()
        with self._lines.open("a", encoding="utf-8") as file:
            file.write(entry.model_dump_json() + "\n")
            file.flush()
            os.fsync(file.fileno())

    def content(self, state: State) -> bytes:
        """Return what a file held.

        Raises:
            ConfigError: It is not what it was.
        """
        path = self._folder / state.sha256
        content = path.read_bytes() if path.exists() else b""
        if hashlib.sha256(content).hexdigest() != state.sha256:
            raise ConfigError(f"{path}: is damaged; nothing was changed")
        return content

    def leave(self, entries: tuple[Entry, ...]) -> None:
        """Replace all entries by those that could not be undone; none: all of it goes."""
        if not entries:
            shutil.rmtree(self._folder, ignore_errors=True)
            return
        draft = self._lines.with_suffix(".part")
        draft.write_text("".join(f"{each.model_dump_json()}\n" for each in entries))
        draft.replace(self._lines)

    def _keep(self, content: bytes) -> None:
        path = self._folder / hashlib.sha256(content).hexdigest()
        draft = path.with_suffix(".part")
        draft.unlink(missing_ok=True)
        handle = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(handle, "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        draft.replace(path)

    def _drop_cut_off_line(self) -> None:
        if not self._lines.exists():
            self._lines.touch(mode=0o600)
        text = self._lines.read_bytes()
        if text and not text.endswith(b"\n"):
            self._lines.write_bytes(text[: text.rfind(b"\n") + 1])
