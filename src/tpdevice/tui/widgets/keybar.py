"""The line at the bottom: which keys do something now. Stop is always there."""

from collections.abc import Hashable

from tpdevice.tui.actions import KeyAction, shown
from tpdevice.tui.grid import Grid, span
from tpdevice.tui.palette import CAP, INK, PANEL, TEXT
from tpdevice.tui.widgets.painted import Painted, Spot

Offers = tuple[str, ...]


class KeyBar(Painted[Offers]):
    """Key caps and words, as many as fit; the last offer stands at the right and always fits."""

    GROUND = PANEL

    def facts(self, subject: Offers) -> Hashable:
        """Return the offers themselves."""
        return subject

    def paint(self, grid: Grid, subject: Offers) -> None:
        """Draw from the left, but keep the right end for the last one."""
        y = grid.height - 1
        last = shown(subject[-1])
        right = max(0, grid.width - _width(last) - 1)
        self._key(grid, right, y, last, subject[-1])
        x = 1
        for name in subject[:-1]:
            row = shown(name)
            if x + _width(row) + 1 <= right:
                self._key(grid, x, y, row, name)
                x += _width(row) + 2

    def _key(self, grid: Grid, x: int, y: int, row: KeyAction, name: str) -> None:
        cap = f" {row.cap} "
        grid.write(x, y, cap, ink=INK, ground=CAP, bold=True)
        grid.write(x + span(cap) + 1, y, row.label, ink=TEXT)
        if name != "rate":
            self.spots.append(Spot(x, y, _width(row), 1, name))


def _width(row: KeyAction) -> int:
    return span(row.cap) + 3 + span(row.label)
