"""The bridge as Asterisk starts it, where there is nothing to bridge. Real calls are in
tests/telephone/test_eagi.py."""

import asyncio
import sys
from pathlib import Path

import pytest

SCRIPT = Path(__file__).parent.parent.parent / "agi" / "kibox_bridge.py"
FACTS = b"agi_request: kibox_bridge.py\nagi_channel: PJSIP/1\nagi_callerid: 030123456\n\n"
UUID = "6f0d3b1c-6a55-4f0e-9b53-2f4a5c9c0a11"


async def start(reply: bytes) -> tuple[str, str, int | None]:
    """Start it, answer its question; return what it asked, its complaints and its exit."""
    process = await asyncio.create_subprocess_exec(
        sys.executable,
        SCRIPT,
        stdin=asyncio.subprocess.PIPE,
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.PIPE,
    )
    asked, complained = await process.communicate(FACTS + reply)
    return asked.decode(), complained.decode(), process.returncode


@pytest.mark.parametrize(
    "reply",
    [
        f"200 result=1 ({UUID},127.0.0.1:1)\n",
        "200 result=1 (nonsense,127.0.0.1:1)\n",
        f"200 result=1 ({UUID},127.0.0.1:99999)\n",
        "200 result=0\n",
        "511 Command Not Permitted on a dead channel\n",
        "",
    ],
    ids=["no service", "no identifier", "no port", "no variable", "hung up", "closed"],
)
async def test_where_nothing_can_be_bridged_it_ends_in_silence_and_says_nothing_went_well(
    reply: str,
) -> None:
    asked, complained, exit_code = await start(reply.encode())
    assert asked == 'GET VARIABLE "KIBOX_LINE"\n'
    assert (complained, exit_code) == ("", 1)


def test_asterisk_can_start_it() -> None:
    assert SCRIPT.stat().st_mode & 0o111 == 0o111
