"""`kibox engines serve`: what it refuses, and a whole kibox that lends to another."""

import sys
from pathlib import Path

import numpy as np
import pytest

from kibox_pbx.admin.setup import CONFIG, make_practice_folder
from kibox_pbx.audio import cut_into_frames
from kibox_pbx.cli import main
from kibox_pbx.engines.telephone_sound import to_telephone
from kibox_pbx.engines.wyoming_stt import WyomingSpeechToText
from kibox_pbx.engines.wyoming_tts import WyomingVoice
from kibox_pbx.utterance import Language
from tests.engines.servers import HOST, free_port, peer, server
from tests.notify.certificates import make_certificate

BUSY_MACHINE_S = 120
Captured = pytest.CaptureFixture[str]


@pytest.fixture
def config(tmp_path: Path) -> Path:
    make_practice_folder(tmp_path / "practice")
    return tmp_path / "practice" / CONFIG


@pytest.mark.parametrize(
    ("address", "why"),
    [
        ("192.168.1.20", "name --certificate-file and --private-key-file"),
        ("0.0.0.0", "your own network"),  # noqa: S104  # refused
        ("8.8.8.8", "your own network"),
        ("engines.practice.lan", "no names are looked up"),
    ],
)
def test_what_others_could_overhear_or_reach_is_refused(
    config: Path, capsys: Captured, address: str, why: str
) -> None:
    assert main(["engines", "serve", "--config", str(config), "--address", address]) == 1
    assert why in capsys.readouterr().err


def test_a_certificate_that_cannot_be_used_is_told(config: Path, capsys: Captured) -> None:
    files = ["--certificate-file", str(config), "--private-key-file", str(config)]
    assert main(["engines", "serve", "--config", str(config), *files]) == 1
    assert "cannot be used" in capsys.readouterr().err


@pytest.mark.engine
async def test_what_one_kibox_says_another_lends_and_hears(
    config: Path, tmp_path: Path
) -> None:
    """Needs models: `kibox models fetch`."""
    certificate, key = make_certificate(tmp_path, "engines.practice.lan")
    port = free_port()
    command = [
        *(sys.executable, "-m", "kibox_pbx.cli", "engines", "serve"),
        *("--config", str(config), "--address", HOST, "--port", str(port)),
        *("--certificate-file", str(certificate), "--private-key-file", str(key)),
    ]
    named = {"tls": True, "server_name": "engines.practice.lan", "ca_file": certificate}
    there = peer(port, **named)
    async with server(command, port):
        voice = WyomingVoice(there, Language.ENGLISH, silent_s=BUSY_MACHINE_S)
        said = to_telephone(*await voice.make("I would like to make an appointment."))
        ear = WyomingSpeechToText(there, Language.ENGLISH, patience_s=BUSY_MACHINE_S)
        async with ear.listen(("an appointment",)) as recognition:
            for frame in cut_into_frames(said, 8000):
                await recognition.hear(frame)
            heard = await recognition.finish()
    assert np.frombuffer(said, "<i2").size > 8000
    assert "appointment" in heard.text
