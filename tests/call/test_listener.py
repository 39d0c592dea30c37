"""The ear, on a line where the test speaks."""

import asyncio
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

import pytest

from kibox_pbx.audio import AudioFrame
from kibox_pbx.call import listener as listener_module
from kibox_pbx.call.callers_voice import CallersVoice, NoEcho
from kibox_pbx.call.listener import (
    MOST_UNHEARD_TURNS,
    PRE_ROLL_MS,
    Expected,
    HeardTurn,
    Listener,
)
from kibox_pbx.call.timing import CallClock
from kibox_pbx.dialogue.actions import Expect
from kibox_pbx.utterance import Language
from tests.fakes import SILENCE, VOICED, FakeActivity, FakeEcho, FakeLeg, FakeRecogniser

ENGLISH = Language.ENGLISH


def with_echo_only() -> CallersVoice:
    return CallersVoice(FakeActivity(), FakeEcho(is_all=True))


class Notes:
    def __init__(self) -> None:
        self.begun = self.finished = 0
        self.turns: list[HeardTurn] = []
        self.keys: list[str] = []
        self.told: list[str] = []

    def caller_began(self) -> None:
        self.told.append("began")
        self.begun += 1

    def caller_finished(self) -> None:
        self.finished += 1

    def caller_spoke(self, heard: HeardTurn) -> None:
        self.told.append(heard.utterance.text)
        self.turns.append(heard)

    def caller_says(self, so_far: str) -> None:
        self.told.append(so_far)

    def caller_pressed(self, key: str) -> None:
        self.keys.append(key)

    @property
    def texts(self) -> list[str]:
        return [turn.utterance.text for turn in self.turns]


async def listen(leg: FakeLeg, recogniser: FakeRecogniser, expected: Expected) -> Notes:
    notes = Notes()
    listener = Listener({ENGLISH: recogniser}, FakeActivity(), leg, CallClock(), notes)
    listener.expect(expected)
    await listener.run()
    return notes


async def test_speech_and_then_silence_is_a_turn() -> None:
    leg, recogniser = FakeLeg(), FakeRecogniser("good morning", "a check-up")
    for _ in range(2):
        leg.fall_silent(1000)
        leg.speak(600)
        leg.fall_silent(1000)
    leg.press("0")
    leg.hang_up()
    notes = await listen(leg, recogniser, Expected(ENGLISH))
    assert notes.begun == 2
    assert notes.keys == ["0"]


async def test_the_first_syllable_is_not_lost() -> None:
    leg, recogniser = FakeLeg(), FakeRecogniser("yes")
    leg.fall_silent(1000)
    leg.speak(600)
    leg.fall_silent(2000)
    notes = await listen_patiently(leg, recogniser)
    assert notes.texts == ["yes"]
    assert recogniser.heard_ms[0] >= PRE_ROLL_MS + 600


async def test_the_recogniser_is_told_what_to_expect() -> None:
    leg, recogniser = FakeLeg(), FakeRecogniser("yes")
    leg.speak(300)
    leg.fall_silent(1000)
    await listen_patiently(leg, recogniser, Expected(ENGLISH, Expect.YES_NO, ("yes", "no")))
    assert recogniser.phrases == [("yes", "no")]


async def test_what_is_understood_so_far_is_told_once_and_before_the_turn_is_over() -> None:
    leg, recogniser = FakeLeg(), FakeRecogniser("good morning", guess="could mourn")
    leg.speak(600)
    leg.fall_silent(1000)
    notes = await listen_patiently(leg, recogniser)
    assert notes.told == ["began", "could mourn", "good morning"]


async def test_a_broken_recogniser_counts_as_not_understood() -> None:
    leg = FakeLeg()
    leg.speak(300)
    leg.fall_silent(1000)
    leg.speak(300)
    leg.fall_silent(1000)
    notes = await listen_patiently(leg, FakeRecogniser("!", "hello"), turns=2)
    assert notes.texts == ["", "hello"]


async def listen_patiently(
    leg: FakeLeg, recogniser: FakeRecogniser, expected: Expected | None = None, turns: int = 1
) -> Notes:
    """Listen until so many turns were understood, then hang up."""
    notes = Notes()

    class HangsUp(Notes):
        def caller_spoke(self, heard: HeardTurn) -> None:
            super().caller_spoke(heard)
            if len(self.turns) == turns:
                leg.hang_up()

    notes = HangsUp()
    listener = Listener({ENGLISH: recogniser}, FakeActivity(), leg, CallClock(), notes)
    listener.expect(expected or Expected(ENGLISH))
    await listener.run()
    return notes


async def test_a_recogniser_that_hangs_counts_as_not_understood_and_is_asked_again(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    class HangsOnce(FakeRecogniser):
        @asynccontextmanager
        async def listen(self, phrases: tuple[str, ...] = ()) -> AsyncIterator[Any]:
            if len(self.texts) == 2:
                self.texts.pop(0)
                await asyncio.Event().wait()
            async with super().listen(phrases) as recognition:
                yield recognition

    monkeypatch.setattr(listener_module, "UNDERSTOOD_S", 0.05)
    leg = FakeLeg()
    for _ in range(2):
        leg.speak(300)
        leg.fall_silent(1000)
    async with asyncio.timeout(2):
        notes = await listen_patiently(leg, HangsOnce("lost", "hello"), turns=2)
    assert notes.texts == ["", "hello"]
    assert notes.finished == 2


async def test_who_speaks_for_long_is_not_taken_for_a_recogniser_that_hangs(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(listener_module, "UNDERSTOOD_S", 0.05)
    leg = FakeLeg()
    leg.speak(300)

    async def goes_on() -> None:
        await asyncio.sleep(0.2)
        leg.fall_silent(1000)

    async with asyncio.timeout(2), asyncio.TaskGroup() as tasks:
        tasks.create_task(goes_on())
        notes = await listen_patiently(leg, FakeRecogniser("a long story"))
    assert notes.texts == ["a long story"]


async def test_a_recogniser_that_hangs_is_not_waited_for_without_end() -> None:
    class StuckRecogniser(FakeRecogniser):
        @asynccontextmanager
        async def listen(self, phrases: tuple[str, ...] = ()) -> AsyncIterator[Any]:
            await asyncio.Event().wait()
            yield

    leg = FakeLeg()
    for _ in range(MOST_UNHEARD_TURNS + 2):
        leg.speak(400)
        leg.fall_silent(2000)
    with pytest.raises(ExceptionGroup) as failed:
        async with asyncio.timeout(5):
            await listen(leg, StuckRecogniser(), Expected(ENGLISH))
    assert failed.value.subgroup(asyncio.QueueFull)


async def test_the_assistants_own_voice_begins_no_turn() -> None:
    leg, notes = FakeLeg(), Notes()
    leg.speak(2000)
    leg.fall_silent(2000)
    leg.hang_up()
    listener = Listener(
        {ENGLISH: FakeRecogniser("me")},
        FakeActivity(),
        leg,
        CallClock(),
        notes,
        echo=FakeEcho(is_all=True),
    )
    await listener.run()
    assert notes.begun == 0


def test_an_echo_is_heard_as_silence_and_a_quiet_line_is_not_looked_into() -> None:
    voiced, quiet = AudioFrame(VOICED, 8000, 0), AudioFrame(SILENCE, 8000, 20)
    assert with_echo_only().hear(voiced) == (AudioFrame(SILENCE, 8000, 0), 0.0)
    assert with_echo_only().hear(quiet) == (quiet, 0.0)
    assert CallersVoice(FakeActivity(), NoEcho()).hear(voiced) == (voiced, 1.0)


async def test_a_stall_of_the_loop_ends_no_turn() -> None:
    leg, notes = FakeLeg(), Notes()
    listener = Listener(
        {ENGLISH: FakeRecogniser("on monday")}, FakeActivity(), leg, CallClock(), notes
    )
    async with asyncio.TaskGroup() as tasks:
        tasks.create_task(listener.run())
        leg.speak(400)
        leg.fall_silent(100)
        await asyncio.sleep(0.02)
        time.sleep(1.2)  # noqa: ASYNC251  # what is tested: nothing runs for longer than patience
        leg.speak(400)
        await asyncio.sleep(0.02)
        assert listener.caller_speaks
        assert notes.begun == 1
        leg.hang_up()


@pytest.mark.parametrize(
    ("understood", "silence_ms", "ends"),
    [
        ("yes", 340, True),
        ("well", 420, False),
        ("well", 500, True),
        ("yes but", 900, False),
        ("yes but", 1000, True),
    ],
)
async def test_how_long_a_pause_may_be_depends_on_what_was_understood(
    understood: str, silence_ms: int, *, ends: bool
) -> None:
    leg, notes = FakeLeg(), Notes()
    listener = Listener(
        {ENGLISH: FakeRecogniser(understood)}, FakeActivity(), leg, CallClock(), notes
    )
    listener.expect(Expected(ENGLISH, Expect.YES_NO))
    async with asyncio.TaskGroup() as tasks:
        running = tasks.create_task(listener.run())
        leg.speak(400)
        await asyncio.sleep(0.02)
        leg.fall_silent(silence_ms + 20)
        await asyncio.sleep(0.02)
        assert listener.caller_speaks is not ends
        assert notes.texts == ([understood] if ends else [])
        running.cancel()
