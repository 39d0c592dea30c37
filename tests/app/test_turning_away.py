"""One call too many is told so at once, and put through to people; nothing of it is kept."""

import asyncio
import threading
import uuid
from dataclasses import replace
from typing import Any

import pytest

from kibox_pbx.app.receptionist import Receptionist
from kibox_pbx.app.ticket import Ticket
from kibox_pbx.asterisk.reception import Ending
from kibox_pbx.config.settings import Settings
from kibox_pbx.dialogue.phrases import fixed_sentences
from kibox_pbx.engines.voice import Voice
from kibox_pbx.records import Outcome
from kibox_pbx.storage.database import Database
from kibox_pbx.utterance import Language
from tests.app.receptionists import (
    ENGLISH,
    GERMAN,
    RECEPTION,
    left,
)
from tests.fakes import FakeLeg, FakeVoice


class StuckSynthesiser:
    """Makes what is prepared, and hangs from then on, as a machine at full load would."""

    name = "stuck"

    def __init__(self) -> None:
        self.works_again = threading.Event()
        self.works_again.set()

    def load(self) -> None:
        pass

    def synthesise(self, text: str) -> bytes:
        self.works_again.wait(timeout=5)
        return bytes(320)


async def test_greeting_and_notice_are_heard_while_every_voice_is_stuck(
    settings: Settings, receptionist: Receptionist
) -> None:
    synthesiser = StuckSynthesiser()
    async with Voice(synthesiser) as voice, asyncio.timeout(5), asyncio.TaskGroup() as tasks:
        await voice.prepare(fixed_sentences(settings, GERMAN))
        synthesiser.works_again.clear()
        receptionist._tools = replace(receptionist._tools, voices={GERMAN: voice})
        others = [tasks.create_task(anext(voice.speak(f"Satz {each}"))) for each in range(3)]
        leg, late = FakeLeg(), FakeLeg()
        talking = tasks.create_task(receptionist.converse(leg, RECEPTION))
        assert await turn_away(receptionist, late) == Ending.people()
        while not leg.played:  # noqa: ASYNC110 - a line is looked at, and cannot be awaited
            await asyncio.sleep(0.01)
        assert not any(other.done() for other in others)
        leg.hang_up()
        await talking
        synthesiser.works_again.set()
    assert late.played


async def turn_away(receptionist: Receptionist, leg: FakeLeg, **asked: Any) -> Ending:
    async with asyncio.timeout(5):
        return await receptionist.turn_away(leg, replace(RECEPTION, **asked))


@pytest.mark.parametrize(
    ("dialled", "language", "said"),
    [("31", GERMAN, "mit dem Team"), ("32", ENGLISH, "the team")],
)
async def test_one_call_too_many_is_told_in_its_language_and_rings_people(
    dialled: str,
    language: Language,
    said: str,
    receptionist: Receptionist,
    voices: dict[Language, FakeVoice],
) -> None:
    leg = FakeLeg()
    assert await turn_away(receptionist, leg, dialled=dialled) == Ending.people()
    (told,) = voices[language].spoken
    assert said in told
    assert len(leg.played) == 5


async def test_of_one_call_too_many_nothing_is_kept(
    receptionist: Receptionist, database: Database
) -> None:
    await turn_away(receptionist, FakeLeg())
    assert await left(database) == {}


async def test_who_comes_back_to_a_full_house_is_told_in_their_language_and_is_recorded(
    receptionist: Receptionist, voices: dict[Language, FakeVoice]
) -> None:
    ticket = str(Ticket(uuid.uuid4().hex, ENGLISH, Outcome.TRANSFERRED))
    query = {"unanswered": "desk", "ticket": ticket}
    assert await turn_away(receptionist, FakeLeg(), query=query) == Ending.mailbox()
    assert "after the tone" in voices[ENGLISH].spoken[0]


async def test_an_emergency_that_comes_back_to_a_full_house_rings_people_again(
    receptionist: Receptionist, voices: dict[Language, FakeVoice]
) -> None:
    ticket = str(Ticket(uuid.uuid4().hex, GERMAN, Outcome.EMERGENCY))
    query = {"unanswered": "desk", "ticket": ticket}
    assert await turn_away(receptionist, FakeLeg(), query=query) == Ending.people()
    assert "eins eins zwei" in voices[GERMAN].spoken[0]
