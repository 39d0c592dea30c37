"""What the pages need from the telephone: calls that go on, and a telephone that rings."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Protocol

from kibox_pbx.records import Speaker
from kibox_pbx.utterance import Language


@dataclass(frozen=True, slots=True)
class LiveTurn:
    """What one side says, or has said."""

    speaker: Speaker
    text: str


@dataclass(frozen=True, slots=True)
class LiveCall:
    """A call that goes on."""

    id: str
    caller: str | None
    """None: the number is withheld."""

    began_at: datetime
    language: Language
    turns: tuple[LiveTurn, ...] = ()
    """None of a caller who wants nothing kept."""

    says: str | None = None
    """What the caller is saying right now, as far as it is understood; empty: nothing yet.
    None: they are silent, or want nothing kept."""

    is_handed_on: bool = False
    """Somebody has taken it over; the caller is being put through."""


class Switchboard(Protocol):
    """Calls that go on."""

    def calls(self) -> tuple[LiveCall, ...]:
        """Return them, the longest first."""
        ...

    @property
    def version(self) -> int:
        """Another number whenever something in them has changed."""
        ...

    @property
    def is_closed(self) -> bool:
        """Whether the service is about to stop: nobody should wait any more."""
        ...

    async def changed(self, since: int, within_s: float) -> None:
        """Wait until the version is another one than ``since``, but not for longer."""
        ...

    def take_over(self, call_id: str, telephone: str) -> bool:
        """Have a caller put through to a telephone of the house; False: the call is over.

        Args:
            call_id: Of a call that goes on.
            telephone: A key of `config.telephones.telephones_of`.
        """
        ...


class CallsBack(Protocol):
    """Rings somebody of the office, and whom they want to speak to once they answer."""

    async def ring(self, dial: str, number: str) -> None:
        """Have a telephone of the house rung; returns as soon as it is about to ring.

        Args:
            dial: What Asterisk dials for it; of the settings only.
            number: E.164, whose beginning ``telephone.call_back`` allows.

        Raises:
            PeerError: Asterisk is not there, or refused.
        """
        ...


class NoCalls:
    """A switchboard on which nobody ever rings, for pages without a telephone."""

    version = 0
    is_closed = True

    def calls(self) -> tuple[LiveCall, ...]:
        """Return none."""
        return ()

    async def changed(self, since: int, within_s: float) -> None:
        """Nothing changes."""

    def take_over(self, call_id: str, telephone: str) -> bool:
        """There is no such call."""
        return False


@dataclass(frozen=True, slots=True)
class Telephone:
    """The office's telephone, as its pages see it."""

    switchboard: Switchboard = field(default_factory=NoCalls)
    calls_back: CallsBack | None = None
    """None: without ``telephone.ami`` nobody can be rung."""

    extensions: Mapping[str, str] = field(default_factory=dict)
    """What is dialled for each telephone that may be chosen."""
