"""Callers who talk for hours, in sample time, through the real line and dialogue."""

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from kibox_pbx.admin.setup import make_practice_folder
from kibox_pbx.audio import FRAME_MS
from kibox_pbx.call.equipment import Equipment
from kibox_pbx.call.errands import Office
from kibox_pbx.call.live import NobodyLooks
from kibox_pbx.call.session import Ending, Session
from kibox_pbx.config.loader import load
from kibox_pbx.config.settings import Settings
from kibox_pbx.dialogue.actions import Transfer
from kibox_pbx.dialogue.state import start
from kibox_pbx.records import Call
from tests.call.test_session import CALL, ENGLISH
from tests.fakes import (
    SILENCE,
    VOICED,
    FakeActivity,
    FakeCalendar,
    FakeEcho,
    FakeEntries,
    FakeExtensions,
    FakeModel,
    FakeRecogniser,
    FakeStore,
    FakeVoice,
)
from tests.faults.hurried import Telephone, hurry

HOUR_MS = 3_600_000
TALK_MS = 8 * HOUR_MS
ROW_LETTERS = 2000
"""Of one turn, or one line of the journal."""

CALL_LETTERS = 200_000
Sound = Callable[[int], bytes]
"""The caller's next frame, by the milliseconds since the beginning."""


def without_a_pause(at_ms: int) -> bytes:
    return VOICED


def sentence_after_sentence(at_ms: int) -> bytes:
    """Speak for four seconds of five."""
    return VOICED if at_ms % 5000 < 4000 else SILENCE


def in_breathless_paragraphs(at_ms: int) -> bytes:
    """Pause for one second in forty, after the longest turn there is."""
    return VOICED if at_ms % 40_000 < 39_000 else SILENCE


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    make_practice_folder(tmp_path)
    return load(tmp_path / "kibox.yaml")


@dataclass
class Talk:
    """What came of a caller who talks on."""

    ending: Ending | None = None
    ended_ms: int = 0
    lost_items: int = 0
    """Sound that had waited for more than ten seconds to be heard."""

    store: FakeStore = field(default_factory=FakeStore)


@pytest.mark.parametrize(
    "sound", [without_a_pause, sentence_after_sentence, in_breathless_paragraphs]
)
@pytest.mark.parametrize("text", ["the story of my life goes on", ""])
def test_who_talks_for_hours_reaches_people_within_the_hour(
    settings: Settings, sound: Sound, text: str
) -> None:
    talk = hurry(talk_on(settings, sound, text))
    assert isinstance(talk.ending, Transfer)
    assert talk.ended_ms < HOUR_MS
    kept = [turn.text for turn in talk.store.turns] + talk.store.events
    assert max(map(len, kept)) < ROW_LETTERS
    assert sum(map(len, kept)) < CALL_LETTERS
    assert talk.lost_items == 0


async def talk_on(settings: Settings, sound: Sound, text: str) -> Talk:
    """Talk until the assistant has had enough, or eight hours are over."""
    talk = Talk()
    office = Office(FakeCalendar(), talk.store, FakeModel(), FakeEntries(), FakeExtensions())
    ears, voices = {ENGLISH: FakeRecogniser(*[text] * 1000)}, {ENGLISH: FakeVoice()}
    equipment = Equipment(ears, voices, FakeActivity(), FakeEcho(), office)
    loop = asyncio.get_running_loop()
    async with talking(sound) as telephone:
        call: Call = CALL
        session = Session(call, telephone.leg, start(settings), equipment, NobodyLooks())
        async with asyncio.timeout(TALK_MS / 1000):
            talk.ending = await session.converse()
        talk.ended_ms = round(loop.time() * 1000)
        talk.lost_items = telephone.leg.lost_items
    return talk


@asynccontextmanager
async def talking(sound: Sound, until_ms: int = TALK_MS) -> AsyncIterator[Telephone]:
    """Speak into a line, a frame each 20 ms; hang up when it is time."""
    telephone = Telephone()
    loop = asyncio.get_running_loop()

    async def speak() -> None:
        for at_ms in range(0, until_ms, FRAME_MS):
            telephone.send(sound(at_ms))
            await asyncio.sleep((at_ms + FRAME_MS) / 1000 - loop.time())
        telephone.hang_up()

    async with asyncio.TaskGroup() as tasks:
        tasks.create_task(telephone.leg.run(), name="line")
        speaking = tasks.create_task(speak(), name="caller")
        yield telephone
        speaking.cancel()
        telephone.hang_up()
