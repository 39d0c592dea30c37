"""Speak with a server of another host, by the Wyoming protocol.

`Voice` cuts a text into short pieces and has the next made while one is heard, so a piece is
asked for whole; its first is short. Cancelling the question closes its connection.
"""

import numpy as np

from kibox_pbx.audio import BYTES_PER_SAMPLE
from kibox_pbx.engines.peer import Peer, within
from kibox_pbx.engines.telephone_sound import TELEPHONE_RATE_HZ, Samples
from kibox_pbx.engines.wyoming import Conversation, Event, look
from kibox_pbx.errors import EngineError
from kibox_pbx.utterance import Language

SILENT_S = 2.0
"""A piece is made in 0.1 to 0.3 s; a caller who hears nothing for longer says so."""

MOST_BYTES = 60 * 48000 * BYTES_PER_SAMPLE
"""Of one piece's sound: a minute, where a piece takes seconds."""

RATES_HZ = range(TELEPHONE_RATE_HZ, 192001)
MONO_OR_STEREO = (1, 2)
_FULL_SCALE = 32768


class WyomingVoice:
    """A voice of another host; give it to `Voice`.

    Args:
        peer: The server.
        language: Of what it says.
        voice: By its name there; "": the server's choice for the language.
        silent_s: How long the server may send nothing before it is taken for dead.
    """

    def __init__(
        self, peer: Peer, language: Language, voice: str = "", *, silent_s: float = SILENT_S
    ) -> None:
        self._peer = peer
        self._wanted = {"name": voice} if voice else {"language": language.value}
        self._language = language
        self._voice = voice
        self._silent_s = silent_s

    async def make(self, text: str) -> tuple[Samples, int]:
        """Return the sound of a piece, and its rate in Hz, as the server made it.

        Raises:
            EngineError: The server is away, stalled or failed.
        """
        async with self._peer.line() as line:
            talk = Conversation(line)
            await talk.tell(Event("synthesize", {"text": text, "voice": self._wanted}))
            return await self._sound(talk)

    async def look(self) -> str:
        """Return the name of what speaks there.

        Raises:
            EngineError: The server is away, or speaks with no such voice.
        """
        return await look(self._peer, "tts", self._language, self._voice)

    async def _sound(self, talk: Conversation) -> tuple[Samples, int]:
        rate_hz, channels, sound = TELEPHONE_RATE_HZ, 1, bytearray()
        while (event := await self._next(talk)).type != "audio-stop":
            if event.type == "audio-start":
                rate_hz, channels = _format(event)
            elif event.type == "audio-chunk":
                sound += event.payload
            if len(sound) > MOST_BYTES:
                raise EngineError(f"{self._peer.setting}: the server does not end a sentence")
        whole = sound[
            : len(sound) // (channels * BYTES_PER_SAMPLE) * channels * BYTES_PER_SAMPLE
        ]
        samples = np.frombuffer(whole, "<i2").reshape(-1, channels).mean(axis=1)
        return np.asarray(samples / _FULL_SCALE, np.float32), rate_hz

    async def _next(self, talk: Conversation) -> Event:
        async with within(self._peer.setting, self._silent_s):
            return await talk.hear()


def _format(event: Event) -> tuple[int, int]:
    """Return rate and channels of a sound that begins.

    Raises:
        EngineError: It is none that we can play.
    """
    rate_hz, channels = event.data.get("rate"), event.data.get("channels")
    is_playable = rate_hz in RATES_HZ and event.data.get("width") == BYTES_PER_SAMPLE
    if not (is_playable and isinstance(rate_hz, int) and channels in MONO_OR_STEREO):
        raise EngineError("a voice's sound is no int16 of 8 kHz or more")
    return rate_hz, int(channels)
