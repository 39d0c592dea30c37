"""From a consenting caller's call to a lesson, and from a withdrawn consent to none."""

from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

import pytest

from kibox_pbx.app.lessons import Lessons
from kibox_pbx.config.loader import load
from kibox_pbx.config.settings import Settings
from kibox_pbx.dialogue.lessons import Lesson, LessonKind, with_lessons
from kibox_pbx.dialogue.state import start
from kibox_pbx.language.learned.sentences import Kind, sentences
from kibox_pbx.privacy.consent import ConsentAnswer, ConsentPurpose
from kibox_pbx.records import Act
from kibox_pbx.rehearsal.back_office import BackOffice, BackOffices, no_mind
from kibox_pbx.rehearsal.cases import play_case
from kibox_pbx.rehearsal.learning import find_lessons
from kibox_pbx.rehearsal.measuring_lessons import is_understood, measure
from kibox_pbx.rehearsal.played import Played
from kibox_pbx.rehearsal.rehearse import converse
from kibox_pbx.rehearsal.rehearsed_call import rehearsed_call
from kibox_pbx.rehearsal.scenario import Given
from kibox_pbx.rehearsal.script import CallerScript
from kibox_pbx.rehearsal.text_call import TextCall
from kibox_pbx.rehearsal.text_caller import ScriptReader
from kibox_pbx.storage import consents
from kibox_pbx.storage.consents import Consent
from kibox_pbx.storage.database import Database
from kibox_pbx.storage.lessons import LessonRepository, LessonState
from kibox_pbx.utterance import Language
from tests.rehearsal.practice import practice
from tests.storage.practice import BERLIN

NOW = datetime(2026, 11, 23, 9, tzinfo=BERLIN)
ODD = "klappts bei der dicken berta noch"
PLAIN = "ich möchte einen termin zur vorsorge"
BOOKING = {
    "ask_day": ("so bald wie möglich",),
    "offer_slots": ("den ersten",),
    "ask_name": ("sabine huber",),
    "ask_phone": ("ja",),
    "confirm_booking": ("ja",),
    "anything_else": ("nein danke",),
}


@dataclass(frozen=True, slots=True)
class Practice:
    """A practice that callers ring in writing."""

    settings: Settings
    back: BackOffice
    database: Database

    async def call(
        self,
        *says: str,
        answers: Mapping[str, tuple[str, ...]],
        learned: Settings | None = None,
    ) -> Played:
        """Have somebody ring, say this, and agree to being learned from."""
        settings = learned or self.settings
        call = rehearsed_call(settings, "+493023125001", self.back, Language.GERMAN)
        script = CallerScript(says=says, answers=dict(answers))
        talk = TextCall(call, start(settings), self.back, ScriptReader(script))
        played = await converse(call, talk, self.back)
        await self.agrees(call.id)
        return played

    async def agrees(self, call_id: str, answer: ConsentAnswer = ConsentAnswer.YES) -> None:
        consent = Consent(call_id, ConsentPurpose.IMPROVEMENT, answer, "n1", NOW)
        await self.database.write(lambda tables: consents.record(tables, consent))


@asynccontextmanager
async def opened(folder: Path) -> AsyncIterator[Practice]:
    settings = load(practice(folder))
    async with BackOffices() as offices:
        mind = await no_mind(Path(), settings)
        async with offices.open(settings, Given(), NOW, mind) as back:
            yield Practice(settings, back, back.database)


async def test_what_was_not_understood_is_learned_from_what_it_came_to(tmp_path: Path) -> None:
    async with opened(tmp_path) as at:
        await at.call(ODD, answers={"clarify": (PLAIN,), **BOOKING})
        assert await find_lessons(at.database) == (1, 2)
        lessons = LessonRepository(at.database)
        wish, case = sorted(
            await lessons.all(), key=lambda each: each.lesson.kind, reverse=True
        )
        assert wish.lesson == Lesson(LessonKind.WISH, "appointment", Language.GERMAN, ODD)
        assert (wish.state, case.lesson.kind) == (LessonState.SUGGESTED, LessonKind.CASE)
        assert await lessons.accepted() == ()

        await lessons.decide(wish.id, LessonState.ACCEPTED)
        learned = with_lessons(at.settings, await lessons.accepted())
        again = await at.call(
            ODD, answers={"ask_service": ("vorsorge",), **BOOKING}, learned=learned
        )
        assert Act.CLARIFY not in {turn.act for turn in again.turns}


async def test_a_question_in_vain_is_learned_as_a_wording_of_the_entry_that_answers(
    tmp_path: Path,
) -> None:
    odd = "gibts da wieder knöllchen"
    async with opened(tmp_path) as at:
        await at.call(
            odd,
            answers={
                "offer_message": ("nein",),
                "offer_person": ("nein",),
                "anything_else": ("wo kann ich parken", "nein danke"),
            },
        )
        await find_lessons(at.database)
        [found] = [
            each.lesson
            for each in await LessonRepository(at.database).all()
            if each.lesson.kind is LessonKind.WORDING
        ]
        assert found == Lesson(LessonKind.WORDING, "parking", Language.GERMAN, odd)
        assert not is_understood(found, at.settings)
        assert is_understood(found, with_lessons(at.settings, [found]))


async def test_the_words_for_a_service_are_learned_as_its_name(tmp_path: Path) -> None:
    async with opened(tmp_path) as at:
        answers = {"ask_service": ("der große tüv bitte", "vorsorge"), **BOOKING}
        await at.call("ich brauche einen termin", answers=answers)
        await find_lessons(at.database)
        kept = await LessonRepository(at.database).all()
        [found] = [each.lesson for each in kept if each.lesson.kind is LessonKind.NAME]
        assert found == Lesson(
            LessonKind.NAME, "services.checkup", Language.GERMAN, "große tüv"
        )
        assert is_understood(found, with_lessons(at.settings, [found]))


@pytest.mark.parametrize("answer", [ConsentAnswer.NO, ConsentAnswer.NONE])
async def test_nothing_is_learned_from_who_did_not_agree(
    tmp_path: Path, answer: ConsentAnswer
) -> None:
    async with opened(tmp_path) as at:
        call = rehearsed_call(at.settings, None, at.back, Language.GERMAN)
        script = ScriptReader(
            CallerScript(says=(ODD,), answers={"clarify": (PLAIN,), **BOOKING})
        )
        await converse(call, TextCall(call, start(at.settings), at.back, script), at.back)
        await at.agrees(call.id, answer)
        assert await find_lessons(at.database) == (0, 0)


@pytest.mark.parametrize("how", ["withdrawn", "erased"])
async def test_a_lesson_ends_with_the_consent_and_the_service_forgets_it(
    tmp_path: Path, how: str
) -> None:
    async with opened(tmp_path) as at:
        await at.call(ODD, answers={"clarify": (PLAIN,), **BOOKING})
        await find_lessons(at.database)
        lessons = LessonRepository(at.database)
        kept = await lessons.all()
        for each in kept:
            await lessons.decide(each.id, LessonState.ACCEPTED)
        known: list[Lesson] = []

        def learn(now: object) -> None:
            known[:] = list(now)  # type: ignore[call-overload]

        async with Lessons(lessons, learn) as service:
            assert len(known) == 2
            call_id = kept[0].call_id
            if how == "erased":
                await at.back.calls.erase(call_id)
            else:
                await at.database.write(
                    lambda tables: consents.withdraw(
                        tables, call_id, ConsentPurpose.IMPROVEMENT, datetime.now(UTC)
                    )
                )
            assert await lessons.all() == ()
            await service.look()
            assert known == []


async def test_a_call_is_looked_at_once_and_what_was_refused_is_not_found_again(
    tmp_path: Path,
) -> None:
    async with opened(tmp_path) as at:
        await at.call(ODD, answers={"clarify": (PLAIN,), **BOOKING})
        await find_lessons(at.database)
        lessons = LessonRepository(at.database)
        for each in await lessons.all():
            await lessons.decide(each.id, LessonState.REFUSED)
        assert await find_lessons(at.database) == (0, 0)
        assert await lessons.accepted() == ()


async def test_a_call_can_be_told_again_as_a_case(tmp_path: Path) -> None:
    async with opened(tmp_path) as at:
        await at.call(PLAIN, answers=BOOKING)
        await find_lessons(at.database)
        [kept] = await LessonRepository(at.database).all()
        assert kept.lesson.kind is LessonKind.CASE
        assert "+493023125001" not in kept.lesson.text
        async with BackOffices() as offices:
            verdict = await play_case(kept.lesson, at.settings, offices)
        assert verdict.differences == ()


async def test_what_is_learned_is_measured_without_itself(tmp_path: Path) -> None:
    settings = load(practice(tmp_path))
    alike = "klappts bei der dicken berta denn noch"
    learned = [
        Lesson(LessonKind.WISH, "appointment", Language.GERMAN, ODD),
        Lesson(LessonKind.WISH, "appointment", Language.GERMAN, alike),
    ]
    measured = await measure(settings, learned)
    assert (measured.lessons, measured.understood_before, measured.understood_after) == (
        2,
        0,
        2,
    )
    assert measured.answered_before == measured.answered_after == measured.questions
    assert measured.sentences > 1000
    assert measured.taken_wrongly == 0
    alone = await measure(settings, learned[:1])
    assert alone.understood_after == 0


async def test_harm_is_counted(tmp_path: Path) -> None:
    settings = load(practice(tmp_path))
    shipped = next(
        each.text
        for each in sentences(Kind.WISHES, Language.GERMAN)
        if each.label == "appointment" and len(each.text.split()) > 5
    )
    wrong = Lesson(LessonKind.WISH, "cancel", Language.GERMAN, shipped)
    assert (await measure(settings, [wrong])).taken_wrongly > 0
