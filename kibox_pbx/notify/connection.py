"""Reaches a peer by its address, and makes sure by its certificate that it is the one."""

import socket
import ssl
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from kibox_pbx.config.notify import Peer
from kibox_pbx.errors import ConfigError, KiboxError

MOST_FILE_BYTES = 4096
"""Of a file with a password or a secret."""


class UndeliveredError(KiboxError):
    """A peer did not take a notification; it may later. ``reason`` is a fixed word."""

    def __init__(self, peer: str, reason: str) -> None:
        super().__init__(f"notify.{peer}: {_TOLD[reason]}")
        self.peer = peer
        self.reason = reason


_TOLD = {
    "certificate": "the certificate was refused; see server_name and ca_file",
    "timeout": "the server did not answer in time",
    "unreachable": "the server cannot be reached, or broke off; see address and port",
    "refused": "the server refused it; see user, password_file, recipients or secret_file",
}


def open_socket(address: str, port: int, timeout_s: float) -> socket.socket:
    """Connect by address; each later step on it has the same time.

    Raises:
        OSError: It cannot be reached.
    """
    return socket.create_connection((address, port), timeout_s)


def tls_context(peer: Peer) -> ssl.SSLContext:
    """Return what verifies the peer's certificate and name (TLS 1.2 at least).

    Raises:
        ConfigError: ``ca_file`` cannot be read.
    """
    try:
        context = ssl.create_default_context(cafile=peer.ca_file and str(peer.ca_file))
    except (OSError, ssl.SSLError):
        raise ConfigError(f"notify: ca_file: {peer.ca_file} is no file in PEM") from None
    context.minimum_version = ssl.TLSVersion.TLSv1_2
    return context


def read_secret(path: Path, setting: str) -> str:
    """Return what a file holds, without the white space around it.

    Raises:
        ConfigError: It cannot be read, is empty or too large.
    """
    try:
        with path.open(encoding="utf-8") as file:
            text = file.read(MOST_FILE_BYTES + 1).strip()
    except (OSError, UnicodeDecodeError):
        raise ConfigError(f"notify.{setting}: {path} cannot be read") from None
    if not text or len(text) > MOST_FILE_BYTES:
        raise ConfigError(f"notify.{setting}: {path} must hold the secret and nothing else")
    return text


@contextmanager
def failures(peer: str, *refusals: type[Exception]) -> Iterator[None]:
    """Translate what goes wrong on the way; what a server says back is never quoted.

    Args:
        peer: Its name in the settings.
        refusals: What a library raises when the server answered, and refused.

    Raises:
        UndeliveredError: With the reason as a fixed word.
    """
    try:
        yield
    except ssl.SSLCertVerificationError:
        raise UndeliveredError(peer, "certificate") from None
    except TimeoutError:
        raise UndeliveredError(peer, "timeout") from None
    except refusals:
        raise UndeliveredError(peer, "refused") from None
    except OSError:
        raise UndeliveredError(peer, "unreachable") from None
