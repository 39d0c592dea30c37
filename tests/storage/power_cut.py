"""What a disk may hold after the power failed, from a trace of what was written and synced.

The rules are harsher than a real disk's: what was not synced may be there or not, sector by
sector and in any order, and a new file's name is there only once its folder was synced.
"""

import random
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

SECTOR = 512
FOLDER = "."
ACKNOWLEDGED = "acknowledged"
"""The file to which a writer says what it was told is kept; no part of an image."""


@dataclass(frozen=True, slots=True)
class Step:
    """One thing that a program did to a file."""

    kind: str
    """W written, T truncated, S synced, U unlinked."""

    name: str
    at: int = 0
    """The offset of a W, the new length of a T."""

    content: bytes = b""


def read_trace(path: Path) -> Iterator[Step]:
    """Yield the notes of ``disk_trace.c``, in order."""
    with path.open("rb") as file:
        while line := file.readline().decode().split():
            kind, name = line[:2]
            match kind:
                case "W":
                    yield Step(kind, name, int(line[2]), file.read(int(line[3])))
                case "T":
                    yield Step(kind, name, int(line[2]))
                case _:
                    yield Step(kind, name)


@dataclass
class _File:
    synced: bytearray = field(default_factory=bytearray)
    waiting: list[Step] = field(default_factory=list)
    """Written since the last sync."""

    is_named: bool = False
    """The folder was synced since the file is there."""


class Disk:
    """Follows a trace; gives an image of any moment."""

    def __init__(self, before: dict[str, bytes]) -> None:
        """Begin with files that are on the disk already."""
        self._files = {
            name: _File(bytearray(content), [], is_named=True)
            for name, content in before.items()
        }
        self.acknowledged: list[str] = []

    def follow(self, step: Step) -> None:
        """Go one step on."""
        if step.name == ACKNOWLEDGED:
            self.acknowledged += step.content.decode().split()
        elif step.name == FOLDER:
            for file in self._files.values():
                file.is_named = True
        elif step.kind == "U":
            self._files.pop(step.name, None)
        else:
            self._change(self._files.setdefault(step.name, _File()), step)

    def _change(self, file: _File, step: Step) -> None:
        if step.kind != "S":
            file.waiting.append(step)
            return
        for each in file.waiting:
            _apply(file.synced, each)
        file.waiting.clear()

    def image(self, chance: random.Random) -> dict[str, bytes]:
        """Return files as they may be if the power fails now."""
        share = chance.choice([0.0, 0.5, 1.0])
        images = {}
        for name, file in self._files.items():
            if file.is_named or chance.random() < share:
                content = bytearray(file.synced)
                for step in file.waiting:
                    _apply_torn(content, step, share, chance)
                images[name] = bytes(content)
        return images


def _apply(content: bytearray, step: Step) -> None:
    if step.kind == "T":
        del content[step.at :]
        content.extend(bytes(step.at - len(content)))
        return
    content.extend(bytes(max(0, step.at - len(content))))
    content[step.at : step.at + len(step.content)] = step.content


def _apply_torn(content: bytearray, step: Step, share: float, chance: random.Random) -> None:
    if step.kind == "T":
        if chance.random() < share:
            _apply(content, step)
        return
    for begin in range(0, len(step.content), SECTOR):
        if chance.random() < share:
            piece = step.content[begin : begin + SECTOR]
            _apply(content, Step("W", step.name, step.at + begin, piece))
