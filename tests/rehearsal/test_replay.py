"""A recorded call goes the same way again, or the first difference is shown."""

from dataclasses import replace
from datetime import datetime
from zoneinfo import ZoneInfo

from kibox_pbx.call.journal import Step, actions_to_json, read_journal, to_json
from kibox_pbx.dialogue.actions import HangUp, Say
from kibox_pbx.dialogue.events import (
    CallAnswered,
    CallerHungUp,
    CallerSpoke,
    Event,
    SlotsFound,
)
from kibox_pbx.dialogue.manager import start, step
from kibox_pbx.records import Act, Outcome, Slot
from kibox_pbx.rehearsal.replay import in_zone, replay
from kibox_pbx.utterance import Language
from tests.storage.practice import BERLIN, settings_with

SETTINGS = settings_with()
NOW = datetime(2026, 11, 23, 9, tzinfo=BERLIN)
EVENTS: tuple[Event, ...] = (
    CallAnswered(0, NOW, "+4989123456", Language.GERMAN),
    CallerSpoke(9000, "ich möchte eine nachricht hinterlassen"),
    CallerHungUp(12000),
)


def recorded() -> tuple[Step, ...]:
    """Return the steps of a call as they are read from its journal."""
    state, lines = start(SETTINGS), list[str]()
    for event in EVENTS:
        state, actions = step(state, event)
        lines += [to_json(event), actions_to_json(actions)]
    return read_journal(lines)


def test_a_call_goes_the_same_way_again() -> None:
    assert replay(recorded(), SETTINGS) is None


def test_the_first_event_that_is_answered_otherwise_is_shown() -> None:
    steps = list(recorded())
    actions = steps[1].actions or ()
    steps[1] = replace(steps[1], actions=(Say(Act.GOODBYE, "auf Wiederhören"), *actions[1:]))
    found = replay(steps, SETTINGS)
    assert found is not None
    assert (found.number, found.event, found.got) == (2, "CallerSpoke", actions)
    assert "auf Wiederhören" in found.lines()[1]


def test_an_action_that_is_no_longer_there_is_a_difference() -> None:
    steps = list(recorded())
    actions = steps[0].actions or ()
    steps[0] = replace(steps[0], actions=(*actions, HangUp(Outcome.FAILED)))
    found = replay(steps, SETTINGS)
    assert found is not None
    assert found.lines()[0] == f"event 1 (CallAnswered), action {len(actions) + 1}:"
    assert found.lines()[2].endswith("got      nothing")


def test_a_journal_that_ends_in_the_middle_of_a_step_is_compared_up_to_there() -> None:
    steps = list(recorded())
    steps[-1] = replace(steps[-1], actions=None)
    assert replay(steps, SETTINGS) is None


def test_moments_are_told_in_the_practice_s_own_time_zone() -> None:
    read = read_journal([to_json(SlotsFound(1, (Slot("talk", NOW, NOW, "sommer"),)))])
    told = in_zone(read[0].event, ZoneInfo("Europe/Berlin"))
    assert isinstance(told, SlotsFound)
    assert isinstance(told.slots[0].start.tzinfo, ZoneInfo)
    assert told.slots[0].start == NOW
