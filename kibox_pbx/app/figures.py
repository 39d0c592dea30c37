"""What the service tells of itself to who asks at its FastAGI port: no call, only counts."""

from collections.abc import Sequence
from datetime import datetime

from kibox_pbx.app.borrowing import Lender
from kibox_pbx.asterisk.fastagi_server import AgiSession
from kibox_pbx.asterisk.reception import Reception


class Figures:
    """How the reception is, since the service began."""

    def __init__(
        self,
        reception: Reception,
        calls: int,
        since: datetime,
        lenders: Sequence[Lender] = (),
    ) -> None:
        """Say of which reception.

        Args:
            reception: At work.
            calls: How many it talks with at once.
            since: When it began; aware.
            lenders: Servers of other hosts that it works with.
        """
        self._lenders = tuple(lenders)
        self._reception = reception
        self._calls = calls
        self._since = since

    async def tell(self, session: AgiSession) -> None:
        """Route ``figures``: calls now, how many there may be, and since when it works."""
        told = {
            "KIBOX_CALLS": str(self._reception.active_calls),
            "KIBOX_PLACES": str(self._calls),
            "KIBOX_SINCE": self._since.isoformat(timespec="seconds"),
            "KIBOX_LENDERS": " ".join(self._told(away=False)),
            "KIBOX_AWAY": " ".join(self._told(away=True)),
        }
        for name, value in told.items():
            await session.set_variable(name, value)

    def _told(self, *, away: bool) -> list[str]:
        """Return the settings of the servers that are away, or there."""
        watched = (lender.presence for lender in self._lenders)
        return [each.setting for each in watched if each.is_away is away]
