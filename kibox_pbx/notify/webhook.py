"""Tells a web server in the house by a signed POST of JSON.

``X-Kibox-Signature: t=SECONDS,v1=HEX``, where HEX is HMAC-SHA256 over ``SECONDS.BODY`` under
the secret; a receiver refuses what is older than some minutes, so that nobody repeats it.
"""

import hashlib
import hmac
import json
import time
from collections.abc import Callable
from http.client import HTTPConnection, HTTPException

from kibox_pbx.config.notify import Webhook as Peer
from kibox_pbx.errors import ConfigError
from kibox_pbx.notify.connection import (
    UndeliveredError,
    failures,
    open_socket,
    read_secret,
    tls_context,
)
from kibox_pbx.notify.wording import as_json
from kibox_pbx.storage.outbox import Notification

FEWEST_CHARACTERS = 16
"""Of a secret."""

SIGNATURE = "X-Kibox-Signature"


class Webhook:
    """Posts one request for one notification; redirections are not followed."""

    def __init__(self, peer: Peer, clock_s: Callable[[], float] = time.time) -> None:
        """Say where to.

        Raises:
            ConfigError: A file it names cannot be read, or the secret is too short.
        """
        self._peer = peer
        self._clock_s = clock_s
        self._tls = tls_context(peer) if peer.tls else None
        secret = read_secret(peer.secret_file, "webhook.secret_file")
        if len(secret) < FEWEST_CHARACTERS:
            raise ConfigError("notify.webhook.secret_file: must hold 16 characters at least")
        self._secret = secret.encode()

    def send(self, told: Notification) -> None:
        """Post it. Blocks.

        Raises:
            UndeliveredError: The server did not answer with 2xx.
        """
        with failures("webhook", HTTPException):
            self._post(json.dumps(as_json(told), ensure_ascii=False).encode())

    def _post(self, body: bytes) -> None:
        peer = self._peer
        name = peer.server_name or peer.address
        connection = HTTPConnection(name, peer.port, timeout=peer.timeout_s)
        try:
            plain = open_socket(peer.address, peer.port, peer.timeout_s)
            connection.sock = (
                self._tls.wrap_socket(plain, server_hostname=name) if self._tls else plain
            )
            headers = {
                "Content-Type": "application/json",
                SIGNATURE: signature(self._secret, body, int(self._clock_s())),
            }
            connection.request("POST", peer.path, body, headers)
            status = connection.getresponse().status
        finally:
            connection.close()
        if not 200 <= status < 300:  # noqa: PLR2004 (HTTP)
            raise UndeliveredError("webhook", "refused")


def signature(secret: bytes, body: bytes, at_s: int) -> str:
    """Return the value of `SIGNATURE` for a body sent at a time, in Unix seconds."""
    signed = hmac.new(secret, f"{at_s}.".encode() + body, hashlib.sha256)
    return f"t={at_s},v1={signed.hexdigest()}"
