"""A real PostgreSQL of the tests' own: with TLS, in a folder of its own, gone with its context.

A server refuses to run as root; then it runs as whoever owns nothing here (`postgres`).
"""

import os
import pwd
import shutil
import socket
import subprocess
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import count
from pathlib import Path

import psycopg

from kibox_pbx.config.settings import Shared
from tests.installing import installed_by
from tests.notify.certificates import make_certificate

NAME = "db.practice.lan"
PASSWORD = "a long password"  # noqa: S105 -- of a test
START_S = 60

_DATABASES = count(1)


@dataclass(frozen=True)
class Postgres:
    """A server, and where its hosts' common files are."""

    folder: Path
    programs: Path
    port: int
    address: str = "127.0.0.1"
    namespace: tuple[str, ...] = ()
    """What a command begins with to run where the server does."""

    def fresh(self, folder: Path) -> Shared:
        """Return the settings of a new, empty database; ``folder`` gets password and key."""
        name = f"kibox{next(_DATABASES)}"
        self.run(f"CREATE DATABASE {name} OWNER kibox")
        for file, text in (("shared.password", PASSWORD), ("shared.key", "5a" * 32)):
            (folder / file).write_text(text)
            (folder / file).chmod(0o600)
        return Shared(
            address=self.address,
            port=self.port,
            server_name=NAME,
            ca_file=self.folder / f"{NAME}.pem",
            database=name,
            password_file=folder / "shared.password",
            key_file=folder / "shared.key",
        )

    def run(self, sql: str, database: str = "postgres") -> list[tuple[object, ...]]:
        """Do what only the administrator of the server may."""
        where = f"host={self.folder} port={self.port} user=kibox_admin dbname={database}"
        with psycopg.connect(where, autocommit=True) as connection:
            answer = connection.execute(sql.encode())
            return answer.fetchall() if answer.description else []

    def control(self, *what: str) -> None:
        """Start or stop it."""
        _run(
            [
                *self.namespace,
                self.programs / "pg_ctl",
                "-D",
                self.folder / "data",
                "-w",
                *what,
            ],
            self.folder,
        )

    def start(self) -> None:
        """Start it; also after it was stopped."""
        self.control("-l", str(self.folder / "log"), "start")

    def stop(self) -> None:
        """Stop it, as a power cut would."""
        self.control("-m", "immediate", "stop")


@contextmanager
def postgres(
    *, address: str = "127.0.0.1", port: int | None = None, namespace: Sequence[str] = ()
) -> Iterator[Postgres]:
    """Have a server while the context lasts."""
    brought = installed_by("postgresql.sh")
    folder = Path(tempfile.mkdtemp(prefix="kibox-postgres-", dir="/tmp"))
    programs = _within_reach(brought, folder)
    made = Postgres(folder, programs, port or _free_port(), address, tuple(namespace))
    try:
        _set_up(made)
        made.start()
        made.run(f"CREATE ROLE kibox LOGIN PASSWORD '{PASSWORD}'")
        yield made
    finally:
        if (folder / "data" / "postmaster.pid").exists():
            made.stop()
        shutil.rmtree(folder)


def _within_reach(programs: Path, folder: Path) -> Path:
    """Return programs that the server's owner may run: root's cache is closed to others."""
    if all(above.stat().st_mode & 0o001 for above in programs.parents):
        return programs
    there = folder / "programs"
    shutil.copytree(programs.parent, there, symlinks=True, copy_function=_link_or_copy)
    return there / programs.name


def _link_or_copy(source: str, target: str) -> None:
    try:
        Path(target).hardlink_to(source)
    except OSError:  # another file system
        shutil.copy2(source, target)


def _set_up(server: Postgres) -> None:
    folder, data = server.folder, server.folder / "data"
    make_certificate(folder, NAME)
    folder.chmod(0o755)
    owner = _owner()
    for each in (folder, *folder.iterdir()):
        shutil.chown(each, owner)
    _run(
        [server.programs / "initdb", "-D", data, "-U", "kibox_admin", "-E", "UTF8", "-N",
         "--no-instructions", "--locale=C", "-A", "trust"],
        folder,
    )  # fmt: skip
    (data / "pg_hba.conf").write_text(
        "local all all trust\nhostssl all all 0.0.0.0/0 scram-sha-256\n"
    )
    with (data / "postgresql.conf").open("a") as settings:
        settings.write(
            f"listen_addresses = '{server.address}'\nport = {server.port}\n"
            f"unix_socket_directories = '{folder}'\nfsync = off\n"
            f"ssl = on\nssl_cert_file = '{folder}/{NAME}.pem'\n"
            f"ssl_key_file = '{folder}/{NAME}.key'\n"
        )
    (folder / f"{NAME}.key").chmod(0o600)


def _free_port() -> int:
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        return int(found.getsockname()[1])


def _owner() -> str:
    """Return who runs the server: whoever runs the tests, unless that is root."""
    if os.geteuid() != 0:
        return pwd.getpwuid(os.geteuid()).pw_name
    known = {each.pw_name for each in pwd.getpwall()}
    return "postgres" if "postgres" in known else "nobody"


def _run(command: Sequence[str | Path], folder: Path) -> None:
    """Run a command as the server's owner, inside a network namespace where it names one."""
    owner = pwd.getpwnam(_owner())
    down = ["setpriv", f"--reuid={owner.pw_uid}", f"--regid={owner.pw_gid}", "--clear-groups"]
    at = 4 if command[0] == "ip" else 0  # ip netns exec NAME: only root may
    stepped = [*command[:at], *down, *command[at:]] if os.geteuid() == 0 else command
    with (folder / "output").open("ab") as output:
        subprocess.run(  # noqa: S603 -- our own commands
            stepped, cwd=folder, stdout=output, stderr=output, check=True, timeout=START_S
        )
