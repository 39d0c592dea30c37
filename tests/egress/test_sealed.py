"""In a sealed network whoever wants to leave is caught, by whatever means they try."""

import json
import subprocess
import sys

import pytest

from kibox_pbx.egress.sealed import sealing_command, why_not_sealed

pytestmark = pytest.mark.skipif(
    why_not_sealed() is not None, reason=f"no network of its own here: {why_not_sealed()}"
)

INSIDE = """
import sys
from kibox_pbx.demo.sealed_call import sealed_report, tell
sys.exit(tell(sealed_report(sys.argv[1:]), as_json=True))
"""
DATAGRAM = """
import socket, time
sender = socket.socket(socket.AF_INET6, socket.SOCK_DGRAM)
sender.sendto(b"x", ("2001:db8:5::9", 9999)); time.sleep(0.5)
"""
AT_HOME = """
import socket
with socket.create_server(("127.0.0.1", 0)) as server:
    socket.create_connection(server.getsockname()).sendall(b"x")
socket.socket(type=socket.SOCK_DGRAM).sendto(b"x", ("127.0.0.1", 9999))
socket.getaddrinfo("localhost", 80); socket.getaddrinfo(socket.gethostname(), 80)
"""


def sealed(*command: str) -> tuple[int, list[str], int]:
    """Return exit status, attempts and packets of a program in a sealed network."""
    ran = subprocess.run(  # noqa: S603 (our own words)
        sealing_command([sys.executable, "-c", INSIDE, *command]),
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
    )
    report = json.loads(ran.stdout)
    assert report["missed"] == 0
    return ran.returncode, report["attempts"], report["packets"]


def test_a_shell_that_connects_is_caught_with_its_process() -> None:
    status, attempts, _ = sealed(
        "timeout", "1", "bash", "-c", "echo > /dev/tcp/203.0.113.9/443"
    )
    assert status == 1
    assert len(attempts) == 1
    assert attempts[0].startswith("tcp to 203.0.113.9 port 443, by bash (")


def test_a_look_up_by_the_c_library_is_caught() -> None:
    status, attempts, _ = sealed("timeout", "1", "getent", "ahosts", "example.org")
    assert status == 1
    assert "port 53, asking for example.org, by getent (" in attempts[0]


def test_a_datagram_over_ipv6_is_caught_though_the_program_succeeds() -> None:
    status, attempts, _ = sealed(sys.executable, "-c", DATAGRAM)
    assert status == 1
    assert attempts[0].startswith("udp to 2001:db8:5::9 port 9999, by python")


def test_what_stays_on_the_machine_is_seen_and_lets_the_program_pass() -> None:
    status, attempts, packets = sealed(sys.executable, "-c", AT_HOME)
    assert (status, attempts) == (0, [])
    assert packets > 3


def test_a_program_that_fails_proves_nothing() -> None:
    status, attempts, _ = sealed("false")
    assert (status, attempts) == (1, [])
