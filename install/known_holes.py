"""known_holes.py ADVISORIES - which pinned packages have known security holes, without network.

ADVISORIES is a folder of OSV files (*.json), or a zip of them, as the Python Packaging Advisory
Database and osv.dev hand them out; bring a fresh one along, since only what it knows is found.
Prints a line for each hole, and to which day the advisories go. Exit 0: none is known; 1: there
are some; 2: no advisories there.
"""

import json
import re
import sys
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from packaging.version import InvalidVersion, Version

ROOT = Path(__file__).resolve().parent.parent
LOCKS = ("lock-dev.txt", "lock-llama.txt")
PINNED = re.compile(r"^([A-Za-z0-9._-]+)==([^\s;\\]+)", re.MULTILINE)

Advisory = dict[str, Any]


def main() -> int:
    """Compare what is pinned with what is known."""
    source = Path(sys.argv[1])
    pins, known = pinned(), [each for each in advisories(source) if "withdrawn" not in each]
    if not known:
        sys.stderr.write(f"{source}: no advisories there\n")
        return 2
    holes = sorted({line for each in known for line in holes_of(each, pins)})
    sys.stdout.write("".join(f"{line}\n" for line in holes))
    latest = max(each.get("modified", "") for each in known)[:10]
    looked_at = f"{len(pins)} packages; {len(known)} advisories to {latest}"
    sys.stderr.write(f"{len(holes)} known holes in {looked_at}\n")
    return 1 if holes else 0


def pinned() -> dict[str, Version]:
    """Return the version of each package, by its plain name."""
    texts = ((ROOT / "install" / name).read_text(encoding="utf-8") for name in LOCKS)
    return {
        _plain(name): Version(version)
        for text in texts
        for name, version in PINNED.findall(text)
    }


def advisories(source: Path) -> Iterator[Advisory]:
    """Yield what is in a folder or a zip."""
    if source.suffix == ".zip":
        with zipfile.ZipFile(source) as archive:
            for name in archive.namelist():
                if name.endswith(".json"):
                    yield json.loads(archive.read(name))
        return
    for path in sorted(source.rglob("*.json")):
        yield json.loads(path.read_text(encoding="utf-8"))


def holes_of(advisory: Advisory, pins: dict[str, Version]) -> Iterator[str]:
    """Yield a line for each pinned package that an advisory is about."""
    for affected in advisory.get("affected", ()):
        package = affected.get("package", {})
        name = _plain(package.get("name", ""))
        version = pins.get(name)
        if package.get("ecosystem") == "PyPI" and version and is_affected(affected, version):
            about = " ".join(str(advisory.get("summary", "")).split())
            yield f"{name} {version}: {advisory['id']} {about}".rstrip()


def is_affected(affected: Advisory, version: Version) -> bool:
    """Say whether a version is listed, or lies in a range."""
    if any(_version(each) == version for each in affected.get("versions", ())):
        return True
    ranges = (each for each in affected.get("ranges", ()) if each.get("type") == "ECOSYSTEM")
    return any(_lies_in(each.get("events", ()), version) for each in ranges)


def _lies_in(events: list[dict[str, str]], version: Version) -> bool:
    """Say whether a version lies in a range: OSV 1.7, "Evaluation", its events in order."""
    is_in = False
    for event in events:
        (kind, text) = next(iter(event.items()))
        at = Version("0.dev0") if text == "0" else _version(text)
        if at is None:
            continue
        if kind == "introduced" and version >= at:
            is_in = True
        elif (kind == "fixed" and version >= at) or (kind == "last_affected" and version > at):
            is_in = False
    return is_in


def _version(text: str) -> Version | None:
    try:
        return Version(text)
    except InvalidVersion:
        return None


def _plain(name: str) -> str:
    """Return a name as indexes compare it (PEP 503)."""
    return re.sub(r"[-_.]+", "-", name).lower()


if __name__ == "__main__":
    sys.exit(main())
