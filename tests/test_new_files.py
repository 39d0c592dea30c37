"""However carelessly kibox is started, what it writes is changed by nobody else."""

import os
import stat
from collections.abc import Iterator
from pathlib import Path

import pytest

from kibox_pbx.cli import main
from kibox_pbx.new_files import NOBODY_CHANGES, NOBODY_READS, keep_from_others


@pytest.fixture(autouse=True)
def careless() -> Iterator[None]:
    before = os.umask(0)
    yield
    os.umask(before)


def mode_of_a_new_file(folder: Path) -> int:
    (folder / "new").write_text("")
    return stat.S_IMODE((folder / "new").stat().st_mode)


def test_after_any_command_nobody_changes_what_is_written(tmp_path: Path) -> None:
    assert main(["completion", "bash"]) == 0
    assert mode_of_a_new_file(tmp_path) == 0o644


def test_what_the_service_writes_nobody_else_reads(tmp_path: Path) -> None:
    keep_from_others(NOBODY_READS)
    assert mode_of_a_new_file(tmp_path) == 0o600


def test_what_was_withheld_already_stays_so(tmp_path: Path) -> None:
    os.umask(0o077)
    keep_from_others(NOBODY_CHANGES)
    assert mode_of_a_new_file(tmp_path) == 0o600
