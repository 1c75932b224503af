"""The big figure: seconds to hold, greyed while the clock stands."""

from collections.abc import Hashable

from tpdevice.tui.grid import Grid, clipped, span
from tpdevice.tui.lettering import lettered
from tpdevice.tui.palette import GOOD, GROUND, IDLE, MUTED, TEXT, TONES, TROUGH
from tpdevice.tui.pixels import Inks, picture
from tpdevice.tui.view import TimerView
from tpdevice.tui.widgets.painted import Painted


class Timer(Painted[TimerView | None]):
    """Draws figure, caption and progress."""

    def facts(self, subject: TimerView | None) -> Hashable:
        """Return what is written, and progress as columns."""
        if subject is None:
            return None
        columns = 0 if subject.share is None else round(subject.share * self._room())
        return (subject.big, subject.caption, subject.running, columns)

    def paint(self, grid: Grid, subject: TimerView | None) -> None:
        """Draw it in the middle."""
        if subject is None:
            return
        rows = min(max(grid.height - 2, 1), 7)
        top = max(0, (grid.height - rows - 3) // 2)
        ink = TEXT if subject.running else IDLE
        if rows >= 3:
            pixels = lettered(subject.big, None, grid.width - 2, rows)
            picture(grid, 1, top, pixels=pixels, inks=Inks((GROUND, ink)))
        else:
            grid.centred(top, subject.big, ink=ink, bold=True)
        self._caption(grid, subject, top + rows)
        self._progress(grid, subject, top + rows + 1 + (grid.height > rows + 3))

    def _caption(self, grid: Grid, subject: TimerView, y: int) -> None:
        text = subject.caption if span(subject.caption) <= grid.width else subject.short
        ink = MUTED if subject.running else TONES["less"]
        grid.centred(y, clipped(text, grid.width), ink=ink, bold=not subject.running)

    def _room(self) -> int:
        return max(0, min(self.extent.width - 4, 44))

    def _progress(self, grid: Grid, subject: TimerView, y: int) -> None:
        if subject.share is None:
            return
        room = self._room()
        done = round(subject.share * room)
        x = (grid.width - room) // 2
        grid.write(x, y, "━" * done, ink=GOOD)
        rest = "━" if grid.look.colour else "─"
        grid.write(x + done, y, rest * (room - done), ink=TROUGH)
