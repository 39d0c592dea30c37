"""sbom.py - what kibox is made of, as a bill of materials (CycloneDX 1.6, JSON) on stdout.

Packages from install/lock.txt and lock-llama.txt with the SHA-256 of their files, models from
models/manifest.yaml, Debian packages from install/deb/control, licences from docs/licences.md.
The same files give the same bytes: neither time nor random number is in it.
"""

import json
import re
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import yaml

ROOT = Path(__file__).resolve().parent.parent
PINNED = re.compile(
    r"^([A-Za-z0-9._-]+)==([^\s;\\]+)(?: ; ([^\\\n]+?))? \\\n((?:    --hash=.+\n?)+)", re.M
)
LISTED = re.compile(r"^\| ([\w.-]+) \| ([^|]+) \| ([^|]+) \|", re.M)
DEPENDS = re.compile(r"^(?:Depends|Recommends|Suggests): (.+)$", re.M)

Component = dict[str, Any]


def main() -> int:
    """Write it."""
    json.dump(bill(), sys.stdout, indent=1, ensure_ascii=False)
    sys.stdout.write("\n")
    return 0


def bill() -> dict[str, Any]:
    """Return the whole bill."""
    version = re.search(r'__version__ = "(.+)"', _read("kibox_pbx/__init__.py"))
    kibox = {
        "type": "application",
        "bom-ref": "kibox-pbx",
        "name": "kibox-pbx",
        "version": version[1] if version else "",
        "licenses": [{"expression": "GPL-3.0-or-later"}],
    }
    parts = [*packages(), *models(), *debian()]
    parts.sort(key=lambda each: each["bom-ref"])
    return {
        "bomFormat": "CycloneDX",
        "specVersion": "1.6",
        "version": 1,
        "metadata": {"component": kibox},
        "components": parts,
        "dependencies": [
            {"ref": "kibox-pbx", "dependsOn": [each["bom-ref"] for each in parts]}
        ],
    }


def packages() -> Iterator[Component]:
    """Yield the Python packages; the files of each are parts of it, told by their hashes."""
    licences = {
        _plain(name): licence for name, _, licence in LISTED.findall(_read("docs/licences.md"))
    }
    for file in ("install/lock.txt", "install/lock-llama.txt"):
        for name, version, marker, hashes in PINNED.findall(_read(file)):
            found = re.findall(r"sha256:([0-9a-f]{64})", hashes)
            reference = f"pkg:pypi/{_plain(name)}@{version}"
            part = _component("library", _plain(name), version, reference, found)
            licence = licences.get(_plain(name))
            yield part | _licensed(licence) | _only_where(marker)


def models() -> Iterator[Component]:
    """Yield the models that can serve callers, with every file that is fetched."""
    for name, model in yaml.safe_load(_read("models/manifest.yaml"))["models"].items():
        if model.get("test_only"):
            continue
        source = model["source"]
        found = [each["sha256"] for each in source.get("files", [source]) if "sha256" in each]
        part = _component("machine-learning-model", name, "", f"model:{name}", found)
        yield part | _licensed(model["licence"])


def debian() -> Iterator[Component]:
    """Yield the Debian packages that the package of kibox names."""
    for line in DEPENDS.findall(_read("install/deb/control")):
        for name in sorted({each.split()[0] for each in line.split(",")}):
            yield _component("library", name, "", f"pkg:deb/debian/{name}", [])


def _component(
    kind: str, name: str, version: str, reference: str, sha256: list[str]
) -> Component:
    part: Component = {"type": kind, "bom-ref": reference, "name": name}
    if version:
        part["version"] = version
    if reference.startswith("pkg:"):
        part["purl"] = reference
    if len(sha256) == 1:
        part["hashes"] = [_hash(sha256[0])]
    elif sha256:
        part["components"] = [
            {
                "type": "file",
                "bom-ref": f"{reference}#{each}",
                "name": each,
                "hashes": [_hash(each)],
            }
            for each in sha256
        ]
    return part


def _hash(sha256: str) -> dict[str, str]:
    return {"alg": "SHA-256", "content": sha256}


def _licensed(licence: str | None) -> Component:
    return {"licenses": [{"license": {"name": licence.strip()}}]} if licence else {}


def _only_where(marker: str) -> Component:
    return {"properties": [{"name": "python:marker", "value": marker}]} if marker else {}


def _plain(name: str) -> str:
    """Return a name as indexes compare it (PEP 503)."""
    return re.sub(r"[-_.]+", "-", name).lower()


def _read(path: str) -> str:
    return (ROOT / path).read_text(encoding="utf-8")


if __name__ == "__main__":
    sys.exit(main())
