"""Gets every package as a wheel, with the pip of this very Python."""

import shutil
import subprocess
import sys
from collections.abc import Sequence
from importlib.metadata import version
from pathlib import Path
from tempfile import TemporaryDirectory

from kibox_pbx.errors import ConfigError
from kibox_pbx.setup.shared_files import CHECKOUT

SOURCES = (
    "LICENSE", "README.md", "agi", "dialplan", "install", "kibox_pbx", "models/manifest.yaml",
    "pyproject.toml", "setup.cfg",
)  # fmt: skip
"""What our own wheel is built of."""


def build_wheels(to: Path) -> None:
    """Put kibox, all that it needs, and pip itself into a folder.

    Each package must be a file that ``install/lock.txt`` names by its SHA-256.

    Raises:
        ConfigError: A package cannot be had or built, or is another one.
    """
    to.mkdir(parents=True)
    lock = CHECKOUT / "install" / "lock.txt"
    llama = _run(["bash", str(CHECKOUT / "install" / "llama.sh"), sys.executable])
    with TemporaryDirectory(prefix="kibox-sources-") as place:
        _copy_sources(Path(place))
        into = ("wheel", "--no-deps", "--wheel-dir", str(to))
        _pip(*into, "--require-hashes", "--requirement", str(lock))
        _pip(*into, *map(str, Path(llama).glob("llama_cpp_python-*.whl")), place)
    if not list(to.glob("pip-*.whl")):
        _pip("download", "--no-deps", "--dest", str(to), f"pip=={version('pip')}")


def _pip(verb: str, *arguments: str) -> None:
    common = ["--quiet", "--disable-pip-version-check"]
    _run([sys.executable, "-m", "pip", verb, *common, *arguments])


def _run(command: Sequence[str]) -> str:
    """Run a command and return the last line of what it printed."""
    ran = subprocess.run(command, stdout=subprocess.PIPE, text=True, check=False)  # noqa: S603 (our own)
    if ran.returncode:
        raise ConfigError(f"{command[0]} failed; its own words are above")
    return (ran.stdout.strip().splitlines() or [""])[-1]


def _copy_sources(to: Path) -> None:
    """Copy them, so that nothing of an older build gets into the wheel."""
    for name in SOURCES:
        source = CHECKOUT / name
        if source.is_dir():
            shutil.copytree(source, to / name, ignore=shutil.ignore_patterns("__pycache__"))
        else:
            (to / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(source, to / name)
