"""A publisher on this machine, and small models to fetch from it."""

import hashlib
import http.server
import re
import threading
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from kibox_pbx.models.installed import InstalledModel
from kibox_pbx.models.manifest import Manifest


@dataclass
class Publisher:
    """What the host serves, what it was asked for, and how it misbehaves."""

    address: str = ""
    files: dict[str, bytes] = field(default_factory=dict)
    redirects: dict[str, str] = field(default_factory=dict)
    ranges: list[str | None] = field(default_factory=list)
    stops_after: int | None = None
    ignores_ranges: bool = False


@pytest.fixture
def publisher() -> Iterator[Publisher]:
    publisher = Publisher()

    class Handler(http.server.BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            name = self.path.lstrip("/")
            if name in publisher.redirects:
                self.send_response(302)
                self.send_header("Location", publisher.redirects[name])
                self.end_headers()
                return
            asked = self.headers["Range"]
            publisher.ranges.append(asked)
            body = publisher.files[name]
            resumed = asked is not None and not publisher.ignores_ranges
            if resumed:
                body = body[int(re.findall(r"\d+", asked)[0]) :]
            self.send_response(206 if resumed else 200)
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body[: publisher.stops_after])

        def log_message(self, *_: object) -> None: ...

    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    publisher.address = f"http://127.0.0.1:{server.server_address[1]}/"
    serving = threading.Thread(target=server.serve_forever, args=(0.005,))
    serving.start()
    yield publisher
    server.shutdown()
    serving.join()
    server.server_close()


@dataclass
class Told:
    """Keeps what the person at the terminal is told."""

    lines: list[str] = field(default_factory=list)

    def started(self, role: str, name: str) -> None:
        self.lines.append(f"{role}: fetching {name}")

    def progressed(self, name: str, done: int, total: int) -> None:
        assert 0 <= done <= total

    def unreachable(self, name: str, why: str) -> None:
        self.lines.append(f"unreachable: {name}")

    def finished(self, model: InstalledModel) -> None:
        self.lines.append(f"{model.role}: {model.name}")


@pytest.fixture
def told() -> Told:
    return Told()


def pinned(path: str, content: bytes) -> dict[str, object]:
    sha256 = hashlib.sha256(content).hexdigest()
    return {"path": path, "bytes": len(content), "sha256": sha256}


def zip_of(folder: Path, entries: dict[str, bytes]) -> bytes:
    archive = folder / "made.zip"
    with zipfile.ZipFile(archive, "w", zipfile.ZIP_DEFLATED) as made:
        for name, content in entries.items():
            made.writestr(name, content)
    return archive.read_bytes()


def wheel(folder: Path, package: str, entries: dict[str, bytes]) -> Path:
    """Make a package that pip takes, which carries some files."""
    folder.mkdir(parents=True, exist_ok=True)
    info = f"{package}-1.0.dist-info"
    made = folder / f"{package}-1.0-py3-none-any.whl"
    with zipfile.ZipFile(made, "w") as archive:
        for name, content in entries.items():
            archive.writestr(name, content)
        archive.writestr(
            f"{info}/METADATA", f"Metadata-Version: 2.1\nName: {package}\nVersion: 1.0\n"
        )
        archive.writestr(
            f"{info}/WHEEL", "Wheel-Version: 1.0\nRoot-Is-Purelib: true\nTag: py3-none-any\n"
        )
        archive.writestr(f"{info}/RECORD", "")
    return made


def voice(source: dict[str, object], **more: object) -> dict[str, object]:
    return {"engine": "piper", "language": "de", "licence": "MIT", "source": source, **more}


def manifest_of(**models: dict[str, object]) -> Manifest:
    """A list whose one role, tts-de, is filled by the given models, best first."""
    named = {name.replace("_", "-"): model for name, model in models.items()}
    return Manifest.model_validate({"roles": {"tts-de": list(named)}, "models": named})
