"""Engines compute beside the calls, never instead of them."""

import asyncio
import os
import threading
from collections.abc import Callable, Generator
from contextlib import aclosing
from functools import partial

import pytest

from kibox_pbx.engines.steps import longest_step_s
from kibox_pbx.engines.worker import Worker, pull
from kibox_pbx.engines.yielding import MOST, NICENESS


async def test_the_loop_goes_on_while_a_step_computes() -> None:
    may_end = threading.Event()
    async with Worker("test") as worker, asyncio.TaskGroup() as tasks:
        step = tasks.create_task(worker.run(may_end.wait, 5))
        await asyncio.sleep(0)
        may_end.set()
    assert step.result()


async def test_all_steps_run_on_one_thread_that_bears_the_engines_name() -> None:
    async with Worker("ears") as worker:
        names = {await worker.run(lambda: threading.current_thread().name) for _ in range(5)}
    assert names == {"ears_0"}


async def test_a_step_gets_its_arguments_and_its_error_comes_back() -> None:
    async with Worker("test") as worker:
        assert await worker.run(int, "ff", base=16) == 255
        with pytest.raises(ValueError, match="invalid literal"):
            await worker.run(int, "nonsense")


async def test_how_long_a_step_goes_on_is_seen_from_outside_unless_it_may_take_long() -> None:
    for may_take_long in (False, True):
        begun, may_end = asyncio.Event(), threading.Event()
        tell = partial(asyncio.get_running_loop().call_soon_threadsafe, begun.set)

        def step(tell: Callable[[], object] = tell, may_end: threading.Event = may_end) -> None:
            tell()
            may_end.wait(5)

        async with Worker("test", may_take_long=may_take_long) as worker:
            stepping = worker.start(step)
            async with asyncio.timeout(5):
                await begun.wait()
            assert (longest_step_s() > 0) is not may_take_long
            may_end.set()
            await stepping
        assert longest_step_s() == 0


async def test_a_cancelled_step_that_has_not_begun_never_runs() -> None:
    may_end, ran = threading.Event(), threading.Event()
    async with Worker("test") as worker, asyncio.TaskGroup() as tasks:
        first = tasks.create_task(worker.run(may_end.wait, 5))
        second = tasks.create_task(worker.run(ran.set))
        await asyncio.sleep(0)
        second.cancel()
        await asyncio.sleep(0)
        may_end.set()
        await first
    assert not ran.is_set()


async def test_leaving_waits_for_what_was_put_off() -> None:
    tidied = threading.Event()
    async with Worker("test") as worker:
        worker.later(tidied.set)
    assert tidied.is_set()


async def test_a_worker_refuses_steps_outside_its_context() -> None:
    worker = Worker("closed")
    with pytest.raises(RuntimeError, match="closed worker"):
        await worker.run(int)


def counting(closed: threading.Event) -> Generator[int, None, None]:
    try:
        yield from range(1, 1000)
    finally:
        closed.set()


async def test_a_generator_is_pulled_item_by_item_and_in_order() -> None:
    async with Worker("test") as worker:
        pulled = [item async for item in pull((n for n in (1, 2, 3)), worker)]
    assert pulled == [1, 2, 3]


async def test_leaving_early_closes_the_generator_behind_the_step_in_flight() -> None:
    closed = threading.Event()
    numbers = counting(closed)
    async with Worker("test") as worker, aclosing(pull(numbers, worker)) as items:
        async for item in items:
            if item == 3:
                break
    assert closed.is_set()


def _priority() -> int:
    return os.getpriority(os.PRIO_PROCESS, threading.get_native_id())


async def test_who_computes_makes_way_for_who_carries_the_sound() -> None:
    usual = _priority()
    async with Worker("test") as worker:
        begun: list[int] = []

        def begin_another() -> None:
            another = threading.Thread(target=lambda: begun.append(_priority()))
            another.start()
            another.join()

        own = await worker.run(_priority)
        await worker.run(begin_another)
    assert own == begun[0] == min(usual + NICENESS, MOST)
    assert _priority() == usual
