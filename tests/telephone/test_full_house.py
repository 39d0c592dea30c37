"""With all places taken: who gets the last one is greeted at once, the next is told at once."""

import asyncio
import time
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager, suppress
from pathlib import Path
from statistics import median

import numpy as np
import numpy.typing as npt

from kibox_pbx.app import Service, service
from kibox_pbx.config.loader import load
from kibox_pbx.demo.machine import LINES
from kibox_pbx.dialogue.no_room import TurnedAway, word_for
from kibox_pbx.dialogue.tasks import intent_task_name
from kibox_pbx.errors import EngineError, PeerError
from kibox_pbx.rehearsal.caller import SimulatedCall
from kibox_pbx.rehearsal.caller_asterisk import SimulatedCallers
from kibox_pbx.rehearsal.ear import Ear
from kibox_pbx.rehearsal.private_asterisk import PrivateAsterisk
from kibox_pbx.utterance import Language
from tests.telephone.conftest import TELEPHONE
from tests.telephone.listening import the_two_talk, until_talking
from tests.telephone.office import CALLS, Office, fresh_number, write_open_practice

pytestmark = TELEPHONE

SOON_MS = 300
"""The median; what the slowest took is recorded, and belongs to whatever else computes on
the machine of the tests."""

GREETINGS = 20
ALIKE, UNLIKE = 0.8, 0.6
"""Of `likeness`; measured: the notice 0.99, another sentence of the same voice 0.4."""

PIECE = 4000
Sound = npt.NDArray[np.float64]

QUESTION = "can you tell me when you are open on thursday, please?"


@asynccontextmanager
async def small_practice(
    office: Office, pbx: PrivateAsterisk, folder: Path
) -> AsyncIterator[Service]:
    """Answer one call at a time, with the engines of the office next door."""
    settings = load(write_open_practice(folder / "practice", pbx))
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
            await until_talking(at_work.reception, 0)
            async with callers.ring(line) as first:
                await first.hears_speech(within_s=3)
                async with callers.ring(line, caller_id=number) as second:
                    staff = await callers.staff_rung(within_s=20)
                    assert likeness(second.ear, notice) > ALIKE
                    assert likeness(first.ear, notice) < UNLIKE
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
    """Return how well the pieces of a sound are found in what was heard; 1: as it was.

    Pieces of half a second are looked for one by one, since a late frame shifts the rest.
    """
    heard, said = (np.frombuffer(pcm, "<i2").astype(float) for pcm in (ear.pcm(), sound))
    pieces = [said[at : at + PIECE] for at in range(0, said.size - PIECE, PIECE)]
    return median(found_in(heard, piece) for piece in pieces if np.any(piece))


def found_in(heard: Sound, piece: Sound) -> float:
    """Return the best correlation of a piece with any place of what was heard."""
    length = 1 << (heard.size + piece.size).bit_length()
    spectrum = np.fft.rfft(heard, length) * np.conj(np.fft.rfft(piece, length))
    at = int(np.argmax(np.fft.irfft(spectrum, length)[: heard.size - piece.size]))
    there = heard[at : at + piece.size]
    return float(there @ piece / (np.linalg.norm(there) * np.linalg.norm(piece) + 1))


async def test_while_every_engine_is_busy_greeting_and_notice_come_within_300_ms(
    office: Office, record_property: Callable[[str, object], None]
) -> None:
    greetings: list[int | None] = []
    notices: list[int | None] = []
    began_s, computed_s = time.monotonic(), time.process_time()
    async with asyncio.TaskGroup() as tasks:
        busy = [tasks.create_task(talks_on(office)) for _ in range(CALLS - 1)]
        busy.append(tasks.create_task(keeps_the_model_busy(office)))
        for _ in range(GREETINGS):
            await until_talking(office.service.reception, CALLS - 1)
            async with office.ring(Language.ENGLISH) as last:
                greetings.append(await delay_of_speech(last.call, office))
                if greetings[-1] is None:
                    continue
                await until_talking(office.service.reception, CALLS)
                async with office.ring(Language.ENGLISH) as beyond:
                    notices.append(await delay_of_speech(beyond.call, office))
        for task in busy:
            task.cancel()
    cores = (time.process_time() - computed_s) / (time.monotonic() - began_s)
    record_property("cores_busy", round(cores, 2))
    record_property("greetings_ms", greetings)
    record_property("notices_ms", notices)
    for delays in (greetings, notices):
        heard = [delay for delay in delays if delay is not None]
        assert len(heard) >= GREETINGS / 2, delays
        assert median(heard) <= SOON_MS, delays


async def talks_on(office: Office) -> None:
    """Talk with the assistant; who was put through, or said goodbye to, rings again."""
    while True:
        with suppress(PeerError):
            async with office.ring(Language.ENGLISH) as ringing:
                while ringing.number not in office.overhearing.outcomes:
                    await ringing.call.says(QUESTION)
                    with suppress(TimeoutError):  # hears the telephone ring that they come to
                        await ringing.call.hears_silence(1000, within_s=5)


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


async def delay_of_speech(call: SimulatedCall, office: Office) -> int | None:
    """Return how long after the answer speech began, as the caller hears it.

    None: the machine was too busy to say in time that the service is up, and people were
    rung at once, as they should be.
    """
    people = office.callers.staff_rings
    await call.line.hears(lambda ear: ear.onset_after(0) is not None or not people.empty(), 10)
    if not people.empty():
        people.get_nowait()
        return None
    return call.ear.onset_after(0)
