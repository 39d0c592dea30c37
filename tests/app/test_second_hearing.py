"""After a call its turns are heard again, in order, while there is time, and then forgotten."""

import asyncio
from collections.abc import AsyncIterator, Callable, Sequence
from dataclasses import replace
from functools import partial
from pathlib import Path

import pytest

from kibox_pbx.app.lines import Lines
from kibox_pbx.app.second_hearing import SecondHearing
from kibox_pbx.call.callers_sound import BYTES_PER_MS, CallersSound, SpokenTurn
from kibox_pbx.language.hearing_again import Correction
from kibox_pbx.records import Speaker, Turn
from kibox_pbx.storage.calls import CallRepository
from kibox_pbx.storage.corrections import CorrectionRepository
from kibox_pbx.storage.database import Database
from kibox_pbx.storage.keys import MasterKey
from kibox_pbx.utterance import Language
from tests.fakes import FakeSecondEar
from tests.storage.call_store_contract import A_CALL, ANSWER, GREETING

GERMAN = Language.GERMAN
FIRST = "die heilung ist kaputt"
BETTER = "die heizung ist kaputt"


def numbers(ear: FakeSecondEar) -> list[int]:
    """Return which turns were heard again; their sounds begin with 1, 2, ..."""
    return [pcm[0] for pcm in ear.heard]


class Ended:
    """Is told of each call whose transcript is as good as it gets."""

    def __init__(self) -> None:
        self.told: list[tuple[str, list[Correction]]] = []

    def __call__(self, call_id: str, corrections: Sequence[Correction]) -> None:
        self.told.append((call_id, list(corrections)))


@pytest.fixture
async def database(tmp_path: Path) -> AsyncIterator[Database]:
    async with Database(tmp_path / "kibox.db", MasterKey(bytes(32))) as opened:
        yield opened


@pytest.fixture
def calls(database: Database) -> CallRepository:
    return CallRepository(database)


@pytest.fixture
def lines() -> Lines:
    return Lines(1)


@pytest.fixture
def ended() -> Ended:
    return Ended()


Build = Callable[..., SecondHearing]


@pytest.fixture
def build(database: Database, lines: Lines, ended: Ended) -> Build:
    return partial(built, CorrectionRepository(database), lines, ended)


def built(
    transcripts: CorrectionRepository,
    lines: Lines,
    ended: Ended,
    ear: FakeSecondEar,
    longest_wait_s: float = 60,
) -> SecondHearing:
    return SecondHearing(
        {GERMAN: ear}, transcripts, lines, ended, longest_wait_s=longest_wait_s
    )


async def a_call(
    calls: CallRepository, hearing: SecondHearing, *texts: str, call_id: str = A_CALL.id
) -> CallersSound:
    """Store a call with the caller's turns, whose sounds begin with 1, 2, ..."""
    await calls.begin(replace(A_CALL, id=call_id))
    await calls.add_turn(call_id, GREETING)
    sound = hearing._room.for_call()
    for number, text in enumerate(texts, 1):
        await calls.add_turn(call_id, replace(ANSWER, text=text, at_ms=2000 * number))
        pcm = bytes([number]) * BYTES_PER_MS * 100
        sound.keep(SpokenTurn(2000 * number, text, 0.9, GERMAN, pcm))
    return sound


async def said(calls: CallRepository, call_id: str = A_CALL.id) -> list[str]:
    return [turn.text for turn in await callers_turns(calls, call_id)]


async def callers_turns(calls: CallRepository, call_id: str) -> list[Turn]:
    turns = (await calls.read_call(call_id)).turns
    return [turn for turn in turns if turn.speaker is Speaker.CALLER]


async def until(reached: Callable[[], object]) -> None:
    async with asyncio.timeout(5):
        while not reached():  # noqa: ASYNC110 - a fake cannot be awaited
            await asyncio.sleep(0.005)


async def test_a_turn_that_was_misheard_gets_its_better_text(
    build: Build, calls: CallRepository, ended: Ended
) -> None:
    ear = FakeSecondEar("guten tag", BETTER)
    async with build(ear) as hearing:
        sound = await a_call(calls, hearing, "guten tag", FIRST)
        hearing.call_ended(A_CALL.id, sound)
        await hearing.done()
    assert numbers(ear) == [1, 2]
    turns = await callers_turns(calls, A_CALL.id)
    assert [(turn.text, turn.corrected) for turn in turns] == [
        ("guten tag", False),
        (BETTER, True),
    ]
    assert ended.told == [(A_CALL.id, [Correction(FIRST, BETTER)])]
    assert sound.kept_ms == 0


async def test_an_unsure_ear_changes_nothing(
    build: Build, calls: CallRepository, ended: Ended
) -> None:
    async with build(FakeSecondEar(BETTER, confidence=0.3)) as hearing:
        hearing.call_ended(A_CALL.id, await a_call(calls, hearing, FIRST))
        await hearing.done()
    assert await said(calls) == [FIRST]
    assert ended.told == [(A_CALL.id, [])]


@pytest.mark.parametrize(("is_akin", "text"), [(True, FIRST), (False, BETTER)])
async def test_an_ear_of_the_same_engine_that_is_far_less_sure_changes_nothing(
    build: Build, calls: CallRepository, text: str, *, is_akin: bool
) -> None:
    async with build(FakeSecondEar(BETTER, confidence=0.6, is_akin=is_akin)) as hearing:
        hearing.call_ended(A_CALL.id, await a_call(calls, hearing, FIRST))
        await hearing.done()
    assert await said(calls) == [text]


async def test_what_is_heard_as_silence_keeps_its_text(
    build: Build, calls: CallRepository
) -> None:
    async with build(FakeSecondEar("")) as hearing:
        hearing.call_ended(A_CALL.id, await a_call(calls, hearing, FIRST))
        await hearing.done()
    assert await said(calls) == [FIRST]


async def test_a_turn_over_which_the_ear_breaks_keeps_its_text_and_the_next_is_heard(
    build: Build, calls: CallRepository
) -> None:
    async with build(FakeSecondEar("!", BETTER)) as hearing:
        hearing.call_ended(A_CALL.id, await a_call(calls, hearing, "guten tag", FIRST))
        await hearing.done()
    assert await said(calls) == ["guten tag", BETTER]


async def test_calls_are_heard_in_the_order_they_ended(
    build: Build, calls: CallRepository, ended: Ended
) -> None:
    async with build(FakeSecondEar(BETTER, BETTER)) as hearing:
        sounds = [await a_call(calls, hearing, FIRST, call_id=each) for each in "ab"]
        for call_id, sound in zip("ab", sounds, strict=True):
            hearing.call_ended(call_id, sound)
        await hearing.done()
    assert [call_id for call_id, _ in ended.told] == ["a", "b"]


async def test_a_call_without_sound_waits_for_nobody(
    build: Build, lines: Lines, ended: Ended
) -> None:
    hearing = build(FakeSecondEar())
    with lines.one_more(), hearing.sound_of_call() as sound:
        hearing.call_ended("silent", sound)
    assert ended.told == [("silent", [])]


async def test_a_call_of_which_no_end_was_written_leaves_no_sound(build: Build) -> None:
    hearing = build(FakeSecondEar())
    with hearing.sound_of_call() as sound:
        sound.keep(SpokenTurn(0, FIRST, 0.9, GERMAN, bytes(1600)))
    assert sound.kept_ms == 0


async def test_sound_that_waits_to_be_heard_outlives_its_call(build: Build) -> None:
    hearing = build(FakeSecondEar())
    with hearing.sound_of_call() as sound:
        sound.keep(SpokenTurn(0, FIRST, 0.9, GERMAN, bytes(1600)))
        hearing.call_ended("c1", sound)
    assert sound.kept_ms == 100


async def test_callers_on_the_line_come_first(
    build: Build, calls: CallRepository, lines: Lines
) -> None:
    ear = FakeSecondEar("guten tag", BETTER)
    ear.may_answer.clear()
    async with build(ear) as hearing:
        hearing.call_ended(A_CALL.id, await a_call(calls, hearing, "guten tag", FIRST))
        await until(lambda: ear.heard)
        with lines.one_more():
            ear.may_answer.set()
            await asyncio.sleep(0.05)
            assert numbers(ear) == [1]
        await hearing.done()
    assert await said(calls) == ["guten tag", BETTER]


async def test_what_is_not_heard_in_time_is_dropped_and_keeps_its_text(
    build: Build,
    calls: CallRepository,
    lines: Lines,
    ended: Ended,
) -> None:
    ear = FakeSecondEar(BETTER)
    async with build(ear, longest_wait_s=0.05) as hearing:
        sound = await a_call(calls, hearing, FIRST)
        with lines.one_more():
            hearing.call_ended(A_CALL.id, sound)
            async with asyncio.timeout(5):
                await hearing.done()
    assert (ear.heard, sound.kept_ms) == ([], 0)
    assert await said(calls) == [FIRST]
    assert ended.told == [(A_CALL.id, [])]


async def test_the_sound_of_a_call_that_was_erased_is_dropped_at_once(
    build: Build, calls: CallRepository, lines: Lines
) -> None:
    ear = FakeSecondEar(BETTER)
    async with build(ear) as hearing:
        sound = await a_call(calls, hearing, FIRST)
        with lines.one_more():
            hearing.call_ended(A_CALL.id, sound)
            hearing.forget([*await calls.erase(A_CALL.id), "never heard of"])
            assert sound.kept_ms == 0
        await hearing.done()
    assert ear.heard == []


async def test_a_call_that_was_erased_elsewhere_is_not_heard(
    build: Build, calls: CallRepository, lines: Lines
) -> None:
    """By the command line, say, of which the service is not told."""
    ear = FakeSecondEar(BETTER)
    async with build(ear) as hearing:
        sound = await a_call(calls, hearing, FIRST)
        with lines.one_more():
            hearing.call_ended(A_CALL.id, sound)
            await calls.erase(A_CALL.id)
        await hearing.done()
    assert (ear.heard, sound.kept_ms) == ([], 0)


async def test_a_call_that_is_erased_while_it_is_heard_stays_erased(
    build: Build, calls: CallRepository, ended: Ended
) -> None:
    ear = FakeSecondEar(BETTER, BETTER)
    ear.may_answer.clear()
    async with build(ear) as hearing:
        hearing.call_ended(A_CALL.id, await a_call(calls, hearing, FIRST, FIRST))
        await until(lambda: ear.heard)
        hearing.forget(await calls.erase(A_CALL.id))
        ear.may_answer.set()
        await hearing.done()
    assert numbers(ear) == [1]
    assert await calls.was_erased(A_CALL.id)
    assert ended.told == [(A_CALL.id, [])]


async def test_a_store_that_refuses_ends_neither_the_work_nor_the_service(
    build: Build, database: Database, calls: CallRepository, ended: Ended
) -> None:
    async with build(FakeSecondEar(BETTER)) as hearing:
        sounds = [await a_call(calls, hearing, FIRST, call_id=each) for each in "ab"]
        await database.__aexit__(None, None, None)
        hearing.call_ended("a", sounds[0])
        await hearing.done()
        await database.__aenter__()
        hearing.call_ended("b", sounds[1])
        await hearing.done()
    assert (await said(calls, "a"), await said(calls, "b")) == ([FIRST], [BETTER])
    assert ended.told == [("a", []), ("b", [Correction(FIRST, BETTER)])]
    assert sounds[0].kept_ms == 0


async def test_a_service_that_stops_drops_all_sound_and_waits_for_no_turn(
    build: Build, calls: CallRepository
) -> None:
    ear = FakeSecondEar(BETTER)
    ear.may_answer.clear()
    async with asyncio.timeout(5), build(ear) as hearing:
        sounds = [await a_call(calls, hearing, FIRST, FIRST, call_id=each) for each in "ab"]
        for call_id, sound in zip("ab", sounds, strict=True):
            hearing.call_ended(call_id, sound)
        await until(lambda: ear.heard)
    assert [sound.kept_ms for sound in sounds] == [0, 0]
    assert await said(calls, "a") == [FIRST, FIRST]
