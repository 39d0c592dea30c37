"""`kibox recording`: only who may hears a recording, it is noted, and no file is replaced."""

import asyncio
import json
from pathlib import Path

import numpy as np
import pytest
import soundfile

from kibox_pbx.admin.setup import make_practice_folder
from kibox_pbx.audio import RecordedPiece
from kibox_pbx.cli import main
from kibox_pbx.config.loader import load
from kibox_pbx.privacy.consent import ConsentAnswer, ConsentPurpose
from kibox_pbx.privacy.roles import Role
from kibox_pbx.storage.calls import CallRepository
from kibox_pbx.storage.opening import open_store
from tests.signing_in import accesses, sign_in
from tests.storage.call_store_contract import A_CALL

CALLER = np.arange(16000, dtype="<i2")
ASSISTANT = CALLER * np.int16(-2)


@pytest.fixture
def config(tmp_path: Path) -> Path:
    """Return the settings of a practice with one recorded call."""
    folder = tmp_path / "practice"
    make_practice_folder(folder)

    async def record() -> None:
        async with open_store(load(folder / "kibox.yaml")) as database:
            calls = CallRepository(database)
            await calls.begin(A_CALL)
            of_call = A_CALL.id, ConsentPurpose.RECORDING
            await calls.note_consent(*of_call, ConsentAnswer.YES, "n1", A_CALL.started_at)
            piece = RecordedPiece(0, CALLER.tobytes(), ASSISTANT.tobytes())
            await calls.add_sound(A_CALL.id, piece)

    asyncio.run(record())
    return folder / "kibox.yaml"


@pytest.fixture
def officer(config: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return the settings; the privacy officer has signed in."""
    sign_in(config, monkeypatch, Role.PRIVACY_OFFICER)
    return config


def export(config: Path, file: Path, call: str = A_CALL.id) -> int:
    return main(["recording", "export", call, str(file), "--config", str(config)])


def test_recordings_are_listed(officer: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["recording", "list", "--config", str(officer), "--json"]) == 0
    (line,) = json.loads(capsys.readouterr().out)
    assert (line["call"], line["length_ms"]) == (A_CALL.id, 2000)
    assert main(["recording", "list", "--config", str(officer)]) == 0
    assert A_CALL.id in capsys.readouterr().out


def test_the_file_is_stereo_and_its_owners_alone(officer: Path, tmp_path: Path) -> None:
    file = tmp_path / "call.wav"
    assert export(officer, file) == 0
    sound, rate_hz = soundfile.read(file, dtype="int16")
    assert rate_hz == 8000
    assert np.array_equal(sound, np.stack([CALLER, ASSISTANT], axis=1))
    assert file.stat().st_mode & 0o777 == 0o600


def test_a_file_that_is_there_is_left_alone(
    officer: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "call.wav"
    file.write_text("precious")
    assert export(officer, file) == 1
    assert "is there already" in capsys.readouterr().err
    assert file.read_text() == "precious"


def test_a_folder_that_is_not_there_is_told(
    officer: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert export(officer, tmp_path / "nowhere" / "call.wav") == 1
    assert "cannot be written: No such file" in capsys.readouterr().err


def test_a_call_without_a_recording_is_told(
    officer: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert export(officer, tmp_path / "call.wav", "f00") == 1
    assert "there is no recording of such a call" in capsys.readouterr().err
    assert not (tmp_path / "call.wav").exists()


def test_who_listed_and_who_exported_is_noted(officer: Path, tmp_path: Path) -> None:
    assert main(["recording", "list", "--config", str(officer)]) == 0
    assert export(officer, tmp_path / "call.wav") == 0
    assert accesses(officer)[1:] == [
        ("erika", "list_recordings", ""),
        ("erika", "export_recording", A_CALL.id),
    ]


@pytest.mark.parametrize("role", [Role.RECEPTION, Role.ADMIN])
def test_neither_reception_nor_admin_hears_a_recording(
    config: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    role: Role,
) -> None:
    sign_in(config, monkeypatch, role)
    assert export(config, tmp_path / "call.wav") == 1
    assert "may not do this" in capsys.readouterr().err
    assert not (tmp_path / "call.wav").exists()
