"""docs/reliability.md claims nothing that no test shows."""

import ast
import re
from functools import cache
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
PAGE = ROOT / "docs" / "reliability.md"
NAMED = re.compile(r"`(tests/[\w/]+\.py)::(\w+)`")


def rows() -> list[list[str]]:
    """Return the cells of every row of the tables that begin with a fault."""
    tables = re.findall(r"^\| fault \|.*?(?=^$|\Z)", PAGE.read_text("utf-8"), re.M | re.S)
    lines = [line for table in tables for line in table.splitlines()[2:]]
    return [[cell.strip() for cell in line.strip("|").split("|")] for line in lines]


@cache
def functions_of(path: str) -> frozenset[str]:
    tree = ast.parse((ROOT / path).read_text(encoding="utf-8"))
    kinds = ast.FunctionDef | ast.AsyncFunctionDef
    return frozenset(node.name for node in ast.walk(tree) if isinstance(node, kinds))


def test_there_are_rows() -> None:
    assert len(rows()) > 10


@pytest.mark.parametrize("row", rows(), ids=lambda row: row[0])
def test_every_fault_names_a_test_that_exists(row: list[str]) -> None:
    named = NAMED.findall(row[-1])
    assert named, f"{row[0]}: no test is named in the last column"
    for path, name in named:
        assert name in functions_of(path), f"{row[0]}: {path} has no {name}"
