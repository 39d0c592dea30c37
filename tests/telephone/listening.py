"""What tests make of a call: did the two talk, what was said, is a word on the disk?"""

import asyncio
from collections.abc import Iterable
from difflib import SequenceMatcher
from pathlib import Path

from kibox_pbx.asterisk.reception import Reception
from kibox_pbx.rehearsal.caller import SimulatedCall
from kibox_pbx.rehearsal.caller_asterisk import StaffCall
from kibox_pbx.storage.stored_call import StoredCall


async def the_two_talk(caller: SimulatedCall, staff: StaffCall) -> None:
    """Each says something, and the other hears it."""
    await staff.answered()
    for speaker, hearer in ((staff, caller), (caller, staff)):
        await hearer.hears_silence(200)
        async with asyncio.TaskGroup() as tasks:
            hearing = tasks.create_task(hearer.hears_speech(within_s=5))
            await speaker.says("Hello, can you hear me?")
        assert hearing.result() > 0


async def until_talking(reception: Reception, calls: int, within_s: float = 20) -> None:
    """Wait until so many are talked with: no less, and no more, for who hung up takes a moment.

    Raises:
        TimeoutError: There were more, or less, all the time.
    """
    async with asyncio.timeout(within_s):
        while reception.active_calls != calls:  # noqa: ASYNC110 - nobody tells
            await asyncio.sleep(0.02)


def spoken(stored: StoredCall) -> str:
    """Return the conversation, for whoever must find out why a test failed."""
    return "".join(f"\n{turn.at_ms:6} {turn.speaker} {turn.text}" for turn in stored.turns)


def sounds_like(heard: str | None, said: str) -> bool:
    """Say whether a recogniser may have written this for that name: most letters agree."""
    heard, said = ("".join(filter(str.isalpha, text or "")).lower() for text in (heard, said))
    return SequenceMatcher(None, heard, said).ratio() > 0.6


def find_in_files(secret: bytes, places: Iterable[Path], since_s: float) -> list[str]:
    """Return the files changed since a moment (`time.time`) that hold a text, in any case."""
    return sorted(
        {
            str(path)
            for place in places
            for path in place.rglob("*")
            if _is_new(path, since_s) and secret.lower() in path.read_bytes().lower()
        }
    )


def _is_new(path: Path, since_s: float) -> bool:
    return path.is_file() and path.stat().st_mtime >= since_s
