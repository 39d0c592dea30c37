"""Whatever happens on the way, all of it is done in the end, or nothing of it is left."""

from pathlib import Path

import pytest

from kibox_pbx.errors import ConfigError
from kibox_pbx.setup.answers import Answers
from kibox_pbx.setup.applying import apply_step, pending, steps
from kibox_pbx.setup.change import Change
from kibox_pbx.setup.found import Found
from kibox_pbx.setup.journal import FOLDER, Entry, Journal
from kibox_pbx.setup.machine import Machine
from kibox_pbx.setup.plan import CONFIG, DATABASE, KEY, SECRET, Ours, plan
from kibox_pbx.setup.undoing import undo, undo_what_is_half_done
from kibox_pbx.storage.key_header import header_path
from tests.setup.conftest import ETC, copy_of, tree

NOTES = 21
"""Of a whole set-up."""


class InterruptedJournal(Journal):
    """Is interrupted after so many entries: each one noted, and its change not made."""

    def __init__(self, folder: Path, left: int) -> None:
        super().__init__(folder)
        self.left = left

    def note(self, entry: Entry, before: bytes | None = None) -> None:
        super().note(entry, before)
        self.left -= 1
        if self.left == 0:
            raise KeyboardInterrupt


def journal_of(machine: Machine) -> Journal:
    return Journal(machine.at(FOLDER))


def make(wanted: tuple[Change, ...], machine: Machine, journal: Journal) -> None:
    for step in steps(pending(wanted, machine)):
        apply_step(step, machine, journal)


def set_up(machine: Machine, found: Found, answers: Answers, ours: Ours) -> None:
    make(plan(found, answers, ours), machine, journal_of(machine))


def test_undoing_leaves_every_byte_and_mode_as_it_was(
    machine: Machine, found: Found, answers: Answers, ours: Ours
) -> None:
    before = tree(machine)
    set_up(machine, found, answers, ours)
    assert len(journal_of(machine).entries()) == NOTES
    assert tree(machine) != before
    assert not any(each.is_left for each in undo(machine, journal_of(machine)))
    assert tree(machine) == before
    assert not machine.at(FOLDER).exists()


def test_setting_up_twice_changes_nothing_the_second_time(
    machine: Machine, found: Found, answers: Answers, ours: Ours
) -> None:
    wanted = plan(found, answers, ours)
    make(wanted, machine, journal_of(machine))
    assert pending(wanted, machine) == ()


@pytest.mark.parametrize("notes", range(1, NOTES + 1))
def test_an_interruption_anywhere_can_be_undone_and_can_be_gone_on_from(  # noqa: PLR0913, PLR0917
    notes: int, machine: Machine, found: Found, answers: Answers, ours: Ours, memory: Path
) -> None:
    before = tree(machine)
    whole = copy_of(machine, memory / "whole")
    wanted = plan(found, answers, ours)
    make(wanted, whole, journal_of(whole))
    with pytest.raises(KeyboardInterrupt):
        make(wanted, machine, InterruptedJournal(machine.at(FOLDER), notes))
    other = copy_of(machine, memory / "other")

    undo(other, journal_of(other))
    assert tree(other) == before

    undo_what_is_half_done(machine, journal_of(machine))
    make(wanted, machine, journal_of(machine))
    assert tree(machine) == tree(whole)
    undo(machine, journal_of(machine))
    assert tree(machine) == before


def test_what_somebody_changed_since_is_left_and_said(
    machine: Machine, found: Found, answers: Answers, ours: Ours
) -> None:
    before = tree(machine)
    set_up(machine, found, answers, ours)
    path = machine.at(ETC / "extensions.conf")
    path.write_bytes(path.read_bytes() + b"[mine]\n")
    told = undo(machine, journal_of(machine))
    assert [each.what for each in told if each.is_left] == ["/etc/asterisk/extensions.conf"]
    assert path.read_bytes().endswith(b"[mine]\n")
    now = tree(machine)
    assert {name for name in now if now[name] != before.get(name)} == {
        "etc/asterisk/extensions.conf"
    }
    path.write_bytes(path.read_bytes().removesuffix(b"[mine]\n"))
    undo(machine, journal_of(machine))
    assert tree(machine) == before


def test_another_mode_is_a_change_too(
    machine: Machine, found: Found, answers: Answers, ours: Ours
) -> None:
    set_up(machine, found, answers, ours)
    machine.at(ETC / "manager.conf").chmod(0o600)
    left = [each.what for each in undo(machine, journal_of(machine)) if each.is_left]
    assert left == ["/etc/asterisk/manager.conf"]


def test_a_store_that_was_used_keeps_its_key_and_its_header(
    machine: Machine, found: Found, answers: Answers, ours: Ours
) -> None:
    set_up(machine, found, answers, ours)
    with machine.at(DATABASE).open("ab") as database:
        database.write(b"a call")
    told = {each.what for each in undo(machine, journal_of(machine)) if each.is_left}
    assert {str(DATABASE), str(KEY), str(header_path(DATABASE))} <= told
    assert machine.at(KEY).exists()
    assert machine.at(header_path(DATABASE)).exists()
    assert not machine.at(CONFIG).exists()
    assert not machine.at(SECRET).exists()


def test_a_store_that_was_moved_away_is_not_taken_for_an_interruption(
    machine: Machine, found: Found, answers: Answers, ours: Ours
) -> None:
    set_up(machine, found, answers, ours)
    machine.at(DATABASE).unlink()
    undo_what_is_half_done(machine, journal_of(machine))
    assert machine.at(KEY).exists()


def test_the_admins_own_words_outlast_another_set_up(
    machine: Machine, found: Found, answers: Answers, ours: Ours
) -> None:
    set_up(machine, found, answers, ours)
    machine.at(CONFIG).write_text("mine")
    machine.at(ETC / "kibox.conf").write_text("; of an older kibox\n")
    set_up(machine, found, answers, ours)
    assert machine.at(CONFIG).read_text() == "mine"
    assert b"[kibox-in]" in machine.at(ETC / "kibox.conf").read_bytes()


def test_secrets_are_for_who_needs_them(
    machine: Machine, found: Found, answers: Answers, ours: Ours
) -> None:
    set_up(machine, found, answers, ours)
    modes = {
        str(path): machine.at(path).stat().st_mode & 0o777
        for path in (KEY, DATABASE, SECRET, ETC / "manager-kibox.conf", ETC / "kibox.conf")
    }
    assert list(modes.values()) == [0o600, 0o600, 0o640, 0o600, 0o604]
    assert machine.at(FOLDER / "journal.jsonl").stat().st_mode & 0o077 == 0


def test_a_link_that_leads_out_of_the_folder_is_not_followed(
    machine: Machine, tmp_path: Path
) -> None:
    outside = tmp_path / "outside"
    outside.write_text("theirs")
    machine.at(ETC / "extensions.conf").unlink()
    (machine.root / "etc/asterisk/extensions.conf").symlink_to(outside)
    with pytest.raises(ConfigError, match="leads out of"):
        machine.state(ETC / "extensions.conf")


def test_a_link_inside_is_followed_and_stays_a_link(
    machine: Machine, found: Found, answers: Answers, ours: Ours
) -> None:
    link = machine.root / "etc/asterisk/extensions.conf"
    link.rename(machine.root / "etc/real.conf")
    link.symlink_to("../real.conf")
    set_up(machine, found, answers, ours)
    assert link.is_symlink()
    assert b"#include kibox.conf" in link.read_bytes()


def test_a_line_that_a_power_failure_cut_off_is_forgotten(
    machine: Machine, found: Found, answers: Answers, ours: Ours
) -> None:
    before = tree(machine)
    set_up(machine, found, answers, ours)
    with machine.at(FOLDER / "journal.jsonl").open("a") as file:
        file.write('{"kind":"file","pa')
    undo(machine, journal_of(machine))
    assert tree(machine) == before


def test_a_journal_that_lost_what_was_there_undoes_nothing(
    machine: Machine, found: Found, answers: Answers, ours: Ours
) -> None:
    set_up(machine, found, answers, ours)
    after = tree(machine)
    for path in machine.at(FOLDER).iterdir():
        if path.name != "journal.jsonl":
            path.write_bytes(b"other")
    with pytest.raises(ConfigError, match="is damaged; nothing was changed"):
        undo(machine, journal_of(machine))
    assert tree(machine) == after
