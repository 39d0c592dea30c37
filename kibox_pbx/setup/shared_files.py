"""The files of ours that are no Python: the dialplan, Asterisk's script, systemd's unit."""

import sysconfig
from pathlib import Path

from kibox_pbx.errors import ConfigError

CHECKOUT = Path(__file__).parents[2]


def shared_file(name: str) -> bytes:
    """Return a file such as ``dialplan/kibox.conf``: of a checkout, or where pip put it.

    Raises:
        ConfigError: It is missing.
    """
    installed = Path(sysconfig.get_path("data")) / "share" / "kibox" / name
    for path in (CHECKOUT / name, installed):
        if path.is_file():
            return path.read_bytes()
    raise ConfigError(f"{installed}: is missing; install kibox-pbx again")
