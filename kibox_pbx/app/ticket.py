"""What a caller brings back to us when nobody answered them. Asterisk carries it, as a word."""

import re
from dataclasses import dataclass
from typing import Self

from kibox_pbx.records import Outcome
from kibox_pbx.utterance import Language

_WRITTEN = re.compile(r"([0-9a-f]{32})\.([a-z]{2})\.([a-z_]{1,20})")


@dataclass(frozen=True, slots=True)
class Ticket:
    """Ties a return to the conversation before it. Holds nothing that tells who calls."""

    call_id: str
    language: Language
    """Spoken at the end of that conversation."""

    outcome: Outcome

    def __str__(self) -> str:
        """Return it as `read` takes it: ``3f2a….de.transferred``."""
        return f"{self.call_id}.{self.language.value}.{self.outcome.value}"

    @classmethod
    def read(cls, text: str) -> Self | None:
        """Return a ticket of ours; None: it is none."""
        written = _WRITTEN.fullmatch(text)
        if written is None:
            return None
        call_id, language, outcome = written.groups()
        try:
            return cls(call_id, Language(language), Outcome(outcome))
        except ValueError:
            return None
