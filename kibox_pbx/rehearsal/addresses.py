"""Where the rehearsal's telephones and servers listen, all on this machine."""

import socket
from contextlib import ExitStack
from dataclasses import dataclass, fields

from kibox_pbx.errors import ConfigError

LOOPBACK = "127.0.0.1"
RTP_PORTS = 200
"""Two per call and side: enough for fifty calls at once on each side."""
HIGHEST_PORT = 65535

UDP = frozenset({"sip", "caller_sip"})
RTP = frozenset({"rtp", "caller_rtp"})


@dataclass(frozen=True, slots=True)
class Ports:
    """Every port of a rehearsal; the defaults are those of `make run`."""

    sip: int = 5060
    """UDP, where telephones register and calls arrive."""

    ami: int = 15038
    fastagi: int = 4573
    audiosocket: int = 4574
    rtp: int = 20000
    """UDP, the first of `RTP_PORTS`."""

    caller_sip: int = 16060
    caller_ami: int = 16038
    caller_audiosocket: int = 16074
    caller_rtp: int = 21000


def run_ports() -> Ports:
    """Return the fixed ports of `make run`; SIP moves to 15060 where 5060 is taken."""
    usual = Ports()
    return usual if is_free(usual.sip, udp=True) else Ports(sip=15060)


def free_ports() -> Ports:
    """Return ports nobody uses right now, so that tests can run beside each other."""
    with ExitStack() as held:
        return Ports(**{name: _free_port(name, held) for name in _names()})


def is_free(port: int, *, udp: bool = False) -> bool:
    """Tell whether a port of the loopback address can be bound."""
    kind = socket.SOCK_DGRAM if udp else socket.SOCK_STREAM
    with socket.socket(type=kind) as probe:
        if not udp:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((LOOPBACK, port))
        except OSError:
            return False
    return True


def require_free(ports: Ports, *names: str) -> None:
    """Refuse to start beside something that has our ports.

    Raises:
        ConfigError: One line that names every port in use.
    """
    taken = [
        f"{getattr(ports, name)} ({name})"
        for name in names
        if not is_free(getattr(ports, name), udp=name in UDP | RTP)
    ]
    if taken:
        raise ConfigError(
            f"port {', '.join(taken)} on {LOOPBACK} is in use: stop what uses it "
            "(a second `make run`, a system Asterisk?) or choose other ports"
        )


def _names() -> list[str]:
    return [field.name for field in fields(Ports)]


def _free_port(name: str, held: ExitStack) -> int:
    if name in RTP:
        return _free_rtp_range()
    kind = socket.SOCK_DGRAM if name in UDP else socket.SOCK_STREAM
    probe = held.enter_context(socket.socket(type=kind))
    probe.bind((LOOPBACK, 0))
    port: int = probe.getsockname()[1]
    return port


def _free_rtp_range() -> int:
    """Reserve nothing, but pick a range whose first and last port are free and even."""
    for _ in range(100):
        with socket.socket(type=socket.SOCK_DGRAM) as probe:
            probe.bind((LOOPBACK, 0))
            first: int = probe.getsockname()[1] // 2 * 2
        last = first + RTP_PORTS - 1
        if last <= HIGHEST_PORT and is_free(first, udp=True) and is_free(last, udp=True):
            return first
    raise ConfigError("no free range of UDP ports for sound")
