"""A watch on all packets of this network, while a program runs.

Only for a network of its own (`sealed`), whose one interface is the loopback one, with a route
to everywhere: whatever wants to leave ends there, and is seen on its way, whoever made it.
"""

import socket
import struct
import subprocess
import sys
import threading
from collections.abc import Sequence
from dataclasses import dataclass, field

from kibox_pbx.egress.owners import owner_of
from kibox_pbx.egress.packets import Attempt, attempt_in
from kibox_pbx.errors import KiboxError

INTERFACE = "lo"
HERE_IPV4, HERE_IPV6 = "198.51.100.1", "2001:db8::1"
"""This network's own addresses, of those kept for documentation (RFC 5737, RFC 3849)."""

_ALL_PACKETS = 0x0003
"""``ETH_P_ALL``, see packet(7)."""

_LEVEL, _STATISTICS = 263, 6
"""``SOL_PACKET`` and ``PACKET_STATISTICS``, see packet(7)."""

_BUFFER_BYTES = 16 * 1024 * 1024
"""Minutes of a call's packets, in case the machine is too busy to look at once."""

_LOOK_S = 0.2
_LARGEST_PACKET_BYTES = 65536
_LATE_S = 1.0
"""How long after the program's end its last packets are waited for."""


@dataclass(slots=True)
class Seen:
    """What a watch saw."""

    attempts: dict[Attempt, str] = field(default_factory=dict)
    """Each once, with the process that made it."""

    packets: int = 0
    missed: int = 0
    """Packets that came too fast to be looked at; with any, nothing is proven."""

    exit_status: int = 0
    """Of the program that was watched."""


def watch(command: Sequence[str]) -> Seen:
    """Run a program, and see every packet meanwhile; what it prints goes to stderr.

    Raises:
        KiboxError: Packets cannot be watched here.
    """
    seen, over = Seen(), threading.Event()
    with _all_packets() as packets:
        looking = threading.Thread(
            target=_look, args=(packets, seen, over), name="watch packets"
        )
        looking.start()
        try:
            ran = subprocess.run(command, check=False, stdout=sys.stderr)  # noqa: S603 (ours)
            seen.exit_status = ran.returncode
        finally:
            over.wait(_LATE_S)
            over.set()
            looking.join()
        seen.missed = _missed(packets)
    return seen


def _all_packets() -> socket.socket:
    try:
        packets = socket.socket(socket.AF_PACKET, socket.SOCK_DGRAM, socket.htons(_ALL_PACKETS))
    except PermissionError:
        raise KiboxError("packets cannot be watched here: not allowed") from None
    packets.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, _BUFFER_BYTES)
    packets.bind((INTERFACE, _ALL_PACKETS))
    packets.settimeout(_LOOK_S)
    return packets


def _look(packets: socket.socket, seen: Seen, over: threading.Event) -> None:
    local = frozenset({HERE_IPV4, HERE_IPV6})
    while True:
        try:
            packet, (_, _, way, *_) = packets.recvfrom(_LARGEST_PACKET_BYTES)
        except TimeoutError:
            if over.is_set():
                return
            continue
        if way != socket.PACKET_OUTGOING:
            continue  # the same once more, as it comes back
        seen.packets += 1
        attempt = attempt_in(packet, local)
        if attempt is not None and attempt not in seen.attempts:
            seen.attempts[attempt] = owner_of(attempt.protocol, attempt.source_port)


def _missed(packets: socket.socket) -> int:
    _, dropped = struct.unpack("II", packets.getsockopt(_LEVEL, _STATISTICS, 8))
    return int(dropped)
