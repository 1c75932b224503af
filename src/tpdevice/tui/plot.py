"""The line of the trace in dots or blocks; only cells that look different are made anew."""

from typing import Final, NamedTuple

import numpy as np
from numpy.typing import NDArray

from tpdevice.tui.grid import Cell
from tpdevice.tui.look import Glyphs, Look
from tpdevice.tui.palette import AREA, BAND, GOOD, PANEL, TEXT, TONES
from tpdevice.tui.trace import Columns
from tpdevice.tui.view import GaugeView

INKS: Final = (TONES["more"], GOOD, TONES["less"], TEXT)
"""Of the line: below the band, in it, above it, and where there is none."""
_GAP: Final = 6
"""Columns of dots that stand empty before the newest one comes round. Chosen."""
_DOTS: Final = np.array([[0x01, 0x08], [0x02, 0x10], [0x04, 0x20], [0x40, 0x80]])
_BLOCKS: Final = np.array([[1, 2], [4, 8]])
_QUADRANTS: Final = " ▘▝▀▖▌▞▛▗▚▐▜▄▙▟█"
_HALVES: Final = " ▀▀▀▄█▀█▄▄█▀▄██"
_ZONE, _UNDER = 256, 1024
"""What is added to a character's number for the zone that it is in, and under the line."""

Ints = NDArray[np.int64]


class Newest(NamedTuple):
    """Where the newest value stands, in cells of the plot, and its ink."""

    x: int
    y: int
    ink: int


class Plot:
    """Keeps the cells of the line, and what each of them stands for."""

    def __init__(self, ground: list[list[Cell]], look: Look, *, in_place: bool) -> None:
        """Take what the line is drawn on; the line is as wide and as high as that.

        In place, a column stays until the next one comes round to it, and no area is drawn: where
        little is drawn, little has to be sent.
        """
        self._ground = ground
        self._look = look
        self._in_place = in_place
        self._rows = [row[:] for row in ground]
        self._states = np.zeros((len(ground), len(ground[0])), dtype=np.int64)

    @property
    def fine(self) -> tuple[int, int]:
        """Columns and rows in dots."""
        return fine(len(self._ground[0]), len(self._ground), self._look)

    def draw(self, columns: Columns, gauge: GaugeView) -> tuple[list[list[Cell]], Newest | None]:
        """Return the rows, which are not to be changed, and where the newest value stands."""
        newest = -1
        if self._in_place:
            columns, newest = _swept(columns)
        high, low = _joined(columns, gauge, self.fine[1])
        zones = _zones(columns, gauge)
        states = self._looks(columns, (high, low), zones)
        self._make(states, _bands(gauge, len(self._rows)))
        if columns.empty[newest]:
            return self._rows, None
        down = self.fine[1] // len(self._rows)
        x = newest % len(columns.empty) // 2
        return self._rows, Newest(x, int(low[newest]) // down, INKS[int(zones[x])])

    def _looks(self, columns: Columns, line: tuple[Ints, Ints], zones: Ints) -> Ints:
        """Return what each cell stands for; 0 is nothing at all."""
        high, low = line
        across, down = self.fine
        rows = len(self._rows)
        each = down // rows
        dot = np.arange(down)[:, None]
        dots = (dot >= high) & (dot <= low) & ~columns.empty
        parts = dots.reshape(rows, each, across // 2, 2)
        weights = _DOTS if self._look.braille else _BLOCKS
        codes = np.einsum("yfxs,fs->yx", parts, weights)
        states: Ints = codes + np.where(codes > 0, zones * _ZONE, 0)
        if self._in_place:
            return states
        ends = np.where(columns.empty, down, low).reshape(-1, 2).max(axis=1) // each
        states += (np.arange(rows)[:, None] > ends) * _UNDER
        return states

    def _make(self, states: Ints, bands: list[int]) -> None:
        other_y, other_x = np.nonzero(states != self._states)
        self._states = states
        inks = [self._look.ink(ink) for ink in INKS]
        area = under_inks(self._look)
        made = states[other_y, other_x].tolist()
        for y, x, state in zip(other_y.tolist(), other_x.tolist(), made, strict=True):
            bare = self._ground[y][x]
            paper = area[bands[y]] if state >= _UNDER else bare[1][1]
            code = state % _ZONE
            if code:
                cell = (self._char(code), (inks[state % _UNDER // _ZONE], paper, True))
            elif state and self._look.colour:
                cell = (" ", (paper, paper, False))
            else:
                cell = bare
            self._rows[y][x] = cell

    def _char(self, code: int) -> str:
        if self._look.braille:
            return chr(0x2800 + code)
        if self._look.ascii:
            return "*"
        return (_QUADRANTS if self._look.glyphs is Glyphs.BLOCKS else _HALVES)[code]


def fine(columns: int, rows: int, look: Look) -> tuple[int, int]:
    """Return how many columns and rows of dots there are in so many cells."""
    return 2 * columns, (4 if look.braille else 2) * rows


def row_of(force_n: float, full_n: float, rows: int) -> int:
    """Return the row, counted from the top of the plot, at which a force lies."""
    return min(max(int((1 - force_n / full_n) * rows), 0), rows - 1)


def under_inks(look: Look) -> tuple[int, int, int]:
    """Return the grounds of the area below, inside and above the band."""
    above = look.mix(PANEL, TONES["less"], 0.25)
    return look.field(AREA), look.mix(BAND, GOOD, 0.22), above


def _swept(columns: Columns) -> tuple[Columns, int]:
    """Put every column where it stays until the next one comes round to its place."""
    across = len(columns.empty)
    newest = (columns.first + across - 1) % across
    low, high = np.roll(columns.low_mn, newest + 1), np.roll(columns.high_mn, newest + 1)
    empty = np.roll(columns.empty, newest + 1)
    empty[(newest + 1 + np.arange(_GAP)) % across] = True
    return Columns(0, low, high, empty), newest


def _joined(columns: Columns, gauge: GaugeView, down: int) -> tuple[Ints, Ints]:
    """Return the highest and lowest dot of each column, as far as its neighbour begins."""
    high = _levels(columns.high_mn, gauge.full_n, down)
    low = _levels(columns.low_mn, gauge.full_n, down)
    joined = ~columns.empty[1:] & ~columns.empty[:-1]
    # So that the line has no holes.
    high[1:] = np.where(joined, np.minimum(high[1:], low[:-1] + 1), high[1:])
    low[1:] = np.where(joined, np.maximum(low[1:], high[:-1] - 1), low[1:])
    return high, low


def _levels(force_mn: Ints, full_n: float, down: int) -> Ints:
    """Return rows of dots from the top."""
    share = np.clip(force_mn / (full_n * 1000), 0.0, 1.0)
    return np.minimum(((1 - share) * down).astype(np.int64), down - 1)


def _zones(columns: Columns, gauge: GaugeView) -> Ints:
    middle = (columns.low_mn + columns.high_mn) // 2
    both = np.where(columns.empty[1::2], middle[::2], middle[1::2])
    if gauge.band_n is None:
        return np.full(len(both), 3)
    bottom, top = gauge.band_n
    return (both >= bottom * 1000).astype(np.int64) + (both > top * 1000)


def _bands(gauge: GaugeView, rows: int) -> list[int]:
    """Return for each row which ground the area under the line has there."""
    if gauge.band_n is None:
        return [0] * rows
    top = row_of(gauge.band_n[1], gauge.full_n, rows)
    bottom = row_of(gauge.band_n[0], gauge.full_n, rows)
    return [2 if y < top else 1 if y <= bottom else 0 for y in range(rows)]
