"""Plays scenario files as text, one after the other, and says what came of each."""

import traceback
from collections.abc import AsyncIterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from kibox_pbx.dialogue.state import Dialogue, start
from kibox_pbx.errors import ConfigError, KiboxError
from kibox_pbx.records import Call, Outcome
from kibox_pbx.rehearsal.back_office import BackOffice, BackOffices
from kibox_pbx.rehearsal.grading import differences
from kibox_pbx.rehearsal.played import Played, transferred_to
from kibox_pbx.rehearsal.scenario import (
    Configurations,
    Prepared,
    name_of,
    prepare,
    problems_of,
)
from kibox_pbx.rehearsal.script import ScriptedCaller
from kibox_pbx.rehearsal.text_call import Ending, TextCall, rehearsed_call


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


async def rehearse(paths: Sequence[Path], offices: BackOffices) -> AsyncIterator[Verdict]:
    """Play scenario files; one that is broken does not stop the others."""
    configurations = Configurations()
    beginnings: dict[Path, Dialogue] = {}
    for path in paths:
        try:
            prepared = prepare(path, configurations)
        except ConfigError as error:
            yield Verdict(name_of(path), problems_of(error, path))
            continue
        config = prepared.scenario.config
        if config not in beginnings:
            beginnings[config] = start(prepared.settings)
        yield await play(prepared, beginnings[config], offices)


async def play(prepared: Prepared, fresh: Dialogue, offices: BackOffices) -> Verdict:
    """Play one scenario and grade it."""
    scenario, settings = prepared.scenario, prepared.settings
    try:
        async with offices.open(settings, scenario.given, scenario.now) as back:
            caller = ScriptedCaller(scenario.script)
            call = rehearsed_call(settings, scenario.number, back, scenario.language)
            await back.calls.begin(call)
            text_call = TextCall(call, fresh, back, caller)
            ending = await text_call.converse()
            played = await _close(back, call, text_call, ending)
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


async def _close(back: BackOffice, call: Call, text_call: TextCall, ending: Ending) -> Played:
    """Write the end of a call as the service does, and look at what is kept of it."""
    outcome: Outcome = ending.outcome
    await back.calls.finish(call.id, outcome, back.clock.ms)
    if text_call.erasure_wanted:
        await back.calls.erase(call.id)
    kept = {line.call.id for line in await back.calls.recent(1)}
    return Played(
        turns=tuple(text_call.turns),
        outcome=outcome,
        transferred_to=transferred_to(ending),
        language=text_call.language,
        unexpected=tuple(text_call.unexpected),
        problems=tuple(text_call.problems),
        before=back.given,
        after=await back.appointments(),
        stored=await back.calls.read_call(call.id) if call.id in kept else None,
    )
