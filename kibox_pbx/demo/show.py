"""Show a call live in the terminal, and afterwards what came of it and how long it took.

This is the one place that shows what was said: on the terminal of whoever runs the
demonstration, never in a file.
"""

from collections.abc import Iterable
from statistics import median

from rich.console import Console
from rich.table import Table
from rich.text import Text

from kibox_pbx.call.live import (
    AnswerWaited,
    CallBegan,
    CallEnded,
    Happening,
    TurnTaken,
    Written,
)
from kibox_pbx.call.timing import TurnTiming
from kibox_pbx.records import Appointment, Message, Speaker, Turn

STAGES = ("endpoint", "hear", "decide", "voice")


class Screen:
    """An onlooker that prints."""

    def __init__(self, console: Console) -> None:
        self._console = console
        self._timings: dict[str, list[TurnTiming]] = {}

    def see(self, happening: Happening) -> None:
        """Print what happened, if it is worth a line."""
        match happening:
            case CallBegan(call):
                self._timings[call.id] = []
                self._console.print(f"\n[bold]Call[/bold] to {call.dialled} ({call.language})")
            case TurnTaken(turn=turn):
                self._console.print(turn_line(turn))
            case AnswerWaited(call_id, timing):
                self._timings.setdefault(call_id, []).append(timing)
                self._console.print(timing_line(timing))
            case Written(what=what):
                self._console.print(written_line(what))
            case CallEnded(call_id, outcome, duration_ms):
                self._console.print(
                    f"[bold]Ended[/bold] after {duration_ms / 1000:.0f} s: {outcome.value}"
                )
                timings = self._timings.pop(call_id, [])
                if timings:
                    self._console.print(timing_table(timings))
            case _:
                pass


def turn_line(turn: Turn) -> Text:
    """Return one turn as a line of the conversation."""
    who, style = ("Caller   ", "cyan") if turn.speaker is Speaker.CALLER else ("Assistant", "")
    cut = " …(interrupted)" if turn.interrupted else ""
    return Text(f"{turn.at_ms / 1000:6.1f} s  {who}  {turn.text}{cut}", style=style)


def timing_line(timing: TurnTiming) -> Text:
    """Return how long the caller waited, as a dim line."""
    stages = ", ".join(f"{stage} {getattr(timing, f'{stage}_ms')}" for stage in STAGES)
    return Text(f"          waited {timing.answer_ms} ms ({stages})", style="dim")


def written_line(what: Appointment | Message) -> Text:
    """Return what the call left in the store, as a line."""
    if isinstance(what, Appointment):
        start = what.slot.start.strftime("%a %Y-%m-%d %H:%M")
        text = f"Appointment: {what.slot.service}, {start}, {what.name}, {what.phone}"
    else:
        text = f"Message: {what.text} ({what.name or 'no name'}, {what.phone or 'no number'})"
    return Text(f"          {text}", style="bold green")


def timing_table(timings: Iterable[TurnTiming]) -> Table:
    """Return the median of each stage and its share of the wait."""
    rows = list(timings)
    table = Table(title=f"From the end of speech to the answer, {len(rows)} turns")
    for column in ("stage", "median ms", "share"):
        table.add_column(column, justify="left" if column == "stage" else "right")
    total = sum(row.answer_ms for row in rows) or 1
    for stage in STAGES:
        values = [getattr(row, f"{stage}_ms") for row in rows]
        share = sum(values) / total
        table.add_row(stage, f"{median(values):.0f}", f"{share:.0%}")
    table.add_row("whole answer", f"{median(row.answer_ms for row in rows):.0f}", "100%")
    return table
