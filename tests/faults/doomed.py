"""A service that dies when it is told to: ``python -m tests.faults.doomed KIBOX.YAML``.

A line on stdin names the moment; the end of stdin ends it in peace. On stdout it tells what
`kibox_pbx.bench.telling` knows.
"""

import asyncio
import os
import signal
import sys
from collections.abc import Callable, Mapping
from pathlib import Path

from kibox_pbx.app import service
from kibox_pbx.bench.at_work import Reporter
from kibox_pbx.bench.telling import Ready, Told, write
from kibox_pbx.call.live import (
    CallerAsked,
    Happening,
    Onlooker,
    SentenceBegan,
    Written,
)
from kibox_pbx.config.loader import load
from kibox_pbx.egress.guard import SocketGuard
from kibox_pbx.log import configure, loop_failed, withhold_uncaught
from kibox_pbx.records import Act, Appointment
from tests.faults.light import Answers, light_engines
from tests.faults.town import BOOKING


def in_sentence(act: Act, after_s: float) -> "Moment":
    """Return the moment some time into a sentence."""

    def when(happening: Happening) -> float | None:
        is_it = isinstance(happening, SentenceBegan) and happening.sentence.act is act
        return after_s if is_it else None

    return when


def after_question(act: Act, after_s: float) -> "Moment":
    """Return the moment some time after a question, when the caller answers or is about to."""

    def when(happening: Happening) -> float | None:
        is_it = isinstance(happening, CallerAsked) and happening.question.act is act
        return after_s if is_it else None

    return when


def booked(happening: Happening) -> float | None:
    is_it = isinstance(happening, Written) and isinstance(happening.what, Appointment)
    return 0 if is_it else None


Moment = Callable[[Happening], float | None]
"""Tells how many seconds after something happened the service dies; None: not of this."""

MOMENTS: Mapping[str, Moment] = {
    "in the greeting": in_sentence(Act.GREET, 1),
    "while the caller speaks": after_question(Act.ASK_INTENT, 1.2),
    "while it offers times": in_sentence(Act.OFFER_SLOTS, 0.7),
    "while a time is kept": in_sentence(Act.ASK_NAME, 0.5),
    "between read-back and yes": after_question(Act.CONFIRM_BOOKING, 0),
    "right after the commit": booked,
}


ANSWERS = {act: str(answer) for act, answer in BOOKING.answers.items()}
ANSWERS |= dict.fromkeys((Act.GREET, Act.ASK_INTENT), str(BOOKING.says))


class Doom:
    """An onlooker that kills its own process, as ``kill -9`` does."""

    def __init__(self, then: Onlooker) -> None:
        self._then = then
        self._moment: Moment | None = None

    def take_line(self) -> None:
        """Read the name of the moment."""
        self._moment = MOMENTS[sys.stdin.readline().strip()]

    def see(self, happening: Happening) -> None:
        self._then.see(happening)
        after_s = self._moment(happening) if self._moment else None
        if after_s == 0:
            die()
        elif after_s is not None:
            asyncio.get_running_loop().call_later(after_s, die)


def die() -> None:
    os.kill(os.getpid(), signal.SIGKILL)


async def answer(config: Path, tell: Callable[[Told], None]) -> None:
    doom, over = Doom(Reporter(tell)), asyncio.Event()

    def listen() -> None:
        try:
            doom.take_line()
        except KeyError:
            over.set()

    settings, answers = load(config), Answers(ANSWERS, doom)
    async with (
        light_engines(settings, answers.ears) as tools,
        service(settings, answers, loaded=tools),
    ):
        asyncio.get_running_loop().add_reader(sys.stdin.fileno(), listen)
        tell(Ready(()))
        await over.wait()


def main() -> None:
    configure("INFO")
    withhold_uncaught()
    told = os.fdopen(os.dup(sys.stdout.fileno()), "wb")
    os.dup2(sys.stderr.fileno(), sys.stdout.fileno())

    def tell(line: Told) -> None:
        told.write(write(line))
        told.flush()

    with SocketGuard(), asyncio.Runner() as runner:
        runner.get_loop().set_exception_handler(loop_failed)
        runner.run(answer(Path(sys.argv[1]), tell))


if __name__ == "__main__":
    main()
