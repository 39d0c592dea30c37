"""What the Debian package does as it comes and goes."""

import os
import re
import subprocess
from configparser import ConfigParser

import pytest

from tests.installing import REPOSITORY

SCRIPTS = REPOSITORY / "install" / "deb"


@pytest.mark.parametrize("script", ["kibox", "preinst", "postinst", "prerm", "postrm"])
def test_a_script_of_the_package_is_one_that_a_shell_reads(script: str) -> None:
    subprocess.run(["/bin/sh", "-n", SCRIPTS / script], check=True)  # noqa: S603  # our own
    assert os.access(SCRIPTS / script, os.X_OK)


def test_whatever_pip_is_to_install_is_brought_to_where_it_builds() -> None:
    settings = ConfigParser()
    settings.read(REPOSITORY / "setup.cfg")
    wanted = " ".join(settings["options.data_files"].values()).split()
    script = (SCRIPTS.parent / "deb.sh").read_text()
    copied = re.search(r'cp -r "\$ROOT"/\{([^}]*)\}', script)
    assert copied is not None
    assert {name.partition("/")[0] for name in wanted} <= set(copied[1].split(","))


def test_only_purging_deletes_what_was_kept() -> None:
    deleting = {
        script: [line for line in (SCRIPTS / script).read_text().splitlines() if "rm -" in line]
        for script in ("preinst", "postinst", "prerm", "postrm")
    }
    kept = re.compile(r"/(?:var/lib|var/cache|etc)/kibox")
    assert {name for name, lines in deleting.items() if kept.search("".join(lines))} == {
        "postrm"
    }
    purging = (SCRIPTS / "postrm").read_text().split('if [ "$1" = purge ]')[1].split("\nfi")[0]
    assert deleting["postrm"][0] in purging
    assert len(deleting["postrm"]) == 1
