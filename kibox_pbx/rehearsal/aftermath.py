"""What is left of a rehearsed telephone call: its record, and how it ended by its journal."""

from collections.abc import Sequence
from dataclasses import dataclass

from kibox_pbx.call.journal import read_journal
from kibox_pbx.config.settings import Settings
from kibox_pbx.dialogue.actions import HangUp, ToMailbox, Transfer
from kibox_pbx.dialogue.manager import start, step
from kibox_pbx.records import Appointment, Outcome
from kibox_pbx.rehearsal.notes import Notes
from kibox_pbx.rehearsal.played import Played, transferred_to
from kibox_pbx.rehearsal.replay import in_zone
from kibox_pbx.storage.consents import Consent
from kibox_pbx.storage.stored_call import StoredCall
from kibox_pbx.utterance import Language


@dataclass(frozen=True, slots=True)
class Aftermath:
    """Everything that a scenario can be compared with, from both ends of the line."""

    notes: Notes
    unexpected: Sequence[str]
    """Questions that the caller had no answer to."""

    problems: Sequence[str]
    before: tuple[Appointment, ...]
    after: tuple[Appointment, ...]
    stored: StoredCall | None
    consents: tuple[Consent, ...] = ()

    def played(self, settings: Settings, language: Language) -> Played:
        """Return it as graders want it; ``language`` is what the call began in."""
        handed_to, spoken = None, language
        if self.stored:
            handed_to, spoken = _end(self.stored, settings, language)
        return Played(
            turns=tuple(self.notes.turns),
            outcome=self.notes.outcome or Outcome.FAILED,
            transferred_to=handed_to,
            language=spoken,
            unexpected=tuple(self.unexpected),
            problems=tuple(self.problems),
            before=self.before,
            after=self.after,
            stored=self.stored,
            consents=self.consents,
        )


def _end(
    stored: StoredCall, settings: Settings, language: Language
) -> tuple[str | None, Language]:
    """Return where the caller was handed to, and the language at the end."""
    state, handed_to = start(settings), None
    for recorded in read_journal(stored.events):
        state, actions = step(state, in_zone(recorded.event, settings.practice.zone))
        for action in actions:
            if isinstance(action, Transfer | ToMailbox | HangUp):
                handed_to = transferred_to(action)
    return handed_to, state.language if stored.events else language
