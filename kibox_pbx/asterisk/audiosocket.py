"""The language in which Asterisk sends and takes a caller's sound. Knows no socket.

A message is one byte of kind, two bytes of length (big-endian) and the payload. Asterisk's
``AudioSocket()`` application speaks 8 kHz whatever the telephone's codec is.
Source: ``res_audiosocket.c`` of Asterisk 22.
"""

from dataclasses import dataclass
from enum import IntEnum

from kibox_pbx.audio import BYTES_PER_SAMPLE, FRAME_MS, AudioFrame
from kibox_pbx.errors import PeerError

RATE_HZ = 8000
FRAME_BYTES = RATE_HZ * FRAME_MS // 1000 * BYTES_PER_SAMPLE
SILENCE = bytes(FRAME_BYTES)
HEADER_BYTES = 3

MAX_PAYLOAD_BYTES = 4096
"""Over 250 ms of 8 kHz sound; Asterisk sends 20 ms, and never more than one RTP packet."""


class Kind(IntEnum):
    """What a message carries; the kinds that Asterisk sends."""

    HANG_UP = 0x00
    IDENTIFIER = 0x01
    """The UUID that the dialplan gave, 16 bytes; always the first message."""
    KEY = 0x03
    """A telephone key, one ASCII character."""
    SOUND = 0x10
    """Little-endian int16, 8 kHz, mono; not always 20 ms long."""
    ERROR = 0xFF


PAYLOAD_BYTES = {Kind.HANG_UP: 0, Kind.IDENTIFIER: 16, Kind.KEY: 1}
"""Kinds whose length is fixed."""


@dataclass(frozen=True, slots=True)
class Message:
    """One message, either direction."""

    kind: Kind
    payload: bytes = b""


def encode(message: Message) -> bytes:
    """Return the bytes that go on the wire."""
    return bytes((message.kind,)) + len(message.payload).to_bytes(2, "big") + message.payload


HANG_UP = encode(Message(Kind.HANG_UP))


class Reader:
    """Finds AudioSocket messages in a byte stream, whatever its cuts.

    Holds at most one unfinished message, so at most `MAX_PAYLOAD_BYTES` and a header.
    """

    def __init__(self) -> None:
        self._buffer = bytearray()

    def feed(self, data: bytes) -> list[Message]:
        """Return the messages completed by ``data``, oldest first.

        Raises:
            PeerError: The stream is not AudioSocket; close it.
        """
        self._buffer += data
        messages = []
        start = 0
        while (size := self._message_bytes(start)) and start + size <= len(self._buffer):
            payload = bytes(self._buffer[start + HEADER_BYTES : start + size])
            messages.append(Message(Kind(self._buffer[start]), payload))
            start += size
        del self._buffer[:start]
        return messages

    def _message_bytes(self, start: int) -> int:
        """Return the size of the message that begins here; 0 while its header is cut."""
        if len(self._buffer) < start + HEADER_BYTES:
            return 0
        try:
            kind = Kind(self._buffer[start])
        except ValueError:
            raise PeerError(
                "audiosocket: a message of a kind that Asterisk never sends"
            ) from None
        length = int.from_bytes(self._buffer[start + 1 : start + HEADER_BYTES], "big")
        if length > MAX_PAYLOAD_BYTES or length != PAYLOAD_BYTES.get(kind, length):
            raise PeerError("audiosocket: a message of impossible length")
        return HEADER_BYTES + length


class Recutter:
    """Makes 20 ms frames of sound that comes in pieces of any size, and counts the time.

    Sound can have gaps: RTP pauses while a key is held, a muted telephone may send nothing.
    `fill_gap` puts silence there, so that the count keeps up with the clock. What was not lost
    but late comes all the same, at once, and is heard; the count does not run ahead for it.
    """

    def __init__(self) -> None:
        self._rest = bytearray()
        self._frames = 0
        self._made_up = 0
        """Frames of silence whose sound may still come."""

    @property
    def heard_ms(self) -> int:
        """End of the last whole frame, in milliseconds since the call was answered."""
        return self._frames * FRAME_MS

    def feed(self, pcm: bytes, now_ms: int) -> list[AudioFrame]:
        """Return the frames completed by ``pcm``, oldest first; the rest waits for more.

        Args:
            pcm: What came.
            now_ms: Since the call was answered; late sound is counted at this moment.
        """
        self._rest += pcm
        whole = len(self._rest) // FRAME_BYTES * FRAME_BYTES
        frames = [
            self._count(bytes(self._rest[start : start + FRAME_BYTES]), now_ms)
            for start in range(0, whole, FRAME_BYTES)
        ]
        del self._rest[:whole]
        return frames

    def fill_gap(self) -> AudioFrame:
        """Return one frame for sound that did not come: what is left over, then silence."""
        pcm = bytes(self._rest).ljust(FRAME_BYTES, b"\0")
        self._rest.clear()
        frame = AudioFrame(pcm, RATE_HZ, self.heard_ms)
        self._frames += 1
        self._made_up += 1
        return frame

    def _count(self, pcm: bytes, now_ms: int) -> AudioFrame:
        frame = AudioFrame(pcm, RATE_HZ, self.heard_ms)
        if self._made_up and self.heard_ms + FRAME_MS > now_ms:
            self._made_up -= 1
        else:
            self._frames += 1
        return frame
