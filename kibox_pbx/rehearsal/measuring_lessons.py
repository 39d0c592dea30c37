"""Does what was learned help, and does it do harm? Counted before and after.

Each lesson is tried with all the others learned and itself left out: a lesson that only knows
itself helps nobody.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime

from kibox_pbx.config.settings import Settings
from kibox_pbx.dialogue.guessing import guessed_wish
from kibox_pbx.dialogue.intents import Intent
from kibox_pbx.dialogue.lessons import Lesson, LessonKind, with_lessons
from kibox_pbx.dialogue.own_wishes import own_wish
from kibox_pbx.dialogue.scene import Scene
from kibox_pbx.dialogue.skills.naming import (
    heard_department,
    heard_form,
    heard_person,
    heard_service,
)
from kibox_pbx.dialogue.state import start
from kibox_pbx.dialogue.wishes import heard_wish
from kibox_pbx.language.learned.sentences import Kind, sentences
from kibox_pbx.rehearsal.back_office import BackOffices
from kibox_pbx.rehearsal.cases import play_case
from kibox_pbx.storage.entries import PracticeEntries
from kibox_pbx.utterance import Language

_HEARD = {
    "services": heard_service,
    "people": heard_person,
    "departments": heard_department,
    "forms": heard_form,
}
IN_TEXT = frozenset({LessonKind.WORDING, LessonKind.NAME, LessonKind.WISH})
"""What can be tried without sound; what words do for a recogniser, `kibox hear` measures."""


@dataclass(frozen=True, slots=True)
class Measured:
    """How much is understood, before and after."""

    lessons: int
    """Wordings, names and wishes that were tried."""

    understood_before: int
    understood_after: int
    cases: int
    """Calls of consenting callers that were told again."""

    right_before: int
    right_after: int
    questions: int
    """The office's own questions, each as the office words it."""

    answered_before: int
    answered_after: int
    sentences: int
    """Those that come with the package."""

    taken_wrongly: int
    """Of these, taken for another wish because of what was learned."""


async def measure(settings: Settings, learned: Sequence[Lesson]) -> Measured:
    """Try everything without the lessons, and with them."""
    after = with_lessons(settings, learned)
    tried = [each for each in learned if each.kind in IN_TEXT]
    cases = [each for each in learned if each.kind is LessonKind.CASE]
    shipped = [
        (language, each)
        for language in settings.practice.languages
        for each in sentences(Kind.WISHES, language)
    ]
    scenes = {language: _scene(after, language) for language in Language}
    async with BackOffices() as offices:
        right_before = [(await play_case(each, settings, offices)).passed for each in cases]
        right_after = [(await play_case(each, after, offices)).passed for each in cases]
    return Measured(
        lessons=len(tried),
        understood_before=sum(is_understood(each, settings) for each in tried),
        understood_after=sum(
            is_understood(
                each, with_lessons(settings, [other for other in learned if other != each])
            )
            for each in tried
        ),
        cases=len(cases),
        right_before=sum(right_before),
        right_after=sum(right_after),
        questions=len(_own_questions(settings)),
        answered_before=_answered(settings, settings),
        answered_after=_answered(settings, after),
        sentences=len(shipped),
        taken_wrongly=sum(
            own_wish(scenes[language], each.text) not in {None, _intent(each.label)}
            for language, each in shipped
        ),
    )


def is_understood(lesson: Lesson, settings: Settings) -> bool:
    """Say whether these settings take a lesson's words for what they mean."""
    scene = _scene(settings, lesson.language)
    match lesson.kind:
        case LessonKind.WORDING:
            found = PracticeEntries(settings).look_up(lesson.text, lesson.language)
            return found == (lesson.target,)
        case LessonKind.NAME:
            part, _, key = lesson.target.partition(".")
            return _HEARD[part](scene, lesson.text) == key
        case _:
            heard = heard_wish(scene, lesson.text) or guessed_wish(scene, lesson.text)
            return heard == lesson.target


def _own_questions(settings: Settings) -> list[tuple[str, Language, str]]:
    return [
        (key, language, question)
        for key, entry in settings.enquiries.items()
        for language in settings.practice.languages
        for question in entry.questions.words(language)
    ]


def _answered(asked: Settings, by: Settings) -> int:
    entries = PracticeEntries(by)
    return sum(
        entries.look_up(question, language) == (key,)
        for key, language, question in _own_questions(asked)
    )


def _scene(settings: Settings, language: Language) -> Scene:
    now = datetime.now(UTC).astimezone(settings.practice.zone)
    return replace(start(settings), language=language, answered_at=now).scene(0)


def _intent(label: str) -> Intent | None:
    return Intent(label) if label in set(Intent) else None
