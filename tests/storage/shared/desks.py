"""Privacy desks of hosts that share a database, and what is seen from them."""

from datetime import UTC, date, datetime
from pathlib import Path

from kibox_pbx.admin.subject.desk import Asked, Desk
from kibox_pbx.admin.subject.erase import Erased, Erasing
from kibox_pbx.config.settings import Settings
from kibox_pbx.privacy.belonging import Wanted
from kibox_pbx.privacy.roles import Role
from kibox_pbx.storage import objections, requests
from kibox_pbx.storage.access_log import Who
from kibox_pbx.storage.objections import Objections
from kibox_pbx.storage.subjects import Search
from kibox_pbx.utterance import Language
from tests.storage.people import ERIKA, ERIKAS, PHRASE
from tests.storage.shared.conftest import Host

OLGA = Who("olga", frozenset({Role.PRIVACY_OFFICER}))
ASKED = Asked(Search(Wanted(ERIKAS, ERIKA)), date(2026, 11, 20), identity="passport seen")
SECRETS = (ERIKA, "Mustermann", ERIKAS, ERIKAS[3:], PHRASE, "olga")


def desk_of(host: Host) -> Desk:
    return Desk(host.database, OLGA, lambda: datetime.now(UTC))


async def erase(host: Host, settings: Settings, receipt: Path, asked: Asked = ASKED) -> Erased:
    language = Language.GERMAN
    erasing = Erasing(desk_of(host), settings, language, with_appointments=True)
    return await erasing.erase(asked, receipt)


async def calls_at(host: Host) -> set[str]:
    return await host.database.read(
        lambda tables: {row["id"] for row in tables.table("calls").rows}
    )


async def frozen_at(host: Host) -> set[str]:
    return await host.database.read(
        lambda tables: {
            row["id"] for row in tables.table("calls").rows_where("restricted_at IS NOT NULL")
        }
    )


async def objecting_at(host: Host) -> Objections:
    envelope = host.database.envelope
    return await host.database.read(lambda tables: objections.all_in(tables, envelope))


async def open_at(host: Host) -> tuple[requests.Request, ...]:
    envelope = host.database.envelope
    return await host.database.read(lambda tables: requests.open_requests(tables, envelope))


async def told_at(host: Host) -> list[tuple[str, int, int]]:
    """Return what a host knows the others did of its last order: name, done, remaining."""
    last = (await desk_of(host).others.progress())[-1]
    return [(each.host, each.done, each.remaining) for each in last.hosts if each.at]
