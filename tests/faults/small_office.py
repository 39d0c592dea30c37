"""The practice behind a real Asterisk, served by the test itself, which puts in what fails."""

import asyncio
from collections.abc import AsyncIterator, Mapping
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from dataclasses import dataclass, field
from typing import TypeVar

from kibox_pbx.app import Service, service
from kibox_pbx.call.live import CallBegan, Happening
from kibox_pbx.config.loader import load
from kibox_pbx.demo.overhear import Overhearing
from kibox_pbx.ports import LanguageModel, SpeechToText
from kibox_pbx.records import Act
from kibox_pbx.rehearsal.caller import SimulatedCall
from kibox_pbx.rehearsal.overheard import AssistantAsked, Eavesdropper, Overheard
from tests.faults.light import Answers, light_engines
from tests.faults.town import Town
from tests.telephone.office import fresh_number

Told = TypeVar("Told", bound=Overheard)
TOLD_S = 60.0


@dataclass(frozen=True, slots=True)
class Taken:
    """An onlooker that knows whose calls the assistant took."""

    overhearing: Overhearing = field(default_factory=Overhearing)
    numbers: set[str | None] = field(default_factory=set)

    def see(self, happening: Happening) -> None:
        self.overhearing.see(happening)
        if isinstance(happening, CallBegan):
            self.numbers.add(happening.call.caller)


@dataclass(frozen=True, slots=True)
class Talk:
    """One call, from both ends."""

    call: SimulatedCall
    number: str
    overheard: Eavesdropper

    async def until(self, kind: type[Told], within_s: float = TOLD_S) -> Told:
        """Wait until the assistant tells something of a kind; what comes before is dropped."""
        async with asyncio.timeout(within_s):
            while not isinstance(told := await self.overheard.next(), kind):
                pass
        return told

    async def asked(self, within_s: float = TOLD_S) -> Act:
        """Wait until the assistant has asked something and listens; return what."""
        return (await self.until(AssistantAsked, within_s)).act


@asynccontextmanager
async def ringing(town: Town, taken: Taken) -> AsyncIterator[Talk]:
    """Ring the English line; within the context the assistant has this call."""
    number = fresh_number()
    overheard = taken.overhearing.of(number)
    async with town.ring_assistant(number, lambda: number in taken.numbers) as call:
        yield Talk(call, number, overheard)


@dataclass(frozen=True, slots=True)
class SmallOffice:
    """The practice at work."""

    town: Town
    service: Service
    taken: Taken

    def ring(self) -> AbstractAsyncContextManager[Talk]:
        """Ring it; see `ringing`."""
        return ringing(self.town, self.taken)


@asynccontextmanager
async def small_office(
    town: Town,
    *,
    ears: SpeechToText | None = None,
    model: LanguageModel | None = None,
    answers: Mapping[str, str] | None = None,
) -> AsyncIterator[SmallOffice]:
    """Answer the town's calls while the context lasts.

    Args:
        town: Everything but the service.
        ears: What hears. None: each question's answer is known.
        model: Of language; None: it is always too slow.
        answers: By the question, where ``ears`` is None.
    """
    settings = load(town.config)
    taken = Taken()
    known = Answers(answers, taken)
    async with (
        light_engines(settings, ears or known.ears, model) as tools,
        service(settings, known, loaded=tools) as at_work,
    ):
        yield SmallOffice(town, at_work, taken)
