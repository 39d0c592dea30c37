"""A network of its own for a program: one interface, and a way out that leads nowhere.

`unshare` of util-linux makes it, for root or, where the system lets users have namespaces, for
anybody. The machine's resolvers are hidden, since a socket file reaches them from any network.
"""

import os
import socket
import subprocess
from collections.abc import Sequence
from pathlib import Path

from kibox_pbx.egress.watch import HERE_IPV4, HERE_IPV6, INTERFACE
from kibox_pbx.errors import ConfigError

NAME_SERVER = "198.51.100.53"
"""Nobody; asking it is an attempt to leave (RFC 5737)."""

RESOLVERS = (Path("/run/systemd/resolve"), Path("/run/nscd"), Path("/run/dbus"))
"""What would ask for names on a program's behalf, from outside."""

HOSTS = Path("/etc/hosts")

_IP = ("/usr/sbin/ip", "/sbin/ip", "/usr/bin/ip")


def sealing_command(command: Sequence[str]) -> list[str]:
    """Return what runs a command in a network, and with mounts, of its own."""
    as_root = [] if os.geteuid() == 0 else ["--map-root-user"]
    return ["unshare", "--net", "--mount", *as_root, "--", *command]


def why_not_sealed() -> str | None:
    """Return why no network of its own can be had here; None: it can."""
    if not any(Path(path).exists() for path in _IP):
        return "ip is missing; install iproute2"
    try:
        ran = subprocess.run(  # noqa: S603 (our own command)
            sealing_command(["true"]), capture_output=True, text=True, check=False
        )
    except FileNotFoundError:
        return "unshare is missing; install util-linux"
    lines = ran.stderr.strip().splitlines() or ["unshare failed"]
    return lines[-1] if ran.returncode else None


def own_name_is_known() -> bool:
    """Say whether the hosts file has this machine's own name, with IPv4 and with IPv6.

    Where it has not, Asterisk asks a name server for it whenever it starts: for its IPv6
    address, though the file may have the other one.
    """
    lines = HOSTS.read_text(encoding="utf-8").splitlines() if HOSTS.exists() else []
    words = [line.partition("#")[0].split() for line in lines]
    ours = [each[0] for each in words if socket.gethostname() in each[1:]]
    return {":" in address for address in ours} == {True, False}


def furnish(folder: Path) -> None:
    """Give the new network, in which this process is, its one interface and its dead end.

    The machine's own name is known in it, whether the hosts file knows it or not.

    Args:
        folder: For a file or two; stays as long as the network is used.

    Raises:
        ConfigError: Something of it failed.
    """
    _run("ip", "link", "set", INTERFACE, "up")
    _run("ip", "address", "add", f"{HERE_IPV4}/32", "dev", INTERFACE)
    _run("ip", "route", "add", "default", "dev", INTERFACE, "src", HERE_IPV4)
    if Path("/proc/sys/net/ipv6").exists():
        _run("ip", "address", "add", f"{HERE_IPV6}/128", "dev", INTERFACE)
        # a plain route over this interface would reject instead of sending
        _run("ip", "-6", "route", "add", "local", "default", "dev", INTERFACE)
    _cover("/etc/resolv.conf", folder / "resolv.conf", f"nameserver {NAME_SERVER}\n")
    _cover("/etc/nsswitch.conf", folder / "nsswitch.conf", "hosts: files dns\npasswd: files\n")
    _cover(str(HOSTS), folder / "hosts", _hosts_with_own_name())
    for resolver in RESOLVERS:
        if resolver.is_dir():
            _run("mount", "-t", "tmpfs", "tmpfs", str(resolver))


def _hosts_with_own_name() -> str:
    name = socket.gethostname()
    return f"127.0.0.1 localhost\n::1 localhost\n127.0.1.1 {name}\n::1 {name}\n"


def _cover(path: str, with_file: Path, text: str) -> None:
    if Path(path).exists():
        with_file.write_text(text, encoding="utf-8")
        _run("mount", "--bind", str(with_file), path)


def _run(*command: str) -> None:
    path = f"{os.environ.get('PATH', os.defpath)}:/usr/sbin:/sbin"
    ran = subprocess.run(  # noqa: S603 (our own commands)
        command,
        capture_output=True,
        text=True,
        check=False,
        env={**os.environ, "PATH": path},
    )
    if ran.returncode:
        why = (ran.stderr.strip().splitlines() or ["no reason given"])[-1]
        raise ConfigError(f"egress: {' '.join(command)}: {why}")
