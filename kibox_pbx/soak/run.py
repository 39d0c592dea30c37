"""A soak from end to end: callers ring without a pause, and each minute is looked at."""

import asyncio
import tempfile
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path

from kibox_pbx import __version__
from kibox_pbx.bench.caller import MeasuredCaller
from kibox_pbx.bench.house import House, house
from kibox_pbx.bench.levels import MOST_CALLS
from kibox_pbx.bench.load import Snapshot, busy
from kibox_pbx.bench.measuring import BETWEEN_CALLERS_S, fresh_number, sounds
from kibox_pbx.bench.run import Progress, machine
from kibox_pbx.bench.spread import Spread
from kibox_pbx.config.loader import load
from kibox_pbx.demo.machine import LINES
from kibox_pbx.errors import PeerError
from kibox_pbx.rehearsal.voices import CallerVoice
from kibox_pbx.soak.figures import Inside, Look
from kibox_pbx.soak.reading import held_by, kept_in
from kibox_pbx.soak.report import Report, look_line
from kibox_pbx.soak.tally import Tally
from kibox_pbx.soak.wishes import in_turn, wishes
from kibox_pbx.utterance import Language

LOOK_S = 60.0
LOOKS_OF_A_SHORT_RUN = 20
"""A run shorter than so many minutes is looked at more often."""

FASTEST_LOOK_S = 5.0


@dataclass(frozen=True, slots=True)
class Wanted:
    """What is to be held."""

    calls: int
    """At once."""

    length_s: float
    languages: tuple[Language, ...]

    @property
    def look_s(self) -> float:
        """Time between two looks."""
        return min(LOOK_S, max(FASTEST_LOOK_S, self.length_s / LOOKS_OF_A_SHORT_RUN))


Keep = Callable[[Report], None]
"""Is given everything that there is so far, after each look."""


async def soak(wanted: Wanted, progress: Progress, keep: Keep) -> None:
    """Have callers ring for so long.

    Raises:
        KiboxError: Something is missing, in use, or ended; the text says what to do.
    """
    progress("Starting Asterisk, loading the models (the first time takes a minute) …")
    with tempfile.TemporaryDirectory(prefix="kibox-soak-") as folder:
        async with house(Path(folder), MOST_CALLS, count=True) as at_work:
            progress(f"{wanted.calls} callers at once ring for {wanted.length_s / 60:.0f} min")
            await _Soak(at_work, wanted, progress, keep).run()


@dataclass(slots=True)
class _Soak:
    house: House
    wanted: Wanted
    progress: Progress
    keep: Keep
    tally: Tally = field(default_factory=Tally)
    looks: list[Look] = field(default_factory=list)

    async def run(self) -> None:
        """Ring and look until the time is over."""
        following = in_turn(self.wanted.languages)
        voices = {each: await self._voice(each) for each in self.wanted.languages}

        async def place_call() -> None:
            language, script = next(following)
            number = fresh_number()
            page = self.house.ledger.open(number)
            line, voice = LINES[language], voices[language]
            caller = MeasuredCaller(self.house.callers, line, number, voice, script)
            self.tally.note(await caller.place_call(page))

        async def one(index: int) -> None:
            await asyncio.sleep(index * BETWEEN_CALLERS_S)
            while True:
                await place_call()
                await asyncio.sleep(BETWEEN_CALLERS_S)

        async with asyncio.TaskGroup() as tasks:
            ringing = [
                tasks.create_task(one(index), name="caller")
                for index in range(self.wanted.calls)
            ]
            await self._look_on()
            for each in ringing:
                each.cancel()

    async def _voice(self, language: Language) -> CallerVoice:
        """Return a caller's voice that has said everything once, so that it costs little."""
        voice = (await self.house.voices.voices(language))[0]
        said = [each for wish in wishes(language) for each in wish.sentences()]
        await sounds(self.house.voices, voice, said)
        return voice

    async def _look_on(self) -> None:
        began, clock = datetime.now(UTC), asyncio.get_running_loop().time
        began_s, before = clock(), self.house.look()
        while (at_s := clock() - began_s) < self.wanted.length_s:
            await asyncio.sleep(min(self.wanted.look_s, self.wanted.length_s - at_s))
            now = self.house.look()
            self.looks.append(self._look(clock() - began_s, before, now))
            before = now
            self.progress(look_line(self.looks[-1]))
            self.keep(self._report(began, self.looks))

    def _look(self, at_s: float, before: Snapshot, now: Snapshot) -> Look:
        house, word = self.house, self.house.own_word
        lags = Spread.of(word.lags_ms)
        word.lags_ms.clear()
        service = held_by(house.service.pid)
        if not service.threads:
            raise PeerError("soak: the service has ended")
        return Look(
            at_s=at_s,
            calls=self.tally.placed,
            lived=self.tally.lived(),
            inside=Inside(
                lag_ms=lags.p95 if lags else None,
                lag_most_ms=lags.most if lags else None,
                objects=word.counted.objects if word.counted else None,
                tasks=word.counted.tasks if word.counted else None,
            ),
            service=service,
            asterisk=held_by(house.pbx.process.pid),
            kept=kept_in(load(house.practice).store.database, house.temporary),
            busy=busy(before, now),
        )

    def _report(self, began: datetime, looks: Sequence[Look]) -> Report:
        return Report(
            began=began,
            version=__version__,
            machine=machine(),
            engines=self.house.service.engines,
            calls_at_once=self.wanted.calls,
            placed=self.tally.placed,
            answered=self.tally.answered,
            outcomes=dict(self.tally.outcomes),
            problems=dict(self.tally.problems),
            looks=tuple(looks),
            wanted_s=self.wanted.length_s,
        )
