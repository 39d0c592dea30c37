"""A call's events and what the dialogue made of each, as JSON, so that it can be told again.

Two lines a step: ``{"event": "CallerSpoke", "at_ms": 5120, …}`` before it, so that an event
at which the dialogue broke is kept as well, and ``{"actions": [{"action": "Say", …}, …]}``
after it. How long the caller waited (`waterfall`) stands between them. Personal data, like
the transcript.
"""

import json
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from typing import Any, get_args

from pydantic import TypeAdapter

from kibox_pbx.dialogue.actions import Action
from kibox_pbx.dialogue.events import Event

WAITED = "waited"
"""The key of a line that tells of a wait, and nothing that happened."""

_EVENTS: dict[str, type] = {kind.__name__: kind for kind in get_args(Event)}
_ACTIONS: dict[str, type] = {kind.__name__: kind for kind in get_args(Action)}


@dataclass(frozen=True, slots=True)
class Step:
    """One thing that happened, and what was done about it."""

    event: Event
    actions: tuple[Action, ...] | None
    """None: the journal ends before it is told."""


@cache
def _adapter(kind: str) -> TypeAdapter[Any]:
    return TypeAdapter(_EVENTS.get(kind) or _ACTIONS[kind])


def to_json(event: Event) -> str:
    """Return one line: ``{"event": "CallerSpoke", "at_ms": 5120, …}``."""
    return json.dumps(_written("event", event))


def actions_to_json(actions: tuple[Action, ...]) -> str:
    """Return one line: ``{"actions": [{"action": "Say", "act": "greet", …}, …]}``."""
    return json.dumps({"actions": [_written("action", each) for each in actions]})


def read_journal(lines: Iterable[str]) -> tuple[Step, ...]:
    """Return the steps of a call, in order.

    Raises:
        ValueError: A line is nothing that this version writes.
    """
    steps: list[Step] = []
    for line in lines:
        fields = json.loads(line)
        if isinstance(fields, dict) and WAITED in fields:
            continue
        if not isinstance(fields, dict) or (not steps and "actions" in fields):
            raise ValueError("this is no journal of a call")
        if "actions" in fields:
            actions = tuple(_read("action", _ACTIONS, each) for each in fields["actions"])
            steps[-1] = Step(steps[-1].event, actions)
        else:
            steps.append(Step(_read("event", _EVENTS, fields), None))
    return tuple(steps)


def _written(what: str, thing: Event | Action) -> dict[str, Any]:
    kind = type(thing).__name__
    return {what: kind, **_adapter(kind).dump_python(thing, mode="json")}


def _read(what: str, kinds: dict[str, type], fields: dict[str, Any]) -> Any:
    kind = fields.pop(what, None)
    if kind not in kinds:
        raise ValueError(f"the journal holds an {what} that this version does not know")
    return _adapter(kind).validate_python(fields)
