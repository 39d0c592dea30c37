"""Tells by e-mail, through the office's own server (RFC 5321, STARTTLS: RFC 3207)."""

import hashlib
import smtplib
import socket
import ssl
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime

from kibox_pbx.config.notify import Email
from kibox_pbx.config.settings import Settings
from kibox_pbx.notify.connection import (
    UndeliveredError,
    failures,
    open_socket,
    read_secret,
    tls_context,
)
from kibox_pbx.notify.wording import headline, lines
from kibox_pbx.storage.outbox import Kind, Notification

HELLO = "kibox.invalid"
"""What we call ourselves: the machine's own name would have to be looked up."""

MOST_SUBJECT = 120
"""Characters of a subject line."""


class Mail:
    """Sends one mail for one notification."""

    def __init__(self, settings: Settings, peer: Email) -> None:
        """Say through what.

        Raises:
            ConfigError: A file it names cannot be read.
        """
        self._settings = settings
        self._peer = peer
        self._tls = None if peer.tls == "none" else tls_context(peer)
        file = peer.password_file
        self._password = read_secret(file, "email.password_file") if file else ""

    def send(self, told: Notification) -> None:
        """Send it; nothing happens where nobody is to hear of it. Blocks.

        Raises:
            UndeliveredError: The server did not take it, for any of the recipients.
        """
        to = self._recipients(told)
        if not to:
            return
        letter = self.letter(told, to)
        with failures("email", smtplib.SMTPResponseException, smtplib.SMTPRecipientsRefused):
            try:
                self._hand_over(letter, to)
            except smtplib.SMTPNotSupportedError:
                raise UndeliveredError("email", "refused") from None
            except smtplib.SMTPServerDisconnected as error:
                is_late = isinstance(error.__context__, TimeoutError)
                reason = "timeout" if is_late else "unreachable"
                raise UndeliveredError("email", reason) from None

    def letter(self, told: Notification, to: tuple[str, ...]) -> EmailMessage:
        """Return the mail; the same notification has the same Message-ID each time."""
        language = self._settings.practice.languages[0]
        letter = EmailMessage(policy=SMTP)
        name = " ".join(self._settings.practice.name.name(language).split())
        letter["From"] = Address(name, addr_spec=self._peer.sender)
        letter["To"] = [Address(addr_spec=each) for each in to]
        letter["Subject"] = headline(told, language)[:MOST_SUBJECT]
        letter["Date"] = format_datetime(told.at)
        letter["Message-ID"] = f"<{_fingerprint(told, to)}@{HELLO}>"
        letter["Auto-Submitted"] = "auto-generated"  # RFC 3834: no out-of-office replies
        if told.urgent:
            letter["Importance"] = "high"
        letter.set_content("\n".join(lines(told, language)) + "\n", cte="quoted-printable")
        return letter

    def _recipients(self, told: Notification) -> tuple[str, ...]:
        form = self._settings.forms.get(told.form or "")
        recipient = form.recipient if form else told.recipient
        if told.kind in {Kind.MESSAGE, Kind.FORM} and recipient is None:
            recipient = self._settings.telephone.reception
        if told.kind is Kind.TEST:
            return self._everybody()
        return self._peer.recipients.get(recipient or "", self._peer.others)

    def _everybody(self) -> tuple[str, ...]:
        named = [each for some in self._peer.recipients.values() for each in some]
        return tuple(dict.fromkeys([*named, *self._peer.others]))

    def _hand_over(self, letter: EmailMessage, to: tuple[str, ...]) -> None:
        with _Connection(self._peer, self._tls) as server:
            if self._tls is not None and self._peer.tls == "starttls":
                server.starttls(context=self._tls)
            if self._password:
                server.login(self._peer.user, self._password)
            if server.send_message(letter, self._peer.sender, to):
                raise UndeliveredError("email", "refused")


class _Connection(smtplib.SMTP):
    """Connects to an address, and knows the server by the name in its certificate."""

    def __init__(self, peer: Email, tls: ssl.SSLContext | None) -> None:
        self._peer = peer
        self._wrapping = tls if peer.tls == "implicit" else None
        name = peer.server_name or peer.address
        super().__init__(name, peer.port, local_hostname=HELLO, timeout=peer.timeout_s)

    def _get_socket(self, host: str, port: int, timeout: float) -> socket.socket:
        plain = open_socket(self._peer.address, port, timeout)
        if self._wrapping is None:
            return plain
        return self._wrapping.wrap_socket(plain, server_hostname=host)


def _fingerprint(told: Notification, to: tuple[str, ...]) -> str:
    text = "|".join((told.kind, told.id, told.at.isoformat(), *to))
    return hashlib.sha256(text.encode()).hexdigest()[:32]
