"""A standing person with places to choose: by arrows, letters, mouse or thumb."""

from collections.abc import Hashable

from textual import events
from textual.message import Message

from tpdevice.tui.bodylay import Cell, touched
from tpdevice.tui.bodymarks import Stop
from tpdevice.tui.bodypaint import Body, paint_body
from tpdevice.tui.grid import Grid
from tpdevice.tui.widgets.painted import Painted


class Picked(Message):
    """Somebody touched a place."""

    def __init__(self, stop: Stop) -> None:
        super().__init__()
        self.place = stop


class BodyMap(Painted[Body]):
    """Draws the views that fit, and says which mark was touched."""

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002
        super().__init__(id=id)
        self.places: dict[Stop, Cell] = {}
        """Where each stop is drawn."""

    def facts(self, subject: Body) -> Hashable:
        """Return all of it."""
        return subject

    def on_click(self, event: events.Click) -> None:
        """Say which place was touched."""
        at = None if self._subject is None else self._subject.at
        stop = touched(self.places.items(), event.x, event.y, but=at)
        if stop is not None:
            self.post_message(Picked(stop))

    def paint(self, grid: Grid, subject: Body) -> None:
        """Draw the body over the whole widget."""
        self.places = paint_body(grid, subject, (0, 0, grid.width, grid.height))
