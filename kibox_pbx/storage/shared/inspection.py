"""Looks at the hosts' shared database for `kibox doctor`, and changes nothing there."""

from dataclasses import dataclass
from datetime import datetime
from enum import Enum

import psycopg

from kibox_pbx.config.shared import Shared
from kibox_pbx.errors import StorageError
from kibox_pbx.storage.keys import read_secret
from kibox_pbx.storage.shared.link import LIMITS, masters_of, whither
from kibox_pbx.storage.shared.order_book import place_of_name
from kibox_pbx.storage.shared.schema import SCRIPTS
from kibox_pbx.storage.shared.sealing import CHECK, Seal

WITH_HOSTS = 2
"""The version since which hosts say that they are there."""

ENCRYPTED = "SELECT version FROM pg_stat_ssl WHERE pid = pg_backend_pid() AND ssl"
LATE = """
SELECT h.id FROM orders o JOIN hosts h ON h.id != o.given_by
WHERE o.sealed IS NOT NULL AND NOT o.stands AND o.given_at < now() - interval '1 day'
    AND NOT EXISTS (SELECT 1 FROM orders_done d WHERE d.order_id = o.id AND d.host = h.id)
"""


class Trouble(Enum):
    """Why the shared database cannot be used."""

    SILENT = "it does not answer"
    CERTIFICATE = "its certificate is not the one that server_name and ca_file want"
    NOT_FROM_HERE = "its pg_hba.conf lets nobody in from this host"
    REFUSED = "it refuses the user, the password or the database"
    SECRETS = "the password or the key cannot be read"
    NEWER = "a newer kibox made its tables"
    OTHER_KEY = "its records are sealed with another key"


@dataclass(frozen=True, slots=True)
class SharedHost:
    """A host that has said that it is there."""

    name: str
    seen_at: datetime
    late_orders: int
    """Orders of privacy desks that it has not done for a day."""


@dataclass(frozen=True, slots=True)
class Inspected:
    """What was found."""

    trouble: Trouble | None = None
    detail: str = ""
    """More of it, such as the name of a file."""

    encryption: str | None = None
    """Of the connection, such as ``TLSv1.3``; None: none."""

    version: int | None = None
    """Of its tables; None: there are none so far."""

    is_behind: bool = False
    """It was restored, and no host has told it so far what happened since."""

    hosts: tuple[SharedHost, ...] = ()


def inspect(shared: Shared) -> Inspected:
    """Look at the shared database, for some seconds at most. Blocks."""
    try:
        seal = Seal(*masters_of(shared))
        password = read_secret(shared.password_file)
    except StorageError as error:
        return Inspected(Trouble.SECRETS, str(error))
    try:
        with psycopg.connect(
            **whither(shared),
            user=shared.user,
            password=password,
            dbname=shared.database,
            options=f"{LIMITS} -c default_transaction_read_only=on",
            autocommit=True,
            connect_timeout=3,
        ) as connection:
            return _inspect(connection, seal)
    except psycopg.Error as error:
        return Inspected(_why(error))


def _inspect(connection: psycopg.Connection[tuple[object, ...]], seal: Seal) -> Inspected:
    ask = connection.execute
    encrypted = ask(ENCRYPTED.encode()).fetchone()
    encryption = str(encrypted[0]) if encrypted else None
    if ask(b"SELECT to_regclass('kibox.kibox_shared')").fetchone() == (None,):
        return Inspected(encryption=encryption)
    row = ask(b"SELECT version, key_check, is_behind FROM kibox_shared").fetchone()
    version, check, is_behind = row or (0, b"", False)
    if not isinstance(version, int) or version > len(SCRIPTS):
        return Inspected(Trouble.NEWER, encryption=encryption)
    try:
        seal.open(bytes(check), CHECK)  # type: ignore[call-overload]  # bytea
    except StorageError:
        return Inspected(Trouble.OTHER_KEY, encryption=encryption, version=version)
    hosts = _hosts(connection, seal) if version >= WITH_HOSTS else ()
    return Inspected(None, "", encryption, version, bool(is_behind), hosts)


def _hosts(
    connection: psycopg.Connection[tuple[object, ...]], seal: Seal
) -> tuple[SharedHost, ...]:
    late = [str(row[0]) for row in connection.execute(LATE.encode()).fetchall()]
    rows = connection.execute(b"SELECT id, name, seen_at FROM hosts").fetchall()
    found = []
    for host, sealed, seen_at in rows:
        try:
            name = seal.open(bytes(sealed), place_of_name(str(host)))["name"]  # type: ignore[call-overload]
        except StorageError:
            name = host
        found.append(SharedHost(str(name), seen_at, late.count(str(host))))  # type: ignore[arg-type]
    return tuple(sorted(found, key=lambda each: each.name))


def _why(error: psycopg.Error) -> Trouble:
    """Sort an error; its text may quote what was sent, so it goes no further."""
    text, connection = str(error), error.pgconn
    if "certificate" in text or "SSL error" in text:
        return Trouble.CERTIFICATE
    if "pg_hba.conf" in text:
        return Trouble.NOT_FROM_HERE
    if connection is not None and connection.used_password:
        return Trouble.REFUSED
    return Trouble.SILENT
