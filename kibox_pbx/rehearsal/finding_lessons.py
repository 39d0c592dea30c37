"""Finds in a call what can be learned: what was not understood at first, and what it meant.

The caller's next words, or what the call came to, say what it meant. A person decides whether
that is so; here nothing is learned yet.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from kibox_pbx.call.journal import Step
from kibox_pbx.dialogue.actions import (
    Action,
    CancelAppointment,
    FindAppointments,
    FindSlots,
    KeepQuestion,
    MoveAppointment,
    Say,
    StoreForm,
    TakeMessage,
    Transfer,
)
from kibox_pbx.dialogue.events import AnswersFound, CallerSpoke, Event
from kibox_pbx.dialogue.intents import Intent
from kibox_pbx.dialogue.lessons import Lesson, LessonKind
from kibox_pbx.language.words import fold
from kibox_pbx.records import Act, Speaker, Turn
from kibox_pbx.utterance import Language

OPEN_QUESTIONS = frozenset(
    {Act.GREET, Act.ASK_INTENT, Act.CLARIFY, Act.ANYTHING_ELSE, Act.ASK_RECORDING_CONSENT}
)
"""After these, callers say what they want."""

LONGEST_NAME = 4
"""Words in which somebody calls a service by its name, and says nothing else."""

SHORTEST_WORD = 4
"""Letters of a word that is worth telling a recogniser."""

SOON = 3
"""Exchanges within which a question is put in other words; later it is another question."""

_FRAME = re.compile(
    r"^(?:(?:der|die|das|den|dem|ein\w*|zum|zur|für|fürs|the|an?|for|nur|just|ja|yes) )+"
    r"|,? (?:bitte|please)$"
)
"""What belongs to the sentence around a name."""

_DONE: tuple[tuple[type[Action], Intent], ...] = (
    (MoveAppointment, Intent.MOVE),
    (CancelAppointment, Intent.CANCEL),
    (FindAppointments, Intent.EXISTING),
    (StoreForm, Intent.FORM),
    (FindSlots, Intent.BOOK),
    (TakeMessage, Intent.MESSAGE),
    (Transfer, Intent.PERSON),
)
"""What a wish comes to; the first that was done says which wish it was."""


@dataclass(frozen=True, slots=True)
class Exchange:
    """What the caller said, after what, and all that was done until the caller spoke again."""

    asked: Act | None
    field: str | None
    """Of a form, where one was asked for."""

    said: str
    events: tuple[Event, ...]
    actions: tuple[Action, ...]

    @property
    def is_missed(self) -> bool:
        """Whether it was not understood."""
        acts = {each.act for each in self.actions if isinstance(each, Say)}
        again = self.asked is Act.ASK_SERVICE and Act.ASK_SERVICE in acts
        return Act.CLARIFY in acts or again or self._was_in_vain

    @property
    def entry(self) -> str | None:
        """The entry that answered it."""
        found = [each.entries for each in self.events if isinstance(each, AnswersFound)]
        return found[-1][0] if found and len(found[-1]) == 1 else None

    @property
    def service(self) -> str | None:
        """The service it was understood as."""
        found = (each.service for each in self.actions if isinstance(each, FindSlots))
        return next(found, None)

    @property
    def _was_in_vain(self) -> bool:
        return any(isinstance(each, KeepQuestion) for each in self.actions)


def lessons_of(
    steps: Sequence[Step], turns: Sequence[Turn], language: Language
) -> tuple[Lesson, ...]:
    """Return what can be learned from a call, each lesson once.

    Args:
        steps: Its journal.
        turns: Its transcript, in which some turns may have been corrected afterwards.
        language: That the call began in.
    """
    talk = exchanges(steps)
    found = [*_from_misses(talk, language), *_from_corrections(steps, turns, language)]
    return tuple(dict.fromkeys(found))


def exchanges(steps: Sequence[Step]) -> tuple[Exchange, ...]:
    """Cut a call where the caller speaks."""
    spoken = [at for at, step in enumerate(steps) if isinstance(step.event, CallerSpoke)]
    cut = [0, *spoken, len(steps)]
    pieces = [_Piece(tuple(steps[first:last])) for first, last in pairwise(cut)]
    return tuple(
        Exchange(*before.asked, piece.said, piece.events, piece.actions)
        for before, piece in pairwise(pieces)
    )


@dataclass(frozen=True, slots=True)
class _Piece:
    steps: tuple[Step, ...]

    @property
    def events(self) -> tuple[Event, ...]:
        return tuple(step.event for step in self.steps)

    @property
    def actions(self) -> tuple[Action, ...]:
        return tuple(action for step in self.steps for action in step.actions or ())

    @property
    def asked(self) -> tuple[Act | None, str | None]:
        said = [(each.act, each.field) for each in self.actions if isinstance(each, Say)]
        return said[-1] if said else (None, None)

    @property
    def said(self) -> str:
        return next((each.text for each in self.events if isinstance(each, CallerSpoke)), "")


def _from_misses(talk: Sequence[Exchange], language: Language) -> Iterator[Lesson]:
    for at, missed in enumerate(talk):
        if missed.said and missed.is_missed:
            lesson = _meant(missed, talk[at + 1 :], language)
            if lesson:
                yield lesson


def _meant(missed: Exchange, rest: Sequence[Exchange], language: Language) -> Lesson | None:
    if missed.asked is Act.ASK_SERVICE:
        return _name(missed.said, rest, language)
    entry = next((each.entry for each in rest[:SOON] if each.entry), None)
    if entry or any(isinstance(each, KeepQuestion) for each in missed.actions):
        return Lesson(LessonKind.WORDING, entry or "", language, missed.said)
    return _wish(missed.said, rest, language) if missed.asked in OPEN_QUESTIONS else None


def _name(said: str, rest: Sequence[Exchange], language: Language) -> Lesson | None:
    service = next((each.service for each in rest if each.service), None)
    called = _FRAME.sub("", said).strip()
    if service is None or not 0 < len(called.split()) <= LONGEST_NAME:
        return None
    return Lesson(LessonKind.NAME, f"services.{service}", language, called)


def _wish(said: str, rest: Sequence[Exchange], language: Language) -> Lesson | None:
    done = tuple(action for each in rest for action in each.actions)
    for kind, intent in _DONE:
        if any(isinstance(each, kind) for each in done):
            return Lesson(LessonKind.WISH, intent, language, said)
    return None


def _from_corrections(
    steps: Sequence[Step], turns: Sequence[Turn], language: Language
) -> Iterator[Lesson]:
    """Yield words that were heard only when the call was heard once more."""
    live = {word for step in steps for word in _words(step.event)}
    for turn in turns:
        if turn.corrected and turn.speaker is Speaker.CALLER:
            for word in turn.text.split():
                is_word = len(word) >= SHORTEST_WORD and word.isalpha()
                if is_word and fold(word) not in live:
                    yield Lesson(LessonKind.WORD, "", language, word)


def _words(event: Event) -> list[str]:
    return fold(event.text).split() if isinstance(event, CallerSpoke) else []
