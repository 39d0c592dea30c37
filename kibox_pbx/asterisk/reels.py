"""What Asterisk plays where it takes sound from files only: reels that grow while they play.

While nobody speaks it plays the silent reel. What the assistant says goes onto a reel of its
own, frame by frame as the service sends it, and Asterisk reads behind: it reads to the end of
what is there, so a reel begins with a little silence, by which the service may be late.

A reel is memory of this process under a name (``memfd_create``), so no sound is ever written
to a disk, and none is left when the process dies, however it dies.
"""

import fcntl
import os
import shutil
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory, gettempdir

from kibox_pbx.asterisk.audiosocket import RATE_HZ
from kibox_pbx.audio import BYTES_PER_SAMPLE

LEAD_MS = 60
"""Silence that a reel begins with: by so much everything is later than by AudioSocket.
docs/eagi.md has the figures that it was chosen by."""

QUIET_MS = 1000
"""After so much silence the assistant is taken to have finished, and its reel is dropped."""

PREFIX = "kibox-reels-"
"""Begins the name of every folder of reels."""

FRESH_S = 10
"""A folder so young may be one that its process is about to lock."""

SILENT_S = 600
"""Length of the silent reel, which takes no memory; it begins anew."""

_BYTES_PER_MS = RATE_HZ * BYTES_PER_SAMPLE // 1000


class Reel:
    """A file of 8 kHz sound that Asterisk can open while we write it."""

    def __init__(self, folder: Path, number: int) -> None:
        """Give it a name in a folder that Asterisk can read."""
        self._memory = os.memfd_create("kibox-reel")
        self.name = folder / str(number)
        """As ``STREAM FILE`` wants it; the ending ``.sln`` is not part of it."""
        self._file = self.name.with_suffix(".sln")
        self._file.symlink_to(f"/proc/{os.getpid()}/fd/{self._memory}")

    @property
    def samples(self) -> int:
        """How much has been written."""
        return os.fstat(self._memory).st_size // BYTES_PER_SAMPLE

    def write(self, pcm: bytes) -> None:
        """Add sound at its end."""
        os.write(self._memory, pcm)

    def lengthen(self, length_ms: int) -> None:
        """Make it so long by silence that takes no memory."""
        os.ftruncate(self._memory, length_ms * _BYTES_PER_MS)

    def close(self) -> None:
        """Forget the sound, as soon as Asterisk has closed the file, too."""
        self._file.unlink()
        os.close(self._memory)


@dataclass(frozen=True, slots=True)
class Play:
    """Asterisk is to play this instead of what it plays."""

    name: Path
    from_sample: int = 0


class Reels:
    """Decides what is played. Get one by `reels`."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._count = 0
        self._silent = self._next_reel()
        self._silent.lengthen(SILENT_S * 1000)
        self._voice: Reel | None = None
        self._quiet_ms = 0
        self._wanted: Play | None = Play(self._silent.name)

    @property
    def speaks(self) -> bool:
        """Whether something of the assistant is not known to have been played."""
        return self._voice is not None

    @property
    def wants(self) -> bool:
        """Whether Asterisk is to play something else from now on."""
        return self._wanted is not None

    def take_wanted(self) -> Play | None:
        """Return what Asterisk is to play from now on, once; None: let it play on."""
        wanted, self._wanted = self._wanted, None
        return wanted

    def say(self, pcm: bytes) -> None:
        """Take the next sound of the service; it sends silence, too."""
        is_silent = not any(pcm)
        if self._voice is None and not is_silent:
            self._voice = self._next_reel()
            self._voice.write(bytes(LEAD_MS * _BYTES_PER_MS))
            self._wanted = Play(self._voice.name)
        if self._voice is None:
            return
        self._voice.write(pcm)
        self._quiet_ms = self._quiet_ms + len(pcm) // _BYTES_PER_MS if is_silent else 0
        if self._quiet_ms > QUIET_MS:
            self.fall_silent()

    def fall_silent(self) -> None:
        """Play silence: all has been said, or the service is late and the reel ran out."""
        if self._voice:
            self._voice.close()
        self._voice = None
        self._quiet_ms = 0
        self._wanted = Play(self._silent.name)

    def go_on(self, at_sample: int) -> None:
        """Play on where a key has stopped it."""
        if self._voice:
            self._wanted = Play(self._voice.name, min(at_sample, self._voice.samples))
        else:
            self._wanted = Play(self._silent.name)

    def close(self) -> None:
        """Forget every sound."""
        if self._voice:
            self._voice.close()
        self._silent.close()

    def _next_reel(self) -> Reel:
        self._count += 1
        return Reel(self._folder, self._count)


@contextmanager
def reels() -> Iterator[Reels]:
    """Have reels while the context lasts, in a folder that nobody else may read.

    A folder is locked by the process it belongs to. What a killed one has left is known by its
    lock that is gone, and goes now.
    """
    _sweep(Path(gettempdir()))
    with (
        TemporaryDirectory(prefix=PREFIX, ignore_cleanup_errors=True) as folder,
        _locked(Path(folder)),
    ):
        made = Reels(Path(folder))
        try:
            yield made
        finally:
            with suppress(OSError):
                made.close()


def _sweep(place: Path) -> None:
    """Remove the folders of dead processes; those of other users are none of our business."""
    for folder in place.glob(f"{PREFIX}*"):
        with suppress(OSError), _locked(folder):
            told = folder.stat()
            if told.st_uid == os.geteuid() and time.time() - told.st_mtime > FRESH_S:
                shutil.rmtree(folder, ignore_errors=True)


@contextmanager
def _locked(folder: Path) -> Iterator[None]:
    """Hold a folder's lock.

    Raises:
        OSError: Somebody else has it, or there is no such folder.
    """
    handle = os.open(folder, os.O_RDONLY | os.O_DIRECTORY | os.O_NOFOLLOW)
    try:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        yield
    finally:
        os.close(handle)
