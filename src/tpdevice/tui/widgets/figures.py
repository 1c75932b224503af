"""0 to 10, each with its key and a place to touch; what they mean is the question's business."""

from collections.abc import Hashable
from typing import Final

from tpdevice.core import rules
from tpdevice.tui.grid import Grid
from tpdevice.tui.palette import CAP, INK, MUTED
from tpdevice.tui.widgets.painted import Painted, Spot

_WIDE: Final = 66
"""From so many columns on all figures stand in one row."""


class Figures(Painted[tuple[str, str]]):
    """Draws the figures; the subject is what the lowest and the highest mean."""

    def facts(self, subject: tuple[str, str]) -> Hashable:
        """Return both words."""
        return subject

    def paint(self, grid: Grid, subject: tuple[str, str]) -> None:
        """Draw one row of boxes, or two, with the words under the last."""
        count = rules.RATING_MAX + 1
        rows = 1 if grid.width >= _WIDE else 2
        each = -(-count // rows)
        wide, high = grid.width // each, max(1, min(4, (grid.height - 1) // rows - 1))
        for value in range(count):
            row, column = divmod(value, each)
            x, y = column * wide, row * (high + 1)
            grid.fill(x, y, wide - 1, high, ground=CAP)
            text = "10 x" if value == rules.RATING_MAX else str(value)
            grid.centred(y + high // 2, text, ink=INK, bold=True, x=x, width=wide - 1)
            self.spots.append(Spot(x, y, wide - 1, high, "rate", value))
        low, most = subject
        grid.write(0, rows * (high + 1), f"0 is {low}, 10 is {most}", ink=MUTED)
