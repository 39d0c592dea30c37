"""Hear callers with a server of another host, by the Wyoming protocol.

A turn has a connection of its own, over which its sound goes while it is spoken. Servers that
hear word by word say meanwhile what they understood; others (Whisper) only at the end. So that
their answer is there when it is wanted, they are told the end at each pause, as a Whisper of
our own is (`whisper_stt`); where the caller goes on, a new connection takes the turn from its
beginning. That is done once in a turn, since a server goes on with what nobody wants any more.
"""

import asyncio
from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager
from dataclasses import dataclass

import numpy as np
import soxr

from kibox_pbx.audio import TELEPHONE_HZ, AudioFrame
from kibox_pbx.engines.pauses import PauseWatch
from kibox_pbx.engines.peer import Peer, within
from kibox_pbx.engines.side_tasks import SideTasks
from kibox_pbx.engines.wyoming import Conversation, Event, audio_format, look
from kibox_pbx.language.normalise import normalise
from kibox_pbx.utterance import Language, Utterance

HEARING_HZ = 16000
"""What recognisers on other hosts are built for."""

PATIENCE_S = 2.0
PATIENCE_SHARE = 0.25
"""Whisper base on two cores takes 0.4 to 1 s for a turn, and a word fills a wait of 1.5 s."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """What is to be heard, as the server is told."""

    language: Language
    model: str
    phrases: tuple[str, ...] = ()

    def event(self) -> Event:
        """Return how a turn begins."""
        data: dict[str, object] = {"language": self.language.value}
        if self.model:
            data["name"] = self.model
        if self.phrases:
            data["transcript_terms"] = list(self.phrases)
        return Event("transcribe", data)


class _Hearing:
    """One connection's worth of a turn."""

    def __init__(self, peer: Peer, wanted: Wanted) -> None:
        self._peer = peer
        self._wanted = wanted
        self._up = soxr.ResampleStream(TELEPHONE_HZ, HEARING_HZ, 1, dtype="int16")
        # Bounded by the length of a turn (call/turn_taking.py).
        self._sound: asyncio.Queue[bytes | None] = asyncio.Queue()
        self.partial = ""
        self.is_ended = False

    def feed(self, pcm: bytes) -> None:
        """Let it hear a piece more."""
        self._sound.put_nowait(self._resampled(pcm))

    def end(self) -> None:
        """Tell the server that this was all."""
        if not self.is_ended:
            self._sound.put_nowait(self._resampled(b"", last=True))
            self._sound.put_nowait(None)
        self.is_ended = True

    def _resampled(self, pcm: bytes, *, last: bool = False) -> bytes:
        samples = np.frombuffer(pcm, "<i2")
        return bytes(np.asarray(self._up.resample_chunk(samples, last=last)).tobytes())

    async def run(self) -> str:
        """Return the text, after `end`; cancelling this closes the connection.

        Raises:
            EngineError: The server failed.
        """
        async with self._peer.line() as line, SideTasks() as beside:
            talk = Conversation(line)
            sent = beside.begin(lambda: self._send(talk), "send sound")
            try:
                return await self._listen(talk)
            finally:
                sent.cancel()

    async def _send(self, talk: Conversation) -> None:
        """Send what there is; that the connection broke is told by whoever listens."""
        what = audio_format(HEARING_HZ)
        await talk.tell(self._wanted.event(), Event("audio-start", what))
        while (sound := await self._sound.get()) is not None:
            if sound:
                await talk.tell(Event("audio-chunk", what, sound))
        await talk.tell(Event("audio-stop"))

    async def _listen(self, talk: Conversation) -> str:
        while True:
            event = await talk.hear()
            match event.type:
                case "transcript":
                    return event.text()
                case "transcript-start":
                    self.partial = ""
                case "transcript-chunk":
                    self.partial += event.text()
                case _:
                    pass


class WyomingRecognition:
    """One turn of a caller."""

    def __init__(self, ear: "WyomingSpeechToText", wanted: Wanted, tasks: SideTasks) -> None:
        self._ear = ear
        self._wanted = wanted
        self._tasks = tasks
        self._pauses = PauseWatch()
        self._pcm = bytearray()
        self._begin_ms = self._end_ms = 0
        self._has_gone_on = False
        self._begin()

    async def hear(self, frame: AudioFrame) -> str:
        """Take the next sound; return what the server understood so far.

        Raises:
            EngineError: The server broke off.
        """
        if not self._pcm:
            self._begin_ms = frame.at_ms
        self._pcm += frame.pcm
        self._end_ms = frame.at_ms + frame.duration_ms
        self._pauses.hear(frame)
        if not self._hearing.is_ended:
            self._hearing.feed(frame.pcm)
            if self._pauses.paused and self._may_ask_early():
                self._end()
        elif self._pauses.quiet_ms == 0:
            self._has_gone_on = True
            self.drop()
            self._begin()
            self._hearing.feed(bytes(self._pcm))
        text = self._text.result() if self._text.done() else self._hearing.partial
        return normalise(text, self._wanted.language)

    async def finish(self) -> Utterance:
        """Return what was said.

        Raises:
            EngineError: The server failed, or took too long.
        """
        if not self._pauses.anything_heard:
            return Utterance("", self._begin_ms, self._begin_ms, 0.0)
        self._end()
        turn_s = (self._end_ms - self._begin_ms) / 1000
        async with within(
            self._ear.peer.setting, self._ear.patience_s + PATIENCE_SHARE * turn_s
        ):
            text = normalise(await self._text, self._wanted.language)
        if not text:
            return Utterance("", self._begin_ms, self._begin_ms, 0.0)
        end_ms = self._end_ms - self._pauses.quiet_ms
        # The protocol tells no confidence.
        return Utterance(text, self._begin_ms, max(self._begin_ms, end_ms), 1.0)

    def drop(self) -> None:
        """Let the server go: the caller goes on, or is gone."""
        self._text.cancel()

    def _may_ask_early(self) -> bool:
        hears_word_by_word = bool(self._hearing.partial)
        return self._ear.may_guess and not (hears_word_by_word or self._has_gone_on)

    def _begin(self) -> None:
        self._hearing = _Hearing(self._ear.peer, self._wanted)
        self._text = self._tasks.begin(self._hearing.run, "hear by a server")
        self._text.add_done_callback(lambda _: self._ear.guessing.discard(self))

    def _end(self) -> None:
        self._ear.guessing.add(self)
        self._hearing.end()


class WyomingSpeechToText:
    """Understands one language; implements `SpeechToText`.

    Args:
        peer: The server.
        language: Whose words it hears.
        model: By its name there; "": the server's choice.
        patience_s: How long after the end of a turn its text may take, and a quarter of the
            turn's length in addition.
    """

    def __init__(
        self, peer: Peer, language: Language, model: str = "", *, patience_s: float = PATIENCE_S
    ) -> None:
        self.peer = peer
        self.patience_s = patience_s
        self._language = language
        self._model = model
        self.guessing: set[WyomingRecognition] = set()
        """Turns whose text the server was asked for."""

    @property
    def may_guess(self) -> bool:
        """Whether no other turn has to wait for a text that is asked for early."""
        return not self.guessing

    @asynccontextmanager
    async def listen(self, phrases: tuple[str, ...] = ()) -> AsyncGenerator[WyomingRecognition]:
        """Begin to hear one turn; leaving the context drops it without a trace.

        Args:
            phrases: Likely answers; told to the server, which may pass them over.
        """
        wanted = Wanted(self._language, self._model, phrases)
        async with SideTasks() as tasks:
            recognition = WyomingRecognition(self, wanted, tasks)
            try:
                yield recognition
            finally:
                recognition.drop()

    async def look(self) -> str:
        """Return the name of what hears there.

        Raises:
            EngineError: The server is away, or hears nothing.
        """
        return await look(self.peer, "asr", self._language, self._model)
