"""Servers that do what a test says: hear, speak, stall, break off, talk nonsense."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, field

from kibox_pbx.engines.wyoming import Event, Reader, written
from tests.engines.servers import HOST

INFO = Event(
    "info",
    {
        "asr": [{"models": [{"name": "ear", "languages": ["en"], "installed": True}]}],
        "tts": [
            {
                "voices": [
                    {"name": "far", "languages": ["de_DE"], "installed": False},
                    {"name": "nigh", "languages": ["en_US"], "installed": True},
                ]
            }
        ],
    },
)

Serve = Callable[[asyncio.StreamReader, asyncio.StreamWriter], Awaitable[None]]


@asynccontextmanager
async def listening(serve: Serve) -> AsyncIterator[int]:
    """Serve connections until the context ends; yields the port."""
    server = await asyncio.start_server(serve, HOST, 0)
    try:
        yield server.sockets[0].getsockname()[1]
    finally:
        server.close()


@dataclass
class WyomingScript:
    """Answers each kind of event with others."""

    answers: dict[str, Sequence[Event]]
    """By the type of the event; ``close`` among the answers breaks off."""

    only_first: bool = False
    """Say nothing to connections after the first."""

    heard: list[Event] = field(default_factory=list)
    open_count: int = 0
    connections: int = 0
    all_closed: asyncio.Event = field(default_factory=asyncio.Event)
    news: asyncio.Event = field(default_factory=asyncio.Event)

    async def serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        events = Reader()
        self.open_count += 1
        self.connections += 1
        self.all_closed.clear()
        try:
            while data := await reader.read(65536):
                for event in events.feed(data):
                    self.heard.append(event)
                    self.news.set()
                    silent = self.only_first and self.connections > 1
                    for answer in () if silent else self.answers.get(event.type, ()):
                        if answer.type == "close":
                            return
                        writer.write(written(answer))
        except ConnectionError:
            pass
        finally:
            writer.transport.abort()
            self.open_count -= 1
            if not self.open_count:
                self.all_closed.set()

    def of(self, kind: str) -> list[Event]:
        return [event for event in self.heard if event.type == kind]

    async def hears(self, kind: str, count: int = 1) -> None:
        """Wait until so many events of a kind have come."""
        async with asyncio.timeout(10):
            while len(self.of(kind)) < count:
                self.news.clear()
                await self.news.wait()
