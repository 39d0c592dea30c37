"""A proxy in front of a real Radicale that calls every version weak, as some servers do."""

import http.client
import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread

NOT_PASSED_ON = {"connection", "content-length", "date", "server", "transfer-encoding"}
REFUSED = 412


@dataclass
class WeakProxy:
    """What it does, and what it was asked."""

    port: int = 0
    compares: bool = True
    """Whether who names the version without the mark is understood, as behind a proxy that puts
    marks on versions of a server that compares. Else no named version is ever the one."""

    asked: list[tuple[str, str]] = field(default_factory=list)
    """Methods, and which version they named."""


@contextmanager
def weak_proxy(to_port: int, *, compares: bool) -> Iterator[WeakProxy]:
    """Run one on the loopback interface."""
    told = WeakProxy(compares=compares)
    with ThreadingHTTPServer(("127.0.0.1", 0), _handler_of(told, to_port)) as server:
        told.port = server.server_port
        serving = Thread(target=server.serve_forever, args=[0.02])
        serving.start()
        try:
            yield told
        finally:
            server.shutdown()
            serving.join()


def _handler_of(told: WeakProxy, to_port: int) -> type[BaseHTTPRequestHandler]:
    class Handler(BaseHTTPRequestHandler):
        def _pass_on(self) -> None:
            body = self.rfile.read(int(self.headers.get("Content-Length", 0)))
            named = self.headers.get("If-Match", "")
            told.asked.append((self.command, named))
            if named.startswith("W/") or (named not in {"", "*"} and not told.compares):
                self._answer(REFUSED, {}, b"")
                return
            behind = http.client.HTTPConnection("127.0.0.1", to_port, timeout=10)
            try:
                behind.request(self.command, self.path, body or None, dict(self.headers))
                answer = behind.getresponse()
                self._answer(answer.status, dict(answer.getheaders()), answer.read())
            finally:
                behind.close()

        def _answer(self, status: int, headers: dict[str, str], body: bytes) -> None:
            body = re.sub(rb'(<(?:\w+:)?getetag>)(")', rb"\1W/\2", body)
            self.send_response(status)
            for name, value in headers.items():
                if name.lower() not in NOT_PASSED_ON:
                    is_version = name.lower() == "etag"
                    self.send_header(name, f"W/{value}" if is_version else value)
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        do_GET = do_PUT = do_DELETE = do_REPORT = do_PROPFIND = _pass_on  # noqa: N815 -- its names

        def log_message(self, format: str, *args: object) -> None:  # noqa: A002 -- its name
            """Say nothing."""

    return Handler
