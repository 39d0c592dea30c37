"""Whole scenarios, played as text against the real dialogue and a real encrypted store."""

import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest

from kibox_pbx.config.settings import Settings
from kibox_pbx.records import Outcome, Speaker
from kibox_pbx.rehearsal import text_call
from kibox_pbx.rehearsal.back_office import BackOffices, Mind, no_mind
from kibox_pbx.rehearsal.played import MAILBOX, PlayedTurn
from kibox_pbx.rehearsal.rehearse import Verdict, rehearse
from kibox_pbx.rehearsal.verdicts import as_object, shown, summary
from tests.rehearsal.practice import BOOKS, practice, write

ANSWERS: dict[str, Any] = BOOKS["answers"]


async def play(paths: Sequence[Path]) -> list[Verdict]:
    async with BackOffices() as offices:
        return [verdict async for verdict in rehearse(paths, offices)]


async def play_one(folder: Path, **changes: Any) -> Verdict:
    practice(folder)
    [verdict] = await play([write(folder, **changes)])
    return verdict


def turns(verdict: Verdict) -> tuple[PlayedTurn, ...]:
    assert verdict.played is not None
    return verdict.played.turns


async def test_a_caller_books_and_everything_is_as_expected(tmp_path: Path) -> None:
    verdict = await play_one(tmp_path)
    assert verdict.differences == ()
    assert shown(verdict) == "books-a-checkup: passed"
    told = as_object(verdict)
    assert (told["passed"], told["outcome"]) == (True, "booked")
    assert told["turns"][0]["act"] == "greet"
    assert json.loads(json.dumps(told))["turns"][3] == {
        "speaker": "caller",
        "text": BOOKS["says"],
        "act": None,
    }


async def test_the_call_is_written_down_as_the_service_does(tmp_path: Path) -> None:
    verdict = await play_one(tmp_path)
    assert verdict.played is not None
    stored = verdict.played.stored
    assert stored is not None
    assert stored.outcome is Outcome.BOOKED
    assert stored.duration_ms == pytest.approx(stored.turns[-1].at_ms, abs=10_000)
    heard = [turn.text for turn in stored.turns if turn.speaker is Speaker.CALLER]
    assert heard[0] == "guten tag ich hätte gern einen termin zur vorsorge"
    assert '"event": "CallAnswered"' in stored.events[0]
    assert '"actions"' in stored.events[1]


async def test_what_differs_is_told_a_line_each(tmp_path: Path) -> None:
    expect = {"outcome": "cancelled", "said": ["Fahrrad"]}
    verdict = await play_one(tmp_path, expect=expect)
    lines = shown(verdict).splitlines()
    assert lines[:2] == [
        "books-a-checkup: failed",
        "  outcome: expected cancelled, got booked",
    ]
    assert lines[2].startswith("  said: expected 'Fahrrad', got")


async def test_a_question_without_an_answer_is_told_and_the_call_still_ends(
    tmp_path: Path,
) -> None:
    answers = {key: text for key, text in ANSWERS.items() if key != "ask_name"}
    verdict = await play_one(tmp_path, answers=answers)
    assert verdict.differences[0].startswith("ask_name: expected no such question")


async def test_the_clock_of_the_call_is_the_scenario_s(tmp_path: Path) -> None:
    night = "2026-11-25T23:00:00+01:00"
    expect = {"said": ["morgen, Donnerstag"], "outcome": "booked"}
    verdict = await play_one(tmp_path, now=night, expect=expect)
    assert verdict.differences == ()


async def test_given_appointments_take_their_time(tmp_path: Path) -> None:
    taken = {"service": "checkup", "start": "2026-11-26T09:30:00+01:00", "name": "Eva Maier"}
    given = {"appointments": [taken | {"with": "sommer"}, taken | {"with": "winter"}]}
    expect = {"kept": [taken["start"]], "never_said": ["Maier"], "gone": []}
    verdict = await play_one(tmp_path, given=given, expect=expect)
    assert verdict.differences == ()
    assert verdict.played is not None
    new = set(verdict.played.after) - set(verdict.played.before)
    assert all(each.slot.start.isoformat() != taken["start"] for each in new)


async def test_two_given_at_the_same_time_are_with_whoever_has_time(tmp_path: Path) -> None:
    given = [
        {"service": "checkup", "start": "2026-11-26T09:30:00+01:00", "name": name}
        for name in ("Eva", "Ida")
    ]
    verdict = await play_one(tmp_path, given={"appointments": given})
    assert verdict.played is not None
    assert len({each.slot.person for each in verdict.played.before}) == 2


async def test_given_appointments_that_overlap_are_told(tmp_path: Path) -> None:
    one = {"service": "vaccination", "start": "2026-11-26T09:30:00+01:00", "with": "sommer"}
    verdict = await play_one(tmp_path, given={"appointments": [one, one]})
    assert verdict.differences == ("the call failed: the store refused to write",)


async def test_a_caller_who_hangs_up_leaves_no_appointment(tmp_path: Path) -> None:
    expect = {"outcome": "abandoned", "appointments": []}
    verdict = await play_one(tmp_path, hangs_up_on="ask_name", expect=expect)
    assert verdict.differences == ()
    assert turns(verdict)[-1].act == "ask_name"


async def test_a_caller_may_be_gone_at_a_sentence_that_is_no_question(tmp_path: Path) -> None:
    verdict = await play_one(tmp_path, hangs_up_on="booked", expect={"outcome": "booked"})
    assert verdict.differences == ()
    assert turns(verdict)[-1].act == "booked"


async def test_a_caller_cuts_in_and_is_heard(tmp_path: Path) -> None:
    verdict = await play_one(
        tmp_path, interrupts={"greet": "Ich möchte mit einem Menschen sprechen"}, expect={}
    )
    acts = [turn.act for turn in turns(verdict)]
    assert acts[:2] == ["greet", None]
    assert "künstlichen Intelligenz" in turns(verdict)[0].text
    assert verdict.played is not None
    assert verdict.played.transferred_to == "reception"
    assert verdict.played.stored is not None
    assert not verdict.played.stored.turns[0].interrupted


async def test_a_sentence_that_may_be_cut_is_heard_to_its_half(tmp_path: Path) -> None:
    verdict = await play_one(tmp_path, interrupts={"confirm_booking": "ja genau"})
    assert verdict.differences == ()
    assert verdict.played is not None
    assert verdict.played.stored is not None
    [cut] = [turn for turn in verdict.played.stored.turns if turn.interrupted]
    assert cut.act == "confirm_booking"
    assert cut.heard_ms == len(cut.text) * 65 // 2


async def test_keys_are_pressed_one_by_one(tmp_path: Path) -> None:
    expect = {
        "appointments": [{"phone": "+4930231250"}],
        "said_number": "+4930231250",
    }
    verdict = await play_one(
        tmp_path, keys={"ask_phone": "030231250#"}, caller="anonymous", expect=expect
    )
    assert verdict.differences == ()
    assert "[030231250#]" in [turn.text for turn in turns(verdict)]


async def test_keys_without_an_end_are_taken_after_a_while(tmp_path: Path) -> None:
    expect = {"appointments": [{"phone": "+4930231250"}]}
    verdict = await play_one(
        tmp_path, keys={"ask_phone": "030231250"}, caller="anonymous", expect=expect
    )
    assert verdict.differences == ()


async def test_key_zero_reaches_a_person_and_later_keys_reach_nobody(tmp_path: Path) -> None:
    expect = {"outcome": "transferred", "transferred_to": "reception", "max_turns": 1}
    verdict = await play_one(tmp_path, keys={"ask_intent": "01"}, expect=expect)
    assert verdict.differences == ()


async def test_a_caller_who_never_speaks_is_let_go(tmp_path: Path) -> None:
    expect = {"outcome": ["abandoned", "transferred"], "max_turns": 0}
    verdict = await play_one(tmp_path, silent_on=["ask_intent"], says=None, expect=expect)
    assert verdict.differences == ()


async def test_an_engaged_department_is_seen(tmp_path: Path) -> None:
    asks = {"says": "Verbinden Sie mich mit der Anmeldung", "answers": {}}
    expect = {"transferred_to": None}
    engaged = {"given": {"busy": ["reception"]}, "hangs_up_on": "offer_message"}
    verdict = await play_one(tmp_path, **asks, **engaged, expect=expect)
    assert verdict.differences == ()
    assert turns(verdict)[-1].act == "offer_message"
    free = await play_one(tmp_path, **asks, expect=expect)
    assert free.differences == ("transferred_to: expected nobody, got reception",)


async def test_at_night_a_caller_may_end_in_the_mailbox(tmp_path: Path) -> None:
    verdict = await play_one(
        tmp_path,
        now="2026-11-23T23:00:00+01:00",
        silent_on=["ask_intent"],
        expect={"transferred_to": None},
    )
    assert verdict.differences == ()
    assert verdict.played is not None
    assert verdict.played.transferred_to in (None, MAILBOX)


async def test_a_call_that_is_to_be_erased_leaves_nothing(tmp_path: Path) -> None:
    verdict = await play_one(
        tmp_path,
        says="Bitte löschen Sie dieses Gespräch",
        answers={"anything_else": "nein danke, tschüss", "clarify": "ja"},
        expect={"erased": True, "messages": [], "forms": []},
    )
    assert verdict.differences == ()
    assert verdict.played is not None
    assert verdict.played.stored is None


async def test_a_call_without_an_end_is_ended_and_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(text_call, "LONGEST_MS", 20_000)
    verdict = await play_one(tmp_path, expect={"outcome": "abandoned"})
    assert verdict.differences == ("expected an end, got none in 15 minutes",)


async def test_english_callers_hear_english(tmp_path: Path) -> None:
    verdict = await play_one(
        tmp_path,
        language="en",
        says="I want to speak to a person",
        expect={"language_at_end": "en", "said": "artificial intelligence"},
    )
    assert verdict.differences == ()


async def test_a_broken_file_does_not_stop_the_others(tmp_path: Path) -> None:
    practice(tmp_path)
    broken = tmp_path / "broken.yaml"
    broken.write_text("name: [", encoding="utf-8")
    missing = tmp_path / "missing.yaml"
    verdicts = await play([broken, missing, write(tmp_path)])
    assert [verdict.passed for verdict in verdicts] == [False, False, True]
    assert verdicts[0].name == "broken"
    assert verdicts[0].differences[0].startswith("broken.yaml:1: not readable as YAML")
    assert "No such file" in verdicts[1].differences[0]
    assert as_object(verdicts[1])["turns"] == []


async def test_an_error_that_nobody_foresaw_fails_one_call_and_says_where(
    tmp_path: Path,
) -> None:
    class BrokenModel:
        async def choose(self, task: str, text: str) -> Any:
            raise RuntimeError("out of order")

    async def broken_mind(config: Path, settings: Settings) -> Mind:
        rules = await no_mind(config, settings)
        return Mind(BrokenModel(), rules.entries)

    practice(tmp_path)
    paths = [write(tmp_path, name="odd", says="quak wuff miau kikeriki"), write(tmp_path)]
    async with BackOffices() as offices:
        verdicts = [each async for each in rehearse(paths, offices, broken_mind)]
    [told] = verdicts[0].differences
    assert told.startswith("the call failed: RuntimeError at test_rehearse.py:")
    assert verdicts[1].passed


async def test_a_store_is_as_fresh_as_new_for_every_scenario(tmp_path: Path) -> None:
    practice(tmp_path)
    path = write(tmp_path)
    verdicts = await play([path, path, path])
    assert [verdict.differences for verdict in verdicts] == [(), (), ()]


def test_the_summary_counts() -> None:
    assert summary(2, 3, 1.25) == "2 of 3 passed in 1.2 s"
