"""Writes the configuration of an Asterisk of our own into a folder of its own.

The templates beside this file hold ``@NAME@`` where a port, a path or a secret belongs.
"""

import re
import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from importlib.resources import files
from pathlib import Path

from kibox_pbx.errors import ConfigError
from kibox_pbx.rehearsal.addresses import RTP_PORTS

TEMPLATES = files("kibox_pbx.rehearsal") / "templates"
SHARED = ("asterisk.conf", "cdr.conf", "cel.conf", "logger.conf", "rtp.conf")
MAX_SOCKET_PATH = 107
"""Bytes that Linux allows in the path of a local socket."""

_PLACE = re.compile(r"@([A-Z][A-Z0-9_]*)@")


@dataclass(frozen=True, slots=True)
class Installation:
    """Where an Asterisk is installed."""

    launcher: Path
    """Runs it; takes the arguments of ``asterisk``."""

    modules: Path
    data: Path
    """Holds ``sounds``."""

    @classmethod
    def under(cls, prefix: Path) -> "Installation":
        """Find the Asterisk under a private prefix, or the system's own under ``/``.

        Raises:
            ConfigError: There is none, or it is incomplete.
        """
        launcher = _first(prefix / "asterisk", prefix / "usr/sbin/asterisk")
        modules = _first(
            *sorted(prefix.glob("usr/lib/*-linux-gnu*/asterisk/modules")),
            prefix / "usr/lib/asterisk/modules",
        )
        data = _first(prefix / "usr/share/asterisk", prefix / "var/lib/asterisk")
        if launcher is None or modules is None or data is None:
            raise ConfigError(
                f"no Asterisk under {prefix}: run `bash install/asterisk.sh {prefix}`"
            )
        return cls(launcher, modules, data)


def _first(*candidates: Path) -> Path | None:
    return next((path for path in candidates if path.exists()), None)


def fresh_secret() -> str:
    """Return a password nobody can guess, safe in every configuration file."""
    return secrets.token_urlsafe(24).replace("-", "x")


def fill_in(template: str, values: Mapping[str, str | int | Path]) -> str:
    """Put values into a template.

    Raises:
        KeyError: The template asks for a value that is not there.
    """
    return _PLACE.sub(lambda place: str(values[place.group(1)]), template)


def write_run_folder(
    folder: Path,
    role: str,
    installation: Installation,
    values: Mapping[str, str | int | Path],
) -> Path:
    """Write every file of one role, ``pbx`` or ``caller``, readable by us alone.

    Returns:
        The asterisk.conf to start with.

    Raises:
        ConfigError: The folder's path is too long for Asterisk's control socket.
    """
    if len(bytes(folder / "asterisk.ctl")) > MAX_SOCKET_PATH:
        raise ConfigError(f"the path {folder} is too long for Asterisk: choose a shorter one")
    for name in ("var/keys", "log", "spool", "agi-bin"):
        (folder / name).mkdir(mode=0o700, parents=True, exist_ok=True)
    (folder / "var" / "astdb.sqlite3").unlink(missing_ok=True)  # registrations of the last run
    everything = {
        "RUN": folder,
        "MODULES": installation.modules,
        "DATA": installation.data,
        "AGI": folder / "agi-bin",
        "RTP_LAST": int(str(values["RTP_FIRST"])) + RTP_PORTS - 1,
        **values,
    }
    templates = [TEMPLATES / name for name in SHARED]
    templates += [item for item in (TEMPLATES / role).iterdir() if item.name.endswith(".conf")]
    for template in templates:
        write_private(folder / template.name, fill_in(template.read_text(), everything))
    return folder / "asterisk.conf"


def write_private(path: Path, text: str) -> None:
    """Write a file that nobody but us may read."""
    path.touch(mode=0o600)
    path.chmod(0o600)
    path.write_text(text)
