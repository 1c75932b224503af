"""Ratings over time: the first and the last answer of each session, with a sign for each.

Nothing is drawn from one session to the next: ratings wander by themselves, and a line between
them would look like a change.
"""

from collections.abc import Hashable, Sequence
from datetime import date
from typing import Final

from tpdevice.tui.grid import Grid, span
from tpdevice.tui.palette import LINE, MUTED, ORB_IN, PANEL, TEXT
from tpdevice.tui.past import Rated, Trend
from tpdevice.tui.widgets.painted import Painted
from tpdevice.tui.widgets.tracepanel import framed

_LEFT: Final = 5
"""Columns of the labels."""
_FIRST, _LAST = "□", "■"
"""A sign for each answer: colour only helps."""
_WIDE: Final = 3
"""Columns of one session: two signs, and one between it and the next."""
_MOST: Final = 10
"""The strongest rating."""
_LEAST: Final = (4, 12)
"""Rows and columns in which something can be seen. Chosen."""


class RatingChart(Painted[Trend]):
    """Draws two signs beside each other for each session, the later ones further to the right."""

    GROUND = PANEL

    def facts(self, subject: Trend) -> Hashable:
        """Return the ratings."""
        return subject.ratings

    def paint(self, grid: Grid, subject: Trend) -> None:
        """Draw frame, scale, answers, and what they are."""
        rows, columns = grid.height - 4, grid.width - _LEFT - 3
        shown = subject.ratings[: max(0, columns // _WIDE)][::-1]
        every = len(shown) == len(subject.ratings)
        framed(grid, "how strong, 0 to 10" if every else f"how strong, the newest {len(shown)}")
        if not subject.ratings or rows < _LEAST[0] or columns < _LEAST[1]:
            return
        _scale(grid, rows, columns)
        for rated, x in zip(shown, _places(shown, columns), strict=True):
            if rated.last is not None:
                grid.write(_LEFT + x + 1, _row(rated.last, rows), _LAST, ink=ORB_IN, bold=True)
            grid.write(_LEFT + x, _row(rated.first, rows), _FIRST, ink=TEXT, bold=True)
        _legend(grid, shown)


def _scale(grid: Grid, rows: int, columns: int) -> None:
    for value in range(0, _MOST + 1, 2 if rows > _MOST // 2 else 5):
        y, text = _row(value, rows), f"{value}"
        grid.write(_LEFT - 1 - span(text), y, text, ink=MUTED)
        grid.write(_LEFT, y, "·" * columns, ink=LINE)


def _row(value: int, rows: int) -> int:
    return 1 + round((1 - value / _MOST) * (rows - 1))


def _places(shown: Sequence[Rated], columns: int) -> list[int]:
    """Return the column of each session by its date; those of one day stand side by side."""
    days = [date.fromisoformat(each.date).toordinal() for each in shown]
    last = columns - _WIDE
    wanted = [round((day - days[0]) / max(1, days[-1] - days[0]) * last) for day in days]
    for number in range(1, len(wanted)):
        wanted[number] = max(wanted[number], wanted[number - 1] + _WIDE)
    for behind in range(1, len(wanted) + 1):
        wanted[-behind] = min(wanted[-behind], last - (behind - 1) * _WIDE)
    return wanted


def _legend(grid: Grid, shown: Sequence[Rated]) -> None:
    first, last = shown[0].date, shown[-1].date
    y = grid.height - 3
    grid.write(_LEFT, y, first, ink=MUTED)
    if first != last:
        grid.write(grid.width - 2 - span(last), y, last, ink=MUTED)
    words = f"{_FIRST} first   {_LAST} last answer of a session"
    if span(words) > grid.width - 4:
        words = f"{_FIRST} first  {_LAST} last"
    grid.centred(grid.height - 2, words, ink=TEXT)
