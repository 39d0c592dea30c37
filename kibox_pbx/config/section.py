"""What every part of ``kibox.yaml`` is made of: keys, spoken words, hours, spans of days."""

from datetime import date, time
from itertools import pairwise
from typing import Annotated, Literal

from pydantic import (
    AfterValidator,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    WithJsonSchema,
    model_validator,
)

from kibox_pbx.config.written import (
    DAYS_SCHEMA,
    SPANS_SCHEMA,
    Words,
    split_days,
    split_list,
    split_span,
)
from kibox_pbx.utterance import Language

Key = Annotated[str, Field(pattern=r"^[a-z][a-z0-9_]*$", max_length=40)]
"""A name that the configuration uses for a thing, never spoken."""

DialString = Annotated[str, Field(pattern=r"^[A-Za-z0-9/_@.:+-]+$", max_length=80)]
"""What Asterisk dials; nothing in it could end an argument or begin another."""

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

    def name(self, language: Language) -> str:
        """Return what the assistant says, in the other language if this one has no word."""
        return (*self.words(language), *self.de, *self.en, "")[0]


class Days(Section):
    """Some days in a row, written ``2026-12-24..2027-01-02``, or a single one."""

    first: date
    last: date

    @model_validator(mode="after")
    def _in_order(self) -> "Days":
        if self.first > self.last:
            raise ValueError("the first day must not come after the last")
        return self

    def __contains__(self, day: date) -> bool:
        """Say whether a day is one of them."""
        return self.first <= day <= self.last


DaySpans = Annotated[
    tuple[Annotated[Days, BeforeValidator(split_days)], ...],
    BeforeValidator(split_list),
    WithJsonSchema(DAYS_SCHEMA),
]
"""Days on which nobody is there: one span, or a list."""
