"""What Asterisk is asked for to call somebody back, and what it never is."""

from collections.abc import AsyncIterator

import pytest

from kibox_pbx.asterisk.ami import AmiClient
from kibox_pbx.asterisk.calling_back import CallingBack
from kibox_pbx.errors import PeerError
from tests.asterisk.fake_manager import FakeManager
from tests.asterisk.peer import ANY_PORT

NUMBER = "+493023125001"


@pytest.fixture
async def asterisk() -> AsyncIterator[FakeManager]:
    manager = FakeManager(ANY_PORT)
    async with manager.running():
        yield manager


async def test_the_telephone_of_the_house_rings_first(asterisk: FakeManager) -> None:
    async with AmiClient(asterisk.address, "kibox", "right") as ami:
        await CallingBack(ami).ring("PJSIP/202", NUMBER)
    (asked,) = asterisk.actions
    assert asked["Channel"] == "PJSIP/202"
    assert (asked["Context"], asked["Exten"]) == ("kibox-call-back", NUMBER)
    assert asked["Async"] == "true"
    assert not {"Application", "Data", "Variable", "CallerID"} & asked.keys()


@pytest.mark.parametrize(
    ("dial", "number"),
    [
        ("PJSIP/202", "+49 30"),
        ("PJSIP/202", "0900123456"),
        ("PJSIP/202", "+493023125001&PJSIP/9"),
        ("PJSIP/202", "+493023125001\r\nApplication: System"),
        ("PJSIP/202&PJSIP/0900@trunk", NUMBER),
        ("PJSIP/202\r\nAction: Command", NUMBER),
        ("", NUMBER),
    ],
)
async def test_nothing_else_can_be_smuggled_in(
    asterisk: FakeManager, dial: str, number: str
) -> None:
    async with AmiClient(asterisk.address, "kibox", "right") as ami:
        with pytest.raises(ValueError, match="calling back"):
            await CallingBack(ami).ring(dial, number)
    assert asterisk.actions == []


async def test_a_refusal_is_told(asterisk: FakeManager) -> None:
    asterisk.replies["Originate"] = lambda _: "Response: Error\r\nMessage: no"
    async with AmiClient(asterisk.address, "kibox", "right") as ami:
        with pytest.raises(PeerError):
            await CallingBack(ami).ring("PJSIP/202", NUMBER)
