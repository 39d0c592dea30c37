"""Ears and voices of this machine, used by another: by our own client and by others'."""

import asyncio
import ssl
from collections.abc import AsyncGenerator, AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import numpy as np
import pytest
from wyoming.event import Event as TheirEvent
from wyoming.event import async_read_event, async_write_event
from wyoming.info import Info

from kibox_pbx.audio import FRAME_MS, AudioFrame, cut_into_frames
from kibox_pbx.engines.lending import Lending, lent
from kibox_pbx.engines.wyoming import Event, written
from kibox_pbx.engines.wyoming_stt import WyomingSpeechToText
from kibox_pbx.engines.wyoming_tts import WyomingVoice
from kibox_pbx.errors import ConfigError, EngineError
from kibox_pbx.utterance import Language, Utterance
from tests.engines.servers import HOST, peer
from tests.fakes import FakeVoice
from tests.notify.certificates import make_certificate

FORMAT = {"rate": 16000, "width": 2, "channels": 1}
TONE = (np.sin(np.arange(8000) / 3) * 8000).astype("<i2").tobytes()
"""A second at 8 kHz."""


class ScriptedEar:
    """Understands how long it heard, second by second."""

    def __init__(self, *, broken: bool = False) -> None:
        self.broken = broken
        self.phrases: tuple[str, ...] = ()
        self.frames: list[AudioFrame] = []
        self.left = asyncio.Event()

    @asynccontextmanager
    async def listen(self, phrases: tuple[str, ...] = ()) -> AsyncGenerator["ScriptedEar"]:
        self.phrases, self.frames = phrases, []
        try:
            yield self
        finally:
            self.left.set()

    async def hear(self, frame: AudioFrame) -> str:
        self.frames.append(frame)
        return " ".join(["tick"] * (len(self.frames) // 10))

    async def finish(self) -> Utterance:
        if self.broken:
            raise EngineError("he said Müller")
        return Utterance("all of it", 0, len(self.frames) * FRAME_MS, 1.0)


@asynccontextmanager
async def house(
    ear: ScriptedEar, voice: FakeVoice, tls: ssl.SSLContext | None = None
) -> AsyncIterator[int]:
    lending = Lending({Language.ENGLISH: ear}, {Language.ENGLISH: voice})
    async with lent(lending, HOST, 0, tls) as port:
        yield port


async def test_a_turn_is_heard_there_with_what_is_expected_and_partial_texts() -> None:
    ear = ScriptedEar()
    async with house(ear, FakeVoice()) as port:
        there = WyomingSpeechToText(peer(port), Language.ENGLISH, patience_s=20)
        assert await there.look() == "en-kibox"
        async with there.listen(("tuesday",)) as recognition:
            partials = []
            for frame in cut_into_frames(TONE, 8000):
                partials.append(await recognition.hear(frame))
                await asyncio.sleep(0.002)
            heard = await recognition.finish()
    assert heard.text == "all of it"
    assert ear.phrases == ("tuesday",)
    assert [len(frame.pcm) for frame in ear.frames] == [320] * len(ear.frames)
    assert len(ear.frames) == pytest.approx(50, abs=1)
    back = np.frombuffer(b"".join(frame.pcm for frame in ear.frames), "<i2")[400:7600]
    sent = np.frombuffer(TONE, "<i2")[400:7600]
    assert np.corrcoef(back, sent)[0, 1] > 0.99, "up to 16 kHz and back leaves it as it was"
    assert "tick tick" in partials


async def test_sentences_are_spoken_there_through_tls(tmp_path: Path) -> None:
    certificate, key = make_certificate(tmp_path, "engines.practice.lan")
    tls = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    tls.load_cert_chain(certificate, key)
    voice = FakeVoice()
    async with house(ScriptedEar(), voice, tls) as port:
        named = {"tls": True, "server_name": "engines.practice.lan", "ca_file": certificate}
        samples, rate_hz = await WyomingVoice(peer(port, **named), Language.ENGLISH).make("Hi.")
    assert voice.spoken == ["Hi."]
    assert (rate_hz, len(samples)) == (8000, 5 * 160)


async def test_other_programs_find_their_way() -> None:
    async with house(ScriptedEar(), FakeVoice()) as port:
        reader, writer = await asyncio.open_connection(HOST, port)
        await async_write_event(TheirEvent("describe"), writer)
        told = await async_read_event(reader)
        assert told is not None
        info = Info.from_event(told)
        writer.close()
    assert [model.languages for model in info.asr[0].models] == [["en"]]
    assert [voice.languages for voice in info.tts[0].voices] == [["en"]]


async def answers(port: int, *events: Event) -> list[TheirEvent]:
    """Return all that is said to events until the connection ends."""
    reader, writer = await asyncio.open_connection(HOST, port)
    writer.write(b"".join(map(written, events)))
    writer.write_eof()
    said = []
    async with asyncio.timeout(10):
        while (event := await async_read_event(reader)) is not None:
            said.append(event)
    writer.close()
    return said


@pytest.mark.parametrize(
    "events",
    [
        (Event("audio-start", FORMAT | {"rate": 100}),),
        (Event("audio-start", {}),),
        (Event("transcribe", {"language": "fr"}), Event("audio-start", FORMAT)),
        (Event("synthesize", {"text": "Hi.", "voice": {"name": "fr_FR-x"}}),),
        (Event("audio-start", FORMAT), Event("audio-stop")),
        (
            Event("audio-start", {**FORMAT, "rate": 8000}),
            *[Event("audio-chunk", {}, bytes(640_000))] * 4,
        ),
    ],
    ids=["slow", "no format", "another language", "another voice", "broken ear", "endless"],
)
async def test_what_cannot_be_done_is_told_without_a_word_of_it(
    events: tuple[Event, ...],
) -> None:
    async with house(ScriptedEar(broken=True), FakeVoice()) as port:
        *_, last = await answers(port, *events)
        assert last.type == "error"
        assert last.data == {"text": "it failed", "code": "failed"}
        assert await answers(port, Event("describe")), "others are served all the same"


async def test_who_hangs_up_is_not_listened_to_any_more() -> None:
    ear = ScriptedEar()
    async with house(ear, FakeVoice()) as port:
        await answers(port, Event("audio-start", FORMAT))
        await asyncio.wait_for(ear.left.wait(), 10)


async def test_who_cuts_in_stops_the_voice() -> None:
    voice = FakeVoice(endless=True)
    async with house(ScriptedEar(), voice) as port:
        reader, writer = await asyncio.open_connection(HOST, port)
        writer.write(written(Event("synthesize", {"text": "On and on."})))
        await reader.read(1000)
        writer.transport.abort()
        async with asyncio.timeout(10):
            while not voice.stopped:  # noqa: ASYNC110  # the fake has no event
                await asyncio.sleep(0.01)


async def test_a_port_that_is_taken_is_told() -> None:
    async with house(ScriptedEar(), FakeVoice()) as port:
        with pytest.raises(ConfigError, match=f"cannot listen on {HOST}:{port}"):
            async with lent(Lending({}, {}), HOST, port, None):
                pass
