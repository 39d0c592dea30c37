"""Tells the person at the terminal how fetching the models goes.

At a terminal with moving bars, elsewhere with one line per step. All of it on standard
error, so that standard output stays data.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import TextIO

from rich.console import Console
from rich.progress import BarColumn, Progress, TaskID, TextColumn, TimeElapsedColumn

from kibox_pbx.models.fetch import Report
from kibox_pbx.models.installed import InstalledModel


class Lines:
    """One line per step, for a log or a pipe."""

    def __init__(self, console: Console) -> None:
        self._console = console

    def started(self, role: str, name: str) -> None:
        """Say which model is fetched for what."""
        self._say(f"{role}: fetching {name}")

    def progressed(self, name: str, done: int, total: int) -> None:
        """Say nothing: lines would only repeat themselves."""

    def unreachable(self, name: str, why: str) -> None:
        """Say what could not be had, and why."""
        self._say(f"NOT AVAILABLE: {name}: {why}")

    def finished(self, model: InstalledModel) -> None:
        """Say what fills the role, and whether only for the time being."""
        stand_in = " (a stand-in: fetch again when the better one can be had)"
        self._say(f"{model.role}: {model.name}{stand_in if model.stand_in else ''}")

    def _say(self, line: str) -> None:
        self._console.print(line, markup=False, highlight=False, soft_wrap=True)


class Bars(Lines):
    """The same lines, and a moving bar for the model that is just being fetched."""

    def __init__(self, progress: Progress) -> None:
        super().__init__(progress.console)
        self._progress = progress
        self._bar: TaskID | None = None

    def started(self, role: str, name: str) -> None:
        """Begin a bar."""
        self._end_bar()
        self._bar = self._progress.add_task(f"{role}: {name}", total=None)

    def progressed(self, name: str, done: int, total: int) -> None:
        """Move the bar."""
        if self._bar is not None:
            self._progress.update(self._bar, completed=done, total=total)

    def unreachable(self, name: str, why: str) -> None:
        """Replace the bar by the reason."""
        self._end_bar()
        super().unreachable(name, why)

    def finished(self, model: InstalledModel) -> None:
        """Replace the bar by the result."""
        self._end_bar()
        super().finished(model)

    def _end_bar(self) -> None:
        if self._bar is not None:
            self._progress.remove_task(self._bar)
            self._bar = None


@contextmanager
def report_to(stream: TextIO) -> Iterator[Report]:
    """Give the report that suits a stream: bars at a terminal, else lines."""
    console = Console(file=stream)
    if not console.is_terminal:
        yield Lines(console)
        return
    columns = (TextColumn("{task.description}"), BarColumn(), TimeElapsedColumn())
    with Progress(*columns, console=console, transient=True) as progress:
        yield Bars(progress)
