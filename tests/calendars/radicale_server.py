"""A real Radicale on the loopback interface, with one user and one empty calendar."""

import http.client
import os
import re
import socket
import subprocess
import sys
import time
from base64 import b64encode
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

USER, PASSWORD = "kibox", "a long password"
PROOF = {"Authorization": "Basic " + b64encode(f"{USER}:{PASSWORD}".encode()).decode()}


@dataclass(frozen=True)
class Radicale:
    """The server; `put` and `delete` are what the practice does in its own calendar."""

    port: int
    calendar: str = "sommer"

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}{self._folder}"

    @property
    def _folder(self) -> str:
        return f"/{USER}/{self.calendar}/"

    def entries(self) -> dict[str, str]:
        """Return the texts of all entries, by their names, as people's programs get them."""
        found = re.findall(r"<href>[^<]*/([^/<]+)\.ics</href>", self._told("PROPFIND", ""))
        texts = {name: self._told("GET", f"{name}.ics") for name in found}
        return {name: text for name, text in texts.items() if text.startswith("BEGIN")}

    def replace(self, name: str, text: str) -> None:
        """Save an entry that was opened and changed."""
        headers = PROOF | {"Content-Type": "text/calendar; charset=utf-8"}
        status = self._ask("PUT", f"{self._folder}{name}.ics", text, headers)
        assert status in {201, 204}, status

    def put(self, name: str, *lines: str, before: tuple[str, ...] = ()) -> None:
        event = [
            "BEGIN:VEVENT",
            f"UID:{name}",
            "DTSTAMP:20261101T000000Z",
            *lines,
            "END:VEVENT",
        ]
        text = "\r\n".join(
            ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:x", *before, *event, "END:VCALENDAR"]
        )
        headers = PROOF | {"Content-Type": "text/calendar; charset=utf-8"}
        status = self._ask("PUT", f"{self._folder}{name}.ics", f"{text}\r\n", headers)
        assert status in {201, 204}, status

    def delete(self, name: str) -> None:
        assert self._ask("DELETE", f"{self._folder}{name}.ics", "", PROOF) in {200, 204}

    def make_calendar(self) -> None:
        assert self._ask("MKCALENDAR", self._folder, "", PROOF) == 201

    def is_up(self) -> bool:
        try:
            return self._ask("GET", "/", "", {}) < 500
        except OSError:
            return False

    def _told(self, method: str, name: str) -> str:
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=10)
        try:
            connection.request(method, self._folder + name, headers=PROOF | {"Depth": "1"})
            return connection.getresponse().read().decode()
        finally:
            connection.close()

    def _ask(self, method: str, path: str, body: str, headers: dict[str, str]) -> int:
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=10)
        try:
            connection.request(method, path, body.encode() or None, headers)
            return connection.getresponse().status
        finally:
            connection.close()


RIGHTS = """\
[root]
user: .+
collection:
permissions: R

[calendars]
user: .+
collection: {user}/.+
permissions: %s
"""


@contextmanager
def radicale(
    folder: Path, port: int | None = None, *, may: str | None = None
) -> Iterator[Radicale]:
    """Run a server whose calendars lie in a folder.

    Args:
        folder: There or not.
        port: Default: any that is free.
        may: What the user may do with calendars, in Radicale's letters (``r`` read entries,
            ``w`` write them). Default: everything.
    """
    folder.mkdir(exist_ok=True)
    rights = folder / "rights"
    rights.write_text(RIGHTS % (may or "RrWw"))
    users = folder / "users"
    users.write_text(f"{USER}:{PASSWORD}\n")
    server = Radicale(port or _free_port())
    command = [
        sys.executable, "-m", "radicale", "--config", os.devnull,
        "--server-hosts", f"127.0.0.1:{server.port}",
        "--auth-type", "htpasswd", "--auth-htpasswd-filename", str(users),
        "--auth-htpasswd-encryption", "plain", "--auth-delay", "0",
        *(("--rights-type", "from_file", "--rights-file", str(rights)) if may else ()),
        "--storage-filesystem-folder", str(folder / "collections"),
    ]  # fmt: skip
    with (
        (folder / "log").open("ab") as log,
        subprocess.Popen(  # noqa: S603 -- our own Python
            command, stderr=log
        ) as process,
    ):
        try:
            until = time.monotonic() + 30
            while not server.is_up():
                assert process.poll() is None, (folder / "log").read_text()
                assert time.monotonic() < until
                time.sleep(0.05)
            yield server
        finally:
            process.terminate()


def _free_port() -> int:
    with socket.socket() as listening:
        listening.bind(("127.0.0.1", 0))
        port: int = listening.getsockname()[1]
        return port
