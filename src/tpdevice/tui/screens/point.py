"""One place in full: where it is, how it is pressed, what comes after, and one key to begin."""

import time
from collections.abc import Callable, Mapping
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical, VerticalScroll

from tpdevice.tui.bodymarks import drawn_on, first_stop, marks_of, other
from tpdevice.tui.bodypaint import Body
from tpdevice.tui.bodyview import BodyView
from tpdevice.tui.breath import breath_at
from tpdevice.tui.look import Look
from tpdevice.tui.placepage import page_of, partners
from tpdevice.tui.room import Room, keys_of
from tpdevice.tui.widgets.bodymap import BodyMap
from tpdevice.tui.widgets.buttons import Buttons
from tpdevice.tui.widgets.keybar import KeyBar
from tpdevice.tui.widgets.mover import Mover, moving
from tpdevice.tui.widgets.page import Page
from tpdevice.tui.widgets.plainbar import PlainBar


class PointRoom(Room):
    """Drawing and movement at the left, all the words at the right; on a phone below."""

    NAME = "point"
    AUTO_FOCUS = "VerticalScroll"
    CSS = """
    PointRoom #across { height: 1fr; }
    PointRoom Page { width: 1fr; margin: 0 1 0 0; }
    PointRoom #drawn { width: 24; height: 100%; margin: 0 1 0 1; }
    PointRoom BodyMap { width: 100%; height: 3fr; }
    PointRoom Mover { width: 100%; height: 1fr; min-height: 7; margin: 1 0 0 0; }
    PointRoom VerticalScroll { width: 1fr; height: 100%; padding: 0 2 0 1; }
    PointRoom.-broad #drawn { width: 44; margin: 1 2 1 2; }
    PointRoom.-broad VerticalScroll { margin: 1 0; padding: 0 4 0 2; }
    PointRoom.-broad Mover { height: 12; }
    PointRoom.-narrow #across { layout: vertical; }
    PointRoom.-narrow #drawn { width: 100%; height: 15; layout: horizontal; margin: 0; }
    PointRoom.-narrow BodyMap { width: 1fr; height: 100%; }
    PointRoom.-narrow Mover { width: 22; height: 10; margin: 4 0 0 0; }
    PointRoom.-narrow VerticalScroll { width: 100%; height: 1fr; padding: 0 1; margin: 0; }
    PointRoom.-short #drawn, PointRoom.-flat #drawn, PointRoom.-sliver #drawn { display: none; }
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        *keys_of("other_side", "bigger", "choose", "help"),
        Binding("enter", "chosen('press_here')", show=False),
    ]

    def __init__(
        self,
        look: Look,
        view: BodyView,
        about: Mapping[str, object],
        *,
        clock_ns: Callable[[], int] = time.monotonic_ns,
    ) -> None:
        super().__init__(look)
        self._view, self._clock_ns = view, clock_ns
        self._key = str(about["point"])
        self._side = drawn_on(about.get("side"))
        self._bar, self._map, self._mover = PlainBar(), BodyMap(), Mover()
        self._page, self._touch, self._keys = Page(), Buttons(id="touch"), KeyBar()

    def compose(self) -> ComposeResult:
        """Put everything in place."""
        yield self._bar
        with Horizontal(id="across"):
            with Vertical(id="drawn"):
                yield self._map
                yield self._mover
            with VerticalScroll():
                yield self._page
        yield self._touch
        yield self._keys

    def on_mount(self) -> None:
        """Show the place."""
        self._show()

    def renew(self, view: object) -> None:
        """Take what rests today from a new view."""
        if isinstance(view, BodyView):
            self._view = view
            self._show()

    def frame(self) -> None:
        """Let the figure go with the breath."""
        movement = self._view.movements.get(self._view.points[self._key].figure)
        if movement is not None:
            breath = breath_at(self._clock_ns()).fill
            self._mover.show(moving(movement, self._side, breath=breath, look=self.look), self.look)

    def _show(self) -> None:
        view, look = self._view, self.look
        self._bar.show((f"{view.points[self._key].plain} · {self._side}", False), look)
        self._map.show(self._body(), look)
        self._page.write(page_of(view, self._key, self._side), look)
        self._touch.show(("press_here", "other_side", "back"), look)
        bigger = ("bigger",) if partners(view, self._key) else ()
        self._keys.show(("press_here", "other_side", *bigger, "help", "back"), look)
        self.frame()

    def _body(self) -> Body:
        view, point = self._view, self._view.points[self._key]
        at = first_stop(marks_of(view.points), self._key, self._side)
        felt = [spot for key in point.refers for spot in view.regions[key].spots]
        marks = () if at is None else (at.mark,)
        return Body(marks, at, self._side, felt=tuple(felt), lettered=False)

    def chosen(self, name: str, value: int = 0) -> None:
        """Begin, turn to the other side, or lead to another room."""
        match name:
            case "press_here":
                self.go("session", point=self._key, side=str(self._side))
            case "other_side":
                self._side = other(self._side)
                self._show()
            case "bigger":
                self.go("pattern", point=self._key, side=str(self._side))
            case "choose":
                self.go("choose", point=self._key, side=str(self._side))
            case _:
                super().chosen(name, value)
