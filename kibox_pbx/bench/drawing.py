"""A picture of lines, boxes and words, as SVG. Pure."""

from collections.abc import Iterable
from xml.sax.saxutils import escape, quoteattr

FONT = "DejaVu Sans, Verdana, sans-serif"

Attributes = dict[str, str | float]


class Drawing:
    """Shapes in the order they were added; later ones lie on top. Units are pixels."""

    def __init__(self, width: float, height: float) -> None:
        self._size = (width, height)
        self._shapes: list[str] = []

    def box(  # noqa: PLR0913 (where, how large, which colour)
        self, x: float, y: float, *, width: float, height: float, colour: str, title: str = ""
    ) -> None:
        """Add a filled box; the title shows where a mouse rests on it."""
        size: Attributes = {"width": max(0.0, width), "height": max(0.0, height)}
        self._add("rect", title, size | {"x": x, "y": y, "fill": colour})

    def line(
        self,
        points: Iterable[tuple[float, float]],
        colour: str,
        *,
        width: float = 2,
        dashed: bool = False,
    ) -> None:
        """Add a line through some points."""
        path = " ".join(f"{x:.1f},{y:.1f}" for x, y in points)
        style: Attributes = {"stroke": colour, "stroke-width": width}
        if dashed:
            style["stroke-dasharray"] = "5 4"
        self._add("polyline", "", style | {"points": path, "fill": "none"})

    def dot(self, x: float, y: float, colour: str, title: str = "") -> None:
        """Add a dot."""
        self._add("circle", title, {"cx": x, "cy": y, "r": 3.5, "fill": colour})

    def words(  # noqa: PLR0913 (where, what, how)
        self,
        x: float,
        y: float,
        text: str,
        *,
        size: int = 12,
        anchor: str = "start",
        colour: str = "#333333",
        bold: bool = False,
    ) -> None:
        """Write a line; ``anchor`` is the end that stands at x: start, middle or end."""
        style: Attributes = {
            "x": x,
            "y": y,
            "font-size": size,
            "text-anchor": anchor,
            "fill": colour,
        }
        if bold:
            style["font-weight"] = "bold"
        self._shapes.append(f"<text{_written(style)}>{escape(text)}</text>")

    def svg(self) -> str:
        """Return the whole picture as a file's text."""
        width, height = self._size
        size: Attributes = {"width": width, "height": height}
        view = f"0 0 {width:.0f} {height:.0f}"
        head = _written(size | {"viewBox": view, "font-family": FONT})
        return "\n".join(
            [
                f'<svg xmlns="http://www.w3.org/2000/svg"{head}>',
                f"<rect{_written(size | {'fill': '#ffffff'})}/>",
                *self._shapes,
                "</svg>\n",
            ]
        )

    def _add(self, element: str, title: str, attributes: Attributes) -> None:
        inside = f"<title>{escape(title)}</title>" if title else ""
        self._shapes.append(f"<{element}{_written(attributes)}>{inside}</{element}>")


def _written(attributes: Attributes) -> str:
    return "".join(
        f" {name}={quoteattr(value if isinstance(value, str) else f'{value:.1f}')}"
        for name, value in attributes.items()
    )
