"""Imports point one way: down the list."""

import ast
from pathlib import Path

import pytest

PACKAGE = Path(__file__).parent.parent / "kibox_pbx"

LEAVES = {"errors", "memory", "audio", "utterance", "log", "metrics", "config", "records"}
LEAVES |= {"new_files", "telemetry", "terminal"}
PURE = LEAVES | {"language", "privacy", "dialogue"}
MAY_IMPORT = {
    "errors": set[str](),
    "memory": set[str](),
    "new_files": set[str](),
    "utterance": {"errors"},
    "audio": {"errors"},
    "log": {"errors"},
    "metrics": {"errors"},
    "records": {"utterance"},
    "telemetry": set[str](),
    "terminal": set[str](),
    "config": {"errors", "utterance"},
    "egress": {"errors", "log"},
    "models": {"errors", "log", "utterance"},
    "language": LEAVES,
    "privacy": LEAVES,
    "dialogue": LEAVES | {"language", "privacy"},
    "ports": PURE,
    "asterisk": LEAVES | {"ports"},
    "engines": LEAVES | {"egress", "models", "language", "dialogue", "ports"},
    "storage": LEAVES | {"dialogue", "privacy", "ports"},
    "calendars": LEAVES,
    "call": PURE | {"ports"},
    "notify": LEAVES | {"storage"},
    "admin": PURE | {"egress", "models", "ports", "storage", "calendars", "notify"},
    "setup": LEAVES | {"admin", "storage", "models"},
    "rehearsal": PURE | {"models", "ports", "asterisk", "storage", "engines", "call", "admin"},
    "hearing": PURE | {"models", "ports", "engines", "rehearsal"},
    "dashboard": PURE | {"ports", "storage", "call", "admin"},
    "app": PURE
    | {"models", "ports", "asterisk", "engines", "storage", "call", "admin", "dashboard"}
    | {"calendars", "egress", "notify"},
    "demo": PURE | {"egress", "models", "ports", "call", "admin", "rehearsal", "app"},
    "bench": PURE
    | {"egress", "models", "ports", "asterisk", "call", "admin", "rehearsal", "app", "demo"},
    "soak": LEAVES | {"admin", "rehearsal", "demo", "bench"},
}


def imported_layers(source: Path) -> set[str]:
    found = set()
    for node in ast.walk(ast.parse(source.read_text())):
        names = [node.module or ""] if isinstance(node, ast.ImportFrom) else []
        names += [alias.name for alias in node.names] if isinstance(node, ast.Import) else []
        found |= {name.split(".")[1] for name in names if name.startswith("kibox_pbx.")}
    return found


@pytest.mark.parametrize("source", sorted(PACKAGE.rglob("*.py")), ids=str)
def test_imports_point_down(source: Path) -> None:
    layer = source.relative_to(PACKAGE).with_suffix("").parts[0]
    if layer not in {"__init__", "cli"}:
        assert imported_layers(source) <= MAY_IMPORT[layer] | {layer}
