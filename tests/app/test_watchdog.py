"""Systemd is told that the service serves for as long as it does, and no longer."""

import asyncio
import resource
import socket
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from kibox_pbx.app import watchdog
from kibox_pbx.app.watchdog import HANGS_S, Watchdog

BEAT, HANGS = "WATCHDOG=1", "STATUS=an engine hangs\nWATCHDOG=trigger"


@dataclass
class House:
    """Doors, an engine, and a systemd that writes down what it is told."""

    is_open: bool = True
    active_calls: int = 0
    busy_s: float = 0.0
    told: list[str] = field(default_factory=list)
    news: asyncio.Event = field(default_factory=asyncio.Event)

    def watchdog(self) -> Watchdog:
        return Watchdog(self, systemd=self, busy_s=lambda: self.busy_s)

    def tell(self, line: str) -> None:
        self.told.append(line)
        self.news.set()

    def close(self) -> None:
        self.told.append("closed")

    async def until(self, is_so: Callable[[], bool]) -> None:
        async with asyncio.timeout(2):
            while not is_so():
                self.news.clear()
                await self.news.wait()


@pytest.fixture(autouse=True)
def _soon(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(watchdog, "BEAT_S", 0.01)


async def test_a_service_that_serves_says_so_again_and_again() -> None:
    house = House(busy_s=HANGS_S - 1)
    async with house.watchdog():
        await house.until(lambda: house.told.count(BEAT) == 3)
    assert house.told[0] == "STATUS=ready for calls\nWATCHDOG_USEC=10000000"
    assert house.told[-2:] == ["STOPPING=1", "closed"]
    assert house.is_open


async def test_with_an_engine_that_hangs_no_call_is_taken_and_systemd_is_asked_for_an_end() -> (
    None
):
    house = House(active_calls=1)
    async with house.watchdog():
        await house.until(lambda: BEAT in house.told)
        house.busy_s = HANGS_S
        await house.until(lambda: not house.is_open)
        assert HANGS not in house.told
        house.active_calls = 0
        await house.until(lambda: HANGS in house.told)
        beats = house.told.count(BEAT)
        await asyncio.sleep(0.05)
        assert house.told.count(BEAT) == beats


async def test_a_call_that_does_not_end_delays_the_end_for_a_while_only(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(watchdog, "LAST_CALLS_S", 0.05)
    house = House(active_calls=1, busy_s=HANGS_S)
    async with house.watchdog():
        await house.until(lambda: HANGS in house.told)


async def test_systemd_hears_it_on_its_socket(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as systemd:
        systemd.bind(str(tmp_path / "notify"))
        systemd.settimeout(1)
        monkeypatch.setenv("NOTIFY_SOCKET", str(tmp_path / "notify"))
        async with Watchdog(House()):
            assert systemd.recv(100).startswith(b"STATUS=ready for calls")


async def test_without_a_file_handle_left_it_still_says_that_it_serves(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM | socket.SOCK_NONBLOCK) as systemd:
        systemd.bind(str(tmp_path / "notify"))
        monkeypatch.setenv("NOTIFY_SOCKET", str(tmp_path / "notify"))
        usual = resource.getrlimit(resource.RLIMIT_NOFILE)
        async with Watchdog(House()):
            resource.setrlimit(resource.RLIMIT_NOFILE, (3, usual[1]))
            try:
                await asyncio.sleep(0.05)
            finally:
                resource.setrlimit(resource.RLIMIT_NOFILE, usual)
            told = [systemd.recv(100) for _ in range(4)]
    assert told[1:] == [BEAT.encode()] * 3


async def test_a_systemd_that_does_not_listen_ends_no_service(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setenv("NOTIFY_SOCKET", str(tmp_path / "nobody"))
    async with Watchdog(House()):
        await asyncio.sleep(0.03)
    assert "systemd could not be told how we are" in caplog.messages
