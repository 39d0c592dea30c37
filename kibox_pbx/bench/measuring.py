"""Measures one level: so many callers at once, what they hear, what the machine does."""

import asyncio
import os
from collections.abc import Awaitable, Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from itertools import count, cycle

from kibox_pbx.bench.caller import MeasuredCaller
from kibox_pbx.bench.deaf_caller import DeafCaller
from kibox_pbx.bench.figures import OURS, CallFigures, LevelFigures
from kibox_pbx.bench.house import House
from kibox_pbx.bench.levels import CALLS_OF_A_LEVEL, rounds
from kibox_pbx.bench.load import Snapshot, busy, look, uses
from kibox_pbx.bench.loop_lag import watch_loop
from kibox_pbx.bench.talk import DAYS, SCRIPTS, lines, script_of
from kibox_pbx.config.settings import Address
from kibox_pbx.demo.machine import LINES
from kibox_pbx.rehearsal.voices import CallerVoice, VoiceBox
from kibox_pbx.utterance import Language

BETWEEN_CALLERS_S = 1.0
"""Callers ring one after the other, so that they do not all speak at the same moments."""

LOOK_AT_LOAD_S = 1.0
SETTLE_S = 1.0
"""After the last call, until its end is written."""

_NUMBERS = count(1)

PlaceCall = Callable[[], Awaitable[CallFigures]]
"""Places one call and returns its figures."""


def fresh_number() -> str:
    """Return a number nobody else rings from, of a range kept for fiction."""
    return f"+493023125{next(_NUMBERS) % 1000:03}"


@dataclass(frozen=True, slots=True)
class Level:
    """So many callers at once."""

    calls: int
    of_a_level: int
    """Fewest calls, all in all."""


async def all_call(level: Level, place_call: PlaceCall) -> tuple[CallFigures, ...]:
    """Have so many callers ring at once, each as often as a level wants it."""

    async def one(index: int) -> list[CallFigures]:
        await asyncio.sleep(index * BETWEEN_CALLERS_S)
        return [await place_call() for _ in range(rounds(level.calls, level.of_a_level))]

    async with asyncio.TaskGroup() as tasks:
        lines = [tasks.create_task(one(index), name="caller") for index in range(level.calls)]
    return tuple(figures for line in lines for figures in line.result())


@dataclass(frozen=True, slots=True)
class OurLevels:
    """Measures levels of calls to the service, through Asterisk, in one language."""

    house: House
    language: Language
    of_a_level: int = CALLS_OF_A_LEVEL
    """Fewest calls."""

    @property
    def name(self) -> str:
        """Whose figures these are."""
        return OURS

    @property
    def engines(self) -> tuple[str, ...]:
        """What hears, thinks and speaks."""
        return self.house.service.engines

    async def measure(self, calls: int) -> LevelFigures:
        """Measure one level."""
        house, language = self.house, self.language
        voice = (await house.voices.voices(language))[0]
        scripts = [script_of(language, caller) for caller in range(len(DAYS[language]))]
        await sounds(house.voices, voice, (each for one in scripts for each in one.sentences()))
        following = cycle(scripts)

        async def place_call() -> CallFigures:
            number, script = fresh_number(), next(following)
            page = house.ledger.open(number)
            caller = MeasuredCaller(house.callers, LINES[language], number, voice, script)
            return await caller.place_call(page)

        house.own_word.lags_ms.clear()
        level = await watched(Level(calls, self.of_a_level), place_call, house.look)
        return replace(level, loop_lags_ms=tuple(house.own_word.lags_ms))


@dataclass(frozen=True, slots=True)
class TheirLevels:
    """Measures levels of calls to any AudioSocket server, with the same audio."""

    server: Address
    language: Language
    voices: VoiceBox
    of_a_level: int = CALLS_OF_A_LEVEL
    """Fewest calls."""
    engines: tuple[str, ...] = ()

    @property
    def name(self) -> str:
        """Whose figures these are."""
        return f"{self.server.host}:{self.server.port}"

    async def measure(self, calls: int) -> LevelFigures:
        """Measure one level."""
        voice = (await self.voices.voices(self.language))[0]
        spoken = lines(SCRIPTS[self.language])
        said = await sounds(self.voices, voice, [line.text for line in spoken])
        caller = DeafCaller(self.server, spoken, said)
        return await watched(
            Level(calls, self.of_a_level),
            caller.place_call,
            lambda: look({"callers": os.getpid()}),
        )


async def sounds(
    voices: VoiceBox, voice: CallerVoice, sentences: Iterable[str]
) -> dict[str, bytes]:
    """Speak sentences ahead, so that callers cost little while they are measured with."""
    return {each: await voices.synthesise(each, voice) for each in sentences}


async def watched(
    level: Level, place_call: PlaceCall, look_at_load: Callable[[], Snapshot]
) -> LevelFigures:
    """Have callers ring, and watch meanwhile what the machine does."""
    ruler_ms, seen = list[float](), list[Snapshot]()
    clock = asyncio.get_running_loop().time
    before, began_s = look_at_load(), clock()
    async with asyncio.TaskGroup() as tasks:
        with _cancelled_after(
            tasks.create_task(watch_loop(ruler_ms.extend), name="watch our loop"),
            tasks.create_task(_look_on(look_at_load, seen), name="watch the load"),
        ):
            placed = await all_call(level, place_call)
            await asyncio.sleep(SETTLE_S)
    after = look_at_load()
    return LevelFigures(
        level.calls,
        placed,
        clock() - began_s,
        uses(before, seen, after),
        busy(before, after),
        ruler_lags_ms=tuple(ruler_ms),
    )


@contextmanager
def _cancelled_after(*tasks: asyncio.Task[None]) -> Iterator[None]:
    try:
        yield
    finally:
        for task in tasks:
            task.cancel()


async def _look_on(look_at_load: Callable[[], Snapshot], seen: list[Snapshot]) -> None:
    while True:
        await asyncio.sleep(LOOK_AT_LOAD_S)
        seen.append(look_at_load())
