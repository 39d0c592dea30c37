"""The manager interface, with an Asterisk that fails in every way it can."""

import asyncio
import logging
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import pytest

from kibox_pbx.asterisk import ami as ami_module
from kibox_pbx.asterisk.ami import AmiClient, ExtensionState
from kibox_pbx.asterisk.ami_link import AmiLink, AmiMessage, LoginRefusedError
from kibox_pbx.errors import PeerError
from tests.asterisk.fake_manager import FakeManager
from tests.asterisk.peer import ANY_PORT

PING = {"Action": "QueueStatus"}


def client(asterisk: FakeManager, secret: str = "right") -> AmiClient:  # noqa: S107 - a fake
    return AmiClient(asterisk.address, "kibox", secret, retry_s=0.02)


@asynccontextmanager
async def connected() -> AsyncIterator[tuple[AmiClient, FakeManager]]:
    asterisk = FakeManager(ANY_PORT)
    async with asterisk.running(), client(asterisk) as ami:
        yield ami, asterisk


async def next_event(ami: AmiClient, name: str) -> asyncio.Future[AmiMessage]:
    found: asyncio.Future[AmiMessage] = asyncio.get_running_loop().create_future()
    ami.on_event(name, found.set_result)
    return found


async def test_it_is_connected_inside_its_context() -> None:
    asterisk = FakeManager(ANY_PORT)
    async with asterisk.running():
        async with client(asterisk) as ami:
            assert ami.connected
        assert not ami.connected


async def test_a_wrong_secret_is_one_clear_error_that_does_not_tell_it() -> None:
    asterisk = FakeManager(ANY_PORT)
    async with asterisk.running():
        with pytest.raises(LoginRefusedError) as refused:
            async with client(asterisk, "wr0ng-secret"):
                pass
    assert "telephone.ami" in str(refused.value)
    assert "secret_file" in str(refused.value)
    assert "wr0ng-secret" not in str(refused.value)
    assert asterisk.logins == 1


async def test_who_insists_begins_without_the_manager_and_is_let_in_once_it_is_mended(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setattr(ami_module, "REFUSED_RETRY_S", 0.02)
    asterisk = FakeManager(ANY_PORT)
    asterisk.secret = "changed"  # noqa: S105 - a fake
    async with asterisk.running():
        ami = AmiClient(asterisk.address, "kibox", "right", retry_s=0.02, insists=True)
        async with ami, asyncio.timeout(2):
            assert not ami.connected
            with pytest.raises(PeerError, match="not connected"):
                await ami.action(PING)
            asterisk.secret = "right"  # noqa: S105 - a fake
            await asterisk.logged_in.wait()
    assert "the manager interface refuses our login" in caplog.messages


async def test_a_secret_that_is_wrong_from_the_start_is_told_and_tried_seldom(
    caplog: pytest.LogCaptureFixture,
) -> None:
    asterisk = FakeManager(ANY_PORT)
    asterisk.secret = "another"  # noqa: S105 - a fake
    async with asterisk.running():
        ami = AmiClient(asterisk.address, "kibox", "right", retry_s=0.02, insists=True)
        async with ami:
            await asyncio.sleep(0.2)
            assert asterisk.logins == 1
    assert caplog.messages == ["the manager interface refuses our login"]


async def test_an_asterisk_that_starts_later_is_waited_for() -> None:
    asterisk = FakeManager(ANY_PORT)
    async with asterisk.running():
        pass
    async with client(asterisk) as ami:
        assert not ami.connected
        with pytest.raises(PeerError, match="not connected"):
            await ami.action(PING)
        async with asterisk.running(), asyncio.timeout(2):
            await asterisk.logged_in.wait()


async def test_it_survives_a_restart_and_sends_nothing_of_before_again() -> None:
    asterisk = FakeManager(ANY_PORT)
    asterisk.replies["Redirect"] = lambda _: None
    async with asyncio.timeout(3):
        async with asterisk.running():
            ami = client(asterisk)
            await ami.__aenter__()
            async with asyncio.TaskGroup() as tasks:
                moving = tasks.create_task(unanswered(ami))
                await asterisk.asked.wait()
                asterisk.say(b"Event: Shutdown\r\nShutdown: Cleanly\r\n\r\n")
            assert moving.result() == "ami: the connection ended"
        async with asterisk.running():
            await asterisk.logged_in.wait()
            asterisk.say(b"Event: FullyBooted\r\nStatus: Fully Booted\r\n\r\n")
            event = await next_event(ami, "Hangup")
            asterisk.say(b"Event: Hangup\r\nChannel: PJSIP/1\r\n\r\n")
            assert (await event).fields["Channel"] == "PJSIP/1"
            await ami.__aexit__(None, None, None)
    assert [action["Action"] for action in asterisk.actions] == ["Redirect"]


async def unanswered(ami: AmiClient) -> str:
    with pytest.raises(PeerError) as failure:
        await ami.redirect("PJSIP/1", "kibox-people", "s")
    return str(failure.value)


async def test_a_login_without_an_answer_is_no_wrong_secret() -> None:
    asterisk = FakeManager(ANY_PORT)
    async with asterisk.running():
        asterisk.replies["Login"] = lambda _: None
        with pytest.raises(PeerError, match="no answer to Login"):
            await AmiLink.open(asterisk.address, "kibox", "right", print, answer_s=0.02)


async def test_a_secret_that_changes_while_it_runs_is_tried_seldom(
    caplog: pytest.LogCaptureFixture,
) -> None:
    asterisk = FakeManager(ANY_PORT)
    async with asterisk.running():
        ami = client(asterisk)
        await ami.__aenter__()
    asterisk.secret = "changed"  # noqa: S105 - a fake
    async with asterisk.running():
        await asyncio.sleep(0.2)
        assert asterisk.logins == 2
        await ami.__aexit__(None, None, None)
    assert "the manager interface refuses our login" in caplog.messages


async def test_a_callback_that_raises_hurts_neither_the_connection_nor_the_others() -> None:
    async with connected() as (ami, asterisk):
        complaints: list[object] = []
        asyncio.get_running_loop().set_exception_handler(lambda _, c: complaints.append(c))

        def fail(_: AmiMessage) -> None:
            raise RuntimeError

        ami.on_event("Newchannel", fail)
        event = await next_event(ami, "Newchannel")
        asterisk.say(b"Event: Newchannel\r\nChannel: PJSIP/1\r\n\r\n")
        assert (await event).name == "Newchannel"
        assert (await ami.action(PING)).name == "Success"
        assert len(complaints) == 1
        assert asterisk.logins == 1


async def test_characters_survive_wherever_the_stream_is_cut() -> None:
    async with connected() as (ami, asterisk):
        event = await next_event(ami, "UserEvent")
        await asterisk.say_cut("Event: UserEvent\r\nName: Jürgen Süß 😀\r\n\r\n".encode())
        assert (await event).fields["Name"] == "Jürgen Süß 😀"


async def test_an_action_without_an_answer_is_given_up_and_forgotten() -> None:
    async with connected() as (ami, asterisk):
        asterisk.replies["QueueStatus"] = lambda _: None
        with pytest.raises(PeerError, match="no answer to QueueStatus"):
            await ami.action(PING, within_s=0.02)
        assert ami._link is not None
        assert not ami._link._manager.protocol.responses
        assert (await ami.action({"Action": "CoreStatus"})).name == "Success"


async def test_an_asterisk_that_hangs_is_left_and_found_again(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(ami_module, "PING_S", 0.02)
    monkeypatch.setattr(ami_module, "PING_ANSWER_S", 0.05)
    async with connected() as (_, asterisk):
        asterisk.replies["Ping"] = lambda _: None
        asterisk.logged_in.clear()
        async with asyncio.timeout(2):
            await asterisk.logged_in.wait()


async def test_a_refused_action_is_an_error_without_what_asterisk_said() -> None:
    async with connected() as (ami, asterisk):
        asterisk.replies["Hangup"] = lambda _: "Response: Error\r\nMessage: No PJSIP/0301234"
        with pytest.raises(PeerError, match="refused Hangup") as refused:
            await ami.hang_up("PJSIP/0301234")
        assert "0301234" not in str(refused.value)


@pytest.mark.parametrize("field", ["PJSIP/1\r\nAction: Command", "PJSIP/1\nX: y"])
async def test_a_field_cannot_smuggle_in_another_one(field: str) -> None:
    async with connected() as (ami, asterisk):
        with pytest.raises(ValueError, match="line break"):
            await ami.hang_up(field)
        assert not asterisk.actions


@pytest.mark.parametrize(
    ("status", "state"),
    [
        ("0", ExtensionState.IDLE),
        ("1", ExtensionState.IN_USE),
        ("9", ExtensionState.IN_USE | ExtensionState.RINGING),
    ],
)
async def test_it_tells_whether_a_person_is_free(status: str, state: ExtensionState) -> None:
    async with connected() as (ami, asterisk):
        asterisk.replies["ExtensionState"] = lambda _: (
            f"Response: Success\r\nMessage: Extension Status\r\nStatus: {status}"
        )
        assert await ami.extension_state("200", "phones") == state


async def test_an_extension_without_a_hint_is_an_error() -> None:
    async with connected() as (ami, asterisk):
        asterisk.replies["ExtensionState"] = lambda _: "Response: Success\r\nStatus: -1"
        with pytest.raises(PeerError, match="no hint"):
            await ami.extension_state("999", "phones")


@pytest.mark.parametrize(("outcome", "answered"), [("Success", True), ("Failure", False)])
async def test_ringing_somebody_returns_when_it_was_answered_or_not(
    outcome: str,
    answered: bool,  # noqa: FBT001 - a parameter of the test
) -> None:
    async with connected() as (ami, asterisk):
        asterisk.replies["Originate"] = lambda _: (
            "Response: Success\r\nMessage: Originate successfully queued"
        )
        async with asyncio.TaskGroup() as tasks:
            ringing = tasks.create_task(rings(ami))
            await asterisk.asked.wait()
            assert asterisk.actions[0]["Async"] == "true"
            number = asterisk.actions[0]["ActionID"]
            event = f"Event: OriginateResponse\r\nActionID: {number}\r\nResponse: {outcome}"
            asterisk.say(f"{event}\r\n\r\n".encode())
        assert ringing.result() is answered


async def rings(ami: AmiClient) -> bool:
    try:
        await ami.originate("PJSIP/200", "kibox-in", "31", ring_s=1)
    except PeerError:
        return False
    return True


async def test_a_ringing_that_is_not_permitted_is_an_error_at_once() -> None:
    async with connected() as (ami, asterisk):
        asterisk.replies["Originate"] = lambda _: (
            "Response: Error\r\nMessage: Permission denied"
        )
        async with asyncio.timeout(1):
            assert not await rings(ami)


async def test_nothing_of_a_call_reaches_the_log(caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG)
    async with connected() as (ami, asterisk):
        event = await next_event(ami, "Newchannel")
        asterisk.say(b"Event: Newchannel\r\nCallerIDNum: 0301234567\r\n\r\n")
        await event
        await ami.hang_up("PJSIP/0301234567")
    assert "0301234567" not in caplog.text
