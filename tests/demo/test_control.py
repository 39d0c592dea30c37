"""Asking the running demonstration for calls."""

import stat
from pathlib import Path

import pytest

from kibox_pbx.demo.control import SOCKET, ask_for_call, control
from kibox_pbx.errors import EngineError, KiboxError
from kibox_pbx.utterance import Language


async def test_a_call_is_placed_in_the_language_asked_for(tmp_path: Path) -> None:
    async def place_call(language: Language) -> str:
        return f"booked in {language}"

    async with control(tmp_path, place_call):
        assert stat.S_IMODE((tmp_path / SOCKET).stat().st_mode) == 0o600
        assert await ask_for_call(tmp_path, Language.ENGLISH) == "booked in en"


async def test_a_call_that_fails_is_told(tmp_path: Path) -> None:
    async def place_call(language: Language) -> str:
        raise EngineError("nobody answered")

    async with control(tmp_path, place_call):
        assert await ask_for_call(tmp_path, Language.GERMAN) == "error: nobody answered"


async def test_without_a_demonstration_the_error_says_what_to_do(tmp_path: Path) -> None:
    with pytest.raises(KiboxError, match="make run"):
        await ask_for_call(tmp_path, Language.ENGLISH)
