"""Where a wait went is read from the journal: stage by stage, nothing lost."""

import json

import pytest

from kibox_pbx.call.journal import actions_to_json, read_journal, to_json
from kibox_pbx.call.timing import TurnTiming
from kibox_pbx.call.waterfall import Fall, Span, Stage, Wait, falls, wait_to_json
from kibox_pbx.dialogue.actions import Action, AskModel, FindAnswer, Say, WordAnswer
from kibox_pbx.dialogue.events import AnswersFound, CallerSpoke, Event, ModelReplied
from kibox_pbx.records import Act
from kibox_pbx.utterance import Language

SPOKE = CallerSpoke(5600, "gibt es parkplätze", 0.9)
SAY = Say(Act.TELL_ANSWER, "Ja.")
FIND = FindAnswer("gibt es parkplätze", Language.GERMAN)
TIMING = TurnTiming(endpoint_ms=500, hear_ms=100, decide_ms=900, voice_ms=80)
WAIT = Wait(6580, TIMING)


def journal(*steps: tuple[Event, tuple[Action, ...]]) -> list[str]:
    return [
        line for event, actions in steps for line in (to_json(event), actions_to_json(actions))
    ]


def test_a_wait_is_numbers_and_no_step_of_the_call() -> None:
    line = wait_to_json(WAIT)
    assert json.loads(line) == {
        "waited": {
            "at_ms": 6580, "endpoint_ms": 500, "hear_ms": 100, "decide_ms": 900, "voice_ms": 80
        }
    }  # fmt: skip
    told = to_json(SPOKE)
    assert read_journal([told, line, actions_to_json((SAY,))]) == read_journal(
        [told, actions_to_json((SAY,))]
    )


def test_without_an_errand_all_of_deciding_is_the_dialogue() -> None:
    (fall,) = falls([*journal((SPOKE, (SAY,))), wait_to_json(WAIT)])
    assert fall == Fall(
        5000,
        (
            Span(Stage.ENDPOINT, 0, 500),
            Span(Stage.HEAR, 500, 100),
            Span(Stage.DIALOGUE, 600, 900),
            Span(Stage.VOICE, 1500, 80),
        ),
        1580,
    )


def test_what_was_waited_for_meanwhile_is_taken_out_of_it() -> None:
    told = journal(
        (SPOKE, (FIND,)),
        (AnswersFound(5650, ()), (AskModel("intent-de", "x"),)),
        (ModelReplied(6450, None), (SAY,)),
    )
    (fall,) = falls([*told, wait_to_json(WAIT)])
    assert [(each.stage, each.at_ms, each.length_ms) for each in fall.spans] == [
        ("endpoint", 0, 500), ("hear", 500, 100), ("lookup", 600, 50), ("model", 650, 800),
        ("dialogue", 1450, 50), ("voice", 1500, 80),
    ]  # fmt: skip
    assert sum(each.length_ms for each in fall.spans) == fall.answer_ms
    assert fall.length_ms(Stage.MODEL) == 800


@pytest.mark.parametrize(("asked_ms", "replied_ms"), [(1000, 1900), (5600, 9000), (7000, 7100)])
def test_an_errand_counts_only_where_the_caller_waited(asked_ms: int, replied_ms: int) -> None:
    told = journal(
        (CallerSpoke(asked_ms, "x", 1.0), (WordAnswer("parking", "x", Language.GERMAN),)),
        (ModelReplied(replied_ms, None), ()),
    )
    (fall,) = falls([*told, wait_to_json(WAIT)])
    within = min(replied_ms, 6500) - max(asked_ms, 5600)
    assert fall.length_ms(Stage.MODEL) == max(0, within)
    assert sum(each.length_ms for each in fall.spans) == 1580


def test_a_journal_of_before_has_none() -> None:
    assert falls(journal((SPOKE, (SAY,)))) == ()
