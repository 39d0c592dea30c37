"""check_bundle.py FOLDER - is an unpacked bundle whole, and is it for this machine?

Needs nothing but Python. Prints what is wrong and exits with 1; prints nothing if all is well.
"""

import hashlib
import json
import platform
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

MANIFEST = "MANIFEST.json"
CPU = Path("/proc/cpuinfo")


def main() -> int:
    """Check the folder that is named."""
    folder = Path(sys.argv[1])
    manifest = json.loads((folder / MANIFEST).read_text(encoding="utf-8"))
    problems = [*_wrong_machine(manifest), *_wrong_files(folder, manifest["files"])]
    for problem in problems:
        sys.stderr.write(f"{problem}\n")
    return 1 if problems else 0


def _wrong_machine(manifest: dict[str, Any]) -> Iterator[str]:
    ours = ".".join(map(str, sys.version_info[:2]))
    if ours != manifest["python"]:
        yield f"this bundle is for Python {manifest['python']}, and here is {ours}"
    if platform.machine() != manifest["machine"]:
        yield f"this bundle is for {manifest['machine']}, and here is {platform.machine()}"
    has = CPU.read_text(encoding="utf-8").split() if CPU.exists() else []
    missing = [each for each in manifest["processor"] if each not in has]
    if missing:
        yield f"this processor lacks what the bundle was built for: {', '.join(missing)}"


def _wrong_files(folder: Path, files: dict[str, dict[str, str]]) -> Iterator[str]:
    there = {
        path.relative_to(folder).as_posix() for path in folder.rglob("*") if _is_file(path)
    }
    for name in sorted(there - set(files) - {MANIFEST}):
        yield f"{name}: nobody put it there"
    for name in sorted(files):
        path = folder / name
        if name not in there or path.is_symlink():
            yield f"{name}: is missing"
        elif _sha256(path) != files[name]["sha256"]:
            yield f"{name}: is not what was packed"


def _is_file(path: Path) -> bool:
    return path.is_symlink() or not path.is_dir()


def _sha256(path: Path) -> str:
    digest = hashlib.sha256()
    with path.open("rb") as file:
        for chunk in iter(lambda: file.read(1 << 20), b""):
            digest.update(chunk)
    return digest.hexdigest()


if __name__ == "__main__":
    sys.exit(main())
