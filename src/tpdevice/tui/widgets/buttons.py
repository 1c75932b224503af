"""Places to touch, for a phone by the mat: as high as a thumb."""

from collections.abc import Hashable

from tpdevice.tui.actions import shown
from tpdevice.tui.grid import Grid, clipped
from tpdevice.tui.palette import CAP, GOOD, INK, TONES
from tpdevice.tui.widgets.painted import Painted, Spot

HIGH = 5
"""Rows of a button. Source: a thumb on a phone with 44 columns."""


class Buttons(Painted[tuple[str, ...]]):
    """One row of buttons, equally wide."""

    def facts(self, subject: tuple[str, ...]) -> Hashable:
        """Return the names."""
        return subject

    def paint(self, grid: Grid, subject: tuple[str, ...]) -> None:
        """Draw them side by side; stop, and what was noted, have their own colours."""
        if not subject:
            return
        gap = 1
        wide = (grid.width - gap * (len(subject) - 1)) // len(subject)
        for number, name in enumerate(subject):
            row = shown(name)
            x = number * (wide + gap)
            colour = {"stop": TONES["stop"], "let_go_noted": GOOD}.get(name, CAP)
            grid.fill(x, 0, wide, grid.height, ground=colour)
            middle = max(0, (grid.height - 2) // 2)
            label = clipped(row.label, wide)
            grid.centred(middle, label, ink=INK, bold=True, x=x, width=wide)
            if grid.height > 1:
                grid.centred(middle + 1, row.cap, ink=INK, x=x, width=wide)
            self.spots.append(Spot(x, 0, wide, grid.height, name))
