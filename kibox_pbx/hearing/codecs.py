"""What a telephone network's codecs leave of a sound.

libsndfile has G.711 and GSM 06.10, FFmpeg has G.722. Asterisk hands 8 kHz to AudioSocket
whatever the line's codec is, so a G.722 line too ends here as 8 kHz.
"""

import io
from enum import StrEnum

import av
import numpy as np
import numpy.typing as npt
import soundfile
import soxr

NARROW_HZ = 8000
WIDE_HZ = 16000
G722_DELAY_SAMPLES = 22
"""Delay of G.722's filters at 16 kHz (ITU-T G.722, 1.4), cut off again."""

Samples = npt.NDArray[np.int16]


class Codec(StrEnum):
    """By the names that Asterisk gives them."""

    NONE = "none"
    """The sound as it was made."""
    ALAW = "alaw"
    ULAW = "ulaw"
    G722 = "g722"
    GSM = "gsm"


_IN_A_FILE = {Codec.ALAW: "ALAW", Codec.ULAW: "ULAW", Codec.GSM: "GSM610"}


def through(samples: Samples, codec: Codec) -> Samples:
    """Return a sound of 8 kHz after coding and decoding, as long as it was and as early."""
    if codec is Codec.NONE or not samples.size:
        return samples
    heard = _g722(samples) if codec is Codec.G722 else _as_file(samples, _IN_A_FILE[codec])
    return np.pad(heard[: samples.size], (0, max(0, samples.size - heard.size)))


def _as_file(samples: Samples, subtype: str) -> Samples:
    file = io.BytesIO()
    soundfile.write(file, samples, NARROW_HZ, format="WAV", subtype=subtype)
    file.seek(0)
    heard, _ = soundfile.read(file, dtype="int16")
    return np.asarray(heard, np.int16)


def _g722(samples: Samples) -> Samples:
    wide = soxr.resample(samples, NARROW_HZ, WIDE_HZ)
    encoder, decoder = (av.AudioCodecContext.create("g722", mode) for mode in ("w", "r"))
    for context in (encoder, decoder):
        context.sample_rate = WIDE_HZ
        context.layout = "mono"
        context.format = "s16"
    frame = av.AudioFrame.from_ndarray(wide.reshape(1, -1), format="s16", layout="mono")
    frame.sample_rate = WIDE_HZ
    packets = (*encoder.encode(frame), *encoder.encode(None))
    frames = [frame for packet in (*packets, None) for frame in decoder.decode(packet)]
    heard = np.concatenate([frame.to_ndarray().reshape(-1) for frame in frames])
    return np.asarray(soxr.resample(heard[G722_DELAY_SAMPLES:], WIDE_HZ, NARROW_HZ), np.int16)
