"""A network of the test's own: machines that are network namespaces, on one switch.

A cable is pulled by `cut`. Only root can build it; this machine's own network stays as it is.
"""

import ctypes
import os
import subprocess
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path

NEW_NETWORK = 0x40000000
"""CLONE_NEWNET of sched.h."""


class Lan:
    """The switch and its machines, by their names."""

    def __init__(self, *machines: str) -> None:
        self._mark = f"kbx{os.getpid()}"
        self._machines = machines

    def address(self, machine: str) -> str:
        """Return a machine's address."""
        return f"10.77.0.{10 + self._machines.index(machine)}"

    def inside(self, machine: str) -> list[str]:
        """Return what a command begins with to run on a machine."""
        return ["ip", "netns", "exec", self._namespace(machine)]

    @contextmanager
    def built(self) -> Iterator["Lan"]:
        """Have it while the context lasts."""
        try:
            self._build()
            yield self
        finally:
            for machine in ("switch", *self._machines):
                with suppress(subprocess.CalledProcessError):
                    _ip("netns", "del", self._namespace(machine))

    def cut(self, machine: str) -> None:
        """Pull a machine's cable out of the switch."""
        _ip("-n", self._namespace("switch"), "link", "set", machine, "down")

    def mend(self, machine: str) -> None:
        """Put it back."""
        _ip("-n", self._namespace("switch"), "link", "set", machine, "up")

    @contextmanager
    def sitting_at(self, machine: str) -> Iterator[None]:
        """Have this thread, and the programs that it starts, be on a machine."""
        with Path("/proc/thread-self/ns/net").open("rb") as home:
            _enter(Path("/run/netns") / self._namespace(machine))
            try:
                yield
            finally:
                _set_namespace(home.fileno())

    def _build(self) -> None:
        for machine in ("switch", *self._machines):
            _ip("netns", "add", self._namespace(machine))
            _ip("-n", self._namespace(machine), "link", "set", "lo", "up")
        switch = self._namespace("switch")
        _ip("-n", switch, "link", "add", "bridge", "type", "bridge")
        _ip("-n", switch, "link", "set", "bridge", "up")
        for machine in self._machines:
            there = self._namespace(machine)
            _ip("-n", switch, "link", "add", machine, "type", "veth",
                "peer", "name", "lan", "netns", there)  # fmt: skip
            _ip("-n", switch, "link", "set", machine, "master", "bridge", "up")
            _ip("-n", there, "addr", "add", f"{self.address(machine)}/24", "dev", "lan")
            _ip("-n", there, "link", "set", "lan", "up")

    def _namespace(self, machine: str) -> str:
        return f"{self._mark}-{machine}"


def why_not() -> str | None:
    """Say why no such network can be built here; None: it can."""
    if os.geteuid() != 0:
        return "only root can"
    tried = f"kbx{os.getpid()}-try"
    try:
        _ip("netns", "add", tried)
        _ip("netns", "del", tried)
    except (OSError, subprocess.CalledProcessError):
        return "no network namespaces here"
    return None


def _ip(*words: str) -> None:
    _run(["ip", *words])


def _run(command: Sequence[str]) -> None:
    subprocess.run(command, check=True, capture_output=True, timeout=30)  # noqa: S603 -- ours


def _enter(namespace: Path) -> None:
    with namespace.open("rb") as there:
        _set_namespace(there.fileno())


def _set_namespace(file: int) -> None:
    if ctypes.CDLL(None, use_errno=True).setns(file, NEW_NETWORK) != 0:
        raise OSError(ctypes.get_errno(), "setns")
