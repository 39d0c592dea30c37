"""What every page works with: the settings, the store, the clock."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime

from kibox_pbx.config.settings import Settings, Web
from kibox_pbx.dashboard.listening import Listening
from kibox_pbx.dashboard.service import ServiceAtWork
from kibox_pbx.dashboard.switchboard import Telephone
from kibox_pbx.storage.database import Database
from kibox_pbx.storage.sessions import SessionRepository
from kibox_pbx.storage.sign_in import SignIn


@dataclass(frozen=True, slots=True)
class House:
    """What the pages reach beside the store."""

    telephone: Telephone = field(default_factory=Telephone)
    """Without one nothing shows of calls that go on."""

    service: ServiceAtWork | None = None
    """None: only the store is there."""


@dataclass(frozen=True, slots=True)
class Office:
    """One practice, as its pages see it."""

    settings: Settings
    web: Web
    database: Database
    clock: Callable[[], datetime]
    """Tells the office's time; aware, in its zone."""

    sessions: SessionRepository
    signing: SignIn
    telephone: Telephone
    service: ServiceAtWork | None
    listening: Listening


def office_of(
    settings: Settings,
    web: Web,
    database: Database,
    clock: Callable[[], datetime],
    house: House,
) -> Office:
    """Return what the pages of a practice work with."""
    sessions, signing = SessionRepository(database, clock), SignIn(database, clock)
    around = house.telephone, house.service, Listening(clock)
    return Office(settings, web, database, clock, sessions, signing, *around)
