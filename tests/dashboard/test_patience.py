"""Whoever dawdles, floods or smuggles at the pages gains nothing, and others are served."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import suppress

import httpx2
import pytest

from kibox_pbx.config.settings import Settings
from kibox_pbx.dashboard import form, patience
from kibox_pbx.dashboard.application import application
from kibox_pbx.dashboard.server import pages_served
from tests.dashboard.office import clock, store_of, token_in, web_of
from tests.dashboard.test_server import a_free_port, certificate_in

Line = tuple[asyncio.StreamReader, asyncio.StreamWriter]

ASK = b"GET /sign-in HTTP/1.1\r\nHost: localhost\r\n"


@pytest.fixture
def with_tls() -> bool:
    return False


@pytest.fixture
def patience_s() -> float:
    return 0.3


@pytest.fixture
async def port(
    settings: Settings, monkeypatch: pytest.MonkeyPatch, patience_s: float, *, with_tls: bool
) -> AsyncIterator[int]:
    """Where the pages listen."""
    monkeypatch.setattr(patience, "REQUEST_S", patience_s)
    monkeypatch.setattr(form, "FORM_S", 0.3)
    web = web_of(settings)
    changes: dict[str, object] = {"port": a_free_port()}
    if with_tls:
        changes |= certificate_in(settings.store.database.parent)
    web = web.model_validate(web.model_dump() | changes)
    database = store_of(settings)
    pages = application(settings, web, database, clock)
    async with database, pages_served(pages, web) as port:
        yield port


async def lines_to(port: int, count: int) -> list[Line]:
    return [await asyncio.open_connection("127.0.0.1", port) for _ in range(count)]


async def rest_of(line: Line, within_s: float = 2.0) -> bytes:
    """Return what still comes until the pages hang up."""
    async with asyncio.timeout(within_s):
        with suppress(ConnectionResetError):
            return await line[0].read()
    return b""


def hang_up(lines: list[Line]) -> None:
    for _, writer in lines:
        writer.transport.abort()


@pytest.mark.parametrize("begun", [b"", b"GET", ASK, ASK + b"X: y\r\n"])
async def test_who_does_not_come_to_the_end_of_a_request_is_hung_up_on(
    port: int, begun: bytes
) -> None:
    ((reader, writer),) = await lines_to(port, 1)
    writer.write(begun)
    assert await rest_of((reader, writer)) == b""
    writer.close()


async def test_neither_may_the_second_request_dawdle(port: int) -> None:
    ((reader, writer),) = await lines_to(port, 1)
    writer.write(b"GET /static/x HTTP/1.1\r\nHost: localhost\r\n\r\n")
    assert b" 404 " in await reader.readline()
    writer.write(ASK)
    assert b"HTTP/1.1 " not in await rest_of((reader, writer))
    writer.close()


async def test_a_form_that_comes_drop_by_drop_is_refused(port: int) -> None:
    ((reader, writer),) = await lines_to(port, 1)
    head = b"POST /sign-in HTTP/1.1\r\nHost: localhost\r\nContent-Length: 100\r\n"
    writer.write(head + b"Content-Type: application/x-www-form-urlencoded\r\n\r\nname=")
    assert b"HTTP/1.1 408 " in await reader.readline()
    writer.close()


@pytest.mark.parametrize("patience_s", [60.0])  # whoever is hung up on was too much
@pytest.mark.parametrize("with_tls", [False, True])
async def test_one_machine_cannot_take_every_connection(port: int) -> None:
    lines = await lines_to(port, patience.MOST_OF_ONE + 20)
    refused = 0
    for line in lines[patience.MOST_OF_ONE :]:
        refused += await rest_of(line) == b""
    assert refused == 20
    hang_up(lines)
    await asyncio.sleep(0.05)
    (again,) = await lines_to(port, 1)
    with pytest.raises(TimeoutError):  # there is a place again: nobody hangs up
        await rest_of(again, 0.2)
    hang_up([again])


SMUGGLED = b"GET /static/icon.svg HTTP/1.1\r\nHost: localhost\r\n\r\n"


@pytest.mark.parametrize(
    "head",
    [
        b"Content-Length: 4\r\nContent-Length: 5\r\n",
        b"Content-Length: +5\r\n",
        b"Content-Length : 5\r\n",
        b"Transfer-Encoding: xchunked\r\n",
        b"Transfer-Encoding: chunked, identity\r\n",
        b"X: a\x00b\r\n",
    ],
)
async def test_no_request_is_smuggled_in_behind_another(port: int, head: bytes) -> None:
    ((reader, writer),) = await lines_to(port, 1)
    writer.write(b"POST /sign-in HTTP/1.1\r\nHost: localhost\r\n" + head + b"\r\n" + SMUGGLED)
    answers = await rest_of((reader, writer))
    assert answers.count(b"HTTP/1.1 ") == 1
    assert answers.split()[1] in {b"400", b"501"}
    writer.close()


async def test_meanwhile_others_are_served(port: int) -> None:
    lines = await lines_to(port, 20)
    for _, writer in lines:
        writer.write(ASK)
    async with httpx2.AsyncClient() as client:
        answer = await client.get(f"http://127.0.0.1:{port}/sign-in")
    assert token_in(answer.text)
    hang_up(lines)
