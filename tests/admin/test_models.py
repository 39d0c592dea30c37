import argparse
import io
import json
from pathlib import Path

import pytest

from kibox_pbx.admin.fetch_report import report_to
from kibox_pbx.admin.models import add_commands
from kibox_pbx.errors import ModelError
from kibox_pbx.models.installed import InstalledModel

VOICE = InstalledModel(
    role="tts-de",
    name="espeak-de",
    engine="espeak",
    language="de",
    path=Path("/voices"),
    rate_hz=22050,
    licence="GPL-3.0-or-later",
    stand_in=True,
)


def kibox(*words: str) -> int:
    parser = argparse.ArgumentParser(prog="kibox")
    add_commands(parser.add_subparsers())
    args = parser.parse_args(["models", *words])
    return int(args.run(args))


def test_the_list_shows_every_candidate_and_what_is_installed(
    capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    assert kibox("list", "--json", "--folder", str(tmp_path)) == 0
    rows = {(row["role"], row["name"]): row for row in json.loads(capsys.readouterr().out)}
    assert rows["stt-de", "vosk-de-small"]["installed"] is False
    assert rows["tts-de", "espeak-de"]["installed"] is True
    assert rows["tts-de", "espeak-de"]["stand_in"] is True


def test_fetching_puts_data_on_stdout_and_the_story_on_stderr(
    capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    assert kibox("fetch", "tts-de", "--model", "espeak-de", "--folder", str(tmp_path)) == 0
    out, err = capsys.readouterr()
    assert out.startswith("tts-de  espeak-de  ")
    assert err == "tts-de: espeak-de (a stand-in: fetch again when the better one can be had)\n"


def test_fetching_what_is_missing_leaves_filled_roles_alone(
    capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    assert kibox("fetch", "tts-de", "--missing", "--folder", str(tmp_path)) == 0
    assert capsys.readouterr().out == ""


def test_a_model_by_name_needs_its_role(tmp_path: Path) -> None:
    with pytest.raises(ModelError, match="exactly one ROLE"):
        kibox("fetch", "--model", "espeak-de", "--folder", str(tmp_path))


def test_verifying_a_half_model_fails_and_names_it(
    capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    assert kibox("verify", "--folder", str(tmp_path)) == 0
    (tmp_path / "whisper-base").mkdir()
    assert kibox("verify", "--folder", str(tmp_path)) == 1
    assert capsys.readouterr().out == "whisper-base  is incomplete\n"


def test_a_model_that_cannot_be_had_is_said_loudly() -> None:
    told = io.StringIO()
    with report_to(told) as report:
        report.started("tts-de", "piper-de-thorsten")
        report.unreachable("piper-de-thorsten", "the host cannot be reached")
        report.finished(VOICE)
    lines = told.getvalue().splitlines()
    assert lines[1] == "NOT AVAILABLE: piper-de-thorsten: the host cannot be reached"
    assert "stand-in" in lines[2]


def test_a_terminal_sees_a_bar_that_moves(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("FORCE_COLOR", "1")
    monkeypatch.setenv("TERM", "xterm")
    told = io.StringIO()
    with report_to(told) as report:
        report.started("tts-de", "espeak-de")
        report.progressed("espeak-de", 5, 10)
        report.finished(VOICE)
    assert "━" in told.getvalue()
    assert "tts-de: espeak-de (a stand-in" in told.getvalue()
