"""Which cell each mark gets: where it belongs, inside the outline, and never two on one. Pure."""

from collections.abc import Iterable
from functools import lru_cache
from typing import Final

from tpdevice.core.plan import Side
from tpdevice.runtime.atlas import Spot, View
from tpdevice.tui.bodymarks import Stop, on_middle
from tpdevice.tui.bodyshape import Frame, silhouette
from tpdevice.tui.pixels import SUB

Cell = tuple[int, int]
_INSIDE: Final = 0.5
"""Share of a cell that must show the body, so that a mark on it lies on the body."""
_REACH: Final = 3
"""Columns and half rows by which a mark may be moved. Chosen."""
_TOUCHING: Final = 1.3
"""What it costs, in columns, to stand directly beside another mark."""


@lru_cache(64)
def laid(spots: tuple[Spot, ...], view: View, columns: int, rows: int) -> dict[Spot, Cell]:
    """Return the cell of each spot of one view on the right side of the body.

    What lies in the middle chooses first, then one after the other. What has no room is left out.
    """
    taken: dict[Cell, Spot] = {}
    for spot in sorted(spots, key=lambda spot: not on_middle(spot)):
        if spot.view is view and spot not in taken.values():
            frame = Frame(columns, rows)
            free = _choices(spot, frame, _blocked(spot, frame, taken))
            if free:
                taken[min(free)[1]] = spot
    return {spot: cell for cell, spot in taken.items()}


def _blocked(spot: Spot, frame: Frame, taken: dict[Cell, Spot]) -> set[Cell]:
    """Return the cells that are taken, on this side or by a mirror image."""
    mirrored = [
        (frame.columns - 1 - x, y)
        for (x, y), other in taken.items()
        if spot.view is not View.SIDE and (on_middle(spot) or on_middle(other))
    ]
    return {*taken, *mirrored}


def _choices(spot: Spot, frame: Frame, taken: set[Cell]) -> list[tuple[float, Cell]]:
    px, py = frame.pixel(spot.x - 0.5, spot.y)
    home = int(px // SUB), int(py // SUB)
    found = []
    for dy in range(-_REACH // 2, _REACH // 2 + 1):
        for dx in range(-_REACH, _REACH + 1):
            cell = home[0] + dx, home[1] + dy
            if cell not in taken and _on_body(cell, spot, frame):
                beside = {(cell[0] - 1, cell[1]), (cell[0] + 1, cell[1])} & taken
                away = abs((cell[0] + 0.5) * SUB - px) + 2 * abs((cell[1] + 0.5) * SUB - py)
                found.append((away / SUB + _TOUCHING * len(beside), cell))
    return found


def _on_body(cell: Cell, spot: Spot, frame: Frame) -> bool:
    x, y = cell
    if not (0 <= x < frame.columns and 0 <= y < frame.rows):
        return False
    if spot.view is not View.SIDE and _half(x, frame) * (spot.x - 0.5) < 0:
        return False
    tile = silhouette(spot.view, frame.columns, frame.rows)[
        y * SUB : (y + 1) * SUB, x * SUB : (x + 1) * SUB
    ]
    return float(tile.mean()) >= _INSIDE


def _half(x: int, frame: Frame) -> int:
    """Return on which side of the middle a column lies: -1, 1, or 0 for neither."""
    twice = 2 * x + 1 - frame.columns
    return (twice > 0) - (twice < 0)


def cell_of(stop: Stop, cells: dict[Spot, Cell], columns: int) -> Cell | None:
    """Return where a stop is drawn; the left side is the mirror image of the right."""
    cell = cells.get(stop.mark.spot)
    if cell is None or stop.side is not Side.LEFT:
        return cell
    return columns - 1 - cell[0], cell[1]


def touched(
    places: Iterable[tuple[Stop, Cell]], x: int, y: int, *, but: Stop | None = None
) -> Stop | None:
    """Return the stop that a thumb on a cell means: the nearest within its width.

    A second touch of the same place, with `but` the one that it chose, means the next one.
    """
    near = [
        (abs(x - column) + 2 * abs(y - row), stop)
        for stop, (column, row) in places
        if abs(x - column) <= THUMB[0] and abs(y - row) <= THUMB[1]
    ]
    others = [pair for pair in near if pair[1] != but] or near
    return min(others, key=lambda pair: pair[0])[1] if others else None


THUMB: Final = (3, 1)
"""Columns and rows around a mark in which a touch means it: 7 by 3 cells. Chosen."""
