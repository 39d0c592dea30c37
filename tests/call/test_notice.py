"""A notice is said to its end, and listens to nobody."""

import asyncio

import pytest

from kibox_pbx.call import notice
from kibox_pbx.call.notice import say_notice
from tests.fakes import FakeLeg, FakeVoice


async def test_it_is_over_when_it_has_been_heard() -> None:
    leg, voice = FakeLeg(), FakeVoice()
    leg.line_is_free.clear()
    async with asyncio.TaskGroup() as tasks:
        telling = tasks.create_task(say_notice("all engaged", voice, leg))
        await asyncio.sleep(0.01)
        assert not telling.done()
        leg.line_is_free.set()
    assert (voice.spoken, len(leg.played)) == (["all engaged"], 5)


async def test_a_voice_that_never_comes_to_an_end_is_stopped(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(notice, "LONGEST_S", 0.05)
    voice = FakeVoice(endless=True)
    with pytest.raises(TimeoutError):
        await say_notice("all engaged", voice, FakeLeg())
    assert voice.stopped == 1
