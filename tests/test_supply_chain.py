"""What is installed is what was tested, to the byte; and it is known what that is."""

import importlib.util
import json
import re
import subprocess
import sys
import zipfile
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

from kibox_pbx.models.manifest import load_manifest

ROOT = Path(__file__).parent.parent
INSTALL = ROOT / "install"
ENTRY = re.compile(
    r"^([A-Za-z0-9._-]+)==([^\s;\\]+)( ; [^\\\n]+)? \\\n((?:    --hash=.+\n?)+)", re.MULTILINE
)
HASH = re.compile(r"--hash=sha256:[0-9a-f]{64}(?: \\)?")
BUILT_HERE = "llama-cpp-python"
BEHIND = "install/constraints.txt or setup.cfg has changed: run `make lock`"


def plain(name: str) -> str:
    return re.sub(r"[-_.]+", "-", name).lower()


def locked(file: str) -> dict[str, set[str]]:
    """Return the versions of each package in a lock file; each entry has its hashes."""
    text = (INSTALL / file).read_text(encoding="utf-8")
    found: dict[str, set[str]] = {}
    for name, version, _, hashes in ENTRY.findall(text):
        assert all(HASH.fullmatch(line.strip()) for line in hashes.splitlines())
        found.setdefault(plain(name), set()).add(version)
    assert len(ENTRY.findall(text)) == len(re.findall(r"^\S+==", text, re.MULTILINE))
    return found


def constraints() -> dict[str, set[str]]:
    text = (INSTALL / "constraints.txt").read_text(encoding="utf-8")
    found: dict[str, set[str]] = {}
    for name, version in re.findall(r"^([\w.-]+)==([^\s;]+)", text, re.MULTILINE):
        found.setdefault(plain(name), set()).add(version)
    return found


def script(name: str) -> ModuleType:
    spec = importlib.util.spec_from_file_location(name, INSTALL / f"{name}.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_each_tested_version_is_locked_with_its_hashes() -> None:
    both = locked("lock-dev.txt") | locked("lock-llama.txt")
    tested = constraints()
    assert {name: both.get(name) for name in tested} == tested, BEHIND


def test_what_runs_is_locked_as_what_was_tested() -> None:
    runs, tested = locked("lock.txt"), locked("lock-dev.txt")
    assert {name: tested.get(name) for name in runs} == runs, BEHIND
    assert BUILT_HERE not in runs
    assert set(locked("lock-llama.txt")) == {BUILT_HERE}


def test_what_setup_cfg_asks_for_is_locked() -> None:
    text = (ROOT / "setup.cfg").read_text(encoding="utf-8")
    asked = text.partition("install_requires =")[2].partition("[options.extras_require]")[0]
    names = {plain(each) for each in re.findall(r"^    ([\w.-]+)", asked, re.MULTILINE)}
    assert len(names) > 30
    assert names - {BUILT_HERE} <= set(locked("lock.txt")), BEHIND


@pytest.mark.parametrize(
    "file",
    ["install/venv.sh", "install/deb.sh", "install/llama.sh", "kibox_pbx/setup/wheels.py"],
)
def test_whoever_installs_packages_wants_their_hashes(file: str) -> None:
    text = (ROOT / file).read_text(encoding="utf-8")
    assert "--require-hashes" in text
    assert "constraints.txt" not in text
    assert "--no-deps" in text


def test_the_bill_names_every_package_model_and_debian_package() -> None:
    bill = script("sbom").bill()
    parts = {each["bom-ref"]: each for each in bill["components"]}
    runs = locked("lock.txt") | locked("lock-llama.txt")
    references = {f"pkg:pypi/{name}@{v}" for name, versions in runs.items() for v in versions}
    serving = {f"model:{k}" for k, each in load_manifest().models.items() if not each.test_only}
    assert {each for each in parts if each.startswith("pkg:pypi/")} == references
    assert {each for each in parts if each.startswith("model:")} == serving
    assert {"pkg:deb/debian/asterisk", "pkg:deb/debian/python3"} <= set(parts)
    assert {*bill["dependencies"][0]["dependsOn"]} == set(parts)


def test_each_file_of_the_bill_is_one_of_the_lock() -> None:
    text = "".join((INSTALL / name).read_text() for name in ("lock.txt", "lock-llama.txt"))
    text += (ROOT / "models" / "manifest.yaml").read_text(encoding="utf-8")
    told = json.dumps(script("sbom").bill())
    hashes = set(re.findall(r'"content": "([0-9a-f]{64})"', told))
    assert len(hashes) > 500
    assert {each for each in hashes if each not in text} == set()
    assert {
        each for each in re.findall(r"--hash=sha256:(\w+)", text) if each not in hashes
    } == set()


def test_each_package_of_the_bill_has_its_licence() -> None:
    for part in script("sbom").bill()["components"]:
        is_ours = part["bom-ref"].startswith(("pkg:pypi/", "model:"))
        assert not is_ours or "licenses" in part or "properties" in part, part["name"]


def test_the_same_sources_give_the_same_bill() -> None:
    command = [sys.executable, str(INSTALL / "sbom.py")]
    told = [subprocess.run(command, capture_output=True, check=True).stdout for _ in range(2)]  # noqa: S603 -- ours
    assert told[0] == told[1]
    bill = json.loads(told[0])
    assert (bill["bomFormat"], bill["specVersion"]) == ("CycloneDX", "1.6")


def advisory(name: str, **affected: Any) -> dict[str, Any]:
    package = {"ecosystem": "PyPI", "name": name}
    return {
        "id": "PYSEC-1", "summary": "a hole", "modified": "2026-11-01T00:00:00Z",
        "affected": [{"package": package} | affected],
    }  # fmt: skip


def between(*events: dict[str, str]) -> dict[str, Any]:
    return {"ranges": [{"type": "ECOSYSTEM", "events": list(events)}]}


@pytest.mark.parametrize(
    ("affected", "is_found"),
    [
        ({"versions": ["6.0.3"]}, True),
        ({"versions": ["6.0.2"]}, False),
        (between({"introduced": "0"}), True),
        (between({"introduced": "0"}, {"fixed": "6.0.3"}), False),
        (between({"introduced": "0"}, {"fixed": "6.0.4"}), True),
        (between({"introduced": "0"}, {"last_affected": "6.0.3"}), True),
        (between({"introduced": "0"}, {"last_affected": "6.0.2"}), False),
        (between({"introduced": "6.1"}), False),
        (between({"introduced": "0"}, {"fixed": "5"}, {"introduced": "6"}), True),
    ],
)
def test_a_known_hole_is_found_in_what_is_pinned(
    affected: dict[str, Any], *, is_found: bool
) -> None:
    holes = script("known_holes")
    pins = {"pyyaml": holes.Version("6.0.3")}
    found = [*holes.holes_of(advisory("PyYAML", **affected), pins)]
    assert found == (["pyyaml 6.0.3: PYSEC-1 a hole"] if is_found else [])


def test_advisories_are_read_from_a_zip_and_their_day_is_told(tmp_path: Path) -> None:
    packed = tmp_path / "all.zip"
    with zipfile.ZipFile(packed, "w") as archive:
        archive.writestr(
            "PYSEC-1.json", json.dumps(advisory("starlette", **between({"introduced": "0"})))
        )
        gone = advisory("numpy", **between({"introduced": "0"})) | {"withdrawn": "2026-01-01"}
        archive.writestr("PYSEC-2.json", json.dumps(gone))
    ran = ask(packed)
    assert ran.returncode == 1
    assert re.fullmatch(r"starlette [\d.]+: PYSEC-1 a hole\n", ran.stdout)
    assert "1 advisories to 2026-11-01" in ran.stderr
    (tmp_path / "none").mkdir()
    assert ask(tmp_path / "none").returncode == 2


def ask(source: Path) -> "subprocess.CompletedProcess[str]":
    command = [sys.executable, str(INSTALL / "known_holes.py"), str(source)]
    return subprocess.run(command, capture_output=True, text=True, check=False)  # noqa: S603 -- ours
