"""Looks at this machine for the doctor; changes nothing, and asks no other machine."""

import ctypes
import os
import shutil
from collections.abc import Iterator
from datetime import UTC, datetime
from ipaddress import IPv4Address, IPv6Address
from pathlib import Path

from cryptography import x509

from kibox_pbx.admin.doctor.machine_facts import (
    CertificateFacts,
    KeyFacts,
    Listening,
    Machine,
    ModelFacts,
)
from kibox_pbx.admin.machine_facts import machine_facts
from kibox_pbx.admin.swap import SYSTEM, swap_warning
from kibox_pbx.config.capacity import CGROUP_LIMIT, cores
from kibox_pbx.config.settings import Settings, Store
from kibox_pbx.models.installed import models_folder, verify
from kibox_pbx.models.manifest import load_manifest

UNITS = ("etc/systemd/system", "usr/lib/systemd/system", "lib/systemd/system")
TCP_LISTEN = "0A"
TIME_ERROR = 5
"""ntp_gettime(3): the clock is not synchronised."""

TIMEVAL_BYTES = 256
"""More than ``struct ntptimeval`` has."""


def look_at_machine(settings: Settings, system: Path = SYSTEM) -> Machine:
    """Gather what the doctor judges.

    Args:
        settings: In force.
        system: Where ``proc``, ``sys`` and ``etc`` are.
    """
    return Machine(
        cores=cores(CGROUP_LIMIT),
        free_bytes=shutil.disk_usage(_existing(settings.store.database)).free,
        listening=tuple(_listening(system)),
        swap=_service_swap(system),
        core_pattern=_content(system / "proc/sys/kernel/core_pattern").strip(),
        unit=unit_text(system),
        clock_is_synchronised=_synchronised(),
        now=datetime.now(UTC).astimezone(),
    )


def look_at_models(settings: Settings) -> tuple[ModelFacts, ...]:
    """Find the models that calls would use, and read every byte of them.

    Raises:
        ModelError: The list of models is missing or wrong.
    """
    faults = {
        each.name: each.text
        for each in verify(load_manifest(), settings.models.folder or models_folder())
    }
    found = machine_facts(settings, datetime.now(UTC)).models
    return tuple(
        ModelFacts(each.role, each.name, each.stand_in, faults.get(each.name or ""))
        for each in found
        if not each.at
    )


def look_at_key(settings: Settings) -> KeyFacts:
    """Find the key file, and who may read it."""
    path = settings.store.key_file
    if not path.exists():
        return KeyFacts(exists=False)
    beside = _device(settings.store) == path.stat().st_dev
    return KeyFacts(
        exists=True, others_may_read=bool(path.stat().st_mode & 0o077), beside_database=beside
    )


def look_at_certificate(path: Path) -> CertificateFacts:
    """Read the chain of certificates that browsers get."""
    try:
        chain = x509.load_pem_x509_certificates(path.read_bytes())
    except (OSError, ValueError):
        return CertificateFacts(None)
    return CertificateFacts(min(each.not_valid_after_utc for each in chain))


def unit_text(system: Path) -> str | None:
    """Return the service's unit and what is edited into it; None: it is not installed."""
    units = [system / folder / "kibox.service" for folder in UNITS]
    unit = next((each for each in units if each.is_file()), None)
    if unit is None:
        return None
    edits = sorted((system / UNITS[0] / "kibox.service.d").glob("*.conf"))
    return "\n".join(map(_content, (unit, *edits)))


def _service_swap(system: Path) -> str | None:
    """Judge the swap as the service sees it, which its unit may keep out of it."""
    unit = unit_text(system) or ""
    return None if "MemorySwapMax=0" in unit.splitlines() else swap_warning(system)


def _listening(system: Path) -> Iterator[Listening]:
    for name in ("tcp", "tcp6"):
        for line in _content(system / "proc/net" / name).splitlines()[1:]:
            _, local, _, state, *_ = line.split()
            if state == TCP_LISTEN:
                host, _, port = local.partition(":")
                yield Listening(int(port, 16), _is_loopback(host))


def _is_loopback(host: str) -> bool:
    """Read an address as /proc/net/tcp writes it: hexadecimal words in the CPU's order."""
    words = [host[at : at + 8] for at in range(0, len(host), 8)]
    raw = b"".join(int(word, 16).to_bytes(4, "little") for word in words)
    if len(words) == 1:
        return IPv4Address(raw).is_loopback
    address = IPv6Address(raw)
    return (address.ipv4_mapped or address).is_loopback


def _synchronised() -> bool | None:
    try:
        told = ctypes.CDLL(None).ntp_gettime(ctypes.create_string_buffer(TIMEVAL_BYTES))
    except (AttributeError, OSError):
        return None
    return None if told < 0 else bool(told != TIME_ERROR)


def _existing(path: Path) -> Path:
    return next(each for each in path.absolute().parents if each.exists())


def _device(store: Store) -> int:
    return os.stat(_existing(store.database)).st_dev  # noqa: PTH116


def _content(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8", errors="replace")
    except OSError:
        return ""
