"""A recording is kept only while its consent stands, sealed, and gone at once without it."""

from datetime import timedelta
from pathlib import Path

import numpy as np
import pytest
import soundfile

from kibox_pbx.audio import RecordedPiece
from kibox_pbx.errors import StorageError
from kibox_pbx.privacy.consent import ConsentAnswer, ConsentPurpose
from kibox_pbx.storage import consents, recordings
from kibox_pbx.storage.calls import CallRepository
from kibox_pbx.storage.database import Database
from kibox_pbx.storage.recorded_sound import Tracks, as_wav
from kibox_pbx.storage.sealed import SealedTexts
from kibox_pbx.storage.sqlcipher import Tables
from tests.storage.conftest import Clock, a_call

RECORDING = ConsentPurpose.RECORDING
CALLER = np.arange(16000, dtype="<i2").tobytes()
ASSISTANT = (np.arange(16000, dtype="<i2") * -2).tobytes()
FIRST = RecordedPiece(4000, CALLER, ASSISTANT)
SECOND = RecordedPiece(6000, CALLER[:8000], ASSISTANT[:8000])


async def sound_of(database: Database, call_id: str = "anna") -> Tracks | None:
    texts = SealedTexts(database.envelope)
    return await database.read(lambda tables: recordings.sound_of(tables, texts, call_id))


def on_disk(folder: Path) -> list[bytes]:
    return [path.read_bytes() for path in folder.iterdir()]


async def counts(database: Database) -> tuple[int, int]:
    """Return how many pieces and keys of recordings there are."""

    def look(tables: Tables) -> tuple[int, int]:
        keys = tables.table("call_keys").count_where("purpose = 'recording'")
        return tables.table("recordings").count, keys

    return await database.read(look)


@pytest.fixture
async def recording(calls: CallRepository, clock: Clock) -> CallRepository:
    """A call whose caller has said yes, with two pieces of sound."""
    await calls.begin(a_call("anna"))
    await calls.note_consent("anna", RECORDING, ConsentAnswer.YES, "n1", clock())
    for piece in (FIRST, SECOND):
        await calls.add_sound("anna", piece)
    return calls


@pytest.mark.usefixtures("recording")
async def test_both_tracks_come_back_as_they_were(database: Database) -> None:
    sound = await sound_of(database)
    assert sound is not None
    assert sound[:, 0].tobytes() == CALLER + CALLER[:8000]
    assert sound[:, 1].tobytes() == ASSISTANT + ASSISTANT[:8000]


async def test_what_is_missing_between_two_pieces_is_silence(
    recording: CallRepository, database: Database
) -> None:
    await recording.add_sound("anna", RecordedPiece(7000, CALLER, ASSISTANT))
    sound = await sound_of(database)
    assert sound is not None
    assert len(sound) == 3 * 8000 + 16000
    assert not sound[20000:24000].any()
    assert sound[24000:, 0].tobytes() == CALLER


@pytest.mark.usefixtures("recording")
async def test_the_wav_file_has_the_caller_left_and_the_assistant_right(
    database: Database, tmp_path: Path
) -> None:
    sound = await sound_of(database)
    assert sound is not None
    path = tmp_path / "call.wav"
    path.write_bytes(as_wav(sound))
    read, rate_hz = soundfile.read(path, dtype="int16")
    assert rate_hz == 8000
    assert read[:16000, 0].tobytes() == CALLER
    assert read[:16000, 1].tobytes() == ASSISTANT


@pytest.mark.usefixtures("recording")
async def test_no_file_on_disk_holds_the_sound(database: Database, tmp_path: Path) -> None:
    sound = await sound_of(database)
    assert sound is not None
    needles = (CALLER[4000:4064], ASSISTANT[4000:4064], sound.tobytes()[4000:4064], b"fLaC")
    files = on_disk(tmp_path)
    assert sum(map(len, files)) > 20_000
    assert not [needle for needle in needles for file in files if needle in file]


@pytest.mark.usefixtures("recording")
async def test_a_piece_opens_at_its_own_place_only(database: Database) -> None:
    swap = "UPDATE recordings SET sealed = (SELECT sealed FROM recordings WHERE number = 2)"
    await database.write(lambda tables: tables.conn.execute(swap))
    with pytest.raises(StorageError):
        await sound_of(database)


@pytest.mark.parametrize("answer", [None, ConsentAnswer.NO, ConsentAnswer.NONE])
async def test_without_a_yes_no_sound_is_taken_in(
    calls: CallRepository, database: Database, clock: Clock, answer: ConsentAnswer | None
) -> None:
    await calls.begin(a_call("anna"))
    if answer:
        await calls.note_consent("anna", RECORDING, answer, "n1", clock())
    await calls.add_sound("anna", FIRST)
    assert await counts(database) == (0, 0)


async def test_a_yes_to_improvement_allows_no_recording(
    calls: CallRepository, database: Database, clock: Clock
) -> None:
    await calls.begin(a_call("anna"))
    improvement = ConsentPurpose.IMPROVEMENT
    await calls.note_consent("anna", improvement, ConsentAnswer.YES, "n1", clock())
    await calls.add_sound("anna", FIRST)
    assert await counts(database) == (0, 0)


async def test_withdrawing_destroys_key_and_sound_at_once_and_keeps_the_proof(
    recording: CallRepository, database: Database, clock: Clock
) -> None:
    at = clock() + timedelta(seconds=70)
    await recording.withdraw_consent("anna", RECORDING, at)
    assert await counts(database) == (0, 0)
    assert await sound_of(database) is None
    (consent,) = await database.read(lambda tables: consents.of_call(tables, "anna"))
    assert (consent.given, consent.withdrawn_at) == (True, at)


async def test_a_piece_that_comes_after_the_withdrawal_is_dropped(
    recording: CallRepository, database: Database, clock: Clock
) -> None:
    await recording.withdraw_consent("anna", RECORDING, clock())
    await recording.add_sound("anna", SECOND)
    assert await counts(database) == (0, 0)


async def test_erasing_a_call_destroys_its_recording_and_ends_its_consents(
    recording: CallRepository, database: Database
) -> None:
    await recording.erase("anna")
    assert await counts(database) == (0, 0)
    (consent,) = await database.read(lambda tables: consents.of_call(tables, "anna"))
    assert consent.withdrawn_at is not None


async def test_forgetting_a_conversation_leaves_the_recording_to_its_own_time(
    recording: CallRepository, database: Database
) -> None:
    await recording.forget_conversation("anna")
    assert await counts(database) == (2, 1)


@pytest.mark.usefixtures("recording")
async def test_the_list_tells_which_calls_have_a_recording(database: Database) -> None:
    await CallRepository(database).begin(a_call("ben"))
    (line,) = await database.read(recordings.recorded)
    assert (line.call_id, line.length_ms) == ("anna", 2500)


@pytest.mark.usefixtures("recording")
async def test_a_call_whose_use_is_restricted_is_not_in_the_list(database: Database) -> None:
    restrict = "UPDATE calls SET restricted_at = '2026-11-23T07:00:00.000+00:00'"
    await database.write(lambda tables: tables.conn.execute(restrict))
    assert await database.read(recordings.recorded) == ()
