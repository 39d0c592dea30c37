"""What is pressed on the pages happens on a real Asterisk: taking over, and calling back."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import datetime
from pathlib import Path
from socket import create_server

import httpx2
import pytest

from kibox_pbx.app.engines import Engines
from kibox_pbx.app.receptionist import Receptionist
from kibox_pbx.asterisk.ami import AmiClient
from kibox_pbx.asterisk.audiosocket_server import AudioSocketServer
from kibox_pbx.asterisk.calling_back import CallingBack
from kibox_pbx.asterisk.fastagi_server import FastAgiServer
from kibox_pbx.asterisk.reception import Reception
from kibox_pbx.call.live import NobodyLooks
from kibox_pbx.config.settings import Address, Settings
from kibox_pbx.config.telephones import telephones_of
from kibox_pbx.dashboard.application import application
from kibox_pbx.dashboard.office import House
from kibox_pbx.dashboard.server import pages_served
from kibox_pbx.dashboard.switchboard import Telephone
from kibox_pbx.privacy.roles import Role
from kibox_pbx.records import Outcome
from kibox_pbx.rehearsal.caller_asterisk import SimulatedCallers
from kibox_pbx.rehearsal.private_asterisk import AMI_USER, ENGLISH_LINE, PrivateAsterisk
from kibox_pbx.storage.accounts import AccountRepository
from kibox_pbx.storage.calls import CallRepository
from kibox_pbx.storage.database import Database
from kibox_pbx.storage.keys import MasterKey
from kibox_pbx.utterance import Language
from tests.dashboard.office import token_in
from tests.fakes import FakeActivity, FakeEcho, FakeModel, FakeRecogniser, FakeVoice
from tests.signing_in import PASSWORD
from tests.storage.practice import BERLIN, settings_with
from tests.telephone.conftest import TELEPHONE
from tests.telephone.listening import the_two_talk
from tests.telephone.office import fresh_number

pytestmark = TELEPHONE


class Desk:
    """A practice with pages, and rita's browser, in which she has chosen a telephone."""

    def __init__(self, browser: httpx2.AsyncClient, database: Database) -> None:
        self.browser = browser
        self.calls = CallRepository(database)

    async def look(self, page: str) -> str:
        return (await self.browser.get(page)).text

    async def press(self, path: str, page: str, **fields: str) -> int:
        told = {"form_token": token_in(await self.look(page))} | fields
        return (await self.browser.post(path, data=told)).status_code


def free_port() -> int:
    with create_server(("127.0.0.1", 0)) as one:
        return int(one.getsockname()[1])


def settings_of(pbx: PrivateAsterisk, folder: Path) -> Settings:
    telephone = {
        "reception": "desk",
        "fastagi": {"port": pbx.ports.fastagi},
        "audiosocket": {"port": pbx.ports.audiosocket},
        "extensions": {"room_2": "PJSIP/200"},
        "call_back": "+49",
    }
    desk = {"names": {"de": "Empfang"}, "dial": "PJSIP/nobody"}
    store = {"database": str(folder / "kibox.db"), "key_file": str(folder / "kibox.key")}
    departments = {"desk": desk}
    return settings_with(
        telephone=telephone, departments=departments, store=store, web={"port": free_port()}
    )


@asynccontextmanager
async def desk_of(pbx: PrivateAsterisk, folder: Path) -> AsyncIterator[Desk]:
    """Answer calls and browsers, with ears and voices that need no model."""
    settings = settings_of(pbx, folder)
    assert settings.web is not None
    ears, voices = {Language.GERMAN: FakeRecogniser()}, {Language.GERMAN: FakeVoice()}
    tools = Engines(ears, voices, FakeActivity, FakeEcho, FakeModel(), ())

    def clock() -> datetime:
        return datetime.now(BERLIN)

    async with (
        Database(settings.store.database, MasterKey(bytes(32))) as database,
        AmiClient(Address(port=pbx.ports.ami), AMI_USER, pbx.secrets.ami) as ami,
        AudioSocketServer(settings.telephone.audiosocket) as audio,
    ):
        await AccountRepository(database, clock).add_first(
            "rita", frozenset({Role.ADMIN, Role.RECEPTION}), PASSWORD
        )
        receptionist = Receptionist(settings, tools, database, NobodyLooks(), clock)
        reception = Reception(
            audio,
            admit=receptionist.admit,
            converse=receptionist.converse,
            turn_away=receptionist.turn_away,
            calls=2,
        )
        routes = {"status": reception.status, "reception": reception.reception}
        telephone = Telephone(receptionist.live, CallingBack(ami), telephones_of(settings))
        pages = application(settings, settings.web, database, clock, House(telephone))
        async with (
            FastAgiServer(settings.telephone.fastagi, routes),
            pages_served(pages, settings.web) as port,
            httpx2.AsyncClient(base_url=f"http://127.0.0.1:{port}") as browser,
        ):
            desk = Desk(browser, database)
            told = {"name": "rita", "password": PASSWORD, "code": ""}
            assert await desk.press("/sign-in", "/sign-in", **told) == 303
            assert await desk.press("/me/telephone", "/me", telephone="room_2") == 303
            yield desk


async def test_a_call_is_taken_over_from_the_page_and_the_two_talk(
    pbx: PrivateAsterisk, callers: SimulatedCallers, tmp_path: Path
) -> None:
    number = fresh_number()
    async with desk_of(pbx, tmp_path) as desk:
        async with callers.ring(ENGLISH_LINE, caller_id=number) as call:
            await call.hears_speech(within_s=5)
            assert number in await desk.look("/live")
            (line,) = await desk.calls.recent(9)
            assert await desk.press("/live/take-over", "/live", call=line.call.id) == 303
            await the_two_talk(call, await callers.staff_rung(within_s=5))
            assert number not in await desk.look("/live")
        (line,) = await desk.calls.recent(9)
        assert line.outcome is Outcome.TRANSFERRED
        stored = await desk.calls.read_call(line.call.id)
        assert "übernimmt das Gespräch" in stored.turns[-1].text


async def test_who_rang_is_called_back_and_the_two_talk(
    pbx: PrivateAsterisk, callers: SimulatedCallers, tmp_path: Path
) -> None:
    number = fresh_number()
    async with desk_of(pbx, tmp_path) as desk:
        async with callers.ring(ENGLISH_LINE, caller_id=number) as call:
            await call.hears_speech(within_s=5)
        (line,) = await desk.calls.recent(9)
        page = f"/calls/{line.call.id}"
        assert await desk.press(f"{page}/call-back", page) == 303
        staff = await callers.staff_rung(within_s=5)
        await staff.answered()
        await the_two_talk(await callers.staff_rung(within_s=5), staff)
        await staff.hang_up()


async def test_what_the_dialplan_does_not_name_is_not_dialled(
    pbx: PrivateAsterisk, callers: SimulatedCallers
) -> None:
    address = Address(port=pbx.ports.ami)
    async with AmiClient(address, AMI_USER, pbx.secrets.ami) as ami:
        await CallingBack(ami).ring("PJSIP/200", "+4312345678")
        alone = await callers.staff_rung(within_s=5)
        await alone.answered()
        with pytest.raises(TimeoutError):
            await callers.staff_rung(within_s=1)
        await alone.hang_up()
