"""Which sensor is used: those in sight, and what has to be set up first, with the command."""

from collections.abc import Callable
from typing import ClassVar, Final

from textual.binding import Binding, BindingType

from tpdevice.core.errors import TpError
from tpdevice.core.text import harmless
from tpdevice.tui.desk import SensorRow, SensorsView
from tpdevice.tui.listroom import ListRoom, figures
from tpdevice.tui.look import Look
from tpdevice.tui.palette import GOOD, MUTED, TEXT, TONES
from tpdevice.tui.room import keys_of
from tpdevice.tui.widgets.entries import Entries, Entry
from tpdevice.tui.widgets.page import Line, Lines

_NOBODY: Final = (
    Line("Nobody is heard yet.", TEXT, bold=True),
    Line("Wake the sensor up, hold it near, and close its phone app.", TEXT),
)
_KEPT: Final = "The one that you choose is used from now on, and looked for next time."
_MADE_UP: Final = "The one that you choose is used until you leave; a simulated one is not kept."
_LATER: Final = "Here you may choose another at any time."


class Sensors(ListRoom[Entry]):
    """A list that grows while one looks; nobody is chosen but by a person."""

    BINDINGS: ClassVar[list[BindingType]] = [
        *keys_of("use_sensor"),
        Binding("q", "back", show=False),
        *figures(9),
    ]
    TAKES = "use_sensor"

    def __init__(
        self, look: Look, sensors: Callable[[], SensorsView], use: Callable[[str], None]
    ) -> None:
        super().__init__(look, Entries())
        self._sensors, self._use = sensors, use
        self._view = SensorsView()
        self._moved = False
        """Where nobody has moved the mark, it is on the one in use, or the first."""
        self._wrong = ""
        """Why the last choice was none."""

    def on_mount(self) -> None:
        """Show who is there."""
        self._view = self._sensors()
        super().on_mount()

    def frame(self) -> None:
        """Show whoever came meanwhile, and how well each is heard."""
        view = self._sensors()
        if view != self._view:
            self._view = view
            self.write()

    def write(self) -> None:
        """Show who is there, and what that means."""
        rows, look = self._view.rows, self.look
        if not self._moved:
            self._marked = next((number for number, row in enumerate(rows) if row.used), 0)
        offers = (self.TAKES, "back") if rows else ("back",)
        self.head("Sensors in sight", *offers, simulated=self._view.simulated)
        self._rows.display = bool(rows)
        self._rows.write(tuple(map(_entry, rows)), self._marked, look)
        self._page.write(self._lines(), look)

    def _lines(self) -> Lines:
        said = [text for text in (self._wrong, self._view.trouble) if text]
        wrong = [Line(harmless(text), TONES["less"], sign="! ") for text in said]
        nobody = () if self._view.rows or said else _NOBODY
        help_ = (_MADE_UP if self._view.simulated else _KEPT, _LATER) if self._view.rows else ()
        return (*wrong, *nobody, *[Line(text, MUTED) for text in help_])

    def mark(self, number: int) -> None:
        """Mark another one; what was wrong with the last is said no more."""
        self._moved, self._wrong = True, ""
        super().mark(number)

    def take(self, number: int) -> None:
        """Use the one with this number; what cannot be used yet says what it needs."""
        self.mark(number)
        try:
            self._use(self._view.rows[number].address)
        except TpError as error:
            self._wrong = f"{error} {error.hint}".strip()
            self.write()
            self._scroll.scroll_end(animate=False)
        else:
            self.go("home")


def _entry(row: SensorRow) -> Entry:
    used = " · in use" if row.used else ""
    needs = f"Set it up first: {row.needs}" if row.needs else ""
    about = " · ".join(filter(None, (row.kind, row.signal, row.battery)))
    ink = GOOD if row.used else MUTED if row.needs else TEXT
    return Entry(f"{row.name}{used}", tuple(filter(None, (about, row.note, needs))), ink)
