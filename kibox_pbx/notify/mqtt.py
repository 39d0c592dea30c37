"""Tells a broker in the house by MQTT 3.1.1, and waits until it has it (QoS 1)."""

import json
import socket
import ssl
import time

from paho.mqtt.client import Client, MQTTMessageInfo
from paho.mqtt.enums import CallbackAPIVersion, MQTTErrorCode
from paho.mqtt.properties import Properties
from paho.mqtt.reasoncodes import ReasonCode

from kibox_pbx.config.notify import Mqtt as Peer
from kibox_pbx.notify.connection import (
    UndeliveredError,
    failures,
    open_socket,
    read_secret,
    tls_context,
)
from kibox_pbx.notify.wording import as_json
from kibox_pbx.storage.outbox import Notification

STEP_S = 0.2


class Mqtt:
    """Publishes one message for one notification."""

    def __init__(self, peer: Peer) -> None:
        """Say through what.

        Raises:
            ConfigError: A file it names cannot be read.
        """
        self._peer = peer
        self._tls = tls_context(peer) if peer.tls else None
        file = peer.password_file
        self._password = read_secret(file, "mqtt.password_file") if file else None

    def send(self, told: Notification) -> None:
        """Publish it. Blocks.

        Raises:
            UndeliveredError: The broker did not take it.
        """
        client = _Client(self._peer, self._tls)
        if self._password is not None:
            client.username_pw_set(self._peer.user, self._password)
        with failures("mqtt"):
            client.deliver(json.dumps(as_json(told), ensure_ascii=False).encode())


class _Client(Client):
    """Connects to an address, and knows the broker by the name in its certificate."""

    def __init__(self, peer: Peer, tls: ssl.SSLContext | None) -> None:
        super().__init__(CallbackAPIVersion.VERSION2)
        self._to = peer
        self._wrapping = tls
        self._answer: ReasonCode | None = None
        self.on_connect = self._connected
        self.connect_timeout = peer.timeout_s

    def deliver(self, payload: bytes) -> None:
        """Publish, and return when the broker has it."""
        peer = self._to
        until_s = time.monotonic() + peer.timeout_s
        self.connect(peer.server_name or peer.address, peer.port)
        try:
            while self._answer is None:
                self._go_on(until_s)
            if self._answer.is_failure:
                raise UndeliveredError("mqtt", "refused")
            sent: MQTTMessageInfo = self.publish(peer.topic, payload, qos=1)
            while not sent.is_published():
                self._go_on(until_s)
        finally:
            self.disconnect()
            self.loop(STEP_S)

    def _go_on(self, until_s: float) -> None:
        if time.monotonic() > until_s:
            raise TimeoutError
        if self.loop(STEP_S) is not MQTTErrorCode.MQTT_ERR_SUCCESS and not self._is_refused():
            raise UndeliveredError("mqtt", "unreachable")

    def _is_refused(self) -> bool:
        return self._answer is not None and self._answer.is_failure

    def _connected(
        self,
        _client: Client,
        _userdata: object,
        _flags: object,
        answer: ReasonCode,
        _properties: Properties | None,
    ) -> None:
        self._answer = answer

    def _create_socket_connection(self) -> socket.socket:
        """Connect, with TLS where it is wanted: paho itself leaks the socket of a refusal."""
        plain = open_socket(self._to.address, self._to.port, self._to.timeout_s)
        if self._wrapping is None:
            return plain
        return self._wrapping.wrap_socket(plain, server_hostname=self.host)
