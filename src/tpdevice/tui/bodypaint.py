"""Draws a standing person with marks on it: each kind of mark has a form of its own."""

from dataclasses import dataclass, field
from typing import Final

from tpdevice.core.plan import Side
from tpdevice.runtime.atlas import Spot, View
from tpdevice.tui.bodyground import Stance, figure, hatch, inks, shaded
from tpdevice.tui.bodylay import Cell, cell_of, laid
from tpdevice.tui.bodymarks import Kind, Mark, Marks, Stop, in_the_middle
from tpdevice.tui.grid import Grid
from tpdevice.tui.palette import BODY, GOOD, GROUND, INK, MUTED, TEXT, TONES
from tpdevice.tui.pixels import picture

Box = tuple[int, int, int, int]
"""Column, row, columns and rows of a place in a grid."""

_WIDE: Final = {View.FRONT: 0.43, View.BACK: 0.43, View.SIDE: 0.23}
"""Width of a view, in heights."""
_SKIN: Final = 0.66
"""Share of the body's colour under a mark that has no field of its own."""
_LEAST: Final = 6
"""Rows of a person that can still be recognised. Chosen."""
_TOGETHER: Final[tuple[tuple[View, ...], ...]] = (
    (View.FRONT, View.BACK, View.SIDE),
    (View.FRONT, View.BACK),
    (View.BACK, View.SIDE),
)
"""Which views stand beside each other, the most first."""
_APART: Final = 2
"""Columns between two views, at least."""


@dataclass(frozen=True, slots=True)
class Body:
    """What the drawing shows."""

    marks: Marks
    at: Stop | None = None
    """Where one stands."""
    side: Side = Side.RIGHT
    bright: frozenset[str] | None = None
    """Keys of the marks that count now; None for all."""
    resting: frozenset[tuple[str, Side]] = field(default_factory=frozenset)
    """Places that have a rest today."""
    felt: tuple[Spot, ...] = ()
    """Where something is felt, hatched."""
    lettered: bool = True
    """Whether marks carry letters, because there are keys for them."""


def stances(body: Body, box: Box) -> tuple[Stance, ...]:
    """Return as many views as fit beside each other; that in which one stands comes first."""
    left, top, width, height = box
    rows = height - 1
    if rows < _LEAST:
        return ()
    wide = {view: 2 * round(share * rows) for view, share in _WIDE.items()}
    shown = _fitting(None if body.at is None else body.at.mark.spot.view, wide, width)
    gap = (width - sum(wide[view] for view in shown)) // (len(shown) + 1)
    found, x = [], left + max(gap, 0)
    for view in shown:
        found.append(Stance(view, x, top, min(wide[view], width), rows))
        x += wide[view] + gap
    return tuple(found)


def _fitting(at: View | None, wide: dict[View, int], width: int) -> tuple[View, ...]:
    first = View.BACK if at is None else at
    for views in _TOGETHER:
        room = sum(wide[view] for view in views) + _APART * (len(views) - 1)
        if room <= width and first in views:
            return views
    return (first,)


def paint_body(grid: Grid, body: Body, box: Box, *, paper: int = GROUND) -> dict[Stop, Cell]:
    """Draw the views that fit, and say in which cell each stop is."""
    places: dict[Stop, Cell] = {}
    for stance in stances(body, box):
        pixels = figure(stance, body.felt, body.side)
        if grid.look.colour:
            picture(grid, stance.x, stance.y, pixels=pixels, inks=inks(grid.look, paper))
        else:
            shaded(grid, pixels, stance)
        hatch(grid, pixels, stance)
        _caption(grid, body, stance)
        places |= _placed(body, stance)
    for stop, place in places.items():
        _mark(grid, body, stop, place)
    if body.at in places:
        _here(grid, body, places)
    return places


def _placed(body: Body, stance: Stance) -> dict[Stop, Cell]:
    spots = tuple(dict.fromkeys([mark.spot for mark in body.marks]))
    cells = laid(spots, stance.view, stance.columns, stance.rows)
    places = {}
    for mark in body.marks:
        for stop in _stops(mark, body, stance.view):
            cell = cell_of(stop, cells, stance.columns)
            if cell is not None:
                places[stop] = (stance.x + cell[0], stance.y + cell[1])
    return places


def _here(grid: Grid, body: Body, places: dict[Stop, Cell]) -> None:
    """Draw the chosen place: a wide field with its letter, in brackets without colours."""
    at = body.at
    if at is None:
        return
    x, y = places[at]
    others = set(places.values())
    refused = at.mark.kind is Kind.NEVER
    ground = TONES["stop"] if refused else GOOD
    letter = at.mark.letter.upper() if body.lettered else ""
    plain = grid.look.ascii or not grid.look.colour
    for column, sign in zip((x - 1, x + 1), "[]" if plain else "▐▌", strict=True):
        if (column, y) not in others and 0 <= column < grid.width:
            under = grid.rows[y][column][1][1]
            grid.put(column, y, [[(sign, (grid.look.field(ground), under, True))]])
    grid.write(x, y, "×" if refused else letter or "●", ink=INK, ground=ground, bold=True)


def _stops(mark: Mark, body: Body, view: View) -> tuple[Stop, ...]:
    """Return where a mark is drawn in a view; what cannot be chosen has no other side."""
    if mark.spot.view is not view:
        return ()
    if in_the_middle(mark):
        return (Stop(mark, Side.RIGHT),)
    if view is View.SIDE or not body.lettered:
        return (Stop(mark, body.side),)
    return (Stop(mark, Side.RIGHT), Stop(mark, Side.LEFT))


def _mark(grid: Grid, body: Body, stop: Stop, place: Cell) -> None:
    """Draw one mark; each kind has a form of its own."""
    mark, (x, y) = stop.mark, place
    dim = body.bright is not None and mark.key not in body.bright
    other = stop.side is not body.side and not in_the_middle(mark)
    dot = "," if grid.look.ascii else "·"
    skin = grid.look.mix(GROUND, BODY, _SKIN)
    if mark.kind is Kind.NEVER:
        grid.write(x, y, dot if dim or other else "×", ink=TONES["stop"], ground=skin, bold=True)
    elif dim or other or not (mark.letter and body.lettered):
        grid.write(
            x, y, dot if mark.letter or dim or other else "○", ink=TEXT, ground=skin, bold=not dim
        )
    elif (mark.key, stop.side) in body.resting:
        grid.write(x, y, mark.letter, ink=TEXT, ground=skin)
    else:
        grid.write(x, y, mark.letter, ink=GROUND, ground=TEXT, bold=True)


def _caption(grid: Grid, body: Body, stance: Stance) -> None:
    """Say which view it is, and where left and right are."""
    y = stance.y + stance.rows
    if stance.view is View.SIDE:
        grid.centred(y, f"{body.side} side", ink=MUTED, x=stance.x, width=stance.columns)
        return
    ends = ("R", "L") if stance.view is View.FRONT else ("L", "R")
    grid.centred(y, str(stance.view), ink=MUTED, x=stance.x, width=stance.columns)
    bright = str(body.side)[0].upper()
    for end, x in zip(ends, (stance.x + 1, stance.x + stance.columns - 2), strict=True):
        grid.write(x, y, end, ink=TEXT if end == bright else MUTED, bold=end == bright)
