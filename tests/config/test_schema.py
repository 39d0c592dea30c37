"""Every setting is explained, to people and to editors."""

import json
from importlib.resources import files

import jsonschema
import pytest
import yaml

from kibox_pbx.config.schema import explain, names_at, schema
from kibox_pbx.config.settings import Settings


def test_every_setting_is_explained_with_its_default() -> None:
    text = explain()
    assert (
        "  hold_minutes: 5\n      How long a slot is kept while the caller decides.\n" in text
    )
    assert "practice:  (must be set)\n" in text
    assert set(Settings.model_fields) <= {line.split(":")[0] for line in text.splitlines()}


def test_an_editor_finds_nothing_wrong_with_the_example() -> None:
    example = (files("kibox_pbx.config") / "examples/doctor.yaml").read_text(encoding="utf-8")
    jsonschema.validate(yaml.safe_load(example), schema())


@pytest.mark.parametrize(
    "hours", ["8-12", "08:00", "25:00-26:00", ["08:00-12:00, 13:00-14:00"]]
)
def test_an_editor_finds_hours_that_are_none(hours: str | list[str]) -> None:
    example = (files("kibox_pbx.config") / "examples/doctor.yaml").read_text(encoding="utf-8")
    changed = yaml.safe_load(example) | {"hours": {"monday": hours}}
    with pytest.raises(jsonschema.ValidationError):
        jsonschema.validate(changed, schema())


def test_an_editor_can_show_what_a_setting_means() -> None:
    assert "How long a slot is kept while the caller decides." in json.dumps(schema())


def test_names_are_found_below_lists_and_free_keys() -> None:
    assert "minutes" in names_at(("services", "checkup"))
    assert names_at(("people", "x", "hours", "monday", 0)) == ["opens", "closes"]
    assert names_at(("services",)) == []
    assert names_at(("nowhere", "at", "all")) == []
