"""Marks over time, each with its error: a picture that shows what chance alone would do."""

from collections.abc import Hashable
from datetime import date
from typing import Final

from tpdevice.tui.grid import Grid, span
from tpdevice.tui.palette import LINE, MUTED, PANEL, TEXT, TONES
from tpdevice.tui.past import Dot, Trend
from tpdevice.tui.widgets.painted import Painted
from tpdevice.tui.widgets.tracepanel import framed

_LEFT: Final = 8
"""Columns of the labels."""
_KINDS: Final = (("tender", "●", TONES["more"]), ("comfort", "◎", TONES["good"]))
"""Each kind of mark with its own sign: colour only helps."""
_STEPS: Final = (0.5, 1, 2, 5, 10, 20, 50, 100, 200)


class MarkChart(Painted[Trend]):
    """Draws every mark as a sign in the middle of a line as long as its error."""

    GROUND = PANEL

    def facts(self, subject: Trend) -> Hashable:
        """Return the trend itself."""
        return subject

    def paint(self, grid: Grid, subject: Trend) -> None:
        """Draw frame, scale, marks and what they are."""
        framed(grid, f"marks, {subject.unit}")
        dots = (*subject.tender, *subject.comfort)
        rows, columns = grid.height - 4, grid.width - _LEFT - 3
        if not dots or rows < 4 or columns < 12:
            return
        full = max(dot.force + dot.error for dot in dots)
        step = next((s for s in _STEPS if full / s <= max(2, rows // 2)), _STEPS[-1])
        full = max(full, step)
        for number in range(int(full / step) + 1):
            y = _row(number * step, full, rows)
            text = f"{number * step:g}"
            grid.write(_LEFT - 1 - span(text), y, text, ink=MUTED)
            grid.write(_LEFT, y, "·" * columns, ink=LINE)
        first, last = (end(date.fromisoformat(dot.date) for dot in dots) for end in (min, max))
        for name, sign, ink in _KINDS:
            # Beside each other, so that one bar does not hide the other.
            for dot in getattr(subject, name):
                into = (date.fromisoformat(dot.date) - first) / max(last - first, date.resolution)
                x = _LEFT + 2 + round(into * (columns - 6)) + (2 if name == "comfort" else 0)
                _bar(grid, dot, x, sign=sign, ink=ink, full=full, rows=rows)
        _dates(grid, str(first), str(last))


def _row(force: float, full: float, rows: int) -> int:
    return 1 + min(max(round((1 - force / full) * (rows - 1)), 0), rows - 1)


def _bar(grid: Grid, dot: Dot, x: int, *, sign: str, ink: int, full: float, rows: int) -> None:
    top, bottom = _row(dot.force + dot.error, full, rows), _row(dot.force - dot.error, full, rows)
    for y in range(top, bottom + 1):
        grid.write(x, y, "│", ink=ink)
    grid.write(x, _row(dot.force, full, rows), sign, ink=ink, bold=True)


def _dates(grid: Grid, first: str, last: str) -> None:
    y = grid.height - 3
    grid.write(_LEFT, y, first, ink=MUTED)
    if first != last:
        grid.write(grid.width - 2 - span(last), y, last, ink=MUTED)
    words = "● first tender   ◎ comfort mark   │ error"
    if span(words) > grid.width - 4:
        words = "● tender  ◎ comfort  │ error"
    grid.centred(grid.height - 2, words, ink=TEXT)
