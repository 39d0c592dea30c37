"""What must be true after a call: the ``expect`` part of a scenario file."""

import re
from datetime import date, datetime, time
from typing import Annotated

from pydantic import AfterValidator, AwareDatetime, BeforeValidator, Field

from kibox_pbx.config.section import Section
from kibox_pbx.privacy.consent import ConsentAnswer, ConsentPurpose
from kibox_pbx.records import Outcome
from kibox_pbx.utterance import Language


def _is_pattern(text: str) -> str:
    try:
        re.compile(text)
    except re.error as error:
        raise ValueError(f"not a pattern: {error}") from None
    return text


def as_list(value: object) -> object:
    """Let nothing stand for an empty list, and one text for a list of one."""
    if value is None:
        return []
    return [value] if isinstance(value, str) else value


def _is_moment(text: str) -> str:
    as_moment(text)
    return text


def as_moment(text: str) -> datetime | date | time:
    """Return what an ISO text names: a day and time, a day, or a time of day.

    Raises:
        ValueError: It names none of them.
    """
    for kind in (date, time, datetime):
        try:
            return kind.fromisoformat(text)
        except ValueError:
            continue
    raise ValueError("write a day or a time as 2026-11-25, 14:30 or 2026-11-25T14:30:00+01:00")


Pattern = Annotated[str, AfterValidator(_is_pattern)]
"""A regular expression that is searched for; it ignores case."""

Patterns = Annotated[tuple[Pattern, ...], BeforeValidator(as_list)]
"""One pattern or several."""

Moments = Annotated[
    tuple[Annotated[str, AfterValidator(_is_moment)], ...], BeforeValidator(as_list)
]
"""Days and times in ISO, one or several."""


Listed = BeforeValidator(as_list)


class AppointmentFacts(Section):
    """An appointment; what is left out of an expected one is not checked."""

    service: str | None = None
    start: AwareDatetime | None = None
    name: str | None = None
    phone: str | None = None
    birthdate: str | None = None
    """ISO."""

    person: str | None = Field(default=None, alias="with")
    """Key or name of the person or room."""


class MessageFacts(Section):
    """A message; what is left out is not checked."""

    name: str | None = None
    phone: str | None = None
    recipient: str | None = Field(default=None, alias="for")
    """Key of the department or person."""

    text: Pattern | None = None
    urgent: bool | None = None


class FormFacts(Section):
    """A request; what is left out is not checked."""

    form: str | None = None
    name: str | None = None
    phone: str | None = None
    fields: dict[str, str | None] = {}
    """Answer, or a pattern that is found in it, by the field's key."""


class ConsentFacts(Section):
    """What a caller was asked to agree to."""

    purpose: ConsentPurpose
    answer: ConsentAnswer
    withdrawn: bool = False


class Expected(Section):
    """What must be true after the call; what is left out is not checked."""

    outcome: Annotated[tuple[Outcome, ...], BeforeValidator(as_list)] = ()
    """One, or a list of acceptable ones."""

    appointments: Annotated[tuple[AppointmentFacts, ...], Listed] = ()
    """Exactly these are new in the store; a moved one counts as new."""

    gone: Annotated[tuple[AwareDatetime, ...], Listed] = ()
    """Exactly these given ones are no longer there, by start."""

    kept: Annotated[tuple[AwareDatetime, ...], Listed] = ()
    """These given ones are untouched, by start."""

    messages: Annotated[tuple[MessageFacts, ...], Listed] = ()
    forms: Annotated[tuple[FormFacts, ...], Listed] = ()
    transferred_to: str | None = None
    """Key of the department; null: nobody."""

    recorded: bool = False
    """A recording is kept; as text, that one is allowed."""

    consents: Annotated[tuple[ConsentFacts, ...], Listed] = ()
    erased: bool = False
    """Nothing of this call is left but the receipt."""

    unanswered: Patterns = ()
    """Each is found in a question that was kept for the admin; empty: none was kept."""

    said: Patterns = ()
    """Each is found in some sentence of the assistant."""

    said_after: dict[str, Patterns] = {}
    """By act: said in answer to the caller's reply to that act."""

    said_number: Annotated[tuple[str, ...], Listed] = ()
    """Telephone numbers read back, in whatever form."""

    said_time: Moments = ()
    """Days and times named, in whatever form."""

    never_said: Patterns = ()
    never_said_time: Moments = ()
    language_at_end: Language | None = None
    max_turns: int | None = Field(default=None, ge=0)
    """Turns of the caller, spoken or keyed."""
