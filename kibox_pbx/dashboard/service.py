"""What the pages ask the service at work, beside what lies in its store."""

from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from kibox_pbx.admin.doctor.finding import Finding


@dataclass(frozen=True, slots=True)
class Condition:
    """How the service is now."""

    since: datetime
    """Aware."""

    calls: int
    """Under way."""

    places: int
    """Calls it takes at once."""

    versions: tuple[tuple[str, str], ...]
    """Of programs and models at work: name and version, or role and name."""

    findings: tuple[Finding, ...]
    """Those of `kibox doctor` that cost little."""


class ServiceAtWork(Protocol):
    """The service whose pages these are."""

    async def entries_changed(self) -> None:
        """Have the next caller told what is in the store now."""
        ...

    async def condition(self) -> Condition:
        """Look how it is; takes a second at most, and changes nothing."""
        ...
