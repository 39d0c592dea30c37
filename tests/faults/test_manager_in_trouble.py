"""Asterisk's manager is half-open, away, or lets nobody in: callers reach people."""

import asyncio
import logging
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import yaml

from kibox_pbx.asterisk.ami import PING_ANSWER_S, PING_S, REFUSED_RETRY_S, RETRY_S
from kibox_pbx.asterisk.ami_link import ACTION_S, CONNECT_S
from kibox_pbx.rehearsal.addresses import LOOPBACK
from tests.engines.servers import free_port
from tests.faults.small_office import SmallOffice, small_office
from tests.faults.stretch import stretch
from tests.faults.town import Town, until
from tests.telephone.conftest import TELEPHONE, _no_call_is_left
from tests.telephone.listening import the_two_talk

pytestmark = [*TELEPHONE, pytest.mark.long, pytest.mark.timeout(900)]

RINGS_S = 15.0
"""The sentence that announces it takes three."""

NOTICED_S = PING_S + PING_ANSWER_S + 10
STORM_S = 8.0
REFUSED = "the manager interface refuses our login"
AWAY = "the manager interface cannot be reached; we keep trying"
LOST = "the manager interface was lost; we connect again"
BACK = "the manager interface is connected again"

Note = Callable[[str, object], None]


async def test_a_manager_that_is_half_open_keeps_nobody_from_people(
    place: Town, record_property: Note, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.INFO)
    async with stretch(place.pbx.ports.ami) as line:
        the_manager_is(place, port=line.port)
        async with small_office(place) as office:
            line.stand_still()
            since_s = time.monotonic()
            record_property("rings_s", await rings_people(office))
            await until(lambda: LOST in caplog.messages, NOTICED_S)
            record_property("lost_s", round(time.monotonic() - since_s, 1))
            before = line.connections
            await asyncio.sleep(STORM_S)
            assert 1 <= line.connections - before <= STORM_S / RETRY_S + 1
            line.go_on()
            since_s = time.monotonic()
            await until(lambda: BACK in caplog.messages, CONNECT_S + ACTION_S + RETRY_S + 10)
            record_property("back_s", round(time.monotonic() - since_s, 1))
            await _no_call_is_left(place.pbx, place.callers)
            await rings_people(office)
    assert caplog.messages.count(LOST) == 1


async def test_a_wrong_secret_is_told_tried_seldom_and_keeps_nobody_from_people(
    place: Town, caplog: pytest.LogCaptureFixture, tmp_path: Path
) -> None:
    wrong = tmp_path / "wrong"
    wrong.write_text("not the secret")
    wrong.chmod(0o600)
    async with stretch(place.pbx.ports.ami) as line:
        the_manager_is(place, port=line.port, secret_file=str(wrong))
        since_s = time.monotonic()
        async with small_office(place) as office:
            assert caplog.messages.count(REFUSED) == 1
            await rings_people(office)
            await asyncio.sleep(STORM_S)
        lasted_s = time.monotonic() - since_s
        assert line.connections <= 1 + lasted_s / REFUSED_RETRY_S


async def test_a_manager_that_is_away_is_told_once_and_keeps_nobody_from_people(
    place: Town, caplog: pytest.LogCaptureFixture
) -> None:
    the_manager_is(place, port=free_port())
    async with small_office(place) as office:
        await rings_people(office)
        await asyncio.sleep(STORM_S)
    assert caplog.messages.count(AWAY) == 1
    assert LOST not in caplog.messages


async def rings_people(office: SmallOffice) -> float:
    """Press 0 in a call, and talk with who picks up; return how long that took, in seconds."""
    async with office.ring() as talk:
        await talk.asked()
        await talk.call.presses("0")
        pressed_s = time.monotonic()
        staff = await office.town.callers.staff_rung(RINGS_S)
        await the_two_talk(talk.call, staff)
    return round(staff.rang_s - pressed_s, 1)


def the_manager_is(place: Town, **telephone_ami: Any) -> None:
    """Change where, or by which secret, the service looks for the manager."""
    settings = yaml.safe_load(place.config.read_text("utf-8"))
    settings["telephone"]["ami"] |= {
        "host": LOOPBACK,
        "secret_file": str(place.pbx.secret_file),
        **telephone_ami,
    }
    place.config.write_text(yaml.safe_dump(settings, allow_unicode=True), encoding="utf-8")
