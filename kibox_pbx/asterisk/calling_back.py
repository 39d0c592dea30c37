"""Rings somebody of the office, and whom they want to speak to once they have answered.

What may be dialled outside is decided twice: whoever asks has checked the number, and
Asterisk's ``kibox-outside`` dials only what an admin has written there.
"""

import re

from kibox_pbx.asterisk.ami import AmiClient

CONTEXT = "kibox-call-back"
RING_S = 25
"""How long a telephone of the house rings."""

_DIAL = re.compile(r"[A-Za-z0-9/_@.:+-]{1,80}")
_E164 = re.compile(r"\+[1-9][0-9]{6,14}")


class CallingBack:
    """Calls back through the manager interface; a `CallsBack` of the pages."""

    def __init__(self, ami: AmiClient) -> None:
        self._ami = ami

    async def ring(self, dial: str, number: str) -> None:
        """Ring a telephone of the house; answered, it is led to ``kibox-outside``.

        Returns as soon as Asterisk has taken the order: whether somebody answers, they know
        themselves.

        Raises:
            PeerError: Asterisk is not there, or refused.
            ValueError: This is no dial string, or no number.
        """
        if not (_DIAL.fullmatch(dial) and _E164.fullmatch(number)):
            raise ValueError("calling back: no dial string, or no number in E.164")
        # no CallerID: Asterisk would show the caller's own number to them as ours
        await self._ami.action(
            {
                "Action": "Originate",
                "Channel": dial,
                "Context": CONTEXT,
                "Exten": number,
                "Priority": "1",
                "Timeout": str(RING_S * 1000),
                "Async": "true",
            }
        )
