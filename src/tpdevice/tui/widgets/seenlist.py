"""What stands out, of all clients: a sign, a word, a day and a client in each row."""

from typing import Final

from tpdevice.clinic.overview import Seen
from tpdevice.core.text import harmless
from tpdevice.tui.clinicwords import SIGNS
from tpdevice.tui.grid import Grid, clipped, span, wrapped
from tpdevice.tui.palette import MUTED, TEXT
from tpdevice.tui.widgets.longlist import LongList
from tpdevice.tui.widgets.plainbar import SIMULATED, write_simulated

_BROAD: Final = 100
_WIDE: Final = 60
_KIND: Final = 16
"""Columns of the sign and the word for a kind."""
_NAME: Final = 18
"""Columns of a client's name, where all stands in one line."""
_LEFT: Final = 2


class SeenList(LongList[Seen]):
    """A line for each where there is room, two elsewhere, and four on a phone."""

    def high(self, width: int) -> int:
        """Return one, two, or four and a gap."""
        return 1 if width >= _BROAD else 2 if width >= _WIDE else 5

    def draw(self, grid: Grid, row: Seen, y: int, *, here: bool) -> None:
        """Draw one."""
        sign, ink = SIGNS[row.kind]
        grid.write(_LEFT, y, f"{row.day}", ink=MUTED)
        grid.write(_LEFT + 12, y, f"{sign} {row.kind}", ink=ink, bold=True)
        x, right = _LEFT + 12 + _KIND + 2, grid.width - 2
        if row.simulated:
            right -= span(SIMULATED) + 1
            write_simulated(grid, right + 1, y)
        name, words = harmless(row.name), _words(row)
        if grid.width >= _BROAD:
            grid.write(x, y, clipped(name, _NAME), ink=TEXT, bold=here)
            grid.write(x + _NAME + 2, y, clipped(words, right - x - _NAME - 2), ink=TEXT)
        elif grid.width >= _WIDE:
            grid.write(x, y, clipped(name, right - x), ink=TEXT, bold=True)
            grid.write(_LEFT + 12, y + 1, clipped(words, grid.width - _LEFT - 14), ink=TEXT)
        else:
            room = grid.width - _LEFT - 2
            grid.write(_LEFT, y + 1, clipped(name, room), ink=TEXT, bold=True)
            for below, text in enumerate(wrapped(words, room, most=2)):
                grid.write(_LEFT, y + 2 + below, text, ink=TEXT)


def _words(row: Seen) -> str:
    return harmless(f"{row.place}: {row.words}" if row.place else row.words)
