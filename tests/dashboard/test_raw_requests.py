"""Whatever bytes come to the port of the pages, the next browser is answered."""

import asyncio
import logging
import socket
import threading
from collections.abc import Iterator
from dataclasses import dataclass

import pytest

from kibox_pbx.config.settings import Settings
from kibox_pbx.dashboard.application import application
from kibox_pbx.dashboard.server import pages_served
from tests.dashboard.office import clock, store_of, web_of
from tests.dashboard.test_server import a_free_port
from tests.fuzz.made_up import the_same_few
from tests.fuzz.target import Target

ANSWER_S = 8.0
ASK = b"GET /sign-in HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\n\r\n"
FORM = (
    b"POST /sign-in HTTP/1.1\r\nHost: 127.0.0.1\r\nOrigin: http://127.0.0.1\r\n"
    b"Cookie: kibox=a\r\n"
    b"Content-Type: application/x-www-form-urlencoded\r\nContent-Length: 23\r\n\r\n"
    b"form_token=x&name=%41&x"
)
CHUNKS = (
    b"POST /inbox/mark-done HTTP/1.1\r\nHost: h\r\nTransfer-Encoding: chunked\r\n\r\n"
    b"5\r\nkind=\r\n7\r\nmessage\r\n0\r\n\r\n"
)
PARTS = (
    b"\r\n\r\n", b"Host: ", b"Content-Length: 9999999999\r\n", b"Origin: http://[\r\n",
    b"Transfer-Encoding: chunked\r\n", b"Cookie: kibox=\xff\r\n", b"Accept-Language: ;q=,\r\n",
    b"GET http://[ HTTP/1.1\r\n", b"Upgrade: websocket\r\n", b"Expect: 100-continue\r\n",
    b"Range: bytes=0-0,5-,-1\r\n", b"/../../etc/passwd", b"%ff", b"?version=9",
    b"X: " + b"a" * 70_000,
)  # fmt: skip


@dataclass
class Port:
    """Where the pages are served, in a loop of a thread of its own."""

    number: int

    def says(self, data: bytes) -> bytes:
        """Send something, and return everything that comes back."""
        with socket.create_connection(("127.0.0.1", self.number), ANSWER_S) as line:
            answer = b""
            try:
                line.sendall(data)
                line.shutdown(socket.SHUT_WR)
                while piece := line.recv(65536):
                    answer += piece
            except OSError:
                pass  # it was refused in mid-word
            return answer

    def withstands(self, data: bytes) -> None:
        """Send something; whatever it was, it is no error of ours, and the next is answered."""
        assert b" 500 " not in self.says(data).split(b"\r\n", 1)[0]
        assert self.says(ASK).startswith(b"HTTP/1.1 200 ")


@pytest.fixture
def port(settings: Settings) -> Iterator[Port]:
    web = web_of(settings).model_copy(update={"port": a_free_port()})
    is_up, loop = threading.Event(), asyncio.new_event_loop()
    stop = asyncio.Event()

    async def serve() -> None:
        async with (
            store_of(settings) as database,
            pages_served(application(settings, web, database, clock), web),
        ):
            is_up.set()
            await stop.wait()

    thread = threading.Thread(target=lambda: loop.run_until_complete(serve()))
    thread.start()
    try:
        assert is_up.wait(60)
        yield Port(web.port)
    finally:
        loop.call_soon_threadsafe(stop.set)
        thread.join(20)
        loop.close()


def pages(port: Port) -> Target:
    return Target("pages", port.withstands, (ASK, FORM, CHUNKS), PARTS)


def test_made_up_requests_break_nothing(port: Port, caplog: pytest.LogCaptureFixture) -> None:
    the_same_few(pages(port), 60)
    assert not [each for each in caplog.records if each.levelno >= logging.ERROR]


@pytest.mark.long
@pytest.mark.timeout(900)
def test_thousands_of_made_up_requests_break_nothing(port: Port) -> None:
    the_same_few(pages(port), 3000)


@pytest.mark.parametrize(
    "head",
    [
        b"GET / HTTP/1.1\r\nHost: h\r\n" + b"X: a\r\n" * 5000,
        b"GET /" + b"a" * 200_000 + b" HTTP/1.1\r\n\r\n",
        b"POST /sign-in HTTP/1.1\r\nHost: h\r\nContent-Length: -1\r\n\r\n",
        b"POST /sign-in HTTP/1.1\r\nHost: h\r\nContent-Length: 9\r\nContent-Length: 8\r\n\r\n",
        FORM.replace(b"http://127.0.0.1", b"http://["),
        b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03",
        b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n",
    ],
    ids=["headers", "address", "length", "lengths", "origin", "tls", "http2"],
)
def test_what_scanners_send_is_refused(port: Port, head: bytes) -> None:
    port.withstands(head)
