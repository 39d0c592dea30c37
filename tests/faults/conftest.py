"""The Asterisk, the voices and the callers of the telephone tests, for what fails in calls."""

from collections.abc import AsyncIterator

import pytest
import pytest_asyncio

from kibox_pbx.engines.whisper_stt import Whisper
from kibox_pbx.rehearsal.run_folder import Installation
from kibox_pbx.rehearsal.voices import VoiceBox
from kibox_pbx.utterance import Language
from tests.engines.installed import installed_model
from tests.faults.small_office import SmallOffice, small_office
from tests.faults.town import Town, town
from tests.telephone.conftest import _no_call_is_left, installation, voice_box

__all__ = ["installation", "voice_box"]


@pytest_asyncio.fixture(scope="module", loop_scope="session")
async def whole_town(
    installation: Installation,
    voice_box: VoiceBox,
    tmp_path_factory: pytest.TempPathFactory,
) -> AsyncIterator[Town]:
    """Everything but the service."""
    async with town(tmp_path_factory.mktemp("town"), installation, voice_box) as there:
        yield there


@pytest_asyncio.fixture(loop_scope="session")
async def place(whole_town: Town) -> Town:
    """The town; telephone 200 has not rung yet."""
    await _no_call_is_left(whole_town.pbx, whole_town.callers)
    return whole_town


@pytest_asyncio.fixture(scope="module", loop_scope="session")
async def whole_office(whole_town: Town) -> AsyncIterator[SmallOffice]:
    """The practice at work, with real ears."""
    async with (
        Whisper(installed_model("stt-en")) as whisper,
        small_office(whole_town, ears=whisper.speech_to_text(Language.ENGLISH)) as at_work,
    ):
        yield at_work


@pytest.fixture
def office(whole_office: SmallOffice, place: Town) -> SmallOffice:
    """The office; telephone 200 has not rung yet."""
    return whole_office
