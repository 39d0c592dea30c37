"""`telephone.media` says how a call's sound comes to the service."""

from pathlib import Path

import pytest

from kibox_pbx.app import service
from kibox_pbx.app.engines import Engines
from kibox_pbx.asterisk.sound_way import AUDIOSOCKET, EAGI, SoundWay
from kibox_pbx.rehearsal.addresses import free_ports
from kibox_pbx.storage.opening import create_store_with_key_file
from kibox_pbx.utterance import Language
from tests.fakes import FakeActivity, FakeEcho, FakeModel, FakeRecogniser, FakeVoice
from tests.storage.practice import settings_with


@pytest.mark.parametrize(
    ("chosen", "way"), [({}, AUDIOSOCKET), ({"media": "eagi"}, EAGI)], ids=["default", "eagi"]
)
async def test_the_service_asks_for_what_the_settings_say(
    tmp_path: Path, chosen: dict[str, str], way: SoundWay
) -> None:
    ports = free_ports()
    store = {"database": str(tmp_path / "kibox.db"), "key_file": str(tmp_path / "kibox.key")}
    usual = settings_with().telephone.model_dump(exclude_unset=True)
    addresses = {"fastagi": {"port": ports.fastagi}, "audiosocket": {"port": ports.audiosocket}}
    settings = settings_with(store=store, telephone=usual | addresses | chosen)
    create_store_with_key_file(settings.store)
    ears = {language: FakeRecogniser() for language in Language}
    voices = {language: FakeVoice() for language in Language}
    tools = Engines(ears, voices, FakeActivity, FakeEcho, FakeModel(), ())
    async with service(settings, loaded=tools) as at_work:
        assert at_work.reception.way is way
