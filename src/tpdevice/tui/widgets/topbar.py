"""The line at the top: where, how far, and whether the sensor is there."""

from collections.abc import Hashable

from tpdevice.tui.grid import Grid, clipped, span
from tpdevice.tui.palette import CAP, GOOD, MADE_UP, MUTED, PANEL, TEXT, TONES
from tpdevice.tui.view import View
from tpdevice.tui.widgets.painted import Painted
from tpdevice.tui.widgets.plainbar import SIMULATED, write_simulated

_BROAD = 100
"""From so many columns on the battery is always shown."""
_LEAST = 30
"""With fewer there is room for one word."""


class TopBar(Painted[View]):
    """One line, or two where it is narrow."""

    GROUND = PANEL

    def facts(self, subject: View) -> Hashable:
        """Return what the line says."""
        return (
            subject.title,
            subject.side,
            subject.simulated,
            subject.done,
            subject.repetitions,
            subject.step,
            subject.sensor,
            subject.battery,
            subject.elapsed,
        )

    def paint(self, grid: Grid, subject: View) -> None:
        """Draw one line or two."""
        if grid.width < _LEAST:
            grid.write(
                0, 0, SIMULATED.strip() if subject.simulated else subject.elapsed, ink=MADE_UP
            )
        elif grid.height > 1:
            _two_lines(grid, subject)
        else:
            _one_line(grid, subject)


def _two_lines(grid: Grid, view: View) -> None:
    end = _right(grid, 0, [(view.elapsed, MUTED)], simulated=view.simulated)
    _title(grid, view, end)
    end = _right(grid, 1, _state(view), simulated=False)
    x = _dots(grid, 1, 1, view)
    grid.write(x, 1, clipped(view.step, end - x - 1), ink=MUTED)


def _one_line(grid: Grid, view: View) -> None:
    state = _state(view)
    if grid.width < _BROAD and "low" not in view.battery:
        state = state[:1]
    end = _right(grid, 0, [*state, (view.elapsed, MUTED)], simulated=view.simulated)
    x = _title(grid, view, end) + 3
    if x + 2 * view.repetitions + 2 + span(view.step) < end:
        x = _dots(grid, x, 0, view)
    if x + span(view.step) < end:
        grid.write(x, 0, view.step, ink=MUTED)


def _state(view: View) -> list[tuple[str, int]]:
    ink = MUTED if view.seen else TONES["less"]
    battery = TONES["less"] if "low" in view.battery else MUTED
    return [(view.sensor, ink), (view.battery, battery)]


def _right(grid: Grid, y: int, words: list[tuple[str, int]], *, simulated: bool) -> int:
    """Write from the right edge; return where it begins."""
    x = grid.width - 1
    for text, ink in reversed(words):
        if text:
            x -= span(text)
            grid.write(x, y, text, ink=ink, bold=ink not in (MUTED, CAP))
            x -= 2
    if simulated:
        x -= span(SIMULATED)
        write_simulated(grid, x, y)
        x -= 1
    return x


def _title(grid: Grid, view: View, end: int) -> int:
    title = clipped(view.title, max(0, end - 2))
    grid.write(1, 0, title, ink=TEXT, bold=True)
    x = 1 + span(title)
    side = f" · {view.side}"
    if x + span(side) < end:
        grid.write(x, 0, side, ink=MUTED)
        x += span(side)
    return x


def _dots(grid: Grid, x: int, y: int, view: View) -> int:
    """Write one dot a repetition: done, under way, still to come."""
    for number in range(view.repetitions):
        if number < view.done:
            grid.write(x, y, "●", ink=GOOD)
        elif number == view.done:
            grid.write(x, y, "◉", ink=GOOD)
        else:
            grid.write(x, y, "○", ink=MUTED)
        x += 2
    return x + 1
