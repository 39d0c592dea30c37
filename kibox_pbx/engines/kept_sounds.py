"""Spare the voice its homework: the sound of fixed sentences is kept for the next start.

Fixed sentences are the practice's own words: nothing of any call. A file is named after
voice and text and begins with a checksum, so a change or a cut-off file is made anew.
"""

import hashlib
import os
from contextlib import suppress
from pathlib import Path

ENDING = ".sound"
_CHECKSUM_BYTES = 32


class KeptSounds:
    """The sounds of one voice in a folder; a disk that refuses costs time only."""

    def __init__(self, folder: Path, voice: str) -> None:
        """Say where; ``voice`` names engine and model."""
        self._folder = folder / hashlib.sha256(voice.encode()).hexdigest()[:16]
        self._used: set[Path] = set()

    def get(self, text: str) -> bytes | None:
        """Return the sound of a piece; None if it is not here as it was written."""
        path = self._path(text)
        try:
            written = path.read_bytes()
        except OSError:
            return None
        checksum, sound = written[:_CHECKSUM_BYTES], written[_CHECKSUM_BYTES:]
        return sound if hashlib.sha256(sound).digest() == checksum else None

    def keep(self, text: str, sound: bytes) -> None:
        """Write the sound of a piece; it appears whole or not at all."""
        path = self._path(text)
        draft = path.with_suffix(f".{os.getpid()}.draft")
        with suppress(OSError):
            self._folder.mkdir(mode=0o700, parents=True, exist_ok=True)
            draft.write_bytes(hashlib.sha256(sound).digest() + sound)
            draft.replace(path)

    def forget_the_rest(self) -> None:
        """Delete the sounds of this voice that nobody asked for since we began."""
        for other in set(self._folder.glob(f"*{ENDING}")) - self._used:
            with suppress(OSError):
                other.unlink()

    def _path(self, text: str) -> Path:
        path = self._folder / f"{hashlib.sha256(text.encode()).hexdigest()}{ENDING}"
        self._used.add(path)
        return path
