"""Engines of other hosts: refused settings say why, and only what is named may be reached."""

from typing import Any

import pytest
from pydantic import ValidationError

from kibox_pbx.config.elsewhere import LlamaServer, WyomingServer
from kibox_pbx.egress.guard import EgressRefusedError, SocketGuard
from kibox_pbx.engines.peer import Peer
from kibox_pbx.errors import AwayError
from tests.storage.practice import settings_with


@pytest.mark.parametrize(
    ("changes", "why"),
    [
        ({"address": "engines.practice.lan"}, "no names are looked up"),
        ({"address": "8.8.8.8"}, "your own network"),
        ({"address": "0.0.0.0"}, "your own network"),  # noqa: S104  # refused
        ({"address": "192.168.1.20", "tls": False}, "tls: must be on"),
        ({"address": "127.0.0.1", "port": 0}, "greater than or equal to 1"),
        ({"address": "127.0.0.1", "modell": "x"}, "Extra inputs"),
    ],
)
def test_what_is_open_or_leaves_the_house_is_refused(changes: Any, why: str) -> None:
    with pytest.raises(ValidationError, match=why):
        WyomingServer.model_validate(changes)
    with pytest.raises(ValidationError, match=why):
        LlamaServer.model_validate(changes)


def test_only_another_machine_gets_what_callers_say() -> None:
    assert LlamaServer(address="192.168.1.20").leaves_this_machine
    assert not LlamaServer(address="127.0.0.1", tls=False).leaves_this_machine


async def test_the_guard_lets_through_what_the_settings_name_and_nothing_else() -> None:
    """240.0.0.0/4 is nobody's: what the guard lets through ends at the kernel."""
    settings = settings_with(
        speech={"de": {"hear_at": {"address": "240.0.0.1"}}},
        models={"at": {"address": "127.0.0.1", "tls": False}},
    )
    assert set(settings.engines_elsewhere) == {"speech.de.hear_at", "models.at"}
    assert set(settings.reached) == {"240.0.0.1", "127.0.0.1"}
    with SocketGuard(settings.reached) as guard:
        with pytest.raises(AwayError):
            async with Peer("it", WyomingServer(address="240.0.0.1")).line():
                pass
        assert guard.refused_count == 0
        with pytest.raises((AwayError, EgressRefusedError)):
            async with Peer("it", WyomingServer(address="240.0.0.2")).line():
                pass
        assert guard.refused_count == 1
