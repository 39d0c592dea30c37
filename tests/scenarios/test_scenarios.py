"""Every scenario in this folder, played as text against the real dialogue and a real store."""

from collections import Counter
from pathlib import Path

import pytest
import yaml

from kibox_pbx.rehearsal.back_office import BackOffices
from kibox_pbx.rehearsal.rehearse import rehearse

FOLDER = Path(__file__).parent
SCENARIOS = sorted(path for path in FOLDER.glob("*/*.yaml") if path.name != "practice.yaml")
FOR_TELEPHONE = (FOLDER / "phone.txt").read_text(encoding="utf-8").split()


@pytest.mark.whole
@pytest.mark.parametrize("path", SCENARIOS, ids=lambda path: f"{path.parent.name}/{path.stem}")
async def test_a_caller_gets_what_the_scenario_expects(path: Path) -> None:
    async with BackOffices() as offices:
        [verdict] = [each async for each in rehearse([path], offices)]
    assert verdict.differences == ()


def test_scenarios_are_named_after_their_files() -> None:
    for path in SCENARIOS:
        name = yaml.safe_load(path.read_text(encoding="utf-8"))["name"]
        assert name == path.stem.replace("_", "-")


def test_there_are_many_callers_in_both_languages() -> None:
    languages = Counter(
        yaml.safe_load(path.read_text(encoding="utf-8"))["language"] for path in SCENARIOS
    )
    assert languages.total() >= 120
    assert languages["en"] >= languages.total() * 0.45
    assert languages["de"] >= languages.total() * 0.45


def test_those_for_the_telephone_are_scenarios_a_tenth_or_more() -> None:
    names = {f"{path.parent.name}/{path.name}" for path in SCENARIOS}
    assert set(FOR_TELEPHONE) <= names
    assert len(FOR_TELEPHONE) * 10 >= len(SCENARIOS)
