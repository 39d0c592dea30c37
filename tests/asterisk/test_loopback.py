"""Another program of this machine can wait at the doors for Asterisk, and is dropped."""

import asyncio
from contextlib import suppress

import pytest

from kibox_pbx.asterisk import audiosocket_server, fastagi_server, loopback
from kibox_pbx.asterisk.audiosocket_server import AudioSocketServer
from kibox_pbx.asterisk.fastagi_server import AgiSession, FastAgiServer
from tests.asterisk.peer import ANY_PORT

MOST = 8
Server = AudioSocketServer | FastAgiServer


async def answer(session: AgiSession) -> None:
    await session.set_variable("KIBOX_UP", "1")


def servers() -> dict[str, Server]:
    return {
        "audiosocket": AudioSocketServer(ANY_PORT),
        "fastagi": FastAgiServer(ANY_PORT, {"status": answer}),
    }


@pytest.mark.parametrize("which", ["audiosocket", "fastagi"])
async def test_a_flood_of_silent_connections_is_over_within_the_time_for_a_word(
    which: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(loopback, "MAX_CLIENTS", MOST)
    monkeypatch.setattr(audiosocket_server, "IDENTIFIER_S", 1.0)
    monkeypatch.setattr(fastagi_server, "REQUEST_S", 1.0)
    async with servers()[which] as server:
        lines = [
            await asyncio.open_connection(server.address.host, server.address.port)
            for _ in range(MOST + 5)
        ]
        at_once = 0
        for reader, _ in lines[MOST:]:
            with suppress(TimeoutError, ConnectionResetError):
                async with asyncio.timeout(0.5):
                    at_once += await reader.read() == b""
                continue
            at_once += reader.at_eof() or reader.exception() is not None
        assert at_once == 5
        await asyncio.sleep(1.1)
        reader, writer = await asyncio.open_connection(server.address.host, server.address.port)
        writer.write(b"agi_network: yes\nagi_network_script: status\n\n")
        async with asyncio.timeout(0.9):
            told = await reader.readline() if which == "fastagi" else b""
        assert which == "audiosocket" or b"KIBOX_UP" in told
        for _, each in (*lines, (reader, writer)):
            each.transport.abort()


def test_there_are_fewer_places_than_a_process_may_open_files() -> None:
    assert 2 * loopback.MAX_CLIENTS + 200 < 1024
