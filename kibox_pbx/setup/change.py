"""What a set-up wants on the machine: folders, files, one account. Says it, does nothing."""

from dataclasses import dataclass, field
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Owner:
    """Whose something is, by name; the account may not be there yet."""

    user: str
    group: str


ROOT = Owner("root", "root")
SERVICE = Owner("kibox", "kibox")
ROOT_FOR_SERVICE = Owner("root", "kibox")
"""The service may read it, and not change it."""


@dataclass(frozen=True, slots=True)
class AddAccount:
    """A user and a group of the same name, with which nobody can sign in."""

    name: str
    home: Path


@dataclass(frozen=True, slots=True)
class MakeFolder:
    """A folder; one that is there stays as it is."""

    path: Path
    mode: int
    owner: Owner


@dataclass(frozen=True, slots=True)
class WriteFile:
    """A file with what it shall hold."""

    path: Path
    """As the running system names it."""

    content: bytes = field(repr=False)
    mode: int
    owner: Owner | None
    """None: as a file that is there, or else as ``like``."""

    why: str
    """Told above the diff."""

    like: Path | None = None
    once: bool = False
    """Never written over one that is there: the admin's from then on."""

    hidden: bool = False
    """Its content is shown to nobody: a key, a database."""

    together: str = ""
    """Files of one name make sense only all together, and are undone only all together."""


Change = AddAccount | MakeFolder | WriteFile
