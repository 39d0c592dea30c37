"""Whole conversations with the real dialogue, on a line where the test speaks."""

import asyncio
from collections.abc import AsyncGenerator, AsyncIterator
from contextlib import aclosing, asynccontextmanager
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from kibox_pbx.admin.setup import make_practice_folder
from kibox_pbx.audio import AudioFrame
from kibox_pbx.call import filler as filler_module
from kibox_pbx.call.equipment import Equipment
from kibox_pbx.call.errands import Office
from kibox_pbx.call.filler import LONGEST_WAIT_MS
from kibox_pbx.call.journal import read_journal
from kibox_pbx.call.live import (
    AnswerWaited,
    CallEnded,
    CallerAsked,
    CallerFellSilent,
    CallerSpeaks,
    Happening,
    SentenceBegan,
    TurnTaken,
)
from kibox_pbx.call.session import Session
from kibox_pbx.call.waterfall import falls
from kibox_pbx.config.loader import load
from kibox_pbx.config.settings import Settings
from kibox_pbx.dialogue.actions import FindSlots, HangUp, Transfer
from kibox_pbx.dialogue.events import CallerHungUp, TakenOver
from kibox_pbx.dialogue.state import start
from kibox_pbx.records import Act, Appointment, Call, Outcome, Slot, Speaker
from kibox_pbx.utterance import Language
from tests.fakes import (
    FakeActivity,
    FakeCalendar,
    FakeEcho,
    FakeEntries,
    FakeExtensions,
    FakeLeg,
    FakeModel,
    FakeRecogniser,
    FakeStore,
    FakeVoice,
    half_hours,
)

BERLIN = ZoneInfo("Europe/Berlin")
ENGLISH = Language.ENGLISH
MONDAY = datetime(2026, 11, 23, 9, 0, tzinfo=BERLIN)
THURSDAY_NINE = MONDAY + timedelta(days=3)
FREE = half_hours(
    Slot("checkup", THURSDAY_NINE, THURSDAY_NINE + timedelta(minutes=30), "sommer"), 4
)
CALL = Call("c1", "+4989123456", "31", Language.ENGLISH, MONDAY, "d1")
BOOKING = {
    Act.ASK_INTENT: "i would like an appointment for a check-up",
    Act.ASK_DAY: "on thursday morning please",
    Act.OFFER_SLOTS: "the first one please",
    Act.ASK_NAME: "my name is sarah miller",
    Act.ASK_PHONE: "yes that is right",
    Act.CONFIRM_BOOKING: "yes that is right",
    Act.ANYTHING_ELSE: "no thank you goodbye",
}


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    make_practice_folder(tmp_path)
    return load(tmp_path / "kibox.yaml")


class Caller:
    """An onlooker that answers each question over the line, or does what the test says."""

    def __init__(self, answers: dict[Act, str], hangs_up_on: Act | None = None) -> None:
        self.answers, self.hangs_up_on = answers, hangs_up_on
        self.leg, self.recogniser = FakeLeg(), FakeRecogniser()
        self.asked: list[Act] = []
        self.waited_ms: list[int] = []
        self.ended: CallEnded | None = None

    def see(self, happening: Happening) -> None:
        if isinstance(happening, CallEnded):
            self.ended = happening
        if isinstance(happening, AnswerWaited):
            self.waited_ms.append(happening.timing.answer_ms)
        if isinstance(happening, CallerAsked):
            self.asked.append(happening.question.act)
            self._react(happening.question.act)

    def _react(self, act: Act) -> None:
        if act is self.hangs_up_on:
            self.leg.hang_up()
        elif answer := self.answers.get(act):
            self.recogniser.texts.append(answer)
            self.leg.speak(400)
            self.leg.fall_silent(2000)


def session(settings: Settings, caller: Caller, equipment: Equipment) -> Session:
    return Session(CALL, caller.leg, start(settings), equipment, caller)


def equip(caller: Caller, calendar: FakeCalendar, store: FakeStore) -> Equipment:
    office = Office(calendar, store, FakeModel(), FakeEntries(), FakeExtensions())
    ears, voices = {ENGLISH: caller.recogniser}, {ENGLISH: FakeVoice()}
    return Equipment(ears, voices, FakeActivity(), FakeEcho(), office)


async def test_a_booking_ends_in_the_calendar_and_in_the_transcript(settings: Settings) -> None:
    caller, calendar, store = Caller(BOOKING), FakeCalendar(*FREE), FakeStore()
    async with asyncio.timeout(10):
        ending = await session(settings, caller, equip(caller, calendar, store)).converse()
    assert ending == HangUp(Outcome.BOOKED)
    (booked,) = calendar.booked
    assert (booked.name, booked.phone) == ("Sarah Miller", "+4989123456")
    assert booked.slot == FREE[0]
    said = [turn.text for turn in store.turns if turn.speaker is Speaker.CALLER]
    assert said[0] == BOOKING[Act.ASK_INTENT]
    assert caller.ended is not None
    assert caller.ended.outcome is Outcome.BOOKED


async def test_words_show_as_they_are_spoken_and_no_guess_is_kept(settings: Settings) -> None:
    seen: list[Happening] = []

    class Witness(Caller):
        def see(self, happening: Happening) -> None:
            seen.append(happening)
            super().see(happening)

    caller, store = Witness(BOOKING, hangs_up_on=Act.ASK_NAME), FakeStore()
    caller.recogniser.guess = "a poor guess"
    async with asyncio.timeout(10):
        equipment = equip(caller, FakeCalendar(*FREE), store)
        await session(settings, caller, equipment).converse()
    first = next(place for place, each in enumerate(seen) if isinstance(each, CallerSpeaks))
    told = [each for each in seen[first:] if not isinstance(each, SentenceBegan | CallerAsked)]
    assert told[:3] == [
        CallerSpeaks("c1", ""),
        CallerSpeaks("c1", "a poor guess"),
        CallerFellSilent("c1"),
    ]
    assert isinstance(told[3], TurnTaken)
    assert told[3].turn.text == BOOKING[Act.ASK_INTENT]
    assert "guess" not in repr(vars(store))


async def test_a_turn_of_which_nothing_is_understood_ends_for_onlookers_too(
    settings: Settings,
) -> None:
    seen: list[Happening] = []

    class Witness(Caller):
        def see(self, happening: Happening) -> None:
            seen.append(happening)
            if isinstance(happening, CallerFellSilent):
                self.leg.hang_up()

    caller = Witness({})
    caller.leg.fall_silent(200)
    caller.leg.speak(400)
    caller.leg.fall_silent(2000)
    async with asyncio.timeout(10):
        equipment = equip(caller, FakeCalendar(), FakeStore())
        await session(settings, caller, equipment).converse()
    assert CallerSpeaks("c1", "") in seen
    assert CallerFellSilent("c1") in seen


async def test_the_journal_keeps_how_long_each_answer_was_waited_for(
    settings: Settings,
) -> None:
    caller, store = Caller(BOOKING), FakeStore()
    async with asyncio.timeout(10):
        equipment = equip(caller, FakeCalendar(*FREE), store)
        await session(settings, caller, equipment).converse()
    waits = falls(store.events)
    assert [each.answer_ms for each in waits] == caller.waited_ms
    assert len(waits) == len(BOOKING)


async def test_the_first_words_say_that_an_ai_speaks(settings: Settings) -> None:
    caller, store = Caller({}, hangs_up_on=Act.ASK_INTENT), FakeStore()
    async with asyncio.timeout(10):
        await session(settings, caller, equip(caller, FakeCalendar(), store)).converse()
    assert store.turns[0].act is Act.GREET
    assert "artificial intelligence" in store.turns[0].text
    assert not store.turns[0].interrupted


async def test_a_hang_up_leaves_a_complete_record(settings: Settings) -> None:
    caller, store = Caller(BOOKING, hangs_up_on=Act.ASK_NAME), FakeStore()
    calendar = FakeCalendar(*FREE)
    async with asyncio.timeout(10):
        ending = await session(settings, caller, equip(caller, calendar, store)).converse()
    assert ending == HangUp(Outcome.ABANDONED)
    assert calendar.booked == []
    assert isinstance(read_journal(store.events)[-1].event, CallerHungUp)
    assert store.turns[-1].act is Act.ASK_NAME


class LateVoice(FakeVoice):
    """Says nothing before it is told to begin."""

    def __init__(self) -> None:
        super().__init__()
        self.begins = asyncio.Event()

    async def speak(self, text: str) -> AsyncGenerator[AudioFrame, None]:
        await self.begins.wait()
        async with aclosing(super().speak(text)) as frames:
            async for frame in frames:
                yield frame


@pytest.mark.parametrize("steps_later", range(16))
async def test_nothing_is_seen_of_a_call_after_its_end(
    settings: Settings, steps_later: int
) -> None:
    seen: list[Happening] = []

    class Witness(Caller):
        def see(self, happening: Happening) -> None:
            seen.append(happening)

    caller, voice = Witness({}), LateVoice()
    equipment = replace(equip(caller, FakeCalendar(), FakeStore()), voices={ENGLISH: voice})
    async with asyncio.timeout(10), asyncio.TaskGroup() as tasks:
        tasks.create_task(session(settings, caller, equipment).converse())
        await asyncio.sleep(0.05)
        caller.leg.hang_up()
        for _ in range(steps_later):
            await asyncio.sleep(0)
        voice.begins.set()
    assert isinstance(seen[-1], CallEnded)


async def test_key_zero_reaches_a_person(settings: Settings) -> None:
    caller, store = Caller({}), FakeStore()
    caller.leg.press("0")
    async with asyncio.timeout(10):
        ending = await session(
            settings, caller, equip(caller, FakeCalendar(), store)
        ).converse()
    assert isinstance(ending, Transfer)
    assert "[0]" in [turn.text for turn in store.turns]


async def test_a_booking_confirmed_in_the_last_second_is_kept(settings: Settings) -> None:
    caller, store = Caller(BOOKING), FakeStore()

    class SlowCalendar(FakeCalendar):
        async def book(
            self, slot: Slot, call_id: str, *, name: str, phone: str, birthdate: str | None
        ) -> Appointment | None:
            caller.leg.hang_up()
            await asyncio.sleep(0.05)
            return await super().book(
                slot, call_id, name=name, phone=phone, birthdate=birthdate
            )

    calendar = SlowCalendar(*FREE)
    async with asyncio.timeout(10):
        ending = await session(settings, caller, equip(caller, calendar, store)).converse()
    assert len(calendar.booked) == 1
    assert ending == HangUp(Outcome.BOOKED)


@pytest.mark.parametrize(("takes_ms", "fillers"), [(0, 0), (LONGEST_WAIT_MS + 500, 1)])
async def test_a_long_wait_is_filled_with_a_word(
    settings: Settings, takes_ms: int, fillers: int
) -> None:
    caller, store = Caller(BOOKING, hangs_up_on=Act.OFFER_SLOTS), FakeStore()

    class SlowCalendar(FakeCalendar):
        async def free_slots(self, wish: FindSlots) -> tuple[Slot, ...]:
            await asyncio.sleep(takes_ms / 1000)
            return await super().free_slots(wish)

    async with asyncio.timeout(10):
        await session(settings, caller, equip(caller, SlowCalendar(*FREE), store)).converse()
    acts = [turn.act for turn in store.turns]
    assert acts.count(Act.ONE_MOMENT) == fillers
    assert acts[-1] is Act.OFFER_SLOTS


async def test_who_waits_for_a_recogniser_is_not_left_in_silence(
    settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    class Hangs(FakeRecogniser):
        @asynccontextmanager
        async def listen(self, phrases: tuple[str, ...] = ()) -> AsyncIterator[Any]:
            async with super().listen(phrases) as recognition:
                yield recognition
                await asyncio.sleep(0.25)

    monkeypatch.setattr(filler_module, "UNHEARD_MS", 100)
    caller, store = Caller(BOOKING, hangs_up_on=Act.ASK_DAY), FakeStore()
    caller.recogniser = Hangs()
    async with asyncio.timeout(10):
        await session(settings, caller, equip(caller, FakeCalendar(*FREE), store)).converse()
    acts = [turn.act for turn in store.turns]
    assert acts.count(Act.ONE_MOMENT) >= 2
    assert acts[-1] is Act.ASK_DAY


class ListensAloud(Caller):
    """Says "mhm" into the first question, and hangs up when it has been asked again."""

    def see(self, happening: Happening) -> None:
        super().see(happening)
        if isinstance(happening, SentenceBegan) and happening.sentence.act is Act.ASK_INTENT:
            if not self.leg.line_is_free.is_set():
                self.leg.line_is_free.set()
                return
            self.leg.line_is_free.clear()
            self.recogniser.texts.append("mhm")
            self.leg.speak(300)
            asyncio.get_running_loop().call_later(0.05, self.leg.fall_silent, 1500)


async def test_who_listens_aloud_hears_the_interrupted_question_again(
    settings: Settings,
) -> None:
    caller, store = ListensAloud({}, hangs_up_on=Act.ASK_INTENT), FakeStore()
    async with asyncio.timeout(10):
        await session(settings, caller, equip(caller, FakeCalendar(), store)).converse()
    asked = [turn for turn in store.turns if turn.act is Act.ASK_INTENT]
    assert [turn.interrupted for turn in asked] == [True, False]
    assert Act.CLARIFY not in [turn.act for turn in store.turns]


class Watcher(Caller):
    """Somebody of the office who takes the call over as a question begins to be spoken."""

    talk: Session | None = None

    def see(self, happening: Happening) -> None:
        super().see(happening)
        if isinstance(happening, SentenceBegan) and happening.sentence.act is Act.ASK_SERVICE:
            assert self.talk is not None
            asyncio.get_running_loop().call_soon(self.talk.take_over, "reception")


async def test_who_takes_over_cuts_the_assistant_short_and_the_caller_is_told(
    settings: Settings,
) -> None:
    caller, store = Watcher({Act.ASK_INTENT: "i need an appointment"}), FakeStore()
    caller.talk = session(settings, caller, equip(caller, FakeCalendar(*FREE), store))
    async with asyncio.timeout(10):
        ending = await caller.talk.converse()
    assert ending == Transfer("reception", Outcome.TRANSFERRED, "reception")
    assert store.turns[-1].act is Act.TRANSFER
    assert "taking over" in store.turns[-1].text
    told = [step.event for step in read_journal(store.events)]
    assert any(isinstance(event, TakenOver) for event in told)
    assert not caller.talk.take_over("reception")


async def test_a_store_that_refuses_hands_the_caller_to_people_who_are_told_so(
    settings: Settings,
) -> None:
    caller, store, voice = Caller(BOOKING), FakeStore(), FakeVoice()
    store.broken = True
    equipment = replace(equip(caller, FakeCalendar(*FREE), store), voices={ENGLISH: voice})
    async with asyncio.timeout(10):
        ending = await session(settings, caller, equipment).converse()
    assert ending == Transfer("reception", Outcome.FAILED)
    assert "not working on my side" in voice.spoken[-1]


async def test_a_store_that_refuses_in_mid_call_books_nothing_more(settings: Settings) -> None:
    class Breaking(Caller):
        def see(self, happening: Happening) -> None:
            super().see(happening)
            if isinstance(happening, SentenceBegan) and happening.sentence.act is Act.ASK_NAME:
                store.broken = True

    caller, store, calendar = Breaking(BOOKING), FakeStore(), FakeCalendar(*FREE)
    async with asyncio.timeout(10):
        ending = await session(settings, caller, equip(caller, calendar, store)).converse()
    assert ending == Transfer("reception", Outcome.FAILED)
    assert calendar.booked == []
