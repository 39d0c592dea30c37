"""A practice's privacy desk, as a command line that a test types at."""

import asyncio
import json
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeVar

import pytest
import yaml

from kibox_pbx.admin.setup import make_practice_folder
from kibox_pbx.cli import main
from kibox_pbx.privacy.roles import Role
from kibox_pbx.storage.database import Database
from tests.signing_in import accesses, database_of, sign_in
from tests.storage.people import fill

T = TypeVar("T")
AUTHORITY = "Behörde für Datenschutz, Musterweg 1, 10115 Berlin"


@dataclass(frozen=True, slots=True)
class DeskLine:
    """Types commands and reads what they say."""

    folder: Path
    capsys: pytest.CaptureFixture[str]

    @property
    def config(self) -> Path:
        return self.folder / "kibox.yaml"

    def types(self, *arguments: str) -> tuple[int, str, str]:
        """Return the exit status, what went to stdout, and what to stderr."""
        what, *rest = arguments
        status = main(["subject", what, "--config", str(self.config), *rest])
        told = self.capsys.readouterr()
        return status, told.out, told.err

    def json(self, *arguments: str) -> Any:
        """Return what a command says to machines."""
        status, out, _ = self.types(*arguments, "--json")
        assert status == 0
        return json.loads(out)

    def store(self, work: Callable[[Database], Awaitable[T]]) -> T:
        """Do something with the store itself."""

        async def within() -> T:
            async with database_of(self.config) as database:
                return await work(database)

        return asyncio.run(within())

    def noted(self) -> list[tuple[str, str]]:
        """Return what the access log says was done, and about what."""
        return [(did, about) for who, did, about in accesses(self.config) if who == "olga"]


def practice_with_people(
    folder: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> DeskLine:
    """Set a practice up in which people rang, with Olga at the privacy desk."""
    make_practice_folder(folder)
    config = folder / "kibox.yaml"
    practice = yaml.safe_load(config.read_text(encoding="utf-8"))
    practice["privacy"] = {"authority": AUTHORITY, "officer": "Olga Ordnung"}
    config.write_text(yaml.safe_dump(practice, allow_unicode=True), encoding="utf-8")

    async def begin() -> None:
        async with database_of(config) as database:
            await fill(database)

    asyncio.run(begin())
    sign_in(config, monkeypatch, Role.PRIVACY_OFFICER, name="olga")
    capsys.readouterr()
    return DeskLine(folder, capsys)
