"""Where the caller's waits went, stage by stage, as the journal keeps it: numbers only.

The journal has a line for each answer that began to sound, ``{"waited": {"at_ms": 5120, …}}``;
what the dialogue waited for meanwhile is between its events.
"""

import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import asdict, dataclass
from enum import StrEnum

from kibox_pbx.call.journal import WAITED, Step, read_journal
from kibox_pbx.call.timing import TurnTiming
from kibox_pbx.dialogue.actions import (
    AskModel,
    BookSlot,
    CancelAppointment,
    FindAnswer,
    FindAppointments,
    FindSlots,
    HoldSlot,
    MoveAppointment,
    SeeExtension,
    StoreForm,
    TakeMessage,
    WordAnswer,
)
from kibox_pbx.dialogue.events import (
    AnswersFound,
    AnswerWorded,
    AppointmentBooked,
    AppointmentCancelled,
    AppointmentLost,
    AppointmentMoved,
    AppointmentsFound,
    ExtensionSeen,
    FormStored,
    MessageStored,
    ModelReplied,
    SlotHeld,
    SlotLost,
    SlotsFound,
)

_MODEL = AskModel | WordAnswer
_MODEL_NEWS = ModelReplied | AnswerWorded
_LOOKUP = (
    FindAnswer
    | FindSlots
    | HoldSlot
    | BookSlot
    | FindAppointments
    | CancelAppointment
    | MoveAppointment
    | TakeMessage
    | StoreForm
    | SeeExtension
)
_LOOKUP_NEWS = (
    AnswersFound
    | SlotsFound
    | SlotHeld
    | SlotLost
    | AppointmentBooked
    | AppointmentsFound
    | AppointmentCancelled
    | AppointmentMoved
    | AppointmentLost
    | MessageStored
    | FormStored
    | ExtensionSeen
)


class Stage(StrEnum):
    """What the caller waited for; in this order."""

    ENDPOINT = "endpoint"
    """Silence, until the caller was taken to have finished."""
    HEAR = "hear"
    """The recogniser's last words."""
    DIALOGUE = "dialogue"
    LOOKUP = "lookup"
    """Calendar, store, entries, telephones."""
    MODEL = "model"
    """The language model."""
    VOICE = "voice"


@dataclass(frozen=True, slots=True)
class Span:
    """A stretch of a wait."""

    stage: Stage
    at_ms: int
    """Since the caller's last sound."""

    length_ms: int


@dataclass(frozen=True, slots=True)
class Wait:
    """From the caller's last sound to the first of the answer."""

    at_ms: int
    """When the answer began; since the call was answered."""

    timing: TurnTiming

    @property
    def silent_since_ms(self) -> int:
        """When the caller fell silent."""
        return self.at_ms - self.timing.answer_ms


@dataclass(frozen=True, slots=True)
class Fall:
    """One wait with all its stretches, which follow one another."""

    at_ms: int
    """When the caller fell silent; since the call was answered."""

    spans: tuple[Span, ...]
    answer_ms: int

    def length_ms(self, stage: Stage) -> int:
        """Return how long a stage took in all."""
        return sum(each.length_ms for each in self.spans if each.stage is stage)


def wait_to_json(wait: Wait) -> str:
    """Return the line of the journal."""
    return json.dumps({WAITED: {"at_ms": wait.at_ms, **asdict(wait.timing)}})


def falls(lines: Sequence[str]) -> tuple[Fall, ...]:
    """Return the waits of a journal, in order.

    Raises:
        ValueError: A line is nothing that this version writes.
    """
    errands = tuple(_errands(read_journal(lines)))
    return tuple(_fall(each, errands) for each in _waits(lines))


def _waits(lines: Iterable[str]) -> Iterator[Wait]:
    for line in lines:
        fields = json.loads(line)
        if WAITED in fields:
            told = dict(fields[WAITED])
            yield Wait(told.pop("at_ms"), TurnTiming(**told))


def _errands(steps: Iterable[Step]) -> Iterator[tuple[Stage, int, int]]:
    """Yield what was waited for, from when until when."""
    out: dict[Stage, int] = {}
    for step in steps:
        stage = _answered(step)
        if stage in out:
            yield stage, out.pop(stage), step.event.at_ms
        for action in step.actions or ():
            if isinstance(action, _MODEL):
                out[Stage.MODEL] = step.event.at_ms
            elif isinstance(action, _LOOKUP):
                out[Stage.LOOKUP] = step.event.at_ms


def _answered(step: Step) -> Stage:
    if isinstance(step.event, _MODEL_NEWS):
        return Stage.MODEL
    return Stage.LOOKUP if isinstance(step.event, _LOOKUP_NEWS) else Stage.DIALOGUE


def _fall(wait: Wait, errands: Iterable[tuple[Stage, int, int]]) -> Fall:
    begun, timing = wait.silent_since_ms, wait.timing
    heard = timing.endpoint_ms + timing.hear_ms
    decided = heard + timing.decide_ms
    spans = [
        Span(Stage.ENDPOINT, 0, timing.endpoint_ms),
        Span(Stage.HEAR, timing.endpoint_ms, timing.hear_ms),
    ]
    at = heard
    for stage, since, until in sorted(errands, key=lambda each: each[1]):
        first, last = max(since - begun, at), min(until - begun, decided)
        if first < last:
            spans += [Span(Stage.DIALOGUE, at, first - at), Span(stage, first, last - first)]
            at = last
    spans += [
        Span(Stage.DIALOGUE, at, decided - at),
        Span(Stage.VOICE, decided, timing.voice_ms),
    ]
    return Fall(begun, tuple(each for each in spans if each.length_ms), timing.answer_ms)
