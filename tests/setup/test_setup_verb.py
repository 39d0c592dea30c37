"""`kibox setup` as an admin meets it."""

import os
import pty
import subprocess
import sys
from pathlib import Path

import pytest

from kibox_pbx.cli import main
from kibox_pbx.config.loader import load
from kibox_pbx.errors import ConfigError
from kibox_pbx.setup.answers import TEMPLATE
from kibox_pbx.setup.commands import starting, stopped, stopping
from kibox_pbx.setup.found import Found
from kibox_pbx.setup.machine import Machine
from kibox_pbx.setup.plan import CONFIG, DATABASE, KEY, UNIT
from kibox_pbx.setup.questions import ask_answers
from kibox_pbx.setup.verb import Decider
from kibox_pbx.storage.database import Database
from kibox_pbx.storage.opening import StoreKeys
from tests.setup.conftest import ETC, PROGRAM, tree

DONE, REFUSED = 0, 1

Captured = pytest.CaptureFixture[str]


class Typist:
    """Types one line after the other."""

    def __init__(self, *lines: str) -> None:
        self._lines = list(lines)

    def __call__(self, question: str) -> str:
        return self._lines.pop(0)


@pytest.fixture
def arguments(machine: Machine, tmp_path: Path) -> list[str]:
    answers = tmp_path / "answers.yaml"
    answers.write_text(TEMPLATE)
    return [
        "setup", "--root", str(machine.root), "--program", PROGRAM, "--answers", str(answers),
    ]  # fmt: skip


def test_without_yes_and_without_a_person_everything_is_shown_and_nothing_done(
    arguments: list[str], machine: Machine, capsys: Captured
) -> None:
    before = tree(machine)
    assert main(arguments) == REFUSED
    assert tree(machine) == before
    out, err = capsys.readouterr()
    assert "+#include kibox.conf" in out
    assert "--yes" in err
    assert main([*arguments, "--show"]) == DONE
    assert tree(machine) == before


def test_set_up_says_what_it_could_not_run_and_undo_takes_all_of_it_back(
    arguments: list[str], machine: Machine, capsys: Captured
) -> None:
    before = tree(machine)
    assert main([*arguments, "--yes"]) == DONE
    err = capsys.readouterr().err
    assert 'asterisk -rx "dialplan reload"' in err
    assert "systemctl enable --now kibox.service" in err
    after = tree(machine)
    assert main([*arguments, "--yes"]) == DONE
    assert "nothing was changed" in capsys.readouterr().err
    assert tree(machine) == after
    assert main(["setup", "--root", str(machine.root), "--undo"]) == REFUSED
    assert tree(machine) == after
    assert main(["setup", "--root", str(machine.root), "--undo", "--yes"]) == DONE
    assert tree(machine) == before
    assert main(["setup", "--root", str(machine.root), "--undo", "--yes"]) == DONE
    assert "nothing to undo" in capsys.readouterr().err


def test_the_store_that_was_made_opens_by_the_key_that_was_made(
    arguments: list[str], machine: Machine
) -> None:
    assert main([*arguments, "--yes"]) == DONE
    store = load(machine.at(CONFIG)).store
    there = {"database": machine.at(DATABASE), "key_file": machine.at(KEY)}
    assert store.database == DATABASE
    keys = StoreKeys(store.model_copy(update=there))
    assert isinstance(keys.database(), Database)
    assert len(keys.read().secrets) == 1


def test_the_template_of_answers_is_printed(capsys: Captured) -> None:
    assert main(["setup", "--print-answers"]) == DONE
    assert capsys.readouterr().out == TEMPLATE


def test_a_person_decides_about_each_change_and_may_stop() -> None:
    decider = Decider(Typist("what?", "n", "y", "a"), all_of_it=False)
    assert [decider.decide("x") for _ in range(4)] == [False, True, True, True]
    with pytest.raises(KeyboardInterrupt):
        Decider(Typist("q"), all_of_it=False).decide("x")


def test_questions_are_asked_until_the_answers_are_right(found: Found) -> None:
    typist = Typist(
        "dentist", "lawyer", "de, fr", "en, de", "", "the office", "die Kanzlei",
        "PJSIP/200", "PJSIP/201", "", "", "4930123", "nowhere", "from-trunk", "de", "",
    )  # fmt: skip
    answers = ask_answers(found, typist)
    assert (answers.kind, answers.reception) == ("lawyer", "PJSIP/200")
    assert answers.departments == {"accounts": "PJSIP/201"}
    assert answers.numbers["4930123"].context == "from-trunk"


def test_an_answer_of_the_wrong_kind_is_told(found: Found) -> None:
    typist = Typist("craftsman", "de", "Krüger", "PJSIP/1&PJSIP/2", *[""] * 9)
    with pytest.raises(ConfigError, match="reception"):
        ask_answers(found, typist)


def test_only_what_a_change_concerns_is_reloaded() -> None:
    def typed(*paths: Path) -> list[str]:
        return [each.as_typed for each in starting(paths, ETC)]

    assert typed(CONFIG) == []
    assert typed(UNIT) == ["systemctl daemon-reload", "systemctl enable --now kibox.service"]
    assert typed(ETC / "kibox.conf") == [
        'asterisk -rx "manager reload"', 'asterisk -rx "dialplan reload"',
    ]  # fmt: skip
    elsewhere = Path("/opt/pbx/etc")
    assert stopped([elsewhere / "a"], elsewhere)[0].as_typed == (
        'asterisk -C /opt/pbx/etc/asterisk.conf -rx "manager reload"'
    )
    assert [each.words[1] for each in stopping([UNIT])] == ["disable"]


def test_what_is_reloaded_is_not_forgotten_by_an_interruption(
    arguments: list[str], machine: Machine, capsys: Captured
) -> None:
    assert main([*arguments, "--yes"]) == DONE
    journal = machine.at(Path("/var/lib/kibox-setup/journal.jsonl"))
    lines = journal.read_text().splitlines(keepends=True)
    assert '"told"' in lines[-1]
    journal.write_text("".join(lines[:-1]))
    capsys.readouterr()
    assert main([*arguments, "--yes"]) == DONE
    assert "dialplan reload" in capsys.readouterr().err


def test_while_somebody_is_asked_nobody_else_sets_up_or_undoes(
    arguments: list[str], machine: Machine, capsys: Captured
) -> None:
    before = tree(machine)
    terminal, slave = pty.openpty()
    command = [sys.executable, "-m", "kibox_pbx.cli", *arguments]
    undoing = ["setup", "--root", str(machine.root), "--undo", "--yes"]
    with subprocess.Popen(command, stdin=slave, stdout=slave, stderr=slave) as first:  # noqa: S603 -- our own program
        os.close(slave)
        try:
            _read_until(terminal, b"Do it?")
            for second in ([*arguments, "--yes"], undoing):
                assert main(second) == REFUSED
                assert "another `kibox setup` is at work" in capsys.readouterr().err
            assert tree(machine) == before
            assert main([*arguments, "--show"]) == DONE
        finally:
            first.kill()  # the lock does not outlive whoever held it
        first.wait()
        os.close(terminal)
    assert main([*arguments, "--yes"]) == DONE
    assert main(undoing) == DONE
    assert tree(machine) == before


def _read_until(terminal: int, words: bytes) -> None:
    read = b""
    while words not in read:
        read += os.read(terminal, 4096)
