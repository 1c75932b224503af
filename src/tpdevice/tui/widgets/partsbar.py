"""Where the time went, as one bar whose parts add up."""

from collections.abc import Hashable
from typing import Final

from tpdevice.tui.grid import Grid, span
from tpdevice.tui.palette import GOOD, INK, MUTED, ORB, TONES
from tpdevice.tui.view import Part
from tpdevice.tui.widgets.painted import Painted

_COLOURS: Final = {
    "held": GOOD,
    "below": TONES["more"],
    "above": TONES["less"],
    "no data": TONES["stop"],
    "settling": ORB,
    "paused": MUTED,
}


class PartsBar(Painted[tuple[Part, ...]]):
    """Draws each part as long as its time, with name and seconds, or the name, where they fit."""

    def facts(self, subject: tuple[Part, ...]) -> Hashable:
        """Return the parts."""
        return subject

    def paint(self, grid: Grid, subject: tuple[Part, ...]) -> None:
        """Draw the bar."""
        total_s = sum(part.time_s for part in subject)
        if total_s == 0:
            return
        before_s = 0
        for part in subject:
            x = round(before_s / total_s * grid.width)
            before_s += part.time_s
            wide = round(before_s / total_s * grid.width) - x
            grid.fill(x, 0, wide, grid.height, ground=_COLOURS[part.name])
            for text in (f"{part.name} {part.time_s} s", part.name):
                if span(text) + 2 <= wide:
                    grid.centred(grid.height // 2, text, ink=INK, bold=True, x=x, width=wide)
                    break
