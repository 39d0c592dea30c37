"""Whole calls of which the transcript is put right afterwards, on a real encrypted store."""

import asyncio
from collections.abc import AsyncIterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from kibox_pbx.app.engines import Engines
from kibox_pbx.app.receptionist import Receptionist
from kibox_pbx.asterisk.fastagi import AgiRequest
from kibox_pbx.call.journal import read_journal
from kibox_pbx.call.live import CallerAsked, Happening, SentenceBegan
from kibox_pbx.config.settings import Settings
from kibox_pbx.dialogue.events import CallerSpoke
from kibox_pbx.engines.whisper_again import WhisperAgain
from kibox_pbx.engines.whisper_process import IN_NO_HURRY
from kibox_pbx.engines.whisper_stt import Whisper
from kibox_pbx.hearing.line import Line
from kibox_pbx.ports import SecondEar
from kibox_pbx.records import Act, Outcome, Speaker
from kibox_pbx.rehearsal.replay import replay
from kibox_pbx.storage.database import Database
from kibox_pbx.storage.keys import MasterKey
from kibox_pbx.storage.sqlcipher import Tables
from kibox_pbx.storage.stored_call import StoredCall
from kibox_pbx.utterance import Language
from tests.engines.installed import installed_model
from tests.engines.sounds import GERMAN as A_GERMAN
from tests.fakes import (
    FakeActivity,
    FakeEcho,
    FakeLeg,
    FakeModel,
    FakeRecogniser,
    FakeSecondEar,
    FakeVoice,
)
from tests.installing import callers_voices
from tests.storage.practice import at, settings_with

GERMAN = Language.GERMAN
REQUEST = AgiRequest("reception", caller_id="+4989123456", dialled="31")
ERASE = "löschen sie bitte das gespräch"
MESSAGE = {
    Act.ASK_INTENT: "richten sie bitte aus dass die heilung seit gestern kaputt ist",
    Act.ASK_NAME: "mein name ist peter huber",
    Act.ASK_PHONE: "ja die nummer stimmt",
    Act.CONFIRM_MESSAGE: "ja das stimmt",
    Act.ANYTHING_ELSE: "nein danke auf wiederhören",
}


class Caller:
    """Answers each question over the line; hangs up when asked what has no answer."""

    def __init__(self, answers: dict[Act, str], spoken: bytes | None = None) -> None:
        self.answers, self.spoken = answers, spoken
        self.leg, self.ear = FakeLeg(), FakeRecogniser()

    def see(self, happening: Happening) -> None:
        match happening:
            case SentenceBegan(sentence=said) if said.act is Act.TELL_PRIVACY:
                self.leg.hang_up()
            case CallerAsked(question=asked):
                self._answer(self.answers.get(asked.act))
            case _:
                pass

    def _answer(self, text: str | None) -> None:
        if text is None:
            self.leg.hang_up()
            return
        if text == "0":
            self.leg.press(text)
            return
        self.ear.texts.append(text)
        if self.spoken:
            self.leg.say(self.spoken)
        else:
            self.leg.speak(400)
        self.leg.fall_silent(2000)


@pytest.fixture
def settings() -> Settings:
    return settings_with(telephone={"reception": "desk"})


@pytest.fixture
async def database(tmp_path: Path) -> AsyncIterator[Database]:
    async with Database(tmp_path / "kibox.db", MasterKey(bytes(32))) as opened:
        yield opened


def reception(
    settings: Settings, database: Database, caller: Caller, ear: SecondEar
) -> Receptionist:
    tools = Engines(
        {GERMAN: caller.ear},
        {GERMAN: FakeVoice()},
        FakeActivity,
        FakeEcho,
        FakeModel(),
        (),
        second_ears={GERMAN: ear},
    )
    return Receptionist(settings, tools, database, caller, lambda: at(23, 8, 30))


async def ring(
    settings: Settings, database: Database, caller: Caller, ear: SecondEar
) -> Receptionist:
    """Hold a call, and wait until all that comes after it is done."""
    receptionist = reception(settings, database, caller, ear)
    async with asyncio.timeout(60), receptionist.afterwork, receptionist.second_hearing:
        await receptionist.converse(caller.leg, REQUEST)
        await receptionist.second_hearing.done()
        await receptionist.afterwork.done()
    return receptionist


async def only_call(receptionist: Receptionist) -> StoredCall:
    (line,) = await receptionist.calls.recent(2)
    return await receptionist.calls.read_call(line.call.id)


def callers_words(call: StoredCall) -> list[tuple[str, bool]]:
    return [
        (turn.text, turn.corrected) for turn in call.turns if turn.speaker is Speaker.CALLER
    ]


async def test_the_transcript_is_put_right_and_nothing_that_was_settled_changes(
    settings: Settings, database: Database
) -> None:
    better = "richten sie bitte aus dass die heizung seit gestern kaputt ist"
    name, phone, stimmt, bye = list(MESSAGE.values())[1:]
    caller = Caller(MESSAGE)
    ear = FakeSecondEar(better, name, phone, stimmt, bye)
    call = await only_call(await ring(settings, database, caller, ear))
    assert call.outcome is Outcome.MESSAGE_TAKEN
    assert callers_words(call)[:2] == [(better, True), (name, False)]
    (message,) = call.messages
    assert "heilung" in message.text
    assert message.subject is not None
    assert "heizung" in message.subject
    steps = read_journal(call.events)
    heard = [each.event.text for each in steps if isinstance(each.event, CallerSpoke)]
    assert heard[0] == MESSAGE[Act.ASK_INTENT]
    assert replay(steps, settings) is None


async def test_a_caller_who_wants_everything_erased_is_not_heard_again(
    settings: Settings, database: Database
) -> None:
    caller = Caller({Act.ASK_INTENT: ERASE})
    ear = FakeSecondEar(ERASE)
    await ring(settings, database, caller, ear)

    def left(tables: Tables) -> dict[str, Any]:
        return {name: tables.table(name).count for name in ("calls", "turns", "erasures")}

    assert await database.read(left) == {"calls": 0, "turns": 0, "erasures": 1}
    assert ear.heard == []


async def test_who_comes_back_and_wants_all_erased_leaves_no_sound_of_the_first_part(
    settings: Settings, database: Database
) -> None:
    caller = Caller({**MESSAGE, Act.CONFIRM_MESSAGE: "0"})
    ear = FakeSecondEar("!")
    ear.may_answer.clear()
    receptionist = reception(settings, database, caller, ear)
    async with asyncio.timeout(60), receptionist.afterwork, receptionist.second_hearing:
        ending = await receptionist.converse(caller.leg, REQUEST)
        assert ending.ticket
        assert receptionist.second_hearing.kept_ms > 0
        caller.leg = FakeLeg()
        caller.answers = dict.fromkeys(Act, ERASE)
        back = replace(REQUEST, query={"unanswered": "desk", "ticket": ending.ticket})
        await receptionist.converse(caller.leg, back)
        assert receptionist.second_hearing.kept_ms == 0
        ear.may_answer.set()
        await receptionist.second_hearing.done()
    assert len(ear.heard) == 1


SPOKEN = "Guten Tag, ich hätte gern einen Termin am Donnerstag um zehn Uhr."
MISHEARD = "guten tag ich hätte gern einen termin am dundestag um 10 uhr"
"""As Whisper base hears it live over this line, in this voice."""


@pytest.mark.engine
async def test_a_real_sentence_that_was_misheard_is_put_right(
    settings: Settings, database: Database
) -> None:
    pcm = Line().carry(await callers_voices().synthesise(SPOKEN, A_GERMAN))
    caller = Caller({Act.ASK_INTENT: MISHEARD}, pcm)
    async with Whisper(installed_model("stt-de"), 1, IN_NO_HURRY) as whisper:
        receptionist = await ring(
            settings, database, caller, WhisperAgain(whisper, GERMAN, is_akin=False)
        )
    words = callers_words(await only_call(receptionist))
    assert words[0] == ("guten tag ich hätte gern einen termin am donnerstag um 10 uhr", True)
