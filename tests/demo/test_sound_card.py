"""The sound card's programs are played by stand-ins that keep or make sound."""

import asyncio
import os
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from kibox_pbx.demo.by_ear import Ear
from kibox_pbx.demo.sound_card import play_sentence, require
from kibox_pbx.dialogue.actions import Expect, Listen
from kibox_pbx.errors import EngineError
from kibox_pbx.utterance import Language
from tests.fakes import VOICED, FakeActivity, FakeRecogniser, FakeVoice

DE = Language.GERMAN

StandIn = Callable[[str, str], None]

KEEPS_SOUND = """
with open({kept!r}, "wb") as file:
    file.write(" ".join(sys.argv[1:]).encode() + b"\\n" + sys.stdin.buffer.read())
"""
SPEAKS_THEN_SILENCE = """
import time
out = sys.stdout.buffer
frames = [b"\\x00\\x00" * 160] * 10 + [b"\\x00\\x10" * 160] * {voiced}
for frame in frames + [b"\\x00\\x00" * 160] * 500:
    out.write(frame)
    out.flush()
    time.sleep(0.002)
"""


@pytest.fixture
def stand_in(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> StandIn:
    """Return what puts a program of our own where the real one is looked for."""
    monkeypatch.setenv("PATH", str(tmp_path))

    def write(name: str, program: str) -> None:
        path = tmp_path / name
        path.write_text(f"#!{sys.executable}\nimport sys\n{program}", encoding="utf-8")
        path.chmod(0o700)

    return write


async def test_a_sentence_goes_to_the_sound_card_as_telephone_sound(
    tmp_path: Path, stand_in: StandIn
) -> None:
    kept = tmp_path / "kept"
    stand_in("aplay", KEEPS_SOUND.format(kept=str(kept)))
    voice = FakeVoice()
    await play_sentence("Guten Tag", voice)
    assert voice.spoken == ["Guten Tag"]
    options, _, sound = kept.read_bytes().partition(b"\n")
    assert options == b"-q -t raw -f S16_LE -r 8000 -c 1"
    assert sound == VOICED * 5


async def test_a_machine_without_a_sound_card_is_told(stand_in: StandIn) -> None:
    stand_in("aplay", "sys.stdin.close(); sys.exit('no soundcards found')")
    with pytest.raises(EngineError, match="does not play"):
        await play_sentence("Guten Tag", FakeVoice())


@pytest.mark.usefixtures("stand_in")
def test_a_missing_program_is_told_with_what_mends_it() -> None:
    with pytest.raises(EngineError, match="install alsa-utils"):
        require("aplay")


async def test_an_answer_is_heard_through_the_microphone(stand_in: StandIn) -> None:
    stand_in("arecord", SPEAKS_THEN_SILENCE.format(voiced=40))
    recogniser = FakeRecogniser("am mittwoch")
    ear = Ear({DE: recogniser}, FakeActivity)
    listen = Listen(Expect.DAY, 5000, ("morgen",))
    assert await ear.hear(listen, DE) == "am mittwoch"
    assert recogniser.phrases == [("morgen",)]


async def test_who_says_nothing_is_silent(stand_in: StandIn) -> None:
    stand_in("arecord", SPEAKS_THEN_SILENCE.format(voiced=0))
    ear = Ear({DE: FakeRecogniser()}, FakeActivity)
    assert await ear.hear(Listen(Expect.DAY, 300), DE) is None


async def test_a_microphone_that_ends_is_told(stand_in: StandIn) -> None:
    stand_in("arecord", "sys.exit('no soundcards found')")
    ear = Ear({DE: FakeRecogniser()}, FakeActivity)
    with pytest.raises(ExceptionGroup) as failed:
        await ear.hear(Listen(Expect.DAY, 5000), DE)
    assert failed.group_contains(EngineError, match="does not listen")


async def test_no_program_outlives_its_answer(tmp_path: Path, stand_in: StandIn) -> None:
    noted = tmp_path / "pid"
    program = f"import os; open({str(noted)!r}, 'w').write(str(os.getpid()))\n"
    stand_in("arecord", program + SPEAKS_THEN_SILENCE.format(voiced=0))
    await Ear({DE: FakeRecogniser()}, FakeActivity).hear(Listen(Expect.DAY, 400), DE)
    await asyncio.sleep(0)
    with pytest.raises(ProcessLookupError):
        os.kill(int(noted.read_text()), 0)
