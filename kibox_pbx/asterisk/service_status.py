"""Asks the service as Asterisk does whether it would take a call now."""

import asyncio
import re

from kibox_pbx.config.settings import Address

ANSWER_S = 2.0
MOST_BYTES = 4096
QUESTION = "agi_network: yes\nagi_network_script: {script}\n\n"
VARIABLE = re.compile(rb'SET VARIABLE "?([A-Z_]+)"? "?([^"\n]*)"?\n')
REPLY = b"200 result=1\n"


async def told_by_service(fastagi: Address, script: str = "status") -> dict[str, str] | None:
    """Return the variables that the service sets in a session; None: nobody answers there.

    Args:
        fastagi: Where the service listens.
        script: ``status`` sets ``KIBOX_UP`` to 1 or 0.
    """
    try:
        async with asyncio.timeout(ANSWER_S):
            return await _converse(fastagi, script)
    except (OSError, TimeoutError, asyncio.LimitOverrunError, ValueError):
        return None


async def _converse(fastagi: Address, script: str) -> dict[str, str]:
    reader, writer = await asyncio.open_connection(fastagi.host, fastagi.port, limit=MOST_BYTES)
    try:
        writer.write(QUESTION.format(script=script).encode("ascii"))
        told = {}
        while line := await reader.readline():
            if found := VARIABLE.fullmatch(line):
                told[found[1].decode()] = found[2].decode(errors="replace")
                writer.write(REPLY)
        return told
    finally:
        writer.close()
