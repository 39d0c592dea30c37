"""What the install scripts bring for tests: an Asterisk, the voices of simulated callers."""

import subprocess
from functools import cache
from pathlib import Path

import pytest

from kibox_pbx.rehearsal.voices import VoiceBox, find_voice_box

REPOSITORY = Path(__file__).parents[1]
INSTALL_S = 600


@cache
def callers_voices() -> VoiceBox:
    """Return the voices of simulated callers, the machine's own or our private ones."""
    return find_voice_box(installed_by("callers.sh"))


def installed_by(script: str) -> Path:
    """Run an install script, which does nothing if its work is done, and say where it is."""
    done = subprocess.run(  # noqa: S603  # our own script, no word of it from outside
        ["/bin/bash", REPOSITORY / "install" / script],
        capture_output=True,
        text=True,
        timeout=INSTALL_S,
        check=False,
    )
    if done.returncode != 0:
        why = done.stderr.strip().splitlines() or ["it said nothing"]
        pytest.fail(f"install/{script} could not do its work: {why[-1]}")
    return Path(done.stdout.strip().splitlines()[-1])


@cache
def wyoming_servers() -> Path:
    """Return the folder of other people's Wyoming servers, for PYTHONPATH."""
    return installed_by("wyoming.sh")
