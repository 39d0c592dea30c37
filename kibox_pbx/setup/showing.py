"""Shows a change before it is made: a unified diff in which no secret is to be read. Pure."""

import re
from difflib import unified_diff

from kibox_pbx.setup.change import AddAccount, Change, MakeFolder, WriteFile
from kibox_pbx.setup.machine import FileState, as_text

MASK = "********"
_SECRET = re.compile(
    r"((?:secret|password|passwd|pass|md5_cred|auth)\w*\s*=>?\s*)(\S[^;\n]*)", re.IGNORECASE
)


def shown(change: Change, before: FileState | None) -> str:
    """Return what a person reads to decide."""
    match change:
        case AddAccount():
            return f"+ account {change.name}, with which nobody can sign in"
        case MakeFolder():
            owner = f"{change.owner.user}:{change.owner.group}"
            return f"+ folder {change.path}, {owner} {change.mode:o}"
        case WriteFile(hidden=True):
            return f"+ file {change.path}, {change.mode:o}: {change.why} (not shown)"
        case WriteFile():
            return f"{change.path}: {change.why}\n{_diff(change, before)}"


def masked(text: str) -> str:
    """Hide the values of passwords in lines of a configuration file."""
    return _SECRET.sub(rf"\1{MASK}", text)


def _diff(change: WriteFile, before: FileState | None) -> str:
    old = masked(as_text(before.content)) if before else ""
    new = masked(as_text(change.content))
    lines = unified_diff(
        old.splitlines(),
        new.splitlines(),
        str(change.path) if before else "/dev/null",
        str(change.path),
        lineterm="",
    )
    text = "\n".join(lines)
    if not text:
        return f"mode {before.mode:o} -> {change.mode:o}" if before else "(empty)"
    return text.encode("utf-8", "replace").decode()
