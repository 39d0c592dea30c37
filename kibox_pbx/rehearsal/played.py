"""What happened in a rehearsed call, for whoever grades and reports it."""

from dataclasses import dataclass
from typing import assert_never

from kibox_pbx.dialogue.actions import HangUp, ToMailbox, Transfer
from kibox_pbx.privacy.consent import ConsentPurpose
from kibox_pbx.records import Act, Appointment, Outcome, Speaker
from kibox_pbx.storage.consents import Consent
from kibox_pbx.storage.stored_call import StoredCall
from kibox_pbx.utterance import Language

MAILBOX = "mailbox"


@dataclass(frozen=True, slots=True)
class PlayedTurn:
    """One thing that was said or keyed."""

    speaker: Speaker
    text: str
    act: Act | None = None
    """Of the assistant's sentence."""

    answers: tuple[str, ...] = ()
    """Of the caller's turn: what the question may be called, ``ask_field.KEY`` too."""

    latency_ms: int | None = None
    """From the end of the caller's turn to the first sound of this sentence."""


@dataclass(frozen=True, slots=True)
class Played:
    """A rehearsed call and everything that came of it."""

    turns: tuple[PlayedTurn, ...]
    outcome: Outcome
    transferred_to: str | None
    language: Language
    """Spoken at the end."""

    unexpected: tuple[str, ...]
    """Questions that the caller had no answer to, in order."""

    problems: tuple[str, ...]
    """What must not happen in any call, such as one without an end."""

    before: tuple[Appointment, ...]
    after: tuple[Appointment, ...]
    """The whole book."""

    stored: StoredCall | None
    """What is kept of the call; None: it was erased."""

    consents: tuple[Consent, ...] = ()
    """What the ledger says of the call."""

    cut_off: int = 0
    """On the telephone: sentences that the assistant began while the caller spoke."""

    interrupted: int = 0
    """On the telephone: sentences of the assistant cut short while nobody spoke."""

    @property
    def is_recorded(self) -> bool:
        """Whether a recording is allowed at the end; without one none is kept."""
        return any(
            each.purpose is ConsentPurpose.RECORDING and each.given and not each.withdrawn_at
            for each in self.consents
        )


def transferred_to(ending: Transfer | ToMailbox | HangUp) -> str | None:
    """Return the department that an ending hands the caller to, or `MAILBOX`."""
    match ending:
        case Transfer(department):
            return department
        case ToMailbox():
            return MAILBOX
        case HangUp():
            return None
        case _:
            assert_never(ending)
