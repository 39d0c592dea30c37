"""A call is recorded by voice consent alone: both tracks as they were, nothing in the clear."""

import io
from collections.abc import AsyncIterator
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import pytest
import pytest_asyncio
import soundfile

from kibox_pbx.config.settings import Privacy
from kibox_pbx.privacy.consent import ConsentAnswer, ConsentPurpose
from kibox_pbx.records import Act
from kibox_pbx.rehearsal.addresses import free_ports
from kibox_pbx.rehearsal.caller_asterisk import SimulatedCallers
from kibox_pbx.rehearsal.private_asterisk import PrivateAsterisk
from kibox_pbx.rehearsal.run_folder import Installation
from kibox_pbx.rehearsal.script import CallerScript, Lines
from kibox_pbx.rehearsal.voices import VoiceBox
from kibox_pbx.storage import recordings
from kibox_pbx.storage.consents import Consent
from kibox_pbx.storage.opening import open_store
from kibox_pbx.storage.sealed import SealedTexts
from kibox_pbx.storage.sqlcipher import Tables
from kibox_pbx.storage.stored_call import StoredCall
from kibox_pbx.utterance import Language
from tests.telephone.conftest import TELEPHONE
from tests.telephone.listening import find_in_files, spoken
from tests.telephone.office import Office, OfficeCall, open_office

pytestmark = TELEPHONE

Samples = npt.NDArray[np.int16]

RATE_HZ = 8000
WISH = "where can I park my car, please"
WINDOW = RATE_HZ // 5
"""Short: a busy machine may lose or shift a frame of a longer stretch on the way."""

ALIKE = 0.9
"""Correlation of a sound with itself after two lines of A-law."""

ROUND_TRIP_S = 0.3
"""From the caller's Asterisk to ours and back, with the frames that wait on the way."""


@pytest_asyncio.fixture(scope="module", loop_scope="session")
async def recording_office(
    installation: Installation, voice_box: VoiceBox, tmp_path_factory: pytest.TempPathFactory
) -> AsyncIterator[Office]:
    """Give a practice that asks every caller whether it may record."""
    folder = tmp_path_factory.mktemp("recording-office")
    voice = (await voice_box.voices(Language.ENGLISH))[0]
    records = Privacy(record_calls=True)
    async with (
        PrivateAsterisk(folder / "pbx", installation, free_ports()) as pbx,
        SimulatedCallers(folder / "callers", installation, pbx, voice_box, voice) as callers,
        open_office(folder, pbx, callers, voice_box, privacy=records) as office,
    ):
        yield office


@dataclass(frozen=True, slots=True)
class Left:
    """What a call left behind."""

    stored: StoredCall
    consents: tuple[Consent, ...]
    tracks: Samples | None
    pieces: int


async def hold(office: Office, **answers: Lines) -> tuple[Left, OfficeCall]:
    """Have a caller ask for the car park, and answer the question for consent."""
    last: dict[str, Lines] = {"anything_else": "no thank you, goodbye"}
    script = CallerScript(says=WISH, answers=last | answers)
    async with office.ring(Language.ENGLISH) as ringing:
        await ringing.follows(script)
    stored = await office.record(ringing.number)
    call_id = stored.call.id
    async with open_store(office.settings) as database:
        texts = SealedTexts(database.envelope)

        def look(tables: Tables) -> tuple[Samples | None, int]:
            pieces = tables.table("recordings").count_where("call_id = ?", [call_id])
            return recordings.sound_of(tables, texts, call_id), pieces

        tracks, pieces = await database.read(look)
    consents = await office.service.receptionist.calls.consents_of(call_id)
    return Left(stored, consents, tracks, pieces), ringing


def loudest(sound: Samples) -> int:
    """Return where the loudest stretch of a sound begins, in samples."""
    energy = np.cumsum(np.pad(sound.astype(np.float64) ** 2, (1, 0)))
    return int(np.argmax(energy[WINDOW:] - energy[:-WINDOW]))


def place(stretch: Samples, whole: Samples) -> tuple[int, float]:
    """Return where a stretch is found in a sound, in samples, and how alike the two are."""
    needle, heap = stretch.astype(np.float64), whole.astype(np.float64)
    length = len(needle) + len(heap) - 1
    spectrum = np.fft.rfft(heap, length) * np.conj(np.fft.rfft(needle, length))
    products = np.fft.irfft(spectrum, length)[: len(heap) - len(needle) + 1]
    energy = np.cumsum(np.pad(heap**2, (1, 0)))
    local = energy[len(needle) :] - energy[: -len(needle)]
    alike = products / (np.sqrt(np.maximum(local, 1.0)) * np.linalg.norm(needle))
    at = int(np.argmax(alike))
    return at, float(alike[at])


def as_alaw(sound: Samples) -> bytes:
    file = io.BytesIO()
    soundfile.write(file, sound, RATE_HZ, format="RAW", subtype="ALAW")
    return file.getvalue()


def nothing_in_the_clear(office: Office, *stretches: Samples) -> None:
    places = (office.folder / "practice", office.folder / "pbx")
    needles = [b"fLaC", b"RIFF"]
    for stretch in stretches:
        needles += [stretch[:64].astype("<i2").tobytes(), as_alaw(stretch[:64])]
    for needle in needles:
        assert find_in_files(needle, places, since_s=0) == []


async def test_with_a_yes_both_sides_are_kept_as_they_were_and_in_step(
    recording_office: Office,
) -> None:
    left, ringing = await hold(recording_office, ask_recording_consent="yes, I agree")
    assert [each.answer for each in left.consents] == [ConsentAnswer.YES], spoken(left.stored)
    assert left.tracks is not None
    caller, assistant = left.tracks[:, 0], left.tracks[:, 1]

    played_at = loudest(assistant)
    played = assistant[played_at : played_at + WINDOW]
    heard_at, alike = place(played, np.frombuffer(ringing.call.ear.pcm(), "<i2"))
    assert alike > ALIKE

    voice = (await recording_office.voice_box.voices(Language.ENGLISH))[0]
    sound = await recording_office.voice_box.synthesise(WISH, voice)
    sent = np.frombuffer(sound, "<i2")
    loud = loudest(sent)
    kept_at, alike = place(sent[loud : loud + WINDOW], caller)
    assert alike > ALIKE

    sent_at = ringing.call.said[1].start_ms * RATE_HZ // 1000 + loud
    apart_s = ((kept_at - played_at) - (sent_at - heard_at)) / RATE_HZ
    assert abs(apart_s) < ROUND_TRIP_S

    agreed = next(turn for turn in left.stored.turns if "yes" in turn.text)
    assert left.stored.duration_ms is not None
    longest_ms = left.stored.duration_ms - agreed.at_ms
    assert 0.5 < len(caller) * 1000 / RATE_HZ / longest_ms <= 1.05
    nothing_in_the_clear(recording_office, caller[kept_at:], played)


async def test_with_a_no_nothing_is_kept_and_the_caller_is_served(
    recording_office: Office,
) -> None:
    left, _ = await hold(recording_office, ask_recording_consent="no thank you")
    answers = [(each.purpose, each.answer) for each in left.consents]
    assert answers == [(ConsentPurpose.RECORDING, ConsentAnswer.NO)], spoken(left.stored)
    assert (left.tracks, left.pieces) == (None, 0)
    assert Act.TELL_ANSWER in [turn.act for turn in left.stored.turns], spoken(left.stored)


async def test_a_withdrawal_by_voice_destroys_the_recording_in_mid_call(
    recording_office: Office,
) -> None:
    left, _ = await hold(
        recording_office,
        ask_recording_consent="yes, I agree",
        anything_else=("please stop the recording", "no thank you, goodbye"),
    )
    (consent,) = left.consents
    assert consent.given, spoken(left.stored)
    assert consent.withdrawn_at is not None, spoken(left.stored)
    assert (left.tracks, left.pieces) == (None, 0)
