"""What the office writes on its pages is what the next caller is told, and the voice has it."""

import asyncio
from dataclasses import dataclass, field

import pytest

from kibox_pbx.app.added_entries import AddedEntries
from kibox_pbx.app.receptionist import Receptionist
from kibox_pbx.call.live import SentenceBegan
from kibox_pbx.config.added_entry import checked_entry
from kibox_pbx.config.settings import Enquiry
from kibox_pbx.config.yaml_lines import Tree
from kibox_pbx.dialogue.lessons import Lesson, LessonKind
from kibox_pbx.errors import EngineError
from kibox_pbx.records import Act
from kibox_pbx.storage.added_entries import AddedEntryRepository
from kibox_pbx.storage.database import Database
from kibox_pbx.utterance import Language
from tests.app.receptionists import ENGLISH, GERMAN, OPEN, RECEPTION, Kept, ears_of
from tests.fakes import FakeLeg, FakeVoice

LOSE_A_COLUMN = "ALTER TABLE added_entries RENAME COLUMN entry TO lost"


@dataclass
class PreparedVoice(FakeVoice):
    """Notes what is made ahead; broken: it cannot."""

    is_broken: bool = False
    ahead: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        FakeVoice.__init__(self)

    async def prepare(self, sentences: tuple[str, ...]) -> None:
        if self.is_broken:
            raise EngineError("the voice broke")
        self.ahead += sentences


def an_entry(answer: str) -> Enquiry:
    asked: Tree = {"questions": {"de": "Verkaufen Sie Rasenmäher?"}, "answer": {"de": answer}}
    return checked_entry("new", asked, (GERMAN,))


async def told(receptionist: Receptionist, kept: Kept, question: str) -> list[str]:
    """Ask, and return what the assistant tells."""
    kept.all.clear()
    leg, ears = FakeLeg(), ears_of(receptionist)
    ears.texts.append(question)
    leg.speak(400)
    leg.fall_silent(2000)
    async with asyncio.timeout(5), asyncio.TaskGroup() as tasks:
        tasks.create_task(receptionist.converse(leg, RECEPTION))
        while not (answers := list(map(text_of, filter(is_answer, kept.all)))):  # noqa: ASYNC110
            await asyncio.sleep(0.01)
        leg.hang_up()
    return answers


def is_answer(happening: object) -> bool:
    acts = {Act.TELL_ANSWER, Act.CLARIFY, Act.OFFER_PERSON, Act.OFFER_MESSAGE, Act.TRANSFER}
    return isinstance(happening, SentenceBegan) and happening.sentence.act in acts


def text_of(happening: object) -> str:
    assert isinstance(happening, SentenceBegan)
    return happening.sentence.text


async def test_the_next_caller_is_told_without_a_restart(
    receptionist: Receptionist, kept: Kept, database: Database
) -> None:
    written = AddedEntryRepository(database, lambda: OPEN)
    question = "verkaufen sie rasenmäher"
    async with AddedEntries(database, receptionist.know_entries, {}) as added:
        assert "Ja, rote." not in await told(receptionist, kept, question)
        key = await written.add(an_entry("Ja, rote."), "rita")
        await added.changed()
        assert await told(receptionist, kept, question) == ["Ja, rote."]
        receptionist.learn((Lesson(LessonKind.WORDING, key, GERMAN, "haben sie mähmaschinen"),))
        assert await told(receptionist, kept, "haben sie mähmaschinen") == ["Ja, rote."]
        await written.change(key, an_entry("Ja, grüne."), "rita", 1)
        await added.changed()
        assert await told(receptionist, kept, "haben sie mähmaschinen") == ["Ja, grüne."]
        await written.change(key, None, "rita", 2)
        await added.changed()
        assert "Ja, grüne." not in await told(receptionist, kept, question)


@pytest.mark.parametrize("is_broken", [False, True])
async def test_the_voice_makes_the_first_sentence_ahead_and_its_failure_ends_nothing(
    receptionist: Receptionist, database: Database, *, is_broken: bool
) -> None:
    written = AddedEntryRepository(database, lambda: OPEN)
    await written.add(an_entry("Ab 8 Uhr. Sonst nicht."), "rita")
    voices: dict[Language, PreparedVoice] = {
        GERMAN: PreparedVoice(is_broken),
        ENGLISH: PreparedVoice(),
    }
    async with AddedEntries(database, receptionist.know_entries, voices) as added:
        await until_ahead(voices[ENGLISH], 1)
        await written.add(an_entry("Nein."), "rita")
        await added.changed()
        await until_ahead(voices[ENGLISH], 3)
    assert ("Ab acht Uhr." in voices[GERMAN].ahead) is not is_broken
    assert ("Nein." in voices[GERMAN].ahead) is not is_broken


async def until_ahead(voice: PreparedVoice, count: int) -> None:
    async with asyncio.timeout(5):
        while len(voice.ahead) < count:  # noqa: ASYNC110
            await asyncio.sleep(0.01)


async def test_a_store_that_cannot_be_read_changes_nothing(
    receptionist: Receptionist, database: Database, caplog: pytest.LogCaptureFixture
) -> None:
    known: list[int] = []
    added = AddedEntries(database, lambda entries: known.append(len(entries)), {})
    async with added:
        await database.write(lambda tables: tables.conn.execute(LOSE_A_COLUMN))
        await added.changed()
    assert known == [0]
    assert "could not be read" in caplog.text
