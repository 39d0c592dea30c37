"""How people write times, lists and files in ``kibox.yaml``, and what that stands for."""

import re
from ipaddress import IPv4Address, IPv6Address, ip_address
from pathlib import Path
from typing import Annotated

from pydantic import AfterValidator, BeforeValidator, ValidationInfo, WithJsonSchema

_SPAN = r"([01]\d|2[0-3]):[0-5]\d *- *([01]\d|2[0-3]):[0-5]\d"

SPANS_SCHEMA = {
    "anyOf": [
        {"type": "string", "pattern": f"^{_SPAN}(, *{_SPAN})*$"},
        {"type": "array", "items": {"type": "string", "pattern": f"^{_SPAN}$"}},
    ]
}
"""The open hours of a day, for editors."""

_DAY = r"\d{4}-\d\d-\d\d"
_DAYS = rf"{_DAY}( *\.\. *{_DAY})?"

DAYS_SCHEMA = {
    "anyOf": [
        {"type": "string", "pattern": f"^{_DAYS}(, *{_DAYS})*$"},
        {"type": "array", "items": {"type": "string", "pattern": f"^{_DAYS}$"}},
    ]
}
"""Days and spans of days, for editors."""

TEXTS_SCHEMA = {"anyOf": [{"type": "string"}, {"type": "array", "items": {"type": "string"}}]}
"""One text or several, for editors."""


def split_span(value: object) -> object:
    """Turn ``08:00-12:30`` into the two times it says."""
    if not isinstance(value, str):
        return value
    if not re.fullmatch(_SPAN, value):
        raise ValueError("write opening hours as 08:00-12:30")
    opens, closes = (part.strip() for part in value.split("-"))
    return {"opens": opens, "closes": closes}


def split_days(value: object) -> object:
    """Turn ``2026-12-24..2027-01-02``, or one day, into first and last."""
    if not isinstance(value, str):
        return value
    if not re.fullmatch(_DAYS, value):
        raise ValueError("write days as 2026-12-24 or 2026-12-24..2027-01-02")
    first, _, last = (part.strip() for part in value.partition(".."))
    return {"first": first, "last": last or first}


def split_list(value: object) -> object:
    """Let one text stand for a list, its parts separated by commas."""
    return [part.strip() for part in value.split(",")] if isinstance(value, str) else value


def one_as_list(value: object) -> object:
    """Let one text stand for a list of one."""
    return [value] if isinstance(value, str) else value


def is_loopback(host: str) -> bool:
    """Say whether a host is an address that only this machine can reach; names are not."""
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return False


def written_address(value: str) -> str:
    """Refuse what is no IP address: a name would have to be looked up, somewhere."""
    try:
        ip_address(value)
    except ValueError:
        raise ValueError(
            "must be an address such as 192.168.1.10, since no names are looked up; the name "
            "in the server's certificate is server_name"
        ) from None
    return value


def in_the_house(value: str) -> str:
    """Refuse what is no address of a private network."""
    address = ip_address(written_address(value))
    if not address.is_private or address.is_unspecified:
        raise ValueError("must be an address in your own network")
    return value


def _beside_the_file(path: Path, info: ValidationInfo) -> Path:
    folder = info.context["folder"] if info.context else Path()
    return Path(folder / path.expanduser())


FilePath = Annotated[Path, AfterValidator(_beside_the_file)]
"""A relative path starts in the folder of ``kibox.yaml``."""

IpAddresses = Annotated[
    tuple[IPv4Address | IPv6Address, ...],
    BeforeValidator(split_list),
    WithJsonSchema(TEXTS_SCHEMA),
]
"""Addresses of machines, separated by commas or as a list."""

Words = Annotated[tuple[str, ...], BeforeValidator(one_as_list), WithJsonSchema(TEXTS_SCHEMA)]
"""One text or several."""
