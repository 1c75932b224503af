"""What changed in a frame, sent to the terminal at once and by the shortest way.

Textual's way takes every visible widget's lines in hand at each update, and needs two timers and
a few messages for it, which costs more than the drawing itself. So painted widgets hand what
changed to the brush, which sends it at the end of the frame. Whatever is not as simple as that, a
new layout or a screen behind another, is left to Textual, which draws from the same cells.

Our screens have no layers: nothing ever stands before a widget.
"""

from typing import Any, Final

from textual.app import App
from textual.geometry import Region
from textual.widget import Widget

from tpdevice.tui.grid import Cell
from tpdevice.tui.ink import Run, written

Span = tuple[int, int, int]
"""Row, first column and number of columns, in a widget."""
_TOGETHER: Final = "\x1b[?2026h", "\x1b[?2026l"
"""Show all in between at once. Source: synchronized output of terminals, as Textual asks for it."""


class Brush:
    """Takes what changes while a frame is drawn, and sends it."""

    def __init__(self, app: App[Any]) -> None:
        self._app = app
        self._wet: dict[Widget, tuple[list[Span], list[list[Cell]]]] | None = None
        """What changed, and all cells; None while no frame is drawn."""
        self.sent = 0
        """Frames that had something to show, so far."""

    def lift(self) -> None:
        """Begin a frame."""
        self._wet = {}

    def takes(self, widget: Widget, spans: list[Span], rows: list[list[Cell]]) -> bool:
        """Take what changed of a widget, if a frame is being drawn."""
        if self._wet is None:
            return False
        before, _ = self._wet.get(widget, ([], rows))
        self._wet[widget] = (before + spans, rows)
        return True

    def put_down(self, *, colour: bool) -> None:
        """End the frame: send what can be sent, and leave the rest to Textual."""
        wet, self._wet = self._wet, None
        if not wet:
            return
        places = self._places()
        runs: list[Run] = []
        for widget, (spans, rows) in wet.items():
            corner = _corner(places.get(widget), rows)
            if corner is None:
                widget.refresh(*[Region(x, y, columns, 1) for y, x, columns in spans])
                continue
            left, top = corner
            runs += [(top + y, left + x, rows[y][x : x + columns]) for y, x, columns in spans]
        if runs:
            self._send(runs, colour=colour)

    def _places(self) -> dict[Widget, tuple[Region, Region]]:
        """Return where each widget stands now, and what of it can be seen.

        Textual draws from the same map, which has no public name; a test watches that it is there.
        """
        app = self._app
        if not app.screen_stack or app._batch_count:
            return {}
        return app.screen._compositor.visible_widgets

    def _send(self, runs: list[Run], *, colour: bool) -> None:
        app, driver = self._app, self._app._driver
        if driver is None or app.is_headless:
            return
        begin, end = _TOGETHER if app._sync_available else ("", "")
        drawn = written(runs, system=app.console.color_system, colour=colour)
        # Magnifiers and input methods follow the cursor, even while it is hidden.
        x, y = app.cursor_position
        driver.write(f"{begin}{drawn}\x1b[{y + 1};{x + 1}H{end}")
        driver.flush()
        self.sent += 1


def _corner(place: tuple[Region, Region] | None, rows: list[list[Cell]]) -> tuple[int, int] | None:
    """Return where a widget begins, or None if it is not there as it was drawn, or not whole."""
    if place is None:
        return None
    region, clip = place
    fits = region.width == len(rows[0]) and region.height == len(rows)
    return (region.x, region.y) if fits and clip.contains_region(region) else None
