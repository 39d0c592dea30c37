"""The Debian package is built, installed by dpkg, and kibox runs out of it."""

import os
import shutil
import subprocess
from pathlib import Path

import pytest

import kibox_pbx
from tests.installing import REPOSITORY

BUILD_S = 1500
INSTALL_S = 900

NEEDED = ("dpkg-deb", "unshare", "/usr/bin/python3")
pytestmark = [
    pytest.mark.long,
    pytest.mark.timeout(BUILD_S + INSTALL_S),
    pytest.mark.skipif(not all(map(shutil.which, NEEDED)), reason="no Debian"),
    pytest.mark.skipif(os.geteuid() != 0, reason="only root may install packages"),
]

IN_A_DEBIAN_OF_ITS_OWN = """\
set -e
mount -t tmpfs tmpfs "$1"
mkdir "$1/upper" "$1/work" "$1/root"
mount -t overlay overlay -o "lowerdir=/,upperdir=$1/upper,workdir=$1/work" "$1/root"
mount --rbind /proc "$1/root/proc"
mount --rbind /dev "$1/root/dev"
mkdir -p "$1/root/run" && mount -t tmpfs tmpfs "$1/root/run"
exec chroot "$1/root" /bin/sh -ec "$2"
"""
"""This machine, on which one may write wherever one likes; gone when the command is over."""

OURS = "/var/lib/kibox /var/cache/kibox /etc/kibox"
KEPT = "/etc/kibox/kibox.yaml /var/lib/kibox/kibox.db"
STEPS = {
    "installed": f"dpkg --install PACKAGE >&2; stat -c '%U %G %a' {OURS}",
    "version": "kibox --version",
    "init": "kibox init /opt/p && kibox config check --config /opt/p/kibox.yaml 2>&1",
    "models": "kibox models list --folder /tmp --json",
    "is it up": "/usr/lib/kibox/agi/is_kibox_up.py 127.0.0.1:1 </dev/null",
    "bridge": "echo | /usr/lib/kibox/agi/kibox_bridge.py || true",
    "set up": f"kibox setup --answers /opt/answers.yaml --yes --no-commands >&2;"
    f" stat -c '%U %G %a' {KEPT}; grep ^ExecStart= /etc/systemd/system/kibox.service",
    "checked": "runuser -u kibox -- kibox config check --config /etc/kibox/kibox.yaml 2>&1",
    "upgraded": f"dpkg --install PACKAGE >&2; kibox --version; ls {KEPT}",
    "removed": f"dpkg --remove kibox >&2; ls {KEPT}; ls -d /usr/lib/kibox || echo no program",
    "purged": f"dpkg --purge kibox >&2; ls -d {OURS} || echo no data; id -un kibox",
}
"""What an admin does, one after the other; PACKAGE stands for its file."""

BEFORE = """\
export PATH=/usr/sbin:/usr/bin:/sbin:/bin HOME=/root DEBIAN_FRONTEND=noninteractive
unset TMPDIR PYTHONPATH VIRTUAL_ENV
mkdir -p /etc/asterisk
for name in extensions manager; do echo '[general]' >/etc/asterisk/$name.conf; done
printf '%s\\n' 'kind: doctor' 'name: {de: Praxis}' 'reception: PJSIP/200' >/opt/answers.yaml
"""
"""An Asterisk as simple as may be, and the answers for it."""


def run(*command: str | Path, seconds: int = 300, **settings: str) -> str:
    done = subprocess.run(  # noqa: S603  # Debian's own tools, no word of it from outside
        list(map(str, command)),
        capture_output=True,
        text=True,
        timeout=seconds,
        check=False,
        env=os.environ | settings,
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


@pytest.fixture(scope="module")
def package(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("package")
    script = REPOSITORY / "install" / "deb.sh"
    told = run("/bin/bash", script, seconds=BUILD_S, DEB=str(folder))
    return Path(told.strip().splitlines()[-1])


@pytest.fixture(scope="module")
def told(package: Path, tmp_path_factory: pytest.TempPathFactory) -> dict[str, list[str]]:
    """What each of the steps printed."""
    mark = "== "
    steps = "".join(f"echo '{mark}{name}'\n{command}\n" for name, command in STEPS.items())
    script = BEFORE + steps.replace("PACKAGE", str(package))
    inside = ("unshare", "--mount", "/bin/sh", "-c", IN_A_DEBIAN_OF_ITS_OWN, "sh")
    printed = run(*inside, tmp_path_factory.mktemp("debian"), script, seconds=INSTALL_S)
    parts = (part.splitlines() for part in f"\n{printed}".split(f"\n{mark}")[1:])
    return {name: lines for name, *lines in parts}


@pytest.fixture(scope="module")
def tree(package: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The package, unpacked."""
    folder = tmp_path_factory.mktemp("tree")
    run("dpkg-deb", "-x", package, folder)
    return folder


def test_it_is_kibox_and_runs(package: Path, told: dict[str, list[str]]) -> None:
    version = run("dpkg-deb", "-f", package, "Version").strip()
    assert version == f"{kibox_pbx.__version__}-1"
    assert told["version"] == [kibox_pbx.__version__]
    assert told["installed"] == ["kibox kibox 700", "kibox kibox 700", "root kibox 750"]


def test_a_practice_can_be_made_and_checked_with_it(told: dict[str, list[str]]) -> None:
    assert told["init"][-1] == "/opt/p/kibox.yaml is fine"
    assert "stt-de" in "".join(told["models"])


def test_asterisk_can_ask_and_bridge_with_it(told: dict[str, list[str]]) -> None:
    assert told["is it up"] == ['SET VARIABLE "KIBOX_UP" "0"']
    assert told["bridge"] == ['GET VARIABLE "KIBOX_LINE"']


def test_it_sets_itself_up_in_front_of_an_asterisk(told: dict[str, list[str]]) -> None:
    assert told["set up"] == [
        "root kibox 640",
        "kibox kibox 600",
        "ExecStart=/usr/lib/kibox/bin/kibox serve --config /etc/kibox/kibox.yaml",
    ]
    assert told["checked"] == ["/etc/kibox/kibox.yaml is fine"]


def test_only_purging_takes_what_was_kept(told: dict[str, list[str]]) -> None:
    assert told["upgraded"] == [kibox_pbx.__version__, *KEPT.split()]
    assert told["removed"] == [*KEPT.split(), "no program"]
    assert told["purged"] == ["no data", "kibox"]


def test_it_knows_nothing_of_where_it_was_built(tree: Path) -> None:
    text = [path for path in tree.rglob("*") if path.is_file() and not path.is_symlink()]
    here = str(REPOSITORY).encode()
    assert [path for path in text if here in path.read_bytes()] == []
    unit = (tree / "usr/lib/systemd/system/kibox.service").read_text()
    assert "ExecStart=/usr/lib/kibox/bin/kibox serve" in unit


@pytest.mark.skipif(shutil.which("lintian") is None, reason="lintian is not installed")
def test_lintian_finds_no_error(package: Path) -> None:
    said = run("lintian", "--allow-root", "--fail-on", "none", package, seconds=900)
    assert [line for line in said.splitlines() if line.startswith("E:")] == []
