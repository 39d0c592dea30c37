"""Engines compute beside the calls, never instead of them."""

import asyncio
import threading
from collections.abc import Generator
from contextlib import aclosing

import pytest

from kibox_pbx.engines.worker import Worker, pull


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
