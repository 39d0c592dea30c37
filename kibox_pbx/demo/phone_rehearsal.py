"""Plays scenarios over a real telephone line, one call each, and grades them.

Engines stay loaded for all scenarios of the same configuration; each scenario has the
service, its store and its clock anew.
"""

import asyncio
from collections.abc import AsyncIterator, Sequence
from contextlib import AsyncExitStack
from dataclasses import dataclass, replace
from pathlib import Path
from types import TracebackType
from typing import Self

from kibox_pbx.app import Engines, Service, engines, service
from kibox_pbx.config.settings import Settings
from kibox_pbx.demo.machine import LINES
from kibox_pbx.demo.overhear import Overhearing
from kibox_pbx.demo.phone_stage import CallClock, Stage
from kibox_pbx.errors import ConfigError, PeerError
from kibox_pbx.records import Appointment
from kibox_pbx.rehearsal.aftermath import Aftermath
from kibox_pbx.rehearsal.back_office import book_of, stock
from kibox_pbx.rehearsal.caller_asterisk import ANONYMOUS
from kibox_pbx.rehearsal.conversation import Conversation
from kibox_pbx.rehearsal.grading import differences
from kibox_pbx.rehearsal.manners import Manners
from kibox_pbx.rehearsal.notes import Notes
from kibox_pbx.rehearsal.preparing import (
    Configurations,
    Prepared,
    name_of,
    prepare,
    problems_of,
)
from kibox_pbx.rehearsal.rehearse import Verdict, cause
from kibox_pbx.rehearsal.rehearsed_call import shown_number
from kibox_pbx.rehearsal.scenario import Scenario

LONGEST_CALL_S = 300.0
WRITTEN_S = 10.0
LOOK_AGAIN_S = 0.05


class LoadedEngines:
    """Keeps the engines of one configuration until another one is wanted."""

    def __init__(self) -> None:
        self._config: Path | None = None
        self._loaded: Engines | None = None
        self._life = AsyncExitStack()

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        await self._life.aclose()

    async def of(self, config: Path, settings: Settings) -> Engines:
        """Return the engines of a configuration.

        Raises:
            ModelError: A model is missing or broken.
        """
        if self._loaded is None or config != self._config:
            await self._life.aclose()
            self._loaded = await self._life.enter_async_context(engines(settings))
            self._config = config
        return self._loaded


async def rehearse_by_phone(
    paths: Sequence[Path], stage: Stage, configurations: Configurations
) -> AsyncIterator[Verdict]:
    """Play scenario files, those of one configuration after another."""
    playable: list[Prepared] = []
    for path in paths:
        try:
            playable.append(prepare(path, configurations))
        except ConfigError as error:
            yield Verdict(name_of(path), problems_of(error, path))
    async with LoadedEngines() as loaded:
        for each in sorted(playable, key=lambda one: one.scenario.config):
            yield await _play(each, stage, loaded)


async def _play(prepared: Prepared, stage: Stage, loaded: LoadedEngines) -> Verdict:
    scenario = prepared.scenario
    settings = stage.settings(prepared.settings, scenario.given.busy)
    try:
        tools = await loaded.of(scenario.config, settings)
        before = await stock(settings, scenario.given)
        notes = Notes()
        manners = Manners(notes)
        overhearing = Overhearing(manners)
        clock = CallClock(scenario.now.astimezone(settings.practice.zone))
        async with service(settings, overhearing, clock=clock, loaded=tools) as at_work:
            call = _PhoneCall(scenario, settings, stage, overhearing, manners)
            await call.place()
            aftermath = await call.aftermath(at_work, notes, before)
    except Exception as error:  # noqa: BLE001 - no call can hurt another, here as in service
        return Verdict(scenario.name, (f"the call failed: {cause(error)}",))
    played = replace(
        aftermath.played(settings, scenario.language),
        cut_off=manners.cut_off,
        interrupted=manners.interrupted,
    )
    return Verdict(scenario.name, differences(scenario, prepared.settings, played), played)


@dataclass(slots=True)
class _PhoneCall:
    """One scenario on the line."""

    scenario: Scenario
    settings: Settings
    stage: Stage
    overhearing: Overhearing
    manners: Manners
    unexpected: tuple[str, ...] = ()
    problems: tuple[str, ...] = ()

    async def place(self) -> None:
        """Ring, and talk to the end."""
        language, number = self.scenario.language, self.scenario.number
        spoken = self.settings.practice.languages
        line = LINES[language if language in spoken else spoken[0]]
        overheard = self.overhearing.of(shown_number(number, self.settings))
        voice = (await self.stage.voices.voices(language))[0]
        ringing = self.stage.callers.ring(line, caller_id=number or ANONYMOUS, voice=voice)
        async with ringing as call:
            conversation = Conversation(self.manners.of(call), self.scenario.script, overheard)
            try:
                await conversation.run(LONGEST_CALL_S)
            except TimeoutError:
                self.problems = ("expected an end, got none in 5 minutes",)
        self.unexpected = tuple(conversation.unanswered)

    async def aftermath(
        self, at_work: Service, notes: Notes, before: tuple[Appointment, ...]
    ) -> Aftermath:
        """Wait until everything is written, and look at it.

        Raises:
            PeerError: The call never reached the service.
            TimeoutError: It was not written in time.
        """
        if notes.call is None:
            raise PeerError("rehearsal: the call did not reach the assistant")
        stored, calls = None, at_work.receptionist.calls
        async with asyncio.timeout(WRITTEN_S):
            while True:
                if not at_work.reception.active_calls:
                    break
                await asyncio.sleep(LOOK_AGAIN_S)  # the reception tells nobody
        if notes.call.id in {line.call.id for line in await calls.recent(2)}:
            stored = await calls.read_call(notes.call.id)
        after = await book_of(at_work.receptionist.calendar, self.scenario.now)
        agreed = await calls.consents_of(notes.call.id)
        return Aftermath(notes, self.unexpected, self.problems, before, after, stored, agreed)
