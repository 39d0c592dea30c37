"""Who the caller has proven to be in this call, and how often they have failed to (L3)."""

from dataclasses import dataclass

from kibox_pbx.privacy.identity import Claim

MOST_FAILURES = 2
"""In one call; whoever guesses on is no longer asked."""


@dataclass(frozen=True, slots=True)
class Proof:
    """What the call remembers, so that nobody is asked twice or guesses for ever."""

    claim: Claim | None = None
    """Whom the caller proved to be, or to speak for."""

    appointment: str | None = None
    """Identifier of the appointment that was spoken of last."""

    failures: int = 0

    @property
    def is_used_up(self) -> bool:
        """Whether nobody is to be believed any more in this call."""
        return self.failures >= MOST_FAILURES
