"""What a record may say instead of what was wrong in it: checked as callers are."""

from datetime import date

from kibox_pbx.admin.subject.naming import as_number
from kibox_pbx.config.settings import Settings
from kibox_pbx.errors import ConfigError


def as_value(field: str, typed: str, settings: Settings) -> str:
    """Return a value as the store has it: numbers as E.164, days as ISO.

    Raises:
        ConfigError: It cannot be one of this field.
    """
    if field == "phone" and typed:
        return as_number(typed, settings)
    if field == "birthdate" and typed:
        return _iso(typed)
    if field == "name" and not typed:
        raise ConfigError("name: must not be empty; erase what is not theirs")
    return typed


def _iso(text: str) -> str:
    try:
        return date.fromisoformat(text).isoformat()
    except ValueError:
        raise ConfigError("birthdate: write it as 1980-12-31") from None
