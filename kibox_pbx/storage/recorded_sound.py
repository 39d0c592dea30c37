"""Recorded sound as it is stored and handed out: FLAC pieces, a WAV file of both tracks.

FLAC keeps the line's sound as it is, whether the line was A-law or mu-law, in two thirds of
the room of G.711 (docs/decisions.md, 42). Left is the caller, right the assistant.
"""

import io
from collections.abc import Iterable

import numpy as np
import numpy.typing as npt
import soundfile

from kibox_pbx.audio import TELEPHONE_HZ, RecordedPiece

Tracks = npt.NDArray[np.int16]
"""Shape ``(samples, 2)``: the caller, the assistant; 8 kHz."""

FASTEST = 0.0
"""FLAC's level; higher ones take twice as long for less than a hundredth of the size."""


def pack(piece: RecordedPiece) -> bytes:
    """Return a piece as a FLAC file of its own; takes under 1 ms."""
    tracks = [np.frombuffer(each, "<i2") for each in (piece.caller, piece.assistant)]
    return _written(np.stack(tracks, axis=1), "FLAC", compression_level=FASTEST)


def unpack(packed: bytes) -> Tracks:
    """Return the sound of a piece."""
    tracks, _ = soundfile.read(io.BytesIO(packed), dtype="int16", always_2d=True)
    return np.asarray(tracks, np.int16)


def joined(pieces: Iterable[tuple[int, Tracks]]) -> Tracks:
    """Return pieces, each with its beginning in ms, one after the other; a gap is silence."""
    whole: list[Tracks] = []
    first_ms: int | None = None
    length = 0
    for at_ms, tracks in pieces:
        first_ms = at_ms if first_ms is None else first_ms
        gap = max(0, (at_ms - first_ms) * TELEPHONE_HZ // 1000 - length)
        whole += [np.zeros((gap, 2), np.int16), tracks]
        length += gap + len(tracks)
    return np.concatenate(whole) if whole else np.zeros((0, 2), np.int16)


def as_wav(tracks: Tracks) -> bytes:
    """Return a stereo WAV file of 8 kHz, 16 bit."""
    return _written(tracks, "WAV")


def _written(tracks: Tracks, kind: str, **options: float) -> bytes:
    file = io.BytesIO()
    soundfile.write(file, tracks, TELEPHONE_HZ, format=kind, subtype="PCM_16", **options)
    return file.getvalue()
