"""The person under the marks: colours, the shade without colours, and hatched regions."""

from typing import Final, NamedTuple

import numpy as np

from tpdevice.core.plan import Side
from tpdevice.runtime.atlas import Spot, View
from tpdevice.tui.bodyshape import CREASE, RIM, SHADES, Frame, person, silhouette
from tpdevice.tui.grid import Grid
from tpdevice.tui.look import Look
from tpdevice.tui.palette import BODY, GROUND, MUTED, ORB_RING, TEXT
from tpdevice.tui.pixels import SUB, Inks, Pixels, picture

_FELT: Final = CREASE + 1
"""Pixels of a region in which something is felt."""
_FELT_REACH: Final = 0.042
"""Half the size of such a region, in heights. Chosen: a hand's breadth."""
_BODILY: Final = 0.5
"""Share of a cell that shows the body, for it to be shaded where there are no colours."""
_EDGED: Final = 0.3
"""Share of a cell that is outline or beyond, for it to be drawn as an edge."""
_EDGE: Final = Inks((GROUND, MUTED))


class Stance(NamedTuple):
    """One view in its place."""

    view: View
    x: int
    y: int
    columns: int
    rows: int


def figure(stance: Stance, felt: tuple[Spot, ...], side: Side) -> Pixels:
    """Return the person of a view, with what is felt on it."""
    mirrored = stance.view is View.SIDE and side is Side.LEFT
    pixels = person(stance.view, stance.columns, stance.rows)
    here = [spot for spot in felt if spot.view is stance.view]
    if here:
        pixels = _felt(pixels, stance, here, side)
    return np.ascontiguousarray(pixels[:, ::-1]) if mirrored else pixels


def _felt(pixels: Pixels, stance: Stance, felt: list[Spot], side: Side) -> Pixels:
    frame = Frame(stance.columns, stance.rows)
    inside = silhouette(stance.view, stance.columns, stance.rows)
    y, x = np.mgrid[0 : inside.shape[0], 0 : inside.shape[1]]
    across, down = frame.per_height
    flip = -1 if side is Side.LEFT and stance.view is not View.SIDE else 1
    out = pixels.copy()
    for spot in felt:
        px, py = frame.pixel((spot.x - 0.5) * flip, spot.y)
        away = np.hypot((x + 0.5 - px) / across, (y + 0.5 - py) / down)
        out[inside & (away < _FELT_REACH) & (pixels != RIM)] = _FELT
    return out


def shaded(grid: Grid, pixels: Pixels, stance: Stance) -> None:
    """Draw the body as a light shade with an edge, where there are no colours."""
    tiles = (pixels > 0).reshape(stance.rows, SUB, stance.columns, SUB)
    shade = ":" if grid.look.ascii else "░"
    if grid.look.ascii:
        edge = np.zeros(tiles.mean(axis=(1, 3)).shape)
    else:
        inner = np.isin(pixels, (0, RIM)).reshape(tiles.shape)
        edge = inner.mean(axis=(1, 3))
        picture(
            grid,
            stance.x,
            stance.y,
            pixels=(pixels > 0).astype(np.uint8),
            inks=Inks((GROUND, MUTED)),
        )
    inside = (tiles.mean(axis=(1, 3)) >= _BODILY) & (edge < _EDGED)
    for y, x in np.argwhere(inside).tolist():
        grid.write(stance.x + x, stance.y + y, shade, ink=MUTED, ground=GROUND)


def hatch(grid: Grid, pixels: Pixels, stance: Stance) -> None:
    """Write strokes over every cell that lies mostly in a region."""
    tiles = (pixels == _FELT).reshape(stance.rows, SUB, stance.columns, SUB).mean(axis=(1, 3))
    for y, x in np.argwhere(tiles > 0.6).tolist():
        grid.write(stance.x + x, stance.y + y, "╱", ink=TEXT, ground=_felt_colour(grid.look))


def inks(look: Look, paper: int) -> Inks:
    """Return the colours of the person, of its outline and of what is felt."""
    fill = [look.mix(GROUND, BODY, 0.26 + 0.1 * step) for step in range(SHADES)]
    rim, crease = look.mix(BODY, TEXT, 0.25), look.mix(GROUND, BODY, 0.28)
    return Inks((paper, *fill, rim, crease, _felt_colour(look)), drawn=(RIM,))


def _felt_colour(look: Look) -> int:
    return look.mix(GROUND, ORB_RING, 0.8)
