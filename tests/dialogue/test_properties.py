"""Whatever happens in whatever order, the dialogue keeps its promises."""

from dataclasses import dataclass, field
from datetime import datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kibox_pbx.dialogue.actions import (
    Action,
    BookSlot,
    HangUp,
    HoldSlot,
    Listen,
    ReleaseSlot,
    Say,
    ToMailbox,
    Transfer,
)
from kibox_pbx.dialogue.events import (
    AnswerDelayed,
    AppointmentBooked,
    AssistantInterrupted,
    CallAnswered,
    CallerHungUp,
    CallerPressed,
    CallerSpoke,
    Event,
    MessageStored,
    ModelReplied,
    RecordLost,
    SilenceTimedOut,
    SlotHeld,
    SlotLost,
    SlotsFound,
    StoreFailed,
)
from kibox_pbx.dialogue.fallback import MOST_TURNS
from kibox_pbx.dialogue.manager import outcome, start, step
from kibox_pbx.records import Act, Appointment, Slot
from kibox_pbx.utterance import Language
from tests.dialogue.conversations import CALLS_AT_ONCE, Day, secrets
from tests.dialogue.playbook import CALLER, Caller, slot
from tests.dialogue.practice import MONDAY_MORNING, MONDAY_NIGHT, practice

SENTENCES = (
    "", "ja", "nein", "ein termin zur vorsorge am mittwoch um drei", "ein termin", "vorsorge",
    "am mittwoch nachmittag", "der erste", "lieber später", "früher", "an einem anderen tag",
    "sabine huber", "null acht neun eins zwei drei vier fünf sechs", "nein donnerstag",
    "der name ist falsch", "eine nachricht bitte", "wie bitte", "datenschutz", "lassen wir das",
    "sind sie ein mensch", "meinen termin verschieben", "was kostet das", "blabla blabla bla",
    "an appointment for a check up", "yes", "no", "the first one", "john miller", "goodbye bye",
)  # fmt: skip
SLOTS = tuple(slot(start) for start in ("2026-11-25 14:00", "2026-11-25 15:00"))
STARTED = start(practice())

ms = st.just(1000)
sentences = st.builds(CallerSpoke, ms, st.sampled_from(SENTENCES))
happenings: st.SearchStrategy[Event] = st.one_of(
    sentences,
    st.builds(CallerSpoke, ms, st.text(max_size=20)),
    st.builds(CallerPressed, ms, st.sampled_from("0123456789*#A")),
    st.builds(SilenceTimedOut, ms),
    st.builds(AnswerDelayed, ms),
    st.builds(AssistantInterrupted, ms, st.sampled_from(Act), st.just(10)),
    st.builds(ModelReplied, ms, st.sampled_from(["appointment", "message", "other", None])),
    st.builds(SlotsFound, ms, st.lists(st.sampled_from(SLOTS), max_size=3).map(tuple)),
    st.builds(SlotHeld, ms, st.sampled_from(SLOTS)),
    st.builds(SlotLost, ms, st.sampled_from(SLOTS)),
    st.builds(
        AppointmentBooked, ms, st.just(Appointment("a", SLOTS[0], "Sabine Huber", CALLER))
    ),
    st.builds(MessageStored, ms),
    st.builds(StoreFailed, ms),
    st.builds(RecordLost, ms),
    st.builds(CallerHungUp, ms),
)
answered = st.builds(
    CallAnswered,
    st.just(0),
    st.sampled_from([MONDAY_MORNING, MONDAY_NIGHT]),
    st.sampled_from([CALLER, None]),
    st.sampled_from(Language),
)


@dataclass
class Watcher:
    """Sees all actions, and complains where a promise is broken."""

    found: set[Slot] = field(default_factory=set)
    held: set[Slot] = field(default_factory=set)
    wanted: set[Slot] = field(default_factory=set)
    ended: int = 0

    def sees(self, event: Event, actions: tuple[Action, ...]) -> None:
        if isinstance(event, SlotsFound):
            self.found |= set(event.slots)
        if isinstance(event, SlotHeld) and event.slot in self.wanted:
            self.held.add(event.slot)
        assert not (actions and self.ended), "something was done after the end"
        for action in actions:
            self.checks(action)
        listens = [each for each in actions if isinstance(each, Listen)]
        assert len(listens) <= 1

    def checks(self, action: Action) -> None:
        match action:
            case HoldSlot(slot=wanted):
                assert wanted in self.found
                self.wanted.add(wanted)
            case BookSlot(slot=wanted, name=name, phone=phone):
                assert wanted in self.held
                assert name
                assert phone
            case ReleaseSlot(slot=given_back):
                assert given_back in self.wanted
            case Say(text=text):
                assert text
                assert "{" not in text
            case Transfer() | ToMailbox() | HangUp():
                self.ended += 1
            case _:
                pass


@settings(max_examples=300, deadline=None)
@given(answered, st.lists(happenings, max_size=40))
def test_any_order_of_events_keeps_the_promises(first: Event, events: list[Event]) -> None:
    watcher = Watcher()
    state, actions = step(STARTED, first)
    watcher.sees(first, actions)
    assert isinstance(actions[0], Say)
    assert actions[0].act is Act.GREET
    assert not actions[0].may_interrupt
    for event in events:
        state, actions = step(state, event)
        watcher.sees(event, actions)
    assert outcome(state)


@pytest.mark.whole
@settings(max_examples=100, deadline=None)
@given(
    st.lists(st.sampled_from(SENTENCES), min_size=1, max_size=30),
    st.sampled_from([MONDAY_MORNING, MONDAY_NIGHT]),
    st.sampled_from(Language),
)
def test_every_conversation_comes_to_an_end(
    said: list[str], now: datetime, language: Language
) -> None:
    caller = Caller(language, now=now)
    offered = set(caller.calendar.free)
    for turn in range(MOST_TURNS + 1):
        if caller.state.over:
            break
        caller.says(said[turn % len(said)])
    assert caller.ending
    booked = [start for start, *_ in caller.booked]
    assert set(booked) <= offered
    assert len(set(booked)) == len(booked)
    assert caller.calendar.held == []


def play_days(seeds: range) -> None:
    """Play whole days of interleaved calls; a broken promise names its seed."""
    for seed in seeds:
        try:
            Day(seed).play()
        except Exception as broken:
            raise AssertionError(f"seed {seed}: {broken!r}") from broken


@pytest.mark.whole
def test_three_hundred_calls_at_once_and_in_turn_keep_every_promise() -> None:
    play_days(range(300 // CALLS_AT_ONCE))


def test_another_persons_name_number_or_birthdate_would_be_noticed() -> None:
    day = Day(0)
    visitor, other = day.visitors[:2]
    country = day.settings.practice.country
    for secret in secrets(other.identity, visitor.state.language, country):
        with pytest.raises(AssertionError, match="another caller's data"):
            day.gives_nobody_away(visitor, f"Das ist {secret}.")
    day.gives_nobody_away(visitor, f"Das ist {visitor.identity.name}.")


@pytest.mark.long
@pytest.mark.timeout(900)
def test_ten_thousand_calls_keep_every_promise() -> None:
    play_days(range(1000, 1000 + 10_000 // CALLS_AT_ONCE))


@settings(max_examples=30, deadline=None)
@given(st.lists(sentences, max_size=12), st.sampled_from(Language))
def test_the_same_events_lead_to_the_same_actions(
    events: list[CallerSpoke], language: Language
) -> None:
    first = CallAnswered(0, MONDAY_MORNING, CALLER, language)
    one = two = STARTED
    everything: list[Event] = [first, *events]
    for event in everything:
        one, from_one = step(one, event)
        two, from_two = step(two, event)
        assert from_one == from_two
