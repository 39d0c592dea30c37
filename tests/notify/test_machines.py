"""A real broker (mosquitto) and a real web server on this machine."""

import hmac
import json
import shutil
import socket
import ssl
import subprocess
import threading
import time
from collections.abc import Iterator
from datetime import UTC, datetime
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path
from typing import Any

import pytest
from paho.mqtt.client import Client, MQTTMessage
from paho.mqtt.enums import CallbackAPIVersion

from kibox_pbx.notify.connection import UndeliveredError
from kibox_pbx.notify.ways import ways
from kibox_pbx.storage.outbox import Kind, Notification
from tests.notify.certificates import make_certificate
from tests.storage.practice import settings_with

NAME = "house.test"
SECRET = "a secret of some length"  # noqa: S105 -- of nobody
TOLD = Notification(Kind.MESSAGE, "3f2a-1", datetime(2026, 11, 23, 8, tzinfo=UTC), waiting=1)
AS_JSON = {
    "kind": "message", "id": "3f2a-1", "at": "2026-11-23T08:00:00+00:00",
    "urgent": False, "waiting": 1,
}  # fmt: skip
BROKER = shutil.which("mosquitto")


@pytest.fixture
def files(tmp_path: Path) -> tuple[Path, Path]:
    (tmp_path / "secret").write_text(SECRET)
    return make_certificate(tmp_path, NAME)


@pytest.fixture
def posts() -> list[tuple[str, bytes]]:
    return []


@pytest.fixture
def web(posts: list[tuple[str, bytes]], files: tuple[Path, Path]) -> Iterator[HTTPServer]:
    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["Content-Length"]))
            posts.append((self.headers["X-Kibox-Signature"], body))
            self.send_response(204 if self.path == "/kibox" else 302)
            self.send_header("Location", "http://127.0.0.1:1/")
            self.end_headers()

        def log_message(self, *_: Any) -> None:
            pass

    context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
    context.load_cert_chain(*files)
    with HTTPServer(("127.0.0.1", 0), Handler) as server:
        server.socket = context.wrap_socket(server.socket, server_side=True)
        serving = threading.Thread(target=server.serve_forever)
        serving.start()
        yield server
        server.shutdown()
        serving.join()


def hook(folder: Path, port: int, **changes: Any) -> None:
    webhook = {
        "address": "127.0.0.1", "port": port, "server_name": NAME, "path": "/kibox",
        "ca_file": folder / f"{NAME}.pem", "secret_file": folder / "secret", "timeout_s": 2,
    }  # fmt: skip
    ways(settings_with(notify={"webhook": webhook | changes}))["webhook"].send(TOLD)


def test_a_webhook_gets_signed_json(
    web: HTTPServer, posts: list[tuple[str, bytes]], tmp_path: Path
) -> None:
    hook(tmp_path, web.server_port)
    ((signed, body),) = posts
    assert json.loads(body) == AS_JSON
    at_s, _, mac = signed.removeprefix("t=").partition(",v1=")
    assert abs(time.time() - int(at_s)) < 60
    right = hmac.new(SECRET.encode(), f"{at_s}.".encode() + body, "sha256").hexdigest()
    assert hmac.compare_digest(mac, right)


def test_a_webhook_follows_no_redirection_and_trusts_no_other(
    web: HTTPServer, posts: list[tuple[str, bytes]], tmp_path: Path
) -> None:
    with pytest.raises(UndeliveredError, match="refused"):
        hook(tmp_path, web.server_port, path="/elsewhere")
    with pytest.raises(UndeliveredError, match="certificate"):
        hook(tmp_path, web.server_port, server_name="other.test")
    assert len(posts) == 1


@pytest.fixture
def broker(tmp_path: Path, files: tuple[Path, Path]) -> Iterator[int]:
    """Run a broker that wants TLS and a password."""
    if BROKER is None:
        pytest.skip("mosquitto is missing; run: bash install/for_tests.sh")
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = int(free.getsockname()[1])
    passwords = tmp_path / "passwords"
    passwords.write_text("kibox:geheim\n")
    (tmp_path / "password").write_text("geheim")
    subprocess.run(["mosquitto_passwd", "-U", str(passwords)], check=True)  # noqa: S603, S607
    config = tmp_path / "mosquitto.conf"
    config.write_text(
        f"listener {port} 127.0.0.1\ncertfile {files[0]}\nkeyfile {files[1]}\n"
        f"password_file {passwords}\nallow_anonymous false\nuser root\n"
    )
    with subprocess.Popen([BROKER, "-c", str(config)], stderr=subprocess.DEVNULL) as running:  # noqa: S603
        for _ in range(100):
            try:
                socket.create_connection(("127.0.0.1", port), 1).close()
                break
            except OSError:
                time.sleep(0.05)
        yield port
        running.terminate()


def publish(folder: Path, port: int, **changes: Any) -> None:
    mqtt = {
        "address": "127.0.0.1", "port": port, "server_name": NAME, "user": "kibox",
        "ca_file": folder / f"{NAME}.pem", "password_file": folder / "password", "timeout_s": 3,
    }  # fmt: skip
    ways(settings_with(notify={"mqtt": mqtt | changes}))["mqtt"].send(TOLD)


def test_a_broker_hands_it_to_who_listens(broker: int, tmp_path: Path) -> None:
    heard: list[bytes] = []
    got, listens = threading.Event(), threading.Event()

    def take(_client: Client, _data: Any, message: MQTTMessage) -> None:
        heard.append(bytes(message.payload))
        got.set()

    listener = Client(CallbackAPIVersion.VERSION2)
    listener.on_message = take
    listener.on_subscribe = lambda *_: listens.set()
    listener.username_pw_set("kibox", "geheim")
    listener.tls_set(str(tmp_path / f"{NAME}.pem"))
    listener.tls_insecure_set(True)  # noqa: FBT003 -- the listener is no part of the test
    listener.connect("127.0.0.1", broker)
    listener.loop_start()
    listener.subscribe("kibox/notifications", qos=1)
    assert listens.wait(10)
    publish(tmp_path, broker)
    assert got.wait(10)
    listener.disconnect()
    listener.loop_stop()
    assert json.loads(heard[0]) == AS_JSON


def test_a_broker_that_refuses_or_is_another_or_is_away(broker: int, tmp_path: Path) -> None:
    with pytest.raises(UndeliveredError, match="certificate"):
        publish(tmp_path, broker, server_name="other.test")
    (tmp_path / "password").write_text("falsch")
    with pytest.raises(UndeliveredError, match="refused"):
        publish(tmp_path, broker)
    with pytest.raises(UndeliveredError, match="reached"):
        publish(tmp_path, 1)
