"""The shape of ``kibox.yaml``: every setting, its meaning, its unit and its default."""

from datetime import time
from itertools import pairwise
from typing import Annotated, Literal
from zoneinfo import ZoneInfo, available_timezones

import holidays
from pydantic import (
    AfterValidator,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    WithJsonSchema,
    field_validator,
    model_validator,
)

from kibox_pbx.config.written import (
    SPANS_SCHEMA,
    TEXTS_SCHEMA,
    FilePath,
    Words,
    is_loopback,
    one_as_list,
    split_list,
    split_span,
)
from kibox_pbx.utterance import Language

Key = Annotated[str, Field(pattern=r"^[a-z][a-z0-9_]*$", max_length=40)]
"""A name that the configuration uses for a thing, never spoken."""

Weekday = Literal["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"]


class Section(BaseModel):
    """A part of the file; unknown keys are refused, values do not change afterwards."""

    model_config = ConfigDict(extra="forbid", frozen=True, use_attribute_docstrings=True)


class OpenSpan(Section):
    """One span of a day's opening hours, written ``08:00-12:30``."""

    opens: time
    closes: time

    @model_validator(mode="after")
    def _opens_before_it_closes(self) -> "OpenSpan":
        if self.opens >= self.closes:
            raise ValueError("must open before it closes")
        return self


def _in_order(spans: tuple[OpenSpan, ...]) -> tuple[OpenSpan, ...]:
    if any(before.closes > after.opens for before, after in pairwise(spans)):
        raise ValueError("spans must be in order and must not overlap")
    return spans


OpenSpans = Annotated[
    tuple[Annotated[OpenSpan, BeforeValidator(split_span)], ...],
    BeforeValidator(split_list),
    AfterValidator(_in_order),
    WithJsonSchema(SPANS_SCHEMA),
]
"""The open hours of one day: ``08:00-12:30, 14:00-18:00``, or a list of such spans."""


class Spoken(Section):
    """Words for one thing, the first being what the assistant says, all what it understands."""

    de: Words = ()
    en: Words = ()

    def words(self, language: Language) -> tuple[str, ...]:
        """Return the words in a language; may be empty."""
        return self.de if language is Language.GERMAN else self.en


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
    country: str = Field(default="DE", pattern=r"^[A-Z]{2}$")
    """ISO 3166; how telephone numbers without a country code are read."""

    holidays: str | None = None
    """Federal state, such as BY; its public holidays are closed days."""

    @field_validator("timezone")
    @classmethod
    def _known_zone(cls, name: str) -> str:
        if name not in available_timezones():
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
    people: Annotated[
        tuple[Key, ...],
        BeforeValidator(one_as_list),
        Field(min_length=1),
        WithJsonSchema(TEXTS_SCHEMA),
    ]
    """Who (or which room) can do it."""


class Person(Section):
    """Somebody, or a room, whose time is booked."""

    names: Spoken
    hours: dict[Weekday, OpenSpans] | None = None
    """Working hours where they differ from the practice's."""


class Department(Section):
    """Where callers can be put through to."""

    names: Spoken
    dial: str = Field(pattern=r"^[A-Za-z0-9/_@.:+-]+$", max_length=80)
    """What Asterisk dials, such as PJSIP/200."""

    ring_s: int = Field(default=25, ge=5, le=120)


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


class Address(Section):
    """Where a server of ours listens, or a server of Asterisk's is found."""

    host: str = "127.0.0.1"
    port: int = Field(ge=1, le=65535)


class Ami(Address):
    """Asterisk's manager interface."""

    port: int = Field(default=5038, ge=1, le=65535)
    user: str = "kibox"
    secret_file: FilePath
    """A file with nothing but the secret."""


class Telephone(Section):
    """How Asterisk and the service reach each other."""

    fastagi: Address = Address(port=4573)
    audiosocket: Address = Address(port=4574)
    ami: Ami | None = None
    calls: int = Field(default=4, ge=1, le=100)
    """Calls the assistant takes at once; the next one rings people."""

    reception: Key
    """The department that is rung for "a person", key 0, and whenever the service cannot."""

    languages_by_number: dict[str, Language] = {}
    """Which language answers which dialled number, where it is not the first one."""

    @field_validator("fastagi", "audiosocket", "ami")
    @classmethod
    def _on_this_machine(cls, address: Address | None) -> Address | None:
        """Refuse what others could reach: these connections carry calls, unencrypted."""
        if address is not None and not is_loopback(address.host):
            raise ValueError("host must be an address of this machine, such as 127.0.0.1")
        return address


class Speech(Section):
    """How callers are heard and spoken to; ``auto`` takes the best model on disk."""

    stt: str = "auto"
    tts: str = "auto"


class Models(Section):
    """Where model weights are, and how the engines run."""

    folder: FilePath | None = None
    """Default: the user's cache folder, kibox/models."""

    llm: str = "auto"
    threads: int = Field(default=2, ge=1, le=64)
    """Processor threads of each engine."""

    deadline_ms: int = Field(default=1500, ge=100, le=10000)
    """How long a caller may wait for the language model before the dialogue goes on without."""


class Store(Section):
    """Where the encrypted database and its key are."""

    database: FilePath
    key_file: FilePath
    """Outside the database's folder where possible; readable by the service alone."""


class Settings(Section):
    """Everything ``kibox.yaml`` can say."""

    practice: Practice
    hours: dict[Weekday, OpenSpans]
    """Opening hours; a day that is left out is closed."""

    people: dict[Key, Person]
    services: dict[Key, Service]
    departments: dict[Key, Department]
    booking: Booking = Booking()
    telephone: Telephone
    speech: dict[Language, Speech] = {}
    models: Models = Models()
    store: Store
    phrases: dict[Language, dict[str, Words]] = {}
    """Sentences of the phrase book that this practice words differently."""
