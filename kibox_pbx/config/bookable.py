"""How soon, and how far ahead, a service may be booked. Pure."""

from datetime import date, datetime, timedelta

from kibox_pbx.config.settings import Settings

A_CONVERSATION = timedelta(minutes=5)
"""The lead counts from the beginning of a conversation, not from each sentence of it."""


def soonest_start(settings: Settings, service: str, now: datetime) -> datetime:
    """Return the soonest start that may be offered; a service may have its own lead time."""
    own = settings.services[service].lead_minutes
    lead = settings.booking.lead_minutes if own is None else own
    return max(now, now + timedelta(minutes=lead) - A_CONVERSATION)


def last_day(settings: Settings, service: str, now: datetime) -> date:
    """Return the last day that may be offered; a service may have its own horizon."""
    own = settings.services[service].horizon_days
    days = settings.booking.horizon_days if own is None else own
    return now.astimezone(settings.practice.zone).date() + timedelta(days=days)
