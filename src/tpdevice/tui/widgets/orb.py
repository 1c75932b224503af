"""An orb that breathes."""

from collections.abc import Hashable
from functools import lru_cache

import numpy as np

from tpdevice.tui.grid import Grid
from tpdevice.tui.palette import GROUND, INK, ORB, ORB_IN, ORB_RING, TEXT
from tpdevice.tui.pixels import SUB, Inks, Pixels, blank, picture
from tpdevice.tui.view import BreathView
from tpdevice.tui.widgets.painted import Painted

MOST, AT_REST = 9, 13
"""Rows of the ring beside a force, and where the breath is all there is to follow. Chosen."""
_STEPS_A_ROW = 4
"""How finely the orb grows. Chosen: smooth to the eye, rarely more than 10 steps a second."""


class Orb(Painted[BreathView | None]):
    """Draws a ring and the breath inside it."""

    most = MOST
    """Rows of the ring, at most."""

    def facts(self, subject: BreathView | None) -> Hashable:
        """Return the words, and the size in steps."""
        if subject is None:
            return None
        step = self._step(subject, self.extent.height)
        return (subject.text, subject.inhaling, step, self.most)

    def _rows(self, height: int) -> int:
        return max(0, min(height - 1, self.most))

    def _step(self, subject: BreathView, height: int) -> int:
        if not self._look.motion:
            return 0
        return round(subject.fill * self._rows(height) * _STEPS_A_ROW)

    def paint(self, grid: Grid, subject: BreathView | None) -> None:
        """Draw ring, orb and words."""
        if subject is None:
            return
        rows = self._rows(grid.height)
        columns = min(grid.width, rows * 2 + 1)
        top = max(0, (grid.height - rows - 1) // 2)
        if rows >= 3:
            step = self._step(subject, grid.height)
            pixels = _pixels(columns, rows, step / (rows * _STEPS_A_ROW))
            inks = Inks((GROUND, ORB_IN if subject.inhaling else ORB, ORB_RING), drawn=(1, 2))
            picture(grid, (grid.width - columns) // 2, top, pixels=pixels, inks=inks)
            if not self._look.motion:
                self._word(grid, subject, top + rows // 2)
        grid.centred(top + rows, subject.text, ink=TEXT, bold=True)

    def _word(self, grid: Grid, subject: BreathView, y: int) -> None:
        """Write in the still orb which way the breath goes: the seconds stand under it."""
        ground = ORB_IN if subject.inhaling else ORB
        text = " in " if subject.inhaling else " out "
        grid.write((grid.width - len(text)) // 2, y, text, ink=INK, ground=ground, bold=True)


@lru_cache(256)
def _pixels(columns: int, rows: int, fill: float) -> Pixels:
    pixels = blank(columns, rows)
    x = (np.arange(columns * SUB)[None, :] + 0.5) / SUB - columns / 2
    y = ((np.arange(rows * SUB)[:, None] + 0.5) / SUB - rows / 2) * 2
    away = np.hypot(x, y)
    whole = min(columns / 2, rows)
    pixels[(away <= whole) & (away > whole - 1.0)] = 2
    pixels[away <= (whole - 1.8) * (0.32 + 0.68 * fill)] = 1
    pixels.flags.writeable = False
    return pixels
