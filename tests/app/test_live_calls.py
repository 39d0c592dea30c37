"""What the pages see of calls that go on."""

import asyncio

from kibox_pbx.app.live_calls import MOST_TURNS, LiveCalls
from kibox_pbx.call.live import (
    CallerFellSilent,
    CallerSpeaks,
    Happening,
    SentenceBegan,
    TurnTaken,
)
from kibox_pbx.dashboard.switchboard import LiveTurn
from kibox_pbx.dialogue.actions import Say
from kibox_pbx.records import Act, Speaker, Turn
from tests.storage.conftest import a_call

CALL = a_call("c0ffee")


class Talk:
    """A conversation that can be taken over."""

    def __init__(self) -> None:
        self.erasure_wanted = False
        self.taken_to: list[str] = []
        self.is_over = False

    def take_over(self, telephone: str) -> bool:
        self.taken_to.append(telephone)
        return not self.is_over


class Kept:
    def __init__(self) -> None:
        self.all: list[Happening] = []

    def see(self, happening: Happening) -> None:
        self.all.append(happening)


def begins(text: str) -> SentenceBegan:
    return SentenceBegan(CALL.id, Say(Act.GREET, text))


def took(text: str, speaker: Speaker = Speaker.ASSISTANT) -> TurnTaken:
    return TurnTaken(CALL.id, Turn(speaker, text, None, 0, 100))


def texts(live: LiveCalls) -> list[str]:
    (call,) = live.calls()
    return [turn.text for turn in call.turns]


def test_words_show_as_they_are_spoken_and_go_with_the_call() -> None:
    kept = Kept()
    live = LiveCalls(kept)
    with live.going_on(CALL, Talk()):
        live.see(begins("Guten Tag, hier spricht eine KI."))
        assert texts(live) == ["Guten Tag, hier spricht eine KI."]
        live.see(took("Guten Tag, hier"))
        live.see(took("einen Termin", Speaker.CALLER))
        assert texts(live) == ["Guten Tag, hier", "einen Termin"]
        (call,) = live.calls()
        assert call.turns[1] == LiveTurn(Speaker.CALLER, "einen Termin")
        assert (call.caller, call.language) == (CALL.caller, CALL.language)
    assert live.calls() == ()
    live.see(took("zu spät"))
    assert live.calls() == ()
    assert len(kept.all) == 4


def test_what_the_caller_is_saying_shows_until_it_is_a_turn() -> None:
    live = LiveCalls(Kept())
    with live.going_on(CALL, Talk()):
        shown: list[tuple[str | None, list[str]]] = []
        for happening in (
            CallerSpeaks(CALL.id, ""),
            CallerSpeaks(CALL.id, "ich möchte einen"),
            CallerFellSilent(CALL.id),
            took("ich möchte einen Termin", Speaker.CALLER),
        ):
            before = live.version
            live.see(happening)
            assert live.version != before
            shown.append((live.calls()[0].says, texts(live)))
    assert shown == [
        ("", []),
        ("ich möchte einen", []),
        (None, []),
        (None, ["ich möchte einen Termin"]),
    ]


def test_of_a_caller_who_wants_nothing_kept_no_word_shows_or_stays() -> None:
    talk, live = Talk(), LiveCalls(Kept())
    with live.going_on(CALL, talk):
        live.see(took("geheim", Speaker.CALLER))
        live.see(CallerSpeaks(CALL.id, "auch geheim"))
        talk.erasure_wanted = True
        assert texts(live) == []
        assert live.calls()[0].says is None
        live.see(begins("Gelöscht."))
        talk.erasure_wanted = False
        assert texts(live) == []
        assert live.calls()[0].says is None


def test_a_long_call_keeps_its_last_turns() -> None:
    live = LiveCalls(Kept())
    with live.going_on(CALL, Talk()):
        for number in range(MOST_TURNS + 5):
            live.see(took(str(number), Speaker.CALLER))
        assert texts(live)[0] == "5"
        assert len(texts(live)) == MOST_TURNS


def test_a_call_is_taken_over_while_it_goes_on() -> None:
    talk, live = Talk(), LiveCalls(Kept())
    with live.going_on(CALL, talk):
        assert not live.take_over("nobody", "desk")
        assert live.take_over(CALL.id, "desk")
        assert talk.taken_to == ["desk"]
        assert live.calls()[0].is_handed_on
    assert not live.take_over(CALL.id, "desk")


def test_a_conversation_that_ends_is_not_taken_over() -> None:
    talk, live = Talk(), LiveCalls(Kept())
    talk.is_over = True
    with live.going_on(CALL, talk):
        assert not live.take_over(CALL.id, "desk")
        assert not live.calls()[0].is_handed_on


async def test_who_waits_is_told_of_every_change_and_of_the_end() -> None:
    live = LiveCalls(Kept())
    async with asyncio.timeout(5), asyncio.TaskGroup() as tasks:
        before = live.version
        with live.going_on(CALL, Talk()):
            await live.changed(before, 60)  # it has changed already
            before = live.version
            waiting = tasks.create_task(live.changed(before, 60))
            await asyncio.sleep(0)
            live.see(took("Hallo"))
            await waiting
            assert live.version != before
        waiting = tasks.create_task(live.changed(live.version, 60))
        await asyncio.sleep(0)
        live.close()
        await waiting
        await live.changed(live.version, 60)
        assert live.is_closed


async def test_nothing_new_is_no_reason_to_wait_for_ever() -> None:
    live = LiveCalls(Kept())
    async with asyncio.timeout(5):
        await live.changed(live.version, 0.01)
