"""What the measured service, a process of its own, tells us: one JSON object a line.

No word of a call is told, only what kind of sentence it was. Callers are told apart by the
numbers they ring from, which are made up.
"""

import json
from dataclasses import asdict, dataclass
from typing import Any

from kibox_pbx.bench.figures import Waterfall
from kibox_pbx.errors import PeerError
from kibox_pbx.records import Act, Outcome

COUNT = "count"
"""Argument with which the service tells `Counted`, too."""


@dataclass(frozen=True, slots=True)
class Ready:
    """Everything is loaded; calls are answered from now on."""

    engines: tuple[str, ...]
    """Role and name of each model, ``stt-en whisper-base (whisper, stand-in)``."""


@dataclass(frozen=True, slots=True)
class Began:
    """The assistant begins a sentence; the first one shows that it took the call."""

    caller: str
    act: Act


@dataclass(frozen=True, slots=True)
class Asked:
    """The assistant has spoken, and listens."""

    caller: str
    act: Act
    field: str | None


@dataclass(frozen=True, slots=True)
class Waited:
    """An answer begins; so long it took."""

    caller: str
    waterfall: Waterfall


@dataclass(frozen=True, slots=True)
class Ended:
    """The conversation is over."""

    caller: str
    outcome: Outcome


@dataclass(frozen=True, slots=True)
class Lagged:
    """How late the event loop came, lately, in milliseconds."""

    lags_ms: tuple[float, ...]


@dataclass(frozen=True, slots=True)
class Counted:
    """What the service's Python holds."""

    objects: int
    """Containers that the collector watches."""

    tasks: int


OfCall = Began | Asked | Waited | Ended
OfService = Lagged | Counted
Told = Ready | OfCall | OfService


def write(told: Told) -> bytes:
    """Return a line."""
    return json.dumps({"told": type(told).__name__} | asdict(told)).encode() + b"\n"


def read(line: bytes) -> Told:
    """Return what a line says.

    Raises:
        PeerError: It is none of ours.
    """
    try:
        found = json.loads(line)
        return _told(found.pop("told"), found)
    except (AttributeError, KeyError, TypeError, ValueError):
        raise PeerError("bench: the service told something that cannot be read") from None


def _told(name: str, found: dict[str, Any]) -> Told:
    match name:
        case "Ready":
            return Ready(tuple(found["engines"]))
        case "Lagged":
            return Lagged(tuple(found["lags_ms"]))
        case "Counted":
            return Counted(found["objects"], found["tasks"])
        case _:
            return _told_of_call(name, found)


def _told_of_call(name: str, found: dict[str, Any]) -> OfCall:
    match name:
        case "Began":
            return Began(found["caller"], Act(found["act"]))
        case "Asked":
            return Asked(found["caller"], Act(found["act"]), found["field"])
        case "Waited":
            return Waited(found["caller"], Waterfall(**found["waterfall"]))
        case "Ended":
            return Ended(found["caller"], Outcome(found["outcome"]))
        case _:
            raise ValueError(name)
