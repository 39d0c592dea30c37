"""The manager interface of a real Asterisk, in good times and bad."""

import asyncio
from collections.abc import AsyncIterator, Callable
from pathlib import Path
from typing import Any

import pytest
import pytest_asyncio

from kibox_pbx.asterisk.ami import AmiClient
from kibox_pbx.asterisk.ami_link import AmiMessage, LoginRefusedError
from kibox_pbx.config.settings import Address
from kibox_pbx.errors import PeerError
from kibox_pbx.rehearsal.addresses import free_ports
from kibox_pbx.rehearsal.caller_asterisk import SimulatedCallers
from kibox_pbx.rehearsal.private_asterisk import AMI_USER, ENGLISH_LINE, PrivateAsterisk
from kibox_pbx.rehearsal.run_folder import Installation
from tests.telephone.conftest import TELEPHONE

pytestmark = TELEPHONE


def client_of(pbx: PrivateAsterisk, secret: str | None = None) -> AmiClient:
    address = Address(port=pbx.ports.ami)
    return AmiClient(address, AMI_USER, secret or pbx.secrets.ami, retry_s=0.1)


async def until(condition: Callable[[], bool]) -> None:
    async with asyncio.timeout(5):
        while not condition():  # noqa: ASYNC110  # nothing tells when a client is connected
            await asyncio.sleep(0.02)


@pytest_asyncio.fixture(loop_scope="session")
async def own_pbx(installation: Installation, tmp_path: Path) -> AsyncIterator[PrivateAsterisk]:
    """A telephone system that a test may restart."""
    async with PrivateAsterisk(tmp_path, installation, free_ports()) as running:
        yield running


async def test_the_client_comes_back_after_asterisk_restarted(
    own_pbx: PrivateAsterisk,
) -> None:
    async with client_of(own_pbx) as ami:
        assert ami.connected
        await own_pbx.process.kill()
        await until(lambda: not ami.connected)
        with pytest.raises(PeerError):
            await ami.action({"Action": "Ping"})
        await own_pbx.process.start()
        await until(lambda: ami.connected)
        await ami.action({"Action": "CoreStatus"})


async def test_a_wrong_secret_is_a_clear_error_at_once(pbx: PrivateAsterisk) -> None:
    async with asyncio.timeout(5):
        with pytest.raises(LoginRefusedError, match="secret_file"):
            await client_of(pbx, "wrong").__aenter__()


async def test_the_account_may_not_run_commands(pbx: PrivateAsterisk) -> None:
    async with client_of(pbx) as ami:
        with pytest.raises(PeerError, match="refused"):
            await ami.action({"Action": "Command", "Command": "core show version"})


async def test_a_callback_that_raises_does_not_stop_the_events(
    pbx: PrivateAsterisk, callers: SimulatedCallers
) -> None:
    def fail(event: AmiMessage) -> None:
        raise ValueError("a defect of ours")

    def report(loop: asyncio.AbstractEventLoop, context: dict[str, Any]) -> None:
        reported.append(context)

    hung_up: list[AmiMessage] = []
    reported: list[dict[str, Any]] = []
    asyncio.get_running_loop().set_exception_handler(report)
    try:
        ami = client_of(pbx)
        ami.on_event("Hangup", fail)
        ami.on_event("Hangup", hung_up.append)
        async with ami:
            for _ in range(2):
                hung_up.clear()
                async with callers.ring(ENGLISH_LINE):
                    pass
                await until(lambda: bool(hung_up))
            assert ami.connected
    finally:
        asyncio.get_running_loop().set_exception_handler(None)
    assert reported
