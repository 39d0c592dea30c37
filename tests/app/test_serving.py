"""What keeps the service from starting is told before any model is loaded."""

import os
from pathlib import Path

import pytest

from kibox_pbx.app import service
from kibox_pbx.app.serving import _manager_interface
from kibox_pbx.config.settings import Ami, Settings
from kibox_pbx.errors import ConfigError, ModelError, StorageError
from kibox_pbx.storage.opening import create_store_with_key_file
from tests.storage.practice import settings_with


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    settings = settings_in(tmp_path)
    create_store_with_key_file(settings.store)
    return settings


def settings_in(folder: Path, **changes: object) -> Settings:
    store = {"database": str(folder / "kibox.db"), "key_file": str(folder / "kibox.key")}
    return settings_with(store=store, models={"folder": str(folder / "models")}, **changes)


async def start(settings: Settings) -> None:
    async with service(settings):
        pass


async def test_a_sentence_that_hides_the_machine_is_refused(tmp_path: Path) -> None:
    hides = {"de": {"disclosure": ["Guten Tag."]}}
    with pytest.raises(ConfigError, match=r"phrases\.de\.disclosure"):
        await start(settings_in(tmp_path, phrases=hides))


async def test_without_its_key_the_store_stays_shut(settings: Settings) -> None:
    settings.store.key_file.unlink()
    with pytest.raises(StorageError, match=r"kibox\.key: cannot be read"):
        await start(settings)


async def test_the_service_makes_no_database(tmp_path: Path) -> None:
    with pytest.raises(StorageError, match=r"no database here.*kibox key init"):
        await start(settings_in(tmp_path))
    assert os.listdir(tmp_path) == []  # noqa: PTH208 -- quick


async def test_a_missing_model_is_named_with_the_command_that_mends_it(
    settings: Settings,
) -> None:
    with pytest.raises(ModelError, match="kibox models fetch"):
        await start(settings)


async def test_a_manager_secret_that_is_not_there_is_told(tmp_path: Path) -> None:
    ami = Ami(secret_file=tmp_path / "none")
    with pytest.raises(ConfigError, match=r"telephone\.ami\.secret_file"):
        async with _manager_interface(ami):
            pass


async def test_without_a_manager_interface_there_is_none() -> None:
    async with _manager_interface(None) as client:
        assert client is None
