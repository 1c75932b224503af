"""The sensor outside of a session: whether it is there, what it reads, and the last seconds."""

from collections.abc import Hashable
from typing import Final

from tpdevice.tui.desk import Seen, SensorView
from tpdevice.tui.grid import Grid, span, wrapped
from tpdevice.tui.look import Glyphs
from tpdevice.tui.palette import GOOD, MUTED, ORB, PANEL, TEXT, TONES
from tpdevice.tui.widgets.painted import Painted, Spot

_SIGNS: Final = {Seen.LOOKING: "…", Seen.LIVE: "●", Seen.SILENT: "○", Seen.AWAY: "✗"}
_INKS: Final = {
    Seen.LOOKING: MUTED,
    Seen.LIVE: GOOD,
    Seen.SILENT: TONES["less"],
    Seen.AWAY: TONES["less"],
}
_STEPS: Final = {
    Glyphs.BLOCKS: " ▁▂▃▄▅▆▇█",
    Glyphs.HALVES: " ▄█",
    Glyphs.ASCII: " .:-=+*#",
}
_LEAST_MN: Final = 20_000
"""Full height of the trail, at least: what a sensor shows untouched must not look like pressing.
Chosen."""


class SensorLine(Painted[SensorView]):
    """One line of words, and as many of force as there is room for."""

    GROUND = PANEL

    def __init__(self, *, leads_to: str = "") -> None:
        """Take what a click on it means; nothing where it is empty."""
        super().__init__()
        self._leads_to = leads_to

    def facts(self, subject: SensorView) -> Hashable:
        """Return the whole view."""
        return subject

    def paint(self, grid: Grid, subject: SensorView) -> None:
        """Write name, state and battery; under it the trail, with the newest value at its end."""
        ink = _INKS[subject.seen]
        battery = f"{subject.battery} " if subject.battery else ""
        grid.write(grid.width - span(battery), 0, battery, ink=MUTED)
        words = " · ".join(filter(None, (subject.name, subject.says)))
        grid.write(1, 0, _SIGNS[subject.seen], ink=ink, bold=True)
        room = grid.width - span(battery) - 4
        for y, text in enumerate(wrapped(words, room, most=_rows_free(grid, subject))):
            grid.write(3, y, text, ink=TEXT)
        if self._leads_to:
            self.spots.append(Spot(0, 0, grid.width, grid.height, self._leads_to))
        if subject.seen is Seen.LIVE and grid.height > 1:
            self._trail(grid, subject)

    def _trail(self, grid: Grid, subject: SensorView) -> None:
        reads = f"{subject.reads} "
        x = grid.width - span(reads)
        grid.write(x, grid.height - 1, reads, ink=TEXT, bold=True)
        steps = _STEPS[grid.look.glyphs]
        shown = subject.trail_mn[-max(0, x - 3) :]
        most = max(_LEAST_MN, *(force for force in (*shown, 0) if force is not None))
        for column, force in enumerate(shown, x - 2 - len(shown)):
            if force is not None:
                self._bar(grid, column, share=max(0.0, force / most), steps=steps)

    def _bar(self, grid: Grid, x: int, *, share: float, steps: str) -> None:
        """Stand a bar on the last row; nothing at all is shown as the lowest step.

        In no cue's colour: here nobody is told to press.
        """
        each = len(steps) - 1
        high = max(1, round(share * each * (grid.height - 1)))
        for row in range(grid.height - 1):
            part = min(max(high - row * each, 0), each)
            if part:
                grid.write(x, grid.height - 1 - row, steps[part], ink=ORB)


def _rows_free(grid: Grid, view: SensorView) -> int:
    return 1 if view.seen is Seen.LIVE else grid.height
