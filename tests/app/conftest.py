"""A receptionist of two languages on an encrypted store, and a real Radicale."""

import uuid
from collections.abc import AsyncIterator, Iterator
from datetime import timedelta
from itertools import count
from pathlib import Path

import pytest

from kibox_pbx.app.engines import Engines
from kibox_pbx.app.receptionist import Receptionist
from kibox_pbx.config.settings import Settings
from kibox_pbx.storage.database import Database
from kibox_pbx.storage.keys import MasterKey
from kibox_pbx.utterance import Language
from tests.app.receptionists import ENGLISH, GERMAN, OPEN, Kept
from tests.calendars.radicale_server import Radicale, radicale
from tests.fakes import FakeActivity, FakeEcho, FakeModel, FakeRecogniser, FakeVoice
from tests.storage.practice import settings_with


@pytest.fixture
def settings() -> Settings:
    extensions = {"room_2": "PJSIP/202"}
    telephone = {"reception": "desk", "languages_by_number": {"32": "en"}}
    telephone |= {"extensions": extensions}
    practice = {"name": {"de": "Praxis", "en": "Practice"}, "languages": ["de", "en"]}
    return settings_with(telephone=telephone, practice=practice)


@pytest.fixture
async def database(tmp_path: Path) -> AsyncIterator[Database]:
    async with Database(tmp_path / "kibox.db", MasterKey(bytes(32))) as opened:
        yield opened


@pytest.fixture
def kept() -> Kept:
    return Kept()


@pytest.fixture
def voices() -> dict[Language, FakeVoice]:
    return {GERMAN: FakeVoice(), ENGLISH: FakeVoice()}


@pytest.fixture
def receptionist(
    settings: Settings, database: Database, kept: Kept, voices: dict[Language, FakeVoice]
) -> Receptionist:
    ears = {GERMAN: FakeRecogniser(), ENGLISH: FakeRecogniser()}
    clock = (OPEN + timedelta(seconds=second) for second in count())
    tools = Engines(ears, voices, FakeActivity, FakeEcho, FakeModel(), ())
    return Receptionist(settings, tools, database, kept, clock.__next__)


@pytest.fixture(scope="session")
def radicale_at_work(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Radicale]:
    with radicale(tmp_path_factory.mktemp("radicale")) as server:
        yield server


@pytest.fixture
def server(radicale_at_work: Radicale) -> Radicale:
    calendar = Radicale(radicale_at_work.port, uuid.uuid4().hex)
    calendar.make_calendar()
    return calendar
