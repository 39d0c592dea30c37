"""Where Prometheus fetches the figures: one page, on the loopback interface, in the loop."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from prometheus_client import CONTENT_TYPE_LATEST, generate_latest

from kibox_pbx.app.background import beside
from kibox_pbx.app.metrics import Metrics
from kibox_pbx.asterisk.loopback import serve_on_loopback
from kibox_pbx.config.settings import Address

REQUEST_S = 2.0
END_OF_HEAD = b"\r\n\r\n"
PAGE = b"GET /metrics"


@asynccontextmanager
async def metrics_page(address: Address | None, metrics: Metrics) -> AsyncIterator[None]:
    """Answer Prometheus while the context lasts; None: nobody wants figures.

    Raises:
        ConfigError: The port is taken.
    """
    if address is None:
        yield
        return

    async def serve(stream: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        try:
            async with asyncio.timeout(REQUEST_S):
                asked = await stream.readuntil(END_OF_HEAD)
                writer.write(_answer(asked, metrics))
                await writer.drain()
        except (OSError, TimeoutError, asyncio.IncompleteReadError, asyncio.LimitOverrunError):
            return

    async with (
        beside(metrics.watch_loop(), "loop lag"),
        serve_on_loopback(address, serve, setting="telephone.metrics"),
    ):
        yield


def _answer(asked: bytes, metrics: Metrics) -> bytes:
    if asked.split(b" HTTP/", 1)[0] != PAGE:
        return b"HTTP/1.0 404 Not Found\r\nContent-Length: 0\r\nConnection: close\r\n\r\n"
    page = generate_latest(metrics.registry)
    head = (
        f"HTTP/1.0 200 OK\r\nContent-Type: {CONTENT_TYPE_LATEST}\r\n"
        f"Content-Length: {len(page)}\r\nConnection: close\r\n\r\n"
    )
    return head.encode("ascii") + page
