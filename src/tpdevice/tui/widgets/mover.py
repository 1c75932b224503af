"""A small figure that shows a movement in the time of the breath."""

from collections.abc import Hashable
from functools import lru_cache
from typing import Final, NamedTuple

from tpdevice.core.plan import Side
from tpdevice.runtime.atlas import Movement, View
from tpdevice.tui.grid import Cell, Grid
from tpdevice.tui.look import Look
from tpdevice.tui.palette import BODY, GROUND, LINE, TEXT, TROUGH
from tpdevice.tui.pixels import Inks, cells
from tpdevice.tui.posing import Joints, between, furthest, joints, posed
from tpdevice.tui.widgets.painted import Painted

STEPS: Final = 24
"""Pictures from one end of a movement to the other. Chosen: smooth, and cheap to draw."""


class Moving(NamedTuple):
    """A movement, the side that was pressed, and how far it is on its way, 0 to 1."""

    poses: tuple[Joints, ...]
    share: float
    facing: int = 0
    """Where it looks: 1 to the right, -1 to the left, 0 to us or away from us."""


def moving(movement: Movement, side: Side, *, breath: float, look: Look) -> Moving:
    """Return a movement that goes out with the out-breath and back with the next one.

    `breath` is how full the lungs are, 0 to 1. Where nothing may move the pose that it is about
    stands still.
    """
    poses = tuple([joints(pose, side) for pose in movement.poses])
    facing = 0 if movement.view is not View.SIDE else -1 if side is Side.LEFT else 1
    if look.motion:
        return Moving(poses, 1 - breath, facing)
    return Moving((furthest(poses),), 1.0, facing)


class Mover(Painted[Moving | None]):
    """Draws one pose; as long as it looks the same nothing is drawn."""

    def facts(self, subject: Moving | None) -> Hashable:
        """Return the poses, and the way in steps."""
        return None if subject is None else subject._replace(share=self._step(subject))

    def _step(self, subject: Moving) -> int:
        return round(subject.share * STEPS)

    def paint(self, grid: Grid, subject: Moving | None) -> None:
        """Draw the figure on its floor."""
        if subject is None or grid.height < 4:
            return
        still = subject._replace(share=self._step(subject) / STEPS)
        grid.put(0, 0, _drawn(still, grid.width, grid.height, grid.look))


@lru_cache(128)  # a breath of one movement: it is drawn once, and looked at again and again
def _drawn(moving: Moving, columns: int, rows: int, look: Look) -> list[list[Cell]]:
    pose = between(moving.poses, moving.share)
    pixels = posed(pose, columns, rows, facing=moving.facing)
    return cells(pixels, _inks(look), look.glyphs, colour=look.colour)


def _inks(look: Look) -> Inks:
    """Return the colours of floor and figure; what is nearer stands out more."""
    far, near = look.mix(GROUND, BODY, 0.55), look.mix(BODY, TEXT, 0.6)
    return Inks((GROUND, far, BODY, near, LINE, TROUGH), drawn=(1, 2, 3, 4)).worn(look)
