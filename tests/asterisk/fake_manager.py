"""A manager interface that does what the test tells it to."""

import asyncio
from collections.abc import AsyncIterator, Callable, Mapping
from contextlib import asynccontextmanager

from kibox_pbx.asterisk.loopback import serve_on_loopback
from kibox_pbx.config.settings import Address

Reply = Callable[[Mapping[str, str]], str | None]
"""From an action to the reply's text without its ActionID; None: say nothing."""


class FakeManager:
    """One Asterisk; `running` starts it, and starts it again after a stop."""

    def __init__(self, address: Address, secret: str = "right") -> None:  # noqa: S107 - a fake
        self.address = address
        self.secret = secret
        self.actions: list[Mapping[str, str]] = []
        """Everything received but logins and pings."""
        self.replies: dict[str, Reply] = {}
        """By action; what is not in here succeeds."""
        self.logins = 0
        self.logged_in = asyncio.Event()
        self.asked = asyncio.Event()
        """An action has arrived."""
        self._writers: set[asyncio.StreamWriter] = set()

    @asynccontextmanager
    async def running(self) -> AsyncIterator[None]:
        self.logged_in.clear()
        async with serve_on_loopback(self.address, self._serve, setting="test") as address:
            self.address = address
            yield

    def say(self, *parts: bytes) -> None:
        for writer in self._writers:
            for part in parts:
                writer.write(part)

    async def say_cut(self, data: bytes) -> None:
        """Send each byte by itself, so that each is read by itself."""
        for index in range(len(data)):
            self.say(data[index : index + 1])
            await asyncio.sleep(0.001)

    async def _serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self._writers.add(writer)
        writer.write(b"Asterisk Call Manager/11.0.0\r\n")
        try:
            while True:
                text = (await reader.readuntil(b"\r\n\r\n")).decode().strip()
                action = dict(line.split(": ", 1) for line in text.split("\r\n"))
                if (reply := self._reply(action)) is not None:
                    writer.write(f"{reply}\r\nActionID: {action['ActionID']}\r\n\r\n".encode())
        except (asyncio.IncompleteReadError, OSError):
            return
        finally:
            self._writers.discard(writer)

    def _reply(self, action: Mapping[str, str]) -> str | None:
        match action["Action"]:
            case "Login" if action["Secret"] != self.secret:
                self.logins += 1
                return "Response: Error\r\nMessage: Authentication failed"
            case "Login":
                self.logins += 1
                self.logged_in.set()
            case "Ping":
                pass
            case _:
                self.actions.append(action)
                self.asked.set()
        answer = self.replies.get(action["Action"])
        return answer(action) if answer else "Response: Success\r\nMessage: x"
