"""Whisper's process dies or stands still while somebody talks: no call ends by it."""

import asyncio
import os
import resource
import signal
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from kibox_pbx.bench.load import family
from kibox_pbx.call.listener import UNDERSTOOD_S
from kibox_pbx.engines.whisper_process import AT_ONCE
from kibox_pbx.records import Act
from kibox_pbx.rehearsal.overheard import AssistantBegan, CallerHeard
from tests.faults.small_office import SmallOffice, Talk
from tests.telephone.conftest import TELEPHONE

pytestmark = [*TELEPHONE, pytest.mark.engine, pytest.mark.long, pytest.mark.timeout(900)]

WISH = "I would like to make an appointment, please"
HEARD_S = 30.0
AGAIN_S = AT_ONCE.hear_s + 45
"""The process is given up, and another one loads the model; on a busy machine."""

Note = Callable[[str, object], None]


async def test_a_turn_over_which_the_process_crashed_is_heard(
    office: SmallOffice, record_property: Note
) -> None:
    async with office.ring() as talk:
        await talk.asked()
        first = whisper_child()
        os.kill(first, signal.SIGSTOP)  # so that it has the turn, and is not done with it
        await talk.call.says(WISH)
        said_s = time.monotonic()
        os.kill(first, signal.SIGSEGV)
        os.kill(first, signal.SIGCONT)
        heard = await talk.until(CallerHeard, AGAIN_S)
        record_property("heard_s", round(time.monotonic() - said_s, 1))
        assert "appointment" in heard.text
        assert await talk.asked() is Act.ASK_SERVICE
        assert whisper_child() != first
    await the_next_caller_is_heard(office)


async def test_a_process_that_stands_still_costs_a_turn_and_no_call(
    office: SmallOffice, record_property: Note
) -> None:
    async with office.ring() as talk:
        await talk.asked()
        os.kill(whisper_child(), signal.SIGSTOP)
        await talk.call.says(WISH)
        said_s = time.monotonic()
        assert (await talk.until(AssistantBegan)).act is Act.ONE_MOMENT
        record_property("word_s", round(time.monotonic() - said_s, 1))
        await says_more_than_a_moment(talk)
        record_property("answered_s", round(time.monotonic() - said_s, 1))
        await talk.asked()
        await says_until_heard(talk)
        record_property("heard_s", round(time.monotonic() - said_s, 1))
    await the_next_caller_is_heard(office)


async def test_a_process_without_memory_costs_a_turn_and_no_call(
    office: SmallOffice, record_property: Note
) -> None:
    async with office.ring() as talk:
        await talk.asked()
        gets_no_more_memory(whisper_child())
        await talk.call.says(WISH)
        said_s = time.monotonic()
        await says_more_than_a_moment(talk)
        record_property("answered_s", round(time.monotonic() - said_s, 1))
        await talk.asked()
        await says_until_heard(talk)
    await the_next_caller_is_heard(office)


async def the_next_caller_is_heard(office: SmallOffice) -> None:
    async with office.ring() as talk:
        await talk.asked()
        await talk.call.says(WISH)
        assert "appointment" in (await talk.until(CallerHeard, HEARD_S)).text


async def says_more_than_a_moment(talk: Talk) -> None:
    """Wait until the assistant says something that takes the call further."""
    async with asyncio.timeout(UNDERSTOOD_S + HEARD_S):
        while (await talk.until(AssistantBegan)).act is Act.ONE_MOMENT:
            pass


async def says_until_heard(talk: Talk) -> None:
    """Say it once more, and once more after the next question if it was too early."""
    async with asyncio.timeout(AGAIN_S):
        while True:
            await talk.call.says(WISH)
            try:
                heard = await talk.until(CallerHeard, HEARD_S)
            except TimeoutError:
                continue
            assert "appointment" in heard.text
            return


def whisper_child() -> int:
    """Return the process that hears."""
    (child,) = (
        pid
        for pid in family(os.getpid())
        if b"whisper_child" in Path(f"/proc/{pid}/cmdline").read_bytes()
    )
    return child


def gets_no_more_memory(pid: int) -> None:
    """Have each further piece of memory refused to a process, as on a machine that is full."""
    has = int(Path(f"/proc/{pid}/statm").read_text().split()[0]) * resource.getpagesize()
    resource.prlimit(pid, resource.RLIMIT_AS, (has, has))
