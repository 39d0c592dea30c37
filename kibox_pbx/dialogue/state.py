"""How far a conversation has come: everything the dialogue remembers. Immutable."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from types import MappingProxyType

from kibox_pbx.config.settings import Settings
from kibox_pbx.dialogue.actions import Say
from kibox_pbx.dialogue.agreed import Agreed
from kibox_pbx.dialogue.events import AssistantInterrupted
from kibox_pbx.dialogue.intents import Intent
from kibox_pbx.dialogue.phrases import PhraseBook, phrase_book
from kibox_pbx.dialogue.proof import Proof
from kibox_pbx.dialogue.reply import Question, Skill
from kibox_pbx.dialogue.scene import Scene
from kibox_pbx.records import Outcome
from kibox_pbx.utterance import Language

BEST_FIRST = (
    Outcome.EMERGENCY,
    Outcome.BOOKED,
    Outcome.RESCHEDULED,
    Outcome.CANCELLED,
    Outcome.MESSAGE_TAKEN,
    Outcome.TRANSFERRED,
    Outcome.FAILED,
    Outcome.ANSWERED,
    Outcome.ABANDONED,
)
"""Of several things that came of a call, the first in this list is its outcome."""


@dataclass(frozen=True, slots=True)
class Dialogue:
    """A conversation in progress."""

    settings: Settings
    books: Mapping[Language, PhraseBook]
    language: Language
    answered: bool = False
    answered_at: datetime = datetime(1970, 1, 1, tzinfo=UTC)
    caller: str | None = None

    skill: Skill | None = None
    question: Question | None = None
    """What the caller was asked last; None before the greeting and while we look up."""

    said: tuple[Say, ...] = ()
    """What was said in the last turn, for "pardon?"."""

    asked_model: str | None = None
    """The sentence the language model is thinking about."""

    keys: str = ""
    """Telephone keys of an answer that is not complete yet."""

    turns: int = 0
    """How often it was the caller's turn, whatever came of it."""

    asked: Question | None = None
    """What was asked last, even while we look something up."""

    times_asked: int = 0
    """How often in a row that was asked."""

    misses: int = 0
    """How often in a row the caller was not understood."""

    remarks: int = 0
    """How often in a row the caller said what is no answer, such as "are you a robot?"."""

    silences: int = 0
    """How often in a row the caller said nothing."""

    introduced: str | None = None
    """The name that the caller gave before saying what they want."""

    later: tuple[tuple[Intent, str], ...] = ()
    """Wishes of the same sentence that come next, with the caller's words for each."""

    at_ms: int = 0
    """When it was the caller's turn last."""

    rescues: int = 0
    """How often a person was offered because nothing was understood."""

    cut: AssistantInterrupted | None = None
    """The caller cut into what we said last, first into this sentence."""

    resumed: int = 0
    """How often in a row what was cut short was said on, or asked again."""

    advised: bool = False
    """The caller was told what to do if it is an emergency."""

    agreed: Agreed = field(default_factory=Agreed)
    """What the caller was asked to agree to, and did."""

    erases: bool = False
    """The caller wants nothing of this call kept."""

    privacy_parts: int = 0
    """How many parts of the long notice were told."""

    proof: Proof = field(default_factory=Proof)
    reached: Outcome = Outcome.ABANDONED
    over: bool = False

    def scene(self, at_ms: int) -> Scene:
        """Return the circumstances at a moment of the call."""
        now = self.answered_at + timedelta(milliseconds=at_ms)
        return Scene(self.settings, self.language, now, self.caller, self.book, self.proof)

    @property
    def book(self) -> PhraseBook:
        """The phrase book of the language that is spoken now."""
        return self.books[self.language]

    @property
    def recogniser_words(self) -> tuple[str, ...]:
        """What callers of this office say that a recogniser would not expect."""
        speech = self.settings.speech.get(self.language)
        return speech.words if speech else ()


def start(settings: Settings) -> Dialogue:
    """Return the state before the call is answered.

    The settings have passed `check_phrases`. Make one per call, or one for all: it is
    immutable.
    """
    books = MappingProxyType({each: phrase_book(settings, each) for each in Language})
    return Dialogue(settings, books, settings.practice.languages[0])


def better(one: Outcome, other: Outcome) -> Outcome:
    """Return the one of two outcomes that a call is remembered by."""
    return min(one, other, key=BEST_FIRST.index)


def outcome(state: Dialogue) -> Outcome:
    """Return what came of the call so far."""
    return state.reached
