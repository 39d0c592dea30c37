"""Servers that lend engines, as real processes: other people's programs, on our models."""

import asyncio
import os
import signal
import socket
import ssl
import sys
from collections.abc import AsyncIterator, Iterator, Sequence
from contextlib import asynccontextmanager, contextmanager
from dataclasses import dataclass
from pathlib import Path

from kibox_pbx.config.elsewhere import LlamaServer, WyomingServer
from kibox_pbx.engines.peer import Peer
from tests.installing import wyoming_servers

HOST = "127.0.0.1"
STARTS_S = 60
ENDS_S = 20


@dataclass(slots=True)
class ServerProcess:
    """A server that a test can hold, let go on, and kill."""

    port: int
    process: asyncio.subprocess.Process

    def hold(self) -> None:
        self.process.send_signal(signal.SIGSTOP)

    def go_on(self) -> None:
        self.process.send_signal(signal.SIGCONT)

    async def kill(self) -> None:
        if self.process.returncode is None:
            self.process.kill()
            await self.process.wait()


@asynccontextmanager
async def server(
    command: Sequence[str], port: int, *, path: Path | None = None
) -> AsyncIterator[ServerProcess]:
    """Run a server until the context ends; it answers at ``port`` when this is entered."""
    environment = {**os.environ, "PYTHONWARNINGS": "ignore", "HF_HUB_OFFLINE": "1"}
    if path is not None:
        environment["PYTHONPATH"] = str(path)
    process = await asyncio.create_subprocess_exec(
        *command, env=environment, stdout=asyncio.subprocess.DEVNULL
    )
    started = ServerProcess(port, process)
    try:
        async with asyncio.timeout(STARTS_S):
            await _answers(started)
        yield started
    finally:
        await started.kill()


async def _answers(started: ServerProcess) -> None:
    while True:
        assert started.process.returncode is None, "the server ended"
        try:
            _, writer = await asyncio.open_connection(HOST, started.port)
        except OSError:
            await asyncio.sleep(0.1)
            continue
        writer.close()
        return


def piper(voice: Path, port: int) -> Sequence[str]:
    """Return how wyoming-piper is started with a voice."""
    (model,) = voice.glob("*.onnx")
    uri = f"tcp://{HOST}:{port}"
    return [
        *(sys.executable, "-m", "wyoming_piper", "--voice", model.stem, "--uri", uri),
        *("--data-dir", str(voice), "--download-dir", str(voice)),
    ]


def faster_whisper(model: Path, port: int) -> Sequence[str]:
    """Return how wyoming-faster-whisper is started with a model."""
    uri = f"tcp://{HOST}:{port}"
    return [
        *(sys.executable, "-m", "wyoming_faster_whisper", "--model", str(model), "--uri", uri),
        *("--data-dir", str(model.parent), "--language", "en", "--cpu-threads", "2"),
        *("--stt-library", "faster-whisper", "--beam-size", "1", "--local-files-only"),
    ]


def llama(model: Path, port: int, key: str = "") -> Sequence[str]:
    """Return how llama-cpp-python's server is started with a model."""
    (file,) = model.glob("*.gguf")
    return [
        *(sys.executable, "-m", "llama_cpp.server", "--model", str(file), "--host", HOST),
        *("--port", str(port), "--n_ctx", "4096", "--n_threads", "2", "--logits_all", "true"),
        *("--verbose", "false", "--interrupt_requests", "false"),
        *(("--api_key", key) if key else ()),
    ]


@asynccontextmanager
async def wyoming(command: Sequence[str], port: int) -> AsyncIterator[ServerProcess]:
    """Run one of the Wyoming servers."""
    async with server(command, port, path=wyoming_servers()) as started:
        yield started


def peer(port: int, **settings: object) -> Peer:
    """Return how a Wyoming server on this machine is reached."""
    asked = {"address": HOST, "tls": False, "port": port} | settings
    return Peer("speech.en.hear_at", WyomingServer.model_validate(asked))


def llama_peer(port: int, **settings: object) -> Peer:
    """Return how a llama.cpp server on this machine is reached."""
    asked = {"address": HOST, "tls": False, "port": port} | settings
    return Peer("models.at", LlamaServer.model_validate(asked))


def free_port() -> int:
    with socket.create_server((HOST, 0)) as held:
        port: int = held.getsockname()[1]
    return port


@asynccontextmanager
async def behind_tls(port: int, certificate: Path, key: Path) -> AsyncIterator[int]:
    """Stand before a server as stunnel does: TLS outside, plain inside."""
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate, key)

    open_now, all_closed = 0, asyncio.Event()
    all_closed.set()

    async def carry(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        try:
            while data := await reader.read(65536):
                writer.write(data)
                await writer.drain()
        except ConnectionError:
            pass
        finally:
            writer.close()

    async def serve(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        nonlocal open_now
        open_now += 1
        all_closed.clear()
        try:
            inner_reader, inner_writer = await asyncio.open_connection(HOST, port)
            await asyncio.gather(carry(reader, inner_writer), carry(inner_reader, writer))
        finally:
            open_now -= 1
            if not open_now:
                all_closed.set()

    front = await asyncio.start_server(serve, HOST, 0, ssl=context)
    async with front:
        yield front.sockets[0].getsockname()[1]
        await asyncio.wait_for(all_closed.wait(), ENDS_S)


@contextmanager
def nobody() -> Iterator[int]:
    """Give a port that nobody listens at."""
    yield free_port()
