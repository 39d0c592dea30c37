"""A real telephone system and real callers, started once for all telephone tests.

Tests run in the session's event loop: ``pytestmark = TELEPHONE``.
"""

import asyncio
import tempfile
from collections.abc import AsyncIterator, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
import pytest_asyncio

from kibox_pbx.rehearsal.addresses import free_ports
from kibox_pbx.rehearsal.caller_asterisk import SimulatedCallers
from kibox_pbx.rehearsal.private_asterisk import PrivateAsterisk
from kibox_pbx.rehearsal.run_folder import Installation
from kibox_pbx.rehearsal.voices import VoiceBox
from kibox_pbx.utterance import Language
from tests.installing import callers_voices, installed_by
from tests.telephone.listening import until_talking
from tests.telephone.office import Office, open_office

TELEPHONE = [pytest.mark.telephone, pytest.mark.asyncio(loop_scope="session")]
CALLS_END_S = 30


@pytest.fixture(scope="session")
def installation() -> Installation:
    """An Asterisk that can run."""
    return Installation.under(installed_by("asterisk.sh"))


@pytest.fixture(scope="session")
def voice_box() -> VoiceBox:
    """The voices of simulated callers."""
    return callers_voices()


@pytest_asyncio.fixture(scope="session", loop_scope="session")
async def pbx(
    installation: Installation, tmp_path_factory: pytest.TempPathFactory
) -> AsyncIterator[PrivateAsterisk]:
    """The practice's telephone system; its service is expected at ``pbx.ports``."""
    folder = tmp_path_factory.mktemp("pbx")
    async with PrivateAsterisk(folder, installation, free_ports()) as running:
        yield running


@pytest_asyncio.fixture(scope="session", loop_scope="session")
async def office_at_work(
    installation: Installation,
    voice_box: VoiceBox,
    tmp_path_factory: pytest.TempPathFactory,
) -> AsyncIterator[Office]:
    """The whole practice, loaded once, behind a telephone system of its own."""
    folder = tmp_path_factory.mktemp("office")
    voice = (await voice_box.voices(Language.ENGLISH))[0]
    with temporary_files_in(folder / "tmp"):
        async with (
            PrivateAsterisk(folder / "pbx", installation, free_ports()) as pbx,
            SimulatedCallers(
                folder / "callers", installation, pbx, voice_box, voice
            ) as callers,
            open_office(folder, pbx, callers, voice_box) as office,
        ):
            yield office


@contextmanager
def temporary_files_in(folder: Path) -> Iterator[None]:
    """Have everything that is loaded meanwhile write its temporary files there."""
    folder.mkdir()
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("TMPDIR", str(folder))
        patch.setattr(tempfile, "tempdir", None)
        yield


@pytest_asyncio.fixture(loop_scope="session")
async def office(office_at_work: Office) -> Office:
    """The whole practice; telephone 200 has not rung in this test yet."""
    await _no_call_is_left(office_at_work.pbx, office_at_work.callers)
    await until_talking(office_at_work.service.reception, 0)
    return office_at_work


@pytest_asyncio.fixture(scope="session", loop_scope="session")
async def everybody(
    pbx: PrivateAsterisk,
    installation: Installation,
    voice_box: VoiceBox,
    tmp_path_factory: pytest.TempPathFactory,
) -> AsyncIterator[SimulatedCallers]:
    """The simulated people, for all tests."""
    voice = (await voice_box.voices(Language.ENGLISH))[0]
    folder = tmp_path_factory.mktemp("callers")
    async with SimulatedCallers(folder, installation, pbx, voice_box, voice) as running:
        yield running


@pytest_asyncio.fixture(loop_scope="session")
async def callers(everybody: SimulatedCallers, pbx: PrivateAsterisk) -> SimulatedCallers:
    """The simulated people; telephone 200 has not rung in this test yet."""
    await _no_call_is_left(pbx, everybody)
    return everybody


async def _no_call_is_left(pbx: PrivateAsterisk, callers: SimulatedCallers) -> None:
    """Let the calls of the test before come to their end, then forget whom they rang.

    When a test closes its practice the telephone system may still hold the caller, and rings
    telephone 200 as it should.
    """
    async with asyncio.timeout(CALLS_END_S):
        while not (callers.all_hung_up and await _has_no_channel(pbx)):  # noqa: ASYNC110 - nobody tells
            await asyncio.sleep(0.05)
    while not callers.staff_rings.empty():
        callers.staff_rings.get_nowait()


async def _has_no_channel(pbx: PrivateAsterisk) -> bool:
    return (await pbx.process.command("core show channels count")).startswith(
        "0 active channels"
    )
