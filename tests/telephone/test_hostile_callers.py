"""Whatever a caller writes into a SIP message, on a real Asterisk: nothing of it is obeyed."""

import asyncio
import re
from collections.abc import AsyncIterator
from pathlib import Path

import pytest
import pytest_asyncio

from kibox_pbx.asterisk.fastagi import AgiRequest
from kibox_pbx.asterisk.reception import Ending
from kibox_pbx.ports import CallLeg
from kibox_pbx.rehearsal.caller_asterisk import SimulatedCallers
from kibox_pbx.rehearsal.private_asterisk import PrivateAsterisk
from tests.telephone.conftest import TELEPHONE
from tests.telephone.plain_sip import Written, ring_plainly
from tests.telephone.practice import practice

pytestmark = TELEPHONE

SEEN_S = 3.0
PLAIN = re.compile(r"[\w+*#.@()/ -]*")
EVERY_NUMBER = "dialplan add extension _[0-9].,1,Goto(kibox-in,${EXTEN},1) into from-trunk"
"""What an admin writes who lets every number of the trunk in."""

OBEYED = "obeyed"
"""A file that is there if somebody ran what a caller wrote."""

TALKED_WITH = {
    "shell in the number": Written(caller=b"$%7BSHELL(touch%20@FILE@)%7D"),
    "shell in the name": Written(name=b'"${SHELL(touch @FILE@)}"'),
    "shell in a header": Written(headers=(b"X-Kibox: ${SHELL(touch @FILE@)}",)),
    "shell in the line": Written(dialled=b"31$%7BSHELL(touch%20@FILE@)%7D"),
    "expression": Written(caller=b"$%5B1+1%5D", name=b'"$[1+1] & | `touch @FILE@`"'),
    "a fact in the name": Written(name=b'"a%0Aagi_callerid: 1"'),
    "null": Written(caller=b"1%00234567"),
    "escape sequence": Written(caller=b"%1B%5D0%3Bowned%07%1B%5B31m"),
    "markup": Written(caller=b"%3Cscript%3E", name=b'"<script>alert(1)</script>"'),
    "no UTF-8": Written(caller=b"%FF%FE", name=b'"\xff\xfe\xe2\x80\xae"'),
    "very long": Written(caller=b"1" * 3000, name=b'"%s"' % (b"n" * 5000)),
    "very long line": Written(dialled=b"31" + b"9" * 3000),
    "commas": Written(caller=b"1,2,3&4", name=b'"a,b&PJSIP/200"'),
    "formula": Written(caller=b"=cmd%7C'/c%20calc'!A1"),
}
REACH_PEOPLE = {
    "a fact in the number": Written(caller=b"1%0Aagi_network_script%3A%20status"),
    "a return in the number": Written(
        caller=b"1%0Aagi_network_script%3A%20reception%3Funanswered=reception"
    ),
    "a reply in the number": Written(caller=b"1%0A%0A200%20result=1"),
    "a fact in the line": Written(dialled=b"31%0Aagi_network_script%3A%20status"),
    "a reply in the line": Written(dialled=b"31%0A%0A200%20result%3D1%0A200%20result%3D0"),
}


class Heard:
    """Holds a conversation of a moment with whoever is let in."""

    def __init__(self) -> None:
        self._requests = asyncio.Queue[AgiRequest]()

    async def converse(self, leg: CallLeg, request: AgiRequest) -> Ending:
        self._requests.put_nowait(request)
        await asyncio.sleep(0.1)
        return Ending.hang_up()

    async def one(self) -> AgiRequest:
        async with asyncio.timeout(SEEN_S):
            return await self._requests.get()

    def is_told_nothing(self) -> bool:
        return self._requests.empty()


@pytest_asyncio.fixture(scope="module", loop_scope="session")
async def heard(pbx: PrivateAsterisk) -> AsyncIterator[Heard]:
    """The assistant, behind an inbound route that lets every number in."""
    await pbx.process.command(EVERY_NUMBER)
    there = Heard()
    async with practice(pbx.ports.fastagi, pbx.ports.audiosocket, there.converse):
        yield there
    await pbx.process.command("dialplan remove extension _[0-9].@from-trunk")


def with_file(written: Written, file: Path) -> Written:
    """Return it with the file that must not be made."""
    named = str(file).encode()
    return Written(
        written.caller.replace(b"@FILE@", named),
        written.name.replace(b"@FILE@", named),
        written.dialled.replace(b"@FILE@", named),
        tuple(each.replace(b"@FILE@", named) for each in written.headers),
    )


@pytest.mark.parametrize("what", TALKED_WITH)
async def test_what_a_caller_writes_is_text_that_goes_nowhere(
    what: str, heard: Heard, pbx: PrivateAsterisk, tmp_path: Path
) -> None:
    written = with_file(TALKED_WITH[what], tmp_path / OBEYED)
    async with ring_plainly(pbx.ports.sip, written) as call:
        assert call.status == 200
        request = await heard.one()
        await asyncio.sleep(0.2)  # what the dialplan does afterwards
    assert heard.is_told_nothing()
    assert PLAIN.fullmatch(f"{request.caller_id or ''}{request.dialled}")
    assert request.query == {}
    assert not (tmp_path / OBEYED).exists()


@pytest.mark.parametrize("what", REACH_PEOPLE)
async def test_who_forges_what_asterisk_says_of_them_reaches_people(
    what: str, heard: Heard, pbx: PrivateAsterisk, callers: SimulatedCallers
) -> None:
    async with ring_plainly(pbx.ports.sip, REACH_PEOPLE[what]):
        await callers.staff_rung(within_s=5)
    assert heard.is_told_nothing()


async def test_the_next_caller_is_talked_with(heard: Heard, pbx: PrivateAsterisk) -> None:
    async with ring_plainly(pbx.ports.sip, Written()):
        request = await heard.one()
    assert request.caller_id == "+4930231250001"
    assert request.dialled == "31"
