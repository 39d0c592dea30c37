"""What the caller of this call was asked to agree to, and what still stands. Immutable."""

from collections.abc import Iterable
from dataclasses import dataclass, replace

from kibox_pbx.privacy.consent import ConsentPurpose


@dataclass(frozen=True, slots=True)
class Agreed:
    """The consents of one call so far."""

    asked: frozenset[ConsentPurpose] = frozenset()
    """Each is asked for once in a call."""

    open: ConsentPurpose | None = None
    """Asked for, and not answered yet."""

    given: frozenset[ConsentPurpose] = frozenset()
    """Given, and not withdrawn."""

    def asking(self, purpose: ConsentPurpose) -> "Agreed":
        """Return it with a question that is open now."""
        return replace(self, asked=self.asked | {purpose}, open=purpose)

    def closed(self, *, agreed: bool = False) -> "Agreed":
        """Return it with the open question answered."""
        new = {self.open} if agreed and self.open else set()
        return replace(self, open=None, given=self.given | new)

    def without(self, withdrawn: Iterable[ConsentPurpose]) -> "Agreed":
        """Return it with some consents withdrawn."""
        return replace(self, given=self.given - set(withdrawn))
