"""The bigger pattern of a place: what often lies behind it, and what belongs to it."""

from collections.abc import Mapping
from typing import ClassVar

from textual import events
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Horizontal, VerticalScroll

from tpdevice.tui.bodymarks import drawn_on, first_stop, letters, marks_of
from tpdevice.tui.bodypaint import Body
from tpdevice.tui.bodyview import BodyView
from tpdevice.tui.look import Look
from tpdevice.tui.placepage import partners, pattern_page
from tpdevice.tui.room import Room, keys_of
from tpdevice.tui.widgets.bodymap import BodyMap, Picked
from tpdevice.tui.widgets.keybar import KeyBar
from tpdevice.tui.widgets.page import Page
from tpdevice.tui.widgets.plainbar import PlainBar


class PatternRoom(Room):
    """The places of a pattern on the body, and the advice beside it."""

    AUTO_FOCUS = "VerticalScroll"
    CSS = """
    PatternRoom #across { height: 1fr; }
    PatternRoom Page { width: 1fr; margin: 0 1 0 0; }
    PatternRoom BodyMap { width: 1fr; height: 100%; }
    PatternRoom VerticalScroll { width: 1fr; height: 100%; padding: 0 2 0 1; }
    PatternRoom.-broad VerticalScroll, PatternRoom.-broad BodyMap { margin: 1 1; }
    PatternRoom.-narrow #across { layout: vertical; }
    PatternRoom.-narrow BodyMap { width: 100%; height: 17; }
    PatternRoom.-narrow VerticalScroll { width: 100%; height: 1fr; padding: 0 1; }
    PatternRoom.-short BodyMap, PatternRoom.-flat BodyMap { display: none; }
    """
    BINDINGS: ClassVar[list[BindingType]] = keys_of("open_place", "help")

    def __init__(self, look: Look, view: BodyView, about: Mapping[str, object]) -> None:
        super().__init__(look)
        self._view, self._key = view, str(about["point"])
        self._side = drawn_on(about.get("side"))
        self._bar, self._map, self._page, self._keys = PlainBar(), BodyMap(), Page(), KeyBar()

    def compose(self) -> ComposeResult:
        """Put everything in place."""
        yield self._bar
        with Horizontal(id="across"):
            yield self._map
            with VerticalScroll():
                yield self._page
        yield self._keys

    def on_mount(self) -> None:
        """Show the pattern."""
        view, look = self._view, self.look
        self._bar.show(("The bigger pattern", False), look)
        self._map.show(self._body(), look)
        self._page.write(pattern_page(view, self._key), look)
        self._keys.show(("open_place", "help", "back"), look)

    def _body(self) -> Body:
        keys = {self._key, *partners(self._view, self._key)}
        marks = tuple([mark for mark in marks_of(self._view.points) if mark.key in keys])
        at = first_stop(marks, self._key, self._side)
        return Body(marks, at, self._side, resting=frozenset(self._view.resting))

    def chosen(self, name: str, value: int = 0) -> None:
        """Look closer at the place itself, or lead to another room."""
        if name == "open_place":
            self._open(self._key)
        else:
            super().chosen(name, value)

    def _open(self, key: str) -> None:
        self.go("point", point=key, side=str(self._side))

    def on_picked(self, message: Picked) -> None:
        """Open the place that somebody touched."""
        message.stop()
        self._open(message.place.mark.key)

    def on_key(self, event: events.Key) -> None:
        """Open the place with a letter."""
        named = letters(self._view.points)
        keys = {named.get(key): key for key in partners(self._view, self._key)}
        if event.character and event.character in keys:
            event.stop()
            self._open(keys[event.character])
