"""Reads and changes the text of Asterisk's configuration files. Pure.

What is not ours stays byte for byte; what we add is at the end, or in the line that says it.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

YES = frozenset({"1", "on", "true", "t", "y", "yes"})
"""As Asterisk reads them."""

MARK = "; kibox setup"

_SECTION = re.compile(r"^\s*\[([^\]]+)\](\([^)]*\))?")
_SETTING = re.compile(r"^\s*([A-Za-z0-9_]+)\s*=>?\s*([^;]*?)\s*(;.*)?$")
_INCLUDE = re.compile(r"^\s*#include\s+[\"<]?([^\">;]+?)[\">]?\s*(;.*)?$")
_WITHIN = re.compile(r"^\s*include\s*=>?\s*([^\s,;]+)")
_EXTEN = re.compile(r"^\s*exten\s*=>?\s*([^,]+),\s*1\s*[,(]")


@dataclass(frozen=True, slots=True)
class Place:
    """An extension of the dialplan that is there already."""

    context: str
    number: str
    line: int


def includes(text: str) -> tuple[str, ...]:
    """Return the files that a file includes, as it names them."""
    return tuple(
        found[1].strip() for line in text.splitlines() if (found := _INCLUDE.match(line))
    )


def with_includes(text: str, names: Sequence[str]) -> str:
    """Include files at the end of a file, as far as it does not do so yet."""
    missing = [name for name in names if name not in includes(text)]
    if not missing:
        return text
    gap = "" if not text or text.endswith("\n") else "\n"
    lines = "".join(f"#include {name}\n" for name in missing)
    return f"{text}{gap}\n{MARK}\n{lines}"


def sections(text: str) -> tuple[str, ...]:
    """Return the names of a file's sections (contexts), templates too."""
    return tuple(found[1] for line in text.splitlines() if (found := _SECTION.match(line)))


def contexts_within(text: str) -> dict[str, tuple[str, ...]]:
    """Return which contexts each context of a dialplan includes."""
    found: dict[str, tuple[str, ...]] = {}
    context = ""
    for line in text.splitlines():
        if head := _SECTION.match(line):
            context = head[1]
        elif within := _WITHIN.match(line):
            found[context] = (*found.get(context, ()), within[1])
    return found


def settings(text: str, section: str) -> dict[str, str]:
    """Return what a section sets, the last one of a name; templates set nothing."""
    return {name: value for name, value, _ in _settings(text, section)}


def with_setting(text: str, section: str, name: str, value: str) -> str:
    """Set something in a section: in its line, or in a new one below the section's name."""
    lines = text.splitlines(keepends=True)
    for found, _, index in _settings(text, section):
        if found == name:
            lines[index] = f"{name} = {value} {MARK}\n"
            return "".join(lines)
    for index, line in enumerate(lines):
        head = _SECTION.match(line)
        if head and head[1] == section and "!" not in (head[2] or ""):
            lines.insert(index + 1, f"{name} = {value} {MARK}\n")
            return "".join(lines)
    gap = "" if not text or text.endswith("\n") else "\n"
    return f"{text}{gap}[{section}]\n{name} = {value} {MARK}\n"


def numbers(text: str) -> tuple[Place, ...]:
    """Return where each extension of a dialplan begins; patterns as they are written."""
    found = []
    context = ""
    for index, line in enumerate(text.splitlines(), start=1):
        if head := _SECTION.match(line):
            context = head[1]
        elif extension := _EXTEN.match(line):
            found.append(Place(context, extension[1].strip(), index))
    return tuple(found)


def _settings(text: str, section: str) -> Iterator[tuple[str, str, int]]:
    inside = False
    for index, line in enumerate(text.splitlines()):
        if head := _SECTION.match(line):
            inside = head[1] == section and "!" not in (head[2] or "")
        elif inside and (setting := _SETTING.match(line)):
            yield setting[1], setting[2], index
