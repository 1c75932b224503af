"""Home: what is due and why, whether the sensor is there, and one key to begin."""

from collections.abc import Callable
from typing import ClassVar, Final

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll

from tpdevice.tui.actions import HOME_ACTIONS
from tpdevice.tui.desk import HomeView, SensorView
from tpdevice.tui.look import Look
from tpdevice.tui.opening import Opening, opening
from tpdevice.tui.palette import GOOD, MUTED, TEXT, TONES
from tpdevice.tui.room import Room, keys_of
from tpdevice.tui.widgets.cue import CueField
from tpdevice.tui.widgets.keybar import KeyBar
from tpdevice.tui.widgets.page import Line, Lines, Page
from tpdevice.tui.widgets.plainbar import PlainBar
from tpdevice.tui.widgets.sensorline import SensorLine

_LEADS_TO: Final = tuple(row.name for row in HOME_ACTIONS if row.name not in ("start", "leave"))


class Home(Room):
    """Where one comes in, and comes back to."""

    NAME = "home"
    BINDINGS: ClassVar[list[BindingType]] = [
        *keys_of("start", *_LEADS_TO, "leave"),
        Binding("up", "mark(-1)", show=False),
        Binding("down", "mark(1)", show=False),
        # Who presses Escape again and again to stop must not find the program gone.
        Binding("escape", "nothing", show=False),
    ]

    def __init__(self, look: Look, view: HomeView, sensor: Callable[[], SensorView]) -> None:
        super().__init__(look)
        self._view, self._sensor = view, sensor
        self._marked = 0
        self._bar, self._cue, self._line = PlainBar(), CueField(), SensorLine(leads_to="sensors")
        self._scroll = VerticalScroll(can_focus=False)
        self._page, self._keys = Page(), KeyBar()

    def compose(self) -> ComposeResult:
        """Put everything in place."""
        yield self._bar
        yield self._cue
        yield self._line
        with self._scroll:
            yield self._page
        yield self._keys

    def on_mount(self) -> None:
        """Show what there is."""
        self.renew(self._view)

    def renew(self, view: object) -> None:
        """Show what is so now."""
        if isinstance(view, HomeView):
            self._view = view
        self._marked = min(self._marked, max(0, len(self._view.places) - 1))
        self._show()
        self.frame()

    def frame(self) -> None:
        """Show the newest of the sensor."""
        self._line.show(self._sensor(), self.look)

    @property
    def _opening(self) -> Opening:
        return opening(self._view, self._marked)

    def _show(self) -> None:
        view, look = self._view, self.look
        title = f"tpdevice · {view.person}" if view.person else "tpdevice"
        self._bar.show((title, view.simulated), look)
        self._cue.show(self._opening.cue, look)
        self._page.write(lines_of(view, self._marked), look)
        self._keys.show((self._opening.offer, *self._offers(), "leave"), look)

    def _offers(self) -> tuple[str, ...]:
        """Return the keys of rooms that make sense now."""
        view = self._view
        senseless = set() if view.places else {"how", "log", "trends"}
        senseless |= set() if view.follow_ups else {"follow_up"}
        senseless |= set() if view.left_out else {"left_out"}
        senseless |= set() if view.person else {"how", "settings"}
        senseless |= {self._opening.to}
        return tuple(name for name in _LEADS_TO if name not in senseless)

    def chosen(self, name: str, value: int = 0) -> None:
        """Begin, or go where a key leads."""
        if name == "start":
            self.go(self._opening.to, **self._opening.about)
        elif name == "how":
            if self._view.places:
                place = self._view.places[self._marked]
                self.go("how", point=place.point, side=place.side)
        else:
            super().chosen(name, value)

    def action_mark(self, by: int) -> None:
        """Mark another place."""
        if self._view.places:
            self._marked = (self._marked + by) % len(self._view.places)
            self._show()
            self._follow()

    def _follow(self) -> None:
        """Keep the marked place in sight; two lines tell of each, at the end of the page."""
        left = 2 * (len(self._view.places) - self._marked)
        row = self._page.row_of(len(lines_of(self._view, self._marked)) - left)
        self._scroll.scroll_to(y=max(0, row - 1), animate=False)

    def action_nothing(self) -> None:
        """Stay."""


def lines_of(view: HomeView, marked: int) -> Lines:
    """Return what is due and why, what is to be answered, and what matters otherwise."""
    lines = [Line(text, TONES["less"], sign="! ") for text in view.notices]
    lines += [Line(text, TONES["ask"], sign="? ") for text in view.follow_ups]
    lines += [Line(f"Not done: {text}", TONES["ask"], sign="? ") for text in view.missed[:1]]
    lines += [Line()] if lines else []
    for number, place in enumerate(view.places):
        here = number == marked
        ink = GOOD if place.due else TEXT
        lines.append(Line(place.name, ink, bold=here, sign="▸ " if here else "  "))
        lines.append(Line(f"{place.why} · with {place.tool}", MUTED, sign="  "))
    if not view.places:
        lines += [Line(text, MUTED) for text in _WELCOME]
    return tuple(lines)


_WELCOME: Final = (
    "Slow, steady pressure that you choose yourself, a minute at a time.",
    "This keeps you in it, counts the seconds, and asks how strong it feels.",
    "",
    "Letting go of the tool is always safe: it pauses. Stop ends it, at once.",
)
