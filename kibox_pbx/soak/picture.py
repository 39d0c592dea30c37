"""A soak in a picture: a small diagram a figure, time to the right. Pure."""

from dataclasses import dataclass

from kibox_pbx.bench.drawing import Drawing
from kibox_pbx.bench.picture import GRID, LIMIT, round_up
from kibox_pbx.soak.judgement import FIGURES, Figure, Judged, Verdict, warmed_up
from kibox_pbx.soak.report import Report

COLUMNS = 3
HEAD, CELL_WIDTH, CELL_HEIGHT = 64, 390, 170
PLOT_LEFT, PLOT_TOP, PLOT_WIDTH, PLOT_HEIGHT = 64, 34, 300, 96
STEADY, WARMING = "#4c78a8", "#c9ced6"


@dataclass(frozen=True, slots=True)
class _Plot:
    """Axes of one figure, from nothing to its most."""

    left: float
    top: float
    most: float
    length_s: float

    def point(self, at_s: float, value: float) -> tuple[float, float]:
        x = self.left + PLOT_WIDTH * at_s / self.length_s
        return x, self.top + PLOT_HEIGHT * (1 - value / self.most)


def picture(report: Report) -> str:
    """Return the picture of a soak, as SVG."""
    rows = -(-len(FIGURES) // COLUMNS)
    drawing = Drawing(CELL_WIDTH * COLUMNS, HEAD + CELL_HEIGHT * rows)
    title = f"{report.calls_at_once} calls at once for {report.length_s / 60:.0f} minutes"
    drawing.words(20, 28, title, size=18, bold=True)
    below = f"kibox {report.version}, {report.began:%Y-%m-%d}, {report.machine}"
    drawing.words(20, 48, below, size=12, colour="#777777")
    for place, judged in enumerate(report.judged):
        row, column = divmod(place, COLUMNS)
        _diagram(drawing, report, judged, (CELL_WIDTH * column, HEAD + CELL_HEIGHT * row))
    return drawing.svg()


def _diagram(
    drawing: Drawing, report: Report, judged: Judged, corner: tuple[float, float]
) -> None:
    figure, left, top = judged.figure, corner[0] + PLOT_LEFT, corner[1] + PLOT_TOP
    points = _points(report, figure)
    most = round_up(max((value for _, value in points), default=0))
    plot = _Plot(left, top, most, report.length_s or 1.0)
    grows = judged.verdict is Verdict.GROWS
    name = f"{figure.name}, {figure.unit}" if figure.unit else figure.name
    drawing.words(left, top - 12, f"{name}: {judged.verdict}", size=13, bold=True)
    for part in (0, 0.5, 1):
        y = top + PLOT_HEIGHT * (1 - part)
        drawing.line([(left, y), (left + PLOT_WIDTH, y)], GRID, width=1)
        drawing.words(left - 6, y + 4, f"{most * part:g}", size=11, anchor="end")
    warm = warmed_up(report.looks)
    from_s = warm[0].at_s if warm else 0.0
    before = [plot.point(*each) for each in points if each[0] <= from_s]
    after = [plot.point(*each) for each in points if each[0] >= from_s]
    drawing.line(before, WARMING)
    drawing.line(after, LIMIT if grows else STEADY)
    end = top + PLOT_HEIGHT + 16
    drawing.words(left, end, "0", size=11)
    drawing.words(
        left + PLOT_WIDTH, end, f"{report.length_s / 60:.0f} min", size=11, anchor="end"
    )


def _points(report: Report, figure: Figure) -> list[tuple[float, float]]:
    return [
        (look.at_s, value) for look in report.looks if (value := figure.read(look)) is not None
    ]
