"""A measurement in a picture: a row a side, of waits, where they go, and the load. Pure."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import ceil, log10

from kibox_pbx.bench.drawing import Drawing
from kibox_pbx.bench.levels import HELD_WAIT_MS
from kibox_pbx.bench.report import Report, held_line
from kibox_pbx.bench.summary import STAGES, Summary, summarise

WIDTH, HEAD, ROW = 1180, 64, 372
PANEL_WIDTH, PANEL_HEIGHT = 290, 200
PANEL_TOP, PANEL_LEFTS = 62, (60, 440, 820)
LEGEND_STEP = 92
GRID, INK, LIMIT = "#dddddd", "#333333", "#c0392b"
STAGE_COLOURS = dict(
    zip(STAGES, ("#c9ced6", "#4c78a8", "#72b7b2", "#f2a541", "#b279a2", "#8c8c8c"), strict=True)
)
PROGRAM_COLOURS = {"service": "#4c78a8", "asterisk": "#f2a541", "callers": "#c9ced6"}
WAIT_COLOURS = {"median": "#4c78a8", "95 %": "#9ecae9", "barge-in": "#54a24b"}


@dataclass(frozen=True, slots=True)
class Panel:
    """One set of axes: levels side by side, values upwards."""

    drawing: Drawing
    left: float
    top: float
    most: float
    columns: Sequence[int]
    """Calls at once."""

    def x(self, column: int) -> float:
        """Return the middle of a level."""
        return self.left + PANEL_WIDTH * (column + 0.5) / len(self.columns)

    def y(self, value: float) -> float:
        """Return the height of a value."""
        share = min(value, self.most) / self.most
        return self.top + PANEL_HEIGHT * (1 - share)

    def axes(self, title: str, unit: str) -> None:
        """Draw what the values stand on."""
        draw, right = self.drawing, self.left + PANEL_WIDTH
        draw.words(self.left, self.top - 24, title, size=13, bold=True)
        for step in range(5):
            value = self.most * step / 4
            y = self.y(value)
            draw.line([(self.left, y), (right, y)], GRID, width=1)
            draw.words(self.left - 6, y + 4, f"{value:g}", size=11, anchor="end")
        draw.words(self.left - 6, self.top - 8, unit, size=11, anchor="end")
        for column, calls in enumerate(self.columns):
            y = self.top + PANEL_HEIGHT + 16
            draw.words(self.x(column), y, str(calls), size=11, anchor="middle")
        middle = self.left + PANEL_WIDTH / 2
        draw.words(
            middle, self.top + PANEL_HEIGHT + 32, "calls at once", size=11, anchor="middle"
        )

    def curve(self, name: str, values: Sequence[float | None], colour: str) -> None:
        """Draw a value that rises and falls with the level."""
        known = [(column, value) for column, value in enumerate(values) if value is not None]
        self.drawing.line([(self.x(column), self.y(value)) for column, value in known], colour)
        for column, value in known:
            title = f"{name}, {self.columns[column]} at once: {value:.0f}"
            self.drawing.dot(self.x(column), self.y(value), colour, title)

    def stacks(self, values: Sequence[Mapping[str, float]], colours: Mapping[str, str]) -> None:
        """Draw what a level's values add up to."""
        width = min(46.0, PANEL_WIDTH / len(self.columns) * 0.6)
        for column, parts in enumerate(values):
            below = 0.0
            for name, colour in colours.items():
                value = max(0.0, parts.get(name, 0.0))
                top = self.y(below + value)
                title = f"{name}, {self.columns[column]} at once: {value:.3g}"
                x = self.x(column) - width / 2
                height = self.y(below) - top
                self.drawing.box(x, top, width=width, height=height, colour=colour, title=title)
                below += value

    def limit(self, value: float) -> None:
        """Draw a line that should not be crossed."""
        if value <= self.most:
            y = self.y(value)
            self.drawing.line(
                [(self.left, y), (self.left + PANEL_WIDTH, y)], LIMIT, width=1, dashed=True
            )

    def legend(self, colours: Mapping[str, str]) -> None:
        """Say which colour is what, below, three to a line."""
        for index, (name, colour) in enumerate(colours.items()):
            x = self.left + index % 3 * LEGEND_STEP
            y = self.top + PANEL_HEIGHT + 42 + index // 3 * 16
            self.drawing.box(x, y, width=10, height=10, colour=colour)
            self.drawing.words(x + 14, y + 9, name, size=11)


def picture(report: Report) -> str:
    """Return the picture of a run, as SVG."""
    drawing = Drawing(WIDTH, HEAD + ROW * len(report.sides))
    drawing.words(20, 28, "How long callers wait, and how many at once", size=18, bold=True)
    below = f"kibox {report.version}, {report.began:%Y-%m-%d}, {report.machine}"
    drawing.words(20, 48, below, size=12, colour="#777777")
    for row, side in enumerate(report.sides):
        levels = [summarise(level) for level in side.levels]
        top = HEAD + ROW * row
        title = f"{side.name}, {side.language}: {held_line(levels)}"
        drawing.words(20, top + 16, title, size=14, bold=True)
        _row(drawing, top + PANEL_TOP, levels)
    return drawing.svg()


def round_up(value: float) -> float:
    """Return the next of 1, 2, 4, 6, 8, 10 times a power of ten: where an axis ends.

    >>> round_up(1730)
    2000.0
    """
    if value <= 0:
        return 1.0
    power: float = 10.0 ** ceil(log10(value) - 1)
    return next(step * power for step in (1, 2, 4, 6, 8, 10) if step * power >= value)


def _row(drawing: Drawing, top: float, levels: Sequence[Summary]) -> None:
    columns = [level.calls for level in levels]

    def panel(place: int, values: Sequence[float], title: str, unit: str) -> Panel:
        most = round_up(max(values, default=0))
        drawn = Panel(drawing, PANEL_LEFTS[place], top, most, columns)
        drawn.axes(title, unit)
        return drawn

    _waits(panel(0, _tops(levels), "Wait for an answer", "ms"), levels)
    stages = [level.stages for level in levels]
    sums = [sum(max(0.0, each) for each in one.values()) for one in stages]
    falls = panel(1, sums, "Where it goes (means)", "ms")
    falls.stacks(stages, STAGE_COLOURS)
    falls.legend(STAGE_COLOURS)
    cores = [level.cores for level in levels]
    load = panel(2, [sum(each.values()) for each in cores], "Processor", "cores")
    load.stacks(cores, PROGRAM_COLOURS)
    load.legend(PROGRAM_COLOURS)


def _tops(levels: Sequence[Summary]) -> list[float]:
    return [HELD_WAIT_MS * 1.2, *(level.wait.p95 for level in levels if level.wait)]


def _waits(panel: Panel, levels: Sequence[Summary]) -> None:
    waits, cuts = [one.wait for one in levels], [one.barge_in for one in levels]
    curves = {
        "95 %": [each.p95 if each else None for each in waits],
        "median": [each.median if each else None for each in waits],
        "barge-in": [each.median if each else None for each in cuts],
    }
    panel.limit(HELD_WAIT_MS)
    for name, values in curves.items():
        panel.curve(name, values, WAIT_COLOURS[name])
    panel.legend(WAIT_COLOURS)
