"""Reads the packets of a network in which nothing should leave: who wants to go where. Pure.

Bytes come as they are on the wire, from the IP header on.
"""

import struct
from dataclasses import dataclass
from ipaddress import IPv4Address, IPv6Address

TCP, UDP = 6, 17
PROTOCOLS = {1: "icmp", 2: "igmp", TCP: "tcp", UDP: "udp", 58: "icmpv6", 132: "sctp"}
NAME_SERVICES = frozenset({53, 5353, 5355})
"""Ports that are asked for names: DNS, and what asks the whole network."""

_IPV4_BYTES, _IPV6_BYTES = 20, 40
_DNS_HEADER_BYTES = 12
_LONGEST_LABEL = 63


@dataclass(frozen=True, slots=True)
class Attempt:
    """A packet that would have left the machine, or asked for somebody out there."""

    protocol: str
    source_port: int | None
    to: str
    """The address."""

    port: int | None
    name: str | None = None
    """What was asked for, where it was a look-up."""

    def __str__(self) -> str:
        """Say it in one line."""
        port = "" if self.port is None else f" port {self.port}"
        asks = f", asking for {self.name}" if self.name else ""
        return f"{self.protocol} to {self.to}{port}{asks}"


def attempt_in(packet: bytes, local: frozenset[str]) -> Attempt | None:
    """Return what a packet attempts; None: it stays here, or is no IP packet.

    Whoever is asked for a name counts, on this machine as well: a resolver here would ask on.

    Args:
        packet: From the IP header on.
        local: This machine's addresses beside the loopback ones.
    """
    header = _ip_header(packet)
    if header is None:
        return None
    protocol, to, payload = header
    source_port, port = _ports(protocol, payload)
    is_here = to.is_loopback or str(to) in local
    asks = port in NAME_SERVICES
    if is_here and not asks:
        return None
    asked = asked_name(payload[8:]) if asks and protocol == UDP else None
    return Attempt(PROTOCOLS.get(protocol, str(protocol)), source_port, str(to), port, asked)


def asked_name(question: bytes) -> str | None:
    """Return the name that a DNS message asks for; None: it cannot be read."""
    labels, at = [], _DNS_HEADER_BYTES
    while at < len(question) and question[at]:
        length = question[at]
        label = question[at + 1 : at + 1 + length]
        if length > _LONGEST_LABEL or len(label) < length:
            return None
        labels.append(label.decode("ascii", errors="replace"))
        at += 1 + length
    return ".".join(labels) or None


def _ip_header(packet: bytes) -> tuple[int, IPv4Address | IPv6Address, bytes] | None:
    version = packet[0] >> 4 if packet else 0
    if version == 4 and len(packet) >= _IPV4_BYTES:  # noqa: PLR2004 (IPv4)
        length = 4 * (packet[0] & 0x0F)
        return packet[9], IPv4Address(packet[16:20]), packet[length:]
    if version == 6 and len(packet) >= _IPV6_BYTES:  # noqa: PLR2004 (IPv6)
        return packet[6], IPv6Address(packet[24:40]), packet[_IPV6_BYTES:]
    return None


def _ports(protocol: int, payload: bytes) -> tuple[int | None, int | None]:
    if protocol not in {TCP, UDP} or len(payload) < 4:  # noqa: PLR2004 (two ports)
        return None, None
    source, to = struct.unpack_from("!HH", payload)
    return source, to
