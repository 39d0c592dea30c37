"""Mail through a real server on this machine, with real certificates."""

import socket
import ssl
from collections.abc import Iterator
from datetime import UTC, datetime
from email import message_from_bytes, policy
from pathlib import Path
from typing import Any

import pytest
from aiosmtpd.controller import Controller
from aiosmtpd.smtp import AuthResult, Envelope, LoginPassword

from kibox_pbx.config.settings import Settings
from kibox_pbx.notify.connection import UndeliveredError
from kibox_pbx.notify.ways import ways
from kibox_pbx.storage.outbox import Kind, Notification
from tests.notify.certificates import make_certificate
from tests.storage.practice import settings_with

NAME = "mail.practice.test"
AT = datetime(2026, 11, 23, 8, tzinfo=UTC)
TOLD = Notification(Kind.MESSAGE, "3f2a-1", AT, urgent=True, waiting=3, recipient="desk")


class Inbox:
    """Takes mail, or says no."""

    def __init__(self) -> None:
        self.mails: list[Envelope] = []
        self.answer = "250 OK"
        self.knows_sender = False

    async def handle_DATA(self, _server: Any, session: Any, envelope: Envelope) -> str:  # noqa: N802
        self.mails.append(envelope)
        self.knows_sender = bool(session.authenticated)
        return self.answer

    def subject(self) -> str:
        content = self.mails[-1].content
        assert isinstance(content, bytes)
        return str(message_from_bytes(content, policy=policy.default)["Subject"])


def free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as server:
        return int(server.getsockname()[1])


def is_right(_server: Any, _session: Any, _envelope: Any, _how: str, data: Any) -> AuthResult:
    right = isinstance(data, LoginPassword) and data.password == b"geheim"
    return AuthResult(success=right, handled=False)


@pytest.fixture
def files(tmp_path: Path) -> tuple[Path, Path]:
    (tmp_path / "password").write_text("geheim\n")
    return make_certificate(tmp_path, NAME)


@pytest.fixture
def inbox() -> Inbox:
    return Inbox()


@pytest.fixture
def server(inbox: Inbox, files: tuple[Path, Path]) -> Iterator[Controller]:
    context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
    context.load_cert_chain(*files)
    controller = Controller(
        inbox,
        hostname="127.0.0.1",
        port=free_port(),
        tls_context=context,
        require_starttls=True,
        auth_required=True,
        authenticator=is_right,
    )
    controller.start()
    yield controller
    controller.stop()


@pytest.fixture
def sealed_server(inbox: Inbox, files: tuple[Path, Path]) -> Iterator[Controller]:
    """A server that speaks TLS from the first byte, as on port 465 (RFC 8314)."""
    context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
    context.load_cert_chain(*files)
    controller = Controller(
        inbox,
        hostname="127.0.0.1",
        port=free_port(),
        ssl_context=context,
        auth_require_tls=False,  # it only counts STARTTLS
        authenticator=is_right,
    )
    controller.start()
    yield controller
    controller.stop()


def office(folder: Path, port: int, **changes: Any) -> Settings:
    email: dict[str, Any] = {
        "address": "127.0.0.1",
        "port": port,
        "server_name": NAME,
        "ca_file": folder / f"{NAME}.pem",
        "user": "kibox",
        "password_file": folder / "password",
        "sender": "kibox@practice.test",
        "recipients": {"desk": "desk@practice.test"},
        "others": ["boss@practice.test"],
        "timeout_s": 10,
    }
    practice = {"name": {"de": "Praxis Dr. Müller\nBcc: x@y.test"}, "holidays": "BY"}
    return settings_with(notify={"email": email | changes}, practice=practice)


def send(settings: Settings, told: Notification = TOLD) -> None:
    ways(settings)["email"].send(told)


def test_a_message_reaches_its_department_and_says_nothing_of_it(
    server: Controller, inbox: Inbox, tmp_path: Path
) -> None:
    send(office(tmp_path, server.port))
    (mail,) = inbox.mails
    assert mail.rcpt_tos == ["desk@practice.test"]
    assert isinstance(mail.content, bytes)
    read = message_from_bytes(mail.content, policy=policy.default)
    assert read["Subject"] == "Dringend: Eine neue Nachricht wartet"
    assert "Bcc" not in read
    assert "Müller" in read["From"]
    body = read.get_content()
    assert "3f2a-1" in body
    assert "Es warten: 3" in body


def test_what_a_caller_said_cannot_become_a_header_or_a_long_line(
    server: Controller, inbox: Inbox, tmp_path: Path
) -> None:
    told = Notification(
        Kind.MESSAGE, "3f2a-1", AT, subject="Rückruf\r\nBcc: x@y.test", text="ä" * 5000
    )
    send(office(tmp_path, server.port), told)
    assert inbox.subject() == "Eine neue Nachricht wartet - Rückruf Bcc: x@y.test"
    content = inbox.mails[-1].content
    assert isinstance(content, bytes)
    assert b"\nBcc:" not in content
    assert max(len(line) for line in content.splitlines()) <= 998
    assert "ä" * 5000 in message_from_bytes(content, policy=policy.default).get_content()


def test_everything_else_goes_to_the_others(
    server: Controller, inbox: Inbox, tmp_path: Path
) -> None:
    send(office(tmp_path, server.port), Notification(Kind.FAILED, "backup", AT))
    assert inbox.mails[-1].rcpt_tos == ["boss@practice.test"]


@pytest.mark.parametrize(
    ("changes", "reason"),
    [({"server_name": "other.test"}, "certificate"), ({"ca_file": None}, "certificate")],
)
def test_a_server_that_is_not_the_one_is_told_nothing(
    server: Controller, inbox: Inbox, tmp_path: Path, changes: dict[str, Any], reason: str
) -> None:
    with pytest.raises(UndeliveredError) as failed:
        send(office(tmp_path, server.port, **changes))
    assert failed.value.reason == reason
    assert inbox.mails == []


def test_a_wrong_password_and_a_refused_mail_are_told_apart_from_a_dead_server(
    server: Controller, inbox: Inbox, tmp_path: Path
) -> None:
    inbox.answer = "554 no"
    with pytest.raises(UndeliveredError, match="refused"):
        send(office(tmp_path, server.port))
    (tmp_path / "password").write_text("falsch")
    with pytest.raises(UndeliveredError, match="refused"):
        send(office(tmp_path, server.port))
    with pytest.raises(UndeliveredError, match="cannot be reached"):
        send(office(tmp_path, free_port()))


def test_a_server_that_says_nothing_is_left_alone_in_time(
    files: tuple[Path, Path], tmp_path: Path
) -> None:
    assert files
    with (
        socket.create_server(("127.0.0.1", 0)) as silent,
        pytest.raises(UndeliveredError) as failed,
    ):
        send(office(tmp_path, silent.getsockname()[1], timeout_s=0.2))
    assert failed.value.reason == "timeout"


def test_a_server_of_port_465_gets_its_mail_under_tls_from_the_first_byte(
    sealed_server: Controller, inbox: Inbox, tmp_path: Path
) -> None:
    send(office(tmp_path, sealed_server.port, tls="implicit"))
    assert inbox.knows_sender
    assert inbox.mails[-1].rcpt_tos == ["desk@practice.test"]
    assert inbox.subject() == "Dringend: Eine neue Nachricht wartet"


@pytest.mark.parametrize("changes", [{"server_name": "other.test"}, {"ca_file": None}])
def test_with_tls_from_the_first_byte_the_certificate_is_checked_too(
    sealed_server: Controller, inbox: Inbox, tmp_path: Path, changes: dict[str, Any]
) -> None:
    with pytest.raises(UndeliveredError) as failed:
        send(office(tmp_path, sealed_server.port, tls="implicit", **changes))
    assert failed.value.reason == "certificate"
    assert inbox.mails == []


def test_where_tls_does_not_begin_as_it_should_nothing_is_told(
    server: Controller, inbox: Inbox, tmp_path: Path
) -> None:
    with pytest.raises(UndeliveredError):
        send(office(tmp_path, server.port, tls="implicit", timeout_s=1))
    assert inbox.mails == []


def test_starttls_at_a_server_of_port_465_ends_in_time(
    sealed_server: Controller, inbox: Inbox, tmp_path: Path
) -> None:
    with pytest.raises(UndeliveredError) as failed:
        send(office(tmp_path, sealed_server.port, timeout_s=0.3))
    assert failed.value.reason == "timeout"
    assert inbox.mails == []
