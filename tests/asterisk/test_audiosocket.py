"""The AudioSocket language, cut at every place."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kibox_pbx.asterisk.audiosocket import (
    FRAME_BYTES,
    HANG_UP,
    MAX_PAYLOAD_BYTES,
    RATE_HZ,
    Kind,
    Message,
    Reader,
    Recutter,
    encode,
)
from kibox_pbx.errors import PeerError

CONVERSATION = [
    Message(Kind.IDENTIFIER, bytes(range(16))),
    Message(Kind.SOUND, b"\1\2" * 160),
    Message(Kind.SOUND, b"\3\4" * 138),
    Message(Kind.KEY, b"5"),
    Message(Kind.HANG_UP),
]
STREAM = b"".join(map(encode, CONVERSATION))


def test_messages_are_found_wherever_the_stream_is_cut() -> None:
    for cut in range(len(STREAM) + 1):
        reader = Reader()
        assert reader.feed(STREAM[:cut]) + reader.feed(STREAM[cut:]) == CONVERSATION


def test_messages_are_found_byte_by_byte() -> None:
    reader = Reader()
    found = [message for byte in STREAM for message in reader.feed(bytes((byte,)))]
    assert found == CONVERSATION


def test_hang_up_is_three_zero_bytes() -> None:
    assert HANG_UP == b"\0\0\0"


def test_sound_carries_its_length_big_endian() -> None:
    assert encode(Message(Kind.SOUND, bytes(320)))[:3] == b"\x10\x01\x40"


@pytest.mark.parametrize(
    "stream",
    [
        b"\x02\0\0",
        b"GET / HTTP/1.1\r\n",
        b"\x10\xff\xff",
        b"\x01\0\x0f",
        b"\x03\0\x02",
        b"\0\0\x01",
    ],
    ids=[
        "unknown kind",
        "a browser",
        "too long",
        "short identifier",
        "two keys",
        "long goodbye",
    ],
)
def test_what_asterisk_never_sends_is_refused(stream: bytes) -> None:
    with pytest.raises(PeerError):
        Reader().feed(stream)


@given(st.lists(st.binary(max_size=200), max_size=30))
def test_any_bytes_are_read_or_refused_and_never_piled_up(pieces: list[bytes]) -> None:
    reader = Reader()
    try:
        for piece in pieces:
            reader.feed(piece)
            assert len(reader._buffer) < MAX_PAYLOAD_BYTES + 3
    except PeerError:
        pass


@given(st.lists(st.integers(0, 700).map(lambda samples: b"\1\2" * samples)))
def test_sound_is_recut_to_20_ms_without_losing_a_sample(pieces: list[bytes]) -> None:
    recutter = Recutter()
    frames = [frame for piece in pieces for frame in recutter.feed(piece, 0)]
    whole = b"".join(pieces)
    assert b"".join(frame.pcm for frame in frames) == whole[: len(frames) * FRAME_BYTES]
    assert len(whole) - len(frames) * FRAME_BYTES < FRAME_BYTES
    assert [frame.at_ms for frame in frames] == list(range(0, len(frames) * 20, 20))


def test_a_gap_is_filled_with_silence_after_what_was_left_over() -> None:
    recutter = Recutter()
    recutter.feed(b"\1\1" * 200, 25)
    assert recutter.fill_gap().pcm == b"\1\1" * 40 + bytes(240)
    assert recutter.fill_gap().pcm == bytes(320)
    assert recutter.heard_ms == 60


def test_sound_that_was_only_late_is_heard_and_puts_the_count_not_ahead() -> None:
    recutter, second = Recutter(), b"\1\1" * RATE_HZ
    recutter.feed(second, 1000)
    silence = [recutter.fill_gap() for _ in range(100)]
    late = recutter.feed(second * 2, 3100)
    on_time = [recutter.feed(second[:FRAME_BYTES], at_ms)[0] for at_ms in range(3120, 4120, 20)]
    assert len(late) == 100
    assert recutter.heard_ms == 4100
    stamps = [frame.at_ms for frame in (*silence, *late, *on_time)]
    assert stamps == sorted(stamps)


def test_sound_after_a_true_gap_is_counted_as_ever() -> None:
    recutter, second = Recutter(), b"\1\1" * RATE_HZ
    for _ in range(100):
        recutter.fill_gap()
    stamps = [
        recutter.feed(second[:FRAME_BYTES], at_ms + 100)[0].at_ms
        for at_ms in range(2000, 3000, 20)
    ]
    assert stamps == list(range(2000, 3000, 20))
