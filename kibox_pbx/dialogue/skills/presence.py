"""Whether somebody is there to pick up, and from when on again."""

from datetime import datetime, timedelta

from kibox_pbx.config.opening import spans_on
from kibox_pbx.dialogue.scene import Scene

LOOK_AHEAD_DAYS = 14


def is_there(scene: Scene, department: str) -> bool:
    """Say whether a department can be expected to pick up now."""
    hours = scene.settings.departments[department].hours
    if hours is None:
        return scene.open
    spans = spans_on(scene.today, hours, scene.settings.practice)
    return any(span.opens <= scene.now.time() < span.closes for span in spans)


def back_at(scene: Scene, department: str) -> datetime | None:
    """Return when a department with hours of its own is there again; None: not soon."""
    practice = scene.settings.practice
    hours = scene.settings.departments[department].hours or {}
    for ahead in range(LOOK_AHEAD_DAYS):
        day = scene.today + timedelta(days=ahead)
        for span in spans_on(day, hours, practice):
            opens = datetime.combine(day, span.opens, practice.zone)
            if opens > scene.now:
                return opens
    return None
