"""Looks whether a telephone of the house is free before a caller is put through.

In doubt it is: then it rings, and a caller whom nobody answers comes back. Asterisk's own
``DEVICE_STATE`` is read through ``Getvar``, for which the account needs nothing beyond the
``call`` or ``reporting`` that it has.
"""

import asyncio
from collections.abc import Mapping

from kibox_pbx.asterisk.ami import AmiClient
from kibox_pbx.errors import PeerError
from kibox_pbx.log import get_logger

log = get_logger(__name__)

ANSWER_S = 0.3
"""The caller waits for it."""

ENGAGED = frozenset({"INUSE", "BUSY", "RINGING", "RINGINUSE", "ONHOLD"})
"""States of a device that somebody is using. An unreachable one is not engaged."""

SEVERAL_TELEPHONES = ("Local/",)
"""Technologies behind which a group may ring; one engaged telephone says little about it."""


class AmiExtensions:
    """The departments' telephones, seen through the manager; implements `ports.Extensions`."""

    def __init__(self, ami: AmiClient | None, dials: Mapping[str, str]) -> None:
        """Say what is dialled for each department. Without a manager all are free."""
        self._ami = ami
        self._dials = dials

    async def is_free(self, department: str) -> bool:
        """Say whether a department's telephone would ring; when in doubt, it would."""
        dial = self._dials.get(department, "")
        if self._ami is None or not dial or dial.startswith(SEVERAL_TELEPHONES):
            return True
        try:
            return await _state(self._ami, dial) not in ENGAGED
        except PeerError as error:
            log.info("a telephone's state is not known; it is rung", error=error)
            return True


async def _state(ami: AmiClient, dial: str) -> str:
    """Return the state of a device, such as ``NOT_INUSE``.

    Raises:
        PeerError: Asterisk did not say, or not in time.
    """
    fields = {"Action": "Getvar", "Variable": f"DEVICE_STATE({dial})"}
    try:
        async with asyncio.timeout(ANSWER_S):
            reply = await ami.action(fields)
    except TimeoutError:
        raise PeerError("ami: no answer about a telephone's state") from None
    return reply.fields.get("Value", "")
