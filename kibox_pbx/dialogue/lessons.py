"""What the assistant learns from callers who agreed to it, and how the settings carry it. Pure.

A lesson is one more wording of what the settings have already: of an entry's question, of
the name of a thing, of a wish, or a word for the recogniser. So nothing can be learned that
an office could not have written itself, and what is learned ends as easily (L13).
"""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, assert_never

from pydantic import BaseModel

from kibox_pbx.config.settings import Settings, Speech, Spoken
from kibox_pbx.dialogue.intents import Intent
from kibox_pbx.utterance import Language

NAMED = ("services", "people", "departments", "forms")
"""Parts of the settings whose things have names."""


class LessonKind(StrEnum):
    """What is learned."""

    WORDING = "wording"
    """How an entry is asked for; the target is its key."""
    NAME = "name"
    """How a thing is called; the target is such as ``services.checkup``."""
    WISH = "wish"
    """How a wish is put; the target is the wish."""
    WORD = "word"
    """What the recogniser did not expect; no target."""
    CASE = "case"
    """A whole call as a scenario: it is measured with, and changes no setting."""


WITHOUT_TARGET = frozenset({LessonKind.WORD, LessonKind.CASE})


@dataclass(frozen=True, slots=True)
class Lesson:
    """One thing to learn."""

    kind: LessonKind
    target: str
    """Empty: a person has to say what it belongs to."""

    language: Language
    text: str
    """As the caller said it, normalised."""


def fits(lesson: Lesson, settings: Settings) -> bool:
    """Say whether the settings still have what a lesson belongs to."""
    if lesson.kind in WITHOUT_TARGET:
        return True
    return lesson.target in targets(lesson.kind, settings)


def targets(kind: LessonKind, settings: Settings) -> tuple[str, ...]:
    """Return what lessons of a kind can belong to."""
    match kind:
        case LessonKind.WORDING:
            return tuple(settings.enquiries)
        case LessonKind.NAME:
            return tuple(f"{part}.{key}" for part in NAMED for key in getattr(settings, part))
        case LessonKind.WISH:
            return tuple(Intent)
        case LessonKind.WORD | LessonKind.CASE:
            return ()
        case _:
            assert_never(kind)


def with_lessons(settings: Settings, lessons: Iterable[Lesson]) -> Settings:
    """Return settings that know what was learned; what no longer fits is left out."""
    for lesson in lessons:
        if fits(lesson, settings):
            settings = _with(settings, lesson)
    return settings


def _with(settings: Settings, lesson: Lesson) -> Settings:
    match lesson.kind:
        case LessonKind.WORDING:
            entry = settings.enquiries[lesson.target]
            asked = _changed(entry, questions=_more(entry.questions, lesson))
            return _put(settings, "enquiries", lesson.target, asked)
        case LessonKind.NAME:
            part, _, key = lesson.target.partition(".")
            thing = getattr(settings, part)[key]
            return _put(settings, part, key, _changed(thing, names=_more(thing.names, lesson)))
        case LessonKind.WISH:
            known = settings.wishes.get(lesson.target, Spoken())  # type: ignore[call-overload]
            return _put(settings, "wishes", lesson.target, _more(known, lesson))
        case LessonKind.WORD:
            speech = settings.speech.get(lesson.language, Speech())
            words = tuple(dict.fromkeys((*speech.words, lesson.text)))
            return _put(settings, "speech", lesson.language, _changed(speech, words=words))
        case LessonKind.CASE:
            return settings
        case _:
            assert_never(lesson.kind)


def _more(spoken: Spoken, lesson: Lesson) -> Spoken:
    words = tuple(dict.fromkeys((*spoken.words(lesson.language), lesson.text)))
    return Spoken.model_validate(spoken.model_dump() | {lesson.language.value: words})


def _changed(section: BaseModel, **values: Any) -> BaseModel:
    return section.model_copy(update=values)


def _put(settings: Settings, part: str, key: str, value: BaseModel) -> Settings:
    return settings.model_copy(update={part: getattr(settings, part) | {key: value}})
