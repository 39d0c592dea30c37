"""One request to a calendar server in the house: no redirects, no names looked up.

Everything here blocks; call it on a worker. Whatever the server answers with goes to nobody
else: a redirect is an error, so a password cannot follow it.
"""

import http.client
import ssl
from base64 import b64encode
from collections.abc import Mapping
from dataclasses import dataclass
from functools import partial
from urllib.parse import quote, urlsplit

from kibox_pbx.calendars.in_time import InTimeResponse
from kibox_pbx.calendars.refusals import concerns_all, not_read
from kibox_pbx.config.settings import CalendarServer
from kibox_pbx.errors import CalendarError

TIMEOUT_S = 10.0
"""For each wait on the network; the next look tries again."""

WHOLE_S = 60.0
"""For all of an answer: who sends a byte now and then must not hold up the other calendars."""

MOST_BYTES = 32 * 1024 * 1024
"""Of an answer; some forty thousand entries."""

OK = 200
IN_A_PATH = "/%:@!$&'()*+,;=~"
"""What may stand in a path as it is (RFC 3986); a server may forget to encode the rest."""

EXPIRED, OTHER_NAME = 10, (62, 64)
"""Why a certificate does not verify, as OpenSSL counts: X509_V_ERR_CERT_HAS_EXPIRED,
HOSTNAME_MISMATCH and IP_ADDRESS_MISMATCH."""


@dataclass(frozen=True, slots=True)
class Answer:
    """What the server said."""

    status: int
    body: bytes
    etag: str = ""
    """The version of what was asked for; empty: it was not told."""


class CalendarHttp:
    """Sends requests to one server, each on a connection of its own."""

    def __init__(
        self, server: CalendarServer, timeout_s: float = TIMEOUT_S, whole_s: float = WHOLE_S
    ) -> None:
        """Name the server; its password is read for each request, so it may be changed."""
        self._server = server
        self._parts = urlsplit(server.url)
        self._timeout_s = timeout_s
        self._whole_s = whole_s

    @property
    def path(self) -> str:
        """The path of the server's URL."""
        return self._parts.path or "/"

    def request(
        self,
        method: str,
        path: str,
        body: bytes = b"",
        headers: Mapping[str, str] | None = None,
    ) -> Answer:
        """Return the answer to a request, whatever its status below 500.

        Raises:
            CalendarError: The server is not there, is not who it should be, refuses the
                password, is too slow, sends us elsewhere, or has a trouble of its own.
        """
        connection = self._connection()
        try:
            connection.request(
                method,
                quote(path, safe=IN_A_PATH),
                body or None,
                self._headers() | dict(headers or {}),
            )
            answer = connection.getresponse()
            content = answer.read(MOST_BYTES + 1)
        except ssl.SSLCertVerificationError as error:
            raise CalendarError(_why_not_trusted(error.verify_code)) from None
        except (OSError, http.client.HTTPException) as error:
            raise CalendarError(
                f"the calendar server cannot be reached ({type(error).__name__})"
            ) from None
        except ValueError:  # a version with a line's end in it, say
            raise CalendarError(
                "the calendar server told something that cannot be sent back to it"
            ) from None
        finally:
            connection.close()
        if concerns_all(answer.status):
            raise not_read(answer.status)
        if len(content) > MOST_BYTES:
            raise CalendarError("the calendar server's answer is too long")
        if answer.length:  # so much was promised beside; http.client does not complain
            raise CalendarError("the calendar server's answer broke off")
        return Answer(answer.status, content, answer.getheader("ETag", ""))

    def _connection(self) -> http.client.HTTPConnection:
        connection = self._plain_or_verified()
        connection.response_class = partial(InTimeResponse, self._whole_s)  # type: ignore[assignment]  # a class by its call
        return connection

    def _plain_or_verified(self) -> http.client.HTTPConnection:
        host, port = self._parts.hostname or "", self._parts.port
        if self._parts.scheme == "http":
            return http.client.HTTPConnection(host, port, timeout=self._timeout_s)
        name = self._server.server_name or host
        return _VerifiedConnection(host, port, self._timeout_s, self._trust(), name)

    def _trust(self) -> ssl.SSLContext:
        try:
            return ssl.create_default_context(cafile=self._server.ca_file)
        except (OSError, ssl.SSLError):
            raise CalendarError(f"{self._server.ca_file}: no certificate in PEM") from None

    def _headers(self) -> dict[str, str]:
        path = self._server.password_file
        if path is None:
            return {}
        try:
            password = path.read_text(encoding="utf-8").strip()
        except (OSError, UnicodeDecodeError):
            raise CalendarError(f"{path}: the password cannot be read") from None
        proof = b64encode(f"{self._server.user}:{password}".encode()).decode()
        return {"Authorization": f"Basic {proof}"}


class _VerifiedConnection(http.client.HTTPSConnection):
    """Goes to an address and asks for the certificate of a name."""

    def __init__(
        self, host: str, port: int | None, timeout_s: float, trust: ssl.SSLContext, name: str
    ) -> None:
        super().__init__(host, port, timeout=timeout_s, context=trust)
        self._trust = trust
        self._name = name

    def connect(self) -> None:
        """Connect, and have the server prove its name."""
        http.client.HTTPConnection.connect(self)
        self.sock = self._trust.wrap_socket(self.sock, server_hostname=self._name)


def _why_not_trusted(code: int) -> str:
    if code == EXPIRED:
        return "the calendar server's certificate has expired; renew it there"
    if code in OTHER_NAME:
        return "the calendar server's certificate bears another name; set server_name to it"
    return "the calendar server's certificate is signed by nobody known; set ca_file"
