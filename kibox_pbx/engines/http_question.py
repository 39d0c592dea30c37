"""One question to a server in JSON over HTTP, on a connection of its own."""

import json
from typing import Any

import h11

from kibox_pbx.engines.peer import Line, Peer
from kibox_pbx.errors import AwayError, EngineError

MOST_BYTES = 2_000_000
"""Of an answer; what we ask for takes a few thousand."""


async def ask(peer: Peer, method: str, path: str, *, body: object = None, key: str = "") -> Any:
    """Return the answer; cancelling this closes the connection, which ends the server's work.

    Args:
        peer: The server.
        method: ``GET`` or ``POST``.
        path: Such as ``/v1/models``.
        body: What is sent along, as JSON.
        key: What the server lets us in for.

    Raises:
        AwayError: It cannot be reached, or refuses.
        EngineError: It does not answer in JSON.
    """
    data = b"" if body is None else json.dumps(body).encode()
    headers = [("Host", peer.address), ("Connection", "close"), ("Accept", "application/json")]
    if body is not None:
        headers += [("Content-Type", "application/json"), ("Content-Length", str(len(data)))]
    if key:
        headers.append(("Authorization", f"Bearer {key}"))
    http = h11.Connection(h11.CLIENT)
    request = http.send(h11.Request(method=method, target=path, headers=headers))
    parts = (request, http.send(h11.Data(data)), http.send(h11.EndOfMessage()))
    async with peer.line() as line:
        await line.send(b"".join(part for part in parts if part))
        try:
            return json.loads(await _answer(peer.setting, http, line))
        except (h11.RemoteProtocolError, ValueError, RecursionError):
            # What it says instead could quote the caller.
            raise EngineError(f"{peer.setting}: the server does not answer in JSON") from None


async def _answer(setting: str, http: h11.Connection, line: Line) -> bytes:
    found = bytearray()
    while True:
        event = http.next_event()
        match event:
            case h11.NEED_DATA:
                http.receive_data(await line.receive())
            case h11.Response() if event.status_code != _FINE:
                raise AwayError(f"{setting}: the server refuses (HTTP {event.status_code})")
            case h11.Data():
                found += event.data
            case h11.EndOfMessage():
                return bytes(found)
            case _:
                pass
        if len(found) > MOST_BYTES:
            raise EngineError(f"{setting}: the server's answer does not end")


_FINE = 200
