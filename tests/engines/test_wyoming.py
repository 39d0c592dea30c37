"""Events on the line: ours and other people's, whole and cut, and what is none."""

import asyncio
import json

import pytest
from wyoming.event import Event as TheirEvent
from wyoming.event import async_read_event

from kibox_pbx.engines.wyoming import MOST_DATA, MOST_SOUND, Event, Reader, written
from kibox_pbx.errors import EngineError

EVENTS = (
    Event("describe"),
    Event("transcribe", {"language": "de", "transcript_terms": ["Müller", "ja"]}),
    Event("audio-chunk", {"rate": 16000, "width": 2, "channels": 1}, bytes(range(256)) * 2),
    Event("transcript", {"text": "grüß gott\nzusammen"}),
)


async def test_other_programs_read_what_we_write() -> None:
    reader = asyncio.StreamReader()
    reader.feed_data(b"".join(map(written, EVENTS)))
    reader.feed_eof()
    read = [await async_read_event(reader) for _ in EVENTS]
    assert [(one.type, one.data, one.payload or b"") for one in read if one] == [
        (one.type, one.data, one.payload) for one in EVENTS
    ]


def test_we_read_what_other_programs_write_cut_anywhere() -> None:
    stream = b"".join(_as_they_write(event) for event in EVENTS)
    for cut in range(len(stream)):
        reader = Reader()
        assert (*reader.feed(stream[:cut]), *reader.feed(stream[cut:])) == EVENTS


def _as_they_write(event: Event) -> bytes:
    """Write an event as the `wyoming` package does, and as its first version did."""
    theirs = TheirEvent(event.type, event.data, event.payload or None)
    if not theirs.payload:
        return json.dumps(theirs.to_dict(), ensure_ascii=False).encode() + b"\n"
    data = json.dumps(event.data, ensure_ascii=False).encode()
    head = {"type": event.type, "data_length": len(data), "payload_length": len(event.payload)}
    return json.dumps(head).encode() + b"\n" + data + event.payload


@pytest.mark.parametrize(
    "stream",
    [
        b"GET / HTTP/1.1\r\n\r\n",
        b"[1]\n",
        b'{"type": 7}\n',
        b'{"data": {}}\n',
        b'{"type": "x", "data": "y"}\n',
        b'{"type": "x", "payload_length": -1}\n',
        b'{"type": "x", "payload_length": true}\n',
        b'{"type": "x", "payload_length": "9"}\n',
        json.dumps({"type": "x", "payload_length": MOST_SOUND + 1}).encode() + b"\n",
        json.dumps({"type": "x", "data_length": MOST_DATA + 1}).encode() + b"\n",
        b'{"type": "x", "data_length": 4}\n[1]]',
        b"[" * 65000 + b"\n",
        b"x" * 65536,
    ],
)
def test_what_is_no_wyoming_ends_the_connection(stream: bytes) -> None:
    with pytest.raises(EngineError, match="does not speak Wyoming"):
        Reader().feed(stream)
