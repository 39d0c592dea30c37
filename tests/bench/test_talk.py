"""What every measured caller says."""

from pathlib import Path

import pytest
import yaml

from kibox_pbx.admin.setup import CONFIG, make_practice_folder
from kibox_pbx.bench.talk import (
    BEGINS,
    CUTS_IN,
    DAYS,
    OPENING,
    SCRIPTS,
    lines,
    script_of,
    turn_names,
)
from kibox_pbx.dialogue.actions import AskModel
from kibox_pbx.language.normalise import normalise
from kibox_pbx.rehearsal.back_office import BackOffices
from kibox_pbx.rehearsal.rehearse import rehearse
from kibox_pbx.utterance import Language
from tests.dialogue.playbook import Caller


@pytest.mark.parametrize("language", list(SCRIPTS))
def test_every_sentence_has_one_name(language: Language) -> None:
    script = SCRIPTS[language]
    names = turn_names(script)
    assert set(names) == set(script.sentences())
    assert len(set(names.values())) == len(names)
    assert names[str(script.says)] == OPENING


@pytest.mark.parametrize(
    ("language", "misheard"),
    [(Language.ENGLISH, ("we were", "we're")), (Language.GERMAN, ("ich rufe an", "rufe an"))],
)
def test_a_remark_is_asked_of_the_language_model_also_as_recognisers_write_it(
    language: Language, misheard: tuple[str, str]
) -> None:
    privacy, remark = SCRIPTS[language].interrupts.values()
    assert misheard[0] in remark
    for heard in (remark, remark.replace(*misheard)):
        said = (normalise(text, language) for text in (privacy, heard))
        assert Caller(language).says(*said).asked(AskModel), heard


@pytest.mark.parametrize("language", list(SCRIPTS))
def test_callers_at_once_want_different_days_and_else_the_same(language: Language) -> None:
    scripts = [script_of(language, caller) for caller in range(5)]
    assert [each.answers["ask_day"] for each in scripts] == [*DAYS[language], DAYS[language][0]]
    assert len(DAYS[language]) == 4
    assert scripts[0] == scripts[4] == SCRIPTS[language]


@pytest.mark.parametrize("language", list(SCRIPTS))
def test_who_is_told_nothing_says_the_same_and_cuts_in_twice(language: Language) -> None:
    said = lines(SCRIPTS[language])
    assert {line.text for line in said} <= set(SCRIPTS[language].sentences())
    assert [line.turn for line in said if line.cuts_in] == [
        f"{CUTS_IN}tell_answer",
        f"{CUTS_IN}tell_privacy",
    ]
    assert said[0].turn == OPENING
    assert said[-1].turn == "anything_else"


@pytest.mark.whole
@pytest.mark.parametrize("language", list(SCRIPTS))
@pytest.mark.parametrize("number", range(4))
async def test_the_example_practice_books_what_they_want(
    language: Language, number: int, tmp_path: Path
) -> None:
    script = script_of(language, number)
    make_practice_folder(tmp_path)
    scenario = {
        "name": "measured",
        "language": language.value,
        "now": BEGINS.isoformat(),
        "config": CONFIG,
        "caller": "+493023125001",
        "says": script.says,
        "answers": dict(script.answers),
        "interrupts": dict(script.interrupts),
        "expect": {"outcome": "booked"},
    }
    path = tmp_path / "measured.yaml"
    path.write_text(yaml.safe_dump(scenario, allow_unicode=True), encoding="utf-8")
    async with BackOffices() as offices:
        [verdict] = [each async for each in rehearse([path], offices)]
    assert verdict.differences == ()
