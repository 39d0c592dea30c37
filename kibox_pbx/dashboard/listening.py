"""Who is listening to which recording: one line of the access log, however often they jump.

A browser asks for a recording piece by piece, and again at each jump. In memory alone.
"""

from collections.abc import Callable
from datetime import datetime, timedelta

ONE_LISTENING = timedelta(minutes=10)
"""What is asked for later is a new one."""


class Listening:
    """What was asked for lately, by session and call."""

    def __init__(self, clock: Callable[[], datetime]) -> None:
        self._clock = clock
        self._begun: dict[tuple[str, str], datetime] = {}

    def begins(self, session: str, call_id: str) -> bool:
        """Say whether somebody begins to listen, rather than goes on."""
        now = self._clock()
        self._begun = {each: at for each, at in self._begun.items() if now - at < ONE_LISTENING}
        goes_on = (session, call_id) in self._begun
        self._begun.setdefault((session, call_id), now)
        return not goes_on
