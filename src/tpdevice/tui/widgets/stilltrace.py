"""Force over a whole session that is past: drawn like the live trace, and it stands still."""

from collections.abc import Hashable
from typing import Final

from tpdevice.core.units import NS_PER_S, newtons
from tpdevice.tui.grid import Grid, span
from tpdevice.tui.palette import GOOD, MUTED, PANEL, TEXT
from tpdevice.tui.past import Course
from tpdevice.tui.plot import Plot
from tpdevice.tui.scale import band_figures, full_scale
from tpdevice.tui.trace import reduced
from tpdevice.tui.view import GaugeView, Zone
from tpdevice.tui.widgets.painted import Painted
from tpdevice.tui.widgets.tracepanel import LEFT, band_rows, framed, write_labels

_LEAST: Final = (24, 7)
"""Columns and rows of a chart in which something can be seen. Chosen."""


class StillTrace(Painted[Course]):
    """Draws the force of a session, the first band, and a line below each hold."""

    GROUND = PANEL

    def facts(self, subject: Course) -> Hashable:
        """Return the course itself: it does not change."""
        return subject

    def paint(self, grid: Grid, subject: Course) -> None:
        """Draw frame, band, force, holds and times."""
        framed(grid, f"force, {subject.unit}")
        if grid.width < _LEAST[0] or grid.height < _LEAST[1]:
            return
        across, rows = grid.width - LEFT - 2, grid.height - 3
        first_ns = int(subject.samples.t_ns[0])
        length_ns = int(subject.samples.t_ns[-1]) - first_ns
        wide_ns = length_ns // (2 * across) + 1
        first = first_ns // wide_ns
        columns = reduced(subject.samples, first, wide_ns=wide_ns, count=2 * across)
        gauge = _gauge(subject)
        band_rows(grid, gauge, (across, rows))
        ground = [row[LEFT : LEFT + across] for row in grid.rows[1 : 1 + rows]]
        plot = Plot(ground, grid.look, in_place=False)
        grid.put(LEFT, 1, plot.draw(columns, gauge)[0])
        write_labels(grid, gauge, rows)
        for number, start_ns, end_ns in subject.holds:
            x, end = (LEFT + (at // wide_ns - first) // 2 for at in (start_ns, end_ns))
            _hold(grid, number, x, end)
        _times(grid, length_ns)


def _gauge(course: Course) -> GaugeView:
    """Return the scale and the band; there is no force now."""
    band = course.band_mn
    most_mn = max(int(course.samples.force_mn.max()), 0 if band is None else band[1], 1)
    full_n, ticks_n = full_scale(None, most_mn, unit=course.unit)
    return GaugeView(
        full_n=full_n,
        ticks_n=ticks_n,
        band_n=None if band is None else (newtons(band[0]), newtons(band[1])),
        until_n=None,
        caption="",
        band_text="" if band is None else f"{band_figures(*band, unit=course.unit)} {course.unit}",
        force_n=None,
        number="",
        to_go="",
        zone=Zone.UNSEEN,
        unit=course.unit,
    )


def _hold(grid: Grid, number: int, x: int, end: int) -> None:
    y = grid.height - 2
    end = min(end, grid.width - 2)
    grid.write(x, y, "━" * (end - x + 1), ink=GOOD)
    grid.write(x, y, f"{number}", ink=TEXT, bold=True)


def _times(grid: Grid, length_ns: int) -> None:
    y = grid.height - 1
    minutes, rest_s = divmod(length_ns // NS_PER_S, 60)
    end = f" {minutes}:{rest_s:02} "
    grid.write(1, grid.height - 2, "hold", ink=MUTED)
    grid.write(LEFT, y, " 0:00 ", ink=MUTED)
    grid.write(grid.width - 1 - span(end), y, end, ink=MUTED)
