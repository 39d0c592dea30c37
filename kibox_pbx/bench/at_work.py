"""The measured service: ``python -m kibox_pbx.bench.at_work KIBOX.YAML [count]``.

The service as an admin runs it, which beside its work tells on stdout what `telling` knows;
with ``count`` also what its Python holds, which costs some ten milliseconds each time.
It ends when its stdin is closed, so that it never outlives who measures it.
"""

import asyncio
import gc
import os
import sys
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import BinaryIO

from kibox_pbx.app import Engines, engines, service
from kibox_pbx.bench.clocked_model import CALL, ClockedModel, ModelClock
from kibox_pbx.bench.figures import Waterfall
from kibox_pbx.bench.loop_lag import watch_loop
from kibox_pbx.bench.talk import BEGINS
from kibox_pbx.bench.telling import (
    COUNT,
    Asked,
    Began,
    Counted,
    Ended,
    Lagged,
    Ready,
    Told,
    Waited,
    write,
)
from kibox_pbx.call.live import (
    AnswerWaited,
    CallBegan,
    CallEnded,
    CallerAsked,
    Happening,
    SentenceBegan,
)
from kibox_pbx.call.timing import TurnTiming
from kibox_pbx.config.loader import load
from kibox_pbx.demo.phone_stage import CallClock
from kibox_pbx.egress.guard import SocketGuard
from kibox_pbx.errors import KiboxError
from kibox_pbx.log import configure, loop_failed, withhold_uncaught
from kibox_pbx.models.installed import InstalledModel

COUNT_EVERY_S = 15.0


class Reporter:
    """An onlooker that tells what goes on in each call."""

    def __init__(self, tell: Callable[[Told], None]) -> None:
        self._tell = tell
        self._callers: dict[str, str] = {}
        self._clocks: dict[str, ModelClock] = {}

    def see(self, happening: Happening) -> None:
        """Pass it on, if it is one of the things that are told."""
        match happening:
            case CallBegan(call):
                self._callers[call.id] = call.caller or ""
                self._clocks[call.id] = ModelClock()
                CALL.set(self._clocks[call.id])
            case SentenceBegan(call_id, sentence):
                self._tell(Began(self._callers[call_id], sentence.act))
            case CallerAsked(call_id, question):
                self._tell(Asked(self._callers[call_id], question.act, question.field))
            case AnswerWaited(call_id, timing):
                falls = waterfall(timing, self._clocks[call_id])
                self._tell(Waited(self._callers[call_id], falls))
            case CallEnded(call_id, outcome):
                del self._clocks[call_id]
                self._tell(Ended(self._callers.pop(call_id), outcome))
            case _:
                pass


def waterfall(timing: TurnTiming, clock: ModelClock) -> Waterfall:
    """Return where the time of an answer that begins now went."""
    voice_from_s = asyncio.get_running_loop().time() - timing.voice_ms / 1000
    decide_from_s = voice_from_s - timing.decide_ms / 1000
    model_ms = min(timing.decide_ms, clock.within_ms(decide_from_s, voice_from_s))
    return Waterfall(
        endpoint_ms=timing.endpoint_ms,
        recogniser_ms=timing.hear_ms,
        dialogue_ms=timing.decide_ms - model_ms,
        model_ms=model_ms,
        voice_ms=timing.voice_ms,
    )


def told_name(model: InstalledModel) -> str:
    """Return a model as `Ready.engines` names it."""
    stand_in = ", stand-in" if model.stand_in else ""
    return f"{model.role} {model.name} ({model.engine}{stand_in})"


async def answer(config: Path, out: BinaryIO, *, count: bool = False) -> None:
    """Answer calls until stdin is closed.

    Raises:
        KiboxError: Something is missing or broken; says what to do.
    """

    def tell(told: Told) -> None:
        out.write(write(told))
        out.flush()

    settings = load(config)
    async with (
        engines(settings) as tools,
        service(
            settings, Reporter(tell), clock=CallClock(BEGINS), loaded=_clocked(tools)
        ) as at_work,
        asyncio.TaskGroup() as tasks,
    ):
        watching = tasks.create_task(
            watch_loop(lambda lags_ms: tell(Lagged(lags_ms))), name="watch the loop"
        )
        also = [tasks.create_task(_count(tell), name="count what is held")] if count else []
        tell(Ready(tuple(told_name(model) for model in at_work.at_work)))
        await _stdin_closed()
        for each in (watching, *also):
            each.cancel()


async def _count(tell: Callable[[Told], None]) -> None:
    while True:
        await asyncio.sleep(COUNT_EVERY_S)
        gc.collect()  # what only waits to be collected comes and goes by the ten thousand
        tell(Counted(len(gc.get_objects()), len(asyncio.all_tasks())))


def _clocked(tools: Engines) -> Engines:
    if tools.writer is None:
        return tools
    model = ClockedModel(tools.model, tools.writer)
    return replace(tools, model=model, writer=model)


async def _stdin_closed() -> None:
    closed = asyncio.Event()
    loop = asyncio.get_running_loop()
    loop.add_reader(sys.stdin.fileno(), closed.set)
    await closed.wait()
    loop.remove_reader(sys.stdin.fileno())


def main() -> int:
    """Run the service; stdout is for what is told, whatever libraries print."""
    configure("WARNING")
    withhold_uncaught()
    told = os.fdopen(os.dup(sys.stdout.fileno()), "wb")
    os.dup2(sys.stderr.fileno(), sys.stdout.fileno())
    try:
        with SocketGuard(), asyncio.Runner() as runner, told:
            runner.get_loop().set_exception_handler(loop_failed)
            runner.run(answer(Path(sys.argv[1]), told, count=COUNT in sys.argv[2:]))
    except KiboxError as error:
        sys.stderr.write(f"{error}\n")
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
