"""From Asterisk's question to where the caller goes next, with fakes that hear and speak."""

import asyncio
import threading
import uuid
from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import timedelta
from itertools import count
from pathlib import Path
from typing import Any

import pytest

from kibox_pbx.app.engines import Engines
from kibox_pbx.app.receptionist import Receptionist
from kibox_pbx.app.ticket import Ticket
from kibox_pbx.asterisk.fastagi import AgiRequest
from kibox_pbx.asterisk.reception import Ending
from kibox_pbx.audio import AudioFrame
from kibox_pbx.call.live import CallBegan, CallEnded, Happening, SentenceBegan, TurnTaken
from kibox_pbx.config.settings import Settings
from kibox_pbx.dialogue.phrases import fixed_sentences
from kibox_pbx.engines.voice import Voice
from kibox_pbx.errors import PeerError
from kibox_pbx.ports import KeyPress
from kibox_pbx.records import Act, Call, Outcome
from kibox_pbx.storage.database import Database
from kibox_pbx.storage.keys import MasterKey
from kibox_pbx.storage.sqlcipher import Tables
from kibox_pbx.utterance import Language
from tests.fakes import FakeActivity, FakeEcho, FakeLeg, FakeModel, FakeRecogniser, FakeVoice
from tests.storage.practice import at, settings_with

RECEPTION = AgiRequest("reception", caller_id="+4989123456", dialled="31")
OPEN = at(23, 8, 30)
GERMAN, ENGLISH = Language.GERMAN, Language.ENGLISH
ERASE = "löschen sie bitte das gespräch"


class Kept:
    """An onlooker that remembers."""

    def __init__(self) -> None:
        self.all: list[Happening] = []

    def see(self, happening: Happening) -> None:
        self.all.append(happening)

    @property
    def call(self) -> Call:
        (began,) = (each for each in self.all if isinstance(each, CallBegan))
        return began.call

    @property
    def promised(self) -> bool:
        return any(map(_promises, self.all))

    @property
    def promise(self) -> Happening:
        return next(filter(_promises, self.all))

    @property
    def outcome(self) -> Outcome:
        (ended,) = (each for each in self.all if isinstance(each, CallEnded))
        return ended.outcome


def _promises(happening: Happening) -> bool:
    match happening:
        case SentenceBegan(sentence=said):
            return said.act is Act.TELL_PRIVACY
        case _:
            return False


@pytest.fixture
def settings() -> Settings:
    telephone = {"reception": "desk", "languages_by_number": {"32": "en"}}
    practice = {"name": {"de": "Praxis", "en": "Practice"}, "languages": ["de", "en"]}
    return settings_with(telephone=telephone, practice=practice)


@pytest.fixture
async def database(tmp_path: Path) -> AsyncIterator[Database]:
    async with Database(tmp_path / "kibox.db", MasterKey(bytes(32))) as opened:
        yield opened


@pytest.fixture
def kept() -> Kept:
    return Kept()


@pytest.fixture
def voices() -> dict[Language, FakeVoice]:
    return {GERMAN: FakeVoice(), ENGLISH: FakeVoice()}


@pytest.fixture
def receptionist(
    settings: Settings, database: Database, kept: Kept, voices: dict[Language, FakeVoice]
) -> Receptionist:
    ears = {GERMAN: FakeRecogniser(), ENGLISH: FakeRecogniser()}
    clock = (OPEN + timedelta(seconds=second) for second in count())
    tools = Engines(ears, voices, FakeActivity, FakeEcho, FakeModel(), ())
    return Receptionist(settings, tools, database, kept, clock.__next__)


async def hang_up_at_once(receptionist: Receptionist, **asked: Any) -> Ending:
    leg = FakeLeg()
    leg.hang_up()
    async with asyncio.timeout(5):
        return await receptionist.converse(leg, replace(RECEPTION, **asked))


async def stored(database: Database) -> list[dict[str, Any]]:
    return await database.read(lambda tables: list(tables.table("calls").rows))


async def test_every_number_is_let_in(receptionist: Receptionist) -> None:
    assert await receptionist.admit(RECEPTION)


@pytest.mark.parametrize(("dialled", "language"), [("31", GERMAN), ("32", ENGLISH)])
async def test_the_number_dialled_decides_the_language(
    dialled: str,
    language: Language,
    receptionist: Receptionist,
    kept: Kept,
    voices: dict[Language, FakeVoice],
) -> None:
    await hang_up_at_once(receptionist, dialled=dialled)
    assert (kept.call.dialled, kept.call.language) == (dialled, language)
    assert {each for each, voice in voices.items() if voice.spoken} <= {language}


@pytest.mark.parametrize(
    ("shown", "caller"),
    [
        (None, None),
        ("+4989123456", "+4989123456"),
        ("089123456", "+4989123456"),
        ("200", "200"),
    ],
    ids=["withheld", "E.164", "national", "extension"],
)
async def test_the_callers_number_is_kept_as_the_world_writes_it(
    shown: str | None, caller: str | None, receptionist: Receptionist, kept: Kept
) -> None:
    await hang_up_at_once(receptionist, caller_id=shown)
    assert kept.call.caller == caller


async def test_each_call_has_a_name_of_its_own_and_the_practices_time(
    receptionist: Receptionist, kept: Kept
) -> None:
    await hang_up_at_once(receptionist)
    first = kept.call
    kept.all.clear()
    await hang_up_at_once(receptionist)
    assert kept.call.id != first.id
    assert (first.started_at, kept.call.started_at) == (OPEN, OPEN + timedelta(seconds=1))


async def test_a_caller_who_hangs_up_needs_nothing_more(
    receptionist: Receptionist, kept: Kept, database: Database
) -> None:
    assert await hang_up_at_once(receptionist) == Ending.hang_up()
    assert kept.outcome is Outcome.ABANDONED
    (row,) = await stored(database)
    assert row["outcome"] == "abandoned"


async def test_key_zero_rings_the_reception(receptionist: Receptionist) -> None:
    leg = FakeLeg()
    leg.press("0")
    async with asyncio.timeout(5):
        ending = await receptionist.converse(leg, RECEPTION)
    assert replace(ending, ticket="") == Ending.transfer("desk", "PJSIP/200", 25)


async def test_a_conversation_that_breaks_is_closed_as_failed(
    receptionist: Receptionist, voices: dict[Language, FakeVoice], database: Database
) -> None:
    voices[GERMAN].broken = True
    with pytest.raises(ExceptionGroup):
        await hang_up_late(receptionist)
    (row,) = await stored(database)
    assert row["outcome"] == "failed"


async def hang_up_late(receptionist: Receptionist) -> Ending:
    async with asyncio.timeout(5):
        return await receptionist.converse(FakeLeg(), RECEPTION)


async def ask_for_a_person(receptionist: Receptionist, request: AgiRequest) -> Ending:
    leg = FakeLeg()
    leg.press("0")
    async with asyncio.timeout(5):
        return await receptionist.converse(leg, request)


def coming_back(ending: Ending) -> AgiRequest:
    return replace(RECEPTION, query={"unanswered": "desk", "ticket": ending.ticket})


async def test_whom_nobody_answers_comes_back_in_a_record_that_continues_the_first(
    receptionist: Receptionist, kept: Kept, database: Database
) -> None:
    ending = await ask_for_a_person(receptionist, replace(RECEPTION, dialled="32"))
    kept.all.clear()
    await hang_up_at_once(receptionist, query=coming_back(ending).query)
    first, second = sorted(await stored(database), key=lambda row: str(row["started_at"]))
    assert (first["continues"], second["continues"]) == (None, first["id"])
    assert kept.call.language is ENGLISH
    acts = [each.turn.act for each in kept.all if isinstance(each, TurnTaken)]
    assert acts[0] is Act.GREET
    assert Act.ASK_INTENT not in acts


async def test_a_department_may_have_its_callers_recorded_instead(
    settings: Settings, receptionist: Receptionist
) -> None:
    desk = settings.departments["desk"].model_copy(update={"unanswered": "mailbox"})
    receptionist.settings = settings.model_copy(update={"departments": {"desk": desk}})
    assert (await ask_for_a_person(receptionist, RECEPTION)).ticket == ""


async def test_a_forged_ticket_changes_nothing(receptionist: Receptionist, kept: Kept) -> None:
    await hang_up_at_once(receptionist, query={"ticket": "x"})
    assert kept.call.continues is None


async def test_the_greeting_waits_for_no_disk(
    receptionist: Receptionist, voices: dict[Language, FakeVoice], database: Database
) -> None:
    disk_is_back, leg = threading.Event(), FakeLeg()

    def stuck(_tables: Tables) -> None:
        disk_is_back.wait(timeout=5)

    async with asyncio.timeout(5), asyncio.TaskGroup() as tasks:
        writing = tasks.create_task(database.write(stuck))
        talking = tasks.create_task(receptionist.converse(leg, RECEPTION))
        while not leg.played:  # noqa: ASYNC110 - a line is looked at, and cannot be awaited
            await asyncio.sleep(0.01)
        assert not writing.done()
        disk_is_back.set()
        leg.hang_up()
    assert voices[GERMAN].spoken
    assert talking.result() == Ending.hang_up()
    (row,) = await stored(database)
    assert row["outcome"] == "abandoned"


async def test_a_call_that_cannot_be_written_down_reaches_people(
    receptionist: Receptionist, database: Database
) -> None:
    await database.write(lambda tables: tables.conn.execute("DROP TABLE turns"))
    await database.write(lambda tables: tables.conn.execute("ALTER TABLE calls RENAME TO gone"))
    with pytest.raises(ExceptionGroup):
        await hang_up_late(receptionist)


class StuckSynthesiser:
    """Makes what is prepared, and hangs from then on, as a machine at full load would."""

    name = "stuck"

    def __init__(self) -> None:
        self.works_again = threading.Event()
        self.works_again.set()

    def load(self) -> None:
        pass

    def synthesise(self, text: str) -> bytes:
        self.works_again.wait(timeout=5)
        return bytes(320)


async def test_greeting_and_notice_are_heard_while_every_voice_is_stuck(
    settings: Settings, receptionist: Receptionist
) -> None:
    synthesiser = StuckSynthesiser()
    async with Voice(synthesiser) as voice, asyncio.timeout(5), asyncio.TaskGroup() as tasks:
        await voice.prepare(fixed_sentences(settings, GERMAN))
        synthesiser.works_again.clear()
        receptionist._tools = replace(receptionist._tools, voices={GERMAN: voice})
        others = [tasks.create_task(anext(voice.speak(f"Satz {each}"))) for each in range(3)]
        leg, late = FakeLeg(), FakeLeg()
        talking = tasks.create_task(receptionist.converse(leg, RECEPTION))
        assert await turn_away(receptionist, late) == Ending.people()
        while not leg.played:  # noqa: ASYNC110 - a line is looked at, and cannot be awaited
            await asyncio.sleep(0.01)
        assert not any(other.done() for other in others)
        leg.hang_up()
        await talking
        synthesiser.works_again.set()
    assert late.played


async def turn_away(receptionist: Receptionist, leg: FakeLeg, **asked: Any) -> Ending:
    async with asyncio.timeout(5):
        return await receptionist.turn_away(leg, replace(RECEPTION, **asked))


@pytest.mark.parametrize(
    ("dialled", "language", "said"),
    [("31", GERMAN, "mit dem Team"), ("32", ENGLISH, "the team")],
)
async def test_one_call_too_many_is_told_in_its_language_and_rings_people(
    dialled: str,
    language: Language,
    said: str,
    receptionist: Receptionist,
    voices: dict[Language, FakeVoice],
) -> None:
    leg = FakeLeg()
    assert await turn_away(receptionist, leg, dialled=dialled) == Ending.people()
    (told,) = voices[language].spoken
    assert said in told
    assert len(leg.played) == 5


async def test_of_one_call_too_many_nothing_is_kept(
    receptionist: Receptionist, database: Database
) -> None:
    await turn_away(receptionist, FakeLeg())
    assert await left(database) == {}


async def test_who_comes_back_to_a_full_house_is_told_in_their_language_and_is_recorded(
    receptionist: Receptionist, voices: dict[Language, FakeVoice]
) -> None:
    ticket = str(Ticket(uuid.uuid4().hex, ENGLISH, Outcome.TRANSFERRED))
    query = {"unanswered": "desk", "ticket": ticket}
    assert await turn_away(receptionist, FakeLeg(), query=query) == Ending.mailbox()
    assert "after the tone" in voices[ENGLISH].spoken[0]


async def test_an_emergency_that_comes_back_to_a_full_house_rings_people_again(
    receptionist: Receptionist, voices: dict[Language, FakeVoice]
) -> None:
    ticket = str(Ticket(uuid.uuid4().hex, GERMAN, Outcome.EMERGENCY))
    query = {"unanswered": "desk", "ticket": ticket}
    assert await turn_away(receptionist, FakeLeg(), query=query) == Ending.people()
    assert "eins eins zwei" in voices[GERMAN].spoken[0]


async def ask_for_erasure(receptionist: Receptionist, kept: Kept, *, then: str) -> Ending:
    """Say it, and hang up, ask for a person, or lose the line, once it was promised."""
    leg, ears = FakeLeg(), receptionist_ears(receptionist)
    ears.texts.append(ERASE)
    leg.speak(400)
    leg.fall_silent(2000)
    async with asyncio.timeout(5), asyncio.TaskGroup() as tasks:
        talking = tasks.create_task(receptionist.converse(leg, RECEPTION))
        await until_promised(kept)
        leg.press("0") if then == "a person" else leg.hang_up()
    return talking.result()


async def until_promised(kept: Kept) -> None:
    while not kept.promised:  # noqa: ASYNC110 - an onlooker is told, and cannot be awaited
        await asyncio.sleep(0.01)


def receptionist_ears(receptionist: Receptionist) -> FakeRecogniser:
    ears = receptionist._tools.recognisers[GERMAN]
    assert isinstance(ears, FakeRecogniser)
    return ears


async def left(database: Database) -> dict[str, int]:
    def look(tables: Tables) -> dict[str, int]:
        counts = {name: tables.table(name).count for name in tables.table_names()}
        return {name: count for name, count in counts.items() if count}

    return await database.read(look)


async def test_at_the_callers_wish_only_a_receipt_is_left(
    receptionist: Receptionist, kept: Kept, database: Database
) -> None:
    await ask_for_erasure(receptionist, kept, then="hang up")
    assert await left(database) == {"erasures": 1}


async def test_a_call_that_breaks_after_the_wish_is_erased_all_the_same(
    receptionist: Receptionist, kept: Kept, database: Database
) -> None:
    async def break_down() -> AsyncIterator[AudioFrame | KeyPress]:
        async for frame in sent():
            yield frame
        await until_promised(kept)
        raise PeerError("the line broke")

    leg, ears = FakeLeg(), receptionist_ears(receptionist)
    sent, leg.incoming = leg.incoming, break_down  # type: ignore[method-assign]  # a fake
    ears.texts.append(ERASE)
    leg.speak(400)
    leg.fall_silent(2000)
    leg.hang_up()
    async with asyncio.timeout(5):
        with pytest.raises(ExceptionGroup):
            await receptionist.converse(leg, RECEPTION)
    assert await left(database) == {"erasures": 1}


async def test_after_the_wish_nobody_sees_what_is_said(
    receptionist: Receptionist, kept: Kept
) -> None:
    await ask_for_erasure(receptionist, kept, then="a person")
    after = kept.all[kept.all.index(kept.promise) :]
    assert [each for each in after if isinstance(each, TurnTaken)] == []
    shown = [each.sentence for each in after if isinstance(each, SentenceBegan)]
    assert {said.text for said in shown if said.act is Act.TRANSFER} == {""}


async def test_who_comes_back_after_the_wish_is_erased_again(
    receptionist: Receptionist, kept: Kept, database: Database
) -> None:
    ending = await ask_for_erasure(receptionist, kept, then="a person")
    await hang_up_at_once(receptionist, query=coming_back(ending).query)
    assert await left(database) == {"erasures": 2}
