"""The script that Asterisk starts before a call, run as Asterisk runs it."""

import asyncio
import sys
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest

from kibox_pbx.asterisk.audiosocket_server import AudioSocketServer
from kibox_pbx.asterisk.fastagi import AgiRequest
from kibox_pbx.asterisk.fastagi_server import FastAgiServer
from kibox_pbx.asterisk.loopback import Serve, serve_on_loopback
from kibox_pbx.asterisk.reception import Ending, Reception
from kibox_pbx.ports import CallLeg
from tests.asterisk.peer import ANY_PORT

SCRIPT = Path(__file__).parent.parent.parent / "agi" / "is_kibox_up.py"
FACTS = b"agi_request: is_kibox_up.py\nagi_channel: PJSIP/1\nagi_callerid: 030123456\n\n"
UP, DOWN = 'SET VARIABLE "KIBOX_UP" "1"', 'SET VARIABLE "KIBOX_UP" "0"'


@dataclass
class Answer:
    """What the script said to Asterisk."""

    command: str
    stderr: str
    exit_code: int


async def ask(address: str, *, pyst2: bool = True, reply: bytes = b"200 result=1\n") -> Answer:
    """Start the script and answer its one command."""
    isolated = () if pyst2 else ("-S", "-E")
    process = await asyncio.create_subprocess_exec(
        sys.executable,
        *isolated,
        SCRIPT,
        address,
        stdin=asyncio.subprocess.PIPE,
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.PIPE,
    )
    said, complained = await process.communicate(FACTS + reply)
    command = said.decode().strip().replace("VARIABLE KIBOX_UP", 'VARIABLE "KIBOX_UP"')
    return Answer(command, complained.decode(), process.returncode or 0)


async def admit(_: AgiRequest) -> bool:
    return True


async def converse(_leg: CallLeg, _request: AgiRequest) -> Ending:
    return Ending.hang_up()


@asynccontextmanager
async def service(calls: int, *, is_open: bool = True) -> AsyncIterator[str]:
    async with AudioSocketServer(ANY_PORT) as audio:
        desk = Reception(audio, admit=admit, converse=converse, turn_away=converse, calls=calls)
        desk.is_open = is_open
        async with FastAgiServer(ANY_PORT, {"status": desk.status}) as agi:
            yield f"127.0.0.1:{agi.address.port}"


@pytest.mark.parametrize("pyst2", [True, False], ids=["pyst2", "without pyst2"])
@pytest.mark.parametrize(
    ("calls", "is_open", "expected"),
    [(1, True, UP), (0, True, UP), (1, False, DOWN)],
    ids=["room", "full, the caller is told", "closing"],
)
async def test_it_says_whether_the_next_call_is_taken(
    calls: int,
    is_open: bool,  # noqa: FBT001 - a parameter of the test
    expected: str,
    pyst2: bool,  # noqa: FBT001 - a parameter of the test
) -> None:
    async with service(calls, is_open=is_open) as address:
        answer = await ask(address, pyst2=pyst2)
    assert (answer.command, answer.exit_code) == (expected, 0)


async def test_it_writes_nothing_of_the_call_to_the_log() -> None:
    async with service(1) as address:
        assert (await ask(address)).stderr == ""


@pytest.mark.parametrize("pyst2", [True, False], ids=["pyst2", "without pyst2"])
async def test_a_service_that_is_not_there_is_down(
    pyst2: bool,  # noqa: FBT001 - a parameter of the test
) -> None:
    addresses = ["127.0.0.1:1", "nonsense", "", "127.0.0.1:99999"]
    answers = await asyncio.gather(*(ask(address, pyst2=pyst2) for address in addresses))
    assert answers == [Answer(DOWN, "", 0)] * len(addresses)


async def silent(reader: asyncio.StreamReader, _: asyncio.StreamWriter) -> None:
    await reader.read(-1)


async def trickling(_reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    for _ in range(40):
        writer.write(b"S")
        await asyncio.sleep(0.1)


def saying(line: bytes) -> Serve:
    async def serve(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        writer.write(line)
        await reader.read(1)

    return serve


async def test_whoever_else_listens_there_is_not_kibox() -> None:
    a_web_server, talkative = saying(b"HTTP/1.1 400 Bad\n"), saying(b"x" * 5000)
    strangers = [silent, trickling, saying(b""), a_web_server, talkative]
    answers = await asyncio.gather(*(ask_where(stranger) for stranger in strangers))
    assert [answer.command for answer in answers] == [DOWN] * len(strangers)


async def ask_where(stranger: Serve) -> Answer:
    """Ask an address that a stranger has; the caller must not wait long for that."""
    async with (
        asyncio.timeout(3),
        serve_on_loopback(ANY_PORT, stranger, setting="test") as address,
    ):
        return await ask(f"127.0.0.1:{address.port}")


async def test_a_caller_who_hangs_up_meanwhile_is_no_failure() -> None:
    replies = [b"200 result=-1\n", b"HANGUP\n", b"510 Invalid\n", b""]
    async with service(1) as address:
        answers = await asyncio.gather(*(ask(address, reply=reply) for reply in replies))
    ended = [(answer.exit_code, answer.stderr) for answer in answers]
    assert ended == [(0, "")] * len(replies)


def test_asterisk_can_start_it() -> None:
    can_run: Callable[[int], int] = SCRIPT.stat().st_mode.__and__
    assert can_run(0o111) == 0o111
