"""What every skill may know about the call: who calls, when, in which language."""

from dataclasses import dataclass, field
from datetime import date, datetime

from kibox_pbx.config.opening import is_open
from kibox_pbx.config.settings import Settings, Spoken
from kibox_pbx.dialogue.phrases import PhraseBook
from kibox_pbx.dialogue.proof import Proof
from kibox_pbx.utterance import Language


@dataclass(frozen=True, slots=True)
class Scene:
    """The circumstances of one moment in a call."""

    settings: Settings
    language: Language
    now: datetime
    """Aware, in the practice's time zone."""

    caller: str | None
    """E.164; None when the number is withheld."""

    book: PhraseBook
    proof: Proof = field(default_factory=Proof)

    @property
    def today(self) -> date:
        """The day of the call."""
        return self.now.date()

    @property
    def open(self) -> bool:
        """Whether people can be expected to pick up."""
        return is_open(self.settings, self.now)

    def name(self, spoken: Spoken) -> str:
        """Return what a thing is called, in the other language if this one has no word."""
        other = Language.ENGLISH if self.language is Language.GERMAN else Language.GERMAN
        return (*spoken.words(self.language), *spoken.words(other), "")[0]

    def words(self, spoken: Spoken) -> tuple[str, ...]:
        """Return what a thing may be called by the caller, in lower case."""
        return tuple(word.lower() for word in spoken.words(self.language))

    def phrase(self, key: str) -> str:
        """Return a phrase that becomes part of another one."""
        return self.book.say(key, 0, {})
