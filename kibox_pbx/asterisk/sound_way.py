"""How Asterisk is asked to bring a call's sound to us, and how it tells that it went well."""

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from uuid import UUID

from kibox_pbx.asterisk.fastagi_server import AgiSession
from kibox_pbx.config.settings import Address, Media
from kibox_pbx.errors import PeerError


@dataclass(frozen=True, slots=True)
class SoundWay:
    """One way."""

    carry: Callable[[AgiSession, UUID, Address], Awaitable[bool]]
    """Has the call's sound connected to an address until one side ends it. False: something
    broke, or the caller hung up. Raises `PeerError` as `AgiSession.execute` does."""

    says_goodbye: bool
    """Who connects says so when the caller hangs up; see `AudioSocketLeg`."""


async def _by_application(session: AgiSession, identifier: UUID, address: Address) -> bool:
    return await session.execute("AudioSocket", str(identifier), _written(address))


async def _by_bridge(session: AgiSession, identifier: UUID, address: Address) -> bool:
    """Have Asterisk start our bridge; Asterisk calls it a success however that ends."""
    script = await session.get_variable("KIBOX_BRIDGE_SCRIPT")
    if not script:
        raise PeerError("reception: kibox-settings.conf does not set KIBOX_BRIDGE_SCRIPT")
    await session.set_variable("KIBOX_LINE", f"{identifier},{_written(address)}")
    await session.set_variable("KIBOX_CARRIED", "")
    if not await session.execute("EAGI", script):
        return False
    return await session.get_variable("KIBOX_CARRIED") == "1"


def _written(address: Address) -> str:
    return f"{address.host}:{address.port}"


AUDIOSOCKET = SoundWay(_by_application, says_goodbye=False)
"""Asterisk's own application, from 18 on."""

EAGI = SoundWay(_by_bridge, says_goodbye=True)
"""``agi/kibox_bridge.py``, for an Asterisk without that; docs/eagi.md."""

SOUND_WAYS: Mapping[Media, SoundWay] = {"audiosocket": AUDIOSOCKET, "eagi": EAGI}
"""By ``telephone.media``."""
