"""Moments as the database keeps them: UTC text of one width, in text order as in time."""

from datetime import UTC, datetime


def to_text(moment: datetime) -> str:
    """Return an aware moment as ``2026-11-22T08:30:00.000+00:00``."""
    if moment.tzinfo is None:
        raise ValueError("a moment without a time zone cannot be stored")
    return moment.astimezone(UTC).isoformat(timespec="milliseconds")


def from_text(text: str) -> datetime:
    """Return the moment of a text, in UTC."""
    return datetime.fromisoformat(text)


def now_utc() -> datetime:
    """Return the present; what a repository goes by where no other clock is passed in."""
    return datetime.now(UTC)
