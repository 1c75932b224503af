"""Days asked and done as a calendar: a week is a column, and a sign says what became of a day."""

from collections.abc import Hashable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

from tpdevice.tui.grid import Grid, span
from tpdevice.tui.palette import GOOD, LINE, MUTED, ORB_IN, PANEL, TEXT, TONES
from tpdevice.tui.widgets.painted import Painted
from tpdevice.tui.widgets.tracepanel import framed

_LEFT: Final = 5
"""Columns of the frame and the names of days."""
_WEEK: Final = ("Mo", "Tu", "We", "Th", "Fr", "Sa", "Su")
_DATED: Final = 6
"""From so many columns on a day bears its number."""
_ROOMY: Final = 10
"""Columns of a week at most. Chosen: wider ones fall apart."""


@dataclass(frozen=True, slots=True)
class Calendar:
    """Every day from one to another, and what became of those that are known."""

    since: date
    until: date
    told: tuple[date, date] | None
    """The first and the last day that results tell of; what lies beyond stays blank."""
    asked: frozenset[date] = frozenset()
    done: frozenset[date] = frozenset()
    noticed: frozenset[date] = frozenset()
    """With something that stands out."""

    def sign(self, day: date) -> tuple[str, int]:
        """Return what stands for a day, and in which colour."""
        if day in self.noticed:
            return "!", TONES["stop"]
        if day in self.done:
            return ("■", GOOD) if day in self.asked else ("+", ORB_IN)
        if day in self.asked:
            return "×", TONES["less"]
        told = self.told is not None and self.told[0] <= day <= self.told[1]
        return ("·", LINE) if told else (" ", LINE)


class DaysCalendar(Painted[Calendar]):
    """Draws the newest weeks that there is room for."""

    GROUND = PANEL

    def facts(self, subject: Calendar) -> Hashable:
        """Return the calendar."""
        return subject

    def paint(self, grid: Grid, subject: Calendar) -> None:
        """Draw frame, weeks and what the signs mean."""
        framed(grid, "days")
        first = subject.since - timedelta(days=subject.since.weekday())
        count = (subject.until - first).days // 7 + 1
        room = grid.width - _LEFT - 2
        if grid.height < len(_WEEK) + 3 or room < 1:
            return
        wide = min(_ROOMY, max(1, room // count))
        shown = min(count, room // wide)
        first += timedelta(weeks=count - shown)
        for row, name in enumerate(_WEEK):
            grid.write(2, 2 + row, name, ink=MUTED)
        for week in range(shown):
            self._week(grid, subject, first + timedelta(weeks=week), _LEFT + week * wide, wide)
        _months(grid, first, shown, wide)
        _legend(grid)

    def _week(self, grid: Grid, subject: Calendar, monday: date, x: int, wide: int) -> None:
        for row in range(len(_WEEK)):
            day = monday + timedelta(days=row)
            if not subject.since <= day <= subject.until:
                continue
            text, ink = subject.sign(day)
            if wide >= _DATED:
                grid.write(x, 2 + row, f"{day.day:2}", ink=MUTED)
                grid.write(x + 3, 2 + row, text, ink=ink, bold=True)
            else:
                grid.write(x, 2 + row, text, ink=ink, bold=True)


def _months(grid: Grid, first: date, weeks: int, wide: int) -> None:
    """Name each month over its first whole week, where there is room for it."""
    free, month = _LEFT, None
    for week in range(weeks):
        day = first + timedelta(weeks=week)
        x = _LEFT + week * wide
        name = f"{day:%b}"
        if day.month != month and x >= free and x + span(name) < grid.width - 1:
            grid.write(x, 1, name, ink=TEXT)
            free, month = x + span(name) + 1, day.month


def _legend(grid: Grid) -> None:
    for words in ("■ done   × missed   + done, not asked   ! exception   · nothing asked",
                  "■ done  × missed  + more  ! exception"):  # fmt: skip
        if span(words) <= grid.width - 4:
            grid.write(2, grid.height - 1, f" {words} ", ink=MUTED)
            return
