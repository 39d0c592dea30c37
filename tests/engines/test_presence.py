"""A server is found, missed, and found again."""

import asyncio

from kibox_pbx.engines.presence import Presence
from kibox_pbx.errors import AwayError

OFTEN_S = 0.01


class Lender:
    """Answers, or not."""

    def __init__(self) -> None:
        self.is_there = True
        self.looks = 0
        self.looked = asyncio.Event()

    async def look(self) -> str:
        self.looks += 1
        self.looked.set()
        if not self.is_there:
            raise AwayError("models.at: the server cannot be reached, or broke off")
        return "qwen"


def is_away(presence: Presence) -> bool:
    """Ask anew, which a type checker does not expect of an attribute."""
    return presence.is_away


async def looked(lender: Lender, times: int) -> None:
    """Wait for so many looks more; what the last but one saw is known by then."""
    async with asyncio.timeout(10):
        for _ in range(times):
            lender.looked.clear()
            await lender.looked.wait()


async def stalls() -> str:
    await asyncio.Event().wait()
    return ""


async def test_a_server_that_comes_back_is_found() -> None:
    lender = Lender()
    lender.is_there = False
    async with Presence("models.at", lender.look, OFTEN_S) as presence:
        assert is_away(presence)
        assert "cannot be reached" in presence.why
        lender.is_there = True
        await looked(lender, 2)
        assert not is_away(presence)
    assert (presence.model, presence.why) == ("qwen", "")


async def test_a_server_that_failed_a_call_is_away_until_it_was_looked_for() -> None:
    lender = Lender()
    async with Presence("models.at", lender.look, OFTEN_S) as presence:
        assert not is_away(presence)
        presence.missed()
        assert is_away(presence)
        await looked(lender, 2)
        assert not is_away(presence)


async def test_looking_ends_with_the_context() -> None:
    lender = Lender()
    async with Presence("models.at", lender.look, OFTEN_S):
        await looked(lender, 2)
    looks = lender.looks
    await asyncio.sleep(5 * OFTEN_S)
    assert lender.looks == looks


async def test_a_server_that_stalls_is_away() -> None:
    async with Presence("models.at", stalls) as presence:
        assert is_away(presence)
        assert "in time" in presence.why
