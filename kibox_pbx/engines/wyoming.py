"""The Wyoming protocol (version 1.10): events of a line of JSON, more JSON, and sound.

It knows no socket. Every length that the other side names is bounded.
"""

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from kibox_pbx.engines.peer import Line, Peer
from kibox_pbx.errors import EngineError

LONGEST_LINE = 65536
"""Bytes of an event's first line, which is short."""

MOST_DATA = 4_000_000
"""Bytes; a server that speaks with hundreds of voices lists them all in one event."""

MOST_SOUND = 1_000_000
"""Bytes of one event's sound; 20 ms take 640, half a minute one million."""


@dataclass(frozen=True, slots=True)
class Event:
    """One event; what it may be: github.com/OHF-Voice/wyoming."""

    type: str
    data: dict[str, Any] = field(default_factory=dict)
    payload: bytes = b""
    """Sound."""

    def text(self) -> str:
        """Return what an event about words says; "" if it says nothing."""
        said = self.data.get("text")
        return said if isinstance(said, str) else ""


def written(event: Event) -> bytes:
    """Return an event as it goes to the line."""
    data = json.dumps(event.data).encode() if event.data else b""
    head = {
        "type": event.type,
        "version": "1.10.0",
        "data_length": len(data),
        "payload_length": len(event.payload),
    }
    return json.dumps(head).encode() + b"\n" + data + event.payload


class Reader:
    """Finds events in a byte stream, whatever its cuts."""

    def __init__(self) -> None:
        self._buffer = bytearray()

    def feed(self, data: bytes) -> list[Event]:
        """Return the events completed by ``data``, oldest first.

        Raises:
            EngineError: The stream is not Wyoming; close it.
        """
        self._buffer += data
        found = []
        while (event := self._next()) is not None:
            found.append(event)
        return found

    def _next(self) -> Event | None:
        end = self._buffer.find(b"\n", 0, LONGEST_LINE)
        if end < 0:
            if len(self._buffer) >= LONGEST_LINE:
                raise _broken("a line that does not end")
            return None
        head = _object(self._buffer[:end])
        more = _length(head, "data_length", MOST_DATA)
        sound = _length(head, "payload_length", MOST_SOUND)
        start, whole = end + 1, end + 1 + more + sound
        if len(self._buffer) < whole:
            return None
        data = head.get("data") or {}
        if more and isinstance(data, dict):
            data = data | _object(self._buffer[start : start + more])
        kind = head.get("type")
        if not isinstance(kind, str) or not isinstance(data, dict):
            raise _broken("an event without a type")
        event = Event(kind, data, bytes(self._buffer[start + more : whole]))
        del self._buffer[:whole]
        return event


class Conversation:
    """Events to and from a server."""

    def __init__(self, line: Line) -> None:
        self._line = line
        self._reader = Reader()
        self._came: list[Event] = []

    async def tell(self, *events: Event) -> None:
        """Send events.

        Raises:
            EngineError: The server broke off.
        """
        await self._line.send(b"".join(map(written, events)))

    async def hear(self) -> Event:
        """Return the next event.

        Raises:
            EngineError: The server broke off, or says that something went wrong there.
        """
        while not self._came:
            self._came = self._reader.feed(await self._line.receive())
        event = self._came.pop(0)
        if event.type == "error":
            # Its text could quote the caller.
            raise EngineError("the server of an engine says that it failed")
        return event


async def look(peer: Peer, kind: str, language: str, model: str) -> str:
    """Return the name of what a server has for a language.

    Args:
        peer: The server.
        kind: What it must be for: ``asr`` (hearing) or ``tts`` (speaking).
        language: Such as ``de``.
        model: The one that is wanted; "": any.

    Raises:
        EngineError: The server is away, or has none such.
    """
    async with peer.line() as line:
        talk = Conversation(line)
        await talk.tell(Event("describe"))
        while (event := await talk.hear()).type != "info":
            pass
    names = [name for name in _usable(event.data.get(kind), language) if model in {"", name}]
    if not names:
        raise EngineError(f"{peer.setting}: the server has no such model for {language}")
    return names[0]


def _usable(programs: object, language: str) -> Iterator[str]:
    """Yield the names of the models and voices that are there for a language."""
    for program in _objects(programs):
        for each in (*_objects(program.get("models")), *_objects(program.get("voices"))):
            spoken = [re.split("[-_]", str(one))[0] for one in each.get("languages") or ()]
            if each.get("installed") is not False and (not spoken or language in spoken):
                yield str(each.get("name", ""))


def _objects(found: object) -> list[dict[str, Any]]:
    listed = found if isinstance(found, list) else []
    return [each for each in listed if isinstance(each, dict)]


def audio_format(rate_hz: int) -> dict[str, int]:
    """Return how int16 mono is described."""
    return {"rate": rate_hz, "width": 2, "channels": 1}


def _object(text: bytes | bytearray) -> dict[str, Any]:
    try:
        found = json.loads(text)
    except (ValueError, RecursionError):
        raise _broken("an event that is no JSON") from None
    if not isinstance(found, dict):
        raise _broken("an event that is no object")
    return found


def _length(head: dict[str, Any], key: str, most: int) -> int:
    length = head.get(key) or 0
    if type(length) is not int or not 0 <= length <= most:
        raise _broken("an event of an impossible length")
    return length


def _broken(what: str) -> EngineError:
    return EngineError(f"the other side does not speak Wyoming: {what}")
