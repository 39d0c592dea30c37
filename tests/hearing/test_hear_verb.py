"""What is typed, and what is said where nothing can be measured."""

from pathlib import Path

import pytest

from kibox_pbx.cli import main

REFUSED, WRONG_USAGE = 1, 2

Captured = pytest.CaptureFixture[str]


@pytest.fixture(autouse=True)
def empty_cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("KIBOX_CACHE", str(tmp_path))


@pytest.mark.parametrize(
    ("arguments", "why"),
    [
        (["--noise", "loud"], "'loud' is no number of dB from -20 to 60"),
        (["--babble", "90"], "'90' is no number of dB"),
        (["--loss", "-1"], "'-1' is no number of percent from 0 to 90"),
        (["--loss", "nan"], "'nan' is no number of percent"),
        (["--codec", "mp3"], "invalid choice: 'mp3'"),
        (["--engine", "siri"], "invalid choice: 'siri'"),
        (["--json", "--markdown"], "not allowed with"),
    ],
)
def test_what_cannot_be_measured_is_wrong_usage(
    arguments: list[str], why: str, capsys: Captured
) -> None:
    with pytest.raises(SystemExit) as ended:
        main(["hear", *arguments])
    assert ended.value.code == WRONG_USAGE
    assert why in capsys.readouterr().err


def test_an_engine_without_a_model_says_how_to_get_one(capsys: Captured) -> None:
    assert main(["hear", "--engine", "vosk", "--language", "en"]) == REFUSED
    told = capsys.readouterr()
    assert told.out == ""
    assert told.err == "not installed: vosk-en-us-small; run: kibox models fetch stt-en\n"


def test_without_any_recogniser_nothing_is_measured(capsys: Captured) -> None:
    assert main(["hear", "--json"]) == REFUSED
    told = capsys.readouterr().err.splitlines()
    assert "vosk-de-small is not installed, so vosk has no rows" in told
    assert told[-1] == "no recogniser is installed; run: kibox models fetch"
