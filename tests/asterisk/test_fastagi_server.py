"""Asterisk's questions over a real socket."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import pytest

from kibox_pbx.asterisk import fastagi_server
from kibox_pbx.asterisk.fastagi import CallerGoneError
from kibox_pbx.asterisk.fastagi_server import AgiSession, FastAgiServer, Handler
from kibox_pbx.config.settings import Address
from kibox_pbx.errors import ConfigError, PeerError
from tests.asterisk.peer import ANY_PORT, Peer, connect

REQUEST = b"agi_network: yes\nagi_network_script: reception\nagi_callerid: 123\n\n"


class Clerk:
    """A handler that hands its session to the test."""

    def __init__(self) -> None:
        self.session: asyncio.Future[AgiSession] = asyncio.get_running_loop().create_future()
        self.done = asyncio.Event()

    async def __call__(self, session: AgiSession) -> None:
        self.session.set_result(session)
        await self.done.wait()


@asynccontextmanager
async def session() -> AsyncIterator[tuple[AgiSession, Peer]]:
    clerk = Clerk()
    server = FastAgiServer(ANY_PORT, {"reception": clerk})
    async with server, connect(server.address) as asterisk:
        asterisk.send(REQUEST)
        yield await clerk.session, asterisk
        clerk.done.set()


async def test_a_handler_gets_the_facts_of_the_call() -> None:
    async with session() as (agi, _):
        assert (agi.request.script, agi.request.caller_id) == ("reception", "123")


async def test_a_command_waits_for_its_own_reply() -> None:
    async with session() as (agi, asterisk), asyncio.TaskGroup() as tasks:
        asking = tasks.create_task(agi.get_variable("LANG"))
        assert await asterisk.read_line() == 'GET VARIABLE "LANG"\n'
        asterisk.send(b"HANGUP\n100 Trying\n")
        asterisk.send(b"200 result=1 (de)\n")
        assert await asking == "de"
        assert agi.hung_up


async def test_commands_of_two_tasks_do_not_mix() -> None:
    async with session() as (agi, asterisk), asyncio.TaskGroup() as tasks:
        first = tasks.create_task(agi.get_variable("A"))
        second = tasks.create_task(agi.get_variable("B"))
        for value in (b"1", b"2"):
            await asterisk.read_line()
            asterisk.send(b"200 result=1 (" + value + b")\n")
        assert (await first, await second) == ("1", "2")


async def test_a_variable_that_is_not_set_is_none() -> None:
    async with session() as (agi, asterisk):
        asterisk.send(b"200 result=0\n")
        assert await agi.get_variable("NOTHING") is None


@pytest.mark.parametrize(("reply", "ended_well"), [(b"0", True), (b"-1", False)])
async def test_an_application_says_how_it_ended(reply: bytes, ended_well: bool) -> None:  # noqa: FBT001 - a parameter of the test
    async with session() as (agi, asterisk):
        asterisk.send(b"200 result=" + reply + b"\n")
        assert await agi.execute("AudioSocket", "id", "host:1") is ended_well
        assert await asterisk.read_line() == 'EXEC "AudioSocket" "id,host:1"\n'


@pytest.mark.parametrize(
    ("reply", "error"),
    [
        (b"200 result=-2\n", PeerError),
        (b"510 Invalid or unknown command\n", PeerError),
        (b"520-Invalid\nusage\n520 End\n", PeerError),
        (b"511 Command Not Permitted on a dead channel\n", CallerGoneError),
        (b"nonsense\n", PeerError),
    ],
    ids=["no such application", "unknown", "usage", "dead channel", "nonsense"],
)
async def test_a_refusal_is_an_error(reply: bytes, error: type[PeerError]) -> None:
    async with session() as (agi, asterisk):
        asterisk.send(reply)
        with pytest.raises(error):
            await agi.execute("AudioSocket")


async def test_a_caller_who_hangs_up_before_the_answer_is_gone() -> None:
    async with session() as (agi, asterisk):
        asterisk.send(b"200 result=-1\n")
        with pytest.raises(CallerGoneError):
            await agi.answer()


async def test_a_session_that_asterisk_closes_is_gone() -> None:
    async with session() as (agi, asterisk):
        asterisk.writer.close()
        with pytest.raises(CallerGoneError):
            await agi.execute("AudioSocket")


async def test_a_command_without_an_answer_is_given_up(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(fastagi_server, "REPLY_S", 0.05)
    async with session() as (agi, _):
        with pytest.raises(PeerError, match="no answer to ANSWER"):
            await agi.answer()


@pytest.mark.parametrize("first", [b"", b"GET / HTTP/1.1\r\n\r\n", b"agi_network", b"x" * 9000])
async def test_a_stranger_is_dropped_and_the_next_call_is_served(
    first: bytes, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(fastagi_server, "REQUEST_S", 0.1)
    clerk = Clerk()
    async with FastAgiServer(ANY_PORT, {"reception": clerk}) as server:
        async with connect(server.address) as stranger:
            stranger.send(first)
            if not first:
                stranger.writer.write_eof()
            assert await stranger.rest() == b""
        async with connect(server.address) as asterisk:
            asterisk.send(REQUEST)
            assert (await clerk.session).request.caller_id == "123"
            clerk.done.set()


async def test_an_unknown_script_is_closed() -> None:
    async with FastAgiServer(ANY_PORT, {}) as server, connect(server.address) as asterisk:
        asterisk.send(REQUEST)
        assert await asterisk.rest() == b""


async def test_a_handler_that_fails_hurts_no_other_session() -> None:
    clerk = Clerk()

    async def fail(_: AgiSession) -> None:
        raise RuntimeError("123 called")

    routes: dict[str, Handler] = {"reception": clerk, "broken": fail}
    server = FastAgiServer(ANY_PORT, routes)
    async with server, connect(server.address) as good, connect(server.address) as bad:
        good.send(REQUEST)
        agi = await clerk.session
        bad.send(REQUEST.replace(b"reception", b"broken"))
        assert await bad.rest() == b""
        good.send(b"200 result=1\n")
        await agi.set_variable("A", "b")
        clerk.done.set()


async def test_leaving_the_server_ends_its_sessions() -> None:
    clerk = Clerk()
    async with FastAgiServer(ANY_PORT, {"reception": clerk}) as server:
        reader, writer = await asyncio.open_connection("127.0.0.1", server.address.port)
        writer.write(REQUEST)
        await clerk.session
    assert await reader.read() == b""
    writer.close()


async def test_it_listens_to_this_machine_only() -> None:
    with pytest.raises(ConfigError, match=r"telephone\.fastagi\.host"):
        async with FastAgiServer(Address(host="10.0.0.1", port=4573), {}):
            pass
