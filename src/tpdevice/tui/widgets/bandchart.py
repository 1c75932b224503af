"""The force of each session at one place against its band, day after day."""

from collections.abc import Hashable
from dataclasses import dataclass
from datetime import date
from typing import Final

from tpdevice.tui.grid import Grid, span
from tpdevice.tui.palette import GOOD, HATCH, LINE, MUTED, PANEL, TEXT, TONES
from tpdevice.tui.widgets.painted import Painted
from tpdevice.tui.widgets.tracepanel import framed

_LEFT: Final = 6
"""Columns of the labels."""
_STEPS: Final = (0.5, 1, 2, 5, 10, 20, 50, 100, 200, 500)
_LEAST: Final = (3, 12)
"""Rows and columns in which something can be seen. Chosen."""


@dataclass(frozen=True, slots=True)
class Pressed:
    """One session: what was asked, and what was pressed, N."""

    day: date
    band_n: tuple[float, float] | None
    mean_n: float | None
    peak_n: float


@dataclass(frozen=True, slots=True)
class AtOnePlace:
    """Sessions of one place and tool: only such newtons may be compared."""

    title: str
    since: date
    until: date
    sessions: tuple[Pressed, ...]


class BandChart(Painted[AtOnePlace]):
    """Draws bands as they were, means in them, and peaks that were above."""

    GROUND = PANEL

    def facts(self, subject: AtOnePlace) -> Hashable:
        """Return all of it."""
        return subject

    def paint(self, grid: Grid, subject: AtOnePlace) -> None:
        """Draw frame, scale, bands, forces, and what they are."""
        framed(grid, subject.title)
        rows, columns = grid.height - 4, grid.width - _LEFT - 2
        tops = [max(each.peak_n, *(each.band_n or (0.0,))) for each in subject.sessions]
        if not tops or rows < _LEAST[0] or columns < _LEAST[1]:
            return
        full = max(*tops, 1.0)
        _scale(grid, full, rows, columns)
        _draw(grid, subject, _Room(full, rows, columns))
        _legend(grid, subject)


@dataclass(frozen=True, slots=True)
class _Room:
    full_n: float
    rows: int
    columns: int

    def row(self, force_n: float) -> int:
        return _row(force_n, self.full_n, self.rows)

    def column(self, each: Pressed, subject: AtOnePlace) -> int:
        days = max(1, (subject.until - subject.since).days)
        return _LEFT + round((each.day - subject.since).days / days * (self.columns - 1))


def _row(force_n: float, full_n: float, rows: int) -> int:
    return 1 + min(max(round((1 - force_n / full_n) * (rows - 1)), 0), rows - 1)


def _scale(grid: Grid, full_n: float, rows: int, columns: int) -> None:
    step = next((s for s in _STEPS if full_n / s <= max(2, rows // 2)), _STEPS[-1])
    for number in range(int(full_n / step) + 1):
        y, text = _row(number * step, full_n, rows), f"{number * step:g}"
        grid.write(_LEFT - 1 - span(text), y, text, ink=MUTED)
        grid.write(_LEFT, y, "·" * columns, ink=LINE)


def _draw(grid: Grid, subject: AtOnePlace, room: _Room) -> None:
    for each in subject.sessions:
        if each.band_n is not None:
            bottom, top = map(room.row, each.band_n)
            for y in range(top, bottom + 1):
                grid.write(room.column(each, subject), y, "░", ink=HATCH)
    for each in subject.sessions:
        x, top_n = room.column(each, subject), (each.band_n or (0.0, each.peak_n))[1]
        if each.peak_n > top_n:
            grid.write(x, room.row(each.peak_n), "▔", ink=TONES["less"], bold=True)
        if each.mean_n is not None:
            grid.write(x, room.row(each.mean_n), "●", ink=GOOD, bold=True)


def _legend(grid: Grid, subject: AtOnePlace) -> None:
    y, first, last = grid.height - 3, f"{subject.since}", f"{subject.until}"
    grid.write(_LEFT, y, first, ink=MUTED)
    grid.write(grid.width - 2 - span(last), y, last, ink=MUTED)
    words = "● mean of a session   ▔ peak above   ░ band"
    if span(words) > grid.width - 4:
        words = "● mean  ▔ peak above  ░ band"
    grid.centred(grid.height - 2, words, ink=TEXT)
