"""Dials for the simulated people, and presses their keys, on their Asterisk's manager."""

from kibox_pbx.asterisk.ami import AmiClient

USER = "caller"
RING_S = 30
KEY_MS = 100
"""How long a key is held."""


async def ring(
    ami: AmiClient, number: str, *, caller_id: str, channel_id: str, sound: str
) -> None:
    """Have a call placed; return at once.

    Args:
        ami: The manager of the simulated people's Asterisk.
        number: Whom to ring.
        caller_id: The number shown.
        channel_id: What its events will name the call by.
        sound: Where the call's sound goes once it is answered, ``UUID,host:port``.

    Raises:
        PeerError: Asterisk refused.
    """
    await ami.action(
        {
            "Action": "Originate",
            "Channel": f"PJSIP/{number}@pbx",
            "ChannelId": channel_id,
            "CallerID": f'"{caller_id}" <{caller_id}>',
            "Application": "AudioSocket",
            "Data": sound,
            "Timeout": str(RING_S * 1000),
            "Async": "true",
        }
    )


class Keypad:
    """The keys of one simulated telephone."""

    def __init__(self, ami: AmiClient, channel: str) -> None:
        """``channel`` is the call's name or identifier."""
        self._ami = ami
        self._channel = channel

    async def press(self, key: str) -> None:
        """Send one key into the call.

        Raises:
            PeerError: The call is over.
        """
        await self._ami.action(
            {
                "Action": "PlayDTMF",
                "Channel": self._channel,
                "Digit": key,
                "Duration": str(KEY_MS),
            }
        )
