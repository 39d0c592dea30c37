"""The calendars that the practice keeps elsewhere in the house, and how they are reached."""

from enum import StrEnum
from ipaddress import ip_address
from typing import Self
from urllib.parse import urlsplit

from pydantic import Field, field_validator, model_validator

from kibox_pbx.config.section import Key, Section
from kibox_pbx.config.written import FilePath, is_loopback

HERE = "localhost"


class CalendarServer(Section):
    """Something on a calendar server on this machine or at one of ``peers``."""

    url: str
    """Of one calendar, with https; http only on this machine. Its host is an address, since no
    name is looked up."""

    user: str = ""
    """Who signs in there. Default: nobody does."""

    password_file: FilePath | None = None
    """A file with nothing but the password, readable by the service alone."""

    ca_file: FilePath | None = None
    """The certificate (PEM) that the server's is signed by. Default: the system's."""

    server_name: str = ""
    """The name in the server's certificate, where it is not the address."""

    @property
    def address(self) -> str:
        """The host, with the port where the url names one."""
        return urlsplit(self.url).netloc

    @field_validator("url")
    @classmethod
    def _can_be_reached(cls, url: str) -> str:
        """Refuse what cannot be a calendar in the house, and passwords in clear."""
        parts = urlsplit(url)
        host = parts.hostname or ""
        if parts.scheme not in {"http", "https"} or not host:
            raise ValueError("write it as https://ADDRESS/PATH")
        if parts.username is not None or parts.password is not None:
            raise ValueError("user and password have settings of their own")
        if not is_address(host):
            raise ValueError("the host must be an address, since no name is looked up")
        if parts.scheme == "http" and not is_here(host):
            raise ValueError("http is for this machine only; use https")
        return url

    @model_validator(mode="after")
    def _has_a_password(self) -> Self:
        if self.user and self.password_file is None:
            raise ValueError("a user needs a password_file")
        return self


class Shown(StrEnum):
    """What an entry of kibox's says in a calendar that others see, too."""

    BUSY = "busy"
    SERVICE = "service"
    NAME = "name"


class PersonsCalendar(Section):
    """Where one person or room is busy, beside what kibox books."""

    caldav: CalendarServer | None = None
    """A CalDAV collection; only read, unless `write` is set."""

    write: bool = False
    """Whether kibox enters in ``caldav`` what it books, and does here what people do there
    with such an entry: who moves it moves the appointment, who deletes it cancels it."""

    show: Shown = Shown.BUSY
    """What entries of kibox say, here and in subscriptions of this person's appointments:
    ``busy`` nothing but kibox, ``service`` what is booked, ``name`` for whom as well."""

    ics: CalendarServer | None = None
    """An ICS file on a server; only read."""

    ics_file: FilePath | None = None
    """An ICS file on this machine; only read."""

    @property
    def servers(self) -> tuple[CalendarServer, ...]:
        """What of it is reached over the network."""
        return tuple(each for each in (self.caldav, self.ics) if each)

    @property
    def named(self) -> tuple[str, ...]:
        """Return the settings that name a calendar."""
        kinds = {"caldav": self.caldav, "ics": self.ics, "ics_file": self.ics_file}
        return tuple(kind for kind, calendar in kinds.items() if calendar is not None)

    @model_validator(mode="after")
    def _can_be_written(self) -> Self:
        if self.write and self.caldav is None:
            raise ValueError("write needs caldav: an ICS file is only read")
        return self


class CalendarSync(Section):
    """The practice's own calendars: what they say holds (docs/calendar.md)."""

    every_s: int = Field(default=60, ge=5, le=3600)
    """Seconds between two looks."""

    people: dict[Key, PersonsCalendar] = {}
    """By person or room."""

    @property
    def reached(self) -> dict[str, PersonsCalendar]:
        """Those that are on a server, by person or room."""
        return {name: each for name, each in self.people.items() if each.servers}

    @property
    def written(self) -> dict[str, Shown]:
        """What kibox's entries say, by person or room in whose calendar there are such."""
        return {name: each.show for name, each in self.people.items() if each.write}


def is_address(host: str) -> bool:
    """Say whether a host can be reached without asking a name server."""
    try:
        ip_address(host)
    except ValueError:
        return host == HERE
    return True


def is_here(host: str) -> bool:
    """Say whether a host is this machine."""
    return host == HERE or is_loopback(host)
