"""What is pure awaits nothing, reads no clock, draws no lots and logs nothing."""

import ast
from pathlib import Path

import pytest

PACKAGE = Path(__file__).parent.parent / "kibox_pbx"
PURE = ("language", "dialogue", "privacy")
SOURCES = sorted(source for room in PURE for source in (PACKAGE / room).rglob("*.py"))

IMPURE_MODULES = {
    "asyncio", "glob", "io", "logging", "os", "pathlib", "random", "secrets", "shutil",
    "socket", "sqlite3", "subprocess", "sys", "tempfile", "time", "urllib", "uuid",
    "kibox_pbx.log",
}  # fmt: skip
CLOCKS = {"now", "today", "utcnow", "fromtimestamp"}
CLOCK_OWNERS = {"datetime", "date"}


def impurities(source: Path) -> list[str]:
    found = []
    for node in ast.walk(ast.parse(source.read_text())):
        match node:
            case ast.AsyncFunctionDef() | ast.Await() | ast.AsyncFor() | ast.AsyncWith():
                found.append(f"{node.lineno}: awaits")
            case ast.Import(names=names):
                modules = {alias.name for alias in names}
                found += [f"{node.lineno}: {name}" for name in modules & IMPURE_MODULES]
            case ast.ImportFrom(module=module) if module in IMPURE_MODULES:
                found.append(f"{node.lineno}: {module}")
            case ast.Call(func=ast.Name(id="open" | "print" | "input" as name)):
                found.append(f"{node.lineno}: {name}")
            case ast.Attribute(value=ast.Name(id=owner), attr=name):
                if owner in CLOCK_OWNERS and name in CLOCKS:
                    found.append(f"{node.lineno}: {owner}.{name}")
            case _:
                pass
    return found


@pytest.mark.parametrize("source", SOURCES, ids=lambda source: str(source.relative_to(PACKAGE)))
def test_what_is_pure_stays_pure(source: Path) -> None:
    assert impurities(source) == []


def test_what_is_impure_would_be_found(tmp_path: Path) -> None:
    source = tmp_path / "impure.py"
    source.write_text(
        "import random\nfrom kibox_pbx.log import get_logger\nopen('x')\n"
        "datetime.now()\nasync def f():\n    await g()\n"
    )
    assert len(impurities(source)) == 6
