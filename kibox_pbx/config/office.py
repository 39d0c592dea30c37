"""The office itself: who answers, who works there, what is booked, asked and taken down."""

from functools import cache
from typing import Annotated, Literal
from zoneinfo import ZoneInfo, available_timezones

import holidays
from pydantic import BeforeValidator, Field, WithJsonSchema, field_validator, model_validator

from kibox_pbx.config.section import (
    DaySpans,
    DialString,
    Key,
    OpenSpans,
    Section,
    Spoken,
    Weekday,
)
from kibox_pbx.config.written import TEXTS_SCHEMA, one_as_list, split_list
from kibox_pbx.utterance import Language

_time_zones = cache(available_timezones)
"""All names that there are; finding them reads the disk."""


class Practice(Section):
    """Who answers."""

    name: Spoken
    """As it is said on the telephone."""

    languages: Annotated[
        tuple[Language, ...],
        BeforeValidator(split_list),
        Field(min_length=1),
        WithJsonSchema(TEXTS_SCHEMA),
    ] = (Language.GERMAN,)
    """The first is spoken where the number dialled does not say otherwise."""

    timezone: str = "Europe/Berlin"
    """In which opening hours and appointments are meant, such as Europe/Vienna."""

    country: str = Field(default="DE", pattern=r"^[A-Z]{2}$")
    """ISO 3166; how telephone numbers without a country code are read."""

    holidays: str | None = None
    """Federal state, such as BY; its public holidays are closed days."""

    closed: DaySpans = ()
    """Company holidays: days on which the practice is closed, ``2026-12-24..2027-01-02``."""

    @field_validator("timezone")
    @classmethod
    def _known_zone(cls, name: str) -> str:
        if name not in _time_zones():
            raise ValueError("unknown time zone, write it as Europe/Berlin")
        return name

    @model_validator(mode="after")
    def _known_state(self) -> "Practice":
        if self.holidays is not None:
            states = holidays.list_supported_countries().get(self.country, [])
            if self.holidays not in states:
                raise ValueError(f"holidays: must be one of {', '.join(states)}")
        return self

    @property
    def zone(self) -> ZoneInfo:
        """The time zone of every date and time in this file."""
        return ZoneInfo(self.timezone)


class Service(Section):
    """Something that can be booked."""

    names: Spoken
    minutes: int = Field(ge=5, le=480)
    """How long it takes."""

    people: Annotated[
        tuple[Key, ...],
        BeforeValidator(one_as_list),
        Field(min_length=1),
        WithJsonSchema(TEXTS_SCHEMA),
    ]
    """Who (or which room) can do it."""

    open_to: Literal["all", "known", "new"] = "all"
    """Who may book it: everybody, people who have been here before, or only new ones."""

    hours: dict[Weekday, OpenSpans] | None = None
    """When it begins, where that is less than the hours of its people."""

    lead_minutes: int | None = Field(default=None, ge=0)
    """Where it differs from ``booking.lead_minutes``."""

    horizon_days: int | None = Field(default=None, ge=1, le=730)
    """Where it differs from ``booking.horizon_days``."""


class Person(Section):
    """Somebody, or a room, whose time is booked."""

    names: Spoken
    hours: dict[Weekday, OpenSpans] | None = None
    """Working hours where they differ from the practice's."""

    away: DaySpans = ()
    """Holidays and other absences."""


class Department(Section):
    """Where callers can be put through to, and whom messages can be for."""

    names: Spoken
    dial: DialString
    """What Asterisk dials, such as PJSIP/200."""

    ring_s: int = Field(default=25, ge=5, le=120)
    """How many seconds it rings."""

    hours: dict[Weekday, OpenSpans] | None = None
    """When somebody is there, where that differs from the practice's hours."""

    unanswered: Literal["assistant", "mailbox"] = "assistant"
    """Where a caller goes whom nobody answers: back to the assistant, or to the mailbox."""


class Booking(Section):
    """How appointments are given."""

    lead_minutes: int = Field(default=60, ge=0)
    """The soonest start that is offered, from now."""

    horizon_days: int = Field(default=60, ge=1, le=730)
    """The latest day that is offered, from today."""

    step_minutes: int = Field(default=15, ge=5, le=120)
    """Appointments start at multiples of this from each opening."""

    hold_minutes: int = Field(default=5, ge=1, le=30)
    """How long a slot is kept while the caller decides."""

    offers: int = Field(default=2, ge=1, le=3)
    """How many times are offered in one sentence."""

    ask_birthdate: bool = False
    """Ask for the date of birth; moving and cancelling then need it, too."""

    otherwise: Key | None = None
    """Service for who says what ails them ("my back hurts"), or does not know which it is."""

    ask_known: bool = False
    """Ask whether the caller has been here before; also asked where a service needs to know."""


class Enquiry(Section):
    """One entry of what the practice tells everybody who asks."""

    questions: Spoken
    """How callers ask for it, in several wordings."""

    answer: Spoken
    """What may be said, a few sentences at most. Nothing else is ever said on the matter."""


Wish = Literal[
    "appointment", "reschedule", "cancel", "existing", "question", "message", "person", "form"
]
"""What a caller may want; ``existing``: to hear about an appointment that there is."""


class FormField(Section):
    """One thing that a form asks for."""

    kind: Literal[
        "text", "name", "birthdate", "phone", "number", "date", "yes_no", "choice"
    ] = "text"
    """How the answer is understood, read back and kept."""

    prompt: Spoken
    """The question, as the assistant asks it."""

    choices: dict[Key, Spoken] = {}
    """For ``choice``: what can be chosen."""

    optional: bool = False
    """The caller may decline ("weiß ich nicht", "keine")."""

    @model_validator(mode="after")
    def _choices_where_they_belong(self) -> "FormField":
        if (self.kind == "choice") != bool(self.choices):
            raise ValueError("choices: needed for kind choice, and only there")
        return self


class Form(Section):
    """A request that is taken down field by field, such as a repeat prescription."""

    names: Spoken
    """What the request is called, and how callers ask for it."""

    fields: dict[Key, FormField] = Field(min_length=1)
    """Asked in this order."""

    recipient: Key | None = None
    """The department or person who deals with it; default: the reception."""

    identify: bool = True
    """Ask for name and telephone number after the fields."""


class Emergency(Section):
    """What counts as an emergency here, beside what always does."""

    words: Spoken = Spoken()
    """Further words, such as "Rohrbruch"."""

    department: Key | None = None
    """Who is rung then; default: the reception."""
