"""The door for Asterisk, when the process has no file handle left."""

import asyncio
import resource
import socket
from typing import Any

from kibox_pbx.asterisk.loopback import serve_on_loopback
from tests.asterisk.peer import ANY_PORT

WITHOUT_S = 2.5


async def echo(stream: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    writer.write(await stream.read(100))
    await writer.drain()


async def test_without_file_handles_it_complains_once_a_second_and_serves_who_waited() -> None:
    loop, complaints = asyncio.get_running_loop(), list[dict[str, Any]]()
    loop.set_exception_handler(lambda _, told: complaints.append(told))
    usual = resource.getrlimit(resource.RLIMIT_NOFILE)
    async with serve_on_loopback(ANY_PORT, echo, setting="door") as address:
        with socket.socket() as caller:
            caller.setblocking(False)  # noqa: FBT003 - its only argument
            resource.setrlimit(resource.RLIMIT_NOFILE, (3, usual[1]))
            try:
                await loop.sock_connect(caller, (address.host, address.port))
                await loop.sock_sendall(caller, b"hello")
                await asyncio.sleep(WITHOUT_S)
            finally:
                resource.setrlimit(resource.RLIMIT_NOFILE, usual)
            assert 1 <= len(complaints) <= WITHOUT_S + 1
            async with asyncio.timeout(5):
                assert await loop.sock_recv(caller, 100) == b"hello"
