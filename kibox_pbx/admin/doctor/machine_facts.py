"""What this machine and the store say of themselves, for the doctor to judge."""

from dataclasses import dataclass
from datetime import date, datetime


@dataclass(frozen=True, slots=True)
class Listening:
    """An open TCP port of this machine."""

    port: int
    on_loopback: bool


@dataclass(frozen=True, slots=True)
class ModelFacts:
    """The model of a role, such as ``stt-de``."""

    role: str
    name: str | None
    """None: none is installed."""

    stand_in: bool = False
    fault: str | None = None
    """What its checksums say is wrong."""


@dataclass(frozen=True, slots=True)
class Machine:
    """The machine kibox runs on."""

    cores: int
    free_bytes: int
    """On the file system of the database."""

    listening: tuple[Listening, ...]
    swap: str | None
    """What is wrong with it; None: nothing."""

    core_pattern: str
    """Where the kernel puts the memory of what crashes: /proc/sys/kernel/core_pattern."""

    unit: str | None
    """The text of the service's systemd unit with its drop-ins; None: there is none."""

    clock_is_synchronised: bool | None
    """None: the kernel does not say."""

    now: datetime
    """In the machine's own time zone."""


@dataclass(frozen=True, slots=True)
class KeyFacts:
    """The key file."""

    exists: bool
    others_may_read: bool = False
    beside_database: bool = False


@dataclass(frozen=True, slots=True)
class CalendarFacts:
    """A calendar of the practice's own that the settings name."""

    person: str
    kind: str
    """The setting that names it, such as ``caldav``."""

    read_at: datetime | None
    """When it was last read to its end; None: never."""


@dataclass(frozen=True, slots=True)
class OutboxFacts:
    """How it stands with notifications."""

    waiting: int = 0
    oldest: datetime | None = None
    """Since when the first of these waits."""

    given_up: int = 0
    """Within seven days."""


@dataclass(frozen=True, slots=True)
class LenderFacts:
    """A server of another host that lends an engine."""

    setting: str
    """That names it, such as ``models.at``."""

    model: str
    """What runs there."""

    took_ms: int
    """To say so."""

    why: str
    """What is wrong with it; "": nothing."""

    spare: bool
    """The model of this machine takes over while it is away."""

    is_needed: bool
    """Without it and without a spare no call can be held."""


@dataclass(frozen=True, slots=True)
class CertificateFacts:
    """The certificate of the pages."""

    until: datetime | None
    """Until the first of its chain runs out; None: it cannot be read."""


@dataclass(frozen=True, slots=True)
class StoreFacts:
    """A store that opened."""

    encrypted: bool
    """Whether its file begins as no plain SQLite file does."""

    ledger_fault: str | None
    """None: every line of the ledger of erasures is whole."""

    log_findings: int
    """What is wrong with the access log."""

    retention_day: date | None
    """The office's day on which retention last came to its end."""

    backup_at: datetime | None
    """When the newest backup was made."""

    wants_backups: bool
    """Whether the settings name a folder for them."""

    backup_fault: str | None = None
    """What is wrong with the newest backup, if it was looked at."""

    damaged_pages: int = 0
    """Of the database's file: what its checksums say is not as it was written."""

    calendars: tuple[CalendarFacts, ...] = ()
    conflicts: int = 0
    """Appointments on which telephone and calendar do not agree until people act."""

    unwritten: int = 0
    """Entries that a calendar did not take, or did not let go, so far."""

    outbox: OutboxFacts = OutboxFacts()


@dataclass(frozen=True, slots=True)
class NoStore:
    """It did not open."""

    why: str
