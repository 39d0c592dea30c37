"""docs/security.md: each threat has something that stops it, and tests that there are."""

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
PAGE = (ROOT / "docs" / "security.md").read_text(encoding="utf-8")
ROWS = re.findall(r"^\| ([A-Z]\d+) \| (.+?) \| (.+?) \| (.+?) \|$", PAGE, re.MULTILINE)
TESTS = sorted({each for row in ROWS for each in re.findall(r"`(tests/[^`]+)`", row[3])})
WHO = {"C": "Callers", "V": "A malicious voice prompt", "N": "Other hosts", "D": "A thief"}
WHO |= {"E": "A curious employee", "S": "What comes from elsewhere"}


def test_every_line_of_every_table_is_read() -> None:
    lines = [
        line for line in PAGE.splitlines() if line.startswith("| ") and "threat" not in line
    ]
    assert len(lines) == len(ROWS) > 35


def test_lines_are_numbered_in_order_under_who_attacks() -> None:
    for letter, title in WHO.items():
        _, _, part = PAGE.partition(f"\n## {title}")
        numbers = re.findall(r"^\| ([A-Z]\d+) \|", part.partition("\n## ")[0], re.MULTILINE)
        assert numbers == [f"{letter}{number}" for number in range(1, len(numbers) + 1)] != []


@pytest.mark.parametrize(("name", "stops", "proven"), [(r[0], r[2], r[3]) for r in ROWS])
def test_each_line_names_what_stops_it_and_nothing_but_tests(
    name: str, stops: str, proven: str
) -> None:
    assert len(stops) > 10, name
    assert re.fullmatch(
        r"`tests/[\w/]+\.py::test_\w+`(, `tests/[\w/]+\.py::test_\w+`)*", proven
    )
    for path in re.findall(r"`((?:kibox_pbx|dialplan|install)/[\w./]+)`", stops):
        assert (ROOT / path).is_file(), path


@pytest.mark.parametrize("named", TESTS)
def test_a_test_that_is_named_is_there(named: str) -> None:
    path, _, test = named.partition("::")
    text = (ROOT / path).read_text(encoding="utf-8")
    assert re.search(rf"^ *(?:async )?def {test}\(", text, re.MULTILINE)
