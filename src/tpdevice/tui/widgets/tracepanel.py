"""The force of the last ten seconds before the band, in a frame."""

from collections.abc import Hashable
from dataclasses import dataclass
from typing import Final

from tpdevice.tui.grid import Cell, Grid, span
from tpdevice.tui.palette import BAND, LINE, MUTED, PANEL, TEXT
from tpdevice.tui.plot import Plot, fine, row_of
from tpdevice.tui.trace import Trace
from tpdevice.tui.view import GaugeView, StatsView
from tpdevice.tui.widgets.painted import Painted

LEFT: Final = 6
"""Columns of the labels."""


@dataclass(frozen=True, slots=True, eq=False)
class TraceView:
    """The samples, and what they are seen against."""

    trace: Trace
    now_ns: int
    gauge: GaugeView
    stats: StatsView


class TracePanel(Painted[TraceView]):
    """Draws the trace in a frame."""

    GROUND = PANEL
    _still: Hashable = None
    """What all that stands still was drawn for last."""
    _rows: list[list[Cell]]
    """All that stands still."""
    _plot: Plot | None = None
    """None where there is no room for a line."""

    def facts(self, subject: TraceView) -> Hashable:
        """Return the newest column's number; older columns do not change."""
        newest_ns = subject.trace.newest_ns
        across, _ = fine(*self._room(), self._look)
        wide_ns = 10_000_000_000 // across
        last = None if newest_ns is None else newest_ns // wide_ns
        live = subject.gauge.force_n is not None
        return subject.now_ns // wide_ns, last, live, subject.stats, _behind(subject.gauge)

    def _room(self) -> tuple[int, int]:
        return max(1, self.extent.width - LEFT - 2), max(1, self.extent.height - 2)

    def paint(self, grid: Grid, subject: TraceView) -> None:
        """Draw frame, band, area and line."""
        still = (_behind(subject.gauge), self.extent, self._look)
        if still != self._still:
            self._still = still
            self._paint_still(grid, subject)
        grid.rows = [row[:] for row in self._rows]
        _write_stats(grid, subject.stats)
        if self._plot is None:
            return
        across, _ = self._plot.fine
        columns = subject.trace.columns(subject.now_ns, across)
        rows, newest = self._plot.draw(columns, subject.gauge)
        grid.put(LEFT, 1, rows)
        if newest is not None and subject.gauge.force_n is not None:
            grid.write(LEFT + newest.x + 1, 1 + newest.y, "◀", ink=newest.ink, bold=True)

    def _paint_still(self, grid: Grid, subject: TraceView) -> None:
        """Draw what stays as it is from frame to frame, and begin the line anew."""
        why = ", in place: slow line" if self._look.slowed else ""
        framed(grid, f"force, last 10 s{why}")
        self._rows, self._plot = grid.rows, None
        columns, rows = self._room()
        if grid.height < 5 or columns < 10:
            return
        band_rows(grid, subject.gauge, (columns, rows))
        ground = [row[LEFT : LEFT + columns] for row in grid.rows[1 : 1 + rows]]
        self._plot = Plot(ground, self._look, in_place=self._look.still_trace)
        write_labels(grid, subject.gauge, rows)


def _behind(gauge: GaugeView) -> Hashable:
    """Return what the band and the labels depend on."""
    return gauge.full_n, gauge.band_n, gauge.unit


def framed(grid: Grid, title: str) -> None:
    """Draw a thin frame with its title in the upper edge."""
    right, bottom = grid.width - 1, grid.height - 1
    grid.write(0, 0, "┌" + "─" * (right - 1) + "┐", ink=LINE)
    grid.write(0, bottom, "└" + "─" * (right - 1) + "┘", ink=LINE)
    for y in range(1, bottom):
        grid.write(0, y, "│", ink=LINE)
        grid.write(right, y, "│", ink=LINE)
    grid.write(2, 0, f" {title} ", ink=TEXT, bold=True)


def _write_stats(grid: Grid, stats: StatsView) -> None:
    text = f" {'   '.join(filter(None, (stats.peak, stats.mean, stats.in_band)))} "
    if span(text) > grid.width - 4:
        text = f" {stats.mean}  {stats.in_band} "
    grid.write(grid.width - 2 - span(text), grid.height - 1, text, ink=MUTED)


def band_rows(grid: Grid, gauge: GaugeView, room: tuple[int, int]) -> None:
    """Lay the band under a plot of so many columns and rows."""
    if gauge.band_n is None:
        return
    columns, rows = room
    top = row_of(gauge.band_n[1], gauge.full_n, rows)
    bottom = row_of(gauge.band_n[0], gauge.full_n, rows)
    grid.fill(LEFT, 1 + top, columns, bottom - top + 1, ground=BAND)
    if not grid.look.colour:
        for y in (top, bottom):
            grid.write(LEFT, 1 + y, "─" * columns, ink=MUTED)


def write_labels(grid: Grid, gauge: GaugeView, rows: int) -> None:
    """Write the band's edges and the ticks beside a plot of so many rows."""
    taken: set[int] = set()
    band = gauge.band_text.removesuffix(f" {gauge.unit}")
    edges = () if gauge.band_n is None else band.split(" to ")
    forces = () if gauge.band_n is None else gauge.band_n
    places = [(row_of(n, gauge.full_n, rows), text, True) for n, text in zip(forces, edges)]  # noqa: B905
    ticks_n = (0, gauge.full_n, *gauge.ticks_n[2:-1:2])
    places += [(row_of(n, gauge.full_n, rows), gauge.figure(n), False) for n in ticks_n]
    for row, text, edge in places:
        if taken & {row - 1, row, row + 1} and not (edge and row not in taken):
            continue
        taken.add(row)
        grid.write(LEFT - 1 - span(text), 1 + row, text, ink=TEXT if edge else MUTED, bold=edge)
