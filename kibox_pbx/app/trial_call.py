"""`kibox doctor --call`: rings the assistant through Asterisk, as any caller's call comes.

A local channel walks the dialplan of `kibox-in` and is silent for some seconds. Only where the
service takes calls is it rung, since otherwise people would be; if its sound cannot be
connected, they are, until the call ends.
"""

import asyncio
from collections.abc import AsyncGenerator
from contextlib import aclosing

from kibox_pbx.admin.doctor.finding import Finding, broken, ok, warning
from kibox_pbx.asterisk.ami_asking import ami_questions
from kibox_pbx.asterisk.service_status import told_by_service
from kibox_pbx.config.settings import Address, Ami, Telephone
from kibox_pbx.errors import PeerError

CALL_S = 4
"""How long the call stays on the line."""

ARRIVES_S = 5.0
STAYS_S = 2.0
"""A call whose sound cannot be connected ends within this time."""

LOOK_S = 0.1
CHECK = "call"
LOGS = "journalctl -u kibox; asterisk -rx 'core show channels'"


async def trial_call(telephone: Telephone, secret: str) -> Finding:
    """Place a call and say what became of it; it is kept like any call, without a number."""
    if telephone.ami is None:
        return warning(CHECK, "no call: telephone.ami is not set", "set it in kibox.yaml")
    match await told_by_service(telephone.fastagi):
        case {"KIBOX_UP": "1"}:
            pass
        case _:
            text = "no call: the service takes none, so people would be rung"
            return broken(CHECK, text, "systemctl start kibox; journalctl -u kibox")
    if await _calls(telephone.fastagi) != 0:
        text = "no call: others are under way, so nobody could tell which is ours"
        return warning(CHECK, text, "kibox doctor --call once kibox status says calls 0")
    try:
        await _ring(telephone.ami, secret)
    except PeerError as error:
        return broken(CHECK, str(error), "kibox doctor: the line asterisk-rights")
    return await _what_became_of_it(telephone.fastagi)


async def _ring(ami: Ami, secret: str) -> None:
    call = {"Channel": "Local/s@kibox-in/n", "Application": "Wait", "Data": str(CALL_S)}
    async with ami_questions(ami, ami.user, secret) as asterisk:
        await asterisk.ask({"Action": "Originate", "Async": "true", "Timeout": "10000"} | call)


async def _what_became_of_it(fastagi: Address) -> Finding:
    if not await _comes_to(fastagi, 1, ARRIVES_S):
        text = f"no call arrived within {ARRIVES_S:.0f} s, or its sound was lost at once"
        mend = f"kibox doctor: the lines dialplan and asterisk-modules; {LOGS}"
        return broken(CHECK, text, mend)
    if await _comes_to(fastagi, 0, STAYS_S):
        text = "a call arrived and was lost: its sound could not be connected"
        return broken(CHECK, text, f"kibox doctor: the line asterisk-modules; {LOGS}")
    return ok(CHECK, "the assistant took a call that came through the dialplan")


async def _comes_to(fastagi: Address, calls: int, within_s: float) -> bool:
    """Say whether so many calls are under way at some moment of this time."""
    try:
        async with asyncio.timeout(within_s), aclosing(_seen(fastagi)) as seen:
            async for now in seen:
                if now == calls:
                    return True
    except TimeoutError:
        pass
    return False


async def _seen(fastagi: Address) -> AsyncGenerator[int | None, None]:
    while True:
        yield await _calls(fastagi)
        await asyncio.sleep(LOOK_S)


async def _calls(fastagi: Address) -> int | None:
    told = (await told_by_service(fastagi, "figures") or {}).get("KIBOX_CALLS", "")
    return int(told) if told.isdecimal() else None
