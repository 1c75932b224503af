"""Force against the band: a trough, a bracketed and hatched band, and a thick needle."""

from collections.abc import Hashable
from dataclasses import dataclass
from typing import Final

import numpy as np

from tpdevice.tui.grid import Grid, span
from tpdevice.tui.palette import (
    BAND,
    GOOD,
    GROUND,
    HATCH,
    MUTED,
    TEXT,
    TONES,
    TROUGH,
    mix,
)
from tpdevice.tui.pixels import SUB, Inks, Pixels, blank, cells, picture
from tpdevice.tui.scale import column_of
from tpdevice.tui.view import GaugeView, Zone
from tpdevice.tui.widgets.painted import Painted
from tpdevice.tui.widgets.pointers import pointers

_OF_ZONE: Final = {
    Zone.BELOW: TONES["more"],
    Zone.INSIDE: GOOD,
    Zone.ABOVE: TONES["less"],
    Zone.NONE: TONES["more"],
    Zone.UNSEEN: TROUGH,
}
_HALF: Final = SUB // 2
_EDGE_WIDE: Final = 3
_THIN: Final = 2
"""Pixels of the box's lines: a pixel is twice as high as it is wide."""
_EMPTY, _FILL, _BAND, _FULL, _NEEDLE, _CLEAR, _EDGE = range(7)
_TREMBLES: Final = 0.8
"""Half cells that the force must be away for the needle to move. Chosen: half of one is least."""
_FOOT: Final = "██"
"""What stands under the needle, and leads from it to the number."""
_ROOM_FOR_LINE: Final = 5
"""Columns that a band must have for a line inside it to be seen as one."""
_BOXED: Final = 9
"""From so many rows on the band has a box around it."""


@dataclass(frozen=True, slots=True)
class _Places:
    """Columns of everything, in half cells where it is finer."""

    first: int
    """First column of the band, -1 without one."""
    last: int
    """The column after it."""
    needle: int | None
    """Middle of the needle in half cells."""
    until: int | None
    """Column of the line at which "there" is said, or None."""


class Gauge(Painted[GaugeView]):
    """Draws caption, band, needle, number and scale."""

    _needle: int | None = None
    """Where it was drawn last."""

    def _placed(self, subject: GaugeView) -> _Places:
        """Return the places of everything; a needle that trembles stays where it was."""
        places = _places(subject, self.extent.width, near=self._needle)
        self._needle = places.needle
        return places

    def facts(self, subject: GaugeView) -> Hashable:
        """Return all but the exact force: the needle moves by half cells."""
        return (
            subject.full_n,
            subject.band_n,
            subject.caption,
            subject.number,
            subject.to_go,
            subject.zone,
            subject.marks,
            subject.until_n,
            subject.unit,
            self._placed(subject).needle,
        )

    def paint(self, grid: Grid, subject: GaugeView) -> None:
        """Draw everything."""
        places = self._placed(subject)
        boxed = grid.height >= _BOXED
        scale = grid.height >= 5
        top = 1 + boxed
        bars = grid.height - top - boxed - 1 - scale
        if boxed or not subject.marks:
            _caption(grid, subject, places)
        _bars(grid, subject, places, (top, bars))
        if boxed:
            _box(grid, places, (top - 1, top + bars))
        pointers(grid, subject, top - 1)
        _number(grid, subject, places, top + bars + boxed)
        if scale:
            _scale(grid, subject, grid.height - 1)


def _places(gauge: GaugeView, width: int, *, near: int | None = None) -> _Places:
    first = last = -1
    if gauge.band_n is not None:
        first = round(column_of(gauge.band_n[0], gauge.full_n, width))
        last = max(first + 3, round(column_of(gauge.band_n[1], gauge.full_n, width)))
    until = None
    if gauge.until_n is not None and last - first > _ROOM_FOR_LINE:
        until = min(max(round(column_of(gauge.until_n, gauge.full_n, width)), first + 1), last - 2)
    if gauge.force_n is None:
        return _Places(first, last, None, until)
    exact = 2 * column_of(gauge.force_n, gauge.full_n, width)
    at = near if near is not None and abs(exact - near) < _TREMBLES else round(exact)
    # The needle is two cells wide and must stand on the side of the band where the force is.
    match gauge.zone:
        case Zone.BELOW:
            at = min(at, 2 * first - 4)
        case Zone.ABOVE:
            at = max(at, 2 * last + 4)
        case Zone.INSIDE:
            middle = first + last
            at = min(max(at, min(2 * first + 3, middle)), max(2 * last - 3, middle))
        case _:
            pass
    return _Places(first, last, min(max(at, 2), 2 * width - 2), until)


def _caption(grid: Grid, gauge: GaugeView, places: _Places) -> None:
    if gauge.band_n is None:
        return
    ink = TEXT if gauge.zone is Zone.INSIDE else MUTED
    long = f"{gauge.caption}  {gauge.band_text}"
    text = long if span(long) < grid.width * 0.7 else gauge.band_text
    middle = (places.first + places.last) // 2
    x = min(max(middle - span(text) // 2, 0), grid.width - span(text))
    grid.write(x, 0, text, ink=ink, bold=True)


def _line(places: _Places, width: int) -> Pixels:
    """Return one row of pixels of the trough."""
    line = np.full(width * SUB, _EMPTY, dtype=np.uint8)
    needle = None if places.needle is None else places.needle * _HALF
    filled = 0 if needle is None else needle
    line[:filled] = _FILL
    if places.first >= 0:
        start, end = places.first * SUB, places.last * SUB
        line[start:end] = _BAND
        if filled > start:
            line[start : min(filled, end)] = _FULL
        line[start : start + _EDGE_WIDE] = _EDGE
        line[end - _EDGE_WIDE : end] = _EDGE
    if places.until is not None:
        line[places.until * SUB : places.until * SUB + _EDGE_WIDE] = _EDGE
    if needle is not None:
        line[max(0, needle - SUB - _HALF) : needle + SUB + _HALF] = _CLEAR
        line[max(0, needle - SUB) : needle + SUB] = _NEEDLE
    return np.repeat(line[None, :], SUB, axis=0)


def _bars(grid: Grid, gauge: GaugeView, places: _Places, rows: tuple[int, int]) -> None:
    colour = _OF_ZONE[gauge.zone]
    look = grid.look
    full = look.mix(colour, 0xFFFFFF, 0.0 if gauge.zone is Zone.INSIDE else 0.15)
    inks = Inks(
        (TROUGH, look.mix(GROUND, colour, 0.45), BAND, full, TEXT, GROUND, TEXT),
        paper=_EMPTY,
        drawn=(_NEEDLE, _EDGE),
    )
    line = _line(places, grid.width)
    drawn = cells(line, inks.worn(look), look.glyphs, colour=look.colour)
    plain = _plain_columns(line)
    for y in range(rows[0], rows[0] + rows[1]):
        grid.put(0, y, drawn)
        _texture(grid, plain, y, (places, mix(full, 0x000000, 0.45)))
    if gauge.force_n is None:
        text = f" {gauge.number} "
        x, y = (grid.width - span(text)) // 2, rows[0] + rows[1] // 2
        grid.write(x, y, text, ink=TONES["less"], ground=GROUND, bold=True)


def _plain_columns(line: Pixels) -> list[tuple[int, int]]:
    """Return the columns that are of one ink that may be textured, and which."""
    inks = line[0].reshape(-1, SUB)
    first = inks[:, 0]
    plain = (inks == first[:, None]).all(axis=1) & np.isin(first, (_BAND, _FULL, _FILL))
    return [(x, int(first[x])) for x in np.flatnonzero(plain).tolist()]


def _texture(grid: Grid, plain: list[tuple[int, int]], y: int, of: tuple[_Places, int]) -> None:
    """Hatch the band, and what is filled where colours do not tell."""
    places, dark = of
    row = grid.rows[y]
    bare, hatch = grid.look.field(GROUND), grid.look.ink(HATCH)
    text = grid.look.ink(TEXT)
    for x, first in plain:
        inside = places.first <= x < places.last
        if inside and (x + y) % 2 == 0:
            ground = row[x][1][1] if grid.look.colour else bare
            ink = hatch if first == _BAND else dark
            row[x] = (grid.look.plain("╱"), (ink, ground, False))
        elif first == _FILL and not grid.look.colour:
            row[x] = (grid.look.plain("░"), (text, bare, False))


def _box(grid: Grid, places: _Places, rows: tuple[int, int]) -> None:
    if places.first < 0:
        return
    left, right = places.first, places.last - 1
    if grid.look.ascii:
        for y in rows:
            grid.write(left, y, "+" + "-" * (right - left - 1) + "+")
        return
    if not grid.look.colour:
        grid.write(left, rows[0], "▗" + "▄" * (right - left - 1) + "▖", ink=TEXT)
        grid.write(left, rows[1], "▝" + "▀" * (right - left - 1) + "▘", ink=TEXT)
        return
    pixels = blank(grid.width, 1)
    pixels[-_THIN:, places.first * SUB : places.last * SUB] = 1
    inks = Inks((GROUND, TEXT))
    picture(grid, 0, rows[0], pixels=pixels, inks=inks)
    picture(grid, 0, rows[1], pixels=pixels[::-1], inks=inks)


def _number(grid: Grid, gauge: GaugeView, places: _Places, y: int) -> None:
    if places.needle is None:
        return
    x = places.needle // 2 - 1
    after = f" {gauge.number}"
    extra = f"   {gauge.to_go}" if gauge.to_go else ""
    # No arrow: beside "ease off" one would read as more.
    grid.write(x, y, _FOOT, ink=TEXT, bold=True)
    if x + 2 + span(after) <= grid.width:
        grid.write(x + 2, y, after, ink=TEXT, bold=True)
        if x + 2 + span(after + extra) <= grid.width:
            grid.write(x + 2 + span(after), y, extra, ink=MUTED)
        elif span(extra) < x:
            grid.write(x - span(extra), y, f"{gauge.to_go}   ", ink=MUTED)
        return
    before = f"{gauge.number} "
    grid.write(x - span(before), y, before, ink=TEXT, bold=True)


def _scale(grid: Grid, gauge: GaugeView, y: int) -> None:
    end = -2
    for tick in gauge.ticks_n:
        text = gauge.figure(tick)
        x = round(column_of(tick, gauge.full_n, grid.width)) - span(text) // 2
        x = min(max(x, 0), grid.width - span(text))
        if x > end + 1:
            grid.write(x, y, text, ink=MUTED)
            end = x + span(text)
