"""Who wants to go where is read from the packets themselves."""

import struct
from ipaddress import ip_address

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kibox_pbx.egress.packets import Attempt, asked_name, attempt_in

OWN = frozenset({"198.51.100.1"})


def ports(source: int, to: int) -> bytes:
    return struct.pack("!HHHH", source, to, 8, 0)


def ipv4(to: str, protocol: int, payload: bytes, *, options: bytes = b"") -> bytes:
    words = (20 + len(options)) // 4
    head = bytes([0x40 | words]) + bytes(8) + bytes([protocol]) + bytes(6)
    return head + ip_address(to).packed + options + payload


def ipv6(to: str, protocol: int, payload: bytes) -> bytes:
    return (
        b"\x60" + bytes(5) + bytes([protocol, 64]) + bytes(16) + ip_address(to).packed + payload
    )


def question(*labels: str) -> bytes:
    name = b"".join(bytes([len(label)]) + label.encode() for label in labels)
    return bytes(12) + name + b"\0\0\1\0\1"


@pytest.mark.parametrize(
    ("packet", "attempt"),
    [
        (ipv4("203.0.113.9", 6, ports(5000, 443)), "tcp to 203.0.113.9 port 443"),
        (
            ipv4("203.0.113.9", 6, ports(5000, 443), options=bytes(8)),
            "tcp to 203.0.113.9 port 443",
        ),
        (ipv6("2001:db8::9", 17, ports(5000, 99)), "udp to 2001:db8::9 port 99"),
        (ipv4("192.168.1.1", 6, ports(5000, 80)), "tcp to 192.168.1.1 port 80"),
        (ipv4("203.0.113.9", 1, bytes(8)), "icmp to 203.0.113.9"),
        (ipv4("224.0.0.251", 17, ports(5353, 5353)), "udp to 224.0.0.251 port 5353"),
        (ipv4("203.0.113.9", 47, b""), "47 to 203.0.113.9"),
        (
            ipv4("198.51.100.53", 17, ports(5000, 53) + question("example", "org")),
            "udp to 198.51.100.53 port 53, asking for example.org",
        ),
        (
            ipv4("127.0.0.53", 17, ports(5000, 53) + question("example", "org")),
            "udp to 127.0.0.53 port 53, asking for example.org",
        ),
    ],
)
def test_what_would_leave_is_told(packet: bytes, attempt: str) -> None:
    assert str(attempt_in(packet, OWN)) == attempt


@pytest.mark.parametrize(
    "packet",
    [
        ipv4("127.0.0.1", 17, ports(5000, 20000)),
        ipv4("127.200.0.1", 6, ports(5000, 443)),
        ipv4("198.51.100.1", 1, bytes(8)),
        ipv6("::1", 6, ports(5000, 443)),
        b"",
        b"\x45",
        b"\x60" + bytes(20),
        b"\x00\x01" + bytes(40),
    ],
)
def test_what_stays_is_not(packet: bytes) -> None:
    assert attempt_in(packet, OWN) is None


def test_a_source_port_tells_attempts_apart() -> None:
    packet = ipv4("203.0.113.9", 6, ports(5000, 443))
    assert attempt_in(packet, OWN) == Attempt("tcp", 5000, "203.0.113.9", 443)


@pytest.mark.parametrize(
    "message", [b"", bytes(12), bytes(12) + b"\xc0\x0c", bytes(12) + b"\x09short"]
)
def test_a_question_that_cannot_be_read_has_no_name(message: bytes) -> None:
    assert asked_name(message) is None


@given(st.binary(max_size=80))
def test_no_packet_breaks_the_watch(packet: bytes) -> None:
    attempt_in(packet, OWN)
