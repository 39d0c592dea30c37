"""What a call needs from the outside world.

The call depends on these; ``engines``, ``asterisk`` and ``storage`` provide them, and
``app`` is the only place that knows which class provides which.
"""

from collections.abc import AsyncGenerator, AsyncIterator
from contextlib import AbstractAsyncContextManager
from dataclasses import dataclass
from datetime import datetime
from enum import Enum
from typing import Protocol

from kibox_pbx.audio import AudioFrame, RecordedPiece
from kibox_pbx.dialogue.actions import FindSlots
from kibox_pbx.privacy.consent import ConsentAnswer, ConsentPurpose
from kibox_pbx.records import Appointment, Call, FilledForm, Message, Outcome, Slot, Turn
from kibox_pbx.utterance import Language, Utterance


@dataclass(frozen=True, slots=True)
class KeyPress:
    """A telephone key the caller pressed."""

    key: str
    at_ms: int


class CallLeg(Protocol):
    """The caller's end of the telephone line."""

    def incoming(self) -> AsyncIterator[AudioFrame | KeyPress]:
        """Yield what the caller sends until the caller hangs up; one reader only.

        Raises:
            PeerError: The line broke or the peer broke the protocol.
        """
        ...

    async def play(self, frame: AudioFrame) -> None:
        """Queue a frame, waiting while more than 200 ms are already queued."""
        ...

    async def drained(self) -> None:
        """Wait until everything queued has been sent to the caller."""
        ...

    def drop_queued(self) -> int:
        """Forget what is queued but not yet sent; return its length in milliseconds."""
        ...

    async def finish(self) -> None:
        """End the conversation and give the caller back to Asterisk; safe to call twice."""
        ...


class Recognition(Protocol):
    """One turn of the caller, being heard."""

    async def hear(self, frame: AudioFrame) -> str:
        """Take the next sound; return what was understood so far (may be "")."""
        ...

    async def finish(self) -> Utterance:
        """The caller has finished: return what was said.

        Raises:
            EngineError: The recogniser failed; nothing was understood.
        """
        ...


class SpeechToText(Protocol):
    """Understands the words of one language."""

    def listen(self, phrases: tuple[str, ...] = ()) -> AbstractAsyncContextManager[Recognition]:
        """Begin to hear one turn; leaving the context drops it without a trace.

        Args:
            phrases: Likely answers; a better-informed recogniser prefers them where they
                fit, and still hears everything else.
        """
        ...


@dataclass(frozen=True, slots=True)
class HeardAgain:
    """What a second ear made of a turn."""

    text: str
    """As `Utterance.text`."""

    confidence: float
    """0 to 1; compare only within one engine."""


class SecondEar(Protocol):
    """Understands whole turns when the call is over: slower and better."""

    @property
    def is_akin(self) -> bool:
        """The first ear is of the same engine: the confidences of both can be compared."""
        ...

    async def hear_again(self, pcm: bytes) -> HeardAgain:
        """Return what was said in a turn, int16 of 8 kHz, without knowing what was asked.

        Raises:
            EngineError: The recogniser failed; nothing was understood.
        """
        ...


class TextToSpeech(Protocol):
    """Gives the assistant its voice, in one language."""

    def speak(self, text: str) -> AsyncGenerator[AudioFrame, None]:
        """Turn one sentence into 20 ms frames of 8 kHz, the first one within 300 ms.

        Closing it early stops the synthesis; nothing is left running.

        Raises:
            EngineError: The voice could not be used for this sentence.
        """
        ...

    async def prepare(self, sentences: tuple[str, ...]) -> None:
        """Synthesise fixed sentences ahead, so that they start at once."""
        ...


class VoiceActivity(Protocol):
    """Tells speech from everything else, for one call."""

    def probability(self, frame: AudioFrame) -> float:
        """Return how likely speech is in the sound up to this frame, 0 to 1.

        Takes under 1 ms, so it may be called on the event loop.
        """
        ...


class EchoGuard(Protocol):
    """Knows the assistant's own voice when it comes back on the line, for one call."""

    def played(self, frame: AudioFrame) -> None:
        """Note what goes to the line after what was played before."""
        ...

    def dropped(self) -> None:
        """Forget what was played and has not reached the line."""
        ...

    def hear(self, frame: AudioFrame) -> None:
        """Take the next frame of the line; as much was sent to it meanwhile."""
        ...

    def is_own_voice(self) -> bool:
        """Say whether nobody but the assistant speaks in the last frame heard.

        Takes about 1 ms, so it is asked only where there is speech.
        """
        ...


@dataclass(frozen=True, slots=True)
class Choice:
    """What the language model takes a sentence for."""

    label: str
    probability: float
    """0 to 1 among the task's labels."""


class LanguageModel(Protocol):
    """A small local model that puts free sentences into classes."""

    async def choose(self, task: str, text: str) -> Choice:
        """Return the best label of a task that was prepared at start.

        Raises:
            EngineError: Too slow (deadline passed or queue full), or the model failed.
        """
        ...


class WritingModel(Protocol):
    """The same model, filling forms from free sentences."""

    async def write(self, task: str, text: str) -> str:
        """Return the form of a `WritingTask` as JSON that fits its schema.

        Only the shape is sure: check every value against what was said.

        Raises:
            EngineError: Too slow (deadline passed or queue full), or no end of it.
        """
        ...


class Moved(Enum):
    """What came of moving an appointment."""

    DONE = "done"
    SLOT_LOST = "slot lost"
    APPOINTMENT_LOST = "appointment lost"


class Calendar(Protocol):
    """The practice's appointments. Times are aware."""

    async def free_slots(self, wish: FindSlots) -> tuple[Slot, ...]:
        """Return free slots that fit, soonest first (nearest first with ``wish.near``).

        Raises:
            StorageError: The calendar could not be read.
        """
        ...

    async def hold(self, slot: Slot, call_id: str) -> bool:
        """Keep a slot for a call for some minutes; False if it is gone."""
        ...

    async def release(self, slot: Slot, call_id: str) -> None:
        """Give a held slot back; nothing happens if it is not held by this call."""
        ...

    async def book(
        self, slot: Slot, call_id: str, *, name: str, phone: str, birthdate: str | None
    ) -> Appointment | None:
        """Write an appointment in one transaction; None if the slot is gone.

        Raises:
            StorageError: Nothing was written.
        """
        ...

    async def find(
        self, *, name: str, phone: str | None, birthdate: str | None
    ) -> tuple[Appointment, ...]:
        """Return somebody's appointments to come, soonest first: only what all factors fit.

        Raises:
            StorageError: The calendar could not be read.
        """
        ...

    async def may_still_prove(self, call_id: str, phone: str | None) -> bool:
        """Say whether a call, and a number that is told in it, has not failed too often.

        Raises:
            StorageError: It could not be read.
        """
        ...

    async def note_failed_proof(self, call_id: str, numbers: tuple[str, ...]) -> None:
        """Note that a call, and the numbers told in it, could not prove who somebody is.

        Raises:
            StorageError: Nothing was written.
        """
        ...

    async def keeps_birthdates(self) -> bool:
        """Say whether anybody who has an appointment to come has a date of birth on file.

        Raises:
            StorageError: The calendar could not be read.
        """
        ...

    async def cancel(self, appointment: Appointment, call_id: str) -> bool:
        """Delete an appointment; False if it was changed meanwhile."""
        ...

    async def move(self, appointment: Appointment, slot: Slot, call_id: str) -> Moved:
        """Give an appointment another time, in one transaction.

        Raises:
            StorageError: Nothing was changed.
        """
        ...


class Entries(Protocol):
    """What the practice tells everybody who asks."""

    async def find(self, question: str, language: Language) -> tuple[str, ...]:
        """Return the keys of the entries that surely fit a question, best first."""
        ...

    async def word(self, entry: str, question: str, language: Language) -> str | None:
        """Have the answer worded from one entry; None: it could not be done well in time."""
        ...


class Extensions(Protocol):
    """The telephones of the house."""

    async def is_free(self, department: str) -> bool:
        """Say whether a department's telephone would ring; when in doubt, it would."""
        ...


class CallStore(Protocol):
    """Keeps what calls leave behind, encrypted."""

    async def begin(self, call: Call) -> None:
        """Write that a call was answered."""
        ...

    async def add_turn(self, call_id: str, turn: Turn) -> None:
        """Write one turn of the transcript."""
        ...

    async def add_event(self, call_id: str, event: str) -> None:
        """Write one event of the journal (JSON)."""
        ...

    async def take_message(self, call_id: str, message: Message) -> None:
        """Write a message for the people."""
        ...

    async def take_form(self, call_id: str, form: FilledForm) -> None:
        """Write a request for the people."""
        ...

    async def keep_question(self, call_id: str, question: str, language: Language) -> None:
        """Write a question that the practice has no entry for, for the admin."""
        ...

    async def note_consent(
        self,
        call_id: str,
        purpose: ConsentPurpose,
        answer: ConsentAnswer,
        notice: str,
        at: datetime,
    ) -> None:
        """Write what a caller answered to a question for consent; see `NoteConsent`."""
        ...

    async def withdraw_consent(
        self, call_id: str, purpose: ConsentPurpose, at: datetime
    ) -> None:
        """Write that a consent ends; a recording is destroyed at once."""
        ...

    async def add_sound(self, call_id: str, piece: RecordedPiece) -> None:
        """Write the next piece of a recording, if the caller's consent stands."""
        ...

    async def mark_for_erasure(self, call_id: str) -> None:
        """Write that a call is to be erased once it is over, whatever happens until then."""
        ...

    async def finish(self, call_id: str, outcome: Outcome, duration_ms: int) -> None:
        """Write what came of a call and how long it took, in milliseconds."""
        ...
