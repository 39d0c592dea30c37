"""What the documents of the law are written from: the settings and this machine. Pure."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from enum import StrEnum

from kibox_pbx.config.settings import Settings

TOLD_WITHIN = timedelta(hours=72)
"""How soon the authority hears of an incident, from when the office knew (Art. 33(1) GDPR).
Sundays and holidays count: Regulation 1182/71, Art. 3(4), extends no period in hours."""


class KeyPlace(StrEnum):
    """Where the master key is, seen from the database."""

    BESIDE = "beside"
    """In a file on the same file system: whoever takes that disk has both."""
    APART = "apart"
    """In a file on another file system."""
    NO_FILE = "no file"
    """In no file of its own: a passphrase or a credential opens the store."""


@dataclass(frozen=True, slots=True)
class ModelAtWork:
    """A model that calls need."""

    role: str
    """As the list of models has it, such as ``stt-de``, ``tts-de``, ``llm`` or ``vad``."""

    name: str | None
    """None: none is installed."""

    stand_in: bool = False
    at: str = ""
    """The address of the other host that it runs on; "": this machine."""


@dataclass(frozen=True, slots=True)
class Facts:
    """What is true of this office and this machine today."""

    settings: Settings
    written_on: date
    version: str
    """Of kibox."""

    models: tuple[ModelAtWork, ...]
    tables: frozenset[str]
    """Of the store, as this version of kibox has them."""

    key: KeyPlace

    swap: bool
    """The machine may write memory to a disk."""


class Reached(StrEnum):
    """What came into wrong hands, or may have."""

    DATABASE = "database"
    """The file of the database, without the key: a stolen disk."""
    KEY = "key"
    """The key, without the database."""
    DATABASE_AND_KEY = "database-and-key"
    ACCOUNT = "account"
    """The access of somebody of the office."""


@dataclass(frozen=True, slots=True)
class Reach:
    """What the store held in a time span; counts, and identifiers that name nobody."""

    rows: Mapping[str, int]
    """By table, only what there was by the end of the span."""

    keys: Mapping[str, int]
    """Keys of calls, by their purpose."""

    calls: tuple[str, ...]
    appointments: tuple[str, ...]
    erased_since: tuple[str, ...]
    """Calls that were there and have been erased since the span began."""

    numbers: int
    """Distinct telephone numbers, of callers and of appointments."""

    people: int
    """Distinct names with a number, in the appointments."""


@dataclass(frozen=True, slots=True)
class Incident:
    """What happened (Art. 33 GDPR). All times are aware."""

    began: datetime
    ended: datetime
    noticed: datetime
    written: datetime
    reached: Reached
    reach: Reach
    account: str = ""
    seen: tuple[tuple[str, int], ...] = ()
    """What the access log has of the account in that time: the word, and how often."""

    looked_at: tuple[str, ...] = ()
    """The identifiers that the access log has with it."""

    numbers: tuple[str, ...] = ()
    """Telephone numbers, only where somebody who may see them asked for them."""

    @property
    def due(self) -> datetime:
        """Return when the authority must have been told."""
        return self.noticed.astimezone(UTC) + TOLD_WITHIN

    @property
    def is_late(self) -> bool:
        """Say whether that has passed, so that the delay needs reasons (Art. 33(1) GDPR)."""
        return self.written > self.due

    @property
    def is_readable(self) -> bool:
        """Say whether what was reached can be read by whoever has it."""
        return self.reached in {Reached.DATABASE_AND_KEY, Reached.ACCOUNT}
