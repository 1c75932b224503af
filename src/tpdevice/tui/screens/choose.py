"""Choosing a place to press: on a drawing of the body, by where it hurts, or by plain words."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import ClassVar

from textual import events
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical, VerticalScroll
from textual.widgets import Input

from tpdevice.tui.bodymarks import Kind, drawn_on
from tpdevice.tui.bodyview import BodyView
from tpdevice.tui.choosing import Choosing, Way, begin
from tpdevice.tui.look import Look
from tpdevice.tui.room import Room, keys_of
from tpdevice.tui.telling import told
from tpdevice.tui.widgets.bodymap import BodyMap, Picked
from tpdevice.tui.widgets.buttons import Buttons
from tpdevice.tui.widgets.keybar import KeyBar
from tpdevice.tui.widgets.legend import Legend
from tpdevice.tui.widgets.page import Page
from tpdevice.tui.widgets.placelist import PlaceList, Places
from tpdevice.tui.widgets.plainbar import PlainBar
from tpdevice.tui.widgets.waybar import WayBar, Ways

_STEPS = {"left": (-1, 0), "right": (1, 0), "up": (0, -1), "down": (0, 1)}


class Choose(Room):
    """Body, list and words beside each other; on a phone, above each other."""

    NAME = "choose"
    CSS = """
    Choose #across { height: 1fr; }
    Choose Page { width: 1fr; margin: 0 1 0 0; }
    Choose BodyMap { width: 2fr; height: 100%; }
    Choose #beside { width: 28; height: 100%; }
    Choose WayBar { height: 1; }
    Choose Input { height: 1; border: none; padding: 0 1; margin: 0 1 1 0;
                   background: $panel-ground; color: $text; }
    Choose Input:focus { border: none; background-tint: $thumb 30%; }
    Choose VerticalScroll { padding: 0 1 0 0; }
    Choose PlaceList { height: auto; width: 100%; margin: 0 0 1 0; }
    Choose PlaceList.-none { display: none; }
    Choose Legend { height: 2; margin: 1 0 0 0; }
    Choose.-narrow Legend { margin: 0; }
    Choose #touch { margin: 0 1; }
    Choose.-broad #beside { width: 40; margin: 1 1 0 0; }
    Choose.-broad BodyMap { margin: 1 0 0 0; }
    Choose.-tall WayBar { height: 3; }
    Choose.-narrow #across { layout: vertical; }
    Choose.-narrow BodyMap { width: 100%; height: 2fr; }
    Choose.-narrow #beside { width: 100%; height: 1fr; padding: 0 1; margin: 0; }
    Choose.-narrow Input { margin: 0; }
    Choose.-narrow.-typing BodyMap { display: none; }
    Choose.-short.-narrow BodyMap, Choose.-flat BodyMap, Choose.-sliver BodyMap { display: none; }
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        *keys_of("way_press", "way_hurts", "find", "other_side", "help"),
        *keys_of("open_place", "next_place"),
        *[Binding(key, f"step('{key}')", key, show=False) for key in _STEPS],
        Binding("shift+tab", "follow(-1)", "before", show=False),
    ]

    def __init__(
        self,
        look: Look,
        view: BodyView,
        about: Mapping[str, object] = MappingProxyType({}),
    ) -> None:
        super().__init__(look)
        side = drawn_on(about.get("side"))
        self.now = begin(view, point=str(about.get("point", "")), side=side)
        self._bar, self._ways, self._map = PlainBar(), WayBar(), BodyMap()
        self._input = Input(placeholder="find: temple, low back …", compact=True)
        self._list, self._page, self._legend = PlaceList(), Page(), Legend()
        self._touch, self._keys = Buttons(id="touch"), KeyBar()

    def compose(self) -> ComposeResult:
        """Put everything in place."""
        yield self._bar
        yield self._ways
        with Horizontal(id="across"):
            yield self._map
            with Vertical(id="beside"):
                yield self._input
                with VerticalScroll(can_focus=False):
                    yield self._list
                    yield self._page
                yield self._legend
        yield self._touch
        yield self._keys

    def on_mount(self) -> None:
        """Show where one begins."""
        self._show(self.now)

    def renew(self, view: object) -> None:
        """Take what rests today from a new view."""
        if isinstance(view, BodyView):
            self._show(begin(view, point=self.now.key, side=self.now.side))

    def _show(self, now: Choosing) -> None:
        self.now, look = now, self.look
        self._bar.show(("Choose a place", False), look)
        way = "find" if now.asked else f"way_{now.way}"
        self._ways.show(Ways(way, f"{now.side} side"), look)
        self._map.show(now.body, look)
        high = 2 if self.has_class("-narrow") else 1
        self._list.set_class(not now.items, "-none")
        self._list.put(Places(now.items, now.key, high), look)
        self._page.write(told(now), look)
        self._legend.display = not now.items
        self._legend.show(now.kind is not Kind.REGION, look)
        opens = self._opens()
        self._touch.show((*opens, "other_side", "back"), look)
        self._keys.show((*opens, "other_side", "next_place", "find", "help", "back"), look)

    def _opens(self) -> tuple[str, ...]:
        """Return what enter does here, if anything."""
        match self.now.kind:
            case Kind.POINT:
                return ("open_place",)
            case Kind.REGION:
                return ("choose_region",)
            case _:
                return ()

    def chosen(self, name: str, value: int = 0) -> None:
        """Do what a key or a touch means."""
        match name:
            case "way_press":
                self._leave_words(self.now.by(Way.PRESS))
            case "way_hurts":
                self._leave_words(self.now.by(Way.HURTS))
            case "find":
                self._input.focus()
            case "other_side":
                self._show(self.now.other_side())
            case "next_place":
                self.action_follow(1)
            case "open_place":
                self._open()
            case "item":
                self._show(self.now.to(self.now.items[value].key))
            case _:
                super().chosen(name, value)

    def _open(self) -> None:
        now = self.now
        if now.kind is Kind.POINT:
            self.go("point", point=now.key, side=str(now.side))
        elif now.kind is Kind.REGION:
            self._show(now.hurting(now.key))

    def action_step(self, key: str) -> None:
        """Go to the nearest place in a direction; in a list that was found, up and down."""
        if self._input.has_focus and self.now.items:
            self.action_follow(1 if key == "down" else -1)
        else:
            self._show(self.now.stepped(_STEPS[key]))

    def action_follow(self, step: int) -> None:
        """Go to the next place, or the one before."""
        self._show(self.now.following(step))

    def action_back(self) -> None:
        """Undo the last step; from the first one, leave."""
        before = self.now.back()
        if before is None and not self._input.has_focus:
            super().action_back()
        else:
            self._leave_words(before or self.now)

    def _leave_words(self, now: Choosing) -> None:
        """Go on without what was typed."""
        with self.prevent(Input.Changed):
            self._input.value = ""
        self.set_class(False, "-typing")  # noqa: FBT003
        self.set_focus(None)
        self._show(now)

    def on_input_changed(self, message: Input.Changed) -> None:
        """Look for what was typed so far."""
        self.set_class(bool(message.value.strip()), "-typing")
        self._show(self.now.typed(message.value))

    def on_input_submitted(self, _message: Input.Submitted) -> None:
        """Open what was found first."""
        self._open()

    def on_picked(self, message: Picked) -> None:
        """Stand where somebody touched the body."""
        message.stop()
        self._show(self.now.stood(message.place))

    def on_key(self, event: events.Key) -> None:
        """Take a letter that stands on the body."""
        if event.character and event.character.isalpha() and not self._input.has_focus:
            event.stop()
            self._show(self.now.picked(event.character.lower()))
