"""docs/licences.md must keep up with what kibox runs on."""

import configparser
import re
from pathlib import Path

import pytest

from kibox_pbx.models.manifest import load_manifest

ROOT = Path(__file__).parents[2]
PAGE = (ROOT / "docs" / "licences.md").read_text(encoding="utf-8")


def required_packages() -> list[str]:
    setup = configparser.ConfigParser()
    setup.read(ROOT / "setup.cfg")
    return re.findall(r"^[a-z0-9-]+", setup["options"]["install_requires"], re.MULTILINE)


@pytest.mark.parametrize("package", required_packages())
def test_every_required_package_has_its_licence_listed(package: str) -> None:
    assert re.search(rf"^\| {re.escape(package)} \| [^|]+ \| [^|]+ \|$", PAGE, re.MULTILINE)


@pytest.mark.parametrize("name", load_manifest().models)
def test_every_model_has_its_licence_listed(name: str) -> None:
    licence = re.escape(load_manifest().models[name].licence)
    assert re.search(rf"^\| {re.escape(name)} \| [^|]+ \| {licence} \|", PAGE, re.MULTILINE)
