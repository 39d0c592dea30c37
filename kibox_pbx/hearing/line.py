"""A telephone line that spoils what is said into it: noise, codec, lost packets; repeatable."""

import math
import zlib
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

import numpy as np
import numpy.typing as npt

from kibox_pbx.audio import FRAME_MS
from kibox_pbx.hearing.codecs import NARROW_HZ, Codec, Samples, through

PRE_ROLL_MS = 400
"""Quiet before the speech, as the listener hands it to the recogniser."""

TAIL_MS = 200
"""Quiet behind it: after so much Whisper begins to hear."""

BABBLE_VOICES = 4
FRAME_SAMPLES = NARROW_HZ * FRAME_MS // 1000
_FULL_SCALE = 32767

_Wide = npt.NDArray[np.float64]


class Concealment(StrEnum):
    """What stands in for a packet of 20 ms that did not come."""

    SILENCE = "silence"
    REPEAT = "repeat"
    """The packet before it once more."""
    CUT = "cut"
    """Nothing: the sound gets shorter."""


@dataclass(frozen=True, slots=True)
class Line:
    """How a line spoils a sound; the caller's room first, then the codec, then the network."""

    codec: Codec = Codec.ALAW
    noise_db: float | None = None
    """Speech above white noise, in dB (power over the whole utterance); None: no noise."""

    babble_db: float | None = None
    """Speech above four other people's, in dB."""

    loss_percent: float = 0.0
    """Packets that do not come, each by its own lot."""

    concealment: Concealment = Concealment.SILENCE

    @property
    def name(self) -> str:
        """What a table calls it, such as ``alaw, noise 10 dB``."""
        parts = [self.codec.value]
        if self.noise_db is not None:
            parts.append(f"noise {self.noise_db:g} dB")
        if self.babble_db is not None:
            parts.append(f"babble {self.babble_db:g} dB")
        if self.loss_percent:
            parts.append(f"loss {self.loss_percent:g} % ({self.concealment})")
        return ", ".join(parts)

    def carry(self, pcm: bytes, babble: Sequence[bytes] = ()) -> bytes:
        """Return what arrives of an utterance, with quiet around it.

        Args:
            pcm: The speech alone, int16 of 8 kHz.
            babble: Other speech of that kind; wanted only where there is to be babble.

        Raises:
            ValueError: Babble is to be heard, and nobody speaks there.
        """
        lots = np.random.default_rng(zlib.crc32(pcm))
        sound = self._in_the_room(pcm, babble, lots)
        return self._over_the_network(through(sound, self.codec), lots).tobytes()

    def _in_the_room(
        self, pcm: bytes, babble: Sequence[bytes], lots: np.random.Generator
    ) -> Samples:
        speech = np.frombuffer(pcm, "<i2").astype(np.float64)
        sound = np.pad(speech, (_samples(PRE_ROLL_MS), _samples(TAIL_MS)))
        if self.noise_db is not None:
            noise = lots.normal(0, 1, sound.size)
            sound = sound + _at_level(noise, _power(speech), self.noise_db)
        if self.babble_db is not None:
            crowd = _crowd(babble, sound.size, lots)
            sound = sound + _at_level(crowd, _power(speech), self.babble_db)
        return np.clip(np.rint(sound), -_FULL_SCALE, _FULL_SCALE).astype(np.int16)

    def _over_the_network(self, sound: Samples, lots: np.random.Generator) -> Samples:
        if not self.loss_percent:
            return sound
        missing = -sound.size % FRAME_SAMPLES
        packets = np.pad(sound, (0, missing)).reshape(-1, FRAME_SAMPLES)
        lost = lots.random(len(packets)) < self.loss_percent / 100
        return _concealed(packets, lost, self.concealment).reshape(-1)


def _concealed(
    packets: Samples, lost: npt.NDArray[np.bool_], concealment: Concealment
) -> Samples:
    if concealment is Concealment.CUT:
        return packets[~lost]
    kept = packets.copy()
    for place in np.flatnonzero(lost):
        again = concealment is Concealment.REPEAT and place > 0
        kept[place] = kept[place - 1] if again else 0
    return kept


def _crowd(babble: Sequence[bytes], length: int, lots: np.random.Generator) -> _Wide:
    """Return several people talking at once, each beginning anywhere in what they say."""
    spoken = [np.frombuffer(each, "<i2").astype(np.float64) for each in babble if each]
    if not spoken:
        raise ValueError("babble needs other utterances to be mixed from")
    crowd = np.zeros(length)
    for place in lots.permutation(len(spoken))[:BABBLE_VOICES]:
        voice = spoken[place] / math.sqrt(max(_power(spoken[place]), 1.0))
        crowd += np.resize(np.roll(voice, int(lots.integers(voice.size))), length)
    return crowd


def _at_level(noise: _Wide, speech_power: float, below_db: float) -> _Wide:
    wanted = speech_power / 10 ** (below_db / 10)
    return noise * math.sqrt(wanted / max(_power(noise), 1e-12))


def _power(samples: _Wide) -> float:
    return float(np.mean(samples**2)) if samples.size else 0.0


def _samples(duration_ms: int) -> int:
    return NARROW_HZ * duration_ms // 1000
