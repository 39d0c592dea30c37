"""``kibox run``: show a call, then stay up for a softphone."""

import asyncio
import signal
from collections.abc import Sequence
from contextlib import AsyncExitStack
from pathlib import Path

from rich.console import Console

from kibox_pbx.demo.control import control
from kibox_pbx.demo.machine import Demonstration, PlacedCall, demonstration
from kibox_pbx.demo.overhear import Overhearing
from kibox_pbx.demo.show import Screen
from kibox_pbx.records import Outcome
from kibox_pbx.rehearsal.addresses import run_ports
from kibox_pbx.rehearsal.latency import AnswerTime, median_ms
from kibox_pbx.rehearsal.private_asterisk import ENGLISH_LINE, GERMAN_LINE, SOFTPHONE
from kibox_pbx.utterance import Language

STARTING = "Starting Asterisk, loading the models (the first time takes a minute) …"


async def run(folder: Path, languages: Sequence[Language], *, once: bool) -> int:
    """Start everything, place a call in each language, and stay up until stopped.

    Returns:
        1 if one of these calls did not end in an appointment, else 0.
    """
    console = Console()
    async with AsyncExitStack() as life:
        with console.status(STARTING):
            overhearing = Overhearing(Screen(console))
            demo = await life.enter_async_context(
                demonstration(folder, overhearing, run_ports())
            )
        for line in at_work_lines(demo):
            console.print(line)
        outcomes = [await _show_call(demo, language, console) for language in languages]
        if not once:
            for line in how_to_ring(demo, folder):
                console.print(line)
            async with control(folder, lambda language: _placed(demo, language)):
                await _stopped()
    return int(any(outcome is not Outcome.BOOKED for outcome in outcomes))


def at_work_lines(demo: Demonstration) -> list[str]:
    """Return which engine and model is at work, a line each."""
    return [
        f"{model.role:7} {model.engine:8} {model.name}"
        + (" [bold yellow](stand-in: no better one could be had)[/]" if model.stand_in else "")
        for model in demo.service.at_work
    ]


def how_to_ring(demo: Demonstration, folder: Path) -> list[str]:
    """Return what a softphone must be told, and where everything lies."""
    return [
        "\n[bold]Ring it yourself[/bold] with a softphone on this machine:",
        f"  SIP server {demo.pbx.host}:{demo.pbx.ports.sip} (UDP), user {SOFTPHONE}, "
        f"password {demo.pbx.secrets.softphone_password}",
        f"  number {GERMAN_LINE}: German, {ENGLISH_LINE}: English",
        "One more simulated call: make call",
        f"The practice, its key and its encrypted database: {folder / 'practice'}",
        "Stop with Ctrl-C.",
    ]


async def _show_call(demo: Demonstration, language: Language, console: Console) -> Outcome:
    placed = await demo.place_call(language)
    console.print(ear_line(placed.answer_times))
    return placed.outcome


async def _placed(demo: Demonstration, language: Language) -> str:
    placed: PlacedCall = await demo.place_call(language)
    return f"{placed.outcome}; {ear_line(placed.answer_times)}"


def ear_line(times: Sequence[AnswerTime]) -> str:
    """Return how long the caller waited, as the caller's own ear measured it."""
    waited = median_ms(times)
    return (
        f"Median wait at the caller's ear: {'no answer' if waited is None else f'{waited} ms'}"
    )


async def _stopped() -> None:
    stop = asyncio.Event()
    loop = asyncio.get_running_loop()
    for each in (signal.SIGINT, signal.SIGTERM):
        loop.add_signal_handler(each, stop.set)
    await stop.wait()
