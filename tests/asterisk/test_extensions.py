"""Whether a telephone is free: what the manager says, and what holds when it says nothing."""

from collections.abc import AsyncIterator

import pytest

from kibox_pbx.asterisk import extensions as extensions_module
from kibox_pbx.asterisk.ami import AmiClient
from kibox_pbx.asterisk.extensions import AmiExtensions
from tests.asterisk.fake_manager import FakeManager
from tests.asterisk.peer import ANY_PORT

DIALS = {"desk": "PJSIP/200", "team": "Local/600@from-internal"}


@pytest.fixture
async def asterisk() -> AsyncIterator[FakeManager]:
    manager = FakeManager(ANY_PORT)
    async with manager.running():
        yield manager


def says(state: str) -> str:
    return f"Response: Success\r\nVariable: DEVICE_STATE(PJSIP/200)\r\nValue: {state}"


@pytest.mark.parametrize(
    ("state", "is_free"),
    [
        ("NOT_INUSE", True),
        ("UNAVAILABLE", True),
        ("INVALID", True),
        ("UNKNOWN", True),
        ("", True),
        ("INUSE", False),
        ("BUSY", False),
        ("RINGING", False),
        ("RINGINUSE", False),
        ("ONHOLD", False),
    ],
)
async def test_a_telephone_is_engaged_only_if_somebody_uses_it(
    asterisk: FakeManager, state: str, *, is_free: bool
) -> None:
    asterisk.replies["Getvar"] = lambda _: says(state)
    async with AmiClient(asterisk.address, "kibox", "right") as ami:
        assert await AmiExtensions(ami, DIALS).is_free("desk") is is_free
    assert asterisk.actions[0]["Variable"] == "DEVICE_STATE(PJSIP/200)"


async def test_in_doubt_a_telephone_is_free(
    asterisk: FakeManager, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(extensions_module, "ANSWER_S", 0.05)
    async with AmiClient(asterisk.address, "kibox", "right") as ami:
        extensions = AmiExtensions(ami, DIALS)
        asterisk.replies["Getvar"] = lambda _: None
        assert await extensions.is_free("desk")
        asterisk.replies["Getvar"] = lambda _: "Response: Error\r\nMessage: Permission denied"
        assert await extensions.is_free("desk")


async def test_of_a_group_and_of_a_stranger_nothing_is_asked(asterisk: FakeManager) -> None:
    async with AmiClient(asterisk.address, "kibox", "right") as ami:
        extensions = AmiExtensions(ami, DIALS)
        assert await extensions.is_free("team")
        assert await extensions.is_free("nobody")
    assert asterisk.actions == []


async def test_without_a_manager_every_telephone_is_free() -> None:
    assert await AmiExtensions(None, DIALS).is_free("desk")
