"""What callers notice of a server that is lost: little where a spare is here, else an error."""

from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager

import pytest

from kibox_pbx.audio import FRAME_MS, AudioFrame
from kibox_pbx.engines.presence import Presence
from kibox_pbx.engines.spares import SpareEar, SpareModel
from kibox_pbx.errors import AwayError, EngineError
from kibox_pbx.ports import Choice
from kibox_pbx.utterance import Utterance

GONE = AwayError("models.at: the server closed the connection")
FAILED = EngineError("the server of an engine says that it failed")


class CountingEar:
    """Understands how many frames it heard; breaks at one of them, or at the end."""

    def __init__(self, *, breaks_at: int | None = None, error: EngineError = GONE) -> None:
        self.breaks_at, self.error = breaks_at, error
        self.turns = self.frames = 0
        self.phrases: tuple[str, ...] = ()

    @asynccontextmanager
    async def listen(self, phrases: tuple[str, ...] = ()) -> AsyncGenerator["CountingEar"]:
        self.turns += 1
        self.frames, self.phrases = 0, phrases
        yield self

    async def hear(self, frame: AudioFrame) -> str:
        if self.frames == self.breaks_at:
            raise self.error
        self.frames += 1
        return f"{self.frames}"

    async def finish(self) -> Utterance:
        if self.frames == self.breaks_at:
            raise self.error
        return Utterance(f"{self.frames} frames", 0, self.frames * FRAME_MS, 1.0)


class Thinker:
    def __init__(self, label: str, error: EngineError | None = None) -> None:
        self.label, self.error = label, error
        self.asked = 0

    async def choose(self, task: str, text: str) -> Choice:
        self.asked += 1
        if self.error:
            raise self.error
        return Choice(self.label, 1.0)

    async def write(self, task: str, text: str) -> str:
        return (await self.choose(task, text)).label


async def nothing() -> str:
    return ""


@pytest.fixture
def presence() -> Presence:
    return Presence("models.at", nothing)


async def turn(ear: SpareEar, frames: int = 10) -> Utterance:
    async with ear.listen(("ja",)) as recognition:
        for index in range(frames):
            await recognition.hear(AudioFrame(bytes(320), 8000, index * FRAME_MS))
        return await recognition.finish()


@pytest.mark.parametrize("breaks_at", [0, 3, 10])
async def test_no_word_is_lost_with_the_server(presence: Presence, breaks_at: int) -> None:
    server, here = CountingEar(breaks_at=breaks_at), CountingEar()
    ear = SpareEar(server, presence, here)
    assert (await turn(ear)).text == "10 frames"
    assert here.phrases == ("ja",)
    assert presence.is_away
    assert (await turn(ear)).text == "10 frames"
    assert (server.turns, here.turns) == (1, 2)


async def test_a_server_that_is_there_is_asked_and_nobody_else(presence: Presence) -> None:
    server, here = CountingEar(), CountingEar()
    assert (await turn(SpareEar(server, presence, here))).text == "10 frames"
    assert (server.turns, here.turns) == (1, 0)


async def test_a_server_that_fails_at_a_turn_is_asked_again(presence: Presence) -> None:
    server, here = CountingEar(breaks_at=2, error=FAILED), CountingEar()
    assert (await turn(SpareEar(server, presence, here))).text == "10 frames"
    assert not presence.is_away


@pytest.mark.parametrize("breaks_at", [3, 10])
async def test_without_a_spare_the_turn_is_not_understood(
    presence: Presence, breaks_at: int
) -> None:
    ear = SpareEar(CountingEar(breaks_at=breaks_at), presence, None)
    with pytest.raises(AwayError):
        await turn(ear)
    with pytest.raises(AwayError, match="is away"):
        await turn(ear)


async def test_a_model_that_is_gone_is_replaced_at_once(presence: Presence) -> None:
    server, here = Thinker("there", GONE), Thinker("here")
    model = SpareModel(server, presence, here)
    assert (await model.choose("wish", "x")).label == "here"
    assert await model.write("form", "x") == "here"
    assert (server.asked, here.asked) == (1, 2)


async def test_a_form_that_comes_to_no_end_is_no_reason_to_miss_the_server(
    presence: Presence,
) -> None:
    model = SpareModel(Thinker("there", FAILED), presence, Thinker("here"))
    with pytest.raises(EngineError):
        await model.choose("wish", "x")
    assert not presence.is_away


async def test_without_a_spare_the_dialogue_goes_on_without_an_answer(
    presence: Presence,
) -> None:
    model = SpareModel(Thinker("there", GONE), presence, None)
    for _ in range(2):
        with pytest.raises(AwayError):
            await model.choose("wish", "x")
