"""What the law asks of the office: who is responsible, what is kept, why, and until when."""

from datetime import date
from typing import Annotated, Literal, Self

from pydantic import BeforeValidator, Field, WithJsonSchema, model_validator

from kibox_pbx.config.section import Section
from kibox_pbx.config.written import TEXTS_SCHEMA, one_as_list


class Responsible(Section):
    """Who is responsible for what is kept (Art. 4(7) GDPR), as the notice names them."""

    name: str = ""
    """Default: the practice's name as it is spoken."""

    address: str = ""
    """Street and town, on one line."""

    email: str = ""
    """At which those concerned reach the office."""

    phone: str = ""
    """At which they reach it by telephone."""


class Retention(Section):
    """How many days each class of data is kept (Art. 5(1)(e) GDPR)."""

    recording_days: int = Field(default=7, ge=1, le=180)
    """From the end of the call."""

    transcript_days: int = Field(default=30, ge=1, le=180)
    """From the end of the call; the journal goes with it."""

    message_days: int = Field(default=30, ge=0, le=180)
    """From the moment a person marked it as done; so with requests and open questions."""

    call_days: int = Field(default=90, ge=1, le=180)
    """From the end of the call: who called when, and what came of it."""

    appointment_days: int = Field(default=90, ge=0, le=180)
    """From its end."""

    improvement_days: int = Field(default=365, ge=1, le=1095)
    """What was learned from a caller who agreed to it, from the day it was; it ends with the
    consent at the latest."""

    proof_days: int = Field(default=1095, ge=365, le=3650)
    """Consents, receipts of erasure, the privacy desk's requests and the access log; from the
    moment each was written."""

    contract_ended: date | None = None
    """The day on which this office's contract for kibox ended. Six months later nothing of any
    conversation is left, unless a legal hold says so."""

    @model_validator(mode="after")
    def _calls_stay_longest(self) -> Self:
        """Refuse a call that would take its own transcript or recording with it too soon."""
        if self.call_days < max(self.transcript_days, self.recording_days):
            raise ValueError(
                "call_days must not be less than transcript_days and recording_days, since a"
                " transcript and a recording belong to a call"
            )
        return self


class Privacy(Section):
    """What the law asks of the office."""

    kind: Literal["medical", "legal", "tax", "other"] | None = None
    """What kind of office this is: it decides on which law the documents of ``kibox document``
    rest, and which professional secrecy they name. Without it they are drafts."""

    responsible: Responsible = Responsible()
    officer: str = ""
    """How the data protection officer is reached, if there is one (Art. 37 GDPR)."""

    authority: str = ""
    """The supervisory authority that complaints go to (Art. 77 GDPR), with its address."""

    record_calls: bool = False
    """Ask every caller whether the call may be recorded; only a spoken yes starts it
    (§ 201 StGB). Off: no sound is ever stored."""

    improve: bool = False
    """Ask callers whether their call may be used, on this machine alone, to improve the
    assistant (Art. 5(1)(b) GDPR)."""

    further_measures: Annotated[
        tuple[str, ...], BeforeValidator(one_as_list), WithJsonSchema(TEXTS_SCHEMA)
    ] = ()
    """What protects the data beside kibox, for the list of measures (Art. 32 GDPR): locks, who
    may enter, encryption of disks and of the telephone line, backups, instruction of staff."""

    retention: Retention = Retention()
