"""What was measured is found again by the doctor, and rubbish is nothing."""

from datetime import UTC, datetime
from pathlib import Path

import pytest

from kibox_pbx.admin.measured import ENDING, Measured, keep, last_measured
from kibox_pbx.errors import ConfigError

HELD = Measured(held=8, tried=16, cores=2, at=datetime(2026, 11, 29, 3, tzinfo=UTC))


def test_what_is_kept_is_found(tmp_path: Path) -> None:
    database = tmp_path / "kibox.db"
    assert last_measured(database) is None
    assert keep(HELD, database).name == "kibox.db" + ENDING
    assert last_measured(database) == HELD


@pytest.mark.parametrize("text", ["", "{}", "[]", '{"held": "x", "at": "2026"}', "\xff"])
def test_what_cannot_be_read_was_not_measured(tmp_path: Path, text: str) -> None:
    (tmp_path / f"kibox.db{ENDING}").write_text(text, encoding="latin-1")
    assert last_measured(tmp_path / "kibox.db") is None


def test_a_folder_that_is_not_there_is_named(tmp_path: Path) -> None:
    with pytest.raises(ConfigError, match="cannot be written"):
        keep(HELD, tmp_path / "none" / "kibox.db")
