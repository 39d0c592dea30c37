"""docs/privacy.md names files and tests that there are."""

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
PAGE = (ROOT / "docs" / "privacy.md").read_text(encoding="utf-8")
NAMED = re.findall(r"`([\w.-]+/[\w./-]+)(?:::(\w+))?`( \(coming\))?", PAGE)
HERE = [(path, test) for path, test, coming in NAMED if not coming]


def test_every_law_has_its_row_in_order() -> None:
    rows = re.findall(r"^\| (L\d+), ", PAGE, re.MULTILINE)
    assert rows == [f"L{number}" for number in range(1, 15)]


@pytest.mark.parametrize("row", re.findall(r"^\| L\d+, .*$", PAGE, re.MULTILINE))
def test_every_row_names_a_test(row: str) -> None:
    _, _, _, built, proven, _ = row.split("|")
    assert built.strip()
    assert "::test_" in proven


@pytest.mark.parametrize(("path", "test"), HERE, ids="::".join)
def test_what_is_named_is_there(path: str, test: str) -> None:
    source = ROOT / path
    assert source.is_file()
    if test:
        text = source.read_text(encoding="utf-8")
        assert re.search(rf"^ *(?:async )?def {test}\(", text, re.MULTILINE)


def test_the_page_is_read_as_it_is_written() -> None:
    assert len(HERE) > 80
    assert all(path.split("/")[0] in {"kibox_pbx", "tests", "dialplan"} for path, _ in HERE)
