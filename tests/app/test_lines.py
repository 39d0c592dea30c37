"""Other work waits until few callers are on the line."""

import asyncio
from contextlib import ExitStack

import pytest

from kibox_pbx.app.lines import Lines


async def is_quiet(lines: Lines) -> bool:
    try:
        async with asyncio.timeout(0.01):
            await lines.quiet()
    except TimeoutError:
        return False
    return True


@pytest.mark.parametrize(("calls", "few"), [(1, 0), (2, 0), (3, 1), (4, 1), (10, 4)])
async def test_fewer_than_half_of_the_calls_leave_time_for_more(calls: int, few: int) -> None:
    lines = Lines(calls)
    with ExitStack() as callers:
        for _ in range(few):
            callers.enter_context(lines.one_more())
        assert await is_quiet(lines)
        with lines.one_more():
            assert not await is_quiet(lines)
        assert await is_quiet(lines)


async def test_who_waits_goes_on_when_a_caller_is_gone() -> None:
    lines = Lines(1)
    async with asyncio.timeout(1), asyncio.TaskGroup() as tasks:
        with lines.one_more():
            waiting = tasks.create_task(lines.quiet())
            await asyncio.sleep(0)
            assert not waiting.done()


async def test_a_conversation_that_breaks_ends_all_the_same() -> None:
    lines = Lines(1)
    with pytest.raises(ValueError, match="broke"), lines.one_more():
        raise ValueError("broke")
    assert await is_quiet(lines)
