"""A turn heard by a server: what it is sent and when, what it says, and how it can fail."""

import asyncio
from contextlib import AbstractAsyncContextManager
from pathlib import Path

import numpy as np
import pytest

from kibox_pbx.audio import AudioFrame, cut_into_frames
from kibox_pbx.engines.wyoming import Event
from kibox_pbx.engines.wyoming_stt import WyomingRecognition, WyomingSpeechToText
from kibox_pbx.errors import AwayError, EngineError
from kibox_pbx.utterance import Language, Utterance
from tests.engines.installed import installed_model
from tests.engines.scripted_server import INFO, WyomingScript, listening
from tests.engines.servers import behind_tls, faster_whisper, free_port, peer, wyoming
from tests.engines.sounds import ENGLISH, said
from tests.notify.certificates import make_certificate

BUSY_MACHINE_S = 120
LOUD, QUIET = 8000, 0


def transcript(text: str) -> Event:
    return Event("transcript", {"text": text})


class Turn:
    """Feeds a turn piece by piece, and waits until the server has all of it."""

    def __init__(self, recognition: WyomingRecognition, script: WyomingScript) -> None:
        self.recognition, self.script = recognition, script
        self.partials: list[str] = []
        self.at_ms = 1000

    async def hear(self, loudness: int, duration_ms: int) -> None:
        for _ in range(duration_ms // 20):
            pcm = np.full(160, loudness, "<i2").tobytes()
            self.partials.append(await self.recognition.hear(AudioFrame(pcm, 8000, self.at_ms)))
            self.at_ms += 20
            await asyncio.sleep(0)
        await asyncio.sleep(0.05)


def ear_at(port: int, patience_s: float = 5) -> WyomingSpeechToText:
    return WyomingSpeechToText(peer(port), Language.ENGLISH, patience_s=patience_s)


def listen(ear: WyomingSpeechToText) -> AbstractAsyncContextManager[WyomingRecognition]:
    return ear.listen(("yes", "no"))


async def test_the_sound_goes_there_while_it_is_spoken() -> None:
    script = WyomingScript({"audio-stop": [transcript("Yes, please.")]})
    async with listening(script.serve) as port, listen(ear_at(port)) as recognition:
        turn = Turn(recognition, script)
        await turn.hear(LOUD, 400)
        early = sum(len(event.payload) for event in script.of("audio-chunk"))
        assert early >= 32 * 300, "most of 400 ms, int16 of 16 kHz"
        heard = await recognition.finish()
    assert script.of("transcribe")[0].data == {
        "language": "en",
        "transcript_terms": ["yes", "no"],
    }
    assert sum(len(event.payload) for event in script.of("audio-chunk")) == 32 * 400
    assert heard == Utterance("yes please", 1000, 1400, 1.0)
    assert set(turn.partials) == {""}


async def test_what_the_server_understands_meanwhile_is_the_partial_text() -> None:
    chunk = Event("transcript-chunk", {"text": "I need "})
    script = WyomingScript(
        {
            "audio-start": [Event("transcript-start"), chunk],
            "audio-stop": [transcript("I need you.")],
        }
    )
    async with listening(script.serve) as port, listen(ear_at(port)) as recognition:
        turn = Turn(recognition, script)
        await turn.hear(LOUD, 400)
        await turn.hear(QUIET, 400)
        assert turn.partials[-1] == "i need"
        assert not script.of("audio-stop"), "who hears word by word is not asked early"
        assert (await recognition.finish()).text == "i need you"


async def test_at_a_pause_the_server_is_asked_early_and_who_goes_on_is_heard_whole() -> None:
    script = WyomingScript({"audio-stop": [transcript("Next Tuesday")]})
    async with listening(script.serve) as port, listen(ear_at(port)) as recognition:
        turn = Turn(recognition, script)
        await turn.hear(LOUD, 400)
        await turn.hear(QUIET, 300)
        await turn.hear(QUIET, 100)
        assert turn.partials[-1] == "next tuesday"
        assert len(script.of("audio-stop")) == 1
        script.heard.clear()
        await turn.hear(LOUD, 200)
        await turn.hear(QUIET, 400)
        assert not script.of("audio-stop"), "not twice, as it may still be at the first"
        assert (await recognition.finish()).text == "next tuesday"
    assert script.connections == 2
    assert sum(len(event.payload) for event in script.of("audio-chunk")) == 32 * 1400


async def test_silence_is_not_asked_about() -> None:
    script = WyomingScript({"audio-stop": [transcript("Thank you for watching!")]})
    async with listening(script.serve) as port, listen(ear_at(port)) as recognition:
        await Turn(recognition, script).hear(QUIET, 600)
        assert (await recognition.finish()).text == ""


async def test_leaving_early_closes_the_connection() -> None:
    script = WyomingScript({})
    async with listening(script.serve) as port:
        async with listen(ear_at(port)) as recognition:
            await Turn(recognition, script).hear(LOUD, 200)
            assert script.open_count == 1
        await asyncio.wait_for(script.all_closed.wait(), 5)


@pytest.mark.parametrize(
    ("answers", "error"),
    [
        ([Event("close")], AwayError),
        ([Event("error", {"text": "he said Müller"})], EngineError),
        ([], AwayError),
    ],
    ids=["breaks off", "says it failed", "stalls"],
)
async def test_a_server_that_fails_is_an_error(
    answers: list[Event], error: type[EngineError]
) -> None:
    script = WyomingScript({"audio-stop": answers})
    async with listening(script.serve) as port, listen(ear_at(port, 0.2)) as recognition:
        await Turn(recognition, script).hear(LOUD, 200)
        with pytest.raises(error) as failed:
            await recognition.finish()
    assert "Müller" not in str(failed.value)


async def test_where_nobody_listens_the_first_frames_say_so() -> None:
    async with listen(ear_at(free_port())) as recognition:
        with pytest.raises(AwayError, match="cannot be reached"):
            await Turn(recognition, WyomingScript({})).hear(LOUD, 1000)


async def test_a_server_for_another_language_is_none() -> None:
    script = WyomingScript({"describe": [INFO]})
    async with listening(script.serve) as port:
        assert await ear_at(port).look() == "ear"
        with pytest.raises(EngineError, match="no such model for de"):
            await WyomingSpeechToText(peer(port), Language.GERMAN).look()
        with pytest.raises(EngineError, match="no such model for en"):
            await WyomingSpeechToText(peer(port), Language.ENGLISH, "another").look()


@pytest.mark.engine
async def test_a_caller_is_understood_by_a_whisper_elsewhere_through_tls(
    tmp_path: Path,
) -> None:
    """Needs the model: `kibox models fetch`."""
    certificate, key = make_certificate(tmp_path, "engines.practice.lan")
    port, sentence = free_port(), "I would like to make an appointment."
    sound = await said(sentence, ENGLISH, after_ms=400)
    async with (
        wyoming(faster_whisper(installed_model("stt-en"), port), port),
        behind_tls(port, certificate, key) as front,
    ):
        named = {"tls": True, "server_name": "engines.practice.lan", "ca_file": certificate}
        there = peer(front, **named)
        ear = WyomingSpeechToText(there, Language.ENGLISH, patience_s=BUSY_MACHINE_S)
        assert await ear.look() == str(installed_model("stt-en"))
        async with ear.listen() as recognition:
            for frame in cut_into_frames(sound, 8000):
                await recognition.hear(frame)
            heard = await recognition.finish()
        assert "make an appointment" in heard.text
        stranger = peer(front, **(named | {"server_name": "engines.elsewhere.lan"}))
        with pytest.raises(AwayError, match="certificate was refused"):
            await WyomingSpeechToText(stranger, Language.ENGLISH).look()
