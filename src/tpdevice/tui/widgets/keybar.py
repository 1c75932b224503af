"""The lines at the bottom: which keys do something now. Stop is always there."""

from collections.abc import Hashable, Sequence
from typing import Final

from tpdevice.tui.actions import KeyAction, shown
from tpdevice.tui.grid import Grid, span
from tpdevice.tui.palette import CAP, GOOD, INK, PANEL, TEXT
from tpdevice.tui.widgets.buttons import side_by_side
from tpdevice.tui.widgets.painted import Painted, Spot

Offers = tuple[str, ...]
_FIRST: Final = ("sharp", "yes", "no", "read_on", "let_go_noted")
"""What has a place before all others, after stop: what keeps safe, and what is waited for."""
TOUCHED_ROWS: Final = 3
"""From so many rows on the keys are buttons. Chosen: 57 px on a phone, and a thumb takes 48."""
_TOUCHED_COLUMNS: Final = 13
"""Columns that such a button should have. Chosen: three on a phone."""


class KeyBar(Painted[Offers]):
    """Key caps and words, as many as fit; the last offer stands at the right and always fits."""

    GROUND = PANEL

    def __init__(self, *, beside: Sequence[str] = ()) -> None:
        """Take what has a large button elsewhere where the screen is touched."""
        super().__init__()
        self._beside = frozenset(beside)

    def facts(self, subject: Offers) -> Hashable:
        """Return the offers themselves."""
        return subject

    def paint(self, grid: Grid, subject: Offers) -> None:
        """Draw from the left, but keep the right end of the last row for the last one."""
        if grid.height >= TOUCHED_ROWS:
            names = [n for n in subject if n not in self._beside and not _needs_figure(n)]
            wanted = -(-len(names) // max(1, grid.width // _TOUCHED_COLUMNS))
            room = (grid.height + 1) // (TOUCHED_ROWS + 1)
            self.spots += side_by_side(grid, names, rows=max(1, min(wanted, room)))
            return
        *others, last = subject
        right = max(0, grid.width - _width(shown(last)) - 1)
        ends = [grid.width] * (grid.height - 1) + [right]
        self._key(grid, right, grid.height - 1, last)
        for name, x, y in fitting(others, ends):
            self._key(grid, x, y, name)

    def _key(self, grid: Grid, x: int, y: int, name: str) -> None:
        row = shown(name)
        cap, noted = f" {row.cap} ", name == "let_go_noted"
        grid.write(x, y, cap, ink=INK, ground=CAP, bold=True)
        grid.write(x + span(cap) + 1, y, row.label, ink=GOOD if noted else TEXT, bold=noted)
        if not _needs_figure(name):
            self.spots.append(Spot(x, y, _width(row), 1, name))


def _needs_figure(name: str) -> bool:
    """Return whether a key's name alone is no answer, so that touching it must not be one."""
    return shown(name).name == "rate"


def fitting(names: Sequence[str], ends: Sequence[int]) -> list[tuple[str, int, int]]:
    """Return which keys find room in rows that end there, and the column and the row of each."""
    taken: set[str] = set()
    found: list[tuple[str, int, int]] = []
    for name in sorted(names, key=lambda name: name not in _FIRST):
        placed = _placed([each for each in names if each in taken or each == name], ends)
        if placed is not None:
            taken.add(name)
            found = placed
    return found


def _placed(names: Sequence[str], ends: Sequence[int]) -> list[tuple[str, int, int]] | None:
    """Return where all of these stand: in the last row, or from the first on; None without room."""
    for first in (len(ends) - 1, 0):
        found = _flowing(names, ends, first)
        if found is not None:
            return found
    return None


def _flowing(
    names: Sequence[str], ends: Sequence[int], y: int
) -> list[tuple[str, int, int]] | None:
    found, x = [], 1
    for name in names:
        wide = _width(shown(name))
        if x + wide + 1 > ends[y]:
            x, y = 1, y + 1
        if y == len(ends) or x + wide + 1 > ends[y]:
            return None
        found.append((name, x, y))
        x += wide + 2
    return found


def _width(row: KeyAction) -> int:
    return span(row.cap) + 3 + span(row.label)
