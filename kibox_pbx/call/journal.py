"""A call's events as JSON, so that it can be told again. Personal data, like the transcript."""

import json
from functools import cache
from typing import get_args

from pydantic import TypeAdapter

from kibox_pbx.dialogue.events import Event

_KINDS: dict[str, type] = {kind.__name__: kind for kind in get_args(Event)}


@cache
def _adapter(kind: str) -> TypeAdapter[Event]:
    return TypeAdapter(_KINDS[kind])


def to_json(event: Event) -> str:
    """Return one line: ``{"event": "CallerSpoke", "at_ms": 5120, …}``."""
    kind = type(event).__name__
    return json.dumps({"event": kind, **_adapter(kind).dump_python(event, mode="json")})


def from_json(line: str) -> Event:
    """Return the event that `to_json` wrote.

    Raises:
        ValueError: The line is no event of this version.
    """
    fields = json.loads(line)
    kind = fields.pop("event", None)
    if kind not in _KINDS:
        raise ValueError("the journal holds an event that this version does not know")
    return _adapter(kind).validate_python(fields)
