"""Every setting is explained, to people and to editors."""

import json

from kibox_pbx.config.schema import explain, names_at, schema
from kibox_pbx.config.settings import Settings


def test_every_setting_is_explained_with_its_default() -> None:
    text = explain()
    assert (
        "  hold_minutes: 5\n      How long a slot is kept while the caller decides.\n" in text
    )
    assert "practice:  (must be set)\n" in text
    assert set(Settings.model_fields) <= {line.split(":")[0] for line in text.splitlines()}


def test_editors_know_opening_hours_as_text() -> None:
    described = json.dumps(schema())
    assert '"pattern": "^([01]' in described
    assert "How long a slot is kept while the caller decides." in described


def test_names_are_found_below_lists_and_free_keys() -> None:
    assert "minutes" in names_at(("services", "checkup"))
    assert names_at(("people", "x", "hours", "monday", 0)) == ["opens", "closes"]
    assert names_at(("services",)) == []
    assert names_at(("nowhere", "at", "all")) == []
