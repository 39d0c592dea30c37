"""A small HTTP server that answers a calendar client as no Radicale would."""

import ssl
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread

NOTHING_THERE = b'<?xml version="1.0"?><d:multistatus xmlns:d="DAV:"/>'


@dataclass
class Says:
    """One answer."""

    status: int
    body: bytes = b""
    headers: dict[str, str] = field(default_factory=dict)
    dribbles_s: float = 0.0
    """Between two bytes of the body."""

    promises_beside: int = 0
    """Bytes that its head tells of and that never come."""


@dataclass
class OddServer:
    """What it is asked, and what it says to each method; others are not there (404)."""

    url: str
    says: dict[str, Says] = field(default_factory=dict)
    asked: list[tuple[str, str]] = field(default_factory=list)


@contextmanager
def odd_server(certificate: tuple[Path, Path] | None = None) -> Iterator[OddServer]:
    """Run one on the loopback interface; with a certificate and its key it speaks TLS."""
    told = OddServer("")
    with ThreadingHTTPServer(("127.0.0.1", 0), _handler_of(told)) as server:
        if certificate:
            trust = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
            trust.load_cert_chain(*certificate)
            server.socket = trust.wrap_socket(
                server.socket, server_side=True, do_handshake_on_connect=False
            )
        scheme = "https" if certificate else "http"
        told.url = f"{scheme}://127.0.0.1:{server.server_port}/sommer/"
        serving = Thread(target=server.serve_forever, args=[0.02])
        serving.start()
        try:
            yield told
        finally:
            server.shutdown()
            serving.join()


def _handler_of(told: OddServer) -> type[BaseHTTPRequestHandler]:
    class Handler(BaseHTTPRequestHandler):
        def handle_one_request(self) -> None:
            try:
                super().handle_one_request()
            except OSError:
                self.close_connection = True

        def answer(self) -> None:
            self.rfile.read(int(self.headers.get("Content-Length", 0)))
            told.asked.append((self.command, self.path))
            says = told.says.get(self.command, Says(404))
            self.send_response(says.status)
            for name, value in says.headers.items():
                self.send_header(name, value)
            self.send_header("Content-Length", str(len(says.body) + says.promises_beside))
            self.end_headers()
            if not says.dribbles_s:
                self.wfile.write(says.body)
                return
            for byte in says.body:
                self.wfile.write(bytes([byte]))
                time.sleep(says.dribbles_s)

        do_GET = do_PUT = do_DELETE = do_REPORT = answer  # noqa: N815

        def log_message(self, *_: object) -> None:
            pass

    return Handler


def multistatus(*texts: str, etag: str = '"1"', href: str = "/sommer/x.ics") -> bytes:
    """Return the answer to a REPORT in which entries are."""
    entries = "".join(
        f"<d:response><d:href>{href}</d:href><d:propstat><d:prop><d:getetag>{etag}</d:getetag>"
        f"<c:calendar-data>{text}</c:calendar-data></d:prop></d:propstat></d:response>"
        for text in texts
    )
    return (
        '<?xml version="1.0"?><d:multistatus xmlns:d="DAV:"'
        f' xmlns:c="urn:ietf:params:xml:ns:caldav">{entries}</d:multistatus>'
    ).encode()
