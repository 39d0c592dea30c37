"""A machine with network: kibox is installed from its sources, until a call is answered.

``python -m tests.setup.networked_machine CHECKOUT`` with mounts of its own, like
`offline_machine`. The network is the machine's: packages and models are fetched. Prints what
was measured as JSON.
"""

import asyncio
import json
import os
import sys
from dataclasses import asdict
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory

from tests.setup.offline_machine import Admin, Measured, install_and_ring, overlay, set_up

SOURCES = "/opt/kibox-pbx"


def install_sources(checkout: Path, measured: Measured) -> None:
    """Type the four commands that docs/install.md names for a machine with network."""
    admin = Admin(measured, besides=os.environ)
    admin.types("git", "clone", "--quiet", str(checkout), SOURCES)
    make = ("PYTHON=/usr/bin/python3.11", "VENV=/opt/kibox", "bash")
    admin.types("env", *make, f"{SOURCES}/install/venv.sh", called="venv.sh")
    fetch = ("/opt/kibox/bin/kibox", "models", "fetch")
    admin.types("env", "KIBOX_CACHE=/var/cache", *fetch, called="models fetch")
    set_up(admin)


def main(checkout: Path) -> None:
    measured = Measured()
    with TemporaryDirectory(prefix="kibox-networked-", ignore_cleanup_errors=True) as place:
        overlay(Path(place))
        asyncio.run(install_and_ring(partial(install_sources, checkout), measured))
    sys.stdout.write(json.dumps(asdict(measured)) + "\n")


if __name__ == "__main__":
    os.umask(0o022)
    main(Path(sys.argv[1]))
