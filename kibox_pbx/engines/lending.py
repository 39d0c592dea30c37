"""Lends the ears and voices of this machine to other hosts of the office, by Wyoming.

Nothing of what is heard or said is kept or logged. Who may connect is for the firewall to say:
the protocol has no password.
"""

import asyncio
import ssl
from collections.abc import AsyncIterator, Iterator, Mapping
from contextlib import aclosing, asynccontextmanager
from typing import Any

import numpy as np
import soxr

from kibox_pbx import __version__
from kibox_pbx.audio import BYTES_PER_SAMPLE, FRAME_MS, TELEPHONE_HZ, AudioFrame
from kibox_pbx.engines.peer import Line, within
from kibox_pbx.engines.side_tasks import SideTasks
from kibox_pbx.engines.wyoming import Conversation, Event, audio_format
from kibox_pbx.errors import AwayError, ConfigError, EngineError
from kibox_pbx.ports import SpeechToText, TextToSpeech
from kibox_pbx.utterance import Language

MOST_CONNECTIONS = 64
"""A call has one while it is heard, and one or two while it is spoken to."""

IDLE_S = 60.0
LONGEST_TURN_S = 120
MOST_LETTERS = 5000
MOST_PHRASES = 1000
RATES_HZ = range(TELEPHONE_HZ, 192001)

_DOOR = "engines serve"
_FRAME_BYTES = TELEPHONE_HZ * FRAME_MS // 1000 * BYTES_PER_SAMPLE


class Lending:
    """What is lent, to any number of connections.

    Args:
        ears: By language.
        voices: By language.
    """

    def __init__(
        self, ears: Mapping[Language, SpeechToText], voices: Mapping[Language, TextToSpeech]
    ) -> None:
        self._ears = ears
        self._voices = voices

    async def serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        """Look after one connection until the other side closes it."""
        talk = Conversation(Line(_DOOR, reader, writer))
        asked: dict[str, Any] = {}
        try:
            while True:
                event = await _next(talk)
                match event.type:
                    case "describe":
                        await talk.tell(self._info())
                    case "transcribe":
                        asked = event.data
                    case "audio-start":
                        await self._hear(talk, event, asked)
                    case "synthesize":
                        await self._speak(talk, event)
                    case _:
                        pass
        except AwayError:
            return
        except EngineError:
            # Not what went wrong: it could quote a caller.
            await talk.tell(Event("error", {"text": "it failed", "code": "failed"}))

    async def _hear(self, talk: Conversation, start: Event, asked: dict[str, Any]) -> None:
        language = _language(asked.get("language"), self._ears)
        phrases = asked.get("transcript_terms")
        known = tuple(map(str, phrases[:MOST_PHRASES])) if isinstance(phrases, list) else ()
        frames, told = _Frames(start), ""
        async with self._ears[language].listen(known) as recognition:
            while (event := await _next(talk)).type != "audio-stop":
                for frame in frames.feed(event.payload):
                    partial = await recognition.hear(frame)
                    if partial != told:
                        told = partial
                        chunk = Event("transcript-chunk", {"text": partial})
                        await talk.tell(Event("transcript-start"), chunk)
            for frame in frames.feed(b"", last=True):
                await recognition.hear(frame)
            heard = await recognition.finish()
        await talk.tell(Event("transcript", {"text": heard.text, "language": language.value}))

    async def _speak(self, talk: Conversation, event: Event) -> None:
        voice = event.data.get("voice")
        named = voice if isinstance(voice, dict) else {}
        language = _language(named.get("language") or named.get("name"), self._voices)
        what = audio_format(TELEPHONE_HZ)
        await talk.tell(Event("audio-start", what))
        speaking = self._voices[language].speak(event.text()[:MOST_LETTERS])
        async with aclosing(speaking) as frames:
            async for frame in frames:
                await talk.tell(Event("audio-chunk", what, frame.pcm))
        await talk.tell(Event("audio-stop"))

    def _info(self) -> Event:
        heard = [_program("models", list(self._ears))]
        return Event("info", {"asr": heard, "tts": [_program("voices", list(self._voices))]})


class _Frames:
    """Makes telephone frames of the sound that another host sends."""

    def __init__(self, start: Event) -> None:
        rate_hz = start.data.get("rate")
        kind = start.data.get("width"), start.data.get("channels")
        if rate_hz not in RATES_HZ or kind != (BYTES_PER_SAMPLE, 1):
            raise EngineError("a sound that is no int16 mono of 8 kHz or more")
        self._down = soxr.ResampleStream(rate_hz, TELEPHONE_HZ, 1, dtype="int16")
        self._rest = bytearray()
        self._at_ms = 0

    def feed(self, pcm: bytes, *, last: bool = False) -> Iterator[AudioFrame]:
        """Yield the frames that a piece completes.

        Raises:
            EngineError: The turn does not end.
        """
        whole = np.frombuffer(pcm[: len(pcm) // BYTES_PER_SAMPLE * BYTES_PER_SAMPLE], "<i2")
        self._rest += np.asarray(self._down.resample_chunk(whole, last=last)).tobytes()
        if last:
            self._rest += bytes(-len(self._rest) % _FRAME_BYTES)
        while len(self._rest) >= _FRAME_BYTES:
            if self._at_ms >= LONGEST_TURN_S * 1000:
                raise EngineError("a turn that does not end")
            yield AudioFrame(bytes(self._rest[:_FRAME_BYTES]), TELEPHONE_HZ, self._at_ms)
            del self._rest[:_FRAME_BYTES]
            self._at_ms += FRAME_MS


@asynccontextmanager
async def lent(
    lending: Lending, host: str, port: int, tls: ssl.SSLContext | None
) -> AsyncIterator[int]:
    """Listen while the context lasts; leaving it ends every connection.

    Yields:
        The port.

    Raises:
        ConfigError: The port is taken, or the address is none of this machine.
    """
    open_now = 0
    async with SideTasks() as tasks:

        async def look_after(
            reader: asyncio.StreamReader, writer: asyncio.StreamWriter
        ) -> None:
            nonlocal open_now
            open_now += 1
            try:
                await lending.serve(reader, writer)
            finally:
                open_now -= 1
                writer.close()

        def accept(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
            if open_now >= MOST_CONNECTIONS:
                writer.transport.abort()
                return
            tasks.start(lambda: look_after(reader, writer), "lend engines")

        try:
            server = await asyncio.start_server(accept, host, port, ssl=tls)
        except OSError as error:
            raise ConfigError(f"cannot listen on {host}:{port} ({error.strerror})") from None
        try:
            yield server.sockets[0].getsockname()[1]
        finally:
            server.close()


async def _next(talk: Conversation) -> Event:
    async with within(_DOOR, IDLE_S):
        return await talk.hear()


def _language(named: object, known: Mapping[Language, object]) -> Language:
    """Return the language that is asked for, ``de_DE`` or the like; unasked the first."""
    wanted = str(named or next(iter(known))).partition("-")[0].partition("_")[0]
    if wanted not in known:
        raise EngineError("a language that is not lent")
    return Language(wanted)


def _program(kind: str, languages: list[Language]) -> dict[str, Any]:
    """Return how a program with its models describes itself."""
    ours = {
        "attribution": {"name": "kibox", "url": ""},
        "installed": True,
        "description": "kibox",
        "version": __version__,
    }
    models = [ours | {"name": f"{each}-kibox", "languages": [each.value]} for each in languages]
    return ours | {"name": "kibox", kind: models}
