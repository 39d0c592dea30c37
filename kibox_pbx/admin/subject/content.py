"""``data.json``: everything that is kept of one person, with keys that stay (Art. 15, 20 GDPR).

A later version may add keys, and never renames one or changes what it means; ``format`` counts
up where that cannot be held. Whoever of the office wrote or changed something is not named:
that is nobody's data but theirs (ECJ, 22 June 2023, C-579/21).
"""

from datetime import date, datetime
from typing import Any, Literal

from pydantic import BaseModel, ConfigDict

FORMAT = "kibox-subject-export/1"


class Part(BaseModel):
    """A part of the file; `model_validate` takes what has attributes of the same names."""

    model_config = ConfigDict(
        extra="forbid", frozen=True, from_attributes=True, use_attribute_docstrings=True
    )


class OfficePart(Part):
    """Who is responsible for what is kept (Art. 4(7) GDPR)."""

    name: str
    address: str
    email: str
    phone: str
    officer: str
    """The data protection officer; empty: there is none."""

    authority: str
    """The supervisory authority, for complaints (Art. 77 GDPR)."""


class PersonPart(Part):
    """Whose data these are, as they were looked for."""

    number: str | None
    """E.164, or an extension of the house."""

    name: str | None
    birthdate: date | None


class Change(Part):
    """A value that was put right (Art. 16 GDPR)."""

    record: str
    """``appointment``, or the message or request in its call: ``messages/1``, ``forms/2``."""

    field: str
    before: str | None
    after: str | None
    why: str
    at: datetime


class RemarkPart(Part):
    """What somebody says about a turn that they hold for wrong."""

    text: str
    at: datetime


class TurnPart(Part):
    """One thing that was said."""

    number: int
    speaker: Literal["caller", "assistant"]
    text: str
    """What was understood; keys as ``[1]``."""

    act: str | None
    """What the assistant's sentence was for."""

    at_ms: int
    """When it began, in milliseconds after the call was answered."""

    heard_ms: int
    """How much of it was heard, in milliseconds."""

    interrupted: bool
    corrected: bool
    """The text was heard once more after the call."""

    remarks: tuple[RemarkPart, ...]


class MessagePart(Part):
    """A message for the people of the office."""

    text: str
    name: str | None
    phone: str | None
    recipient: str | None
    urgent: bool
    subject: str | None
    summary: str | None


class FormPart(Part):
    """A request that was taken down field by field."""

    form: str
    fields: dict[str, str]
    name: str | None
    phone: str | None


class ConsentPart(Part):
    """What was answered when the assistant asked for consent."""

    purpose: str
    answer: str
    notice: str
    """Version of the words in which it was asked."""

    at: datetime
    withdrawn_at: datetime | None


class LessonPart(Part):
    """What the assistant may learn from a call, with consent (Art. 5(1)(b) GDPR)."""

    kind: str
    target: str
    text: str
    state: str


class CallPart(Part):
    """One telephone call."""

    id: str
    started_at: datetime
    caller: str | None
    """The number that rang; null: withheld."""

    dialled: str
    language: str
    outcome: str | None
    duration_ms: int | None
    disclosure: str
    """Version of the sentence that said that an AI answers."""

    continues: str | None
    """The call before, of which this one is a part."""

    restricted_at: datetime | None
    transcript: tuple[TurnPart, ...]
    """Empty: none is kept any more."""

    journal: tuple[dict[str, Any], ...]
    """What the assistant noted step by step, as the software writes it."""

    messages: tuple[MessagePart, ...]
    forms: tuple[FormPart, ...]
    questions: tuple[str, ...]
    """What the office had no answer for."""

    rectifications: tuple[Change, ...]
    consents: tuple[ConsentPart, ...]
    lessons: tuple[LessonPart, ...]
    recording: str | None
    """The file with the sound, beside this one; null: none is kept."""


class AppointmentPart(Part):
    """An appointment."""

    id: str
    service: str
    """Key of the service in the office's settings; so is ``person``."""

    person: str
    start: datetime
    end: datetime
    name: str
    phone: str
    birthdate: date | None
    call: str | None
    """The call in which it was made or moved."""

    restricted_at: datetime | None
    rectifications: tuple[Change, ...]


class RequestPart(Part):
    """What this person asked for about their data."""

    id: str
    kind: str
    received_on: date
    due_on: date
    state: str
    done_at: datetime | None


class ProcessingPart(Part):
    """One purpose that data are kept for (Art. 15(1)(a, d) GDPR)."""

    purpose: str
    legal_basis: str
    kept: str


class Export(Part):
    """Everything that is kept of one person."""

    format: Literal["kibox-subject-export/1"]
    made_at: datetime
    language: Literal["de", "en"]
    """Of what is told in ``processing``."""

    office: OfficePart
    person: PersonPart
    processing: tuple[ProcessingPart, ...]
    calls: tuple[CallPart, ...]
    appointments: tuple[AppointmentPart, ...]
    requests: tuple[RequestPart, ...]
    objects: bool
    """The number rings people, and no assistant (Art. 21 GDPR)."""


def schema() -> dict[str, Any]:
    """Return the JSON schema (draft 2020-12) of the file."""
    made = Export.model_json_schema(mode="serialization")
    return {"$schema": "https://json-schema.org/draft/2020-12/schema", **made}
