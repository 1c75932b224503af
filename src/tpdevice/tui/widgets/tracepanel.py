"""The force of the last ten seconds, in dots or in blocks, before the band."""

from collections.abc import Hashable
from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from tpdevice.tui.grid import Grid, span
from tpdevice.tui.look import Look
from tpdevice.tui.palette import AREA, BAND, GOOD, LINE, MUTED, PANEL, TEXT, TONES
from tpdevice.tui.trace import Columns, Trace
from tpdevice.tui.view import GaugeView, StatsView
from tpdevice.tui.widgets.painted import Painted

LEFT: Final = 6
"""Columns of the labels."""
_GAP: Final = 6
"""Columns of dots that stand empty before the newest one comes round. Chosen."""
_DOTS: Final = np.array([[0x01, 0x08], [0x02, 0x10], [0x04, 0x20], [0x40, 0x80]])
_QUADRANTS: Final = " ▘▝▀▖▌▞▛▗▚▐▜▄▙▟█"
_HALVES: Final = " ▀▀▀▄█▀█▄▄█▀▄██"
_INK: Final = (TONES["more"], GOOD, TONES["less"], TEXT)


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

    def facts(self, subject: TraceView) -> Hashable:
        """Return the newest column's number; older columns do not change."""
        gauge = subject.gauge
        newest_ns = subject.trace.newest_ns
        wide_ns = 10_000_000_000 // max(1, self._fine()[0])
        last = None if newest_ns is None else newest_ns // wide_ns
        return (
            subject.now_ns // wide_ns, last, subject.stats, gauge.full_n, gauge.band_n, gauge.unit,
            gauge.force_n is None,
        )  # fmt: skip

    def _fine(self) -> tuple[int, int]:
        """Return columns and rows of the trace in dots."""
        columns, rows = self._room()
        down = 4 if self._look.braille else 2
        return 2 * columns, down * rows

    def _room(self) -> tuple[int, int]:
        return max(1, self.extent.width - LEFT - 2), max(1, self.extent.height - 2)

    def paint(self, grid: Grid, subject: TraceView) -> None:
        """Draw frame, band, area and line."""
        framed(grid, "force, last 10 s")
        _write_stats(grid, subject.stats)
        columns, rows = self._room()
        if grid.height < 5 or columns < 10:
            return
        across, down = self._fine()
        reduced = subject.trace.columns(subject.now_ns, across)
        band_rows(grid, subject.gauge, (columns, rows))
        room = (columns, rows, down // rows)
        if self._look.still_trace:
            _sweep(grid, reduced, subject.gauge, room)
        else:
            draw_line(grid, reduced, subject.gauge, room, newest=-1)
        write_labels(grid, subject.gauge, rows)


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


def _row(force_n: float, full_n: float, rows: int) -> int:
    """Return the row, counted from the top of the plot, at which a force lies."""
    return min(max(int((1 - force_n / full_n) * rows), 0), rows - 1)


def band_rows(grid: Grid, gauge: GaugeView, room: tuple[int, int]) -> None:
    """Lay the band under a plot of so many columns and rows."""
    if gauge.band_n is None:
        return
    columns, rows = room
    top = _row(gauge.band_n[1], gauge.full_n, rows)
    bottom = _row(gauge.band_n[0], gauge.full_n, rows)
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
    places = [(_row(n, gauge.full_n, rows), text, True) for n, text in zip(forces, edges)]  # noqa: B905
    places += [(_row(n, gauge.full_n, rows), gauge.figure(n), False) for n in (0, gauge.full_n)]
    places += [(_row(n, gauge.full_n, rows), gauge.figure(n), False) for n in gauge.ticks_n[2:-1:2]]
    for row, text, edge in places:
        if taken & {row - 1, row, row + 1} and not (edge and row not in taken):
            continue
        taken.add(row)
        grid.write(LEFT - 1 - span(text), 1 + row, text, ink=TEXT if edge else MUTED, bold=edge)


def _levels(force_mn: NDArray[np.int64], full_n: float, down: int) -> NDArray[np.int64]:
    """Return rows of dots from the top."""
    share = np.clip(force_mn / (full_n * 1000), 0.0, 1.0)
    return np.minimum(((1 - share) * down).astype(np.int64), down - 1)


def _zones(force_mn: NDArray[np.int64], gauge: GaugeView) -> NDArray[np.int64]:
    if gauge.band_n is None:
        return np.full(len(force_mn), 3)
    bottom, top = gauge.band_n
    return (force_mn >= bottom * 1000).astype(np.int64) + (force_mn > top * 1000)


def _sweep(grid: Grid, columns: Columns, gauge: GaugeView, room: tuple[int, int, int]) -> None:
    """Draw every column where it stays until the next one comes round to its place."""
    across = len(columns.empty)
    newest = (columns.first + across - 1) % across
    low, high = np.roll(columns.low_mn, newest + 1), np.roll(columns.high_mn, newest + 1)
    empty = np.roll(columns.empty, newest + 1)
    empty[(newest + 1 + np.arange(_GAP)) % across] = True
    draw_line(grid, Columns(0, low, high, empty), gauge, room, newest=newest)


def draw_line(
    grid: Grid,
    columns: Columns,
    gauge: GaugeView,
    room: tuple[int, int, int],
    *,
    newest: int,
) -> None:
    """Draw reduced samples into a room of columns, rows, and dots in each row."""
    across, rows, fine = room
    high = _levels(columns.high_mn, gauge.full_n, rows * fine)
    low = _levels(columns.low_mn, gauge.full_n, rows * fine)
    joined = ~columns.empty[1:] & ~columns.empty[:-1]
    # A column reaches as far as its neighbour begins, so that the line has no holes.
    high[1:] = np.where(joined, np.minimum(high[1:], low[:-1] + 1), high[1:])
    low[1:] = np.where(joined, np.maximum(low[1:], high[:-1] - 1), low[1:])
    dots = (np.arange(rows * fine)[:, None] >= high) & (np.arange(rows * fine)[:, None] <= low)
    dots &= ~columns.empty
    parts = dots.reshape(rows, fine, across, 2).swapaxes(1, 2)
    middle = (columns.low_mn + columns.high_mn) // 2
    both = np.where(columns.empty[1::2], middle[::2], middle[1::2])
    zones = _zones(both, gauge)
    under = np.where(columns.empty, rows * fine, low).reshape(across, 2).max(axis=1) // fine
    if grid.look.still_trace:
        under[:] = rows  # no area: where little is drawn, little has to be sent
    _cells(grid, parts, zones.tolist(), under.tolist(), gauge)
    if not columns.empty[newest] and gauge.force_n is not None:
        x, y = newest % len(columns.empty) // 2, 1 + int(low[newest]) // fine
        grid.write(LEFT + x + 1, y, "◀", ink=_INK[int(zones[x])], bold=True)


def _codes(parts: NDArray[np.bool_], look_braille: bool) -> NDArray[np.int64]:  # noqa: FBT001
    """Return the number of the character of each cell; 0 is empty."""
    weights = _DOTS if look_braille else np.array([[1, 2], [4, 8]])
    return np.asarray((parts * weights).sum(axis=(2, 3)))


def _cells(
    grid: Grid,
    parts: NDArray[np.bool_],
    zones: list[int],
    under: list[int],
    gauge: GaugeView,
) -> None:
    look = grid.look
    codes: list[list[int]] = _codes(parts, look.braille).tolist()
    rows = len(codes)
    under_ink = _under_inks(look)
    grounds = [under_ink[_under(gauge, y, rows)] for y in range(rows)]
    inks = [look.ink(ink) for ink in _INK]
    for y, line in enumerate(codes):
        row = grid.rows[1 + y]
        for x, code in enumerate(line):
            ground = grounds[y] if y > under[x] else row[LEFT + x][1][1]
            if code == 0:
                if y > under[x] and look.colour:
                    row[LEFT + x] = (" ", (ground, ground, False))
                continue
            if look.braille:
                char = chr(0x2800 + code)
            elif look.ascii:
                char = "*"
            else:
                char = (_QUADRANTS if look.glyphs == "quadrants and eighths" else _HALVES)[code]
            row[LEFT + x] = (char, (inks[zones[x]], ground, True))


def _under(gauge: GaugeView, y: int, rows: int) -> int:
    """Return which ground the area under the line has in one row."""
    if gauge.band_n is None:
        return 0
    top = _row(gauge.band_n[1], gauge.full_n, rows)
    bottom = _row(gauge.band_n[0], gauge.full_n, rows)
    return 2 if y < top else 1 if y <= bottom else 0


def _under_inks(look: Look) -> tuple[int, int, int]:
    """Return the grounds of the area below, inside and above the band."""
    above = look.mix(PANEL, TONES["less"], 0.25)
    return look.field(AREA), look.mix(BAND, GOOD, 0.22), above
