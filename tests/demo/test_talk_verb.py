"""``kibox talk`` as a program: typed through a pipe, and with a stand-in sound card."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from kibox_pbx.cli import main
from tests.rehearsal.practice import practice

pytestmark = pytest.mark.whole

DONE, REFUSED, WRONG_USAGE = 0, 1, 2

BOOKING = """\
ich hätte gern einen termin zur vorsorge
am donnerstag um halb zehn
sabine huber
/key 089123456#
ja genau
nein danke auf wiederhören
"""


def talk(
    config: Path, typed: str, *options: str, path: str | None = None
) -> subprocess.CompletedProcess[str]:
    return subprocess.run(  # noqa: S603 - our own program
        [sys.executable, "-m", "kibox_pbx.cli", "talk", "--config", str(config), *options],
        input=typed,
        capture_output=True,
        text=True,
        check=False,
        timeout=200,
        env=os.environ | ({"PATH": path} if path else {}),
    )


def test_a_booking_is_typed_and_nothing_is_kept(tmp_path: Path) -> None:
    config = practice(tmp_path)
    before = sorted(tmp_path.iterdir())
    talked = talk(config, BOOKING, "--no-model")
    assert talked.returncode == DONE, talked.stderr
    lines = talked.stdout.splitlines()
    assert "künstlichen Intelligenz" in lines[0]
    assert any(line.startswith("Ended: booked") for line in lines)
    assert "Sabine Huber, +4989123456" in lines[-1]
    assert sorted(tmp_path.iterdir()) == before


def test_silence_hanging_up_and_english(tmp_path: Path) -> None:
    options = ("--no-model", "--language", "en", "--caller", "+447700900123")
    talked = talk(practice(tmp_path), "/silence\n/hangup\n", *options)
    assert talked.returncode == DONE
    assert "artificial intelligence" in talked.stdout
    assert talked.stdout.endswith("Ended: abandoned\n")


def test_without_a_model_on_disk_the_rules_go_alone(tmp_path: Path) -> None:
    config = practice(tmp_path)
    text = config.read_text(encoding="utf-8").replace(
        "\nmodels:\n", f"\nmodels:\n  folder: {tmp_path / 'none'}\n"
    )
    config.write_text(text, encoding="utf-8")
    talked = talk(config, "/hangup\n")
    assert talked.returncode == DONE
    assert "Without a language model" in talked.stderr


@pytest.mark.parametrize("option", ["--speak", "--listen"])
def test_without_the_sound_card_s_programs_it_says_so(tmp_path: Path, option: str) -> None:
    talked = talk(practice(tmp_path), "", option, path=str(tmp_path))
    assert talked.returncode == REFUSED
    assert talked.stderr.endswith("install alsa-utils, or talk in writing\n")


def test_a_language_the_practice_does_not_speak_is_refused(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    config = practice(tmp_path)
    text = config.read_text(encoding="utf-8").replace("languages: [de, en]", "languages: de")
    config.write_text(text, encoding="utf-8")
    assert main(["talk", "--config", str(config), "--language", "en"]) == REFUSED
    assert "not among practice.languages" in capsys.readouterr().err


def test_a_language_nobody_speaks_is_wrong_usage() -> None:
    with pytest.raises(SystemExit) as left:
        main(["talk", "--language", "fr"])
    assert left.value.code == WRONG_USAGE


@pytest.mark.engine
def test_the_real_voice_speaks_and_the_real_ears_hear(tmp_path: Path) -> None:
    """What the voice says through ``aplay`` comes back through ``arecord``, once."""
    config = practice(tmp_path)
    programs = tmp_path / "bin"
    programs.mkdir()
    spoken = tmp_path / "spoken"
    (programs / "aplay").write_text(
        f"#!{sys.executable}\nimport sys\n"
        f"open({str(spoken)!r}, 'wb').write(sys.stdin.buffer.read())\n"
    )
    (programs / "arecord").write_text(
        f"#!{sys.executable}\nimport pathlib, sys, time\n"
        f"spoken = pathlib.Path({str(spoken)!r})\n"
        "heard = spoken.with_name('heard')\n"
        "if heard.exists():\n"
        "    sys.exit('no soundcards found')\n"
        "heard.write_bytes(spoken.read_bytes())\n"
        "sound = bytes(3200) + spoken.read_bytes() + bytes(320_000)\n"
        "for at in range(0, len(sound), 320):\n"
        "    sys.stdout.buffer.write(sound[at:at + 320])\n"
        "    sys.stdout.buffer.flush()\n"
        "    time.sleep(0.02)\n"
    )
    for program in programs.iterdir():
        program.chmod(0o700)
    path = f"{programs}:{os.environ['PATH']}"
    options = ("--speak", "--listen", "--no-model", "--language", "en")
    talked = talk(config, "", *options, path=path)
    [heard] = [line for line in talked.stdout.splitlines() if line.startswith("> ")]
    assert "help" in heard
    assert talked.returncode == REFUSED
    assert talked.stderr.endswith("the sound card does not listen; its own words are above\n")
