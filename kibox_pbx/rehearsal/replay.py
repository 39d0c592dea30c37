"""Tells a recorded call again, without engines, store or calendar, and compares. Pure.

The dialogue is given the events of the journal, and must do each time what it did then.
"""

from collections.abc import Sequence
from dataclasses import dataclass, fields, is_dataclass, replace
from datetime import datetime
from typing import TypeVar
from zoneinfo import ZoneInfo

from kibox_pbx.call.journal import Step
from kibox_pbx.config.settings import Settings
from kibox_pbx.dialogue.actions import Action
from kibox_pbx.dialogue.manager import start, step

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Difference:
    """The first event that is answered otherwise than it was."""

    number: int
    """Counted from one."""

    event: str
    """What kind of event it is."""

    expected: tuple[Action, ...]
    got: tuple[Action, ...]

    def lines(self) -> tuple[str, ...]:
        """Return it for people; personal data, like the journal."""
        at, before, now = _first_unlike(self.expected, self.got)
        return (
            f"event {self.number} ({self.event}), action {at + 1}:",
            f"  expected {before or 'nothing'}",
            f"  got      {now or 'nothing'}",
        )


def replay(steps: Sequence[Step], settings: Settings) -> Difference | None:
    """Return where a call goes otherwise today; None: nowhere."""
    state, zone = start(settings), settings.practice.zone
    for number, recorded in enumerate(steps, 1):
        event = in_zone(recorded.event, zone)
        state, actions = step(state, event)
        if recorded.actions is not None and actions != recorded.actions:
            return Difference(number, type(event).__name__, recorded.actions, actions)
    return None


def in_zone(value: T, zone: ZoneInfo) -> T:
    """Return a value with every moment in it told in the practice's time zone, as it was."""
    if isinstance(value, datetime):
        return value.astimezone(zone)
    if isinstance(value, tuple):
        return type(value)(in_zone(each, zone) for each in value)
    if is_dataclass(value) and not isinstance(value, type):
        told = {each.name: in_zone(getattr(value, each.name), zone) for each in fields(value)}
        return replace(value, **told)
    return value


def _first_unlike(
    expected: tuple[Action, ...], got: tuple[Action, ...]
) -> tuple[int, Action | None, Action | None]:
    for at in range(max(len(expected), len(got))):
        pair = [one[at] if at < len(one) else None for one in (expected, got)]
        if pair[0] != pair[1]:
            return at, pair[0], pair[1]
    raise AssertionError("equal actions are no difference")
