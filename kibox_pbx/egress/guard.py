"""A wall inside Python: whoever wants to leave this machine is refused, and counted.

It stands on audit hooks (PEP 578), which see every connection, datagram and look-up of a name
that Python code makes, and every program that it starts. What a library does in C passes it by,
and so does the look-up of a name that is given to ``connect`` itself: for that there are
`kibox egress verify`, which watches the packets, and systemd's ``IPAddressDeny=any``, which
drops them.
"""

import os
import sys
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from ipaddress import IPv4Address, IPv6Address, ip_address
from pathlib import Path
from socket import AF_INET, AF_INET6, AF_UNIX
from types import TracebackType
from typing import Any, Self

from kibox_pbx.errors import KiboxError
from kibox_pbx.log import get_logger

HERE = frozenset({"localhost", "", None})
"""Names that are looked up without asking anybody; none or an empty one is a wildcard."""

MOST_REMEMBERED = 1000
"""Refusals; later ones are only refused, so that a loop cannot fill the memory."""

_LOG = get_logger(__name__)


class EgressRefusedError(KiboxError, PermissionError):
    """Something wanted to leave this machine; libraries see a connection that failed."""


@dataclass(frozen=True, slots=True)
class Refusal:
    """An attempt that came to nothing."""

    what: str
    """The audit event, such as ``socket.connect``."""

    whither: str
    """Address and port, name, or program."""


class SocketGuard:
    """Lets through what stays on this machine, or goes to a configured peer.

    Stands while its context lasts, in every thread. Python keeps the hook itself for as long as
    the process lives, so a guard is entered once.
    """

    def __init__(self, peers: Iterable[str] = (), *, any_program: bool = False) -> None:
        """Say what may pass.

        Args:
            peers: Addresses beside the loopback ones; no names, since these are not looked up.
            any_program: Also start programs that are not modules of ours, which put up a guard
                of their own.
        """
        self.refused: list[Refusal] = []
        self.refused_count = 0
        """All of them, those not remembered too."""

        self._stands = False
        self._peers = frozenset(ip_address(peer) for peer in peers)
        programs = {} if any_program else PROGRAMS
        self._checks: Mapping[str, Check] = {
            **programs,
            "socket.connect": self._of_socket,
            "socket.sendto": self._of_socket,
            "socket.sendmsg": self._of_socket,
            "socket.getaddrinfo": self._of_name,
            "socket.gethostbyname": self._of_name,
            "socket.gethostbyaddr": self._of_name,
            "socket.getnameinfo": self._of_address,
        }

    def __enter__(self) -> Self:
        self._stands = True
        sys.addaudithook(self._look)
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._stands = False

    def _look(self, event: str, arguments: tuple[Any, ...]) -> None:
        check = self._checks.get(event)
        if check is None or not self._stands:
            return
        whither = check(arguments)
        if whither is None:
            return
        self.refused_count += 1
        if len(self.refused) < MOST_REMEMBERED:
            self.refused.append(Refusal(event, whither))
            _LOG.error("an attempt to leave this machine was refused", kind=event)
        raise EgressRefusedError(f"{event}: nothing may leave this machine")

    def _of_socket(self, arguments: tuple[Any, ...]) -> str | None:
        socket, address = arguments
        if address is None or socket.family == AF_UNIX:
            return None
        if socket.family not in {AF_INET, AF_INET6}:
            return f"a socket of family {int(socket.family)}"
        host, port = address[:2]
        return None if self._may_reach(host) else f"{host} port {port}"

    def _of_name(self, arguments: tuple[Any, ...]) -> str | None:
        name = arguments[0]
        name = name.decode(errors="replace") if isinstance(name, bytes) else name
        return None if name in HERE or _address(name) is not None else str(name)

    def _of_address(self, arguments: tuple[Any, ...]) -> str | None:
        host = arguments[0][0]
        return None if self._may_reach(host) else str(host)

    def _may_reach(self, host: str | bytes) -> bool:
        name = host.decode(errors="replace") if isinstance(host, bytes) else host
        address = _address(name)
        if address is None:
            return name in HERE
        return address.is_loopback or address.is_unspecified or address in self._peers


def _of_program(arguments: tuple[Any, ...]) -> str | None:
    """Let a module of ours pass: ``python -m kibox_pbx.…``, on this very Python."""
    program, command = Path(os.fsdecode(arguments[0])), list(arguments[1])
    is_python = program.resolve() == Path(sys.executable).resolve()
    is_ours = command[1:2] == ["-m"] and str(command[2:3]).startswith("['kibox_pbx.")
    return None if is_python and is_ours else program.name


def _of_spawned(arguments: tuple[Any, ...]) -> str | None:
    return _of_program(arguments[1:])


def _of_shell(arguments: tuple[Any, ...]) -> str | None:
    return "a shell"


Check = Callable[[tuple[Any, ...]], str | None]
"""Takes what an audit event tells; returns whither it wants, or None if it may."""

PROGRAMS: Mapping[str, Check] = {
    "subprocess.Popen": _of_program,
    "os.exec": _of_program,
    "os.posix_spawn": _of_program,
    "os.spawn": _of_spawned,
    "os.system": _of_shell,
}


def _address(host: str | None) -> IPv4Address | IPv6Address | None:
    """Return a written address as one, without its zone; None: it is a name."""
    try:
        found = ip_address((host or "").partition("%")[0])
    except ValueError:
        return None
    mapped = found.ipv4_mapped if isinstance(found, IPv6Address) else None
    return mapped or found
