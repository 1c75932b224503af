"""Which sensor is used: those in sight, and what has to be set up first, with the command."""

from collections.abc import Callable
from typing import ClassVar, Final

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll

from tpdevice.core.errors import TpError
from tpdevice.core.text import harmless
from tpdevice.tui.desk import SensorRow, SensorsView
from tpdevice.tui.look import Look
from tpdevice.tui.palette import GOOD, MUTED, TEXT, TONES
from tpdevice.tui.room import Room, keys_of
from tpdevice.tui.widgets.buttons import Buttons
from tpdevice.tui.widgets.entries import Entries, EntriesView, Entry
from tpdevice.tui.widgets.keybar import KeyBar
from tpdevice.tui.widgets.page import Line, Lines, Page
from tpdevice.tui.widgets.plainbar import PlainBar

_NOBODY: Final = (
    Line("Nobody is heard yet.", TEXT, bold=True),
    Line("Wake the sensor up, hold it near, and close its phone app.", TEXT),
)
_KEPT: Final = "The one that you choose is used from now on, and looked for next time."
_MADE_UP: Final = "The one that you choose is used until you leave; a simulated one is not kept."
_LATER: Final = "Here you may choose another at any time."


class Sensors(Room):
    """A list that grows while one looks; nobody is chosen but by a person."""

    BINDINGS: ClassVar[list[BindingType]] = [
        *keys_of("use_sensor"),
        Binding("q", "back", show=False),
        Binding("up", "mark(-1)", show=False),
        Binding("down", "mark(1)", show=False),
        *[Binding(str(n), f"pick({n - 1})", show=False) for n in range(1, 10)],
    ]

    def __init__(
        self, look: Look, sensors: Callable[[], SensorsView], use: Callable[[str], None]
    ) -> None:
        super().__init__(look)
        self._sensors, self._use = sensors, use
        self._view = SensorsView()
        self._marked: int | None = None
        """None where nobody has moved it: then the one in use is marked, or the first."""
        self._wrong = ""
        """Why the last choice was none."""
        self._bar, self._list, self._page = PlainBar(), Entries(), Page()
        self._scroll = VerticalScroll(self._list, self._page, can_focus=False)
        self._touch, self._keys = Buttons(id="touch"), KeyBar()

    def compose(self) -> ComposeResult:
        """Put everything in place."""
        yield self._bar
        yield self._scroll
        yield self._touch
        yield self._keys

    def on_mount(self) -> None:
        """Show who is there."""
        self._view = self._sensors()
        self._show()

    def frame(self) -> None:
        """Show whoever came meanwhile, and how well each is heard."""
        view = self._sensors()
        if view != self._view:
            self._view = view
            self._show()

    def _show(self) -> None:
        view, look = self._view, self.look
        self._bar.show(("Sensors in sight", view.simulated), look)
        self._list.display = bool(view.rows)
        self._list.write(EntriesView(tuple(map(_entry, view.rows)), self._at), look)
        self._page.write(self._lines(), look)
        offers = ("use_sensor", "back") if view.rows else ("back",)
        self._touch.show(offers, look)
        self._keys.show(offers, look)

    @property
    def _at(self) -> int:
        if self._marked is not None:
            return self._marked
        return next((number for number, row in enumerate(self._view.rows) if row.used), 0)

    def _lines(self) -> Lines:
        said = [text for text in (self._wrong, self._view.trouble) if text]
        wrong = [Line(harmless(text), TONES["less"], sign="! ") for text in said]
        nobody = () if self._view.rows or said else _NOBODY
        help_ = (_MADE_UP if self._view.simulated else _KEPT, _LATER) if self._view.rows else ()
        return (*wrong, *nobody, *[Line(text, MUTED) for text in help_])

    def chosen(self, name: str, value: int = 0) -> None:
        """Use a sensor, or go back."""
        if name == "choice":
            self.action_pick(value)
        elif name == "use_sensor":
            self.action_pick(self._at)
        else:
            super().chosen(name, value)

    def action_mark(self, by: int) -> None:
        """Mark another one, and bring it into sight."""
        if self._view.rows:
            self._marked = (self._at + by) % len(self._view.rows)
            self._wrong = ""
            self._show()
            self._scroll.scroll_to(y=self._list.rows_of(self._marked)[0], animate=False)

    def action_pick(self, number: int) -> None:
        """Use the one with this number; what cannot be used yet says what it needs."""
        if number >= len(self._view.rows):
            return
        self._marked = number
        try:
            self._use(self._view.rows[number].address)
        except TpError as error:
            self._wrong = f"{error} {error.hint}".strip()
            self._show()
            self._scroll.scroll_end(animate=False)
        else:
            self.go("home")


def _entry(row: SensorRow) -> Entry:
    used = " · in use" if row.used else ""
    needs = f"Set it up first: {row.needs}" if row.needs else ""
    about = " · ".join(filter(None, (row.kind, row.signal, row.battery)))
    ink = GOOD if row.used else MUTED if row.needs else TEXT
    return Entry(f"{row.name}{used}", tuple(filter(None, (about, row.note, needs))), ink)
