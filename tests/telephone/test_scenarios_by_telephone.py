"""The scenarios listed in ``tests/scenarios/phone.txt``, spoken over a real line."""

import json
from pathlib import Path

import pytest

from kibox_pbx.cli import main

SCENARIOS = Path(__file__).parents[1] / "scenarios"


@pytest.mark.long
@pytest.mark.telephone
@pytest.mark.engine
@pytest.mark.timeout(3600)
def test_callers_on_a_real_line_get_what_their_scenarios_expect(
    capsys: pytest.CaptureFixture[str],
) -> None:
    names = (SCENARIOS / "phone.txt").read_text(encoding="utf-8").split()
    main(["rehearse", "--phone", "--json", *(str(SCENARIOS / name) for name in names)])
    verdicts = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    assert len(verdicts) == len(names)
    assert {each["name"]: each["differences"] for each in verdicts if not each["passed"]} == {}
