"""Ask the running demonstration for one more call: ``kibox call``.

A Unix socket in the run folder, for its owner only. One line in: the caller's language.
Lines out: what the caller's terminal shows. Then it closes.
"""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from pathlib import Path

from kibox_pbx.errors import KiboxError
from kibox_pbx.utterance import Language

SOCKET = "control.sock"
REQUEST_S = 5
"""A client that connects must say what it wants within this time."""

PlaceCall = Callable[[Language], Awaitable[str]]
"""Places one call, waits for its end and returns one line about it."""


@asynccontextmanager
async def control(folder: Path, place_call: PlaceCall) -> AsyncIterator[None]:
    """Serve requests for calls while the context lasts."""

    async def serve(stream: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        try:
            async with asyncio.timeout(REQUEST_S):
                line = await stream.readline()
            writer.write(await _answer(line, place_call))
            await writer.drain()
        except (OSError, TimeoutError):
            pass
        finally:
            writer.close()

    path = folder / SOCKET
    path.unlink(missing_ok=True)
    server = await asyncio.start_unix_server(serve, path)
    path.chmod(0o600)
    try:
        async with server:
            yield
    finally:
        path.unlink(missing_ok=True)


async def _answer(line: bytes, place_call: PlaceCall) -> bytes:
    try:
        language = Language(line.decode("ascii", "replace").strip())
        return f"{await place_call(language)}\n".encode()
    except ValueError:
        return b"error: say de or en\n"
    except KiboxError as error:
        return f"error: {error}\n".encode()


async def ask_for_call(folder: Path, language: Language) -> str:
    """Have the running demonstration place a call; return what it says afterwards.

    Raises:
        KiboxError: No demonstration runs in this folder.
    """
    try:
        stream, writer = await asyncio.open_unix_connection(folder / SOCKET)
    except OSError:
        raise KiboxError("no demonstration is running here; start it with: make run") from None
    try:
        writer.write(f"{language}\n".encode())
        await writer.drain()
        return (await stream.read()).decode().strip()
    finally:
        writer.close()
