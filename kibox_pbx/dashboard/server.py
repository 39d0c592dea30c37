"""Listens for the office's browsers, in the loop of the service."""

import asyncio
import socket
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, closing, contextmanager
from ssl import SSLError

import uvicorn
from starlette.types import ASGIApp

from kibox_pbx.config.settings import Web
from kibox_pbx.dashboard.patience import CountingListener, ImpatientProtocol
from kibox_pbx.errors import ConfigError

MOST_AT_ONCE = 60
"""Requests; an office has a dozen people. The next is told to come back (503)."""

IDLE_S = 15
"""How long a connection stays open that asks nothing."""

LAST_ANSWERS_S = 2
"""How long an end waits for answers that are under way."""

BACKLOG = 64
TAKEN_AT_ONCE = 1
"""See `asterisk.loopback`."""


class _Server(uvicorn.Server):
    """Leaves signals to the service, which ends its pages itself."""

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        """Listen, with the kernel's own backlog."""
        await super().startup(sockets)
        for each in sockets or ():
            each.listen(BACKLOG)

    @contextmanager
    def capture_signals(self) -> Iterator[None]:
        yield


@asynccontextmanager
async def pages_served(pages: ASGIApp, web: Web) -> AsyncIterator[int]:
    """Answer browsers for as long as the context lasts; gives the port.

    Raises:
        ConfigError: The address cannot be had, or the certificate or its key not be used.
    """
    config = _configured(pages, web)
    with closing(_listening(web)) as listener:
        server = _Server(config)
        async with asyncio.TaskGroup() as tasks:
            tasks.create_task(server.serve([listener]), name="answer browsers")
            try:
                yield listener.getsockname()[1]
            finally:
                server.should_exit = True


def _configured(pages: ASGIApp, web: Web) -> uvicorn.Config:
    config = uvicorn.Config(
        pages,
        http=ImpatientProtocol,
        ws="none",
        lifespan="off",
        log_config=None,
        access_log=False,
        server_header=False,
        proxy_headers=False,
        backlog=TAKEN_AT_ONCE,
        limit_concurrency=MOST_AT_ONCE,
        timeout_keep_alive=IDLE_S,
        timeout_graceful_shutdown=LAST_ANSWERS_S,
        ssl_certfile=web.certificate_file,
        ssl_keyfile=web.private_key_file,
    )
    try:
        config.load()
    except (OSError, SSLError):
        raise ConfigError(
            "web.certificate_file, web.private_key_file: cannot be used; they must be PEM, "
            "belong together and be readable by the service"
        ) from None
    return config


def _listening(web: Web) -> socket.socket:
    family = socket.AF_INET6 if ":" in web.host else socket.AF_INET
    try:
        made = socket.create_server((web.host, web.port), family=family, backlog=BACKLOG)
    except OSError as error:
        raise ConfigError(
            f"web: cannot listen on {web.host} port {web.port}: {error.strerror}"
        ) from None
    return CountingListener(made)
