"""A sheet to draw on: plain shapes and text, written as SVG."""

from base64 import b64encode
from collections.abc import Callable, Sequence
from html import escape
from pathlib import Path

INK, GREY, FAINT, GOOD, WARN = "#222222", "#6f6f6f", "#dddddd", "#1f7a5c", "#b5541c"
WIDTH = 720

Scale = Callable[[float], float]
"""From a figure to pixels from the left."""


def scale(low: float, high: float, left: float, right: float) -> Scale:
    """Return what places `low` to `high` from `left` to `right`."""
    return lambda value: left + (value - low) / (high - low) * (right - left)


class Sheet:
    """A drawing, with points in pixels from the upper left."""

    def __init__(self, height: int, title: str) -> None:
        self._height, self._title = height, title
        self._parts: list[str] = []

    def text(
        self, x: float, y: float, said: str, *, anchor: str = "start", colour: str = INK,
        size: int = 13,
    ) -> None:  # fmt: skip
        self._parts.append(
            f'<text x="{x:.1f}" y="{y:.1f}" text-anchor="{anchor}" fill="{colour}" '
            f'font-size="{size}">{escape(said)}</text>'
        )

    def line(self, x1: float, y1: float, x2: float, y2: float, colour: str = GREY) -> None:
        self._parts.append(
            f'<line x1="{x1:.1f}" y1="{y1:.1f}" x2="{x2:.1f}" y2="{y2:.1f}" stroke="{colour}"/>'
        )

    def box(
        self, x: float, y: float, w: float, h: float, colour: str, opacity: float = 1.0
    ) -> None:
        self._parts.append(
            f'<rect x="{x:.1f}" y="{y:.1f}" width="{w:.1f}" height="{h:.1f}" fill="{colour}" '
            f'fill-opacity="{opacity:g}"/>'
        )

    def axis(self, x: Scale, y: float, ticks: Sequence[float], *, up: float) -> None:
        """Draw a scale under a panel, with thin lines up to its upper edge."""
        for tick in ticks:
            self.line(x(tick), up, x(tick), y, FAINT)
            self.text(x(tick), y + 14, f"{tick:g}", anchor="middle", colour=GREY, size=11)

    def dot(self, x: float, y: float, colour: str, radius: float = 5.0) -> None:
        self._parts.append(f'<circle cx="{x:.1f}" cy="{y:.1f}" r="{radius:g}" fill="{colour}"/>')

    def path(self, xs: Sequence[float], ys: Sequence[float], colour: str) -> None:
        points = " ".join(f"{x:.1f},{y:.1f}" for x, y in zip(xs, ys, strict=True))
        self._parts.append(
            f'<polyline points="{points}" fill="none" stroke="{colour}" stroke-width="1.2"/>'
        )

    def image(self, x: float, y: float, w: float, h: float, png: bytes) -> None:
        """Put a picture into it, stretched, as greys that lie beside each other."""
        link = "data:image/png;base64," + b64encode(png).decode()
        self._parts.append(
            f'<image x="{x:.1f}" y="{y:.1f}" width="{w:.1f}" height="{h:.1f}" '
            f'preserveAspectRatio="none" style="image-rendering:pixelated" href="{link}"/>'
        )

    def save(self, path: Path) -> None:
        """Write it."""
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(
            f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {self._height}" '
            f'role="img" font-family="system-ui, sans-serif">\n'
            f"<title>{escape(self._title)}</title>\n"
            f'<rect width="{WIDTH}" height="{self._height}" fill="#ffffff"/>\n'
            + "\n".join(self._parts)
            + "\n</svg>\n",
            encoding="utf-8",
        )
