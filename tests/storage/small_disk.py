"""A disk of a few megabytes that can be filled, and mounted read-only: a tmpfs of its own."""

import os
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest

MEGABYTES = 8
BALLAST = "ballast"
PIECES = (1 << 20, 4096, 1)
"""Bytes that are tried, until not even one more fits."""

NEEDS_ROOT = pytest.mark.skipif(os.geteuid() != 0, reason="only root may mount a small disk")


@dataclass(frozen=True, slots=True)
class SmallDisk:
    """Where it is mounted."""

    folder: Path

    def fill(self) -> None:
        """Leave not one byte."""
        with (self.folder / BALLAST).open("ab", buffering=0) as ballast:
            for piece in PIECES:
                try:
                    while ballast.write(bytes(piece)):
                        pass
                except OSError:
                    continue

    def make_room(self) -> None:
        """Throw away what filled it."""
        (self.folder / BALLAST).unlink()

    def read_only(self) -> None:
        """Let nobody write any more."""
        self._mount("-o", "remount,ro")

    def writable(self) -> None:
        """Let them write again."""
        self._mount("-o", "remount,rw")

    def _mount(self, *options: str) -> None:
        subprocess.run(["mount", *options, self.folder], check=True)  # noqa: S603, S607


@contextmanager
def small_disk(folder: Path) -> Iterator[SmallDisk]:
    """Mount one for as long as the context lasts."""
    folder.mkdir(parents=True, exist_ok=True)
    size = f"size={MEGABYTES}m,mode=700"
    subprocess.run(["mount", "-t", "tmpfs", "-o", size, "tmpfs", folder], check=True)  # noqa: S603, S607
    try:
        yield SmallDisk(folder)
    finally:
        subprocess.run(["umount", "--lazy", folder], check=True)  # noqa: S603, S607
