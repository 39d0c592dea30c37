"""With all places taken: who gets the last one is greeted at once, the next is told at once."""

import asyncio
import time
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager, suppress
from pathlib import Path

import numpy as np

from kibox_pbx.app import Service, service
from kibox_pbx.config.loader import load
from kibox_pbx.dialogue.no_room import TurnedAway, word_for
from kibox_pbx.dialogue.tasks import intent_task_name
from kibox_pbx.errors import EngineError
from kibox_pbx.rehearsal.caller import SimulatedCall
from kibox_pbx.rehearsal.caller_asterisk import SimulatedCallers
from kibox_pbx.rehearsal.ear import Ear
from kibox_pbx.rehearsal.private_asterisk import PrivateAsterisk
from kibox_pbx.rehearsal.script import CallerScript
from kibox_pbx.utterance import Language
from tests.telephone.conftest import TELEPHONE
from tests.telephone.listening import the_two_talk
from tests.telephone.office import CALLS, LINES, Office, fresh_number, write_practice

pytestmark = TELEPHONE

SOON_MS = 300
GREETINGS = 20
ALIKE = 0.8
"""How far what is heard must agree with what was to be said; another sentence has 0.2."""

TALKATIVE = CallerScript(
    says="hello, I would like to make an appointment for a check-up, please",
    answers={"ask_day": "on thursday morning please", "offer_slots": "the first one please"},
    hangs_up_on="ask_name",
)


@asynccontextmanager
async def small_practice(
    office: Office, pbx: PrivateAsterisk, folder: Path
) -> AsyncIterator[Service]:
    """Answer one call at a time, with the engines of the office next door."""
    settings = load(write_practice(folder / "practice", pbx))
    telephone = settings.telephone.model_copy(update={"calls": 1})
    one_call = settings.model_copy(update={"telephone": telephone})
    async with service(one_call, loaded=office.service.receptionist._tools) as at_work:
        yield at_work


async def test_the_second_caller_of_a_small_practice_is_told_and_reaches_people(
    office: Office, pbx: PrivateAsterisk, callers: SimulatedCallers, tmp_path: Path
) -> None:
    async with small_practice(office, pbx, tmp_path) as at_work:
        number = fresh_number()
        for language, line in LINES.items():
            notice = await sound_of_the_notice(at_work, language)
            async with callers.ring(line) as first:
                await first.hears_speech(within_s=3)
                async with callers.ring(line, caller_id=number) as second:
                    staff = await callers.staff_rung(within_s=20)
                    assert likeness(second.ear, notice) > ALIKE
                    await the_two_talk(second, staff)
                    assert at_work.reception.active_calls == 1
        kept = await at_work.receptionist.calls.recent(10)
        assert [each.call.caller for each in kept] == [None, None]


async def sound_of_the_notice(at_work: Service, language: Language) -> bytes:
    receptionist = at_work.receptionist
    word = word_for(TurnedAway(language), receptionist.settings, receptionist._clock())
    frames = receptionist._tools.voices[language].speak(word.text)
    return b"".join([frame.pcm async for frame in frames])


def likeness(ear: Ear, sound: bytes) -> float:
    """Return the best correlation of what was heard with a sound, over all delays."""
    heard, said = (np.frombuffer(pcm, "<i2").astype(float) for pcm in (ear.pcm(), sound))
    length = 1 << (heard.size + said.size).bit_length()
    spectrum = np.fft.rfft(heard, length) * np.conj(np.fft.rfft(said, length))
    delay = int(np.argmax(np.fft.irfft(spectrum, length)[: heard.size]))
    piece = heard[delay : delay + said.size]
    said = said[: piece.size]
    return float(piece @ said / (np.linalg.norm(piece) * np.linalg.norm(said)))


async def test_while_every_engine_is_busy_greeting_and_notice_come_within_300_ms(
    office: Office, record_property: Callable[[str, object], None]
) -> None:
    greetings, notices = [], []
    began_s, computed_s = time.monotonic(), time.process_time()
    async with asyncio.TaskGroup() as tasks:
        busy = [tasks.create_task(talks_again_and_again(office)) for _ in range(CALLS - 1)]
        busy.append(tasks.create_task(keeps_the_model_busy(office)))
        for _ in range(GREETINGS):
            await until_taken(office, CALLS - 1)
            async with office.ring(Language.ENGLISH) as last:
                greetings.append(await delay_of_speech(last.call))
                await until_taken(office, CALLS)
                async with office.ring(Language.ENGLISH) as beyond:
                    notices.append(await delay_of_speech(beyond.call))
        for task in busy:
            task.cancel()
    cores = (time.process_time() - computed_s) / (time.monotonic() - began_s)
    record_property("cores_busy", round(cores, 2))
    record_property("greetings_ms", greetings)
    record_property("notices_ms", notices)
    assert max(greetings) <= SOON_MS, greetings
    assert max(notices) <= SOON_MS, notices


async def talks_again_and_again(office: Office) -> None:
    while True:
        async with office.ring(Language.ENGLISH) as ringing:
            await ringing.follows(TALKATIVE)


async def keeps_the_model_busy(office: Office) -> None:
    """Have as much asked of the language model as there are other callers."""

    async def ask_on() -> None:
        while True:
            with suppress(EngineError):
                task = intent_task_name(Language.ENGLISH)
                await office.service.receptionist._tools.model.choose(task, "it is my tooth")

    async with asyncio.TaskGroup() as tasks:
        for _ in range(CALLS - 1):
            tasks.create_task(ask_on())


async def until_taken(office: Office, places: int) -> None:
    async with asyncio.timeout(20):
        while office.service.reception.active_calls < places:  # noqa: ASYNC110 - nobody tells
            await asyncio.sleep(0.02)


async def delay_of_speech(call: SimulatedCall) -> int:
    """Return how long after the answer speech began, as the caller hears it."""
    await call.line.hears(lambda ear: ear.onset_after(0) is not None, 10)
    return call.ear.onset_after(0) or 0
