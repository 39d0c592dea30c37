"""What is noted of a call while the caller talks; the service that cannot start."""

from pathlib import Path
from uuid import uuid4

import pytest

from kibox_pbx.asterisk.ami import AmiClient
from kibox_pbx.bench.caller import NotingTalker, _Turn
from kibox_pbx.bench.service_process import service_process
from kibox_pbx.config.settings import Address
from kibox_pbx.errors import ConfigError
from kibox_pbx.rehearsal.caller import SimulatedCall
from kibox_pbx.rehearsal.caller_line import CallerLine
from kibox_pbx.rehearsal.latency import Said
from kibox_pbx.rehearsal.switchboard import Keypad
from kibox_pbx.rehearsal.voices import VoiceBox
from tests.bench.levels_of import GOOD, WITH_MODEL
from tests.rehearsal.test_latency import SILENCE, SPEECH


def talker(*turns: _Turn) -> NotingTalker:
    """Return one who has said so much, and heard speech from 3 to 4 s and from 7 s on."""
    keypad = Keypad(AmiClient(Address(port=5038), "caller", "none"), "channel")
    call = SimulatedCall(CallerLine(uuid4()), keypad, VoiceBox(Path("none")), None)
    for at_ms in range(0, 8000, 20):
        loud = 3000 <= at_ms < 4000 or at_ms >= 7000
        call.ear.hear(SPEECH if loud else SILENCE, at_ms)
    return NotingTalker(call, {}, list(turns))


def test_an_answer_counts_for_what_was_said_last() -> None:
    talking = talker(_Turn("opening", Said(1000, 2500)))
    talking.answer_began(GOOD)
    talking.turns.append(_Turn("ask_day", Said(5000, 6200)))
    talking.filler_began()
    talking.answer_began(WITH_MODEL)
    opening, day = talking.figures()
    assert (opening.wait_ms, opening.waterfall, opening.filled) == (500, GOOD, False)
    assert opening.line_ms == 500 - GOOD.whole_ms
    assert (day.wait_ms, day.waterfall, day.filled) == (800, WITH_MODEL, True)
    assert day.line_ms is None
    assert day.answer_ms == WITH_MODEL.whole_ms
    assert talking.cut_off == 0


def test_only_the_first_answer_after_a_sentence_is_the_answer_to_it() -> None:
    talking = talker(_Turn("opening", Said(1000, 2500)))
    talking.answer_began(GOOD)
    talking.answer_began(WITH_MODEL)
    assert talking.figures()[0].waterfall == GOOD


def test_an_answer_before_the_caller_has_finished_cuts_the_caller_off() -> None:
    talking = talker()
    talking.answer_began(GOOD)
    assert talking.cut_off == 1


def test_an_interruption_is_measured_by_when_the_assistant_fell_silent() -> None:
    talking = talker(_Turn("cuts into tell_answer", Said(3500, 5500)))
    [turn] = talking.figures()
    assert turn.cuts_in
    assert turn.silenced_ms == 500
    assert turn.wait_ms == 1500


@pytest.mark.whole
async def test_a_service_that_does_not_start_is_told(
    tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    running = service_process(
        tmp_path / "none.yaml", of_call=lambda _: None, of_service=lambda _: None
    )
    with pytest.raises(ConfigError, match="did not start"):
        async with running:
            pass
    out, err = capfd.readouterr()
    assert out == ""
    assert "none.yaml" in err
