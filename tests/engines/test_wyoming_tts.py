"""Sentences spoken by a server, by itself and behind `Voice`, and how it can fail."""

import asyncio
from collections.abc import Sequence
from contextlib import aclosing
from pathlib import Path

import numpy as np
import pytest

from kibox_pbx.engines.piper_tts import PiperSynthesiser
from kibox_pbx.engines.presence import Presence
from kibox_pbx.engines.voice import FirstAsked, Synthesiser, Voice
from kibox_pbx.engines.wyoming import Event
from kibox_pbx.engines.wyoming_tts import WyomingVoice
from kibox_pbx.errors import AwayError, EngineError
from kibox_pbx.utterance import Language
from tests.engines.installed import installed_model
from tests.engines.scripted_server import INFO, WyomingScript, listening
from tests.engines.servers import free_port, peer, piper, wyoming
from tests.engines.test_presence import is_away
from tests.engines.test_voice import FakeSynthesiser, say

BUSY_MACHINE_S = 120
STEREO = {"rate": 16000, "width": 2, "channels": 2}
TONE = (np.sin(np.arange(16000) / 5) * 8000).astype("<i2")
SECOND = np.stack([TONE, TONE], axis=1).tobytes()
"""A second of a tone, in stereo."""

SPOKEN = (
    Event("audio-start", STEREO),
    Event("audio-chunk", STEREO, SECOND[:20001]),
    Event("audio-chunk", STEREO, SECOND[20001:]),
    Event("audio-stop"),
)


def voice_at(port: int, silent_s: float = 5) -> WyomingVoice:
    return WyomingVoice(peer(port), Language.ENGLISH, silent_s=silent_s)


def sounds_in(folder: Path) -> list[Path]:
    return list(folder.rglob("*.sound"))


def backed(
    port: int, spare: Synthesiser | None, kept: Path | None = None, *, silent_s: float = 1
) -> Voice:
    far = voice_at(port, silent_s)
    first = FirstAsked(far, f"far {port}", Presence("speech.en.speak_at", far.look))
    return Voice(spare, first=first, kept=kept)


async def test_a_sentence_comes_whole_whatever_its_pieces() -> None:
    script = WyomingScript({"synthesize": SPOKEN, "describe": [INFO]})
    async with listening(script.serve) as port:
        samples, rate_hz = await voice_at(port).make("Good morning.")
        assert await voice_at(port).look() == "nigh"
    assert rate_hz == 16000
    assert np.allclose(samples, TONE / 32768, atol=1e-4)
    (asked,) = script.of("synthesize")
    assert asked.data == {"text": "Good morning.", "voice": {"language": "en"}}


@pytest.mark.parametrize(
    ("answers", "why"),
    [
        (SPOKEN[:2], "in time"),
        ((*SPOKEN[:2], Event("close")), "closed the connection"),
        ((Event("error", {"text": "Mrs Miller"}),), "says that it failed"),
        ((Event("audio-start", STEREO | {"width": 4}),), "no int16"),
        ((Event("audio-start", STEREO | {"rate": 4000}),), "no int16"),
        ((Event("audio-start", STEREO | {"channels": 6}),), "no int16"),
        ((Event("audio-start", {}),), "no int16"),
        ((SPOKEN[0], *(Event("audio-chunk", STEREO, bytes(900_000)),) * 7), "does not end"),
    ],
    ids=["stalls", "dies", "fails", "wide", "slow", "many", "nothing", "endless"],
)
async def test_a_server_that_fails_is_an_error(answers: Sequence[Event], why: str) -> None:
    script = WyomingScript({"synthesize": answers})
    async with listening(script.serve) as port:
        with pytest.raises(EngineError, match=why):
            await voice_at(port, 0.2 if why == "in time" else 20).make("Good morning.")


async def test_cancelling_closes_the_connection() -> None:
    script = WyomingScript({"synthesize": SPOKEN[:2]})
    async with listening(script.serve) as port, asyncio.TaskGroup() as tasks:
        asking = tasks.create_task(voice_at(port).make("Good morning."))
        await script.hears("synthesize")
        asking.cancel()
        await asyncio.wait_for(script.all_closed.wait(), 5)


async def test_who_cuts_in_ends_what_the_server_makes() -> None:
    script = WyomingScript({"synthesize": SPOKEN}, only_first=True)
    async with listening(script.serve) as port, backed(port, None, silent_s=10) as voice:
        async with aclosing(voice.speak("One. Two. Three.")) as frames:
            await anext(frames)
            await script.hears("synthesize", 2)
            assert script.open_count == 1
        await asyncio.wait_for(script.all_closed.wait(), 5)


@pytest.mark.parametrize("answers", [SPOKEN[:2], (*SPOKEN[:2], Event("close"))])
async def test_a_server_lost_in_mid_sentence_is_replaced(answers: Sequence[Event]) -> None:
    script, spare = WyomingScript({"synthesize": SPOKEN}), FakeSynthesiser()
    async with listening(script.serve) as port, backed(port, spare) as voice:
        async with aclosing(voice.speak("One. Two. Three four.")) as frames:
            await anext(frames)
            script.answers["synthesize"] = answers
            rest = [frame async for frame in frames]
        assert spare.asked in (["Two.", "Three four."], ["Three four."])
        assert sum(any(frame.pcm) for frame in rest) > 2
        asked = len(script.of("synthesize"))
        await say(voice, "Five.")
        assert spare.asked[-1] == "Five."
        assert len(script.of("synthesize")) == asked, "who was missed is not asked again"


async def test_without_a_spare_the_sentence_fails() -> None:
    async with backed(free_port(), None) as voice:
        for _ in range(2):
            with pytest.raises(AwayError):
                await say(voice, "One.")


async def test_what_the_spare_makes_is_not_kept_for_when_the_server_is_back(
    tmp_path: Path,
) -> None:
    port, spare = free_port(), FakeSynthesiser()
    async with backed(port, spare, tmp_path) as voice:
        await voice.prepare(("One. Two.",))
        assert spare.asked == ["One."], "who is known to be away is not asked for the second"
        await say(voice, "One.")
        assert spare.asked == ["One.", "One."]
    assert not sounds_in(tmp_path)
    script = WyomingScript({"synthesize": SPOKEN})
    async with listening(script.serve) as port:
        async with backed(port, spare, tmp_path) as voice:
            await voice.prepare(("One. Two.",))
        async with backed(port, spare, tmp_path) as voice:
            await voice.prepare(("One. Two.",))
            await say(voice, "One. Two.")
    assert len(script.of("synthesize")) == 2, "the next start takes them from the disk"


@pytest.mark.engine
async def test_a_piper_elsewhere_speaks_and_one_here_goes_on_when_it_is_killed() -> None:
    """Needs the voice: `kibox models fetch`."""
    port, model = free_port(), installed_model("tts-en")
    spare = PiperSynthesiser(model)
    far = WyomingVoice(
        peer(port), Language.ENGLISH, "en_US-joe-medium", silent_s=BUSY_MACHINE_S
    )
    first = FirstAsked(far, "far", Presence("speech.en.speak_at", far.look))
    text = "You can come on Tuesday. Or would you rather come on Friday? Tell me, please."
    async with wyoming(piper(model, port), port) as server, Voice(spare, first=first) as voice:
        assert await far.look() == "en_US-joe-medium"
        whole = await say(voice, text)
        assert not is_away(first.presence)
        async with aclosing(voice.speak(text)) as frames:
            begun = [await anext(frames)]
            await server.kill()
            begun += [frame async for frame in frames]
    assert is_away(first.presence)
    assert len(begun) == pytest.approx(len(whole), rel=0.25), "as much was said"
