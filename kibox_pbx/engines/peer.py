"""Reaches a server of the office that lends an engine, and makes sure that it is the one.

It is reached by its address, encrypted, and believed by its certificate. What goes wrong on the
way is one `AwayError` that names the setting and quotes nobody.
"""

import asyncio
import ssl
from collections.abc import AsyncGenerator, Iterator
from contextlib import asynccontextmanager, contextmanager

from kibox_pbx.config.elsewhere import Elsewhere
from kibox_pbx.errors import AwayError, ConfigError

CONNECT_S = 1.0
"""Within one building a connection takes milliseconds; callers wait for it."""

PIECE_BYTES = 65536

_CERTIFICATE = "the certificate was refused; see server_name and ca_file"
_TIMEOUT = "the server did not answer in time"
_UNREACHABLE = "the server cannot be reached, or broke off"
_CLOSED = "the server closed the connection"


class Line:
    """A connection to a server, for one question."""

    def __init__(
        self, setting: str, reader: asyncio.StreamReader, writer: asyncio.StreamWriter
    ) -> None:
        self._setting = setting
        self._reader = reader
        self._writer = writer

    async def send(self, data: bytes) -> None:
        """Send something, waiting while the server does not take it.

        Raises:
            AwayError: It broke off.
        """
        with failures(self._setting):
            self._writer.write(data)
            await self._writer.drain()

    async def receive(self) -> bytes:
        """Return what came, at least a byte.

        Raises:
            AwayError: It broke off, or nothing more will come.
        """
        with failures(self._setting):
            data = await self._reader.read(PIECE_BYTES)
        if not data:
            raise AwayError(f"{self._setting}: {_CLOSED}")
        return data


class Peer:
    """One server.

    Args:
        setting: Its name in the settings, such as ``models.at``.
        server: Where it is.

    Raises:
        ConfigError: ``ca_file`` cannot be read.
    """

    def __init__(self, setting: str, server: Elsewhere) -> None:
        self.setting = setting
        self.address = server.address
        self._port = server.port
        self._tls = _tls_context(setting, server) if server.tls else None
        self._name = (server.server_name or server.address) if server.tls else None

    @asynccontextmanager
    async def line(self) -> AsyncGenerator[Line]:
        """Be connected; leaving, by being cancelled too, closes the connection at once.

        Raises:
            AwayError: It cannot be reached, or its certificate was refused.
        """
        async with within(self.setting, CONNECT_S):
            reader, writer = await asyncio.open_connection(
                self.address, self._port, ssl=self._tls, server_hostname=self._name
            )
        try:
            yield Line(self.setting, reader, writer)
        finally:
            writer.transport.abort()


def _tls_context(setting: str, server: Elsewhere) -> ssl.SSLContext:
    try:
        context = ssl.create_default_context(cafile=server.ca_file and str(server.ca_file))
    except (OSError, ssl.SSLError):
        raise ConfigError(
            f"{setting}.ca_file: {server.ca_file} cannot be read as a certificate in PEM"
        ) from None
    context.minimum_version = ssl.TLSVersion.TLSv1_2
    return context


@asynccontextmanager
async def within(setting: str, seconds: float) -> AsyncGenerator[None]:
    """Give a server so long, and translate what goes wrong.

    Raises:
        AwayError: It took longer, or broke off.
    """
    with failures(setting):
        async with asyncio.timeout(seconds):
            yield


@contextmanager
def failures(setting: str) -> Iterator[None]:
    """Translate what goes wrong on the way.

    Raises:
        AwayError: With the setting and what to look at.
    """
    try:
        yield
    except ssl.SSLCertVerificationError:
        raise AwayError(f"{setting}: {_CERTIFICATE}") from None
    except TimeoutError:
        raise AwayError(f"{setting}: {_TIMEOUT}") from None
    except OSError:
        raise AwayError(f"{setting}: {_UNREACHABLE}") from None
