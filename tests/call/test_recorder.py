"""Both directions are recorded in step, in pieces, from the yes to end or withdrawal."""

from kibox_pbx.audio import AudioFrame, RecordedPiece, cut_into_frames
from kibox_pbx.call.recorder import PIECE_MS, RecordedLeg
from kibox_pbx.ports import CallLeg, KeyPress
from tests.fakes import RATE_HZ, SILENCE, VOICED, FakeLeg

FRAMES = PIECE_MS // 20


class Line:
    """A line whose other end the test plays, frame by frame."""

    def __init__(self) -> None:
        self.fake = FakeLeg()
        self.pieces: list[RecordedPiece] = []
        self.leg = RecordedLeg(self.fake, self.pieces.append)

    async def hears(self, pcm: bytes, frames: int) -> None:
        """Let the caller send frames, and the line send as many."""
        for _ in range(frames):
            self.fake.say(pcm)
        await self._listen()

    async def _listen(self) -> None:
        self.fake.hang_up()
        async for _ in self.leg.incoming():
            pass

    async def plays(self, pcm: bytes, frames: int) -> None:
        for frame in cut_into_frames(pcm * frames, RATE_HZ):
            await self.leg.play(frame)

    @property
    def caller(self) -> bytes:
        return b"".join(piece.caller for piece in self.pieces)

    @property
    def assistant(self) -> bytes:
        return b"".join(piece.assistant for piece in self.pieces)


def is_a_leg(leg: RecordedLeg) -> CallLeg:
    return leg


async def test_nothing_is_kept_before_the_yes() -> None:
    line = Line()
    await line.plays(VOICED, 10)
    await line.hears(VOICED, 2 * FRAMES)
    line.leg.keep_rest()
    assert line.pieces == []


async def test_both_tracks_are_of_one_length_and_in_step() -> None:
    line = Line()
    line.leg.record()
    await line.hears(VOICED, 10)
    await line.plays(VOICED, 5)
    await line.hears(SILENCE, 10)
    line.leg.keep_rest()
    assert line.caller == VOICED * 10 + SILENCE * 10
    assert line.assistant == SILENCE * 10 + VOICED * 5 + SILENCE * 5


async def test_what_was_played_before_the_yes_does_not_come_late_after_it() -> None:
    line = Line()
    await line.plays(VOICED, 5)
    await line.hears(SILENCE, 5)
    line.leg.record()
    await line.hears(SILENCE, 5)
    line.leg.keep_rest()
    assert line.assistant == SILENCE * 5


async def test_a_piece_is_handed_over_as_soon_as_it_is_full() -> None:
    line = Line()
    line.leg.record()
    await line.hears(VOICED, FRAMES + 3)
    assert [piece.duration_ms for piece in line.pieces] == [PIECE_MS]
    line.leg.keep_rest()
    assert [piece.duration_ms for piece in line.pieces] == [PIECE_MS, 60]
    assert [piece.at_ms for piece in line.pieces] == [0, PIECE_MS]


async def test_what_the_caller_cut_short_was_never_heard_and_is_not_recorded() -> None:
    line = Line()
    line.leg.record()
    await line.plays(VOICED, 10)
    await line.hears(SILENCE, 4)
    line.fake.queued_ms = 120
    assert line.leg.drop_queued() == 120
    await line.hears(SILENCE, 6)
    line.leg.keep_rest()
    assert line.assistant == VOICED * 4 + SILENCE * 6


async def test_more_dropped_than_was_noted_does_no_harm() -> None:
    line = Line()
    line.leg.record()
    await line.plays(VOICED, 1)
    line.fake.queued_ms = 200
    line.leg.drop_queued()
    await line.hears(SILENCE, 1)
    line.leg.keep_rest()
    assert line.assistant == SILENCE


async def test_after_a_withdrawal_nothing_more_is_handed_over() -> None:
    line = Line()
    line.leg.record()
    await line.hears(VOICED, 10)
    line.leg.drop()
    await line.hears(VOICED, FRAMES)
    line.leg.keep_rest()
    assert line.pieces == []


async def test_keys_sound_and_the_end_pass_unchanged() -> None:
    line = Line()
    line.fake.press("5")
    line.fake.say(VOICED)
    line.fake.hang_up()
    heard = [item async for item in line.leg.incoming()]
    assert heard == [KeyPress("5", 0), AudioFrame(VOICED, RATE_HZ, 0)]
    await line.leg.drained()
    await line.leg.finish()
    assert line.fake.finished
    assert is_a_leg(line.leg) is line.leg
