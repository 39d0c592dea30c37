"""What the settings ask for is found among the installed models, or told in one line."""

from pathlib import Path

import pytest

from kibox_pbx.app.engines import engines
from kibox_pbx.errors import AwayError, ModelError
from kibox_pbx.models.installed import mark
from kibox_pbx.models.manifest import load_manifest
from kibox_pbx.utterance import Language
from tests.engines.servers import HOST, free_port
from tests.engines.sounds import GERMAN, said
from tests.storage.practice import settings_with


async def load(folder: Path, afterwards: str) -> None:
    speech = {"de": {"afterwards": afterwards}}
    settings = settings_with(models={"folder": str(folder)}, speech=speech)
    async with engines(settings):
        pass


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder with empty models for every role but the second ear's."""
    for name in ("vosk-de-small", "qwen2.5-1.5b", "silero-vad"):
        (tmp_path / name).mkdir()
        mark(load_manifest().models[name], tmp_path / name)
    return tmp_path


@pytest.mark.parametrize(
    ("named", "told"),
    [
        ("vosk-de-small", r"speech\.de\.afterwards: vosk-de-small .* name a Whisper model"),
        ("whisper-base", "run: kibox models fetch stt-de --model whisper-base"),
        ("whisper", "whisper cannot serve as stt-de; what can: vosk-de-small, whisper-base"),
    ],
    ids=["not better", "not installed", "not known"],
)
async def test_a_second_ear_that_cannot_serve_ends_the_start(
    named: str, told: str, folder: Path
) -> None:
    with pytest.raises(ModelError, match=told):
        await load(folder, named)


@pytest.mark.engine
async def test_a_second_ear_is_loaded_where_the_settings_name_one() -> None:
    settings = settings_with(speech={"de": {"afterwards": "whisper-base"}})
    async with engines(settings) as tools:
        (ear,) = tools.second_ears.values()
        heard = await ear.hear_again(await said("Wann haben Sie geöffnet?", GERMAN))
    assert heard.text == "wann haben sie geöffnet"
    assert ("afterwards-de", "whisper-base") in [(m.role, m.name) for m in tools.at_work]
    assert list(tools.second_ears) == [Language.GERMAN]


@pytest.mark.engine
async def test_without_the_setting_there_is_no_second_ear() -> None:
    async with engines(settings_with()) as tools:
        assert not tools.second_ears


@pytest.mark.engine
async def test_what_is_borrowed_without_a_spare_needs_no_model_here() -> None:
    at = {"address": HOST, "tls": False, "port": free_port(), "spare": False}
    speech = {"de": {"hear_at": at, "speak_at": at}}
    async with engines(settings_with(speech=speech, models={"at": at})) as tools:
        assert [each.role for each in tools.at_work] == ["vad"]
        assert len(tools.lenders) == 3
        assert not tools.can_talk(Language.GERMAN)
        with pytest.raises(AwayError):
            await tools.model.choose("intent-de", "hallo")
