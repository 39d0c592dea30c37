"""Plays scenario files as text, one after the other, and says what came of each."""

import traceback
from collections.abc import AsyncIterator, Awaitable, Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from kibox_pbx.config.settings import Settings
from kibox_pbx.dialogue.state import Dialogue, start
from kibox_pbx.errors import ConfigError, KiboxError
from kibox_pbx.records import Call
from kibox_pbx.rehearsal.back_office import BackOffice, BackOffices, Mind, no_mind
from kibox_pbx.rehearsal.grading import differences
from kibox_pbx.rehearsal.played import Played, transferred_to
from kibox_pbx.rehearsal.preparing import (
    Configurations,
    Prepared,
    name_of,
    prepare,
    problems_of,
)
from kibox_pbx.rehearsal.rehearsed_call import rehearsed_call
from kibox_pbx.rehearsal.text_call import TextCall
from kibox_pbx.rehearsal.text_caller import ScriptReader


@dataclass(frozen=True, slots=True)
class Verdict:
    """What came of one scenario."""

    name: str
    differences: tuple[str, ...]
    """Empty: passed."""

    played: Played | None = None
    """None: the scenario could not be played."""

    @property
    def passed(self) -> bool:
        """Whether everything is as expected."""
        return not self.differences


@dataclass(frozen=True, slots=True)
class Desk:
    """What all conversations of one practice share."""

    fresh: Dialogue
    mind: Mind


Minds = Callable[[Path, Settings], Awaitable[Mind]]
"""Gives a practice, by the path of its configuration, its mind."""


async def rehearse(
    paths: Sequence[Path],
    offices: BackOffices,
    minds: Minds = no_mind,
    configurations: Configurations | None = None,
) -> AsyncIterator[Verdict]:
    """Play scenario files; one that is broken does not stop the others.

    Raises:
        ModelError: There is no such mind.
    """
    configurations = configurations or Configurations()
    desks: dict[Path, Desk] = {}
    for path in paths:
        try:
            prepared = prepare(path, configurations)
        except ConfigError as error:
            yield Verdict(name_of(path), problems_of(error, path))
            continue
        config, settings = prepared.scenario.config, prepared.settings
        if config not in desks:
            desks = {config: Desk(start(settings), await minds(config, settings))}
        yield await play(prepared, desks[config], offices)


async def play(prepared: Prepared, desk: Desk, offices: BackOffices) -> Verdict:
    """Play one scenario and grade it."""
    scenario, settings = prepared.scenario, prepared.settings
    try:
        given, now = scenario.given, scenario.now
        async with offices.open(settings, given, now, desk.mind) as back:
            call = rehearsed_call(settings, scenario.number, back, scenario.language)
            text_call = TextCall(call, desk.fresh, back, ScriptReader(scenario.script))
            played = await converse(call, text_call, back)
    except Exception as error:  # noqa: BLE001 - no call can hurt another, here as in service
        return Verdict(scenario.name, (f"the call failed: {cause(error)}",))
    return Verdict(scenario.name, differences(scenario, settings, played), played)


def cause(error: BaseException) -> str:
    """Return what went wrong and where; the callers are made up, so it may be shown."""
    while isinstance(error, BaseExceptionGroup):
        error = error.exceptions[0]
    if isinstance(error, KiboxError):
        return str(error)
    place = traceback.extract_tb(error.__traceback__)[-1]
    return f"{type(error).__name__} at {Path(place.filename).name}:{place.lineno}: {error}"


async def converse(call: Call, text_call: TextCall, back: BackOffice) -> Played:
    """Hold a call, write it down as the service does, and look at what is kept of it."""
    await back.calls.begin(call)
    ending = await text_call.converse()
    if text_call.erasure_wanted:
        await back.calls.erase(call.id)
    else:
        await back.calls.finish(call.id, ending.outcome, back.clock.ms)
    kept = {line.call.id for line in await back.calls.recent(1)}
    return Played(
        turns=tuple(text_call.turns),
        outcome=ending.outcome,
        transferred_to=transferred_to(ending),
        language=text_call.language,
        unexpected=tuple(text_call.unexpected),
        problems=tuple(text_call.problems),
        before=back.given,
        after=await back.appointments(),
        stored=await back.calls.read_call(call.id) if call.id in kept else None,
        consents=await back.calls.consents_of(call.id),
    )
