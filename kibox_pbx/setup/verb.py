"""`kibox setup`: find the Asterisk, ask, show each change, make it; or undo all of it."""

import argparse
import os
import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from kibox_pbx.errors import ConfigError
from kibox_pbx.setup.answers import TEMPLATE, Answers, read_answers
from kibox_pbx.setup.applying import apply_step, pending, steps
from kibox_pbx.setup.change import Change, WriteFile
from kibox_pbx.setup.commands import (
    Command,
    run,
    starting,
    stopped,
    stopping,
    why_not_run,
)
from kibox_pbx.setup.found import Found
from kibox_pbx.setup.gathering import gather
from kibox_pbx.setup.journal import FOLDER, FileNoted, Journal, ToldNoted
from kibox_pbx.setup.looking import ASTERISK, look
from kibox_pbx.setup.machine import Machine
from kibox_pbx.setup.notices import notices, summary
from kibox_pbx.setup.plan import plan
from kibox_pbx.setup.questions import Ask, ask_answers, ask_at_terminal
from kibox_pbx.setup.showing import shown
from kibox_pbx.setup.undoing import undo, undo_what_is_half_done
from kibox_pbx.storage.folder_lock import FolderLock

DONE, REFUSED = 0, 1

Decide = Callable[[str], bool]
"""Is shown a change, and says whether it is made."""


def add_commands(verbs: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Add `setup` to the command line."""
    setup = verbs.add_parser(
        "setup", help="put kibox in front of this machine's Asterisk, or undo that"
    )
    setup.add_argument("--answers", type=Path, help="a YAML file, instead of questions")
    setup.add_argument("--print-answers", action="store_true", help="show such a file")
    setup.add_argument("--yes", action="store_true", help="make every change that is shown")
    setup.add_argument("--show", action="store_true", help="show the changes, make none")
    setup.add_argument("--undo", action="store_true", help="put back what was there before")
    setup.add_argument("--asterisk", type=Path, default=ASTERISK, help="its configuration")
    setup.add_argument("--root", type=Path, default=Path("/"), help="a folder as the machine")
    setup.add_argument("--program", help="the kibox that the service runs (default: this one)")
    setup.add_argument("--no-commands", action="store_true", help="reload and start nothing")
    setup.set_defaults(run=_setup)


@dataclass(frozen=True, slots=True)
class Sitting:
    """One run of the command: the machine, its journal, and the person before it."""

    machine: Machine
    journal: Journal
    runs_commands: bool
    decide: Decide


def _setup(chosen: argparse.Namespace) -> int:
    if chosen.print_answers:
        sys.stdout.write(TEMPLATE)
        return DONE
    machine = Machine(chosen.root.resolve())
    if machine.is_running and os.geteuid() != 0 and not chosen.show:
        raise ConfigError("only root may change Asterisk and systemd: sudo kibox setup")
    if not chosen.asterisk.is_absolute():
        raise ConfigError(f"--asterisk {chosen.asterisk}: must be an absolute path")
    decider = Decider(ask_at_terminal, all_of_it=chosen.yes)
    sitting = Sitting(
        machine,
        Journal(machine.at(FOLDER)),
        runs_commands=not chosen.no_commands,
        decide=decider.decide if chosen.yes or sys.stdin.isatty() else _show_only,
    )
    if chosen.show:
        return _look_and_answer(chosen, sitting, show)
    with _alone(machine):
        if chosen.undo:
            return undo_all(sitting, chosen.asterisk)
        return _look_and_answer(chosen, sitting, set_up)


Work = Callable[[Sitting, Found, Answers, str | None], int]


def _look_and_answer(chosen: argparse.Namespace, sitting: Sitting, work: Work) -> int:
    found = look(sitting.machine, chosen.asterisk)
    _tell(summary(found))
    answers = (
        read_answers(chosen.answers) if chosen.answers else ask_answers(found, ask_at_terminal)
    )
    return work(sitting, found, answers, chosen.program)


@contextmanager
def _alone(machine: Machine) -> Iterator[None]:
    """Let nobody else set this machine up, or undo that, from the first look to the last note.

    What is locked is the machine's root folder: it is there before anything and after all was
    undone, and the lock goes with whoever holds it, however they end.

    Raises:
        ConfigError: Somebody is at it.
    """
    lock = FolderLock(machine.root)
    if machine.root.is_dir() and not lock.alone():
        raise ConfigError(
            "another `kibox setup` is at work on this machine; wait until it is done, or end"
            " it, then run this again"
        )
    try:
        yield
    finally:
        lock.release()


def show(sitting: Sitting, found: Found, answers: Answers, program: str | None) -> int:
    """Show what would be changed."""
    wanted = plan(found, answers, gather(sitting.machine, answers.kind, program))
    for change in pending(wanted, sitting.machine):
        sys.stdout.write(f"{_shown([change], sitting.machine)}\n")
    return DONE


def set_up(sitting: Sitting, found: Found, answers: Answers, program: str | None) -> int:
    """Make every change that is agreed to.

    Raises:
        KiboxError: Something is wrong; the text says what to do.
    """
    undo_what_is_half_done(sitting.machine, sitting.journal)
    ours = gather(sitting.machine, answers.kind, program)
    wanted = plan(found, answers, ours)
    todo = steps(pending(wanted, sitting.machine))
    if not todo and not sitting.journal.untold():
        _tell(["everything is as it should be; nothing was changed"])
        return DONE
    made: list[Change] = []
    for step in todo:
        if sitting.decide(_shown(step, sitting.machine)):
            apply_step(step, sitting.machine, sitting.journal)
            made += step
    declined = sum(map(len, todo)) - len(made)
    all_well = not declined
    if untold := sitting.journal.untold():
        all_well = _run_all(sitting, starting(untold, found.folder)) and all_well
        _tell(notices(found, answers, made, ours.program))
    if all_well and untold:
        sitting.journal.note(ToldNoted())
    if declined:
        _tell([f"{declined} changes were not made; run it again for them (all: --yes)"])
    return DONE if all_well else REFUSED


def undo_all(sitting: Sitting, folder: Path) -> int:
    """Put back what was there before the first change.

    Raises:
        KiboxError: Something is wrong; the text says what to do.
    """
    entries = sitting.journal.entries()
    if not entries:
        _tell(["there is nothing to undo"])
        return DONE
    paths = [each.path for each in entries if isinstance(each, FileNoted)]
    lines = [f"would be put back or removed: {path}" for path in dict.fromkeys(paths)]
    if not sitting.decide("\n".join(lines)):
        _tell(["nothing was changed; to undo all of it: kibox setup --undo --yes"])
        return REFUSED
    _run_all(sitting, stopping(paths))
    told = undo(sitting.machine, sitting.journal)
    _run_all(sitting, stopped(paths, folder))
    _tell(f"{each.what}: {each.text}" for each in told)
    left = [each for each in told if each.is_left]
    if left:
        _tell(["what was left is still noted; put it back yourself, or undo once more"])
    return REFUSED if left else DONE


class Decider:
    """Asks about each change, until somebody says that all are meant."""

    def __init__(self, ask: Ask, *, all_of_it: bool) -> None:
        self._ask = ask
        self._all = all_of_it

    def decide(self, text: str) -> bool:
        """Show a change and return whether it is to be made.

        Raises:
            KeyboardInterrupt: The person wants to stop here.
        """
        sys.stdout.write(f"{text}\n\n")
        sys.stdout.flush()
        while not self._all:
            typed = self._ask("Do it? (y)es, (n)o, (a)ll, (q)uit").lower()
            if typed in {"n", "no"}:
                return False
            if typed in {"q", "quit"}:
                raise KeyboardInterrupt
            if typed in {"y", "yes"}:
                return True
            self._all = typed in {"a", "all"}
        return True


def _show_only(text: str) -> bool:
    sys.stdout.write(f"{text}\n\n")
    return False


def _shown(step: Sequence[Change], machine: Machine) -> str:
    return "\n".join(
        shown(each, machine.state(each.path) if isinstance(each, WriteFile) else None)
        for each in step
    )


def _run_all(sitting: Sitting, commands: Sequence[Command]) -> bool:
    """Run what can be run here and show the rest; return whether nothing failed."""
    all_well = True
    for command in commands:
        why = why_not_run(command, sitting.machine) if sitting.runs_commands else "as asked"
        if why is not None:
            _tell([f"not run ({why}): {command.as_typed}  # {command.why}"])
            continue
        failed = run(command)
        all_well = all_well and failed is None
        _tell([f"{command.as_typed}: {failed or 'done'}"])
    return all_well


def _tell(lines: Iterable[str]) -> None:
    for line in lines:
        sys.stderr.write(f"{line}\n")
